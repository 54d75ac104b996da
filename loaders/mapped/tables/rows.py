"""A table with a row for each text."""

from __future__ import annotations

from statistics import mean

from loaders.mapped.grids import Grid
from loaders.mapped.labels import levels_among, plain, tidy
from loaders.mapped.tables.model import LONG_LABEL, SENTENCE, Heading, IsLevel, Said, Table
from loaders.mapped.words import Words


def read_rows(grid: Grid, is_level: IsLevel, words: Words) -> Table | None:
    """A table with a row for each text: one column names its level, another its competency."""
    heads = [tidy(cell.label) for cell in grid.row(0)]
    columns = {column: [cell for row, cell in enumerate(grid.column(column)) if row] for column in range(grid.width)}
    lengths = {column: mean(cell.words for cell in cells) for column, cells in columns.items() if cells}
    kinds = {column: {plain(cell.label) for cell in cells if cell.lines} for column, cells in columns.items()}
    levels = [
        column
        for column, cells in columns.items()
        if 2 <= len(kinds[column]) < len(cells)
        and (labels := {cell.label for cell in cells if cell.lines}) == levels_among(labels, is_level, words)
    ]
    if not levels:
        return None
    level = max(levels, key=lambda column: (any(plain(part) in words.steps for part in heads[column].split()), -column))
    kind = [_kind(head, words) for head in heads]
    family, title = (
        next((column for column in columns if column != level and kind[column] == wanted), None)
        for wanted in ("family", "title")
    )
    about = [column for column in (level, family, title) if column is not None]
    said = [column for column in columns if kind[column] == "competency" and column != level]
    names = [
        column
        for column in said or columns
        if column not in about
        and lengths[column] <= LONG_LABEL
        and len(kinds[column]) >= 2
        and not all(label.isdecimal() for label in kinds[column])
        and (len(kinds[column]) < len(columns[level]) or not _is_no_name(heads[column], words))  # names return
        and len({tuple(plain(columns[key][row].label) for key in (*about, column)) for row in range(grid.height - 1)})
        >= 0.9 * len(columns[level])
        and not words.is_one("fact", heads[column])
    ]
    texts = [
        column
        for column, length in lengths.items()
        if length >= SENTENCE and column not in (*about, *names[:1]) and not words.is_one("fact", heads[column])
    ]
    if not names or not texts:
        return None
    name = min(names, key=lambda column: (_is_no_name(heads[column], words), len(kinds[column])))
    group = next(
        (column for column in columns if column not in (*about, name, *texts) and words.is_one("group", heads[column])),
        None,
    )
    for column in (*about, name, *texts, *([group] if group is not None else [])):
        grid.at(0, column).used = "heading"
    found: dict[tuple[str, ...], Heading] = {}
    told = []
    for row in range(1, grid.height):
        label, own = grid.at(row, level), grid.at(row, name)
        cells = [cell for column in texts if (cell := grid.at(row, column)).lines and column != name]
        if label.lines and cells:
            discipline, job = (
                tidy(grid.at(row, column).label) if column is not None else "" for column in (family, title)
            )
            heading = Heading(tidy(label.label), label, [level], job, family=discipline)
            heading = found.setdefault((plain(label.label), discipline, job), heading)
            for place in about[1:]:
                grid.at(row, place).used = "title"
            for cell, use in ((label, "level"), (own, "competency"), *((cell, "text") for cell in cells)):
                cell.used = use
            if group is not None and (cell := grid.at(row, group)).lines:
                cell.used = "group"
            within = tidy(grid.at(row, group).label) if group is not None else ""
            told.append(Said(heading, tidy(own.label), cells, within))
    return Table(list(found.values()), told) if told else None


def _kind(head: str, words: Words) -> str:
    """What the head of a column says that it holds, "" where it says nothing."""
    if words.is_one("group", head):
        return "group"
    kinds = {"competency": "competency", "family_facts": "family", "title": "title"}
    return next((name for kind, name in kinds.items() if words.is_one(kind, head)), "")


def _is_no_name(head: str, words: Words) -> bool:
    return not (words.is_one("competency", head) or words.is_one("name", head)) or words.is_one("group", head)
