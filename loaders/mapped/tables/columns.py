"""A table with levels as columns: rows with a name, or columns of statements without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import mean

from loaders.mapped.grids import Cell, Grid
from loaders.mapped.labels import read_label, without_level
from loaders.mapped.levels import IsLevel, ends_with_job, track_of
from loaders.mapped.tables.model import LONG_LABEL, MOST_LEVELS, Heading, Said, Table
from loaders.mapped.texts import SENTENCE, has_letters, is_short, plain, size, tidy
from loaders.mapped.words import Words

LEAST_WIDE = 3  # columns; a cell of so many, to the last one, is about the level as a whole


class Columns:
    """A table with levels as columns. `lists` says that it was turned: its rows were columns."""

    def __init__(
        self, grid: Grid, head: int, levels: list[Heading], words: Words, is_level: IsLevel, *, lists: bool = False
    ) -> None:
        self.grid, self.words, self.is_level, self.lists = grid, words, is_level, lists
        self.head, self.levels = head, levels
        self.titles = self.jobs = -1
        corner = grid.at(head, 0)
        start, tall = (corner.column, corner.columns) if lists else (corner.row, corner.rows)
        aside = corner.lines and min(column for level in levels for column in level.columns) > 0
        self.heads = range(start, start + tall) if aside else range(head, head + 1)  # levels, titles, years
        self.descriptions: list[tuple[str, Cell]] = []
        self.explained = {column for column in range(grid.width) if self._is_explained(column)}

    def read(self) -> Table | None:
        if titles := self._titles_of_disciplines():
            return titles
        self._second_names()
        self._part()
        first = min(column for level in self.levels for column in level.columns)
        labels = [column for column in range(first) if any(self._label(row, column) for row in self._body())]
        texts = list(self._labelled(labels) if labels else self._blocks())
        repeated = [title for title, count in Counter(level.title for level in self.levels).items() if count > 1]
        for level in self.levels:
            level.cell.used = level.cell.used or "level"
            if texts and level.title in repeated and level.title:
                level.title = f"{level.title} {level.label}"  # "Baker" on two levels
        titled = all(level.title for level in self.levels)
        if not texts and not titled:
            return None
        self._mark(self.head, labels, "heading")
        if not texts:
            self._mark(self.titles, labels, "heading")
            return Table(self.levels, tracks=[self.levels])
        if self.lists and titled:
            self._call_by_headings(texts)
        return Table(self.levels, texts, descriptions=self.descriptions)

    def _titles_of_disciplines(self) -> Table | None:
        """A table that tells the titles of each discipline, a row each: "Baking | Junior Baker | Baker"."""
        corner = self._label(self.head, 0)
        other = self.words.is_one("competency", corner) or self.words.is_one("group", corner)
        if self.lists or other or not self.words.is_one("family_facts", corner):
            return None
        rows = [
            (row, [(level, cells) for level in self.levels if (cells := self._at(row, level))]) for row in self._body()
        ]
        said = [cell for _, texts in rows for _, cells in texts for cell in cells]
        jobs = any(self.is_level(cell.label) or ends_with_job(cell.label, self.words) for cell in said)
        if len(rows) < 2 or not jobs or not all(is_short(cell.label) for cell in said):
            return None
        tracks = []
        for row, texts in rows:
            named = [(level, cells[0]) for level, cells in texts if not cells[0].label.strip("*_ ").startswith("(")]
            family = tidy(self._label(row, 0))
            tracks.append([Heading(level.label, cell, [], tidy(cell.label), family) for level, cell in named])
            self._mark(row, [0], "track")
            for _, cell in named:
                cell.used = "title"
        for level in self.levels:
            level.cell.used = "level"
        self._mark(self.head, [0], "heading")
        tracks = [track for track in tracks if track]
        return Table([level for track in tracks for level in track], tracks=tracks)

    def _call_by_headings(self, texts: list[Said]) -> None:
        """Of profiles of jobs, a row each, what the headings of job descriptions say is no competency: "Purpose"."""
        kinds = {said.competency: self.words.headings.get(said.competency.casefold(), "") for said in texts}
        if sum(map(bool, kinds.values())) > max(1, len(kinds) // 2):
            for said in texts:
                said.field = said.field or kinds[said.competency] or "other"

    def _body(self) -> Iterator[int]:
        after = (row for row in range(self.head + 1, self.grid.height) if row not in self.heads)
        return (row for row in after if row not in (self.titles, self.jobs))

    def _label(self, row: int, column: int) -> str:
        cell = self.grid.at(row, column)
        described = (
            len(cell.lines) > 1 and size(cell.lines[0]) <= LONG_LABEL and sum(map(size, cell.lines[1:])) >= SENTENCE
        )
        label = cell.lines[0] if described else cell.label
        return read_label(label.partition(": ")[0] if column in self.explained and row > self.head else label).text

    def _is_explained(self, column: int) -> bool:
        """Whether each label of a column is a name and what it means: "Brand: how we look"."""
        labels = {cell.label for cell in self.grid.column(column)[self.head + 1 :] if cell.lines}
        parts = [label.partition(": ") for label in labels]
        names = {name for name, _, _ in parts if size(name) <= LONG_LABEL}
        return len(names) == len(labels) > 1 and mean(size(rest) for _, _, rest in parts) >= SENTENCE

    def _second_names(self) -> None:
        """A row beside the head that names the same columns: codes and titles. A row above may name tracks."""
        for row in (self.head + 1, self.head - 1, self.head + 2):
            if not 0 <= row < self.grid.height:
                continue
            cells = [self.grid.at(row, level.columns[0]) for level in self.levels]
            corner = next(
                (self._label(row, column) for column in range(min(self.levels[0].columns)) if self._label(row, column)),
                "",
            )
            first = self.grid.at(row, 0)
            if first.lines and (first.column if self.lists else first.row) != row and row not in self.heads:
                continue  # more of what the row above is about
            if self.words.is_one("text", corner) or mean(cell.words for cell in cells) > LONG_LABEL:
                continue
            named = [cell for cell in cells if cell.lines and is_short(cell.label)]
            distinct = len({plain(cell.label) for cell in named})
            fits = self._name_levels(named, len(cells))
            titles = self.words.is_one("title", corner) or (self.words.is_one("name", corner) and row > self.head)
            if distinct == len(cells) and (fits or titles or row in self.heads or self._is_second_head(row)):
                self._take_titles(row, cells)
                break
            if 1 < distinct < len(cells) == len(named) and self.words.is_one("level_facts", corner) and self.lists:
                for level, cell in zip(self.levels, cells, strict=True):  # several titles on one level
                    level.title, level.label, cell.used = level.label, tidy(cell.label), "level"
                self.titles = row
                self._mark(row, list(range(min(self.levels[0].columns))), "heading")
                break
        self.jobs = next((row for row in range(self.grid.height) if self._tells_apart(row)), -1)
        for row in {*range(self.head), self.jobs} - {-1, self.titles}:
            disciplines = row == self.jobs or self.words.is_one("family_facts", self._label(row, 0))
            self._mark(row, [0], "heading") if row == self.jobs else None
            for level in self.levels:
                cell = self.grid.at(row, level.columns[0])
                if cell.columns > 1 and (track := track_of(cell.label, self.words)):
                    level.track, cell.used = track, "track"
                elif disciplines and cell.lines:
                    level.family, cell.used = tidy(cell.label), "track"

    def _part(self) -> None:
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

    def _tells_apart(self, row: int) -> bool:
        """Whether a row names jobs or disciplines of levels that return: "Role" with two, each with a "Junior"."""
        said = [(plain(self.grid.at(row, level.columns[0]).label), plain(level.label)) for level in self.levels]
        jobs, levels = {job for job, _ in said}, {level for _, level in said}
        named = any(self.words.is_one(kind, self._label(row, 0)) for kind in ("title", "family_facts"))
        return (
            row != self.head and named and len(set(said)) == len(said) > max(len(jobs), len(levels)) and "" not in jobs
        )

    def _is_second_head(self, row: int) -> bool:
        """Whether a row below the head holds what heads do before the levels: "Pillar", "Competency"."""
        first = min(self.levels[0].columns)
        labels = [self._label(row, column) for column in range(first) if self._label(row, column)]
        own = any(self._label(self.head, column) for column in range(first))
        kinds = ("competency", "group")
        if not labels or own or mean(self.grid.at(row, level.columns[0]).words for level in self.levels) > SENTENCE:
            return False
        return all(any(self.words.is_one(kind, name) for kind in kinds) for name in labels)

    def _name_levels(self, cells: list[Cell], count: int) -> bool:
        """Whether most cells name levels by other means than the head does: titles beside codes, or the reverse."""
        fits = sum(self.is_level(cell.label) for cell in cells) >= MOST_LEVELS * count
        jobs = sum(bool(without_level(cell.label, self.words)) for cell in cells)
        codes = sum(bool(read_label(cell.label).code) for cell in cells)
        own = sum(bool(read_label(level.label).code) for level in self.levels)
        return fits and (2 * max(jobs, codes) >= count or 2 * own >= count)

    def _take_titles(self, row: int, cells: list[Cell]) -> None:
        codes = sum(bool(read_label(cell.label).code) for cell in cells)
        own = sum(bool(read_label(level.label).code) for level in self.levels)
        self.titles = row
        for level, cell in zip(self.levels, cells, strict=True):
            cell.used = "level"
            if codes > own:
                level.label, level.title = tidy(cell.label), level.label
            else:
                level.title = tidy(cell.label)

    def _at(self, row: int, level: Heading) -> list[Cell]:
        cells = dict.fromkeys(self.grid.at(row, column) for column in level.columns)
        return [cell for cell in cells if cell.lines and (cell.row if not self.lists else cell.column) == row]

    # Rows with a name

    def _labelled(self, columns: list[int]) -> Iterator[Said]:
        name, groups, others = self._roles_of(columns)
        about = [column for column in columns if column not in (name, *groups, *others)]
        columns = [column for column in columns if column not in others]
        group, competency, _since = "", "", -1
        body = list(self._body())
        for row in body:
            texts = [(level, cells) for level in self.levels if (cells := self._at(row, level))]
            for level, cells in texts:
                if wide := [cell for cell in cells if self._spans_all(cell)]:
                    yield from self._row("", "", [(level, wide)], field="summary")
            texts = [
                (level, rest)
                for level, cells in texts
                if (rest := [cell for cell in cells if not self._spans_all(cell)])
            ]
            label = self._label(row, name) or next(filter(None, (self._label(row, column) for column in others)), "")
            outer = next((text for column in groups if (text := self._label(row, column)) and text != label), "")
            again = [plain(cell.label) == plain(level.cell.label) for level, cells in texts for cell in cells]
            if self._names_columns(label or outer, texts):
                self._mark(row, columns, "heading")
                for cell in (cell for _, cells in texts for cell in cells):
                    cell.used = "heading"  # a second head: "Expectation", "Examples" below each level
                continue
            if label and again and all(again):
                self._mark(row, columns)
                group = label if not self.is_level(label) else group
                continue
            named = self.grid.at(row, name)
            if texts and all(cells == [named] for _, cells in texts):
                texts, named.used = [], "group"
            if label.isdecimal():
                continue  # a figure of a legend
            if not texts:
                if label or outer:
                    group = label or outer
                    self._mark(row, columns, "group")
                continue
            if outer:
                group = outer
            competency = label or outer or competency
            self._describe(competency, [cell for column in about if (cell := self.grid.at(row, column)) is not named])
            said = list(self._row(competency, "" if group == competency else group, texts))
            if said or all(cell.used for _, cells in texts for cell in cells):
                self._mark(row, columns, "heading" if all(text.field for text in said) else "competency")
            yield from said

    def _describe(self, competency: str, cells: list[Cell]) -> None:
        """Keeps what a column beside the names says of a competency."""
        for cell in cells:
            if cell.lines and not cell.used and has_letters(cell.label):
                cell.used = "description"
                self.descriptions.append((competency, cell))

    def _names_columns(self, label: str, texts: list[tuple[Heading, list[Cell]]]) -> bool:
        """ "Expectation", "Rating" below each level, behind nothing or a word for competencies."""
        if label and not self.words.is_one("competency", label):
            return False
        below = [[plain(cell.label) for cell in cells] for _, cells in texts]
        same = len(below) > 1 and len(set(map(tuple, below))) == 1
        return all(self.words.is_one("text", name) for names in below for name in names) or (bool(label) and same)

    def _spans_all(self, cell: Cell) -> bool:
        """Whether a cell of a level's row goes on to the last column: it is about the level as a whole."""
        return self.lists and cell.columns >= LEAST_WIDE and cell.column + cell.columns >= self.grid.height

    def _row(
        self, competency: str, group: str, texts: list[tuple[Heading, list[Cell]]], field: str = ""
    ) -> Iterator[Said]:
        if self.words.is_one("title", competency) and all(is_short(cell.label) for _, cells in texts for cell in cells):
            for level, cells in texts:
                level.title = level.title or tidy(cells[0].label)
                cells[0].used = "title"
            return
        if all(plain(cell.label) in self.words.tracks for _, cells in texts for cell in cells):
            for level, cells in texts:
                level.track = level.track or self.words.tracks[plain(cells[0].label)]
                for cell in cells:
                    cell.used = "track"
            return
        if not any(has_letters(cell.label) for _, cells in texts for cell in cells):
            return  # figures, such as years or pay
        if self.lists and self.words.is_remark(competency):
            return
        if self.words.is_one("fact", competency) and mean(cell.words for _, cells in texts for cell in cells) < 5:
            return
        field = field or ("summary" if self.words.is_one("text", competency) else "")
        for level, cells in texts:
            for cell in cells:
                cell.used = field or "text"
            yield Said(level, competency, cells, group, field)

    def _roles_of(self, columns: list[int]) -> tuple[int, list[int], list[int]]:
        """Of the columns before the levels: the one with names, those of groups before it, those of other names."""
        lengths = {}
        for column in columns:
            texts = [self.grid.at(row, column).words for row in self._body() if self.grid.at(row, column).lines]
            lengths[column] = mean(texts) if texts else 0.0
        short = [
            column
            for column in columns
            if lengths[column] <= LONG_LABEL and not self.words.is_one("text", self._label(self.head, column))
        ] or columns[:1]
        distinct = {
            column: len({plain(self._label(row, column)) for row in self._body() if self._label(row, column)})
            for column in short
        }
        most = max(distinct.values())
        fits = [column for column in short if distinct[column] == most]
        called = [column for column in fits if self._is_called_competency(column)]
        if len(called) == 1 and len(fits) > 1 and not self.lists:
            return called[0], [column for column in reversed(short) if column < called[0]], []
        heads = [column for column in fits if self._label(self.head, column)]  # of two head rows, the levels' own
        name = heads[0] if self.lists and len(heads) == 1 else max(fits)
        return (
            name,
            [column for column in reversed(short) if column < name],
            [column for column in fits if column > name],
        )

    def _is_called_competency(self, column: int) -> bool:
        rows = (row for row in (self.head, self.titles) if row >= 0)
        return any(self.words.is_one("competency", self._label(row, column)) for row in rows)

    def _mark(self, row: int, columns: list[int], use: str = "competency") -> None:
        for column in columns:
            cell = self.grid.at(row, column)
            if cell.lines:
                cell.used = cell.used or use

    # Columns of statements without names

    def _blocks(self) -> Iterator[Said]:
        parts: list[dict[Heading, list[Cell]]] = [{}]
        for row in self._body():
            texts = {level: cells for level in self.levels if (cells := self._at(row, level))}
            labels = {plain(cell.label) for cells in texts.values() for cell in cells}
            if (
                len(texts) == len(self.levels)
                and len(labels) == 1
                and len(next(iter(labels)).split()) <= 4
                and len(texts) > 1
            ):
                continue  # the label of a form field, the same for each level
            if not texts:
                parts.append({})
            for level, cells in texts.items():
                parts[-1].setdefault(level, []).extend(cells)
        parts = [part for part in parts if part]
        first_row_only = len(parts) > 1 and all(len(cells) == 1 for cells in parts[0].values())
        for at, part in enumerate(parts):
            if at == 0 and first_row_only:
                for level, cells in part.items():
                    cells[0].used = "summary"
                    yield Said(level, "", cells, field="summary")
        rest = parts[1:] if first_row_only else parts
        for level in self.levels:
            cells = [cell for part in rest for cell in part.get(level, [])]
            if cells:
                for cell in cells:
                    cell.used = "text"
                yield Said(level, "", cells)
