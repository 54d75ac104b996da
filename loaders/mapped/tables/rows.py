"""A table with a row for each text."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.facts import facts_of
from loaders.mapped.tables.model import LONG_LABEL, Heading, Said, Table
from loaders.mapped.tables.sides import Sides
from loaders.mapped.wording.levels import IsLevel, count_of, track_of
from loaders.mapped.wording.texts import plain, tidy
from loaders.mapped.wording.words import Words


def read_rows(grid: Grid, is_level: IsLevel, words: Words) -> Table | None:
    """A table with a row for each text: one column names its level, another its competency."""
    grid = _continued(grid, words)
    sides = Sides(grid, words)
    if not sides.find_level(is_level) or not sides.find_name_and_texts():
        return None
    levels: dict[tuple[str, ...], Heading] = {}
    texts = list(_texts(grid, sides, levels))
    facts = facts_of(grid, list(levels.values()), words)
    for column in sides.used():
        grid.at(0, column).used = "heading"
    ordered = _ordered(list(levels.values()), sides)
    return Table(ordered, texts, descriptions=_descriptions(sides), facts=facts) if texts else None


def _ordered(levels: list[Heading], sides: Sides) -> list[Heading]:
    """Levels by the figures of a column of ranks, else as they count; the rows of an export may stand in any order."""
    if sides.rank >= 0:
        rows = zip(sides.columns[sides.level], sides.columns[sides.rank], strict=True)
        ranks = {plain(level.label): int(cell.label) for level, cell in rows if cell.lines}
        return sorted(levels, key=lambda level: (level.track == "management", ranks.get(plain(level.label), 0)))
    counts = {id(level): count for level in levels if (count := count_of(level.label))}
    if len(counts) < len(levels):
        return levels
    series = list(dict.fromkeys(letters for letters, _ in counts.values()))  # in the order in which they begin
    return sorted(levels, key=lambda level: (series.index(counts[id(level)][0]), counts[id(level)][1]))


def _continued(grid: Grid, words: Words) -> Grid:
    """The table with names repeated where rows below leave them out, as in an export of merged cells: columns of short
    names of which at least half are left out, but no texts ("Example").
    """
    places = dict(grid.places)
    names = [column for column in range(grid.width) if not words.is_one("text", tidy(grid.at(0, column).label))]
    for column in names:
        cells = grid.column(column)[1:]
        named = [cell for cell in cells if cell.lines]
        left_out = bool(named) and bool(cells[0].lines) and len(cells) >= 2 * len(named)
        if not left_out or mean(cell.words for cell in named) > LONG_LABEL:
            continue
        last = cells[0]
        for row, cell in enumerate(cells, 1):
            last = cell if cell.lines else last
            if any(other.lines for other in grid.row(row)):
                places[row, column] = last
    return Grid(grid.cells, places, grid.height, grid.width)


def _texts(grid: Grid, sides: Sides, levels: dict[tuple[str, ...], Heading]) -> Iterator[Said]:
    """The text of each row that has one and a level; marks its cells."""
    named = set[tuple[str, ...]]()
    for row in range(1, grid.height):
        level, name = grid.at(row, sides.level), grid.at(row, sides.name)
        cells = [cell for column in sides.texts if (cell := grid.at(row, column)).lines and column != sides.name]
        if not level.lines or not cells:
            continue
        family, title, group, stage = (
            grid.at(row, column) if column >= 0 else Cell([], 0)
            for column in (sides.family, sides.title, sides.group, sides.stage)
        )
        heading = Heading(tidy(level.label), level, [sides.level], tidy(title.label), family=tidy(family.label))
        track = grid.at(row, sides.track) if sides.track >= 0 else Cell([], 0)
        heading.track, track.used = track_of(track.label, sides.words) or "", "track"
        key = (plain(level.label), heading.family, heading.title)
        about = [cell for column in sides.summaries if (cell := grid.at(row, column)).lines]
        for cell in about:
            cell.used = "label" if key in levels else "summary"  # the same again in each row
        if about and key not in levels:
            yield Said(heading, "", about, field="summary")
        heading = levels.setdefault(key, heading)
        told = (plain(level.label), heading.family, heading.title, plain(name.label))
        called = "label" if told in named else "competency"  # several statements of a text
        named.add(told)
        for cell, use in ((level, "level"), (name, called), *((cell, "text") for cell in cells if cell is not stage)):
            cell.used = use
        family.used = title.used = "title"
        group.used = "group" if group.lines else group.used
        stage.used = "stage" if stage.lines else stage.used
        yield Said(heading, tidy(name.label), cells, tidy(group.label), stage=tidy(stage.label))


def _descriptions(sides: Sides) -> list[tuple[str, Cell]]:
    """What columns say of competencies at all levels, once each; marks their cells."""
    found: dict[tuple[str, int], tuple[str, Cell]] = {}
    for column in sides.descriptions:
        for name, cell in zip(sides.columns[sides.name], sides.columns[column], strict=True):
            if name.lines and cell.lines:
                _, kept = found.setdefault((plain(name.label), column), (tidy(name.label), cell))
                cell.used = "description" if kept is cell else "label"
    return list(found.values())
