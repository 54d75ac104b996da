"""A table that names levels and titles and says little more."""

from __future__ import annotations

from collections.abc import Collection
from statistics import mean

from loaders.mapped.roles.families import of_one
from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.facts import facts_of
from loaders.mapped.tables.model import LONG_LABEL, MOST_LEVELS, Heading, Table, are_pay
from loaders.mapped.tables.said import are_short_texts
from loaders.mapped.wording.labels import read_label, without_level
from loaders.mapped.wording.levels import IsLevel, names_job
from loaders.mapped.wording.parts import is_fact_of_roles
from loaders.mapped.wording.texts import SENTENCE, has_letters, is_short, plain, tidy
from loaders.mapped.wording.words import Words

SOME_JOBS = 0.3  # share of jobs in a column beside one of titles


def without_title_head(grid: Grid, words: Words) -> Grid:
    """A table without the row that only says over several columns that titles stand below: "Grade | Job title" above
    "Sales" and "Logistics".
    """
    corner, *heads = [cell for cell in dict.fromkeys(grid.row(0)) if cell.lines] or [Cell([], 0)]
    says = all(cell.columns > 1 and words.is_one("title", tidy(cell.label)) for cell in heads)
    if not heads or not says or corner.rows != 2 or grid.height < 3:
        return grid
    for cell in heads:
        cell.used = "heading"
    below = Grid(grid.cells, {(row - 1, column): cell for (row, column), cell in grid.places.items() if row})
    return below.fitted()


def read_titles(grid: Grid, is_level: IsLevel, words: Words) -> Table | None:
    """A table that names levels and titles and says little more: one or more columns of labels, each with a code
    beside it where there is one.
    """
    heads = [tidy(cell.label) for cell in grid.row(0)]
    columns: dict[int, list[Cell]] = {}
    called = any(_says_level(head, words) for head in heads) and any(words.is_one("title", head) for head in heads)
    for column in range(grid.width):
        cells = [cell for row, cell in enumerate(grid.column(column)) if row and cell.lines]
        if not cells:
            continue
        if words.is_one("text", heads[column]):
            return None
        if mean(cell.words for cell in cells) > LONG_LABEL:
            return None
        named = words.is_one("title", heads[column]) or words.is_one("name", heads[column])
        said = named or _says_level(heads[column], words)
        distinct = len({plain(cell.label) for cell in cells}) == len(cells) > 1
        rated = called and not said and all(cell.label.isdecimal() for cell in cells)  # points of a skill
        if are_pay(cells) or is_fact_of_roles(heads[column], words) or rated:
            continue
        if _are_levels(cells, is_level) or (said and distinct and all(is_short(cell.label) for cell in cells)):
            columns[column] = cells
    called = any(words.is_one("title", heads[column]) for column in columns)
    if len(columns) > 1 and all(_are_codes(cells) for cells in columns.values()):
        return None  # "P3" beside "M2": which levels of two tracks are as high
    if columns and not called:  # beside the titles of one discipline those of others
        jobs = _of_jobs(grid, columns, is_level, words)
        columns |= jobs if len(columns) > 1 or len(jobs) == grid.width - 1 > 1 else {}
    others = [
        [
            cell.words if has_letters(cell.label) else 0
            for row, cell in enumerate(grid.column(column))
            if row and cell.lines
        ]
        for column in range(grid.width)
        if column not in columns and not words.is_one("fact", heads[column]) and not _says_level(heads[column], words)
    ]
    lengths = [length for said in others for length in said]
    several = sum(mean(said) >= SENTENCE for said in others if said) > 1
    short = len(columns) > 1 and _say_short_texts(grid, columns, words)
    if several or short or (lengths and mean(lengths) >= SENTENCE):
        return None
    alone = len(columns) == 1 and all(_are_levels(cells, is_level) for cells in columns.values())
    kinds = ("title", "name") if alone else ("title",)
    titled = any(words.is_one(kind, heads[column]) for kind in kinds for column in columns)
    if len(columns) < min(grid.width, 2) and not titled:
        return None
    if not any(is_level(cell.label) for cells in columns.values() for cell in cells) and (
        len(columns) < 2 or not any(_says_level(heads[column], words) for column in columns)
    ):
        return None
    return _tracks(grid, columns, heads, words) if columns else None


def _are_codes(cells: Collection[Cell]) -> bool:
    return all(read_label(cell.label).code == tidy(cell.label) for cell in cells)


