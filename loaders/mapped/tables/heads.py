"""The head of a table with levels as columns: its rows, and what they name beside the levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from statistics import mean

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.model import LONG_LABEL, Heading, Table
from loaders.mapped.tables.titles import track_of_titles
from loaders.mapped.wording.labels import STEP_FIRST, is_bare, read_label
from loaders.mapped.wording.levels import IsLevel, names_job
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, size, tidy
from loaders.mapped.wording.words import Words


class Head:
    """Levels at the head of columns. `lists` says that the table was turned: its rows were columns; `titles`, `jobs`
    and `heads` are the rows that name titles, jobs, and those that a merged corner makes one head.
    """

    def __init__(
        self, grid: Grid, head: int, levels: list[Heading], words: Words, is_level: IsLevel, *, lists: bool = False
    ) -> None:
        self.grid, self.words, self.is_level, self.lists = grid, words, is_level, lists
        self.head, self.levels = head, levels
        self.titles = self.jobs = -1
        self.named: set[int] = set()  # more rows of titles
        corner = grid.at(head, 0)
        start, tall = (corner.column, corner.columns) if lists else (corner.row, corner.rows)
        aside = corner.lines and min(column for level in levels for column in level.columns) > 0
        self.heads = range(start, start + tall) if aside else range(head, head + 1)  # levels, titles, years
        self.explained = {column for column in range(grid.width) if self._is_explained(column)}

    def body(self) -> Iterator[int]:
        after = (row for row in range(self.head + 1, self.grid.height) if row not in self.heads)
        return (row for row in after if row not in (self.titles, self.jobs, *self.named))

    def label(self, row: int, column: int) -> str:
        cell = self.grid.at(row, column)
        described = (
            len(cell.lines) > 1 and size(cell.lines[0]) <= LONG_LABEL and sum(map(size, cell.lines[1:])) >= SENTENCE
        )
        label = cell.lines[0] if described else cell.label
        return read_label(label.partition(": ")[0] if column in self.explained and row > self.head else label).text

    def at(self, row: int, level: Heading) -> list[Cell]:
        cells = dict.fromkeys(self.grid.at(row, column) for column in level.columns)
        return [cell for cell in cells if cell.lines and (cell.row if not self.lists else cell.column) == row]

    def mark(self, row: int, columns: list[int], use: str = "competency") -> None:
        for column in columns:
            cell = self.grid.at(row, column)
            if cell.lines:
                cell.used = cell.used or use

    def _is_explained(self, column: int) -> bool:
        """Whether each label of a column is a name and what it means: "Brand: how we look"."""
        labels = {cell.label for cell in self.grid.column(column)[self.head + 1 :] if cell.lines}
        parts = [label.partition(": ") for label in labels]
        names = {name for name, _, _ in parts if size(name) <= LONG_LABEL}
        return len(names) == len(labels) > 1 and mean(size(rest) for _, _, rest in parts) >= SENTENCE

    def part_labels(self) -> None:
        """Takes levels with another title each apart: "Band 5" and "Junior Baker" of "Band 5 Junior Baker"."""
        steps = [STEP_FIRST.match(level.label) for level in self.levels]
        parts = [
            (found["step"], level.label[found.end("step") :].strip())
            for found, level in zip(steps, self.levels, strict=True)
            if found and found["word"].casefold() in self.words.steps
        ]
        if len({plain(step) for step, _ in parts}) == len({plain(title) for _, title in parts}) == len(steps) > 1:
            for level, (step, title) in zip(self.levels, parts, strict=True):
                level.label, level.title = step, title

    def part_merged(self) -> None:
        """Parts a level that a merged cell gives several titles: "Band 6" over "Senior Baker" and "Cake Baker"."""
        rows = [row for row in range(self.grid.height) if self.words.is_one("title", self.label(row, 0))]
        for level in [level for level in self.levels if rows and len(level.columns) > 1]:
            titles: dict[Cell, list[int]] = defaultdict(list)
            for column in level.columns:
                titles[self.grid.at(rows[0], column)].append(column)
            if len(titles) > 1 and all(cell.lines for cell in titles):
                at = self.levels.index(level)
                self.levels[at : at + 1] = [replace(level, columns=columns) for columns in titles.values()]

    def part_titles_of_tracks(self) -> None:
        """Gives a level a title of each track, where rows name them: "IC title", "Manager title"."""
        rows = {row: track for row in self.body() if (track := track_of_titles(self.label(row, 0), self.words))}
        if not self.lists or len(set(rows.values())) != len(rows) or len(rows) < 2:
            return
        levels = []
        for level in self.levels:
            named = {row: cell for row in rows if (cell := self.grid.at(row, level.columns[0])).lines}
            for row, cell in named.items():
                cell.used = "title"
                levels.append(replace(level, title=tidy(cell.label), track=rows[row]))
            levels += [] if named else [level]
        self.levels = levels
        self.named |= rows.keys()
        for row in rows:
            self.mark(row, [0], "heading")

    def take_disciplines(self) -> None:
        """Gives levels the discipline that a row with one cell names above them, where levels return below another."""
        if not self.lists or any(level.family for level in self.levels):
            return
        taken = {column for level in self.levels for column in level.columns}
        names: dict[int, Cell] = {}
        for column in range(self.grid.width):
            cells = {cell for cell in self.grid.column(column) if cell.lines}
            if column not in taken and column > 0 and len(cells) == 1 and is_short((cell := cells.pop()).label):
                names[column] = cell
        parts = {
            level: max((column for column in names if column < level.columns[0]), default=-1) for level in self.levels
        }
        places = [(part, plain(level.label)) for level, part in parts.items()]
        if -1 in parts.values() or len(set(places)) < len(places) or len({label for _, label in places}) == len(places):
            return
        for level, column in parts.items():
            name = tidy(names[column].label)
            level.family, names[column].used = name.title() if name.isupper() else name, "track"

    def tells_words_of_levels(self) -> bool:
        """Whether a table says which words of seniority each discipline has: no titles of jobs, and no texts."""
        if self.lists or not self.words.is_one("family_facts", self.label(self.head, 0)):
            return False
        said = (cell for row in self.body() for level in self.levels for cell in self.at(row, level))
        return all(is_bare(cell.label, self.words) for cell in said)

    def titles_of_disciplines(self) -> Table | None:
        """A table that tells the titles of each discipline, a row each: "Baking | Junior Baker | Baker"."""
        corner = self.label(self.head, 0)
        other = self.words.is_one("competency", corner) or self.words.is_one("group", corner)
        if self.lists or other or not self.words.is_one("family_facts", corner):
            return None
        rows = [
            (row, [(level, cells) for level in self.levels if (cells := self.at(row, level))]) for row in self.body()
        ]
        said = [cell for _, texts in rows for _, cells in texts for cell in cells]
        jobs = any(self.is_level(cell.label) or names_job(cell.label, self.words) for cell in said)
        if len(rows) < 2 or not jobs or not all(is_short(cell.label) for cell in said):
            return None
        tracks = []
        for row, texts in rows:
            named = [(level, cells[0]) for level, cells in texts if not cells[0].label.strip("*_ ").startswith("(")]
            family = tidy(self.label(row, 0))
            tracks.append([Heading(level.label, cell, [], tidy(cell.label), family) for level, cell in named])
            self.mark(row, [0], "track")
            for _, cell in named:
                cell.used = "title"
        for level in self.levels:
            level.cell.used = "level"
        self.mark(self.head, [0], "heading")
        tracks = [track for track in tracks if track]
        return Table([level for track in tracks for level in track], tracks=tracks)
