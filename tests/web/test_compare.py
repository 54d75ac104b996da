"""Roles side by side, the matrix, my profile, and the palette."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("seeds_to_read")


def pick(page: Page, label: str, text: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).fill(text)
    page.get_by_role("listbox").get_by_role("option", name=re.compile(f"^{option}")).first.click()


def test_given_roles_when_compared_then_differences_come_first_and_what_they_share_after(page: Page) -> None:
    page.goto("/compare?roles=data-engineer")
    expect(page.get_by_text("Add one more role.")).to_be_visible()
    pick(page, "Two to five roles to compare", "backend eng", "Backend Engineer")
    expect(page).to_have_url(re.compile("roles=data-engineer,backend-engineer$"))
    differences = page.get_by_role("region", name="Differences")
    expect(differences.locator("thead th a")).to_have_text(["Data Engineer", "Backend Engineer"])
    sections = differences.locator(".kind-row th")
    expect(sections.first).to_have_text(re.compile("^Position"))
    expect(differences.get_by_role("row", name=re.compile("^Data pipelines must, critical"))).to_be_visible()
    expect(page.get_by_role("region", name="Alike")).to_contain_text("Collaboration")
    expect(page.get_by_role("link", name=re.compile("^The way from Data Engineer"))).to_be_visible()
    page.get_by_role("button", name="Remove Backend Engineer").click()
    expect(differences).to_have_count(0)


def test_given_the_matrix_when_only_changes_are_wanted_then_rows_that_stay_go_and_heads_stay(page: Page) -> None:
    page.goto("/ladder/security")
    rows = page.get_by_role("region", name="Competency matrix").locator("tbody tr:not(.kind-row)")
    expect(rows.first).to_be_visible()
    every = rows.count()
    expect(page.locator(".matrix td.assumed").first).to_contain_text("assumed")
    page.get_by_label("Only what changes").check()
    expect(page).to_have_url(re.compile("only=changes"))
    assert 0 < rows.count() < every
    assert page.locator(".matrix td.changed").count() >= rows.count()
    page.get_by_label("Skill", exact=True).fill("threat")
    expect(rows).to_have_count(1)
    page.get_by_label("Skill", exact=True).fill("")
    page.locator(".tall").evaluate("(box) => box.scrollTo(0, 300)")
    head = page.locator(".matrix thead th").first.bounding_box()
    frame = page.locator(".tall").bounding_box()
    assert head
    assert frame
    assert abs(head["y"] - frame["y"]) < 3


def test_given_nothing_when_a_profile_is_made_then_it_stays_fits_roles_and_goes_into_a_path(page: Page) -> None:
    page.goto("/profile")
    pick(page, "Skills I have", "pyth", "Python")
    page.get_by_label("Depth of Python").select_option("MUST")
    expect(page).to_have_url(re.compile("skills=python:must$"))
    pick(page, "Tools I use", "git", "Git")
    expect(page).to_have_url(re.compile("tools=git"))
    fits = page.get_by_role("region", name="Roles that fit", exact=True)
    expect(fits.locator("tbody tr").first).to_be_visible()
    pick(page, "A skill to try out", "sql", "SQL")
    expect(page).to_have_url(re.compile("learn=sql"))
    expect(fits.get_by_role("columnheader", name="If I learn that")).to_be_visible()
    expect(fits.locator("tbody td strong").first).to_have_text(re.compile(r"^\d+ %$"))
    page.goto("/profile")
    expect(page.get_by_role("list", name="Skills I have")).to_contain_text("Python")
    page.goto("/path?from=junior-data-engineer&to=data-engineer")
    page.get_by_label(re.compile("^From my skills: count the 1 skill")).check()
    expect(page).to_have_url(re.compile("skills=python:must&tools=git"))
    expect(page.locator("ol.steps > li").first).to_contain_text("Data pipelines")


def test_given_a_profile_and_no_start_when_a_goal_is_chosen_then_the_path_begins_at_the_role_that_fits(
    page: Page,
) -> None:
    page.goto("/profile?skills=python:must,sql:must,data-modelling:must,workflow-orchestration:must")
    pick(page, "Where I want to get", "staff data eng", "Staff Data Engineer")
    expect(page).to_have_url(re.compile(r"/path\?to=staff-data-engineer&skills=python"))
    stand = page.get_by_role("region", name="Where I stand")
    fitting = stand.get_by_role("link").first.inner_text()
    steps = page.locator("ol.steps > li h3")
    expect(steps.first).to_have_text(re.compile(f"^{re.escape(fitting)} → "))
    expect(steps.last).to_have_text(re.compile("→ Staff Data Engineer$"))
    other = stand.get_by_role("link").nth(1)
    title = other.inner_text()
    other.click()
    expect(page).to_have_url(re.compile("from="))
    expect(steps.first).to_have_text(re.compile(f"^{re.escape(title)} → "))
    page.go_back()
    expect(steps.first).to_have_text(re.compile(f"^{re.escape(fitting)} → "))


def test_given_a_role_when_its_skills_are_taken_over_then_they_leave_and_come_back_as_a_file(
    page: Page, tmp_path: Path
) -> None:
    page.goto("/profile")
    pick(page, "Begin with the skills of", "junior data eng", "Junior Data Engineer")
    page.get_by_role("button", name="Take over its skills and tools").click()
    chips = page.get_by_role("list", name="Skills I have").get_by_role("listitem")
    expect(page).to_have_url(re.compile("skills="))
    expect(chips.first).to_be_visible()
    count = chips.count()
    assert count > 5
    with page.expect_download() as download:
        page.get_by_role("button", name="Export JSON").click()
    exported = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert len(exported["skills"]) == count
    page.get_by_role("button", name="Forget all of them").click()
    expect(chips).to_have_count(0)
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(exported), encoding="utf-8")
    bad.write_text('{"skills": [{"skill": "python", "tier": "guru"}]}', encoding="utf-8")
    page.locator("input[type=file]").set_input_files(bad)
    expect(page.get_by_role("alert")).to_contain_text("Skill 1: “tier” is none of MUST")
    page.locator("input[type=file]").set_input_files(good)
    expect(chips).to_have_count(count)


def test_given_the_palette_when_opened_by_keys_then_it_leads_to_roles_skills_and_families(page: Page) -> None:
    page.goto("/findings")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Find a role, a family, a skill or a tool")
    expect(box).to_be_focused()
    box.press_sequentially("threat model")
    page.get_by_role("option", name=re.compile("^Threat modelling")).click()
    expect(page).to_have_url(re.compile(r"/roles\?skill=threat-modelling$"))
    expect(page.get_by_role("list", name="Only roles with")).to_contain_text("Roles that ask for Threat modelling")
    expect(page.get_by_role("rowheader").first).to_be_visible()
    page.keyboard.press("Control+k")
    box.press_sequentially("data engineer")
    expect(page.get_by_role("option", name=re.compile("^Data Engineer")).first).to_be_visible()
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Data Engineer")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)


def test_given_a_step_with_a_caveat_when_shown_then_a_mark_on_it_says_so(page: Page) -> None:
    page.goto("/path?from=junior-data-engineer&to=staff-machine-learning-engineer")
    expect(page.locator(".diagram .role").first).to_be_visible()
    steps = page.locator("ol.steps > li", has=page.get_by_role("list", name="Caveats"))
    expect(page.locator(".diagram .caveat")).to_have_count(steps.count())
    assert steps.count() > 0


def test_given_a_parameter_nobody_knows_when_opened_then_it_is_said(page: Page) -> None:
    page.goto("/path?from=data-engineer&too=staff-data-engineer")
    expect(page.get_by_role("status").filter(has_text="“too”")).to_contain_text("It knows from, to, by")
