"""Tables that are apart from a ladder, whatever levels they name: of steps, changes, dates and persons."""

from __future__ import annotations

from itertools import pairwise

from loaders.mapped.sources.grids import Grid
from loaders.mapped.wording.levels import IsLevel, levels_among
from loaders.mapped.wording.texts import is_date, plain
from loaders.mapped.wording.words import Words


def is_of_people_or_dates(grid: Grid, is_level: IsLevel, words: Words) -> bool:
    """Whether all heads are those of a table of changes ("Version | Date | Author | Comment"), with a column of dates,
    or tell who does something when, or list persons or how they rate themselves.
    """
    heads = [plain(cell.label) for cell in grid.row(0)]
    others = words.lists["persons"] | words.lists["schedule"]
    if heads and (words.lists["persons"] & {heads[0]} or (len(heads) > 2 and others.issuperset(heads[1:]))):
        return True
    if heads and words.is_one("name", heads[0]) and words.lists["self_ratings"].intersection(heads[1:]):
        return not levels_among((cell.label for cell in grid.row(0)[1:]), is_level, words)
    said = words.lists["changelog"].issuperset(heads) and len(set(heads)) > 1
    columns = ([cell for cell in grid.column(column)[1:] if cell.lines] for column in range(grid.width))
    return said and any(cells and all(is_date(cell.label) for cell in cells) for cells in columns)


def tells_steps(grid: Grid, is_level: IsLevel) -> bool:
    """Whether two columns lead from levels to levels: what stands beside them is about steps ("From", "To")."""
    columns = [[cell.label for cell in grid.column(column)[1:]] for column in range(grid.width)]
    sides = [list(map(plain, labels)) for labels in columns if labels and all(map(is_level, labels))]
    return any(
        set(one) & set(other) and all(start != end for start, end in zip(one, other, strict=True))
        for one, other in pairwise(sides)
    )
