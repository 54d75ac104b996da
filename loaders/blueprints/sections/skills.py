"""Sections 8 and 9: technical skills by tier with their importance, and soft skills. Importance is written in four
ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from graph.documents.blueprint import Importance, SoftSkill, TechnicalSkill, Tier
from loaders.blueprints.blocks import Block, Line, split_run_in
from loaders.blueprints.outline import Part, Reading, Section
from loaders.blueprints.statements import style
from loaders.blueprints.wording import GLUED_LABEL, IMPORTANCE, LABEL, SHOWS_LABELS, TIERS, USE_LABELS, heading_key

MARKED = r"(?:[\w/-]+\s*[;,]\s*)?(?:importance:?\s*)?(?:critical|important|optional)\b"
BRACKET_MARK = re.compile(rf"\s*[(\[]({MARKED}[^()\[\]]*)[)\]]", re.IGNORECASE)
DASH_MARK = re.compile(r"\s+[—–-]\s+(?:importance:?\s*)?((?:critical|important|optional)\b.*)$", re.IGNORECASE)
COLON_MARK = re.compile(r":\s*((?:critical|important|optional)\b[^.:]*)\.?$", re.IGNORECASE)
EXAMPLES = re.compile(r"\s*\((?:e\.\s?g\.?|for example|such as|i\.e\.)[^()]*\)", re.IGNORECASE)
NOTE_WORDS = 12


@dataclass(slots=True)
class Skill:
    """A skill as the section says it: its name, the importance mark if any, all of its head, and its labelled lines."""

    name: str
    mark: str
    head: str
    line: int
    details: list[tuple[str, str]] = field(default_factory=list)

    def detail(self, labels: frozenset[str]) -> str | None:
        return next((text for label, text in self.details if label.casefold() in labels), None)

    @property
    def importance(self) -> Importance | None:
        words = self.mark or self.detail(frozenset({"importance"})) or ""
        found = IMPORTANCE.search(words)
        return cast("Importance", found[1].casefold()) if found else None


def parse_head(block: Block, text: str) -> Skill:
    """A skill's first line: name, importance, and a description after it."""
    mark, rest, name = "", "", text
    found = BRACKET_MARK.search(text)
    if found:
        mark, name, rest = found[1], text[: found.start()], text[found.end() :]
    elif found := DASH_MARK.search(text) or COLON_MARK.search(text):
        mark, name = found[1], text[: found.start()]
    elif sides := re.match(r"^((?:[^:()]|\([^()]*\))+):\s+(.+)$", text):
        name, rest = sides[1], sides[2]
    if block.bold and text.startswith(block.bold):
        name = BRACKET_MARK.sub("", block.bold)
        name = DASH_MARK.sub("", name)
    skill = Skill(EXAMPLES.sub("", name).strip(" :—–-") or text, mark, text, block.line)
    said = (
        rest.split(":", 1)[1].strip()
        if rest.lstrip().startswith(":") or "):" in rest
        else rest.strip(" —–-:.")
        if not found
        else ""
    )
    if said:
        skill.details.append(("", said))
    return skill


def labelled(text: str) -> tuple[str, str]:
    found = LABEL.match(text)
    return (found[1], found[2]) if found else ("", text)


def unglued(block: Block) -> tuple[str, list[Line]]:
    """The head and the lines of an item, with labels that lost their line break ("ThinkingWhy it matters: …", "– Use:
    …") set apart.
    """
    head, *parts = list(split_run_in(block.text)) or [block.text]
    if any(LABEL.match(part) for part in parts):
        return head, [*(Line(part, block.line) for part in parts), *block.lines]
    glued = GLUED_LABEL.search(block.text)
    if glued is None or LABEL.match(block.text):
        return block.text, block.lines
    return block.text[: glued.start()].rstrip(" –—"), [Line(block.text[glued.start(1) :], block.line), *block.lines]


def skills_in(part: Part) -> Iterator[Skill]:
    """The skills of a part. Lines with a label belong to the skill before them, wherever the page has put them."""
    blocks = part.of("item") or part.of("paragraph")
    marked = any(BRACKET_MARK.search(block.text) or DASH_MARK.search(block.text) for block in blocks)
    bold = any(block.bold for block in blocks)
    last: Skill | None = None
    for block in blocks:
        text, lines = unglued(block)
        if last is not None and is_detail(block, text, bold=bold, marked=marked):
            last.details.append(labelled(text))
        else:
            if last is not None:
                yield last
            last = parse_head(block, text)
        last.details.extend(labelled(line.text) for line in lines)
    if last is not None:
        yield last


def is_detail(block: Block, text: str, *, bold: bool, marked: bool) -> bool:
    """Whether an item describes the skill before it."""
    if LABEL.match(text) or block.depth > 1:
        return True
    has_mark = BRACKET_MARK.search(text) or DASH_MARK.search(text)
    plain = not block.bold if bold else marked and not has_mark
    return plain and style(text).stop and len(text.split()) > 3


def keep_details(skill: Skill, heading: str, used: frozenset[str], reading: Reading) -> None:
    """Keep what a skill's field cannot hold: its head where it says more than name and importance, and the other
    labelled lines.
    """
    rest = [
        f"{label}: {text}" if label else text for label, text in skill.details if label.casefold() not in used and text
    ]
    importance = skill.importance
    rest = [line for line in rest if not (importance and line.casefold().rstrip(".") == f"importance: {importance}")]
    bare = re.sub(r"\W+(?:critical|important|optional)\W*$", "", skill.head, flags=re.IGNORECASE).strip(" :.")
    if rest or "(" in bare:
        reading.keep(heading, skill.head, skill.line, rest)


def read_technical_skills(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 8. A skill without a mark has no importance; one under no tier's heading has no tier."""
    found = []
    for part in section.parts:
        tier = cast("Tier | None", heading_key(part.heading, TIERS)) if part.heading else None
        if tier is None and not part.of("item"):
            reading.keep_blocks(part.heading, part.blocks)
            continue
        reading.keep_blocks(part.heading, part.of("paragraph") if part.of("item") else [])
        for skill in skills_in(part):
            use = skill.detail(USE_LABELS)
            found.append(
                TechnicalSkill(
                    name=skill.name, tier=tier, importance=skill.importance, use=use or None, line=skill.line
                )
            )
            keep_details(skill, part.heading, USE_LABELS, reading)
        if tier is None:
            suggestion = "Put them under must-have, good-to-have, advanced or emerging."
            reading.problem("skills stand under no tier", part.heading or section.title, part.line, suggestion)
    return {"technical_skills": found}


def read_soft_skills(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 9. Names keep their brackets."""
    found = []
    for part in section.parts:
        if not part.of("item"):
            reading.keep_blocks(part.heading, part.blocks)
            continue
        reading.keep_blocks(part.heading, part.of("paragraph"))
        for skill in skills_in(part):
            found.append(SoftSkill(name=skill.name, use=skill.detail(SHOWS_LABELS) or None, line=skill.line))
            keep_details(skill, part.heading, SHOWS_LABELS, reading)
    return {"soft_skills": found}
