"""From the sheets of a file to rows with known columns: which row is the heading, what merged cells mean, and what is
passed over. Every cell that is not read is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.documents.spelling import letters
from graph.errors import DocumentError
from loaders.errors import LoadError
from loaders.sheets.cells import blank, entries
from loaders.sheets.columns import Column, Sheet
from loaders.sheets.files import Cells, NamedSheet
from loaders.sheets.layout import ROLES, SHEETS
from loaders.sheets.rows import Row

README_SHEET = "Read me"
HEADING_ROWS = 10  # the heading is one of the first rows
_SHOWN = 60  # characters of a cell in a message

Headings = Mapping[str, Sequence[str]]  # heading of a column → other headings that stand for it


@dataclass(slots=True)
class Tables:
    """The rows of a file by sheet of the layout, faults, what was passed over, and how much was read."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    errors: list[DocumentError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)


def tables_of(file: str, found: Sequence[NamedSheet], headings: Headings, *, csv: bool) -> Tables:
    """Reads every sheet. A file with one sheet of any name holds roles."""
    tables = Tables()
    visible = [page for page in found if not page.hidden]
    for page in found:
        sheet = next(
            (known for known in SHEETS if letters(page.name) in map(letters, (known.name, *known.aliases))), None
        )
        if csv or (sheet is None and len(visible) == 1 and not page.hidden):
            sheet = ROLES
        if page.hidden:
            tables.notes.append(f"{file}: the sheet {page.name!r} is hidden and not read. Show it, or delete it.")
        elif sheet is None:
            if page.name != README_SHEET:
                known = ", ".join(known.name for known in SHEETS)
                used = sum(not all(map(blank, row.texts)) for row in page.rows)
                tables.notes.append(
                    f"{file}: the sheet {page.name!r} is not read. It has {used} rows. Sheets that are: {known}."
                )
        elif sheet.name in tables.rows:
            tables.errors.append(LoadError(file, f"two sheets stand for {sheet.name}", suggestion="Keep one of them."))
        else:
            tables.rows[sheet.name] = list(_Table(file, sheet, page, headings, tables).rows())
    return tables


