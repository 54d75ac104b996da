"""From one role to another, as a person would ask for it."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Route, expect

from graph.neo4j.database import Database
from tests.support.explorer import WRITES_PICTURES
from tests.support.places import ROOT

pytestmark = pytest.mark.usefixtures("seeds_to_read")

JUNIOR_TO_STAFF = "/path?from=level:junior@machine-learning&to=level:staff@machine-learning"


def choose(page: Page, label: str, text: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).fill(text)
    page.get_by_role("listbox").get_by_role("option", name=re.compile(f"^{option}")).first.click()


def test_given_a_typing_slip_and_a_level_when_chosen_by_keyboard_then_the_best_path_is_shown(page: Page) -> None:
    page.goto("/")
    start = page.get_by_role("combobox", name="From", exact=True)
    start.press_sequentially("junior mashine lerning")
    option = page.get_by_role("option", name="Junior Machine Learning Engineer")
    expect(option).to_be_visible()
    start.press("ArrowDown")
    expect(start).to_have_attribute("aria-activedescendant", re.compile("-0$"))
    start.press("Enter")
    expect(start).to_have_value("Junior Machine Learning Engineer")
    end = page.get_by_role("combobox", name="To", exact=True)
    end.press_sequentially("staff mach")
    expect(page.get_by_role("option", name="Staff in Machine Learning")).to_be_visible()
    end.press("Enter")
    expect(page).to_have_url(
        re.compile(r"/path\?from=junior-machine-learning-engineer&to=level:staff@machine-learning$")
    )
    steps = page.get_by_role("region", name="The path in words").locator("ol.steps > li h3")
    expect(steps).to_have_text(
        [
            "Junior Machine Learning Engineer → Machine Learning Engineer",
            "Machine Learning Engineer → Senior Machine Learning Engineer",
            "Senior Machine Learning Engineer → Staff Machine Learning Engineer",
        ]
    )
    expect(page.locator(".diagram .lane text").filter(has_text=re.compile("^(Staff|Junior)$"))).to_have_text(
        ["Staff", "Junior"]
    )


@pytest.mark.parametrize("keys", [["Enter"], ["ArrowDown", "Enter"]])
def test_given_keys_before_the_last_letters_are_answered_when_pressed_then_they_wait_for_the_answer(
    page: Page, keys: list[str]
) -> None:
    page.goto("/")
    start = page.get_by_role("combobox", name="From", exact=True)
    start.fill("junior")
    first = page.get_by_role("listbox").get_by_role("option").first
    expect(first).to_contain_text("Any Junior role")
    held: list[Route] = []
    slow = True
    page.route("**/graphql", lambda route: held.append(route) if slow else route.continue_())
    start.press_sequentially(" mashine lerning")
    for key in keys:
        start.press(key)
    expect(first).to_contain_text("Any Junior role")
    expect(start).to_have_value("junior mashine lerning")
    slow = False
    for route in held:
        with suppress(Error):  # the page has given up all but the last
            route.continue_()
    expect(start).to_have_value("Junior Machine Learning Engineer")


def test_given_an_alias_when_typed_then_its_role_is_suggested(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox", name="To", exact=True).fill("ML Engineer I")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_have_text(
        "Junior Machine Learning Engineeralso called ML Engineer I"
    )


def test_given_paths_when_cost_and_alternative_change_then_address_and_history_follow(page: Page) -> None:
    page.goto(JUNIOR_TO_STAFF)
    shown = page.locator(".alternatives a[aria-current=true] strong")
    first = shown.inner_text()
    page.locator(".alternatives a").nth(1).click()
    expect(page).to_have_url(re.compile("show=2$"))
    second = shown.inner_text()
    assert second != first
    page.get_by_text("Least time").click()
    expect(page).to_have_url(re.compile("by=time$"))
    expect(page.get_by_role("heading", name=re.compile("by least time"))).to_be_visible()
    page.go_back()
    expect(shown).to_have_text(second)
    page.go_back()
    expect(shown).to_have_text(first)
    page.go_forward()
    page.reload()
    expect(shown).to_have_text(second)


def test_given_a_path_when_a_step_is_pointed_at_then_its_time_gap_and_evidence_show(page: Page) -> None:
    page.goto(JUNIOR_TO_STAFF)
    page.locator(".diagram .step.main .reach").first.hover(force=True)
    card = page.locator(".card")
    expect(card.locator(".card-name")).to_have_text("Junior Machine Learning Engineer → Machine Learning Engineer")
    expect(card).to_contain_text("18–30 months")
    expect(card).to_contain_text(re.compile(r"Learn [0-9]+.*and [0-9]+ more.*Deepen [0-9]+"))
    expect(card.locator(".evidence")).to_contain_text(re.compile(r"seeds/roles/[a-z-]+\.yaml, line \d+"))
    page.keyboard.press("Escape")
    page.mouse.move(5, 5)
    expect(card).to_have_count(0)


def test_given_options_when_a_role_is_avoided_then_no_path_leads_through_it(page: Page) -> None:
    page.goto(JUNIOR_TO_STAFF)
    expect(page.locator(".alternatives li")).to_have_count(3)
    expect(page.locator(".alternatives")).to_contain_text("Applied AI Engineer")
    page.get_by_text("Options").click()
    choose(page, "Never through", "applied ai eng", "Applied AI Engineer")
    expect(page).to_have_url(re.compile("avoid=applied-ai-engineer"))
    expect(page.locator(".alternatives")).not_to_contain_text("→ Applied AI Engineer →")
    page.get_by_role("checkbox", name="Promotion").uncheck()
    expect(page).to_have_url(re.compile("kinds=next,lateral"))


def test_given_too_few_steps_when_asked_then_the_reason_and_the_way_out_are_shown(page: Page) -> None:
    page.goto("/path?from=junior-backend-engineer&to=staff-data-scientist&max=2")
    expect(page.get_by_role("heading", name="There is no path")).to_be_visible()
    expect(page.locator(".notice")).to_contain_text("takes 4 steps; maxSteps is 2")
    expect(page.locator(".notice")).to_contain_text("Within reach")
    page.get_by_role("link", name="Allow more steps").click()
    expect(page.locator("ol.steps > li")).to_have_count(4)


def test_given_the_readmes_question_when_asked_for_then_its_picture_is_written(
    page: Page, seeds_to_read: Database
) -> None:
    page.set_viewport_size({"width": 1280, "height": 1010})
    page.goto(JUNIOR_TO_STAFF)
    page.locator(".diagram .step.main .reach").first.hover(force=True)
    expect(page.locator(".card")).to_be_visible()
    picture = page.screenshot(type="png")
    assert len(picture) < 300_000
    if WRITES_PICTURES:
        (ROOT / "docs" / "explorer.png").write_bytes(picture)
