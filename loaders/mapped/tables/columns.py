"""A table with levels as columns: rows with a name, or columns of statements without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import mean

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.legends import explain_signs
from loaders.mapped.tables.model import LONG_LABEL, Heading, Said, Table
from loaders.mapped.tables.statements import Statements
from loaders.mapped.wording.levels import IsLevel
from loaders.mapped.wording.texts import has_letters, plain
from loaders.mapped.wording.words import Words

LEAST_WIDE = 3  # columns; a cell of so many, to the last one, is about the level as a whole


class Columns(Statements):
    """What stands below a head: rows with a name each, or columns of statements."""

    def __init__(
        self, grid: Grid, head: int, levels: list[Heading], words: Words, is_level: IsLevel, *, lists: bool = False
    ) -> None:
        super().__init__(grid, head, levels, words, is_level, lists=lists)
        self.descriptions: list[tuple[str, Cell]] = []
        self.declined: list[tuple[Heading, str, Cell]] = []

    def read(self) -> Table | None:
        if self.tells_words_of_levels():
            return None
        if titles := self.titles_of_disciplines():
            return titles
        self.part_labels()
        self.part_merged()
        self.part_titles_of_tracks()
        self.take_second_names()
        self.take_disciplines()
        first = min(column for level in self.levels for column in level.columns)
        labels = [column for column in range(first) if any(self.label(row, column) for row in self.body())]
        texts = list(self._labelled(labels) if labels else self._blocks())
        repeated = [title for title, count in Counter(level.title for level in self.levels).items() if count > 1]
        for level in self.levels:
            level.cell.used = level.cell.used or "level"
            if texts and level.title in repeated and level.title:
                level.title = f"{level.title} {level.label}"  # "Baker" on two levels
        titled = all(level.title for level in self.levels)
        if not texts and not titled:
            return None
        self.mark(self.head, labels, "heading")
        explain_signs(texts, self.grid)
        texts = [said for said in texts if said.stage or not self._is_figure(said)]
        if not texts:
            self.mark(self.titles, labels, "heading")
            return Table(self.levels, tracks=[self.levels], facts=self.facts)
        if self.lists and titled:
            self._call_by_headings(texts)
        if any(not said.field and not self.words.is_one("examples", said.competency) for said in texts):
            for said in texts:
                said.field = "" if self._asks(said) else said.field
        return Table(self.levels, texts, descriptions=self.descriptions, declined=self.declined, facts=self.facts)

    def _is_figure(self, said: Said) -> bool:
        """Whether a text is a sign of a line that does not tell all signs of its table."""
        return not self.grid.legend and not said.meaning and all(cell.label in self.legend for cell in said.cells)

    def _asks(self, said: Said) -> bool:
        """Whether a text about the level as a whole is what is asked for on it: among others it is one of them."""
        return said.field == "summary" and self.words.is_one("expected", said.competency)

    def _call_by_headings(self, texts: list[Said]) -> None:
        """Of profiles of jobs, a row each, what the headings of job descriptions say is no competency: "Purpose"."""
        kinds = {said.competency: self.words.headings.get(said.competency.casefold(), "") for said in texts}
        if 3 * sum(map(bool, kinds.values())) > 2 * len(kinds):
            for said in texts:
                said.field = said.field or kinds[said.competency] or "other"

    # Rows with a name

    def _labelled(self, columns: list[int]) -> Iterator[Said]:
        name, groups, others = self._roles_of(columns)
        about = [column for column in columns if column not in (name, *groups, *others)]
        columns = [column for column in columns if column not in others]
        group, competency = "", ""
        for row in [row for row in self.heads if row not in (self.head, self.titles) and not self.lists]:
            self._leave_out_examples(row)
        body = list(self.body())
        for row in body:
            texts = [(level, cells) for level in self.levels if (cells := self.at(row, level))]
            for level, cells in texts:
                if wide := [cell for cell in cells if self._spans_all(cell)]:
                    yield from self._row("", "", [(level, wide)], field="summary")
            texts = [
                (level, rest)
                for level, cells in texts
                if (rest := [cell for cell in cells if not self._spans_all(cell)])
            ]
            label = self.label(row, name) or next(filter(None, (self.label(row, column) for column in others)), "")
            outer = next((text for column in groups if (text := self.label(row, column)) and text != label), "")
            if not label and not outer:  # "Usual time in level" in a column of descriptions
                label = next(filter(self._is_about_levels, (self.label(row, column) for column in about)), "")
            again = [plain(cell.label) == plain(level.cell.label) for level, cells in texts for cell in cells]
            if self._names_columns(label or outer, texts):
                self.mark(row, columns, "heading")
                for cell in (cell for _, cells in texts for cell in cells):
                    cell.used = "heading"  # a second head: "Expectation", "Examples" below each level
                self._leave_out_examples(row)
                continue
            if label and again and all(again):
                self.mark(row, columns)
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
                    self.mark(row, columns, "group")
                continue
            if outer:
                group = outer
            competency = label or outer or competency
            if not competency:  # above the first name: about the level as a whole
                yield from self._row("", "", texts, field="summary")
                continue
            self._describe(competency, [cell for column in about if (cell := self.grid.at(row, column)) is not named])
            said = list(self._row(competency, "" if group == competency else group, texts))
            if said or all(cell.used for _, cells in texts for cell in cells):
                self.mark(row, columns, "heading" if all(text.field for text in said) else "competency")
            if said:
                self._decline(row, competency)
            yield from said

    def _decline(self, row: int, competency: str) -> None:
        for level in self.levels:
            cell = self.grid.at(row, level.columns[0])
            if cell.declined:
                self.declined.append((level, competency, cell))

    def _is_about_levels(self, label: str) -> bool:
        return any(self.words.is_one(kind, label) for kind in ("fact", "title", "level_facts"))

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

    def _leave_out_examples(self, row: int) -> None:
        """Leaves out the columns of a level that a second head calls examples, where others say what is expected."""
        for level in self.levels:
            expected = [column for column in level.columns if not self._is_example(row, column)]
            level.columns = expected or level.columns

    def _is_example(self, row: int, column: int) -> bool:
        return self.words.is_one("examples", self.grid.at(row, column).label)

    def _spans_all(self, cell: Cell) -> bool:
        """Whether a cell of a level's row goes on to the last column: it is about the level as a whole."""
        return self.lists and cell.columns >= LEAST_WIDE and cell.column + cell.columns >= self.grid.height

    def _roles_of(self, columns: list[int]) -> tuple[int, list[int], list[int]]:
        """Of the columns before the levels: the one with names, those of groups before it, those of other names."""
        lengths = {}
        for column in columns:
            texts = [self.grid.at(row, column).words for row in self.body() if self.grid.at(row, column).lines]
            lengths[column] = mean(texts) if texts else 0.0
        short = [
            column
            for column in columns
            if (lengths[column] <= LONG_LABEL or self._is_called("competency", column))
            and not self._is_called("text", column)
        ] or columns[:1]
        distinct = {
            column: len({plain(self.label(row, column)) for row in self.body() if self.label(row, column)})
            for column in short
        }
        most = max(distinct.values())
        fits = [column for column in short if distinct[column] == most]
        called = [column for column in fits if self._is_called("competency", column)]
        if len(called) == 1 and len(fits) > 1 and not self.lists:
            return called[0], [column for column in reversed(short) if column < called[0]], []
        heads = [column for column in fits if self.label(self.head, column)]  # of two head rows, the levels' own
        name = heads[0] if self.lists and len(heads) == 1 else max(fits)
        behind = [column for column in short if column > name and self._is_only_group(column)]
        return (
            name,
            [*behind, *(column for column in reversed(short) if column < name)],
            [column for column in fits if column > name and column not in behind],
        )

    def _is_called(self, kind: str, column: int) -> bool:
        rows = (row for row in (self.head, self.titles) if row >= 0)
        return any(self.words.is_one(kind, self.label(row, column)) for row in rows)

    def _is_only_group(self, column: int) -> bool:
        """Whether a column is called as groups are, and what it names returns."""
        names = [plain(label) for row in self.body() if (label := self.label(row, column))]
        return self._is_called("group", column) and len(set(names)) < len(names)
