"""The head of a matrix that says that competencies stand at its left."""

from __future__ import annotations

from itertools import takewhile

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.said import has_texts, says_what
from loaders.mapped.wording.labels import read_label
from loaders.mapped.wording.texts import tidy
from loaders.mapped.wording.words import Words

FIRST_ROWS = 10  # where a table's head is looked for


def heads_of_matrix(grid: Grid, words: Words) -> list[str]:
    """The labels behind a word for competencies, each with texts below it: levels, where nothing says another thing."""
    for row in range(min(grid.height, FIRST_ROWS)):
        cells = grid.said_in(row)
        if grid.legend and (heads := _behind_names(cells, words)):
            return [tidy(cell.label) for cell in heads]
        if heads := heads_of_row(grid, row, cells, words):
            return [tidy(cell.label) for cell in heads]
    return []


def heads_of_row(grid: Grid, row: int, cells: list[Cell], words: Words) -> list[Cell]:
    """The cells of a matrix's head behind words for groups and competencies, where a text stands below each."""
    behind = _behind_names(cells, words)
    names = cells[: len(cells) - len(behind)]
    heads = [cell for cell in behind if not says_what(cell.label, words)]
    coded = [cell for cell in heads if read_label(cell.label).code]
    heads = coded if len(coded) > 2 and len(heads) - len(coded) < 3 else heads  # beside them stand notes
    if not names or names[0].column or len(heads) < 2:
        return []
    return heads if all(has_texts(grid, row, cell, words) for cell in heads) else []


def _behind_names(cells: list[Cell], words: Words) -> list[Cell]:
    """The heads behind those that say that groups and competencies stand below them; none where no head says so."""
    kinds = ("competency", "group")
    names = list(takewhile(lambda cell: any(words.is_one(kind, cell.label) for kind in kinds), cells))
    return cells[len(names) :] if names else []