class _Table:
    """One sheet that is read."""

    def __init__(self, file: str, sheet: Sheet, found: NamedSheet, headings: Headings, tables: Tables) -> None:
        self.file, self.sheet, self.found, self.tables = file, sheet, found, tables
        self.others = {letters(other): letters(heading) for heading, others in headings.items() for other in others}
        self.heading = self._heading()

    def _column(self, heading: str) -> Column | None:
        return self.sheet.column(heading) or self.sheet.column(self.others.get(letters(heading), ""))

    def _heading(self) -> Cells:
        """The row among the first ones that names most columns."""
        first = [row for row in self.found.rows if not all(map(blank, row.texts))][:HEADING_ROWS]
        return max(first, key=lambda row: sum(map(bool, map(self._column, row.texts))), default=Cells(0, []))

    def rows(self) -> Iterator[Row]:
        """The rows below the heading; those that one merged title spans are one row."""
        if not self.heading.texts:
            return
        for cell in self.found.uncalculated:
            place = f"sheet {self.found.name}, cell {cell}"
            hint = "Open the file in a spreadsheet program and save it, or write the value."
            self.tables.errors.append(LoadError(self.file, "the formula has no value", None, place, hint))
        columns = self._columns()
        if any(column.required and column not in columns for column in self.sheet.columns):
            return  # one fault for the column is enough
        read, spanned = 0, self._spanned(columns)
        last: Row | None = None
        for row in self._below(columns):
            read += 1
            if last is not None and row.number in spanned:
                last = self._one(last, row)
                continue
            if last is not None:
                yield last
            last = row
        if last is not None:
            yield last
        self.tables.summary.append(f"{self.file}: sheet {self.found.name}: {read} rows read as {self.sheet.name}.")

    def _below(self, columns: Sequence[Column | None]) -> Iterator[Row]:
        filled = self._filled()
        unread: dict[int, list[tuple[int, str]]] = {}
        for number, texts in self.found.rows:
            cells = [filled.get((number, at), text) for at, text in enumerate(texts, start=1)]
            cells += [filled[number, at] for at in range(len(texts) + 1, len(columns) + 1) if (number, at) in filled]
            if number <= self.heading.number:
                if number < self.heading.number and not all(map(blank, texts)):
                    said = ", ".join(_quoted(text) for text in texts if not blank(text))
                    self._note(f"row {number} is above the heading and passed over: {said}")
                continue
            for at, text in enumerate(texts):
                if not blank(text) and (at >= len(columns) or columns[at] is None):
                    unread.setdefault(at, []).append((number, text))
            values = {
                column.field: cell for column, cell in zip(columns, cells, strict=False) if column and not blank(cell)
            }
            if values:
                yield Row(self.file, self.sheet, number, values)
        self._tell_unread(unread)

    def _tell_unread(self, unread: Mapping[int, Sequence[tuple[int, str]]]) -> None:
        known = ", ".join(column.heading for column in self.sheet.columns)
        headings = {at: text for at, text in enumerate(self.heading.texts) if not blank(text)}
        for at in sorted({at for at in headings if self._column(headings[at]) is None} | unread.keys()):
            cells = unread.get(at, ())
            name = (
                f"the column {headings[at].strip()!r}" if at in headings else f"column {at + 1}, which has no heading,"
            )
            some = (
                f"It has {len(cells)} cells, the first in row {cells[0][0]}: {_quoted(cells[0][1])}. " if cells else ""
            )
            self._note(f"{name} is not read. {some}Columns that are: {known}.")

    def _note(self, words: str) -> None:
        self.tables.notes.append(f"{self.file}: sheet {self.sheet.name}: {words}")

    def _columns(self) -> list[Column | None]:
        row = Row(self.file, self.sheet, self.heading.number, {})
        columns = [self._column(heading) for heading in self.heading.texts]
        known = ", ".join(column.heading for column in self.sheet.columns)
        said = ", ".join(_quoted(heading) for heading in self.heading.texts if not blank(heading))
        for column in self.sheet.columns:
            if columns.count(column) > 1:
                self.tables.errors.append(row.fault(column.field, "two columns stand for it", "Remove one of them."))
            elif column.required and column not in columns:
                hint = (
                    f"The first {HEADING_ROWS} rows were looked at; the likeliest heading is {said}. Columns: {known}. "
                    "Other headings can be named in ladder.yaml, under `headings:`."
                )
                self.tables.errors.append(row.fault(column.field, "there is no such column", hint))
        return columns

    # Merged cells

    def _filled(self) -> dict[tuple[int, int], str]:
        """What merged cells below the heading say, by row and column: what stands in their first cell."""
        texts = {row.number: row.texts for row in self.found.rows}
        filled: dict[tuple[int, int], str] = {}
        for merge in self.found.merges:
            said = texts.get(merge.top, [])
            if merge.top > self.heading.number and len(said) >= merge.left:
                for number in range(merge.top, min(merge.bottom, self.found.rows[-1].number) + 1):
                    for at in range(merge.left, min(merge.right, len(self.heading.texts)) + 1):
                        filled[number, at] = said[merge.left - 1]
        return filled

    def _spanned(self, columns: Sequence[Column | None]) -> set[int]:
        """Rows whose title is that of the row above, by a merged cell."""
        titles = [at for at, column in enumerate(columns, start=1) if column and column.field == "title"]
        return {
            number
            for merge in self.found.merges
            if merge.top > self.heading.number and any(merge.left <= at <= merge.right for at in titles)
            for number in range(merge.top + 1, merge.bottom + 1)
        }

    def _one(self, first: Row, more: Row) -> Row:
        """Two rows of one role: lists go on, other cells must agree."""
        cells = dict(first.cells)
        for name, text in more.cells.items():
            column = self.sheet.by_field(name)
            if name not in cells or letters(cells[name]) == letters(text):
                cells.setdefault(name, text)
            elif column and column.kind in ("list", "skills", "steps"):
                cells[name] = "\n".join([*entries(cells[name]), *entries(text)]) + "\n"
            else:
                message = f"{text!r} is not what row {first.number} of the same merged title says"
                self.tables.errors.append(more.fault(name, message, "Keep one of the two, or split the merged cell."))
        return Row(first.file, first.sheet, first.number, cells)


def _quoted(text: str) -> str:
    words = " ".join(text.split())
    return repr(words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…")
