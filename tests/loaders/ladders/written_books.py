"""Workbooks that hold a ladder."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.loaders.ladders.written import Files, Rows, Written, as_columns, as_lines


def _rated(rows: Rows) -> Rows:
    """With an empty column behind each level, in which people rate themselves."""
    head, *body = rows
    heads = ["", *(cell for level in head[1:] for cell in (level, ""))]
    below = [head[0], *(["Expectation", "Self rating"] * len(head[1:]))]
    return [heads, below, *([name, *(cell for text in texts for cell in (text, ""))] for name, *texts in body)]


def as_book(sheets: dict[str, Rows], change: Callable[[Worksheet], None] | None = None) -> Files:
    book, out = Workbook(), io.BytesIO()
    for title, rows in sheets.items():
        sheet = book.active if len(book.worksheets) == 1 and title == next(iter(sheets)) else book.create_sheet()
        assert isinstance(sheet, Worksheet)
        sheet.title = title[:31].replace("/", " ").replace(":", " ")
        for row in rows:
            sheet.append(row)
        if change:
            change(sheet)
    book.save(out)
    return {"ladder.xlsx": out.getvalue()}


def _one(rows: Rows, change: Callable[[Worksheet], None] | None = None) -> Files:
    return as_book({"Matrix": rows}, change)


def _merged_groups(ladder: Written) -> Files:
    """Groups of two competencies each, whose cells are merged downward."""
    head, *body = as_columns(ladder, "\n")
    rows = [["Area", *head], *([("People", "Work")[at // 2 % 2], *row] for at, row in enumerate(body))]

    def merge(sheet: Worksheet) -> None:
        for start in range(2, len(body) + 1, 2):
            sheet.merge_cells(start_row=start, start_column=1, end_row=min(start + 1, len(body) + 1), end_column=1)

    return _one(rows, merge)


def _two_texts(ladder: Written) -> Files:
    """A competency over several rows, one for each line of a text; its name is merged downward."""
    rows: Rows = [["Competency", *ladder.levels]]
    merged: list[tuple[int, int]] = []
    for name in ladder.competencies:
        lines = [ladder.lines(level, name) for level in ladder.levels]
        height = max(map(len, lines))
        merged.append((len(rows) + 1, len(rows) + height))
        rows += [[name if not at else "", *(own[at] if at < len(own) else "" for own in lines)] for at in range(height)]

    def merge(sheet: Worksheet) -> None:
        for first, last in merged:
            sheet.merge_cells(start_row=first, start_column=1, end_row=last, end_column=1)

    return _one(rows, merge)


def _below(ladder: Written) -> Iterator[tuple[str, Rows]]:
    """A sheet for each competency, with a row for each level."""
    for name in ladder.competencies:
        yield name, [["Level", "Expectation"], *([level, ladder.text(level, name, "\n")] for level in ladder.levels)]


def _each(ladder: Written) -> Iterator[tuple[str, Rows]]:
    """A sheet for each level, with a row for each competency."""
    for level in ladder.levels:
        rows = [[name, ladder.text(level, name, "\n")] for name in ladder.competencies]
        yield level, [["Competency", "Expectation"], *rows]


BOOKS: dict[str, Callable[[Written], Files]] = {
    "workbook of columns": lambda ladder: _one(as_columns(ladder, "\n")),
    "workbook of rows": lambda ladder: _one(as_lines(ladder, "\n")),
    "workbook with a rating": lambda ladder: _one(_rated(as_columns(ladder, "\n"))),
    "workbook with a legend": lambda ladder: _one(
        [*as_columns(ladder, "\n"), [], ["Legend"], ["1", "Rarely"], ["2", "Always"]]
    ),
    "workbook with a banner": lambda ladder: _one(
        [["Career ladder"], [], ["Read it with care."], *as_columns(ladder, "\n")]
    ),
    "workbook of merged groups": _merged_groups,
    "workbook of several rows a competency": _two_texts,
    "workbook with a sheet a competency": lambda ladder: as_book(dict(_below(ladder))),
    "workbook with a sheet a level": lambda ladder: as_book(dict(_each(ladder))),
}
