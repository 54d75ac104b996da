"""A form: a table of labels with values beside them ("Job title | Baker | Grade | 5"), as HR keeps it above a job."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.mapped.grids import Cell, Grid
from loaders.mapped.pieces import Piece
from loaders.mapped.texts import is_short, tidy
from loaders.mapped.words import shipped

KINDS = ("title", "level_facts", "family_facts", "fact", "id")
LEAST_KNOWN = 2  # labels that must be known, one of them a word for titles or levels


def unfilled(pieces: Sequence[Piece]) -> tuple[list[Piece], str]:
    """The pieces with the form that they begin with as facts, and the title that it gives."""
    first = next((at for at, piece in enumerate(pieces) if not _stands_above(piece)), len(pieces))
    grid = pieces[first].grid if first < len(pieces) else None
    if grid is None or not (filled := _filled(grid)):
        return list(pieces), ""
    titles = [tidy(value.label) for label, value in filled if _is(("title",), label)]
    facts = [
        Piece("fact", tidy(value.label), value.line, bold=tidy(label.label).strip(" :")) for label, value in filled
    ]
    return [*pieces[:first], *facts, *pieces[first + 1 :]], "".join(titles)


def _stands_above(piece: Piece) -> bool:
    return piece.kind in ("heading", "fact") or (piece.kind == "paragraph" and is_short(piece.text))


def _filled(grid: Grid) -> list[tuple[Cell, Cell]]:
    """The labels of a form with their values, beside them or below; nothing where a table is none."""
    below = grid.turned() if grid.height == 2 < grid.width else grid
    if below.width not in (2, 4) or below.height < LEAST_KNOWN:
        return []
    if all(_is(KINDS, cell) for cell in below.row(0)):
        return []  # heads of columns
    pairs = list(_pairs(below))
    titles, levels, known = (
        sum(_is(kinds, label) for label, _ in pairs) for kinds in (("title",), ("level_facts",), KINDS)
    )
    said = titles == 1 or (levels == 1 and not titles)
    fits = said and known >= LEAST_KNOWN and 3 * known >= len(pairs)
    return pairs if fits and all(is_short(label.label) for label, _ in pairs) else []


def _pairs(grid: Grid) -> Iterator[tuple[Cell, Cell]]:
    for row in grid.rows():
        for at in range(0, grid.width, 2):
            if row[at].lines and row[at + 1].lines and row[at] is not row[at + 1]:
                yield row[at], row[at + 1]


def _is(kinds: Sequence[str], label: Cell) -> bool:
    return any(shipped().is_one(kind, tidy(label.label)) for kind in kinds)
