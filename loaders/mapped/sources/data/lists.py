"""Tables in data: lists of rows, as spreadsheets are exported to JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from loaders.mapped.sources.data.leaves import Leaf, Path
from loaders.mapped.sources.grids import Cell, grid_of
from loaders.mapped.sources.pieces import Piece, Source

LEAST_WIDE, LEAST_HIGH = 2, 2
Row = dict[int, Leaf]


def table_in(leaves: Sequence[Leaf], name: str) -> Source | None:
    """The one table that a document holds as a list of lists, its heads in the first row or in a list of their own
    beside it; None where most of the document is something else. What else it says is data that nobody reads.
    """
    rows: dict[Path, dict[int, Row]] = defaultdict(lambda: defaultdict(dict))
    for leaf in leaves:
        if len(leaf.path) > 1 and all(isinstance(part, int) for part in leaf.path[-2:]):
            rows[leaf.path[:-2]][int(leaf.path[-2])][int(leaf.path[-1])] = leaf
    place, found = max(rows.items(), key=lambda table: sum(map(len, table[1].values())), default=((), {}))
    width = max((max(row) + 1 for row in found.values()), default=0)
    told = sum(map(len, found.values()))
    if width < LEAST_WIDE or len(found) < LEAST_HIGH or 2 * told <= len(leaves):
        return None
    heads = _heads(leaves, place, width)
    cells = [row for row in (heads, *(found[at] for at in sorted(found))) if row]
    grid = grid_of([[_cell(row.get(column)) for column in range(width)] for row in cells])
    inside = {id(leaf) for row in cells for leaf in row.values()}
    rest = [leaf for leaf in leaves if id(leaf) not in inside]
    return Source(name, "data", [Piece("table", "", 1, grid=grid)], data=rest)


def _heads(leaves: Sequence[Leaf], place: Path, width: int) -> Row:
    """A list of names beside the rows, as many as these have cells."""
    lists: dict[Path, Row] = defaultdict(dict)
    for leaf in leaves:
        beside = len(leaf.path) == len(place) + 1 and leaf.path[: len(place) - 1] == place[:-1]
        if place and beside and isinstance(leaf.path[-1], int):
            lists[leaf.path[:-1]][int(leaf.path[-1])] = leaf
    return next((row for row in lists.values() if len(row) == width), {})


def _cell(leaf: Leaf | None) -> tuple[Cell, int, int]:
    return Cell(leaf.lines, leaf.line) if leaf else Cell([], 0), 1, 1
