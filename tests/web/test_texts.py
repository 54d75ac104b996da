"""Ladders that have only texts, as companies write them: views leave out what would say nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from graph.documents.blueprint import Blueprint, RelatedRole
from graph.documents.document import Document
from tests.support.frameworks import framework

Own = Callable[[list[Document]], object]

TEXTS = {"Kneading": " with help", "Firing": " on call"}
MORE = {"Kneading": " alone", "Firing": " by night"}
MOST = {"Kneading": " in any kitchen", "Firing": " anywhere"}


def with_a_miller(*related: str) -> list[Document]:
    """Bakers who lead to one another, and a miller to whom only related roles lead."""
    vocabulary, *roles = framework(TEXTS, MORE)
    last = roles[-1]
    assert isinstance(last.content, Blueprint)
    like = [RelatedRole(name=title) for title in related]
    roles[-1] = replace(last, content=last.content.model_copy(update={"related": like}))
    miller = Blueprint(title="Miller", level="Two", family="Baking")
    return [vocabulary, *roles, Document("own/miller.yaml", "Miller", "own", "yaml", miller)]


def test_given_texts_that_all_differ_when_the_gap_is_shown_then_they_come_first_and_nothing_repeats_them(
    page: Page, own: Own
) -> None:
    own(framework(TEXTS, MORE, MOST))
    page.goto("/gap?role=baker-2&to=baker-3")
    expect(page.locator("main h2")).to_have_text([re.compile("^Expected differently 2"), "Roles that fit best"])
    fits = page.get_by_role("heading", name="Roles that fit best").locator("..")
    expect(fits.get_by_role("listitem")).to_have_text([re.compile("^Baker 3 no skill missing")])


def test_given_a_role_that_asks_for_the_same_skills_when_nothing_fits_or_opens_then_no_empty_list_stands_there(
    page: Page, own: Own
) -> None:
    own(framework(TEXTS, MORE))
    page.goto("/gap?role=baker-2&to=baker-1")
    expect(page.locator("main h2")).to_have_text([re.compile("^Expected differently 2")])
    page.goto("/gap?role=baker-2")
    expect(page.get_by_text("No other role asks for these skills")).to_be_visible()


@pytest.mark.parametrize("related", [(), ("Miller",)])
def test_given_no_path_when_related_roles_lead_no_further_then_nobody_is_sent_there(
    page: Page, own: Own, related: tuple[str, ...]
) -> None:
    own(with_a_miller(*related))
    page.goto("/path?from=baker-1&to=miller")
    expect(page.get_by_role("heading", name="There is no path")).to_be_visible()
    page.wait_for_load_state("networkidle")
    link = page.get_by_role("link", name="Also take related roles")
    expect(link).to_have_count(len(related))
    if related:
        link.click()
        expect(page.locator("ol.steps > li")).to_have_count(2)


def test_given_a_ladder_of_ones_own_when_boxes_are_empty_then_examples_are_its_own(page: Page, own: Own) -> None:
    own(framework(TEXTS, MORE))
    page.goto("/profile")
    expect(page.get_by_role("combobox", name="Skills I have")).to_have_attribute(
        "placeholder", re.compile("^(Kneading, Firing|Firing, Kneading) …$")
    )
    assert page.get_by_role("combobox", name="Tools I use").get_attribute("placeholder") is None
    page.goto("/path")
    expect(page.locator(".examples")).to_contain_text("or a level such as “Three”.")


def test_given_implied_steps_without_a_time_when_shown_then_it_is_said_once_and_marked_where_it_is(
    page: Page, own: Own
) -> None:
    own(framework(TEXTS, MORE, MOST))
    page.goto("/path?from=baker-1&to=baker-3")
    words = page.get_by_role("region", name="The path in words")
    expect(words.get_by_role("listitem").first).to_be_visible()
    expect(page.get_by_text("time unknown")).to_have_count(1)
    expect(page.locator(".alternatives")).to_contain_text("1 caveat of each step")
    expect(words.locator(".evidence")).to_have_count(0)  # a file alone is no evidence
    page.goto("/roles/baker-2")
    expect(page.locator(".neighbour-list summary")).to_have_text(["implied by the order of levels"] * 2)
    expect(page.get_by_role("heading", level=3, name="Craft")).to_be_visible()


def test_given_a_caveat_of_some_steps_when_a_path_is_shown_then_it_counts_as_many_as_have_a_mark(
    page: Page, own: Own
) -> None:
    vocabulary, first, second, third = framework(TEXTS, MORE, MOST)
    assert isinstance(first.content, Blueprint)
    [step] = first.content.career.next
    said = first.content.career.model_copy(update={"next": [step.model_copy(update={"implied": False})]})
    stated = replace(first, content=first.content.model_copy(update={"career": said}))
    own([vocabulary, stated, second, third])
    page.goto("/path?from=baker-1&to=baker-3")
    marks = page.locator(".diagram .caveat")
    expect(page.locator(".alternatives")).to_contain_text("caveats at ")
    told = re.search(r"caveats at (\d) step", page.locator(".alternatives").inner_text())
    assert told
    expect(marks).to_have_count(int(told[1]))


def test_given_a_role_called_like_its_level_when_the_map_is_shown_then_its_name_stands_once(
    page: Page, own: Own
) -> None:
    vocabulary, first, second = framework(TEXTS, MORE)
    assert isinstance(first.content, Blueprint)
    alike = replace(first, content=first.content.model_copy(update={"title": "One"}))
    own([vocabulary, alike, second])
    page.goto("/map")
    expect(page.locator(".map-list li").first).to_have_text(re.compile("^One *→ Baker 2 *$"))
    expect(page.get_by_text("Only mentioned", exact=True)).to_have_count(0)
