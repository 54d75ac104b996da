"""Headings around levels that name disciplines: a page with the ladders of several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from loaders.mapped.prose.model import Section
from loaders.mapped.roles.order import are_apart
from loaders.mapped.sources.headings import label_of, says_family
from loaders.mapped.wording.levels import IsLevel, track_of
from loaders.mapped.wording.texts import plain, words_in
from loaders.mapped.wording.words import Words

LEAST_PARTS = 3  # headings below levels that are competencies, and not parts of what is said of one


def disciplines_of(page: list[Section], words: Words, is_level: IsLevel) -> set[str]:
    """The headings that say so, or those directly above levels, where they name disciplines: each holds levels of its
    own, or the same levels as the others with competencies below them.
    """
    said = {label_of(piece) for section in page for piece in section.path if says_family(piece)}
    if len(said) > 1:
        return said
    levels: dict[str, set[str]] = defaultdict(set)
    parts: set[str] = set()
    for section in page:
        for at, (outer, inner) in enumerate(pairwise(section.labels), 2):
            if is_level(inner) and not is_level(outer):
                levels[outer].add(inner)
                parts.update(map(plain, section.labels[at : at + 1]))
    if not are_apart(levels, words) and not _have_parts(levels, parts, words):
        return set()
    return set(levels)


def _have_parts(levels: Mapping[str, set[str]], parts: set[str], words: Words) -> bool:
    """Whether several headings have the same levels, and these have competencies below them."""
    alike = len(levels) > 1 and len({frozenset(map(plain, own)) for own in levels.values()}) == 1
    jobs = sum(bool(set(words_in(outer)) & words.lists["disciplines"]) for outer in levels)
    tracks = any(track_of(outer, words) for outer in levels)
    return alike and bool(parts) and not tracks and (2 * jobs >= len(levels) or len(parts) >= LEAST_PARTS)
