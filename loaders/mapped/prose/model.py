"""What a page says once it is parted: sections under headings, entry by entry."""

from __future__ import annotations

from dataclasses import dataclass, field

from loaders.mapped.sources.headings import label_of
from loaders.mapped.sources.pieces import BOLD_DEPTH, Piece

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


def depth_of(piece: Piece) -> float:
    return piece.depth if piece.kind == "heading" else max(BOLD_DEPTH, piece.depth)
