"""The row or the column of a table that names levels."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, takewhile

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.head_signs import (
    are_named,
    encloses,
    facts_at,
    is_alone,
    is_aside_head,
    is_called_level,
    is_job_head,
    several_people,
    with_same_job,
)
from loaders.mapped.tables.matrix_head import FIRST_ROWS, heads_of_row
from loaders.mapped.tables.model import MOST_LEVELS, Heading, are_pay
from loaders.mapped.tables.said import (
    below_a_merged_head,
    has_texts,
    is_second_head,
    says_id,
    says_level,
    says_title,
)
from loaders.mapped.wording.labels import is_step, read_label
from loaders.mapped.wording.levels import IsLevel, are_grades, between, levels_among, names_job
from loaders.mapped.wording.texts import SENTENCE, has_letters, is_short, plain, tidy
from loaders.mapped.wording.words import Words

IN_BRACKETS = re.compile(r"^\(([^()]*)\)$")


@dataclass(slots=True)
class Head:
    """The cells of a row that name levels. `strength` is their number, less where others stand between them; `worth`
    is more where the head of the row says that these are levels.
    """

    row: int
    levels: list[Heading]
    strength: float
    worth: float


def head_of(grid: Grid, is_level: IsLevel, words: Words, *, turned: bool = False) -> Head | None:
    """The row that names levels best. Of a turned grid it was a column."""
    best = (_Down if turned else _Across)(grid, is_level, words).best()
    if best and not turned:
        _widen(grid, best)
    if best and says_title(grid.at(best.row, 0).label, words):
        for level in best.levels:
            level.title = level.title or ("" if read_label(level.label).code else level.label)
    return best


class _Side(ABC):
    """The rows of a grid that may name levels."""

    def __init__(self, grid: Grid, is_level: IsLevel, words: Words) -> None:
        self.grid, self.is_level, self.words = grid, is_level, words

    def best(self) -> Head | None:
        found = [head for row in range(min(self.grid.height, FIRST_ROWS)) if (head := self._head(row))]
        return max(found, key=lambda head: head.worth, default=None)

    def _head(self, row: int) -> Head | None:
        cells = self.cells(row)
        fits = self.named(row, cells)
        distinct = len({plain(cell.label) for cell in fits})
        if distinct < 2:
            return None
        spans = _spans(self.grid, row)
        first = cells[self.first(row, cells, fits) :]
        after = self.without_others(row, first, fits, spans)
        share = self.share(cells, after, fits)
        narrow = any(self.size(cell) < max(self.grid.height, 2) for cell in fits)
        if share < MOST_LEVELS or not narrow:
            return None
        levels = self.levels(row, cells, after, fits)
        called = self.is_called(row)
        share = 1.0 if called and len(levels) == len(after) else share
        worth = distinct * share + (len(levels) if called and len(levels) == len(after) else 0)
        return Head(row, [_heading(cell, spans[id(cell)]) for cell in levels], distinct * share, worth)

    def cells(self, row: int) -> list[Cell]:
        """The cells of a row that say something; none where it is known to be about something else."""
        return self.grid.said_in(row)

    def named(self, row: int, cells: list[Cell]) -> list[Cell]:
        """Those that name levels."""
        levels = levels_among((cell.label for cell in cells), self.is_level, self.words) or set()
        fits = [cell for cell in cells if cell.label in levels]
        return [] if are_grades([cell.label for cell in fits], self.words) else fits

    def first(self, row: int, cells: list[Cell], fits: list[Cell]) -> int:
        """Where the levels begin: at the first, or at the jobs directly before it."""
        first = cells.index(fits[0])
        before = [cell for cell in cells[:first] if cell is not self.grid.at(row, 0)]
        return first - len(
            list(takewhile(lambda cell: is_job_head(self.grid, row, cell, self.words), reversed(before)))
        )

    def share(self, cells: list[Cell], after: list[Cell], fits: list[Cell]) -> float:
        """How many of the cells name levels."""
        return len(fits) / len(after)

    def is_called(self, row: int) -> bool:
        """Whether the head of a row says that levels stand in it."""
        return False

    @abstractmethod
    def without_others(self, row: int, cells: list[Cell], fits: list[Cell], spans: dict[int, list[int]]) -> list[Cell]:
        """The cells without those beside the levels that are about something else."""

    @abstractmethod
    def size(self, cell: Cell) -> int:
        """How much of the grid's height a cell covers."""

    @abstractmethod
    def levels(self, row: int, cells: list[Cell], after: list[Cell], fits: list[Cell]) -> list[Cell]:
        """What names levels, and what stands among it as they do."""


