"""Workbooks and CSV as grids."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from loaders.blueprints.blocks import STRIKE, clean
from loaders.errors import LoadError
from loaders.mapped.sources.grids import Cell, Grid, grid_of
from loaders.mapped.sources.pieces import Piece
from loaders.mapped.sources.stacked import parts_of
from loaders.mapped.sources.unfolded import unfolded

MOST_ROWS = 20_000
LINKED = re.compile(r" \((?:\.\./|[\w%-]+/)*[\w%.~-]+\.(?:md|csv)\)")  # behind a name, where Notion keeps its page
TITLE_LINES = re.compile(r"\A(?:[^,;\t|\"\n]*\n)+")
FORMULA = re.compile(rb"<f[ >/]")
FIRST_ROWS = 20  # by which the delimiter is told


def read_workbook(data: bytes) -> Iterator[Piece]:
    workbook = _workbook(data, data_only=True)
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            yield Piece("paragraph", f"not read: the hidden sheet {sheet.title!r}", 1, around=True)
            continue
        yield Piece("heading", sheet.title, 1, 0)
        for title, part in parts_of(_sheet(sheet)):
            yield from [Piece("heading", title.label, title.line, 1)] if title else []
            yield Piece("table", "", 1, grid=unfolded(part.cut()))
    yield from _without_value(data, workbook)


def _workbook(data: bytes, *, data_only: bool) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # about parts of the file that hold no cells
        return load_workbook(io.BytesIO(data), data_only=data_only)


def _without_value(data: bytes, workbook: Any) -> Iterator[Piece]:
    """Formulas of which the file holds no value, as programs leave them that only write workbooks."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        if not any(FORMULA.search(parts.read(name)) for name in sheets):
            return
    for sheet in (sheet for sheet in _workbook(data, data_only=False).worksheets if sheet.sheet_state == "visible"):
        for cell in (cell for row in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS)) for cell in row):
            if cell.data_type == "f" and workbook[sheet.title][cell.coordinate].value is None:
                place = f"{sheet.title}!{cell.coordinate}"
                yield Piece("paragraph", f"not read: the formula in {place} has no value", cell.row or 1, around=True)


def _sheet(sheet: Any) -> Grid:
    grid = Grid()
    spans = {(area.min_row, area.min_col): area.size for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS)):
        for cell in row:
            if cell.value is not None:
                span = spans.get((cell.row, cell.column), {"rows": 1, "columns": 1})
                struck = cell.has_style and cell.font.strike
                lines = [f"{STRIKE}{line}{STRIKE}" if struck else line for line in _lines(cell.value)]
                words = Cell(lines, cell.row)
                grid.put(words, cell.row - 1, cell.column - 1, span["rows"], span["columns"])
    return grid.fitted()


def _lines(value: Any) -> list[str]:
    if value is None:
        return []
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return [line for part in text.splitlines() if (line := clean(part))]


def read_csv(text: str, name: str) -> list[Piece]:
    """The table, with headings of what stands alone in the lines above it, such as a title."""
    text = text.lstrip("\ufeff")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        rows = [[(Cell(_lines(LINKED.sub("", value)), reader.line_num), 1, 1) for value in row] for row in reader]
    except csv.Error as error:
        hint = "A cell that holds the separator or a quotation mark stands in quotes."
        raise LoadError(name, f"malformed CSV: {error}", suggestion=hint) from None
    found = []
    for title, part in parts_of(grid_of(rows)):
        grid = part.cut()
        grid.cells = [cell for cell in grid.cells if cell not in grid.above]
        above = [*grid.above, title] if title else grid.above
        found += [Piece("heading", cell.label, cell.line, 1) for cell in above]
        found.append(Piece("table", "", 1, grid=unfolded(grid)))
    return found


def _delimiter(text: str) -> str:
    """The sign that parts most of the first rows into as many cells as the head has; one behind which no space stands
    comes first, of equal ones that of the widest head. Lines without any sign stand above the head.
    """
    text = TITLE_LINES.sub("", text)
    first = text.partition("\n")[0]

    def fit(delimiter: str) -> tuple[bool, bool, int, int]:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = [len(row) for row in islice(rows, FIRST_ROWS) if row]
        head = widths[0] if widths else 0
        return head > 1, f"{delimiter} " not in first, widths.count(head), head

    return max(",;\t|", key=fit)
