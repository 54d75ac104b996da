"""Columns of a table with a row for each title or text that tell years, or whom a role reports to."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.mapped.found import FACT
from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.model import Heading, Said
from loaders.mapped.wording.parts import are_facts_of_roles
from loaders.mapped.wording.texts import tidy
from loaders.mapped.wording.words import Words


def are_facts(name: str, cells: Iterable[Cell], words: Words) -> bool:
    """Whether what stands behind or below a name are facts of roles: figures and names."""
    return are_facts_of_roles(name, [cell.words for cell in cells if cell.lines], words)


def facts_of(grid: Grid, levels: Iterable[Heading], words: Words) -> list[Said]:
    """What such columns say in the rows of levels; marks their cells."""
    heads = {column: tidy(grid.at(0, column).label.replace("_", " ")) for column in range(grid.width)}
    columns = [column for column, head in heads.items() if are_facts(head, grid.column(column)[1:], words)]
    rows = {id(cell): row for row in range(1, grid.height) for cell in grid.row(row)} if columns else {}
    places = [(level, rows[id(level.cell)], column) for level in levels if id(level.cell) in rows for column in columns]
    said = [(level, column, cell) for level, row, column in places if (cell := grid.at(row, column)).lines]
    for column in columns if said else ():
        for cell in grid.column(column):
            cell.used = cell.used or FACT
    return [Said(level, heads[column], [cell], field=FACT) for level, column, cell in said]
