"""Headings that group the competencies of the tables below them: "Craft" above one table, "Working together" above
another of the same levels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

from loaders.mapped.sources.headings import label_of
from loaders.mapped.sources.pieces import Source
from loaders.mapped.tables.model import Table
from loaders.mapped.tables.said import says_level
from loaders.mapped.wording.levels import IsLevel
from loaders.mapped.wording.texts import is_short, plain
from loaders.mapped.wording.words import Words


def pillars_of(source: Source, found: Sequence[tuple[Table, str]], is_level: IsLevel, words: Words) -> Set[str]:
    """The headings of one rank that each stand above competencies of their own, which no table groups itself; none
    where the tables have other levels, or a heading names one, a track, or what its only competency is called.
    """
    tables = [(table, heading) for table, heading in found if table.texts]
    headings = {heading for _, heading in tables}
    levels = {frozenset(plain(level.label) for level in table.levels) for table, _ in tables}
    ranks = {
        (piece.kind, piece.depth)
        for piece in source.pieces
        if piece.kind in ("heading", "paragraph") and label_of(piece) in headings
    }
    if len(headings) < 2 or len(levels) != 1 or len(ranks) != 1 or any(kind != "heading" for kind, _ in ranks):
        return set()
    below: dict[str, set[str]] = defaultdict(set)
    for table, heading in tables:
        below[heading] |= {plain(said.competency) for said in table.texts if not said.field}
    competencies = [name for names in below.values() for name in names]
    named = all(_is_name(heading, is_level, words) and plain(heading) not in below[heading] for heading in headings)
    grouped = any(said.group for table, _ in tables for said in table.texts)
    apart = len(set(competencies)) == len(competencies) > len(headings) and "" not in competencies
    return headings if named and apart and not grouped and all(below.values()) else set()


def _is_name(heading: str, is_level: IsLevel, words: Words) -> bool:
    said = plain(heading)
    known = said in words.tracks or said in words.lists["unnamed"] or any(map(str.isdigit, said))
    return is_short(heading) and not known and not is_level(heading) and not says_level(heading, words)
