"""Ladder, role, gap, map and findings, and what leaves the page as files."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from graph.documents.blueprint import Blueprint
from tests.support.frameworks import framework
from tests.support.seeds import how_many
from tests.support.server import Server, holding

pytestmark = pytest.mark.usefixtures("seeds_to_read")

PNG = b"\x89PNG\r\n\x1a\n"


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """Name and content of the file that a button makes."""
    with page.expect_download() as download:
        page.get_by_role("group", name="Export").first.get_by_role("button", name=button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def cells(found: Locator) -> list[list[str]]:
    """The cells of a table as they are read."""
    return [
        [cell.inner_text().strip() for cell in row.locator("th, td").all()] for row in found.get_by_role("row").all()
    ]


def size(found: Locator) -> FloatRect:
    box = found.bounding_box()
    assert box
    return box


def test_given_a_family_when_opened_then_rungs_missing_rungs_and_matrix_lead_to_the_role(page: Page) -> None:
    page.goto("/ladder")
    page.get_by_role("navigation", name="Families").get_by_role("link", name="Security", exact=True).click()
    expect(page).to_have_url(re.compile("/ladder/security$"))
    lanes = page.locator(".diagram .lane text")
    expect(lanes).to_have_text(["Principal", "Staff", "Lead – no role", "Senior", "Mid-level", "Junior"])
    matrix = page.get_by_role("region", name="What each level asks for").get_by_role("table")
    expect(matrix.locator("thead th")).to_have_text(["Skill", "Junior", "Mid-level", "Senior", "Staff", "Principal"])
    expect(matrix.get_by_role("row", name=re.compile("^Security architecture ")).get_by_role("cell").last).to_have_text(
        re.compile("^Must(critical|important)$")
    )
    page.locator(".diagram").get_by_role("link", name="Senior Security Engineer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Senior Security Engineer")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ladder of Security")


def test_given_a_family_with_managers_when_opened_then_both_tracks_are_drawn(page: Page) -> None:
    page.goto("/ladder/applied-ai")
    expect(page.locator(".diagram .lane text").first).to_have_text("Manager · managers’ track")
    name, content = saved(page, "CSV")
    assert name == "ladder applied-ai.csv"
    steps = {
        (row["from_id"], row["to_id"], row["kind"], row["months_min"], row["months_max"]) for row in table(content)
    }
    assert ("staff-applied-ai-engineer", "principal-applied-ai-engineer", "PROMOTION", "36", "60") in steps


def test_given_a_role_when_opened_then_every_section_has_sources_and_a_plan_starts_from_it(page: Page) -> None:
    page.goto("/roles/applied-ai-engineer")
    sections = page.get_by_role("navigation", name="Sections").get_by_role("listitem")
    expect(sections).to_have_count(17)
    skills = page.get_by_role("region", name="Skills", exact=True)
    expect(skills.get_by_role("heading", level=3)).to_have_text(
        [re.compile(f"^{tier}") for tier in ("Must have", "Good to have", "Advanced", "Emerging", "Soft skills")]
    )
    unsourced = page.locator(".sections .facts-list > li:not(:has(cite)), .sections .tags > li:not(:has(cite))")
    expect(unsourced).to_have_count(0)
    expect(page.locator(".sections q")).to_have_count(0)
    page.get_by_role("link", name="Show the words of sources").click()
    expect(page.locator(".sections q").first).to_be_visible()
    expect(page.get_by_role("region", name="Sources")).to_contain_text("seeds/roles/applied-ai-engineer.yaml")
    page.get_by_role("link", name="Plan from here").click()
    expect(page.get_by_role("combobox", name="From", exact=True)).to_have_value("Applied AI Engineer")


def test_given_the_list_of_roles_when_a_family_is_chosen_then_only_its_roles_stay(page: Page) -> None:
    page.goto("/roles")
    expect(page.get_by_role("row")).to_have_count(how_many("Role") + 1)
    page.get_by_label("Family").select_option("security")
    expect(page.get_by_role("rowheader")).to_have_text(
        [
            "Junior Security Engineer",
            "AI Security Engineer",
            "Security Engineer",
            "Senior Security Engineer",
            "Staff Security Engineer",
            "Principal Security Engineer",
        ]
    )


def test_given_a_role_i_hold_when_its_skills_become_my_list_then_ticks_change_the_gap_and_stay(page: Page) -> None:
    page.goto("/gap?role=junior-data-engineer&to=data-engineer")
    overlap = page.locator(".overlap")
    expect(overlap).to_have_text(
        re.compile(
            "^[0-9]+ of [0-9]+ skills are there as Data Engineer asks; [0-9]+ to learn, [0-9]+ to deepen. "
            "By weight that is [0-9]+%.$"
        )
    )
    share = overlap.inner_text()
    learn = page.get_by_role("heading", name=re.compile("^To learn")).locator("..").get_by_role("listitem")
    expect(page.get_by_role("heading", name="What to learn first")).to_be_visible()
    expect(page.get_by_role("region", name="In which order").get_by_role("listitem").first).to_be_visible()
    to_learn, tools = learn.count(), page.get_by_role("heading", name=re.compile("^New tools")).inner_text()
    page.get_by_role("button", name=re.compile("^Make a list")).click()
    expect(page).to_have_url(re.compile(r"/gap\?to=data-engineer&skills=.*python:"))
    expect(overlap).to_have_text(share)  # depth and tools are kept, so the first click changes no number
    expect(learn).to_have_count(to_learn)
    expect(page.get_by_role("heading", name=re.compile("^New tools"))).to_have_text(tools)
    page.get_by_label(re.compile("^Data warehousing")).click()
    expect(page).to_have_url(re.compile("data-warehousing"))
    expect(learn).to_have_count(to_learn - 1)
    page.goto("/gap")
    expect(page.get_by_role("button", name="Remove Data warehousing")).to_be_visible()
    expect(page).to_have_url(re.compile("data-warehousing"))


def test_given_a_ladder_of_texts_when_a_path_and_its_gap_are_shown_then_both_tell_what_changes(
    page: Page, server: Server
) -> None:
    said = (
        {"Kneading": " with help\nat the bench", "Firing": "Aware"},
        {"Kneading": " alone\nin any kitchen", "Firing": "Expert", "Glazing": " thin\nand even"},
    )
    with holding(server, "own", framework(*said)):
        page.goto("/path?from=baker-1&to=baker-2")
        step = page.get_by_role("region", name="The path in words").get_by_role("listitem").first
        expect(step).to_contain_text("FiringAware → Expert")
        expect(step).to_contain_text("Expected differently 1")
        expect(step).to_contain_text("is implied by the order of levels, and no sentence says it")
        expect(step).not_to_contain_text("document names this step")
        step.get_by_role("link", name="What is expected before and after").click()
        expect(page.locator(".overlap")).to_have_text(
            "0 of 3 skills are there as Baker 2 asks; 1 to learn, 1 to deepen, 1 expected differently."
        )
        expect(page.locator(".bars")).to_have_count(0)  # bars of one length would say nothing
        expect(page.get_by_role("button", name="PNG")).to_have_count(0)
        expect(page.locator("main h2")).to_have_text(
            [
                re.compile(f"^{title}")
                for title in (
                    "To deepen 1",
                    "In which order",
                    "To learn 1",
                    "Expected differently 1",
                    "What to learn first",
                    "Roles that fit best",
                )
            ]
        )
        expect(page.get_by_role("region", name="In which order")).to_contain_text(
            "The ladder does not say what is more important"
        )
        learn, otherwise = page.locator("table.stacked").all()
        assert cells(learn) == [["Skill", "What is expected"], ["Glazing", "thin\nand even"]]
        both = ["Kneading", "with help\nat the bench", "alone\nin any kitchen"]
        assert cells(otherwise) == [["Skill", "Before", "Now"], both]
        page.set_viewport_size({"width": 390, "height": 900})
        left, right = otherwise.get_by_role("cell").all()
        assert size(right)["y"] > size(left)["y"]  # one below the other
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto("/compare?roles=baker-1,baker-2")
        expect(page.get_by_role("row", name="Firing")).to_have_text("FiringAwareExpert")
        page.goto("/ladder/baking")
        expect(page.get_by_role("row", name="Firing").last).to_have_text("FiringAwareExpert")
        matrix = page.get_by_role("region", name="Competency matrix")
        expect(matrix.locator(".kind-row")).to_have_text(["Craft 1", "Skills 2"])
        expect(matrix.get_by_role("row", name="Kneading").get_by_role("cell").first).to_have_text(
            re.compile("^with help\\s+at the bench\\s*$")
        )


def test_given_two_roles_of_one_level_when_their_matrix_is_shown_then_each_text_stands_by_its_role(
    page: Page, server: Server
) -> None:
    *others, last = framework({"Kneading": " with help"}, {"Kneading": " alone"})
    assert isinstance(last.content, Blueprint)
    beside = replace(last, content=last.content.model_copy(update={"level": "One"}))
    with holding(server, "own", [*others, beside]):
        page.goto("/ladder/baking")
        row = page.get_by_role("region", name="Competency matrix").get_by_role("row", name="Kneading")
        expect(row.locator("td .expects")).to_have_text(["Baker 1with help", "Baker 2alone"])


def test_given_steps_with_the_same_caveat_when_a_path_is_shown_then_it_is_said_once(page: Page, server: Server) -> None:
    with holding(server, "own", framework({"Firing": "Aware"}, {"Firing": "Working"}, {"Firing": "Expert"})):
        page.goto("/path?from=baker-1&to=baker-3")
        words = page.get_by_role("region", name="The path in words")
        expect(
            words.get_by_text("Each step is implied by the order of levels, and no sentence says it.")
        ).to_be_visible()
        expect(words.get_by_role("list", name="Caveats")).to_have_count(0)
        expect(page.locator(".diagram .caveat")).to_have_count(0)
        expect(page.locator(".alternatives")).to_contain_text("time unknown")
        expect(page.locator(".alternatives")).to_contain_text("1 caveat")
        expect(words.get_by_text("time unknown")).to_have_count(0)  # the figures of the path have said so
        expect(page.get_by_text("no document says how long")).to_have_count(0)
        expect(page.get_by_text("takes a time that is not known")).to_have_count(0)


def test_given_a_skill_of_many_lines_when_shown_then_it_folds_and_opens(page: Page, server: Server) -> None:
    lines = [f"Bakes bread number {number}" for number in range(1, 21)]
    with holding(server, "own", framework({"Kneading": " " + "\n".join(lines)}, {"Kneading": " alone"})):
        for address in "/roles/baker-1", "/ladder/baking", "/compare?roles=baker-1,baker-2":
            page.goto(address)
            text = page.locator(".written")
            expect(text).to_have_count(1)
            assert size(text)["height"] < 250
            text.get_by_role("button", name="Show all").click()
            expect(text.get_by_role("button", name="Show less")).to_have_attribute("aria-expanded", "true")
            assert size(text)["height"] > 300
            assert text.inner_text().splitlines()[:20] == lines


def test_given_nothing_i_have_when_a_role_is_wanted_then_its_skills_can_be_ticked(page: Page) -> None:
    page.goto("/gap?to=junior-backend-engineer")
    page.get_by_label(re.compile("^Python")).click()
    expect(page).to_have_url(re.compile("skills=python:[a-z]+"))
    expect(page.locator(".overlap")).to_have_text(
        re.compile("^1 of [0-9]+ skills are there as Junior Backend Engineer asks; [0-9]+ to learn")
    )


def test_given_findings_when_one_severity_is_chosen_then_each_leads_to_its_role(page: Page) -> None:
    page.goto("/findings")
    expect(page.get_by_role("heading", name=f"{how_many('Finding')} findings")).to_be_visible()
    page.get_by_role("link", name="Wrong", exact=True).click()
    expect(page.get_by_role("heading", name="Nothing to look at")).to_be_visible()
    page.get_by_role("link", name="Worth knowing").click()
    expect(page).to_have_url(re.compile("severity=info$"))
    expect(page.locator(".findings .badge").first).to_be_visible()
    page.locator(".findings .where a").first.click()
    expect(page).to_have_url(re.compile("/roles/"))


@pytest.mark.parametrize(
    "address",
    [
        "/path?from=junior-data-engineer&to=senior-data-engineer",
        "/ladder/security",
        "/roles/data-engineer",
        "/gap?role=junior-data-engineer&to=data-engineer",
        "/map",
    ],
)
def test_given_a_view_with_a_picture_when_saved_then_png_and_svg_stand_alone(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".diagram[role]").first.wait_for()
    name, content = saved(page, "PNG")
    assert (name[-4:], content[:8]) == (".png", PNG)
    name, content = saved(page, "SVG")
    drawing = ElementTree.fromstring(content)
    words = "".join(drawing.itertext())
    assert name.endswith(".svg")
    assert page.url in words
    assert "Data" in words or "Security" in words
    assert b"var(--" not in content
    assert b"class=" not in content
    assert all(text.get("fill") for text in drawing.iter("{http://www.w3.org/2000/svg}text"))


def test_given_a_path_when_printed_then_its_question_stands_on_the_paper(page: Page) -> None:
    page.goto("/path?from=junior-data-engineer&to=senior-data-engineer&by=time")
    page.locator(".diagram .role").first.wait_for()
    page.emulate_media(media="print")
    expect(page.get_by_role("combobox", name="From", exact=True)).to_be_visible()
    expect(page.get_by_text("Least time", exact=True)).to_be_visible()
    expect(page.get_by_text("Least to learn", exact=True)).to_be_hidden()
    expect(page.get_by_role("button", name="Swap from and to")).to_be_hidden()
    expect(page.get_by_role("contentinfo")).to_contain_text(page.url)


def test_given_a_path_when_saved_as_a_table_then_each_step_is_a_row_with_its_sources(page: Page) -> None:
    page.goto("/path?from=junior-data-engineer&to=senior-data-engineer")
    _, content = saved(page, "CSV")
    rows = table(content)
    assert [(row["from"], row["to"]) for row in rows] == [
        ("Junior Data Engineer", "Data Engineer"),
        ("Data Engineer", "Senior Data Engineer"),
    ]
    assert "Data warehousing" in rows[0]["learn"]
    assert re.search(r"seeds/roles/junior-data-engineer\.yaml:\d+", rows[0]["evidence"])
