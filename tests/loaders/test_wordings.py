"""The same thing written in the ways that the template's documents write it."""

from __future__ import annotations

import pytest

from loaders.blueprints.read import read_blueprint
from loaders.blueprints.sections.career import months, role_name
from loaders.blueprints.sections.grouped import years
from loaders.blueprints.sections.people import comma_list
from loaders.blueprints.sections.profile import level_and_family

START = "1) Role Summary\n\nWords.\n\n2) Role Mission\n\nMore words.\n\n"


@pytest.mark.parametrize(
    ("title", "level", "family"),
    [
        ("Junior Tax Clerk", "junior", "Tax Clerk"),
        ("Tax Clerk", None, "Tax Clerk"),
        ("Senior Staff Tax Clerk", "staff", "Tax Clerk"),
        ("Senior Manager, Tax", "senior-manager", "Tax"),
        ("Director of Tax", "director", "Tax"),
        ("VP of Tax", "vice-president", "Tax"),
        ("Tax Clerk (Mid-level)", "mid", "Tax Clerk"),
        ("Lead Tax Clerk", "lead", "Tax Clerk"),
        ("Tax Intern", "intern", "Tax"),
        ("Tax Clerk III", "senior", "Tax Clerk"),
        ("International Tax Clerk", None, "International Tax Clerk"),
    ],
)
def test_given_a_title_then_its_level_word_is_set_apart_from_its_family(
    title: str, level: str | None, family: str
) -> None:
    assert level_and_family(title) == (level, family)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3–6 years in tax, with at least 1–2 years abroad", (3, 6)),
        ("10+ years", (10, None)),
        ("between 4 to 7 yrs.", (4, 7)),
        ("8–12+ years", (8, 12)),
        ("Minimum 5 years", (5, None)),
        ("up to 2 years", (0, 2)),
        ("a few years", None),
    ],
)
def test_given_words_about_experience_then_the_first_range_counts(
    words: str, expected: tuple[float, float | None] | None
) -> None:
    assert years(words) == expected


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Tax Clerk (payroll) with an interest in audits", "Tax Clerk"),
        ("Tax Clerk → Tax Lead over time", "Tax Clerk"),
        ("Tax Clerk or Audit Clerk seeking change", "Tax Clerk or Audit Clerk"),
        ("Intern, Tax / Audit", "Intern, Tax / Audit"),
        ("Audit Clerk transitioning into tax", "Audit Clerk"),
    ],
)
def test_given_a_career_item_then_the_role_s_name_is_left(words: str, name: str) -> None:
    assert role_name(words) == name


@pytest.mark.parametrize(
    ("words", "expected"),
    [("(12–24 months)", (12, 24)), ("in 2 to 3 years", (24, 36)), ("18+ months", (18, 18)), ("soon", None)],
)
def test_given_a_span_then_it_is_in_months(words: str, expected: tuple[int, int] | None) -> None:
    assert months(words) == expected


def test_given_commas_then_only_names_make_a_list() -> None:
    assert comma_list("Tax Clerk, Auditor (junior, senior), and Lawyer.") == [
        "Tax Clerk",
        "Auditor (junior, senior)",
        "Lawyer",
    ]
    assert comma_list("Sets limits, signs trades, and reviews work.") == []


@pytest.mark.parametrize(
    "head",
    [
        "Ledger work (Critical)",
        "Ledger work — Critical",
        "Ledger work: Critical",
        "Ledger work (Core; Critical): daily",
        "Ledger work (e.g., folios) – Critical (daily)",
    ],
)
def test_given_importance_written_in_several_ways_then_name_and_importance_are_told_apart(head: str) -> None:
    text = (
        f"{START}8) Technical Skills Required\n\nMust-have technical skills\n\n  • {head}\n  • Description: Keep "
        "books.\n"
    )
    skills = read_blueprint(text.encode(), "x").blueprint.technical_skills
    assert [(skill.name, skill.tier, skill.importance) for skill in skills] == [("Ledger work", "must", "critical")]


def test_given_a_flattened_list_then_a_lead_in_takes_what_is_written_like_its_first_item() -> None:
    items = [
        "Own a desk with:",
        "a log",
        "a phone",
        "Close the books in time.",
        "Learn the rules:",
        "Tax law",
        "Audit law",
        "Help others in the team.",
    ]
    text = f"{START}6) Goals, Objectives, and Milestones\n\n90-day goals\n\n" + "\n".join(
        f"  • {item}" for item in items
    )
    goals = read_blueprint(text.encode(), "x").blueprint.goals.days_90
    assert [(goal.text, goal.items) for goal in goals] == [
        ("Own a desk with:", ["a log", "a phone"]),
        ("Close the books in time.", []),
        ("Learn the rules:", ["Tax law", "Audit law"]),
        ("Help others in the team.", []),
    ]


def test_given_a_lead_in_whose_end_cannot_be_told_then_the_guess_is_said() -> None:
    items = ["Close the books", "Learn the rules:", "Tax law", "Audit law", "Help others"]
    text = f"{START}6) Goals, Objectives, and Milestones\n\n90-day goals\n\n" + "\n".join(
        f"  • {item}" for item in items
    )
    problems = read_blueprint(text.encode(), "x").blueprint.problems
    assert [problem.words for problem in problems if "guess" in problem.what and problem.section == 6] == [
        "Learn the rules:"
    ]


