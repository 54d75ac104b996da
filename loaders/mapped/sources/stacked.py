"""Sheets on which tables of other levels stand below each other: each is a table of its own, with its title."""

from __future__ import annotations

from dataclasses import replace

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.wording.levels import is_shipped_level
from loaders.mapped.wording.texts import is_short, plain

LEAST_LEVELS = 2  # of a head


def parts_of(grid: Grid) -> list[tuple[Cell | None, Grid]]:
    """The tables of a sheet, each with what stands alone directly above its head; the whole sheet where not two heads
    with one corner ("Skill | P1 | P2", "Skill | M1 | M2") name other levels each.
    """
    heads = _heads(grid)
    levels = [plain(cell.label) for row in heads for cell in grid.said_in(row)[1:]]
    corners = {plain(grid.at(row, 0).label) for row in heads}
    if len(heads) < 2 or len(corners) > 1 or len(set(levels)) < len(levels):
        return [(None, grid)]
    starts = [0, *(row - len(_above(grid, row)) for row in heads[1:])]
    found = []
    for row, start, end in zip(heads, starts, [*starts[1:], grid.height], strict=True):
        title = next(iter(_above(grid, row)), None)
        found.append((title, _part(grid, start, end, title)))
    return found


def _heads(grid: Grid) -> list[int]:
    """The rows that begin a table: behind the first cell all name levels, and no row of a table stands above them."""
    return [row for row in range(grid.height) if _names_levels(grid, row) and not _goes_on(grid, row)]


def _names_levels(grid: Grid, row: int) -> bool:
    cells = [cell for cell in grid.said_in(row) if cell is not grid.at(row, 0)]
    levels = [cell for cell in cells if is_short(cell.label) and is_shipped_level(cell.label)]
    return len(levels) == len(cells) >= LEAST_LEVELS and not is_shipped_level(grid.at(row, 0).label)


def _goes_on(grid: Grid, row: int) -> bool:
    return row > 0 and len(grid.said_in(row - 1)) > 1


def _above(grid: Grid, row: int) -> list[Cell]:
    """The cell that stands alone in the row above a head."""
    return grid.said_in(row - 1) if row > 0 and len(grid.said_in(row - 1)) == 1 else []


def _part(grid: Grid, start: int, end: int, title: Cell | None) -> Grid:
    """The rows of a sheet from one to another as a table, but for its title."""
    places = {
        (row - start, column): cell
        for (row, column), cell in grid.places.items()
        if start <= row < end and cell is not title
    }
    own = [cell for cell in grid.cells if start <= cell.row < end and cell is not title]
    for cell in own:
        cell.row -= start
    return replace(grid, cells=own, places=places).fitted()
