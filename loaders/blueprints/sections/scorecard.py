"""Section 20, the scorecard: one table that sums the others up. Its cells pack their lists in several ways."""

from __future__ import annotations

import re
from typing import Any

from graph.documents.blueprint import Scorecard
from loaders.blueprints.blocks import Block, split_outside_brackets
from loaders.blueprints.outline import Reading, Section
from loaders.blueprints.wording import SCORECARD, TABLE_HEADS, heading_key, joined_titles, snake

NUMBERED = re.compile(r"(?:^|(?<=\s))\d{1,2}[).]\s+")
SEMICOLON = re.compile(r";\s+")
COMMA = re.compile(r",\s+")
CAREER_SPLIT = re.compile(r"\s*(?:;|→|->)\s*|\s+or\s+")
CAREER_LEAD = re.compile(
    r"^(?:(?:and|or)\s+)?(?:(?:lateral|adjacent|vertical|next|later|longer-term|alternative|possible)\s*(?:paths?|moves?|roles?|steps?|options?)?\s*(?:to|into|toward|:|are)?\s+"
    r"|(?:progress(?:ion)?|move|advance|grow|growth|promotion)s?\s+(?:to|into|toward)\s+)+",
    re.IGNORECASE,
)
CAREER_TAIL = re.compile(r"\s+(?:depending|based|subject)\s+on\b.*$", re.IGNORECASE)
LISTS = {
    "top_responsibilities",
    "top_technical_skills",
    "top_soft_skills",
    "top_tools",
    "top_kpis",
    "main_deliverables",
}


def listed(cell: str) -> list[str]:
    """The entries of a packed cell: numbered, else by semicolons, else by commas outside brackets."""
    pattern = NUMBERED if len(NUMBERED.findall(cell)) > 1 else SEMICOLON if SEMICOLON.search(cell) else COMMA
    parts = (re.sub(r"^and\s+", "", part.strip(" ;,")) for part in split_outside_brackets(pattern, cell))
    return [part.rstrip(".").strip() for part in parts if part.strip(" .")]


def career_options(cell: str) -> list[str]:
    """The roles of the career row, without the words around them. Commas separate them where nothing else does, and
    else only what are titles on both sides.
    """
    groups = [group for group in split_outside_brackets(CAREER_SPLIT, cell) if group.strip(" ,.")]
    bare = [[bare_role(part) for part in split_outside_brackets(COMMA, group)] for group in groups]
    return [role for parts in bare for role in joined_titles([part for part in parts if part], commas=len(groups) == 1)]


def bare_role(part: str) -> str:
    bare = CAREER_TAIL.sub("", CAREER_LEAD.sub("", part.strip())).strip(" .,")
    return re.sub(r"^(?:and|or)\s+", "", bare)


def label_and_value(block: Block) -> tuple[str, str]:
    """A row's label and what it says; without cells, the label is one the template knows."""
    if block.cells and len(block.cells) >= 2:
        return block.cells[0], " ".join(block.cells[1:])
    for _, pattern in SCORECARD:
        found = re.match(pattern, block.text, re.IGNORECASE)
        if found:
            return found[0], block.text[found.end() :].strip(" :")
    return "", block.text


def read_scorecard(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 20, by row label; rows of other labels are kept under theirs."""
    found: dict[str, list[str]] = {}
    for block in section.blocks():
        if block.kind != "row" or TABLE_HEADS[20].match(block.text):
            if block.kind != "row":
                reading.keep("", block.text, block.line, [line.text for line in block.lines])
            continue
        label, value = label_and_value(block)
        key = heading_key(label, SCORECARD) or snake(label)
        if not label or not value:
            reading.problem(
                "a row of the scorecard could not be read", block.text, block.line, "Give it a label and a summary."
            )
            continue
        found[key] = career_options(value) if key == "career_options" else listed(value) if key in LISTS else [value]
    return {"scorecard": Scorecard.model_validate(found)}
