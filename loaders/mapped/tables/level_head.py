"""The row or the column of a table that names levels."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import mean

from loaders.mapped.grids import Cell, Grid
from loaders.mapped.labels import read_label, without_level
from loaders.mapped.levels import IsLevel, are_grades, between, levels_among, names_job
from loaders.mapped.parts import is_fact_of_roles
from loaders.mapped.tables.model import MOST_LEVELS, Heading, are_pay
from loaders.mapped.tables.said import (
    below_a_merged_head,
    has_texts,
    is_over_heads,
    is_second_head,
    says_id,
    says_level,
    says_title,
    says_what,
)
from loaders.mapped.texts import SENTENCE, has_letters, is_short, plain, tidy
from loaders.mapped.words import Words

IN_BRACKETS = re.compile(r"^\(([^()]*)\)$")
FIRST_ROWS = 10  # where a table's head is looked for


@dataclass(slots=True)
class Head:
    row: int
    levels: list[Heading]
    strength: float


def head_of(grid: Grid, is_level: IsLevel, words: Words, *, turned: bool = False) -> Head | None:
    """The row that names levels best. Of a turned grid it was a column."""
    best: Head | None = None
    most = 0.0
    said_level = turned and any(says_level(cell.label, words) for cell in grid.column(0))
    facts = _facts(grid, words, turned=turned)
    for row in range(min(grid.height, FIRST_ROWS)):
        if turned and row in facts:
            continue
        cells = list(dict.fromkeys(cell for cell in grid.row(row) if cell.lines))
        if not turned and row:
            cells = [cell for cell in cells if cell.column not in facts]
        if turned and len(cells) > 2 and is_second_head(cells[1].label, words):
            del cells[1]  # "Code" below "Level"
        if turned and any(words.is_one(kind, grid.at(row, 0).label) for kind in ("stages", "text")):
            continue
        if (said_level and says_id(grid.at(row, 0).label, words)) or (turned and are_pay(cells[1:])):
            continue  # "Role code" beside "Grade"
        named = levels_among((cell.label for cell in cells), is_level, words) or set()
        named = named or (_several(cells[1:], is_level, words) if turned else set())
        fits = [cell for cell in cells if cell.label in named]
        if are_grades([cell.label for cell in fits], words):
            continue
        if merged := [] if turned else below_a_merged_head(grid, row, words):
            fits = merged
        elif fits and not turned:
            fits = _heads(grid, row, cells, words) or _with_same_job(grid, row, cells, fits, words)
        elif turned and is_called_level(grid, row, is_level, words) and _are_named(grid, row, cells[1:]):
            fits = cells[1:]
        distinct = len({plain(cell.label) for cell in fits})
        if distinct < 2:
            continue
        spans = _spans(grid, row)
        first = _first(grid, row, cells, fits, words, turned=turned)
        after, jobs = cells[first:], cells[first : cells.index(fits[0])]
        after = [cell for cell in after if cell in fits or not turned or not _is_alone(grid, cell, spans[id(cell)])]
        after = after if turned else _without_asides(grid, row, after, fits, words)
        share = 1.0 if not turned and _encloses(cells, after, fits, words) else len(fits) / len(after)
        wide = [cell for cell in fits if (cell.columns if turned else cell.rows) < max(grid.height, 2)]
        if share < MOST_LEVELS or not wide:
            continue
        if not turned:
            inside = between([cell.label for cell in cells], {cell.label for cell in fits})
            least = {cell: 1 if cell.label in inside else SENTENCE for cell in after}  # words of the texts below
            coded = len(fits) > 2 and all(read_label(cell.label).code for cell in fits)
            inside |= {cell.label for cell in fits} if coded else {cell.label for cell in after}
            fits = [
                cell
                for cell in after
                if cell in fits
                or (cell.label in inside and is_short(cell.label) and has_texts(grid, row, cell, words, least[cell]))
            ]
        else:
            said = is_called_level(grid, row, is_level, words)
            inside = between([cell.label for cell in after], {cell.label for cell in fits}) if not said else set()
            fits = [
                cell
                for cell in after
                if cell in fits or cell in jobs or cell.label in inside or (said and is_short(cell.label))
            ]
            share = 1.0 if said and len(fits) == len(after) else share  # a column called so
        strength = distinct * share
        called = turned and is_called_level(grid, row, is_level, words) and len(fits) == len(after)
        worth = strength + called * len(fits)  # of several columns the one that is called so
        if best is None or worth > most:
            most = worth
            best = Head(row, [_heading(cell, spans[id(cell)]) for cell in fits], strength)
    if best and not turned:
        _widen(grid, best)
    if best and says_title(grid.at(best.row, 0).label, words):
        for level in best.levels:
            level.title = level.title or ("" if read_label(level.label).code else level.label)
    return best


def _several(cells: list[Cell], is_level: IsLevel, words: Words) -> set[str]:
    """The labels of a column that all name levels by those who are on them: "Contributors", "Maintainers"."""
    single = {cell.label.removesuffix("s"): cell.label for cell in cells if cell.label.endswith("s")}
    levels = levels_among(single, is_level, words)
    return {single[name] for name in levels} if len(levels) == len(cells) > 1 else set()


def _facts(grid: Grid, words: Words, *, turned: bool) -> set[int]:
    """The columns, of a turned grid the rows, that tell years or whom roles report to: they name no levels."""
    heads = grid.column(0) if turned else grid.row(0)
    return {at for at, head in enumerate(heads) if is_fact_of_roles(tidy(head.label), words)}


def _first(grid: Grid, row: int, cells: list[Cell], fits: list[Cell], words: Words, *, turned: bool) -> int:
    """Where the levels begin: behind a word for levels, else at the first, or at the jobs directly before it."""
    first = cells.index(fits[0])
    if turned and first and says_level(grid.at(row, 0).label, words):
        return 1
    before = [cell for cell in cells[:first] if cell is not grid.at(row, 0)]
    return first - len(list(takewhile(lambda cell: _is_job(grid, row, cell, words), reversed(before))))


def _without_asides(grid: Grid, row: int, cells: list[Cell], fits: list[Cell], words: Words) -> list[Cell]:
    """Heads without the last ones that are about no level: "Comments", "Self rating"."""
    kept = list(cells)
    while kept and kept[-1] not in fits and _is_aside(grid, row, kept[-1], words):
        kept.pop()
    return kept


def _is_aside(grid: Grid, row: int, head: Cell, words: Words) -> bool:
    below = grid.column(grid.row(row).index(head))[row + 1 :]
    fact = words.is_one("fact", head.label) or words.is_one("fact", head.label.rpartition(" ")[2])
    return words.is_aside(head.label) or (fact and not any(has_letters(cell.label) for cell in below))


def _encloses(cells: list[Cell], heads: list[Cell], fits: list[Cell], words: Words) -> bool:
    """Whether levels begin and end the short heads directly behind a word for competencies."""
    behind = len(cells) - len(heads) == 1 and words.is_one("competency", cells[0].label)
    return behind and heads[0] in fits and heads[-1] in fits and all(is_short(cell.label) for cell in heads)


def _is_job(grid: Grid, row: int, cell: Cell, words: Words) -> bool:
    """Whether a head ends with a word for a job, and texts stand below it."""
    return names_job(cell.label, words) and has_texts(grid, row, cell, words)


def _with_same_job(grid: Grid, row: int, cells: list[Cell], fits: list[Cell], words: Words) -> list[Cell]:
    """The levels of a row and what names a job of several words as they do, with texts of any length below: "Ship's
    Cook" and "Ship's Cook Asst." beside "Senior Ship's Cook".
    """
    jobs = {job for cell in fits if " " in (job := plain(without_level(cell.label, words)))}
    same = (cell for cell in cells[1:] if any(f" {job} " in f" {plain(cell.label)} " for job in jobs))
    found = {*fits, *(cell for cell in same if has_texts(grid, row, cell, words, 1))}
    return [cell for cell in cells if cell in found]


def _are_named(grid: Grid, row: int, cells: list[Cell]) -> bool:
    """Whether the cells behind a word for levels are figures, or names of few words each beside sentences."""
    if all(cell.label.isdecimal() for cell in cells):
        return True
    words = [cell.words for other in range(grid.height) if other != row for cell in grid.row(other)[1:] if cell.lines]
    short = all(is_short(cell.label) and cell.words < SENTENCE for cell in cells)
    return (
        short and len({plain(cell.label) for cell in cells}) == len(cells) and bool(words) and mean(words) >= SENTENCE
    )


def _widen(grid: Grid, head: Head) -> None:
    """Gives levels the columns without a head behind them, as a CSV has them of merged cells, where all have alike."""
    starts = [level.columns[0] for level in head.levels]
    gaps = [after - start for start, after in pairwise([*starts, grid.width])]
    if len(set(gaps)) == 1 and gaps[0] > 1 and all(len(level.columns) == 1 for level in head.levels):
        for level in head.levels:
            between = range(level.columns[0] + 1, level.columns[0] + gaps[0])
            level.columns += [column for column in between if not grid.at(head.row, column).lines]


def heads_of_matrix(grid: Grid, words: Words) -> list[str]:
    """The labels behind a word for competencies, each with texts below it: levels, where nothing says another thing."""
    for row in range(min(grid.height, FIRST_ROWS)):
        cells = list(dict.fromkeys(cell for cell in grid.row(row) if cell.lines))
        if grid.legend and (heads := _behind_names(cells, words)):
            return [tidy(cell.label) for cell in heads]
        if heads := _heads(grid, row, cells, words):
            return [tidy(cell.label) for cell in heads]
    return []


def _heads(grid: Grid, row: int, cells: list[Cell], words: Words) -> list[Cell]:
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


def is_called_level(turned: Grid, row: int, is_level: IsLevel, words: Words) -> bool:
    """Whether the head of a column says that levels stand below it, and not beside it ("Level | P1 | P2")."""
    head = turned.at(row, 0)
    beside = {cell.label for cell in turned.column(0) if cell.lines and cell is not head}
    called = says_level(head.label, words) and not is_over_heads(turned, head, words)
    return called and len(levels_among(beside, is_level, words)) < 2


def _is_alone(grid: Grid, cell: Cell, columns: list[int]) -> bool:
    """Whether nothing stands beside a cell of the column that names levels, as with notes below a table."""
    return not any(other.lines for column in columns for other in grid.column(column) if other is not cell)


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
