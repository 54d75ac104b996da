"""What a page says once it is parted: sections under headings, entry by entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from loaders.mapped.pieces import BOLD_DEPTH, Piece
from loaders.mapped.texts import tidy
from loaders.mapped.words import shipped

NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-H][.)])\s+(?=[^\W\d])")  # "2.1 Communication", "B) Craft"
COUNTED = re.compile(r"([^\W\d_]+) \d{1,2}(?: ?[:：–—] ?|\. )(?=\S)")  # "Competency 2: Dough"
NAME_WORDS = 6  # most of a name that opens an item


@dataclass(eq=False, slots=True)
class Entry:
    """An item or paragraph with what is nested in it; `name` is the label that it opens with, if it does."""

    piece: Piece
    text: str
    name: str = ""
    rest: str = ""
    bold: bool = False
    below: list[Piece] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        return [self.text, *(line for piece in self.below for line in (piece.text, *piece.lines)), *self.piece.lines]


@dataclass(eq=False, slots=True)
class Section:
    """What stands directly under one heading; `path` are the headings that lead to it, the page's title left out;
    `stage` says how far the role is in what the path names; `asides` are what says this, and other words that are no
    text about it; `levels` what says on which level a role is ("Grade: 7"), `facts` other labels with values.
    """

    path: list[Piece]
    entries: list[Entry] = field(default_factory=list)
    tables: list[Piece] = field(default_factory=list)
    stage: str = ""
    asides: list[Piece] = field(default_factory=list)
    levels: list[Piece] = field(default_factory=list)
    facts: list[Piece] = field(default_factory=list)

    @property
    def headings(self) -> list[Piece]:
        return [*self.path, *self.asides]

    @property
    def labels(self) -> list[str]:
        return [label_of(piece) for piece in self.path]

    def by_names(self) -> tuple[list[Entry], list[list[Entry]]]:
        """What stands before the first entry with a name, and each such entry with those without one behind it.
        Paragraphs before a list are no part of it, even when they begin like an entry with a name.
        """
        items = [at for at, entry in enumerate(self.entries) if entry.piece.kind == "item" and entry.name]
        start = items[0] if len(items) > 1 else 0
        before: list[Entry] = []
        groups: list[list[Entry]] = []
        for at, entry in enumerate(self.entries):
            if entry.name and at >= start:
                groups.append([entry])
            elif groups:
                groups[-1].append(entry)
            else:
                before.append(entry)
        return before, groups


def label_of(heading: Piece) -> str:
    """A heading without the number before it, "2.1", "Competency 2:" or "Family 1:"."""
    text = NUMBERED.sub("", tidy(heading.short or heading.text))
    counted = COUNTED.match(text)
    kinds = ("competency", "family_facts")
    return text[counted.end() :] if counted and any(shipped().is_one(kind, counted[1]) for kind in kinds) else text


def says_family(heading: Piece) -> bool:
    """Whether a heading says that it names a discipline: "Family 1: Bakers"."""
    counted = COUNTED.match(NUMBERED.sub("", tidy(heading.text)))
    return counted is not None and shipped().is_one("family_facts", counted[1])


def depth_of(piece: Piece) -> float:
    return piece.depth if piece.kind == "heading" else max(BOLD_DEPTH, piece.depth)
