"""Section 15, the career path: roles before, after and beside this one, and what promotion takes."""

from __future__ import annotations

import re
from typing import Any

from graph.documents.blueprint import Career, CareerStep, PromotionSkill
from loaders.blueprints.blocks import Block, split_outside_brackets
from loaders.blueprints.outline import Part, Reading, Section
from loaders.blueprints.sections.grouped import keep_part, under_headings
from loaders.blueprints.sections.people import Named, names_in
from loaders.blueprints.statements import part_entries
from loaders.blueprints.wording import CAREER, LEVELS, heading_key

AFTER_NAME = re.compile(
    r"\s*(?:[(;→]|->|\s[—–-]\s|\b(?:with|seeking|who|whose|transitioning|moving|interested|looking|having"
    r"|specializ\w+|specialis\w+|focus(?:ed|ing)? on|via"
    r"|through|for (?:those|people|candidates)|if|when|where|ready|wanting|after|in (?:larger|some|mature"
    r"|smaller|a|an|the))\b).*$"
)
MONTHS = re.compile(r"(\d{1,3})\s*(?:(?:–|-|—|to)\s*(\d{1,3})\s*)?\+?[\s-]*(months?|years?|yrs?)\b", re.IGNORECASE)
ARROW = re.compile(r"\s*(?:→|->|⟶|=>)\s*|\bto\s+(?=[A-Z])")
LEVEL_WORD = "|".join(pattern for _, pattern in LEVELS)
LEVEL_ONLY = re.compile(rf"^(?:{LEVEL_WORD})(?:\s*/\s*(?:{LEVEL_WORD}))*(?:[- ]level)?$", re.IGNORECASE)
TRACK = re.compile(
    r"^[^:()]{0,40}\b(?:tracks?|paths?|routes?|ladder|progression|options?|pathway)(?:\s*\([^()]*\))?\s*:\s*",
    re.IGNORECASE,
)
TRACK_SPLIT = re.compile(r"\s*(?:,|;|→|->)\s*(?:(?:or|and)\s+)?")


def role_name(name: str) -> str:
    """A role's title without brackets and without what is said about it."""
    return AFTER_NAME.sub("", name.strip()).strip(" ,.:") or name.strip(" .")


def months(text: str) -> tuple[int, int] | None:
    """How long a step takes, as months, where the words say so."""
    found = MONTHS.search(text)
    if found is None:
        return None
    low, high = int(found[1]), int(found[2] or found[1])
    factor = 12 if found[3].casefold().startswith("y") else 1
    low, high = sorted((low * factor, high * factor))
    return (low, high) if high <= 600 else None


def step(named: Named, part: Part, reading: Reading, *, timed: bool) -> CareerStep:
    name = role_name(named.name)
    if name != named.text.rstrip(".") or named.notes:
        reading.keep(part.heading, named.text, named.line, [note for note in named.notes if note not in named.text])
    span = (months(named.text) or months(part.heading)) if timed else None
    return CareerStep(
        name=name, line=named.line, months_min=span[0] if span else None, months_max=span[1] if span else None
    )


def untracked(part: Part) -> Part:
    """The part without the names of tracks ("Management track: …") in front of its roles."""
    blocks: list[Block] = []
    for block in part.blocks:
        found = TRACK.match(block.text)
        if found is None or block.kind != "item":
            blocks.append(block)
        elif rest := block.text[found.end() :].rstrip("."):
            blocks.extend(Block("item", role, block.line) for role in split_outside_brackets(TRACK_SPLIT, rest) if role)
    return Part(part.heading, part.line, blocks)


def promotion_target(heading: str, family: str | None, line: int, reading: Reading) -> str | None:
    """The role that a heading such as "Skills needed for promotion (Junior → Mid-level Engineer)" leads to."""
    bracket = re.search(r"\((.*)\)?\s*$", heading)
    inside = (bracket[1] if bracket else heading).rstrip(")")
    parts = [part.strip(" .)") for part in ARROW.split(inside)]
    if len(parts) < 2 or not parts[-1]:
        return None
    target = parts[-1]
    if LEVEL_ONLY.match(target) and family:
        reading.problem(
            "promotion leads to a level, not a title; the role's family was added",
            heading,
            line,
            f"Write the title, such as {target} {family}.",
        )
        level = "Mid-level" if target.casefold() == "mid" else target[:1].upper() + target[1:]
        return f"{level} {family}"
    return target


def read_career(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 15."""
    steps: dict[str, list[CareerStep]] = {"feeders": [], "next": [], "adjacent": []}
    skills: list[PromotionSkill] = []
    target: str | None = None
    target_line: int | None = None
    for part in under_headings(section, reading):
        key = heading_key(part.heading, CAREER)
        if key in steps:
            steps[key].extend(
                step(named, part, reading, timed=key == "next")
                for named in names_in(untracked(part), reading, roles=True)
                if named.name
            )
        elif key == "promotion_skills":
            if target is None:
                target = promotion_target(part.heading, reading.family, part.line, reading)
                target_line = part.line if target else None
            skills.extend(
                PromotionSkill(text=entry.text, items=entry.items, line=entry.line)
                for entry in part_entries(part, reading)
            )
        else:
            keep_part(part, reading)
    return {
        "career": Career(
            feeders=steps["feeders"],
            next=steps["next"],
            adjacent=steps["adjacent"],
            promotion_skills=skills,
            promotion_to=target,
            promotion_line=target_line,
        )
    }
