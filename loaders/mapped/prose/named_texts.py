"""Tables of a page that stand one below each level: names at the left, texts beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from statistics import mean

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.wording.job_headings import WANTED
from loaders.mapped.wording.labels import read_label
from loaders.mapped.wording.levels import is_level
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, tidy
from loaders.mapped.wording.words import Words

HEAD_WORDS = 4  # most of a column's head


@dataclass(frozen=True, slots=True)
class NamedTexts:
    """A row: what it is about, the cells that say it, the cells that name it, the group in a column before, and how far
    a role is in it.
    """

    name: str
    cells: list[Cell]
    headings: list[Cell]
    group: str = ""
    stage: str = ""


def are_headless(grids: Sequence[Grid]) -> bool:
    """Whether tables begin with the same name and another text beside it each: a row like those below it, no head."""
    rows = [[cell.label for cell in grid.row(0)] for grid in grids]
    corners = {plain(row[0]) for row in rows if row}
    return len(rows) > 1 and len(corners) == 1 and "" not in corners and len(set(map(tuple, rows))) == len(rows)


def are_lists(grids: Sequence[Grid]) -> bool:
    """Whether most tables hold a list below each head, and no rows: of one column, or ended in the first before the
    others.
    """
    ends = [[cell.lines for cell in grid.column(0)] for grid in grids]
    ragged = sum(grid.width == 1 or not all(ends[at]) for at, grid in enumerate(grids) if grid.height > 2)
    return len(grids) > 1 and 2 * ragged >= len(grids) and all(grid.at(0, 0).lines for grid in grids)


def listed_texts(grid: Grid) -> Iterator[NamedTexts]:
    """The lists of one such table."""
    for head, *cells in (grid.column(column) for column in range(grid.width)):
        said = [cell for cell in cells if cell.lines]
        if said and is_short(head.label):
            yield NamedTexts(tidy(head.label), said, [head])


def wanted_texts(grid: Grid, words: Words) -> Iterator[tuple[NamedTexts, str]]:
    """The columns of a table of what a job asks for, each with its kind: "Criteria | Essential | Desirable". Names of
    rows stand before what they say. Nothing where it is another kind of table.
    """
    kinds = {column: words.headings.get(tidy(grid.at(0, column).label).casefold(), "") for column in range(grid.width)}
    said = {column: kind for column, kind in kinds.items() if kind in WANTED}
    if set(said.values()) != set(WANTED) or grid.height < 2:
        return
    names = next((column for column in range(grid.width) if column not in said), None)
    for column, kind in said.items():
        cells = [cell for cell in dict.fromkeys(grid.column(column)[1:]) if cell.lines]
        named = [grid.at(cell.row, names) for cell in cells] if names is not None else []
        heads = [grid.at(0, column), *([grid.at(0, names)] if names is not None else [])]
        if cells:
            yield NamedTexts(tidy(heads[0].label), cells, [*heads, *named]), kind


def expected_cells(grid: Grid, words: Words) -> list[Cell]:
    """The column of what is expected beside what is not, in a table without names: "Effective | Ineffective"."""
    heads = [cell.label for cell in grid.row(0)]
    expected = [column for column, head in enumerate(heads) if not words.is_one("unwanted", head)]
    if len(expected) != 1 or grid.width < 2 or words.is_one("competency", heads[expected[0]]):
        return []
    return [cell for cell in dict.fromkeys(grid.column(expected[0])[1:]) if cell.lines]


def named_texts(grid: Grid, words: Words, subject: str, *, headless: bool) -> Iterator[NamedTexts]:
    """The rows of one such table about a `subject`, under a head where the tables have one; nothing where it is another
    kind of table.
    """
    if grid.width < 2 or grid.height < 3 - headless:
        return
    head, body = _parted(grid, headless=headless)
    body = [row for row in body if len({cell for cell in row if cell.lines}) > 1]
    heads, own = [cell.label for cell in head], _column_of_names(body, grid.width)
    named = [list(rows) for _, rows in groupby(body, key=lambda row: row[own])]  # a name may span rows
    names = [rows[0][own].label for rows in named]
    called = [column for column, head in enumerate(heads) if words.is_one("text", head)]  # texts, however short
    of_skills = words.is_one("competency", heads[0])
    short = of_skills or all(len(label.split()) <= HEAD_WORDS for label in heads)
    if not (heads[0] or headless or called) or not short:
        return
    others = (head for head in heads[1:] if is_level(head, words) and not _names(head, subject))
    if words.is_one("title", heads[0]) or any(others):
        return  # whom the role works with, or how others differ from it
    if len(set(names)) < len(names) or not (of_skills or all(map(is_short, filter(None, names)))):
        return
    columns = [
        column for column in _columns_of_texts(body, own, grid.width) if not words.is_one("unwanted", heads[column])
    ]
    texts = [
        [row[column] for row in rows for column in columns if row[column].lines and row[column] is not row[own]]
        for rows in named
    ]
    if not set(called) & set(columns) and sum(cell.words for cells in texts for cell in cells) < SENTENCE * len(body):
        return
    stage = _column_of_stages(heads, body, {own, *columns}, words)
    for name, cells, (row, *_) in zip(names, texts, named, strict=True):
        if name and cells:
            said = row[stage : stage + 1] if stage else []
            headings = [*head, *row[: own + 1], *said]
            group = tidy(row[0].label) if own else ""
            yield NamedTexts(tidy(name), cells, headings, group, "".join(tidy(cell.label) for cell in said))


def _names(head: str, subject: str) -> bool:
    """Whether a head names what the table is about: "IC1 Requirements" below "IC1: Entry"."""
    said = read_label(subject)
    return any(f" {plain(name)} " in f" {plain(head)} " for name in (said.code, said.name) if name)


def _column_of_stages(heads: Sequence[str], body: Sequence[Sequence[Cell]], others: Set[int], words: Words) -> int:
    """The column that says how far the role is in each skill; 0 for none."""
    for column, head in enumerate(heads):
        called = any(words.is_one(kind, head) for kind in ("stages", "level_facts"))
        if called and column not in others and all(is_short(row[column].label) for row in body if row[column].lines):
            return column
    return 0


def _column_of_names(body: Sequence[Sequence[Cell]], width: int) -> int:
    """The second column where the first has groups, each of them merged over several rows, and texts stand behind."""
    groups = {row[0] for row in body}
    names = [row[1].label for row in body if row[1].lines]
    merged = width > 2 and all(cell.lines for cell in groups) and any(cell.rows > 1 for cell in groups)
    return 1 if merged and len(set(names)) == len(body) and all(map(is_short, names)) else 0


def _parted(grid: Grid, *, headless: bool) -> tuple[list[Cell], list[list[Cell]]]:
    """The head, which is the first row with more than one cell, and the rows below it that say something."""
    rows = list(grid.rows())
    if headless:
        rows = [[Cell([], 0)] * grid.width, *rows]
    several = (at for at, row in enumerate(rows) if len({cell for cell in row if cell.lines}) > 1)
    start = 0 if headless else next(several, 0)
    return rows[start], [row for row in rows[start + 1 :] if any(cell.lines for cell in row)]


def _columns_of_texts(body: Sequence[Sequence[Cell]], own: int, width: int) -> Sequence[int]:
    """The columns of sentences, beside which single words are stages and figures; all where none has any."""
    said = [column for column in range(own + 1, width) if body and mean(row[column].words for row in body) >= SENTENCE]
    return said or range(own + 1, width)
