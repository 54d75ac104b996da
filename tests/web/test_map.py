"""The map: what it shows, how one walks through it, and that screen and files have one drawing."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from benchmarks.generate import generate
from graph.neo4j.database import Database
from graph.storing.load import load
from graph.storing.plan import Request
from tests.support.documents import document
from tests.support.seeds import SEEDS, how_many, how_many_steps

MANY = 1_040
SVG = "{http://www.w3.org/2000/svg}"
FONT = "(text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a"
NAMELESS = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")]
  .filter((element) => element.tabIndex >= 0 && element.checkVisibility() && !element.getAttribute("aria-label")
    && !element.textContent.trim() && !element.labels?.length)
  .map((element) => element.outerHTML.slice(0, 120))"""


def drawn(page: Page) -> list[str]:
    page.locator(".diagram.grid").wait_for()
    found: list[str] = page.locator(".grid .role").evaluate_all("(all) => all.map((role) => role.dataset.role)")
    return sorted(found)


@pytest.mark.usefixtures("seeds_to_read")
class TestSeeds:
    def test_given_the_seeds_when_opened_on_a_laptop_then_every_title_can_be_read(self, page: Page) -> None:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto("/map")
        assert len(drawn(page)) == how_many("Role")
        sizes = page.locator(".grid text").evaluate_all(f"(all) => all.map({FONT})")
        assert min(sizes) >= 11
        frame = page.locator(".map-frame")
        assert frame.evaluate("(frame) => frame.scrollWidth <= frame.clientWidth")
        assert (
            page.locator(".grid .role text").evaluate_all("""(all) => all.filter((text) => {
          const [inner, outer] = [text.getBBox(), text.parentNode.querySelector(".box").getBBox()];
          return inner.width > outer.width || inner.height > outer.height;
        }).map((text) => text.textContent)""")
            == []
        )

    def test_given_filters_when_changed_then_roles_and_steps_follow(self, page: Page) -> None:
        page.goto("/map")
        legend = page.get_by_role("list", name="Kinds of steps").get_by_role("listitem").last
        all_of_them = f"{how_many('Role')} roles, {how_many_steps()} steps"
        expect(legend).to_have_text(all_of_them)
        page.get_by_label("Promotion").uncheck()
        expect(legend).not_to_have_text(all_of_them)
        page.get_by_role("form", name="Filters").get_by_label("Family").select_option("security")
        expect(page).to_have_url(re.compile("family=security"))
        expect(legend).to_have_text(re.compile("^6 roles, "))
        expect(page.locator(".map-list li")).to_have_count(6)

    def test_given_a_role_when_found_then_it_and_its_neighbours_are_lit_and_nothing_is_cut_off(
        self, page: Page
    ) -> None:
        page.goto("/map")
        before = page.locator(".diagram.grid").bounding_box()
        page.get_by_role("combobox", name="Find on the map").fill("data enginer")
        page.get_by_role("option", name="Data Engineer", exact=True).click()
        expect(page).to_have_url(re.compile("at=data-engineer"))
        around = page.get_by_role("region", name="Around Data Engineer")
        expect(around).to_be_in_viewport()
        expect(page.locator('[data-role="data-engineer"]')).to_have_attribute("aria-current", "true")
        expect(page.locator('[data-role="senior-data-engineer"]')).to_have_class(re.compile(r"\bnear\b"))
        expect(page.locator('[data-role="vice-president-of-engineering"]')).to_have_class(re.compile(r"\bfar\b"))
        after = page.locator(".diagram.grid").bounding_box()
        assert before
        assert after
        assert (after["width"], after["height"]) == (before["width"], before["height"])
        around.locator("summary").filter(has_text="Senior Data Engineer").click()
        expect(around.get_by_role("list", name="Where it is written").first).to_contain_text("seeds/roles/")
        around.get_by_role("link", name="Only its neighbours").click()
        expect(page.locator('[data-role="vice-president-of-engineering"]')).to_have_count(0)
        page.go_back()
        expect(page.locator('[data-role="vice-president-of-engineering"]')).to_have_count(1)
        around.get_by_role("link", name="Hide").click()
        expect(page.locator('[data-role="data-engineer"]')).to_have_count(0)
        page.go_back()
        expect(around).to_be_visible()
        page.go_back()
        expect(around).to_have_count(0)

    def test_given_the_map_when_walked_by_arrow_keys_then_steps_are_followed_and_tab_stops_once(
        self, page: Page
    ) -> None:
        page.goto("/map?at=data-engineer")
        drawn(page)
        assert page.locator('.grid [tabindex="0"]').count() == 1
        page.locator('[data-role="data-engineer"]').focus()
        page.keyboard.press("ArrowUp")
        expect(page.locator('[data-role="senior-data-engineer"]')).to_be_focused()
        page.keyboard.press("ArrowDown")
        expect(page.locator('[data-role="data-engineer"]')).to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(page.locator('[data-role="data-engineer"]')).not_to_be_focused()
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(re.compile("at=data-engineer"))
        page.keyboard.press("Escape")
        expect(page).not_to_have_url(re.compile("at="))
        assert page.evaluate(NAMELESS) == []

    def test_given_a_pinned_role_when_another_is_chosen_then_both_are_lit_and_back_undoes_each_step(
        self, page: Page
    ) -> None:
        page.goto("/map?at=data-engineer")
        drawn(page)
        page.get_by_role("region", name="Around Data Engineer").get_by_role("link", name="Pin").click()
        expect(page).to_have_url(re.compile("pin=data-engineer"))
        pinned = page.locator('[data-role="data-engineer"]')
        expect(pinned.locator(".pin")).to_be_visible()
        expect(pinned).to_have_attribute("aria-label", re.compile("pinned$"))
        page.locator('[data-role="security-engineer"]').click()
        for role in ("data-engineer", "security-engineer"):
            expect(page.locator(f'[data-role="{role}"]')).to_have_class(re.compile(r"\bmain\b"))
        for role in ("senior-data-engineer", "senior-security-engineer"):
            expect(page.locator(f'[data-role="{role}"]')).to_have_class(re.compile(r"\bnear\b"))
        page.get_by_role("link", name="Only these and their neighbours").click()
        kept = drawn(page)
        assert {"senior-data-engineer", "senior-security-engineer"} <= set(kept)
        assert len(kept) < how_many("Role")
        page.reload()
        assert drawn(page) == kept
        page.get_by_role("button", name="Take the pin off Data Engineer").click()
        expect(page.locator('[data-role="data-engineer"] .pin')).to_have_count(0)
        page.go_back()
        expect(page.locator('[data-role="data-engineer"] .pin')).to_have_count(1)
        page.go_back()
        expect(page.locator(".grid .role")).to_have_count(how_many("Role"))
        page.go_back()
        expect(page.locator('[data-role="security-engineer"]')).not_to_have_attribute("aria-current", "true")
        page.go_back()
        expect(page.get_by_role("list", name="Pinned")).to_have_count(0)
        expect(page).to_have_url(re.compile(r"\?at=data-engineer$"))

    def test_given_a_chosen_role_when_fitted_then_its_neighbours_fill_the_frame_and_back_undoes_it(
        self, page: Page
    ) -> None:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto("/map?at=director-of-engineering")
        drawn(page)
        whole = page.locator(".diagram.grid").bounding_box()
        page.get_by_role("link", name="Fit to it").click()
        expect(page).to_have_url(re.compile("zoom=chosen"))
        page.wait_for_timeout(100)
        larger = page.locator(".diagram.grid").bounding_box()
        frame = page.locator(".map-frame").bounding_box()
        role = page.locator('[data-role="director-of-engineering"]').bounding_box()
        assert whole
        assert larger
        assert frame
        assert role
        assert larger["width"] > 1.2 * whole["width"]
        assert frame["x"] <= role["x"]
        assert role["x"] + role["width"] <= frame["x"] + frame["width"]
        page.get_by_role("button", name="Larger").click()
        expect(page).to_have_url(re.compile(r"zoom=[123]\.\d"))
        page.go_back()
        expect(page).to_have_url(re.compile("zoom=chosen"))
        page.go_back()
        expect(page).not_to_have_url(re.compile("zoom"))

    def test_given_a_step_when_pointed_at_then_its_time_and_evidence_show(self, page: Page) -> None:
        page.goto("/map?family=data-engineering")
        drawn(page)
        page.locator('[data-step="data-engineer senior-data-engineer PROMOTION"] .reach').first.hover(force=True)
        card = page.locator(".map-picture .card")
        expect(card.locator(".card-name")).to_have_text("Data Engineer → Senior Data Engineer")
        expect(card).to_contain_text(re.compile(r"\d+–\d+ months"))
        expect(card).to_contain_text(re.compile(r"seeds/roles/[a-z-]+\.yaml, line \d+"))

    def test_given_the_wheel_when_turned_then_the_page_scrolls_unless_ctrl_is_held(self, page: Page) -> None:
        page.goto("/map")
        drawn(page)
        page.locator(".map-frame").hover(position={"x": 300, "y": 200})
        page.mouse.wheel(0, 120)
        page.wait_for_function("scrollY > 0")
        page.keyboard.down("Control")
        page.mouse.wheel(0, -120)
        page.keyboard.up("Control")
        expect(page).to_have_url(re.compile(r"zoom=1\.15"))
        expect(page.locator(".map-lanes span").first).to_have_css("font-size", "12px")
        page.get_by_role("button", name="Fit").click()
        expect(page).not_to_have_url(re.compile("zoom"))

    def test_given_a_zoomed_map_when_saved_then_the_file_has_the_drawing_of_the_screen(self, page: Page) -> None:
        page.goto("/map?zoom=2")
        shown = drawn(page)
        lines = page.locator(".grid .way:not(.lit) .line").evaluate_all(
            "(all) => all.map((path) => path.getAttribute('d'))"
        )
        with page.expect_download() as download:
            page.get_by_role("group", name="Export").get_by_role("button", name="SVG").click()
        picture = ElementTree.fromstring(Path(download.value.path()).read_bytes())
        assert len(list(picture.iter(f"{SVG}a"))) == len(shown)
        assert {path.get("d") for path in picture.iter(f"{SVG}path")} >= set(lines)
        assert picture.get("width") == picture.get("viewBox", "").split()[2]
        names = "".join(picture.itertext())
        assert all(name in names for name in ("Senior", "Security", "Principal"))


