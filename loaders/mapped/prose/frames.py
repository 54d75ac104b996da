"""Levels that stand in sentences of one form: "A Junior Baker can:", "A Baker can:", each above a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.mapped.sources.pieces import Piece
from loaders.mapped.wording.labels import level_words
from loaders.mapped.wording.levels import is_shipped_level, levels_among
from loaders.mapped.wording.texts import plain, size, tidy, words_in
from loaders.mapped.wording.words import shipped

MOST_WORDS = 14  # of a sentence that opens a list
NAME_WORDS = 5  # most of a level's name in it, with an article
Frame = tuple[tuple[str, ...], tuple[str, ...]]  # the words before the name, and those behind it


def name_lead_ins(pieces: list[Piece]) -> None:
    """Sentences of one form that open lists and each name another level become labels of these lists. Below a level's
    heading they name the one that it builds on ("All of a Baker, plus:").
    """
    under = _under_levels(pieces)
    sentences = [
        piece
        for piece, below in pairwise(pieces)
        if piece.kind == "paragraph" and below.kind == "item" and piece not in under and _opens_a_list(piece)
    ]
    for piece, name in _levels_in(sentences):
        piece.lines = [tidy(piece.text), *piece.lines]
        piece.text = piece.bold = name


def _under_levels(pieces: list[Piece]) -> set[Piece]:
    """What stands below headings that name levels, the page's first heading left out."""
    path: list[Piece] = []
    found: set[Piece] = set()
    first = next((piece for piece in pieces if piece.kind == "heading"), None)
    for piece in pieces:
        if piece.kind == "heading":
            path = [outer for outer in path if outer.depth < piece.depth] + [piece]
        elif any(is_shipped_level(heading.text) for heading in path if heading is not first):
            found.add(piece)
    return found


def _opens_a_list(piece: Piece) -> bool:
    return piece.text.rstrip().endswith((":", "：", "...", "…")) and 1 < size(piece.text) <= MOST_WORDS


def name_headings(pieces: list[Piece]) -> None:
    """Headings of one form that each name another level behind "from a", "for" and the like are called by it."""
    by_depth: dict[float, list[Piece]] = defaultdict(list)
    for piece in (piece for piece in pieces if piece.kind == "heading"):
        by_depth[piece.depth].append(piece)
    for headings in by_depth.values():
        for piece, name in _levels_in(headings, behind=True):
            piece.short = name


def _levels_in(pieces: Sequence[Piece], *, behind: bool = False) -> Iterator[tuple[Piece, str]]:
    """The pieces that name a level in a frame that another level stands in too, with the longest such name."""
    names: dict[Frame, set[str]] = defaultdict(set)
    framed = [list(_framed(tidy(piece.text).rstrip(".… :：?？").split(), behind=behind)) for piece in pieces]
    for frame, name in (pair for pairs in framed for pair in pairs):
        names[frame].add(plain(name))
    several = {frame for frame, found in names.items() if len(levels_among(found, is_shipped_level, shipped())) > 1}
    for piece, pairs in zip(pieces, framed, strict=True):
        fits = [name for frame, name in pairs if frame in several]
        if fits:
            yield piece, max(fits, key=len)


def _framed(words: Sequence[str], *, behind: bool) -> Iterator[tuple[Frame, str]]:
    """Each name of a level or job within a sentence, its article left out, with the words around it; on request only
    names `behind` an article or a word that joins.
    """
    articles, joining = shipped().lists["articles"], shipped().lists["joining"]
    for start in range(len(words) if len(words) <= MOST_WORDS else 0):
        article = start > 0 and plain(words[start - 1]) in articles
        before = words[: start - 1] if article else words[:start]
        if behind and not (before and (article or plain(before[-1]) in joining)):
            continue
        for end in range(start + 1, min(start + NAME_WORDS, len(words)) + 1):
            name, after = words[start:end], words[end:]
            if (before or after or article) and _names_people(name) and not any(map(_is_of_a_title, (*before, *after))):
                yield (tuple(map(plain, before)), tuple(map(plain, after))), " ".join(name)


def _names_people(name: Sequence[str]) -> bool:
    """Whether a name begins and ends with words of seniority, of jobs, or figures."""
    return _is_of_a_title(name[0]) and (_is_of_a_title(name[-1]) or name[-1].isdecimal())


def _is_of_a_title(word: str) -> bool:
    known = shipped()
    return bool(level_words(word, known) or set(words_in(word)) & (known.lists["disciplines"] | known.steps))