class _Across(_Side):
    """The rows of a grid, with a level at the head of each column."""

    def cells(self, row: int) -> list[Cell]:
        facts = facts_at(self.grid.row(0), self.words) if row else set()
        return [cell for cell in super().cells(row) if cell.column not in facts]

    def named(self, row: int, cells: list[Cell]) -> list[Cell]:
        """Those that name levels; below the head of competencies none does: "Agile working"."""
        heads = [cell for cell in self.grid.row(0) if row and self.words.is_one("competency", cell.label)]
        others = {cell.column for cell in heads if cell.columns == 1}
        fits = [cell for cell in super().named(row, cells) if cell.column not in others]
        while len(fits) > 1 and self._is_rating(row, fits[-1], fits[:-1]):
            fits.pop()
        if merged := below_a_merged_head(self.grid, row, self.words):
            return merged
        more = heads_of_row(self.grid, row, cells, self.words) or with_same_job(self.grid, row, cells, fits, self.words)
        return more if fits else []

    def _is_rating(self, row: int, head: Cell, others: list[Cell]) -> bool:
        """Whether below a head stand figures alone, or nothing where the others are counted: "Manager" who rates."""
        last, first = self.grid.below(row, head), self.grid.below(row, others[0])
        counted = all(is_step(cell.label, self.words) for cell in others) and not is_step(head.label, self.words)
        worded = any(has_letters(cell.label) for cell in last) or not any(has_letters(cell.label) for cell in first)
        return not worded and (any(cell.lines for cell in last) or counted)

    def _is_staged_job(self, row: int, head: Cell, levels: list[Cell]) -> bool:
        """Whether a head is a job, and below it stand most of the words that stand below the levels: "Applies"."""
        if head in levels or not names_job(head.label, self.words):
            return False
        said = {plain(cell.label) for level in levels for cell in self.grid.below(row, level) if cell.lines}
        own = {plain(cell.label) for cell in self.grid.below(row, head) if cell.lines}
        return 2 * len(own & said) > len(own)

    def without_others(self, row: int, cells: list[Cell], fits: list[Cell], spans: dict[int, list[int]]) -> list[Cell]:
        """The cells without the last ones that are about no level: "Comments", "Self rating"."""
        kept = list(cells)
        while kept and kept[-1] not in fits and is_aside_head(self.grid, row, kept[-1], self.words):
            kept.pop()
        return kept

    def share(self, cells: list[Cell], after: list[Cell], fits: list[Cell]) -> float:
        return 1.0 if encloses(cells, after, fits, self.words) else super().share(cells, after, fits)

    def size(self, cell: Cell) -> int:
        return cell.rows

    def levels(self, row: int, cells: list[Cell], after: list[Cell], fits: list[Cell]) -> list[Cell]:
        """What names levels, and heads between or beside them with texts below, as the levels have."""
        inside = between([cell.label for cell in cells], {cell.label for cell in fits})
        jobs = {cell.label for cell in after if self._is_staged_job(row, cell, fits)}
        least = {cell: 1 if cell.label in inside | jobs else SENTENCE for cell in after}  # words of the texts below
        coded = len(fits) > 2 and all(read_label(cell.label).code for cell in fits)
        inside |= {cell.label for cell in (fits if coded else after)}
        alike = (cell for cell in after if cell.label in inside and is_short(cell.label))
        more = {cell for cell in alike if has_texts(self.grid, row, cell, self.words, least[cell])}
        return [cell for cell in after if cell in fits or cell in more]