def test_given_tracks_in_the_career_section_then_the_roles_in_them_are_read() -> None:
    items = "  • Expert track: Principal Tax Clerk → Tax Fellow\n  • Management track: Tax Manager\n"
    text = f"{START}15) Career Path and Progression\n\nNext likely roles\n\n{items}"
    steps = read_blueprint(text.encode(), "x").blueprint.career.next
    assert [step.name for step in steps] == ["Principal Tax Clerk", "Tax Fellow", "Tax Manager"]


def test_given_no_level_in_the_title_then_seniority_in_the_summary_decides_and_a_guess_is_said() -> None:
    said = (
        f"Tax Clerk: Role Blueprint\n\n{START.replace('Words', 'A mid-level individual contributor', 1)}3) Core "
        "Responsibilities\n\nWords.\n"
    )
    assert read_blueprint(said.encode(), "x").blueprint.level == "mid"
    unsaid = said.replace("A mid-level individual contributor", "Somebody")
    assert [
        problem.what for problem in read_blueprint(unsaid.encode(), "x").blueprint.problems if "level" in problem.what
    ] == ["the level was not found"]


@pytest.mark.parametrize(
    "item",
    [
        "<strong>Tax law</strong> (Critical) – Description: reads statutes. – Typical use: returns",
        "<strong>Tax law (Critical)</strong><br>Description: reads statutes.<br>Typical use: returns",
        "<p><strong>Tax law</strong> — <em>Critical</em><br/>\n   &#8211; Description: reads statutes.<br/>\n   "
        "&#8211; Use in role: returns</p>",
        "<strong>Tax law</strong>\n– Description: reads statutes.\n– Use: returns\n– Importance: "
        "<strong>Critical</strong>",
        "<strong>Tax law (Critical)</strong><ul><li>Use: returns</li></ul>",
    ],
)
def test_given_a_skill_s_labels_in_several_shapes_then_its_use_is_read(item: str) -> None:
    page = (
        "<h2>1) Role Summary</h2><h2>2) Role Mission</h2><h2>8) Technical Skills Required</h2><h3>Must-have "
        f"skills</h3><ul><li>{item}</li></ul>"
    )
    skills = read_blueprint(page.encode(), "x").blueprint.technical_skills
    assert [(skill.name, skill.importance, skill.use) for skill in skills] == [("Tax law", "critical", "returns")]


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("Senior Keeper, Harbour Lead, Pilot", ["Senior Keeper", "Harbour Lead", "Pilot"]),
        ("Senior Keeper, Manager, Tides, or Director, Tides", ["Senior Keeper", "Manager, Tides", "Director, Tides"]),
        ("Keeper, Night Watch; Harbour Lead", ["Keeper, Night Watch", "Harbour Lead"]),
        ("Senior Keeper, Lead Keeper; adjacent: Pilot, Diver", ["Senior Keeper", "Lead Keeper", "Pilot", "Diver"]),
        ("Lead Keeper, Manager, Director", ["Lead Keeper", "Manager", "Director"]),
        ("Keeper (day, night), Pilot", ["Keeper (day, night)", "Pilot"]),
    ],
)
def test_given_commas_in_career_options_then_a_title_with_its_field_stays_one(cell: str, roles: list[str]) -> None:
    text = f"{START}20) Final Role Scorecard Summary\n\nCategory Summary\nCareer progression options {cell}\n"
    assert read_blueprint(text.encode(), "x").blueprint.scorecard.career_options == roles


def test_given_a_rank_with_its_field_in_a_list_of_roles_then_it_stays_one() -> None:
    items = "  • Manager, Tides\n  • Lead Keeper, Director, Piers, and Pilot\n"
    text = f"{START}15) Career Path and Progression\n\nNext likely roles\n\n{items}"
    steps = read_blueprint(text.encode(), "x").blueprint.career.next
    assert [step.name for step in steps] == ["Manager, Tides", "Lead Keeper", "Director, Piers", "Pilot"]


def deliverables(items: str) -> list[tuple[str, list[str]]]:
    text = f"{START}5) Key Deliverables\n\n{items}"
    return [(item.text, item.items) for item in read_blueprint(text.encode(), "x").blueprint.deliverables]


def test_given_a_sentence_or_a_wrapped_line_under_an_item_then_it_is_no_item_under_it() -> None:
    items = (
        "  • Tide tables\n    Printed each spring for all piers.\n  • Fog plan for all\n    northern piers\n"
        "  • Rope logs:\n    – by pier\n    – by ship\n"
    )
    assert deliverables(items) == [
        ("Tide tables Printed each spring for all piers.", []),
        ("Fog plan for all northern piers", []),
        ("Rope logs:", ["by pier", "by ship"]),
    ]


def test_given_a_sentence_after_the_items_of_a_lead_in_then_it_stands_for_itself() -> None:
    items = "  • Keep logs:\n  • by pier\n  • by ship\n    Each is signed by its keeper.\n  • Know the tides\n"
    text = f"{START}6) Goals, Objectives, and Milestones\n\n90-day goals\n\n{items}"
    goals = read_blueprint(text.encode(), "x").blueprint.goals.days_90
    assert [(goal.text, goal.items) for goal in goals] == [
        ("Keep logs:", ["by pier", "by ship"]),
        ("Each is signed by its keeper.", []),
        ("Know the tides", []),
    ]
