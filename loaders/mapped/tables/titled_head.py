"""A row beside the head of a table that names the same columns once more: titles beside codes, or the reverse."""

from __future__ import annotations

from statistics import mean

from loaders.mapped.sources.grids import Cell
from loaders.mapped.tables.heads import Head
from loaders.mapped.tables.model import LONG_LABEL, MOST_LEVELS
from loaders.mapped.wording.labels import is_step, read_label, without_level
from loaders.mapped.wording.levels import levels_among, names_job, track_of
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, tidy, words_in


class TitledHead(Head):
    """A head with the rows that name its levels once more, and those that name their jobs or tracks."""

    def take_second_names(self) -> None:
        """Takes a row beside the head that names the same columns: codes and titles. A row above may name tracks."""
        called = [
            row for row in range(self.grid.height) if self.lists and self.words.is_one("title", self.label(row, 0))
        ]
        for row in dict.fromkeys((self.head + 1, self.head - 1, self.head + 2, *called)):
            if not self.named and 0 <= row < self.grid.height and self._take_names(row):
                break
        self.jobs = next((row for row in range(self.grid.height) if self._tells_apart(row)), -1)
        self._take_tracks()

    def _take_names(self, row: int) -> bool:
        """Takes the names of levels in a row; False where it has none."""
        cells = [self.grid.at(row, level.columns[0]) for level in self.levels]
        before = range(min(self.levels[0].columns))
        own = [column for column in before if row == self.head or not self._is_of_head(row, column)]
        corner = next((self.label(row, column) for column in own if self.label(row, column)), "")
        first = self.grid.at(row, 0)
        if own and first.lines and (first.column if self.lists else first.row) != row and row not in self.heads:
            return False  # more of what the row above is about
        if self._says_other(row, corner, cells):
            return False
        named = [cell for cell in cells if cell.lines and is_short(cell.label)]
        distinct = len({plain(cell.label) for cell in named})
        if distinct == len(cells) and self._says_names(row, corner, cells):
            self._take_titles(row, cells)
            return True
        several = self.words.is_one("level_facts", corner) if self.lists else _are_codes(cells) and row in self.heads
        if 1 < distinct < len(cells) == len(named) and several:
            for level, cell in zip(self.levels, cells, strict=True):  # several titles on one level
                level.title, level.label, cell.used = level.label, tidy(cell.label), "level"
            self.titles = row
            self.mark(row, list(before), "heading")
            return True
        return False

    def _says_other(self, row: int, corner: str, cells: list[Cell]) -> bool:
        """Whether a row is about facts, or is a competency's, and so names no levels."""
        told = self.words.is_one("text", corner) and not _are_codes(cells)
        long = mean(cell.words for cell in cells) > LONG_LABEL
        return self._is_fact(corner) or told or long or (row > self.head and self._is_of_texts(row, corner, cells))

    def _says_names(self, row: int, corner: str, cells: list[Cell]) -> bool:
        """Whether short cells of a row, each another, name levels: by its corner, by its place or by what they are."""
        named_below = self.words.is_one("name", corner) and (row > self.head or self.lists)
        titles = self.words.is_one("title", corner) or named_below or row in self.heads
        placed = titles or self._is_own_head(row, cells) or self._is_of_titles(row, cells)
        return placed or self._name_levels(cells) or self._is_second_head(row)

    def _take_tracks(self) -> None:
        """Takes tracks and disciplines from the rows above the head and from the one of jobs."""
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

    def _name_levels(self, cells: list[Cell]) -> bool:
        """Whether most cells name levels by other means than the head does: titles beside codes, or the reverse."""
        named = levels_among((cell.label for cell in cells), self.is_level, self.words)
        fits = sum(cell.label in named or names_job(cell.label, self.words) for cell in cells)
        jobs = sum(bool(without_level(cell.label, self.words)) for cell in cells)
        codes = sum(bool(read_label(cell.label).code) for cell in cells)
        own = sum(bool(read_label(level.label).code) for level in self.levels)
        count = len(cells)
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


def _are_codes(cells: list[Cell]) -> bool:
    return all(read_label(cell.label).code == tidy(cell.label) != "" for cell in cells)