def _say_short_texts(grid: Grid, titles: Collection[int], words: Words) -> bool:
    """Whether what stands beside levels and titles are texts, however short: two words or more on average, each cell of
    all columns another.
    """
    kinds = ("fact", "level_facts", "family_facts", "stages", "id", "remarks", "aside")
    heads = {column: tidy(grid.at(0, column).label) for column in range(grid.width) if column not in titles}
    texts = [column for column, head in heads.items() if not any(words.is_one(kind, head) for kind in kinds)]
    below = [[cell for cell in grid.column(column)[1:] if cell.lines] for column in texts]
    cells = [cell for own in below if any(has_letters(cell.label) for cell in own) for cell in own]  # else figures
    said = len(cells) >= grid.height and all(has_letters(cell.label) for cell in cells)
    return said and are_short_texts(cells) and not any(map(_is_named, cells))


def _is_named(cell: Cell) -> bool:
    """Whether a cell holds a name or a title: all its words begin with a capital."""
    parts = cell.label.split()
    return len(parts) > 1 and all(part[0].isupper() for part in parts if part[0].isalpha())


def _of_jobs(grid: Grid, known: Collection[int], is_level: IsLevel, words: Words) -> dict[int, list[Cell]]:
    """The other columns of which some cells name levels or jobs, each another."""
    found: dict[int, list[Cell]] = {}
    for column in range(grid.width):
        if column in known or is_fact_of_roles(tidy(grid.at(0, column).label), words):
            continue
        cells = [cell for cell in grid.column(column)[1:] if cell.lines]
        jobs = sum(is_level(cell.label) or names_job(cell.label, words) for cell in cells)
        distinct = len({plain(cell.label) for cell in cells}) == len(cells) > 1
        if distinct and jobs >= SOME_JOBS * len(cells) and all(is_short(cell.label) for cell in cells):
            found[column] = cells
    return found


def read_ladders(grid: Grid, is_level: IsLevel, words: Words) -> Table | None:
    """A table of several ladders side by side, each a column called level beside one of titles, whatever else it says
    of a row: that is about none of them alone.
    """
    heads = [tidy(cell.label) for cell in grid.row(0)]
    cells = {column: [cell for cell in grid.column(column)[1:] if cell.lines] for column in range(grid.width)}
    levels = [
        column
        for column, said in cells.items()
        if said and _says_level(heads[column], words) and _are_levels(said, is_level)
    ]
    levels = _without_pay(levels, heads, words)
    if len(levels) < 2:
        return None
    jobs = {column: sum(_is_job(cell, is_level, words) for cell in said) for column, said in cells.items()}
    side = max((1, -1), key=lambda side: sum(jobs.get(column + side, 0) for column in levels))
    pairs = [(column, column + side) for column in levels if column + side in cells.keys() - set(levels)]
    alike = len({plain(heads[column]).rpartition(" ")[2] for column in levels}) == 1
    titled = all(is_short(cell.label) for _, title in pairs for cell in cells[title])
    if len(pairs) < len(levels) or not alike or not titled:
        return None
    return _tracks(grid, {column: cells[column] for pair in pairs for column in pair}, heads, words)


def _without_pay(columns: list[int], heads: list[str], words: Words) -> list[int]:
    """Columns of levels without those that count pay ("Pay band"), where there are others."""
    return [column for column in columns if not words.is_one("fact", heads[column])] or columns


def _is_job(cell: Cell, is_level: IsLevel, words: Words) -> bool:
    label = cell.label
    return not read_label(label).code and (is_level(label) or names_job(label, words))


def _are_levels(cells: list[Cell], is_level: IsLevel) -> bool:
    return sum(is_level(cell.label) for cell in cells) >= MOST_LEVELS * len(cells)


