"""One blueprint in HTML, Markdown and Word says the same."""

from __future__ import annotations

import pytest

from loaders.blueprints.read import read_blueprint
from tests.support.word import Part, docx

PARTS: list[Part] = [
    ("1", "Oven Keeper: Role Blueprint"),
    ("2", "1. Role Summary"),
    ("", "The **Oven Keeper** keeps ovens hot."),
    ("2", "2. Role Mission"),
    ("", "No bread without heat."),
    ("2", "3. Core Responsibilities"),
    ("3", "Technical responsibilities"),
    ("-", "**Heat:** holds the heat of all ovens"),
    ("-", "Cleans the ovens"),
    ("2", "8. Technical Skills Required"),
    ("3", "Must-have"),
    ("-", "**Firing (Critical)** – Use: each morning"),
    ("-", "**Masonry** (Important)"),
    ("2", "10. Tools, Platforms, and Software"),
    [
        ["Category", "Tool", "Primary use", "Common / Optional"],
        ["Measuring", "Pyrometer", "Heat", "Common"],
        ["Planning", "Oven sheet", "Days", "Optional"],
    ],
    ("2", "15. Career Path and Progression"),
    ("3", "Next likely roles"),
    ("-", "Senior Oven Keeper"),
]


def as_html() -> bytes:
    lines = []
    for part in PARTS:
        if isinstance(part[0], str):
            style, text = part
            words = "".join(f"<b>{piece}</b>" if at % 2 else piece for at, piece in enumerate(str(text).split("**")))
            tag = {"": "p", "-": "li"}.get(style, f"h{style}")
            lines.append(f"<ul><{tag}>{words}</{tag}></ul>" if tag == "li" else f"<{tag}>{words}</{tag}>")
        else:
            rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in part)
            lines.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return "\n".join(lines).encode()


def as_markdown() -> bytes:
    lines = []
    for part in PARTS:
        if isinstance(part[0], str):
            style, text = part
            lines.append(
                {"": "", "-": "- "}.get(style, "#" * int(style or 0) + " " if style.isdigit() else "") + str(text)
            )
            lines += [] if style == "-" else [""]
        else:
            head, *rows = ["| " + " | ".join(row) + " |" for row in part]
            lines += [head, "|---|---|---|---|", *rows, ""]
    return "\n".join(lines).replace("\n#", "\n\n#").encode()


def test_given_one_blueprint_in_three_forms_when_read_then_every_field_is_the_same() -> None:
    wanted, *others = (
        read_blueprint(data, name).blueprint.model_dump(exclude={"problems"})
        for data, name in ((as_html(), "a.html"), (as_markdown(), "a.md"), (docx(PARTS), "a.docx"))
    )
    assert [skill["name"] for skill in wanted["technical_skills"]] == ["Firing", "Masonry"]
    assert [tool["names"] for tool in wanted["tools"]] == [["Pyrometer"], ["Oven sheet"]]
    for other in others:
        assert without_lines(other) == without_lines(wanted)


def test_given_a_markdown_blueprint_when_read_then_lines_are_those_of_the_file() -> None:
    skills = read_blueprint(as_markdown(), "a.md").blueprint.technical_skills
    assert [as_markdown().decode().splitlines()[(skill.line or 0) - 1][4:10] for skill in skills] == [
        "Firing",
        "Masonr",
    ]


def without_lines(value: object) -> object:
    if isinstance(value, dict):
        return {key: without_lines(item) for key, item in value.items() if key != "line"}
    return [without_lines(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("target", "frequency"),
    [("> 70% after 12 months", "Half-yearly"), ("≥ 95% kept", "Six-monthly"), ("< 3 a year", "Semi-annually")],
)
def test_given_a_target_that_begins_with_a_comparison_when_read_without_borders_then_it_keeps_it(
    target: str, frequency: str
) -> None:
    row = f"Repeat bakes Share of loaves baked twice Shows waste early {target} {frequency}"
    text = f"""Role Blueprint

1) Role Summary

The Oven Keeper keeps ovens.

2) Role Mission

Heat.

7) KPIs and Productivity Metrics

Metric What it measures Why it matters Target Frequency
{row}

8) Technical Skills Required

Must-have
- Firing
"""
    (kpi,) = read_blueprint(text.encode(), "a.txt").blueprint.kpis
    assert (kpi.name, kpi.target, kpi.frequency) == ("Repeat bakes", target, frequency)
