"""A table of titles of disciplines side by side: "Baking | Milling" above "Junior Baker | Junior Miller"."""

from __future__ import annotations

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.model import Heading, Table
from loaders.mapped.wording.labels import is_bare, level_words, read_label
from loaders.mapped.wording.levels import IsLevel, levels_among, names_job, names_people
from loaders.mapped.wording.parts import is_fact_of_roles
from loaders.mapped.wording.texts import is_short, plain, tidy, words_in
from loaders.mapped.wording.words import Words

SHARED = 3  # letters that a discipline and its titles begin with: "Baking" and "Baker"
OTHERS = ("competency", "group", "text", "fact", "id", "name", "title", "level_facts", "family_facts", "stages")


def read_beside(grid: Grid, is_level: IsLevel, words: Words) -> Table | None:
    """The table whose heads are disciplines and whose cells are all titles, each another: without a column of levels a
    row says which titles stand at one height, and not that they are one role.
    """
    heads = [tidy(cell.label) for cell in grid.row(0)]
    columns = [[cell for cell in grid.column(column)[1:] if cell.lines] for column in range(grid.width)]
    titles = [plain(cell.label) for cells in columns for cell in cells]
    distinct = len(set(titles)) == len(titles) and len(set(map(plain, heads))) == len(heads)
    if len(columns) < 2 or not all(heads) or not distinct or any(len(cells) < 2 for cells in columns):
        return None
    pairs = list(zip(heads, columns, strict=True))
    named = all(_is_discipline(head, cells, words) for head, cells in pairs) or _rise_alike(grid, words)
    if not named or any(_says_another(head, is_level, words) for head in heads):
        return None
    if not all(_are_titles(cells, is_level, words) for cells in columns):
        return None
    tracks = []
    for column, (head, cells) in enumerate(pairs):
        tracks.append([Heading(tidy(cell.label), cell, [column], tidy(cell.label), head) for cell in cells])
        grid.at(0, column).used = "track"
        for cell in cells:
            cell.used = "title"
    return Table([level for track in tracks for level in track], tracks=tracks)


def _says_another(head: str, is_level: IsLevel, words: Words) -> bool:
    """Whether a head is no name of a discipline: a word for something else, a level or a track."""
    other = any(words.is_one(kind, name) for kind in OTHERS for name in (head, head.rpartition(" ")[2]))
    step = words.steps.intersection(words_in(head)) or plain(head) in words.tracks
    return bool(not is_short(head) or other or step or is_level(head) or is_fact_of_roles(head, words))


def _is_discipline(head: str, cells: list[Cell], words: Words) -> bool:
    """Whether a head is a word for a discipline, or most titles below it begin a word as it begins one."""
    alike = [cell for cell in cells if _begin_alike(words_in(head), words_in(cell.label))]
    return names_job(head, words) or names_people(head, words) or 2 * len(alike) > len(cells)


def _rise_alike(grid: Grid, words: Words) -> bool:
    """Whether the titles of most rows have the same words of seniority: "Junior Baker" beside "Junior Miller"."""
    rows = [[set(level_words(cell.label, words)) for cell in row if cell.lines] for row in list(grid.rows())[1:]]
    alike = [row for row in rows if len(row) > 1 and all(said == row[0] for said in row)]
    return 2 * len(alike) > len(rows) and sum(map(bool, (row[0] for row in alike))) > 1


def _begin_alike(one: list[str], other: list[str]) -> bool:
    return any(len(a) >= SHARED and a[:SHARED] == b[:SHARED] for a in one for b in other)


def _are_titles(cells: list[Cell], is_level: IsLevel, words: Words) -> bool:
    """Whether all cells are titles without codes, and one or more of them say how high they stand."""
    labels = [tidy(cell.label) for cell in cells]
    levels = levels_among(labels, is_level, words)
    named = all(label in levels or names_job(label, words) for label in labels)
    coded = any(read_label(label).code or is_bare(label, words) for label in labels)
    return named and bool(levels) and not coded and all(map(is_short, labels))
