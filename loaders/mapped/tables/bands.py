"""A table that rows of one cell cut into parts: "Junior", and below it "Dough | Kneads by hand"."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.model import LONG_LABEL, MOST_LEVELS, Heading, Said, Table
from loaders.mapped.wording.labels import is_step, read_label
from loaders.mapped.wording.levels import IsLevel
from loaders.mapped.wording.texts import is_short, plain, tidy
from loaders.mapped.wording.words import Words


def read_bands(grid: Grid, is_level: IsLevel, words: Words) -> Table | None:
    """The table whose parts are levels; None where fewer than two rows name one, or rows of one cell name others."""
    rows = [grid.said_in(row) for row in range(grid.height)]
    first = next((at for at, cells in enumerate(rows) if _is_band(cells) and is_level(cells[0].label)), len(rows))
    bands = {at: cells[0] for at, cells in enumerate(rows) if at >= first and _is_band(cells)}
    levels = {at: cell for at, cell in bands.items() if is_level(cell.label)}
    if len({plain(cell.label) for cell in levels.values()}) < max(2, MOST_LEVELS * len(bands)):
        return None
    headings = {at: Heading(_level(cell, words), cell, [0]) for at, cell in levels.items()}
    texts = list(_texts(rows, bands, headings, words))
    told = {said.level for said in texts}
    if len(told) < 2 or 2 * sum(is_short(said.competency) for said in texts) < len(texts):
        return None
    for heading in told:
        heading.cell.used = "level"
    return Table([heading for heading in headings.values() if heading in told], texts)


def _is_band(cells: list[Cell]) -> bool:
    return len(cells) == 1 and cells[0].column == 0 and cells[0].rows == 1 and cells[0].words <= LONG_LABEL


def _level(cell: Cell, words: Words) -> str:
    """A level without the figure in brackets behind it: "Junior (level 1)"."""
    said = read_label(cell.label)
    return said.name if is_step(said.code, words) else tidy(cell.label)


def _texts(rows: list[list[Cell]], bands: dict[int, Cell], levels: dict[int, Heading], words: Words) -> Iterator[Said]:
    """The texts of each level by competency, whose name stands once: in one tall cell, or above empty ones."""
    level: Heading | None = None
    group, said, last = "", None, None
    for at, cells in enumerate(rows):
        if at in levels:
            level, group = levels[at], ""
        elif at in bands:
            group, bands[at].used = tidy(bands[at].label), "group"
        elif (
            level and cells and all(words.is_one("competency", c.label) or words.is_one("text", c.label) for c in cells)
        ):
            for cell in cells:
                cell.used = "heading"
            continue
        elif level and cells:
            named, texts = (cells[0], cells[1:]) if cells[0].column == 0 else (None, cells)
            if named and texts and (said is None or named is not last):
                said, last, named.used = Said(level, tidy(named.label), [], group), named, "competency"
                yield said
            if said:
                said.cells += texts
                for cell in texts:
                    cell.used = "text"
            continue
        said = None
