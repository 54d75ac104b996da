"""Which side of a table names levels, and what kind of table it then is."""

from __future__ import annotations

from dataclasses import replace

from loaders.mapped.sources.grids import Grid
from loaders.mapped.tables.apart import is_of_people_or_dates, tells_steps
from loaders.mapped.tables.bands import read_bands
from loaders.mapped.tables.beside import read_beside
from loaders.mapped.tables.columns import Columns
from loaders.mapped.tables.groups import groups_in, name_groups, without_groups
from loaders.mapped.tables.head_signs import is_called_level
from loaders.mapped.tables.labelled import part_labelled
from loaders.mapped.tables.level_head import head_of
from loaders.mapped.tables.model import MOST_LEVELS, Table
from loaders.mapped.tables.rows import read_rows
from loaders.mapped.tables.said import is_second_head, says_level
from loaders.mapped.tables.sides import says_rows
from loaders.mapped.tables.titles import read_ladders, read_titles, track_of_titles, without_title_head
from loaders.mapped.wording.levels import IsLevel, levels_among
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, tidy
from loaders.mapped.wording.words import Words

HEADS = 2  # rows: groups, and the names below them


def read_table(grid: Grid, is_level: IsLevel, words: Words) -> Table | None:
    """The table with levels on one of its sides; None where neither side names any, or two tell steps between them."""
    if grid.is_legend or tells_steps(grid, is_level) or is_of_people_or_dates(grid, is_level, words):
        return None
    groups = groups_in(grid, is_level)
    table = _read(without_groups(grid, groups) if groups else grid, is_level, words)
    if table:
        name_groups(table, groups, words)
        part_labelled(table, is_level, words)
    return table


def _read(grid: Grid, is_level: IsLevel, words: Words) -> Table | None:
    """The table of a grid whose rows all say something of a level or a competency."""
    if ladders := read_ladders(grid, is_level, words) or read_beside(grid, is_level, words):
        return ladders
    grid = _unstacked(_with_two_heads(without_title_head(grid, words)), is_level, words)
    if _lists_titles(grid, words) and (titles := read_titles(grid, is_level, words)):
        return titles
    across, down = head_of(grid, is_level, words), head_of(turned := grid.turned(), is_level, words, turned=True)
    if across and down and not across.row and any(down.row in level.columns for level in across.levels):
        down = None  # texts below a level that mention levels
    if not across and (parted := read_bands(grid, is_level, words)):
        return parted
    own = len({plain(level.label) for level in down.levels}) if down else 0  # levels that a column calls so
    says_level = down is not None and is_called_level(turned, down.row, is_level, words)
    heads = 1 + (down is not None and grid.height > 2 and is_second_head(turned.at(down.row, 1).label, words))
    rows_are_levels = says_level and own == grid.height - heads
    if across and across.row and down and down.strength >= across.strength + (not says_level):
        across = None  # a row of a table of levels, with the words of one
    rows_are_texts = not rows_are_levels or says_rows(grid, words)
    if down and not across and rows_are_texts and (long := read_rows(grid, is_level, words)):
        return long
    if down and (not across or down.strength > across.strength) and (titles := read_titles(grid, is_level, words)):
        return titles
    if not down and not across and (titles := read_titles(grid, is_level, words)):
        return titles
    if across and (down is None or across.strength >= down.strength):
        return Columns(grid, across.row, across.levels, words, is_level).read()
    if down:
        return Columns(turned, down.row, down.levels, words, is_level, lists=True).read()
    return None


def _with_two_heads(grid: Grid) -> Grid:
    """A table without the third row of its head, where the first label goes down over all and this row explains:
    "How do you knead?".
    """
    heads = grid.at(0, 0).rows if grid.at(0, 0).lines else 1
    below = [cell for row in range(HEADS, heads) for cell in grid.said_in(row) if cell.row >= HEADS]
    explains = all(cell.label.endswith("?") or cell.words > SENTENCE for cell in below)
    if heads <= HEADS or grid.height <= heads + 1 or not (below and explains):
        return grid
    places = {
        (row if row < HEADS else row - heads + HEADS, column): cell
        for (row, column), cell in grid.places.items()
        if row < HEADS or row >= heads
    }
    return replace(grid, places=places).fitted()


def _unstacked(grid: Grid, is_level: IsLevel, words: Words) -> Grid:
    """A table of one column in which levels stand above their texts, each in a row, with the levels as columns."""
    labels = [cell.label for cell in grid.column(0)] if grid.width == 1 else []
    labels += [""] * (len(labels) % 2)  # the last level may have no text
    heads, texts = labels[::2], labels[1::2]
    levels = levels_among(heads, is_level, words)
    alternate = len(heads) == len(texts) > 1 and all(map(is_short, heads)) and levels.isdisjoint(texts)
    if not alternate or sum(head in levels for head in heads) < MOST_LEVELS * len(heads):
        return grid
    unstacked = Grid()
    for at, cell in enumerate(grid.column(0)):
        unstacked.put(cell, at % 2, at // 2)
    return unstacked.fitted()


def _lists_titles(grid: Grid, words: Words) -> bool:
    """Whether heads say that disciplines, levels and titles stand below them, or levels and titles of tracks ("Level",
    "IC title", "Manager title"), and nothing else does.
    """
    heads = [tidy(cell.label) for cell in grid.row(0)]
    level, *titles = heads or [""]
    if len(titles) > 1 and says_level(level, words) and all(track_of_titles(head, words) for head in titles):
        return True
    kinds = [[kind for kind in ("family_facts", "level_facts", "title") if words.is_one(kind, head)] for head in heads]
    return len(heads) == 3 and {kind for own in kinds for kind in own[:1]} == {"family_facts", "level_facts", "title"}