class _Down(_Side):
    """The columns of a grid, which is turned, with a level at the head of each row."""

    def cells(self, row: int) -> list[Cell]:
        head = self.grid.at(row, 0).label
        cells = super().cells(row)
        if len(cells) > 2 and is_second_head(cells[1].label, self.words):
            del cells[1]  # "Code" below "Level"
        other = any(self.words.is_one(kind, head) for kind in ("stages", "text"))
        said_level = any(says_level(cell.label, self.words) for cell in self.grid.column(0))
        other = other or (said_level and says_id(head, self.words)) or are_pay(cells[1:])  # "Role code" beside "Grade"
        return [] if other or row in facts_at(self.grid.column(0), self.words) else cells

    def named(self, row: int, cells: list[Cell]) -> list[Cell]:
        fits = super().named(row, cells)
        if not fits:
            several = several_people(cells[1:], self.is_level, self.words)
            fits = [cell for cell in cells if cell.label in several]
        return cells[1:] if self.is_called(row) and are_named(self.grid, row, cells[1:]) else fits

    def first(self, row: int, cells: list[Cell], fits: list[Cell]) -> int:
        said = fits[0] is not cells[0] and says_level(self.grid.at(row, 0).label, self.words)
        return 1 if said else super().first(row, cells, fits)

    def without_others(self, row: int, cells: list[Cell], fits: list[Cell], spans: dict[int, list[int]]) -> list[Cell]:
        """The cells without those that stand alone in their row, as notes below a table do."""
        return [cell for cell in cells if cell in fits or not is_alone(self.grid, cell, spans[id(cell)])]

    def size(self, cell: Cell) -> int:
        return cell.columns

    def levels(self, row: int, cells: list[Cell], after: list[Cell], fits: list[Cell]) -> list[Cell]:
        """What names levels, what stands between them or is a job before them, or all below a word for levels."""
        said = self.is_called(row)
        inside = between([cell.label for cell in after], {cell.label for cell in fits}) if not said else set()
        jobs = cells[self.first(row, cells, fits) : cells.index(fits[0])]
        return [
            cell
            for cell in after
            if cell in fits or cell in jobs or cell.label in inside or (said and is_short(cell.label))
        ]

    def is_called(self, row: int) -> bool:
        return is_called_level(self.grid, row, self.is_level, self.words)


def _widen(grid: Grid, head: Head) -> None:
    """Gives levels the columns without a head behind them, as a CSV has them of merged cells, where all have alike."""
    starts = [level.columns[0] for level in head.levels]
    gaps = [after - start for start, after in pairwise([*starts, grid.width])]
    if len(set(gaps)) == 1 and gaps[0] > 1 and all(len(level.columns) == 1 for level in head.levels):
        for level in head.levels:
            between = range(level.columns[0] + 1, level.columns[0] + gaps[0])
            level.columns += [column for column in between if not grid.at(head.row, column).lines]


def _spans(grid: Grid, row: int) -> dict[int, list[int]]:
    """The columns that each cell of a row covers, by the identity of the cell."""
    found: dict[int, list[int]] = defaultdict(list)
    for column, cell in enumerate(grid.row(row)):
        found[id(cell)].append(column)
    return found


def _heading(cell: Cell, columns: list[int]) -> Heading:
    coded = [line for line in cell.lines if read_label(line).code == tidy(line)]
    if len(cell.lines) == 2 and len(coded) == 1:  # a code above a title
        title = next(line for line in cell.lines if line not in coded)
        return Heading(tidy(coded[0]), cell, columns, tidy(IN_BRACKETS.sub(r"\1", tidy(title))))
    return Heading(tidy(cell.label), cell, columns)
