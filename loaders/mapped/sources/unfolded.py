"""Tables whose cells have headings inside: a heading that the cells of a column share is a column of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.wording.texts import is_short, plain, tidy

MOST_CELLS = 0.6  # share of a column's cells in which a line must stand to be a heading of them
MOST_FILLED = 0.8  # share of headings with text of their own below


def unfolded(grid: Grid) -> Grid:
    """The table with the columns that its cells' headings make; the same where none or all have any."""
    inside = {column: _headings(grid.column(column)[1:]) for column in range(grid.width)}
    every = [heading for headings in inside.values() for heading in headings]
    if len(set(every)) < len(every):
        return grid  # each column has the same: they are levels, and the headings parts of what is said of each
    if not every or any(cell.rows > 1 or cell.columns > 1 for cell in grid.cells):
        return grid
    found, at = Grid(), 0
    for column, headings in inside.items():
        cells = grid.column(column)
        if not headings:
            for row, cell in enumerate(cells):
                found.put(cell, row, at)
            at += 1
            continue
        found.cells.append(cells[0])
        parts = [_parts(cell, headings) for cell in cells[1:]]
        for heading, label in headings.items():
            found.put(Cell([label], cells[1].line), 0, at)
            for row, (cell, part) in enumerate(zip(cells[1:], parts, strict=True), 1):
                found.put(Cell(part.get(heading, []), cell.line), row, at)
            at += 1
    found.cells += set(grid.cells) - set(grid.places.values())  # what stood around the table
    found.above = grid.above
    return found.fitted()


def _headings(cells: Sequence[Cell]) -> dict[str, str]:
    """The lines that open parts of these cells, in order: two or more that most cells share, each with text below."""
    full = [cell for cell in cells if cell.lines]
    if len(full) < 2:
        return {}
    counts = Counter(line for cell in full for line in {plain(line) for line in cell.lines if is_short(line)})
    shared = {line for line, count in counts.items() if count >= max(2, MOST_CELLS * len(full))}
    before: dict[str, list[str]] = defaultdict(list)
    for cell in full:
        for line, upper in zip(cell.lines, ["", *cell.lines], strict=False):
            before[plain(line)].append(plain(upper))
    for line in [line for line in before if line in shared]:  # a value that repeats follows its heading
        if sum(upper in shared for upper in before[line]) >= MOST_FILLED * len(before[line]):
            shared.remove(line)
    places = [(at, cell.lines) for cell in full for at, line in enumerate(cell.lines) if plain(line) in shared]
    filled = sum(at + 1 < len(lines) and plain(lines[at + 1]) not in shared for at, lines in places)
    opened = all(plain(cell.lines[0]) in shared for cell in full)
    if len(shared) < 2 or not opened or filled < MOST_FILLED * len(places):
        return {}
    return {plain(line): tidy(line) for cell in full for line in cell.lines if plain(line) in shared}


def _parts(cell: Cell, headings: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    heading = ""
    for line in cell.lines:
        if plain(line) in headings:
            heading = plain(line)
        else:
            found.setdefault(heading, []).append(line)
    return found