def _tracks(grid: Grid, columns: dict[int, list[Cell]], heads: list[str], words: Words) -> Table:
    counted = [column for column, cells in columns.items() if _is_level_column(cells, heads[column], words)]
    coded = set(_without_pay(counted, heads, words))
    titled = [column for column in columns if column not in counted]
    tracks: list[list[Heading]] = []
    left = set(titled)
    shared = len(coded) == 1 and len(titled) > 1
    for column in sorted(coded):
        title = min(left, key=lambda other: (abs(other - column), other), default=None)
        if title is None and tracks and len(tracks[0]) == grid.height - 1:
            continue  # a second figure of the same levels, such as a band of pay
        left.discard(title if title is not None else -1)
        tracks.append(_track(grid, column, title, heads, words, shared=shared))
    kinds = ("title", "name")
    apart = len({track_of_titles(heads[column], words) for column in titled} - {""}) == len(titled)
    named = not apart and any(words.is_one(kind, heads[column]) for kind in kinds for column in titled)
    for column in sorted(left):  # beside the only column of levels each is of a discipline
        sides: tuple[int, int | None] = (next(iter(coded)), column) if len(coded) == 1 and not named else (column, None)
        tracks.append(_track(grid, *sides, heads, words, shared=shared))
    tracks = _by_discipline(grid, [track for track in tracks if track], heads, words)
    for track in tracks:
        for level in track:
            level.cell.used = "level"
    for column in columns:
        for cell in columns[column]:
            cell.used = cell.used or "title"
        grid.at(0, column).used = "track"
    beside = apart and all(track_of_titles(track[0].track, words) for track in tracks) and _share_levels(tracks)
    levels = [level for track in tracks for level in track]
    return Table(levels, tracks=tracks, is_one_ladder=beside, facts=facts_of(grid, levels, words))


def _share_levels(tracks: list[list[Heading]]) -> bool:
    labels = [plain(level.label) for track in tracks for level in track]
    return len(set(labels)) < len(labels)


def _by_discipline(grid: Grid, tracks: list[list[Heading]], heads: list[str], words: Words) -> list[list[Heading]]:
    """Titles parted by a column that names disciplines ("Family | Grade | Title"), where these have the same levels, or
    several each.
    """
    columns = [
        column
        for column, head in enumerate(heads)
        if words.is_one("family_facts", head) and any(has_letters(cell.label) for cell in grid.column(column)[1:])
    ]
    if len(tracks) != 1 or len(columns) != 1:
        return tracks
    cells = grid.column(columns[0])
    rows = {id(cell): row for row in range(1, grid.height) for cell in grid.row(row)}
    found: dict[str, list[Heading]] = {}
    for level in tracks[0]:
        found.setdefault(plain(cells[rows[id(level.cell)]].label), []).append(level)
    again = len({level.label for level in tracks[0]}) < len(tracks[0])
    if "" in found or not (again or all(len(own) > 1 for own in found.values())):
        return tracks
    for level in tracks[0]:
        named = cells[rows[id(level.cell)]]
        level.track = level.family = of_one(tidy(named.label), words)
        named.used = "track"
    cells[0].used = cells[0].used or "heading"
    return list(found.values())


def track_of_titles(head: str, words: Words) -> str:
    """The track of which a head says that titles stand below it: "management" of "Manager title" and "Managers"."""
    whose, _, title = plain(head).rpartition(" ")
    return words.tracks.get(plain(head), "") or (words.tracks.get(whose, "") if words.is_one("title", title) else "")


def _says_level(head: str, words: Words) -> bool:
    return any(part in words.steps for part in plain(head).split())


def _is_level_column(cells: list[Cell], head: str, words: Words) -> bool:
    """Codes, counted levels and bare words of seniority, against titles, which name a job."""
    if words.is_one("title", head) or words.is_one("name", head) or track_of_titles(head, words):
        return False
    if _says_level(head, words):
        return True
    bare = sum(
        bool(read_label(cell.label).code) or not without_level(cell.label, words) or cell.label.isdigit()
        for cell in cells
    )
    return bare >= MOST_LEVELS * len(cells)


def _track(
    grid: Grid, column: int, title: int | None, heads: list[str], words: Words, *, shared: bool = False
) -> list[Heading]:
    found = []
    for row in range(1, grid.height):
        cell, name = grid.at(row, column), grid.at(row, title) if title is not None else None
        if shared and name and not name.lines:
            continue  # on this level only other disciplines have a title
        if cell.lines or (name and name.lines):
            label = tidy(cell.label or (name.label if name else ""))
            track = heads[title if title is not None else column]
            called = _title(label, name.label) if name else ""
            found.append(Heading(label, cell if cell.lines else name or cell, [column], called, track))
    return found


def _title(level: str, name: str) -> str:
    """A title without a code of its own beside the level, or the level's: "Developer 1" of "D1 - Developer 1"."""
    said = read_label(name)
    return said.name if said.code and (level.isdecimal() or said.code == level) else tidy(name)
