"""What stands below the heads of levels: a row of texts, or columns of statements without names."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from loaders.mapped.found import FACT
from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.facts import are_facts
from loaders.mapped.tables.legends import legend_of
from loaders.mapped.tables.model import Heading, Said
from loaders.mapped.tables.titled_head import TitledHead
from loaders.mapped.wording.levels import IsLevel
from loaders.mapped.wording.parts import MOST_OF_FACT
from loaders.mapped.wording.texts import has_letters, is_date, is_short, plain, tidy
from loaders.mapped.wording.words import Words


class Statements(TitledHead):
    """Texts of a table, with the levels that they are of."""

    def __init__(
        self, grid: Grid, head: int, levels: list[Heading], words: Words, is_level: IsLevel, *, lists: bool = False
    ) -> None:
        super().__init__(grid, head, levels, words, is_level, lists=lists)
        self.facts: list[Said] = []
        self.legend = legend_of(grid)

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
        said = [cell for _, cells in texts for cell in cells]
        if are_facts(competency, said, self.words):
            self._take_facts(competency, texts)
            return
        figures = not any(has_letters(cell.label) or cell.label in self.legend for cell in said)
        if figures or all(is_date(cell.label) for cell in said):
            return  # figures, such as years or pay, and when a row was changed
        if self.lists and self.words.is_remark(competency):
            return
        facts = self.words.is_one("fact", competency) or self._is_grade(competency)
        if facts and mean(cell.words for cell in said) < MOST_OF_FACT:
            return
        field = field or ("summary" if self.words.is_one("text", competency) else "")
        for level, cells in texts:
            for cell in cells:
                cell.used = field or "text"
            yield Said(level, competency, cells, group, field)

    def _is_grade(self, name: str) -> bool:
        """ "Grade", "Grade NHS": a word for levels, perhaps with an abbreviation of whose they are."""
        first, _, rest = name.rpartition(" ")
        return self.words.is_one("level_facts", name) or (
            rest.isupper() and len(rest) > 1 and self.words.is_one("level_facts", first)
        )

    def _take_facts(self, name: str, texts: list[tuple[Heading, list[Cell]]]) -> None:
        for level, cells in texts:
            for cell in cells:
                cell.used = FACT
            self.facts.append(Said(level, name, cells, field=FACT))

    def _below_headings(self) -> Iterator[Said]:
        """What rows say below cells as wide as the table, which name competencies; above the first it is about the
        level as a whole.
        """
        competency, texts = "", dict[Heading, list[Cell]]()
        for row in [*self.body(), self.grid.height]:
            heading = self._heading_in(row)
            if heading or row == self.grid.height:
                yield from self._row(competency, "", list(texts.items()), field="" if competency else "summary")
                competency, texts = heading, {}
                self.mark(row, list(range(self.grid.width)), "competency")
                continue
            for level in self.levels:
                if cells := self.at(row, level):
                    texts.setdefault(level, []).extend(cells)

    def _heading_in(self, row: int) -> str:
        """The name in a cell as wide as the table."""
        cell = self.grid.at(row, 0)
        wide = self.grid.width > 1 and all(self.grid.at(row, column) is cell for column in range(self.grid.width))
        return tidy(cell.label) if wide and cell.lines and is_short(cell.label) else ""

    def _blocks(self) -> Iterator[Said]:
        if sum(bool(self._heading_in(row)) for row in self.body()) > 1:
            yield from self._below_headings()
            return
        parts: list[dict[Heading, list[Cell]]] = [{}]
        for row in self.body():
            texts = {level: cells for level in self.levels if (cells := self.at(row, level))}
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
