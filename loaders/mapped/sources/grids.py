"""One grid for the tables of every format: cells at rows and columns, with what they span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import mean

from loaders.blueprints.blocks import is_struck
from loaders.mapped.wording.texts import plain, size
from loaders.mapped.wording.words import shipped

MOST_CELLS = 200_000  # of a table after spans
NARROW = 2  # most columns of what stands around a wider table
NAME_WORDS = 4  # most words of names, on average
MARK = re.compile(r"^(?:[•·▪◦]\s*|[*–-]\s+)+")  # of an item that is written in a cell
BLANK = frozenset(
    {"", "-", "–", "—", "−", "/", "－", "ー", "——", "--"}
)  # what is written where there is nothing to say


@dataclass(eq=False, slots=True)
class Cell:
    """A cell's lines and where it begins; `used` says what became of its words, "" while nothing did. One without lines
    is `declined` where it says "N/A".
    """

    lines: list[str]
    line: int
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    used: str = ""
    declined: bool = False

    def __post_init__(self) -> None:
        self.lines = [said for line in self.lines if (said := MARK.sub("", line))]
        said = self.label.strip(" .").casefold()
        self.declined = self.declined or shipped().declines(self.label)
        if self.lines and (self.declined or said in BLANK):
            self.lines = []

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def label(self) -> str:
        return " ".join(self.lines)

    @property
    def words(self) -> int:
        return sum(size(line) for line in self.lines)


EMPTY = Cell([], 0)
Spanning = tuple[Cell, int, int]  # a cell with the rows and columns that it spans


@dataclass(eq=False)
class Grid:
    """A table. `at` gives the cell that covers a place, an empty one where there is none."""

    cells: list[Cell] = field(default_factory=list)
    places: dict[tuple[int, int], Cell] = field(default_factory=dict)
    height: int = 0
    width: int = 0
    above: list[Cell] = field(default_factory=list)  # what stood above the table
    is_legend: bool = False  # says what the figures in another table mean
    legend: Grid | None = None  # the table that says what the figures in this one mean
    meanings: dict[tuple[str, str], Cell] = field(default_factory=dict)  # of stages that fill it, by skill and stage

    def put(self, cell: Cell, row: int, column: int, tall: int = 1, wide: int = 1) -> None:
        """Sets a cell at the places that it covers and no other does."""
        cell.row, cell.column, cell.rows, cell.columns = row, column, tall, wide
        if cell.lines:
            self.cells.append(cell)
        if plain(cell.label) in shipped().lists["placeholder"] or is_struck(cell.label):
            cell = Cell([], cell.line)  # its words are told as unused
        for down in range(tall):
            for right in range(wide):
                if len(self.places) < MOST_CELLS:
                    self.places.setdefault((row + down, column + right), cell)

    def fitted(self) -> Grid:
        """This grid, as high and wide as its words reach; a list of persons, each with a number, keeps no place."""
        if any(plain(cell.label) in shipped().lists["personnel"] for (row, _), cell in self.places.items() if not row):
            self.places = {}
        full = [place for place, cell in self.places.items() if cell.lines]
        self.height = 1 + max((row for row, _ in full), default=-1)
        self.width = 1 + max((column for _, column in full), default=-1)
        return self

    def at(self, row: int, column: int) -> Cell:
        return self.places.get((row, column), EMPTY)

    def row(self, row: int) -> list[Cell]:
        return [self.at(row, column) for column in range(self.width)]

    def column(self, column: int) -> list[Cell]:
        return [self.at(row, column) for row in range(self.height)]

    def said_in(self, row: int) -> list[Cell]:
        """The cells of a row that say something, each once."""
        return list(dict.fromkeys(cell for cell in self.row(row) if cell.lines))

    def below(self, row: int, head: Cell) -> list[Cell]:
        """What stands below a cell of a row, in its first column."""
        return self.column(self.row(row).index(head))[row + 1 :]

    def rows(self) -> Iterator[list[Cell]]:
        return (self.row(row) for row in range(self.height))

    @property
    def title(self) -> str:
        """What stands first above the table, unless that is a form to fill in ("Name:")."""
        first = self.above[0].label if self.above and self.places else ""
        return "" if first.endswith(":") else first

    def cut(self) -> Grid:
        """Without what stands above and below the table in fewer columns, behind an empty row, and single cells
        directly above it, or below it as wide as it: a title, a name and a date, notes. Their cells stay, at no place.
        """
        rows = [{cell for cell in row if cell.lines} for row in self.rows()]
        widest = max(map(len, rows), default=0)
        blocks = [list(block) for full, block in groupby(range(self.height), lambda row: bool(rows[row])) if full]
        wide = [
            block
            for block in blocks
            if max(len(rows[row]) for row in block) >= min(widest, NARROW + 1)
            and not self._is_form(block)
            and not (block is blocks[0] and len(block) <= NARROW and 2 * max(len(rows[row]) for row in block) < widest)
        ]
        between = blocks[blocks.index(wide[0]) : blocks.index(wide[-1]) + 1] if wide else []
        if widest < 2 or len(between) > len(wide):
            return self  # single cells between parts of a table name these parts
        first, last = wide[0][0], wide[-1][-1]
        while last > first and len(rows[last]) == 1 and self.at(last, 0).columns >= self.width:
            last -= 1  # a note below the table, in one cell as wide as it
        single = [len(row) == 1 and self.at(at, 0) in row for at, row in enumerate(rows)]
        filled_in = [bool(row) and all(cell.label.endswith((":", "：")) for cell in row) for row in rows]
        alone = [row for row in range(first, last + 1) if single[row] or filled_in[row]]
        if alone == list(range(first, first + len(alone))) and self.at(first, 0).rows == 1:
            first += len(alone)
        above = [cell for row in rows[:first] for cell in sorted(row, key=lambda cell: cell.column)]
        self.above = list(dict.fromkeys(above))
        self._leave_out_numbers(first)
        self.places = {(row - first, at): cell for (row, at), cell in self.places.items() if first <= row <= last}
        for cell in set(self.places.values()) - {EMPTY}:
            cell.row -= first
        return self.fitted()._without_blanks()

    def _without_blanks(self) -> Grid:
        """Without the last columns that wait to be filled in: nothing stands in them, behind one of texts."""
        called = [column for column, cell in enumerate(self.row(0)) if shipped().is_one("text", cell.label)]
        filled = [column for column in range(self.width) if any(cell.lines for cell in self.column(column)[1:])]
        if called and filled and called[-1] in filled:
            self.places = {place: cell for place, cell in self.places.items() if place[1] <= filled[-1]}
        return self.fitted()

    def _is_form(self, block: Sequence[int]) -> bool:
        """Whether rows are lines to fill in ("Name:", "Date:", "Employee"), perhaps below a title."""
        first = {row: self.at(row, 0).label for row in block}
        alone = {row for row in block if len({cell for cell in self.row(row) if cell.lines}) == 1}
        persons = shipped().lists["persons"]
        labelled = {row for row, label in first.items() if label.endswith((":", "：")) or plain(label) in persons}
        return bool(labelled) and labelled | alone == set(block)

    def _leave_out_numbers(self, first: int) -> None:
        """Leaves out a first column that counts the rows: "No.", 1, 2, 3."""
        head, *cells = [cell for cell in self.column(0)[first:] if cell.lines] or [EMPTY]
        counted = [cell.label for cell in cells] == [str(at + 1) for at in range(len(cells))]
        if cells and counted and shipped().is_one("id", head.label):
            self.places = {(row, column - 1): cell for (row, column), cell in self.places.items() if column}
            for cell in set(self.places.values()) - {EMPTY}:
                cell.column -= 1

    def turned(self) -> Grid:
        """The same cells with rows as columns."""
        turned = Grid(self.cells, {(column, row): cell for (row, column), cell in self.places.items()})
        turned.height, turned.width = self.width, self.height
        return turned


def grid_of(rows: Iterable[Sequence[Spanning]]) -> Grid:
    """A grid of rows of cells with the rows and columns that each spans, as HTML has them."""
    grid, rows = Grid(), list(rows)
    continued = _continued(rows)
    for row, cells in enumerate(rows):
        column = int(row in continued)
        for cell, tall, wide in cells:
            while (row, column) in grid.places:
                column += 1
            grid.put(cell, row, column, tall, wide)
            column += wide
    return grid.fitted()


def _continued(rows: Sequence[Sequence[Spanning]]) -> set[int]:
    """Rows that leave out their first cell because they go on with the group of the row above: one column shorter than
    the others, with a text where those have a name.
    """
    widths = [sum(wide for _, _, wide in cells) for cells in rows] or [0]
    full = [cells for cells, width in zip(rows[1:], widths[1:], strict=True) if width == max(widths)]
    short = {at for at, width in enumerate(widths) if width == max(widths) - 1}
    if any(tall > 1 for cells in rows for _, tall, _ in cells) or len(short) < 2 or not full or 0 in short:
        return set()
    if len(short) + len(full) + 1 < len(rows) or min(len(cells) for cells in rows) < 3:
        return set()
    names = mean(cells[1][0].words for cells in full)
    first, second = (mean(rows[at][place][0].words for at in short) for place in (0, 1))
    return short if max(names, first) <= NAME_WORDS and second > 2 * max(names, first) else set()