@pytest.fixture
def many(database: Database) -> Database:
    given = list(generate(400).documents())
    load(database, Request(given, frozenset({"generated"})))
    return database


def test_given_more_roles_than_one_picture_when_opened_then_an_overview_leads_to_what_is_around_a_role(
    page: Page, many: Database
) -> None:
    page.goto("/map")
    overview = page.get_by_role("region", name="Families and levels")
    expect(overview).to_be_visible()
    counts = overview.locator("td a").evaluate_all("(all) => all.map((link) => parseInt(link.textContent))")
    assert 380 < sum(counts) <= 400  # roles without a step are on no map
    expect(page.locator(".diagram.grid")).to_have_count(0)
    overview.locator("td a").first.click()
    expect(page).to_have_url(re.compile("field="))
    expect(page.locator(".map-list li")).to_have_count(min(counts[0], 60))
    page.locator(".map-list a").first.click()
    expect(page).to_have_url(re.compile("at="))
    assert 1 < len(drawn(page)) < 150
    page.get_by_role("link", name="Show all roles").click()
    expect(overview).to_be_visible()
    overview.locator("th a").first.click()
    expect(page).to_have_url(re.compile("family="))
    assert drawn(page)


def test_given_many_roles_some_without_a_level_when_counted_then_none_is_left_out(
    page: Page, database: Database
) -> None:
    levels = ("junior", "mid", "senior", "staff")
    given = [
        document(
            f"id: r{at}\ntitle: Role {at}\n"
            + (f"level: {levels[at % 4]}\n" if at % 5 else "")
            + f"career: {{next: [{{role: r{(at + 1) % MANY}}}]}}\n",
            f"roles/r{at}.yaml",
        )
        for at in range(MANY)
    ]
    given.append(document((SEEDS / "vocabulary" / "levels.yaml").read_text("utf-8"), "vocabulary/levels.yaml"))
    load(database, Request(given, frozenset({"test"})))
    page.goto("/map")
    expect(page.get_by_text(f"{MANY} roles are more than one picture can show")).to_be_visible()
    counts = page.locator(".overview td a").evaluate_all("(all) => all.map((link) => parseInt(link.textContent))")
    assert counts == [MANY // 5] * 5
    page.locator(".overview td a").last.click()
    expect(page.locator(".map-list li")).to_have_count(60)
    expect(page.get_by_text("more are found by name above")).to_have_count(0)
