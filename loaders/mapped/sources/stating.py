"""Jobs that stand one behind the other in a document, each with a line below that states its grade."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from loaders.mapped.sources.pieces import Piece
from loaders.mapped.wording.labels import is_step, read_label
from loaders.mapped.wording.levels import level_in
from loaders.mapped.wording.texts import tidy
from loaders.mapped.wording.words import shipped


def is_grade(value: str) -> bool:
    """Whether what a line states is a grade: "EG 7", "Level 2", "9"; "Expert" may be how far one is in a skill."""
    said = level_in(value, shipped())
    return said.isdecimal() or is_step(said, shipped()) or any(map(str.isdigit, read_label(said).code))


def stating_grades(pieces: Sequence[Piece]) -> list[Piece]:
    """The headings of one rank that state a grade, where most of the rank do, two or more."""
    ranks: dict[float, list[Piece]] = defaultdict(list)
    stating: dict[float, list[Piece]] = defaultdict(list)
    heading: Piece | None = None
    for piece in pieces:
        if piece.kind == "heading":
            heading = None if piece.around else piece
            ranks[piece.depth].append(piece)
        elif heading is not None and piece.kind == "fact" and _states(piece):
            stating[heading.depth].append(heading)
            heading = None
    return next((own for depth, own in stating.items() if 1 < len(own) > len(ranks[depth]) / 2), [])


def badges_as_facts(pieces: Sequence[Piece]) -> list[Piece]:
    """Lines that are no more than a level, above or below most headings of one rank and another for each ("Level 2" in
    the corner of a card), as facts below these headings.
    """
    found: dict[tuple[float, int], list[tuple[int, int]]] = defaultdict(list)  # by rank and side, of badge and heading
    ranks = Counter(piece.depth for piece in pieces if piece.kind == "heading")
    for at, piece in enumerate(pieces):
        for side in (-1, 1) if piece.kind == "heading" and not piece.around else ():
            if 0 <= at + side < len(pieces) and _is_badge(pieces[at + side]):
                found[piece.depth, side].append((at + side, at))
    facts: dict[int, Piece] = {}  # by the place of their headings
    badges = set[int]()
    for (depth, _), pairs in sorted(found.items()):  # "Level 2" between two headings is of the higher one
        said = {tidy(pieces[badge].text) for badge, _ in pairs}
        free = badges.isdisjoint(badge for badge, _ in pairs)
        if free and len(said) == len(pairs) > max(1, ranks[depth] / 2):
            badges |= {badge for badge, _ in pairs}
            facts |= {heading: _as_fact(pieces[badge]) for badge, heading in pairs}
    kept = ((piece, facts.get(at)) for at, piece in enumerate(pieces) if at not in badges)
    return [one for pair in kept for one in pair if one]


def _is_badge(piece: Piece) -> bool:
    said = tidy(piece.text)
    alone = piece.kind == "paragraph" and not (piece.lines or piece.around or piece.linked)
    return alone and (is_step(said, shipped()) or (read_label(said).code == said and any(map(str.isdigit, said))))


def _as_fact(badge: Piece) -> Piece:
    return replace(badge, kind="fact", bold="Level")


def _states(fact: Piece) -> bool:
    return shipped().is_one("level_facts", tidy(fact.bold)) and is_grade(fact.text)
