"""What the cells of a table's head say that stands below them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, tidy
from loaders.mapped.wording.words import Words

LEAST_SAID = 2  # words of a text, on average


def below_a_merged_head(grid: Grid, row: int, words: Words) -> list[Cell]:
    """The heads of which a cell over all of them says that they are levels ("Career level"), beside a corner that goes
    on to their row.
    """
    corner, over = grid.at(row, 0), grid.at(row - 1, grid.width - 1)
    if not row or corner is not grid.at(row - 1, 0) or not corner.lines or not is_over_heads(grid, over, words):
        return []
    heads = [grid.at(row, column) for column in range(grid.width) if grid.at(row - 1, column) is over]
    named = all(is_short(cell.label) and has_texts(grid, row, cell, words, 1) for cell in heads)
    return heads if named and len({plain(cell.label) for cell in heads}) == len(heads) > 1 else []


def is_over_heads(grid: Grid, cell: Cell, words: Words) -> bool:
    """Whether a cell says over several columns that levels or titles stand below it in the second row of a head."""
    called = says_level(cell.label, words) or says_title(cell.label, words)
    return called and cell.columns > 1 and cell.rows == 1 and grid.at(0, 0).rows > 1


def are_short_texts(cells: Sequence[Cell]) -> bool:
    """Whether cells say something else each, in two words or more on average: texts, however short. Stages are called
    by one word, or return.
    """
    distinct = len({plain(cell.label) for cell in cells}) == len(cells) > 0
    return distinct and mean(cell.words for cell in cells) >= LEAST_SAID


def says_level(head: str, words: Words) -> bool:
    if words.is_one("level_facts", tidy(head)):
        return True
    return any(part in words.steps for part in plain(head).split()) and not words.is_one("fact", tidy(head))


def is_second_head(label: str, words: Words) -> bool:
    return any(words.is_one(kind, label) for kind in ("id", "title", "name", "level_facts"))


def says_id(head: str, words: Words) -> bool:
    """ "Code", "Role code": a label whose last word is one for ids."""
    return not says_level(head, words) and words.is_one("id", head.rpartition(" ")[2])


def says_title(head: str, words: Words) -> bool:
    return words.is_one("title", tidy(head)) and not says_level(head, words)


def says_what(head: str, words: Words) -> bool:
    """ "Example skills": words for texts and competencies alone, which name no level."""
    parts = plain(head).split()
    return len(parts) > 1 and all(words.is_one("text", part) or words.is_one("competency", part) for part in parts)


def has_texts(grid: Grid, row: int, head: Cell, words: Words, least: int = SENTENCE) -> bool:
    """Whether texts stand below a head that is no word for something else than a level."""
    known = ("competency", "group", "text", "fact", "id", "name", "title", "level_facts")
    below = [cell.words for cell in grid.below(row, head) if cell.lines]
    aside = words.is_aside(head.label) or any(words.is_one(kind, head.label) for kind in known)
    return bool(below) and mean(below) >= least and not aside
