"""Headings that look like levels and are none that the mapping knows: the texts below them are of no known role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from loaders.mapped.prose.model import Section
from loaders.mapped.sources.headings import label_of
from loaders.mapped.sources.pieces import Piece
from loaders.mapped.wording.directions import tells_steps
from loaders.mapped.wording.levels import IsLevel, is_level
from loaders.mapped.wording.texts import is_short, plain
from loaders.mapped.wording.words import Words

LEAST_KNOWN = 2  # levels beside a heading that stands among them like one


def strange_levels(page: Sequence[Section], known: IsLevel, words: Words, ignore: Sequence[str]) -> list[Piece]:
    """The headings of a page that are neither below nor above a known level, and look like one or stand among the known
    ones like one. Headings to `ignore` are none.
    """
    outline = _Outline(page, known, words)
    left_out = set(map(plain, ignore))
    apart = (section for section in page if not left_out & set(map(plain, section.labels)))
    found = (next(filter(outline.is_strange, section.path), None) for section in apart)
    return list(dict.fromkeys(piece for piece in found if piece))


class _Outline:
    """The headings of a page with those beside them, and with what stands below them."""

    def __init__(self, page: Sequence[Section], known: IsLevel, words: Words) -> None:
        self.words = words
        self.around = {piece for section in page if any(map(known, section.labels)) for piece in section.path}
        self.beside: dict[Piece, list[Piece]] = {}
        self.below: dict[Piece, set[str]] = defaultdict(set)
        self.listed: dict[Piece, set[bool]] = defaultdict(set)  # whether all that stands below is items
        ranks: dict[tuple[Piece | None, float], list[Piece]] = defaultdict(list)
        for section in page:
            for outer, inner in pairwise(section.path):
                self.below[outer].add(plain(label_of(inner)))
            for at, piece in enumerate(section.path):
                self.listed[piece] |= {entry.piece.kind == "item" for entry in section.entries}
                if piece not in self.beside:
                    self.beside[piece] = ranks[section.path[at - 1] if at else None, piece.depth]
                    self.beside[piece].append(piece)
        self.known = {piece for piece in self.beside if known(label_of(piece))}

    def is_strange(self, piece: Piece) -> bool:
        label = label_of(piece)
        if piece in self.around or tells_steps(label, self.words) or self.words.is_remark(label):
            return False
        return self._looks_like_one(piece) or self._stands_like_one(piece)

    def _looks_like_one(self, piece: Piece) -> bool:
        """Whether its words say a level, beside a known one or among headings of which most do."""
        beside = self.beside[piece]
        like = {other for other in beside if is_level(label_of(other), self.words)}
        return piece in like and (not self.known.isdisjoint(beside) or 2 * len(like) > len(beside))

    def _stands_like_one(self, piece: Piece) -> bool:
        """Whether it stands behind a known level, or is all lists as they are, and has below it what they have; where
        they have no headings below them, whether it has none and is a short one between them.
        """
        beside = self.beside[piece]
        levels = [other for other in beside if other in self.known]
        if len(levels) < LEAST_KNOWN or says_competencies(label_of(piece), self.words):
            return False
        first, at, last = map(beside.index, (levels[0], piece, levels[-1]))
        own, shared = self.below[piece], set[str]().union(*(self.below[level] for level in levels))
        if not (own or shared):
            return first < at < last and is_short(label_of(piece))
        lists = all(self.listed[other] == {True} for other in (piece, *levels))
        return (first < at or lists) and 2 * len(own & shared) > len(own)


def says_competencies(label: str, words: Words) -> bool:
    """ "Behaviours", "Competencies": a heading above competencies."""
    return words.is_one("competency", label) or words.is_one("competency", label.removesuffix("s"))
