"""What tells that heads name levels, beside their words: what stands around and below them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.said import (
    has_texts,
    is_over_heads,
    says_level,
)
from loaders.mapped.wording.labels import without_level
from loaders.mapped.wording.levels import IsLevel, levels_among, names_job
from loaders.mapped.wording.parts import is_fact_of_roles
from loaders.mapped.wording.texts import SENTENCE, has_letters, is_short, plain, tidy
from loaders.mapped.wording.words import Words


def several_people(cells: list[Cell], is_level: IsLevel, words: Words) -> set[str]:
    """The labels of a column that all name levels by those who are on them: "Contributors", "Maintainers"."""
    single = {cell.label.removesuffix("s"): cell.label for cell in cells if cell.label.endswith("s")}
    levels = levels_among(single, is_level, words)
    return {single[name] for name in levels} if len(levels) == len(cells) > 1 else set()


def facts_at(heads: Sequence[Cell], words: Words) -> set[int]:
    """The columns, of a turned grid the rows, that tell years or whom roles report to: they name no levels."""
    return {at for at, head in enumerate(heads) if is_fact_of_roles(tidy(head.label), words)}


def is_aside_head(grid: Grid, row: int, head: Cell, words: Words) -> bool:
    fact = words.is_one("fact", head.label) or words.is_one("fact", head.label.rpartition(" ")[2])
    return words.is_aside(head.label) or (fact and not any(has_letters(cell.label) for cell in grid.below(row, head)))


def encloses(cells: list[Cell], heads: list[Cell], fits: list[Cell], words: Words) -> bool:
    """Whether levels begin and end the short heads directly behind a word for competencies."""
    behind = len(cells) - len(heads) == 1 and words.is_one("competency", cells[0].label)
    return behind and heads[0] in fits and heads[-1] in fits and all(is_short(cell.label) for cell in heads)


def is_job_head(grid: Grid, row: int, cell: Cell, words: Words) -> bool:
    """Whether a head ends with a word for a job, and texts stand below it."""
    return names_job(cell.label, words) and has_texts(grid, row, cell, words)


def with_same_job(grid: Grid, row: int, cells: list[Cell], fits: list[Cell], words: Words) -> list[Cell]:
    """The levels of a row and what names a job of several words as they do, with texts of any length below: "Ship's
    Cook" and "Ship's Cook Asst." beside "Senior Ship's Cook".
    """
    jobs = {job for cell in fits if " " in (job := plain(without_level(cell.label, words)))}
    same = (cell for cell in cells[1:] if any(f" {job} " in f" {plain(cell.label)} " for job in jobs))
    found = {*fits, *(cell for cell in same if has_texts(grid, row, cell, words, 1))}
    return [cell for cell in cells if cell in found]


def are_named(grid: Grid, row: int, cells: list[Cell]) -> bool:
    """Whether the cells behind a word for levels are figures, or names of few words each beside sentences."""
    if all(cell.label.isdecimal() for cell in cells):
        return True
    words = [cell.words for other in range(grid.height) if other != row for cell in grid.row(other)[1:] if cell.lines]
    short = all(is_short(cell.label) and cell.words < SENTENCE for cell in cells)
    return (
        short and len({plain(cell.label) for cell in cells}) == len(cells) and bool(words) and mean(words) >= SENTENCE
    )


def is_called_level(turned: Grid, row: int, is_level: IsLevel, words: Words) -> bool:
    """Whether the head of a column says that levels stand below it, and not beside it ("Level | P1 | P2")."""
    head = turned.at(row, 0)
    beside = {cell.label for cell in turned.column(0) if cell.lines and cell is not head}
    called = says_level(head.label, words) and not is_over_heads(turned, head, words)
    return called and len(levels_among(beside, is_level, words)) < 2


def is_alone(grid: Grid, cell: Cell, columns: list[int]) -> bool:
    """Whether nothing stands beside a cell of the column that names levels, as with notes below a table."""
    return not any(other.lines for column in columns for other in grid.column(column) if other is not cell)
