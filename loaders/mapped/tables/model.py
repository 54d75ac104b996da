"""What a table says once it is understood: levels at the heads of columns, and texts below them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.mapped.sources.grids import Cell

MOST_LEVELS = 0.6  # share of a head's labels that must be levels
HIGHEST = 40  # figure of a level
LONG_LABEL = 6  # words from which a column of labels holds descriptions


def are_pay(cells: Iterable[Cell]) -> bool:
    """Whether most cells hold figures too high for levels, as bands of pay have them."""
    said = [cell for cell in cells if cell.lines]
    figures = [int(cell.label) for cell in said if cell.label.isdecimal()]
    return 2 * len(figures) > len(said) and max(figures) > HIGHEST


@dataclass(eq=False, slots=True)
class Heading:
    """A level at the head of a column: its label and cell, its title in a second row, its track in a row above, the
    discipline that a row names."""

    label: str
    cell: Cell
    columns: list[int]
    title: str = ""
    track: str = ""
    family: str = ""


@dataclass(eq=False, slots=True)
class Said:
    """A text of a table: at which level, about what ("" where the table itself is about one thing); `meaning` is what a
    sign in its cell stands for.
    """

    level: Heading
    competency: str
    cells: list[Cell]
    group: str = ""
    field: str = ""
    stage: str = ""
    meaning: str = ""


@dataclass(eq=False)
class Table:
    """A table that was understood. `texts` is empty for one that only names levels and titles; `descriptions` are the
    cells that say what a competency is, `declined` those that say "N/A" of it at a level, `facts` years and whom a role
    reports to; `is_one_ladder` says that the
    tracks stand beside each other on the same levels.
    """

    levels: list[Heading]
    texts: list[Said] = field(default_factory=list)
    tracks: list[list[Heading]] = field(default_factory=list)
    descriptions: list[tuple[str, Cell]] = field(default_factory=list)
    declined: list[tuple[Heading, str, Cell]] = field(default_factory=list)
    facts: list[Said] = field(default_factory=list)
    is_one_ladder: bool = False

    @property
    def forks(self) -> bool:
        """Whether heads say of two titles of one level which track each is on."""
        tracks = [(level.label, level.track) for level in self.levels if level.title and level.track]
        return len({label for label, _ in tracks}) < len(set(tracks))

    @property
    def has_disciplines(self) -> bool:
        """Whether its tracks are disciplines: a column says so, or several have a title on one level."""
        levels = [level.label for track in self.tracks for level in track if level.title]
        if self.is_one_ladder:
            return False
        return len(set(levels)) < len(levels) or any(track[0].family for track in self.tracks)
