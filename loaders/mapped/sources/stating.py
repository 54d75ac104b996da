"""Jobs that stand one behind the other in a document, each with a line below that states its grade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

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


def _states(fact: Piece) -> bool:
    return shipped().is_one("level_facts", tidy(fact.bold)) and is_grade(fact.text)
