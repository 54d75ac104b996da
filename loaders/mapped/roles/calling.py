"""What the documents of a folder are called, so that each is told from the others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import takewhile

from loaders.mapped.sources.pieces import Piece, Source
from loaders.mapped.wording.labels import is_bare
from loaders.mapped.wording.levels import is_shipped_level
from loaders.mapped.wording.texts import is_short, plain, tidy
from loaders.mapped.wording.words import shipped

BEHIND = re.compile(r"(?:\s+[–—|-]|:)\s+(?=\S)")  # between what several titles share and what they name


def call_apart(sources: list[Source]) -> None:
    """Gives documents titles of their own where they share one, and leaves out what their names share."""
    _without_prefixes(sources)
    _without_beginnings(sources)
    _call_by_headings(sources)
    _tell_apart(sources)
    _call_by_names(sources)


def _without_prefixes(sources: list[Source]) -> None:
    """Files of a folder that were sheets of one workbook are called by the sheets: "Ladder 2026 - Bakers.csv"."""
    books: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in sources:
        book, sign, _ = source.stem.partition(" - ")
        if sign and source.format == "csv":
            books[source.name.rpartition("/")[0], book + sign].append(source)
    for (_, prefix), sheets in books.items():
        for source in sheets if len(sheets) > 1 else ():
            source.prefix = prefix


def _without_beginnings(sources: list[Source]) -> None:
    """Documents whose titles begin with that of one beside them are called by what follows: "Duties - Baker"."""
    parts = {source.name: BEHIND.split(source.title, maxsplit=1) for source in sources}
    begun = Counter(plain(first) for first, *rest in parts.values() if rest)
    for first in (source for source in sources if len(parts[source.name]) == 1):
        count = begun[plain(first.title)]
        first.begins = count > 1 and 2 * count >= len(sources) - 1
        for source in sources if first.begins else ():
            beginning, *rest = parts[source.name]
            source.title = rest[0] if rest and plain(beginning) == plain(first.title) else source.title


def _call_by_headings(sources: list[Source]) -> None:
    """Pages that begin with one heading, and directly below it with one for a level each, are called by these: "Baker -
    Grade 3" below "Our ladder".
    """
    alike: dict[str, list[tuple[Source, Piece, Piece]]] = defaultdict(list)
    for source in sources:
        said = [piece for piece in source.pieces if not (piece.around or piece.linked)]
        first = list(takewhile(lambda piece: piece.kind == "heading", said))[:2]
        if len(first) == 2 and is_shipped_level(first[1].text):
            alike[plain(first[0].text)].append((source, first[0], first[1]))
    for same in alike.values():
        if 1 < len(same) == len({plain(own.text) for _, _, own in same}):
            for source, shared, own in same:
                source.title, own.depth, shared.around = own.text, shared.depth, True


def _tell_apart(sources: list[Source]) -> None:
    """Documents with one title that state a level each are called by both; those whose names tell a level each are
    called by their names: what they begin with is the first of the headings that they share.
    """
    alike: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        alike[plain(source.title)].append(source)
    for title, same in alike.items():
        if not title or len(same) < 2:
            continue
        levels = [_stated_level(source) for source in same]
        names = {source.called for source in same}
        if all(levels) and len(set(levels)) == len(same):
            for source, level in zip(same, levels, strict=True):
                source.title = f"{source.title} {level}"
        elif len(names) == len(same) and all(is_shipped_level(name) for name in names):
            for source in same:
                source.title = ""


def _stated_level(source: Source) -> str:
    """The level that a page states beside a word for it: "Grade: GS-09"."""
    for label, value, piece in source.facts():
        is_fact = isinstance(piece, Piece) and piece.kind == "fact"
        if shipped().is_one("level_facts", label) and (is_fact or is_shipped_level(value)) and is_short(value):
            return tidy(value)
    return ""


def _call_by_names(sources: list[Source]) -> None:
    """A document of which the name is a level alone and the title none, among others of its folder that are called like
    their names: "mid", called "Developer or Operator", beside "junior" and "senior".
    """
    folders: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        if is_shipped_level(source.called) and is_bare(source.called, shipped()):
            folders[source.name.rpartition("/")[0]].append(source)
    for inside in folders.values():
        others = [source for source in inside if source.title and plain(source.title) != plain(source.called)]
        if 2 * len(others) < len(inside):
            for source in others:
                source.title = source.title if is_shipped_level(source.title) else ""
