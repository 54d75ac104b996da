"""The head of a table with levels as columns: its rows, and what they name beside the levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from statistics import mean

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.model import LONG_LABEL, MOST_LEVELS, Heading, Table
from loaders.mapped.tables.titles import track_of_titles
from loaders.mapped.wording.labels import STEP_FIRST, is_bare, is_step, read_label, without_level
from loaders.mapped.wording.levels import IsLevel, levels_among, names_job, track_of
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, size, tidy, words_in
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

    def take_second_names(self) -> None:
        """A row beside the head that names the same columns: codes and titles. A row above may name tracks."""
        called = [
            row for row in range(self.grid.height) if self.lists and self.words.is_one("title", self.label(row, 0))
        ]
        for row in dict.fromkeys((self.head + 1, self.head - 1, self.head + 2, *called)):
            if self.named or not 0 <= row < self.grid.height:
                continue
            cells = [self.grid.at(row, level.columns[0]) for level in self.levels]
            before = range(min(self.levels[0].columns))
            own = [column for column in before if row == self.head or not self._is_of_head(row, column)]
            corner = next((self.label(row, column) for column in own if self.label(row, column)), "")
            first = self.grid.at(row, 0)
            if own and first.lines and (first.column if self.lists else first.row) != row and row not in self.heads:
                continue  # more of what the row above is about
            codes = all(read_label(cell.label).code == tidy(cell.label) != "" for cell in cells)
            if (
                self._is_fact(corner)
                or (self.words.is_one("text", corner) and not codes)
                or mean(cell.words for cell in cells) > LONG_LABEL
            ):
                continue
            if row > self.head and self._is_of_texts(row, corner, cells):
                continue
            named = [cell for cell in cells if cell.lines and is_short(cell.label)]
            distinct = len({plain(cell.label) for cell in named})
            fits = self._name_levels(named, len(cells))
            named_below = self.words.is_one("name", corner) and (row > self.head or self.lists)
            titles = self.words.is_one("title", corner) or named_below or self._is_own_head(row, cells)
            titles = titles or self._is_of_titles(row, cells)
            if distinct == len(cells) and (fits or titles or row in self.heads or self._is_second_head(row)):
                self._take_titles(row, cells)
                break
            several = self.words.is_one("level_facts", corner) if self.lists else codes and row in self.heads
            if 1 < distinct < len(cells) == len(named) and several:
                for level, cell in zip(self.levels, cells, strict=True):  # several titles on one level
                    level.title, level.label, cell.used = level.label, tidy(cell.label), "level"
                self.titles = row
                self.mark(row, list(range(min(self.levels[0].columns))), "heading")
                break
        self.jobs = next((row for row in range(self.grid.height) if self._tells_apart(row)), -1)
        for row in {*range(self.head), self.jobs} - {-1, self.titles}:
            disciplines = row == self.jobs or self.words.is_one("family_facts", self.label(row, 0))
            self.mark(row, [0], "heading") if row == self.jobs else None
            for level in self.levels:
                cell = self.grid.at(row, level.columns[0])
                if cell.columns > 1 and (track := track_of(cell.label, self.words)):
                    level.track, cell.used = track, "track"
                elif disciplines and cell.lines:
                    level.family, cell.used = tidy(cell.label), "track"
                elif cell.columns > 1 and self.words.is_one("level_facts", tidy(cell.label)):
                    cell.used = "heading"

    def _is_of_head(self, row: int, column: int) -> bool:
        """Whether a cell of the head reaches down into a row."""
        return self.grid.at(row, column) is self.grid.at(self.head, column)

    def _is_fact(self, name: str) -> bool:
        """Whether a row is a fact alone: jobs behind "Reports to" are no titles of these levels."""
        kinds = ("title", "name", "level_facts", "id")
        return self.words.is_one("fact", name) and not any(self.words.is_one(kind, name) for kind in kinds)

    def _is_of_texts(self, row: int, name: str, cells: list[Cell]) -> bool:
        """Whether a row is one of a competency's texts: the head says so of its name, or a text speaks of another
        level: "Helps Level 1 bakers".
        """
        first = min(self.levels[0].columns)
        heads = [self.label(self.head, column) for column in range(first) if self.label(row, column)]
        declared = any(self.words.is_one("competency", head) for head in heads)
        names_levels = any(self.words.is_one(kind, name) for kind in ("title", "name", "level_facts", "fact"))
        others = [
            (plain(level.label), plain(cell.label))
            for level in self.levels
            for at, cell in enumerate(cells)
            if self.levels[at] is not level and len(words_in(level.label)) > 1
        ]
        return bool(declared and name and not names_levels) or any(
            f" {label} " in f" {text} " for label, text in others
        )

    def _name_levels(self, cells: list[Cell], count: int) -> bool:
        """Whether most cells name levels by other means than the head does: titles beside codes, or the reverse."""
        named = levels_among((cell.label for cell in cells), self.is_level, self.words)
        fits = sum(cell.label in named or names_job(cell.label, self.words) for cell in cells)
        jobs = sum(bool(without_level(cell.label, self.words)) for cell in cells)
        codes = sum(bool(read_label(cell.label).code) for cell in cells)
        own = sum(bool(read_label(level.label).code) for level in self.levels)
        return fits >= MOST_LEVELS * count and (2 * max(jobs, codes) >= count or 2 * own >= count)

    def _is_second_head(self, row: int) -> bool:
        """Whether a row below the head holds what heads do before the levels: "Pillar", "Competency"."""
        first = min(self.levels[0].columns)
        labels = [self.label(row, column) for column in range(first) if self.label(row, column)]
        own = any(self.label(self.head, column) for column in range(first))
        kinds = ("competency", "group")
        if not labels or own or mean(self.grid.at(row, level.columns[0]).words for level in self.levels) > SENTENCE:
            return False
        return all(any(self.words.is_one(kind, name) for kind in kinds) for name in labels)

    def _is_own_head(self, row: int, cells: list[Cell]) -> bool:
        """Whether a row above codes, each another, says that competencies stand below it: beside them it has titles."""
        first = min(self.levels[0].columns)
        called = any(self.words.is_one("competency", self.label(row, column)) for column in range(first))
        codes = {read_label(level.label).code for level in self.levels}
        tracks = any(track_of(cell.label, self.words) or not is_short(cell.label) for cell in cells)
        return row == self.head - 1 and called and not tracks and "" not in codes and len(codes) == len(self.levels)

    def _is_of_titles(self, row: int, cells: list[Cell]) -> bool:
        """Whether a row directly below codes has no name and short words of its own below each, and longer texts stand
        in the rows below it: "Rigger" and "Mate" below "D2" and "D3".
        """
        first = min(self.levels[0].columns)
        named = any(self.label(row, column) and not self._is_of_head(row, column) for column in range(first))
        if self.lists or row != self.head + 1 or named or not any(self.label(self.head, at) for at in range(first)):
            return False
        labels = [level.label for level in self.levels]
        bare = all(read_label(label).code == label or is_step(label, self.words) for label in labels)
        called = all(cell.lines and not (cell.label[0].islower() or cell.label.endswith(".")) for cell in cells)
        called = called and not any(map(str.isdigit, "".join(cell.label for cell in cells)))
        rows = range(row + 1, self.grid.height)
        below = [cell.words for at in rows for level in self.levels for cell in self.at(at, level)]
        longer = bool(below) and mean(below) >= max(SENTENCE, 2 * mean(cell.words for cell in cells))
        return bare and called and longer

    def _take_titles(self, row: int, cells: list[Cell]) -> None:
        codes = sum(bool(read_label(cell.label).code) for cell in cells)
        own = sum(bool(read_label(level.label).code) for level in self.levels)
        self.titles = row
        self.mark(row, list(range(min(self.levels[0].columns))), "heading")
        for level, cell in zip(self.levels, cells, strict=True):
            cell.used = "level"
            if codes > own:
                level.label, level.title = tidy(cell.label), level.label
            else:
                level.title = tidy(cell.label)

    def _tells_apart(self, row: int) -> bool:
        """Whether a row names jobs or disciplines of levels that return: "Role" with two, each with a "Junior"."""
        said = [(plain(self.grid.at(row, level.columns[0]).label), plain(level.label)) for level in self.levels]
        jobs, levels = {job for job, _ in said}, {level for _, level in said}
        named = any(self.words.is_one(kind, self.label(row, 0)) for kind in ("title", "family_facts"))
        return (
            row != self.head and named and len(set(said)) == len(said) > max(len(jobs), len(levels)) and "" not in jobs
        )

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
