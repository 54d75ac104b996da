"""The competency matrix as an XLSX workbook that prints well: landscape, one page wide, headings on every page."""

from __future__ import annotations

import io
import re

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from queries.ladders.matrix import LEGEND, Matrix, first_columns, rows

TITLE_ROW, SUBTITLE_ROW, HEADING_ROW, ROLES_ROW, FIRST_ROW = 1, 2, 4, 5, 6
_WIDTHS = {"Skill": 34.0, "Kind": 11.0, "Group": 20.0}
_LEVEL_WIDTH = 20.0
_HEADING = PatternFill("solid", fgColor="1F3864")
# The cells' words say the same as the colours, for prints in grey
_FILLS = {"critical": "C6E0B4", "important": "E2EFDA", "optional": "F7F7F7"}
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def to_xlsx(table: Matrix) -> bytes:
    """The workbook's bytes."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = re.sub(r"[\[\]:*?/\\']", " ", table.family.name)[:31].strip() or "Matrix"
    labels = first_columns(table)
    last = len(labels) + len(table.columns)
    _head(sheet, table)
    end = _body(sheet, table)
    for at, text in enumerate(LEGEND):
        _write(sheet, end + 2 + at, 1, text).font = Font(italic=True, size=9, color="595959")
    _lay_out(sheet, labels, last, end + 1 + len(LEGEND))
    _foot(sheet, table)
    workbook.properties.title = table.title
    workbook.properties.creator = "career-ladder-graph"
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Writes text as text, even when it looks like a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
    return cell


def _head(sheet: Worksheet, table: Matrix) -> None:
    _write(sheet, TITLE_ROW, 1, table.title).font = Font(bold=True, size=16)
    _write(sheet, SUBTITLE_ROW, 1, table.subtitle).font = Font(color="595959")
    labels = first_columns(table)
    upper = [*labels, *(column.name for column in table.columns)]
    lower = [*("" for _ in labels), *("\n".join(column.titles) for column in table.columns)]
    for row, texts in ((HEADING_ROW, upper), (ROLES_ROW, lower)):
        for column, text in enumerate(texts, start=1):
            cell = _write(sheet, row, column, text)
            cell.font = Font(bold=row == HEADING_ROW, color="FFFFFF", size=11 if row == HEADING_ROW else 9)
            cell.fill = _HEADING
            cell.border = _BORDER
            cell.alignment = Alignment(
                wrap_text=True, vertical="top", horizontal="left" if column <= len(labels) else "center"
            )
    most = max((len(column.titles) for column in table.columns), default=1)
    sheet.row_dimensions[ROLES_ROW].height = 26.0 * most


def _foot(sheet: Worksheet, table: Matrix) -> None:
    footer = sheet.oddFooter
    assert footer is not None
    footer.left.text = f"{table.title}, {table.subtitle.lower()}".replace("&", "&&")
    footer.right.text = "&P / &N"


def _body(sheet: Worksheet, table: Matrix) -> int:
    """Writes a row for each skill; returns the last row."""
    row, labels = ROLES_ROW, first_columns(table)
    for line, texts in zip(table.lines, rows(table), strict=True):
        row += 1
        needs = [*(None for _ in labels), *line.cells]
        for column, (text, need) in enumerate(zip(texts, needs, strict=True), start=1):
            cell = _write(sheet, row, column, text)
            cell.border = _BORDER
            cell.alignment = Alignment(
                wrap_text=True, vertical="center", horizontal="left" if column <= len(labels) else "center"
            )
            if column == 1:
                cell.font = Font(bold=True)
            if need and need.importance:
                cell.fill = PatternFill("solid", fgColor=_FILLS[need.importance])
    return row


def _lay_out(sheet: Worksheet, labels: list[str], last_column: int, last_row: int) -> None:
    for column, label in enumerate(labels, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[label]
    for column in range(len(labels) + 1, last_column + 1):
        sheet.column_dimensions[get_column_letter(column)].width = _LEVEL_WIDTH
    sheet.freeze_panes = sheet.cell(FIRST_ROW, len(labels) + 1).coordinate
    sheet.print_title_rows = f"{HEADING_ROW}:{ROLES_ROW}"
    sheet.print_area = f"A1:{get_column_letter(last_column)}{last_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.print_options.horizontalCentered = True
