"""Sections 1 and 2, and the title: who the role is, on which level, in which family, and what it is there for."""

from __future__ import annotations

import re
from typing import Any

from loaders.blueprints.blocks import Block
from loaders.blueprints.outline import Reading, Section
from loaders.blueprints.wording import LEVELS

TITLE_END = re.compile(r"\s*[:|]\s|\s[–—-]\s(?=role\b)", re.IGNORECASE)
BLUEPRINT_TITLE = re.compile(r"\b(?:blueprint|responsibilities|kpis|career path)\b", re.IGNORECASE)
HORIZON = re.compile(r"^(?:role\s+)?(?:time\s+)?horizon[^:]{0,30}:\s*[“\"']?([A-Za-z]+)", re.IGNORECASE)
HORIZON_WORDS = re.compile(r"\b(current|emerging)[- ](?:role\b|horizon\b)", re.IGNORECASE)
LABELLED = re.compile(r"^((?:[A-Z][\w/&-]*)(?:\s+[\w/&()-]+){0,6}):\s+\S")
SENIORITY = re.compile(
    r"\b(vice president|director|principal|staff|senior|mid|junior|entry|intern|early|lead|executive)[- ]"
    r"(?:to[- ]\w+[- ])?(?:level|career|individual contributor|ic)\b",
    re.IGNORECASE,
)
SENIORITY_LEVEL = {"entry": "junior", "early": "junior", "vice president": "vice-president", "executive": "director"}
LEADS_PEOPLE = re.compile(
    r"\b(?:people manag\w+|manages? (?:a|the) team|leads? (?:a|the) team|direct reports|line manag\w+|people leader)\b",
    re.IGNORECASE,
)
LINE_MANAGER = re.compile(
    r"\b(?:engineering|development|nursing|nurse|science|research|infrastructure|platform|operations) manager\b",
    re.IGNORECASE,
)
GRADES = {"i": "junior", "ii": "mid", "iii": "senior"}


def role_title(text: str) -> str:
    """The title before the colon of "Title: Role Blueprint, …"."""
    return TITLE_END.split(text.strip(), maxsplit=1)[0].strip(" :|")


def title_line(before: list[Block]) -> str:
    """The title among the blocks before the first section: the nearest that speaks of a blueprint, else the nearest
    heading.
    """
    for block in reversed(before):
        if BLUEPRINT_TITLE.search(block.text) and len(block.text) <= 200:
            return role_title(block.text)
    for block in reversed(before):
        if block.kind == "heading" and len(block.text.split()) <= 12:
            return role_title(block.text)
    return ""


def level_and_family(title: str) -> tuple[str | None, str]:
    """The level that a title's words name, and the title without them."""
    for level, pattern in LEVELS:
        found = re.search(rf"(?:^|(?<=[\s(,/-]))(?:{pattern})(?=$|[\s,)/-])", title, re.IGNORECASE)
        if found:
            family = f"{title[: found.start()]} {title[found.end() :]}".strip(" ,-–—()")
            return level, re.sub(r"\s+", " ", re.sub(r"\(\s*\)", "", family)).strip() or title
    grade = re.search(r"\s(I{1,3})$", title)
    if grade:
        return GRADES[grade[1].casefold()], title[: grade.start()]
    return None, title


def level_of(title: str, summary: str, years_min: float | None, reading: Reading) -> tuple[str | None, str]:
    """Level and family: from the title, else the level from what the summary says of seniority, else a guess by the
    years.
    """
    level, family = level_and_family(title)
    manager = re.search(r"\bmanager\b", title, re.IGNORECASE)
    if level is None and manager and (LINE_MANAGER.search(title) or LEADS_PEOPLE.search(summary)):
        return "manager", re.sub(r"\s*\bmanager\b,?(?:\s+of)?", "", title, flags=re.IGNORECASE).strip(" ,") or title
    if level is None and (said := SENIORITY.search(summary)):
        word = said[1].casefold()
        return SENIORITY_LEVEL.get(word, word), family
    if level is None and years_min is not None:
        level = "junior" if years_min < 1 else "mid" if years_min < 5 else "senior"
        reading.problem(
            "the level is a guess by the years of experience",
            title,
            None,
            "Write the level in the title or the summary.",
        )
    elif level is None:
        reading.problem("the level was not found", title, None, "Write the level in the title or the summary.")
    return level, family


def read_summary(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 1: the paragraphs without a label are the summary; labelled lines are kept, but for the horizon."""
    summary: list[str] = []
    horizon = None
    for block in section.blocks():
        found = HORIZON.match(block.text)
        if found and horizon is None:
            horizon = found[1].casefold()
            if len(block.text) > found.end() + 1:
                reading.keep("", block.text, block.line, [line.text for line in block.lines])
        elif block.kind == "item" or LABELLED.match(block.text) or block.lines:
            reading.keep("", block.text, block.line, [line.text for line in block.lines])
        elif block.kind == "paragraph":
            summary.append(block.text)
    if horizon is None and (words := HORIZON_WORDS.search(" ".join(summary))):
        horizon = words[1].casefold()
    if horizon is None:
        reading.problem(
            "the role's horizon was not found", section.title, section.line, 'Write "Role horizon: Current".'
        )
    return {"summary": "\n\n".join(summary) or None, "horizon": horizon}


def read_mission(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 2: the core mission; its importance and outcomes are kept as notes."""
    mission: str | None = None
    rest: list[Block] = []
    for block in [
        block
        for part in section.parts
        for block in ([Block("paragraph", part.heading + ":", part.line)] if part.heading else []) + part.blocks
    ]:
        said = re.match(r"^(?:core |role )?mission(?: statement)?\s*:\s*(.*)$", block.text, re.IGNORECASE)
        if mission is None and said:
            mission = said[1] or ""
        elif (
            not mission
            and block.kind == "paragraph"
            and not LABELLED.match(block.text)
            and not block.lines
            and not block.text.endswith(":")
        ):
            mission = block.text
        else:
            rest.append(block)
    reading.keep_blocks("", rest)
    if not mission:
        reading.problem("the core mission was not found", section.title, section.line, 'Write "Core mission: …".')
    return {"mission": mission or None}
