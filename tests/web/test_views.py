"""Ladder, role, gap, map and findings, and what leaves the page as files."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

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
    expect(overlap).to_have_text(re.compile("^[0-9]+ % of what Data Engineer asks for is there; [0-9]+ to deepen$"))
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
    said = {"Kneading": " with help", "Firing": "Aware"}, {"Kneading": " alone", "Firing": "Expert"}
    with holding(server, "own", framework(*said)):
        page.goto("/path?from=baker-1&to=baker-2")
        step = page.get_by_role("region", name="The path in words").get_by_role("listitem").first
        expect(step).to_contain_text("FiringAware → Expert")
        expect(step).to_contain_text("Expected differently 1")
        expect(step).to_contain_text("is implied by the order of levels, and no sentence says it")
        expect(step).not_to_contain_text("document names this step")
        step.get_by_role("link", name="What is expected before and after").click()
        expect(page.locator(".overlap")).to_have_text(
            "100 % of what Baker 2 asks for is there; 1 to deepen, 1 expected differently"
        )
        otherwise = page.get_by_role("heading", name="Expected differently").locator("..")
        expect(otherwise).to_contain_text("Before: with help")
        expect(otherwise).to_contain_text("Now: alone")
        page.goto("/compare?roles=baker-1,baker-2")
        expect(page.get_by_role("row", name="Firing")).to_have_text("FiringAwareExpert")
        page.goto("/ladder/baking")
        expect(page.get_by_role("row", name="Firing").last).to_have_text("FiringAwareExpert")


def test_given_nothing_i_have_when_a_role_is_wanted_then_its_skills_can_be_ticked(page: Page) -> None:
    page.goto("/gap?to=junior-backend-engineer")
    page.get_by_label(re.compile("^Python")).click()
    expect(page).to_have_url(re.compile("skills=python:[a-z]+"))
    expect(page.locator(".overlap")).to_contain_text("of what Junior Backend Engineer asks for is there")


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
