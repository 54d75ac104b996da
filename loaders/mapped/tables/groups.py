"""Rows that only name what the levels below them are: "MANAGERS" above "M1" and "M2"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.model import MOST_LEVELS, Table
from loaders.mapped.wording.labels import read_label
from loaders.mapped.wording.levels import IsLevel, track_of
from loaders.mapped.wording.texts import is_short, tidy
from loaders.mapped.wording.words import Words


def groups_in(grid: Grid, is_level: IsLevel) -> list[Cell]:
    """The cells that stand alone in their rows among rows of levels, each of which begins with its code."""
    rows = [grid.said_in(row) for row in range(1, grid.height)]
    alone = [row[0] for row in rows if len(row) == 1]
    firsts = [row[0] for row in rows if len(row) > 1]
    coded = [cell for cell in firsts if read_label(cell.label).code == tidy(cell.label)]
    fits = all(is_short(cell.label) and not read_label(cell.label).code for cell in alone)
    named = fits and all(cell.column == 0 for cell in (*alone, *firsts)) and grid.width > 2
    of_levels = len(coded) > 1 and len(coded) >= MOST_LEVELS * len(firsts) and all(is_level(c.label) for c in coded)
    return alone if named and of_levels and len(alone) < len(firsts) else []


def without_groups(grid: Grid, groups: Sequence[Cell]) -> Grid:
    """The table with these rows left empty."""
    return replace(grid, places={place: cell for place, cell in grid.places.items() if cell not in groups})


def name_groups(table: Table, groups: Sequence[Cell], words: Words) -> None:
    """Puts the levels below such rows on the track that they name."""
    for level in table.levels:
        above = [group for group in groups if group.row < level.cell.row]
        level.track = level.track or (track_of(above[-1].label.lower(), words) or "" if above else "")
    for group in groups:
        group.used = group.used or "track"
