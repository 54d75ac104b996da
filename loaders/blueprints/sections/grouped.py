"""Sections that are statements under sub-headings: 3, 4, 6, 11, 13, 14, 16, 17, 18. What each heading means stands in
`wording.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from graph.documents.blueprint import Activity, DecisionRights, Goals, KindStatement, Responsibility, Risks, Statement
from loaders.blueprints.outline import Part, Reading, Section
from loaders.blueprints.statements import Entry, part_entries
from loaders.blueprints.wording import (
    ACTIVITIES,
    AI_IMPACT,
    DECISIONS,
    ENVIRONMENT,
    GOALS,
    QUALIFICATIONS,
    RESPONSIBILITIES,
    RISKS,
    VARIANTS,
    HeadingTable,
    heading_key,
    snake,
)

OWN_DECISIONS = re.compile(
    r"^(?:hiring|headcount|budget)\b", re.IGNORECASE
)  # an authority of its own in every document of the template


def statement(entry: Entry) -> Statement:
    return Statement(text=entry.text, items=entry.items, line=entry.line)


def under_headings(section: Section, reading: Reading) -> Iterator[Part]:
    """The parts that have a sub-heading; what stands before the first is kept as a note."""
    for part in section.parts:
        if part.heading:
            yield part
        else:
            introduction(part, section, reading)


def introduction(part: Part, section: Section, reading: Reading) -> None:
    reading.keep_blocks("", part.blocks)
    if part.of("item") and not any(other.heading for other in section.parts):
        suggestion = "Put each group of items under its sub-heading."
        reading.problem(
            "a list stands under no sub-heading and was kept as notes", section.title, part.line, suggestion
        )


def keep_part(part: Part, reading: Reading) -> None:
    """Keep a part that has no field of its own."""
    if part.of("item"):
        for entry in part_entries(part, reading):
            reading.keep(part.heading, entry.text, entry.line, entry.items)
        reading.keep_blocks(part.heading, part.of("row"))
    else:
        reading.keep_blocks(part.heading, part.blocks)


def by_key(
    section: Section, table: HeadingTable, reading: Reading, *, own: re.Pattern[str] | None = None
) -> dict[str, list[Statement]]:
    """The statements by what their sub-heading means; those of unknown headings are kept as notes."""
    keys = {key for key, _ in table}
    found: dict[str, list[Statement]] = {key: [] for key in keys}
    for part in under_headings(section, reading):
        key = heading_key(part.heading, table)
        if key is None or key == "authority":
            keep_part(part, reading)
        else:
            found[key].extend(map(statement, part_entries(part, reading, own=own)))
            reading.keep_blocks(part.heading, part.of("row"))
    found.pop("authority", None)
    return found


def with_kinds(
    section: Section, table: HeadingTable, reading: Reading, *, groups: bool = False
) -> Iterator[tuple[str | None, Entry]]:
    """Each statement with what its sub-heading means, or the heading itself as one word."""
    for part in section.parts:
        if not part.heading:
            reading.keep_blocks("", part.of("paragraph"))
            if not part.of("item"):
                continue
        kind = heading_key(part.heading, table) or snake(part.heading) or None
        entries = (
            part_entries(part, reading, groups=groups)
            if part.heading
            else part_entries(Part("", part.line, part.of("item")), reading, groups=groups)
        )
        yield from ((kind, entry) for entry in entries)
        reading.keep_blocks(part.heading, part.of("row"))


def kind_statements(
    section: Section, table: HeadingTable, reading: Reading, *, groups: bool = False
) -> list[KindStatement]:
    found = with_kinds(section, table, reading, groups=groups)
    return [KindStatement(kind=kind, text=entry.text, items=entry.items, line=entry.line) for kind, entry in found]


def read_responsibilities(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 3, by category."""
    found = with_kinds(section, RESPONSIBILITIES, reading)
    return {
        "responsibilities": [
            Responsibility(category=kind, text=entry.text, items=entry.items, line=entry.line) for kind, entry in found
        ]
    }


def read_activities(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 4, by cadence."""
    found = with_kinds(section, ACTIVITIES, reading)
    return {
        "activities": [
            Activity(cadence=kind, text=entry.text, items=entry.items, line=entry.line) for kind, entry in found
        ]
    }


def read_goals(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 6, by horizon; what success looks like is kept as a note."""
    return {"goals": Goals.model_validate(by_key(section, GOALS, reading))}


def read_environment(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 11."""
    return {"environment": kind_statements(section, ENVIRONMENT, reading)}


def read_decisions(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 13; the authority in budget, hiring and the like is kept as notes."""
    return {"decision_rights": DecisionRights.model_validate(by_key(section, DECISIONS, reading, own=OWN_DECISIONS))}


def read_qualifications(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 14. The years are the first range it states, which is the total; a later one is for a part of it."""
    statements = kind_statements(section, QUALIFICATIONS, reading)
    stated = [item for item in statements if item.kind == "years_of_experience"] or statements
    low, high = next((found for item in stated if (found := years(item.text))), (None, None))
    if low is None:
        reading.problem(
            "the years of experience were not found", section.title, section.line, 'Write them as "2–4 years".'
        )
    return {"qualifications": statements, "years_min": low, "years_max": high}


YEARS = re.compile(
    r"(?<![\d.–-])(\d{1,2}(?:\.5)?)\s*(?:(?:–|-|—|to)\s*(\d{1,2}(?:\.5)?)\s*\+?|(\+))?[\s-]*(?:years?|yrs?)\b",
    re.IGNORECASE,
)


def years(text: str) -> tuple[float, float | None] | None:
    """The first range of years in a sentence; without an upper end for "5+ years"."""
    found = YEARS.search(text)
    if found is None:
        return None
    low, high = float(found[1]), float(found[2]) if found[2] else None
    if (
        high is None
        and found[3] is None
        and re.search(r"\b(?:up to|maximum|less than)\s*$", text[: found.start()], re.IGNORECASE)
    ):
        return 0.0, low
    return (low, high) if high is None or low <= high else (high, low)


def read_risks(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 16."""
    return {"risks": Risks.model_validate(by_key(section, RISKS, reading))}


def read_variants(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 17; a variant's name takes the sentences under it."""
    return {"variants": kind_statements(section, VARIANTS, reading, groups=True)}


def read_ai_impact(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 18."""
    return {"ai_impact": kind_statements(section, AI_IMPACT, reading, groups=True)}
