"""Section 12, the stakeholders; and lists of names in general, which other sections share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graph.documents.blueprint import Stakeholder, Stakeholders
from loaders.blueprints.blocks import Block, split_outside_brackets
from loaders.blueprints.outline import Part, Reading, Section
from loaders.blueprints.sections.grouped import keep_part, under_headings
from loaders.blueprints.wording import STAKEHOLDERS, heading_key, joined_titles

MANAGER = re.compile(
    r"\((?:[^()]*\b)?(?:reports? to|reporting (?:to|line|manager)|(?:direct |line |people )?manager"
    r"|supervisor)\b[^()]*\)",
    re.IGNORECASE,
)
COMMA = re.compile(r",\s+")
NAME_WORDS = 12
PART_WORDS = 6
LISTED = 3  # names joined by commas from which an item is a list


@dataclass(slots=True)
class Named:
    """An item that names something, and what it says about it. `text` is all of it as written."""

    name: str
    line: int
    text: str
    notes: list[str] = field(default_factory=list)


def comma_list(text: str, *, roles: bool = False) -> list[str]:
    """The names in "A, B, and C." where every part is one; else nothing. Of `roles`, a rank keeps its field ("Manager,
    Tides").
    """
    parts = [re.sub(r"^(?:and|or)\s+", "", part).strip() for part in split_outside_brackets(COMMA, text.rstrip("."))]
    parts = joined_titles(parts, commas=True) if roles else parts
    short = all(part[:1].isupper() and len(re.sub(r"\([^()]*\)", "", part).split()) <= PART_WORDS for part in parts)
    return parts if len(parts) >= LISTED and short and ": " not in text else []


def label_of(text: str) -> str:
    return text.split(":", 1)[0].casefold() if ":" in text else ""


def colon_name(text: str) -> tuple[str, str] | None:
    """The two sides of "Name: what it does" or "Name — what it does"."""
    found = re.match(r"^((?:[^:()]|\([^()]*\))+?)(?::|\s[—–]\s)\s*(.*)$", text)
    return (found[1].strip(), found[2]) if found and len(found[1].split()) <= NAME_WORDS else None


class NameList:
    """How one list tells names from notes: by bold, by repeated labels, or by sentences under names.

    `roles` lists titles, so that commas in an item separate them; elsewhere they do so only in a list's only item.
    """

    def __init__(self, items: list[Block], *, roles: bool = False) -> None:
        self.items = items
        self.commas, self.roles = roles or len(items) == 1, roles
        self.bold = any(item.bold_only for item in items)
        labels = Counter(label_of(item.text) for item in items if ":" in item.text)
        self.labels = {label for label, count in labels.items() if count > 1}
        stops = [item.text.endswith(".") for item in items]
        self.sentences = bool(items) and any(stops) and not all(stops) and not stops[0]

    def is_note(self, item: Block, index: int) -> bool:
        """Whether an item says something about the name before it."""
        if index == 0:
            return False
        if item.depth > self.items[0].depth or label_of(item.text) in self.labels:
            return True
        if item.bold:
            return False
        if self.bold:
            return True
        return self.sentences and item.text.endswith(".")

    def read(self) -> Iterator[Named]:
        last: Named | None = None
        for index, item in enumerate(self.items):
            if last is not None and self.is_note(item, index):
                last.notes.extend((item.text, *(line.text for line in item.lines)))
                continue
            if last is not None:
                yield last
            last = None
            if listed := comma_list(item.text, roles=self.roles) if self.commas and not item.bold else []:
                yield from (Named(name, item.line, name) for name in listed)
            else:
                last = self.named(item)
        if last is not None:
            yield last

    def named(self, item: Block) -> Named:
        """The name of an item: its bold words, else what stands before a colon, else all of it."""
        notes = [line.text for line in item.lines]
        if item.bold and not item.bold_only and item.text.startswith(item.bold):
            rest = item.text[len(item.bold) :].strip().lstrip(":–—- ").strip()
            return Named(item.bold.rstrip(": "), item.line, item.text, [rest, *notes] if rest else notes)
        sides = colon_name(item.text)
        if sides and not item.bold_only and sides[1]:
            return Named(sides[0], item.line, item.text, [sides[1], *notes])
        return Named(item.text.rstrip(": "), item.line, item.text, notes)


def names_in(part: Part, reading: Reading, *, roles: bool = False) -> list[Named]:
    """The names that a part lists; paragraphs are lists too where there is no other."""
    items, paragraphs = part.of("item"), part.of("paragraph")
    if items:
        reading.keep_blocks(part.heading, paragraphs)
    else:
        items = [item for block in paragraphs for item in paragraph_items(block)]
    return list(NameList(items, roles=roles).read())


def paragraph_items(block: Block) -> list[Block]:
    return [Block("item", line.text, line.line) for line in block.lines] or [Block("item", block.text, block.line)]


def stakeholder(named: Named) -> Stakeholder:
    return Stakeholder(name=named.name, purpose=" ".join(named.notes) or None, line=named.line)


def read_stakeholders(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 12. A manager stays in `internal` and is repeated in `manager`; how they work together is kept as
    notes.
    """
    found: dict[str, list[Stakeholder]] = {key: [] for key, _ in STAKEHOLDERS}
    for part in under_headings(section, reading):
        key = heading_key(part.heading, STAKEHOLDERS)
        if key is None:
            keep_part(part, reading)
        else:
            found[key].extend(
                stakeholder(named) for named in names_in(part, reading, roles=key == "peer_roles") if named.name
            )
    managers = [person for person in found["internal"] if MANAGER.search(person.name)]
    return {"stakeholders": Stakeholders(manager=managers, **found)}
