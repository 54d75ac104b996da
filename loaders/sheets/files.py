"""Spreadsheet files as rows of text: workbooks (XLSX) and CSV."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from loaders.decoding import binary_kind
from loaders.errors import LoadError
from loaders.sheets.layout import ROLES

LARGEST_FILE = 20_000_000  # bytes
LARGEST_CONTENT = 400_000_000  # bytes of a workbook when unpacked
MOST_ROWS = 100_000  # of a sheet


class Cells(NamedTuple):
    """A row; `number` counts from 1 as the spreadsheet shows it."""

    number: int
    texts: list[str]


class Merge(NamedTuple):
    """Cells that were made one; rows and columns count from 1."""

    top: int
    left: int
    bottom: int
    right: int


class NamedSheet(NamedTuple):
    """A sheet as it is in the file. The one of a CSV file has the file's name.

    `uncalculated` are cells with a formula whose value is not in the file.
    """

    name: str
    rows: list[Cells]
    merges: list[Merge] = []
    uncalculated: list[str] = []
    hidden: bool = False


def read_file(path: Path) -> list[NamedSheet]:
    """The sheets of a file; hidden ones without their rows. Raises LoadError."""
    return [_csv(path)] if is_csv(path) else list(_workbook(path))


def is_csv(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".tsv", ".txt")


def _csv(path: Path) -> NamedSheet:
    data = _bytes(path)
    if kind := binary_kind(data):
        raise LoadError(
            path.name,
            f"this is {kind}, not CSV",
            suggestion="Save it as CSV UTF-8, or with the ending .xlsx when it is a workbook.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise LoadError(path.name, message, row, None, "Save the file as “CSV UTF-8”.") from None
    delimiter, text = _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise LoadError(
            path.name,
            f"malformed CSV: {error}",
            suggestion="A cell that holds the separator or a quotation mark stands in quotes.",
        ) from None
    return NamedSheet(path.stem, [Cells(number, row) for number, row in enumerate(rows, start=1)])


def _delimiter(text: str) -> tuple[str, str]:
    """The separator that a first line `sep=;` names, or with which one of the first lines has most headings; and the
    text without that line.
    """
    first, _, rest = text.partition("\n")
    if named := re.fullmatch(r'"?sep=(.)"?\s*', first, re.IGNORECASE):
        return named[1], rest
    lines = text.split("\n", _FIRST_LINES)[:_FIRST_LINES]

    def headings(delimiter: str) -> tuple[int, int]:
        known = [sum(ROLES.column(cell.strip(' "\r')) is not None for cell in line.split(delimiter)) for line in lines]
        return max(known), first.count(delimiter)

    return max(",;\t|", key=headings), text


_FIRST_LINES = 10


def _workbook(path: Path) -> Iterator[NamedSheet]:
    data = _bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_CONTENT:
                raise LoadError(
                    path.name,
                    f"the workbook unpacks to more than {LARGEST_CONTENT:,} bytes",
                    suggestion="Delete empty rows and pictures, and save it again.",
                )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about parts of the file that hold no cells
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                for sheet in workbook.worksheets:
                    if sheet.sheet_state == "visible":
                        source = _source(data, sheet)
                        yield NamedSheet(sheet.title, list(_rows(path, sheet)), _merges(source), _uncalculated(source))
                    else:
                        yield NamedSheet(sheet.title, [], hidden=True)
            finally:
                workbook.close()
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        TypeError,
        OSError,
        EOFError,
        zlib.error,
        SyntaxError,
    ) as error:
        hint = "Save it as an Excel workbook (.xlsx) or as CSV UTF-8."
        raise LoadError(
            path.name, f"this is no workbook that can be read ({type(error).__name__})", suggestion=hint
        ) from error


def _source(data: bytes, sheet: Any) -> bytes:
    """The XML of a sheet: what of it the reader of rows passes over stands there."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(sheet._worksheet_path)


def _merges(source: bytes) -> list[Merge]:
    found = re.findall(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"', source)
    return [
        Merge(int(top), column_index_from_string(left.decode()), int(bottom), column_index_from_string(right.decode()))
        for left, top, right, bottom in found
    ]


def _uncalculated(source: bytes) -> list[str]:
    found = re.findall(rb'<c r="([A-Z]+\d+)"[^>]*><f[^>]*>[^<]*</f>(?:<v\s*/>|<v></v>)?</c>', source)
    return [cell.decode() for cell in found]


def _rows(path: Path, sheet: Any) -> Iterator[Cells]:
    sheet.reset_dimensions()  # what the file says of them may be wrong
    for number, values in enumerate(sheet.values, start=1):
        if number > MOST_ROWS:
            raise LoadError(
                path.name,
                f"the sheet {sheet.title} has more than {MOST_ROWS:,} rows",
                suggestion="Split the file, or delete empty rows.",
            )
        yield Cells(number, [_text_of(value) for value in values])


def _text_of(value: Any) -> str:
    """A cell as text, whole numbers as people write them."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise LoadError(
                path.name,
                f"the file has {path.stat().st_size:,} bytes; at most {LARGEST_FILE:,} are read",
                suggestion="Split it into several files.",
            )
        return path.read_bytes()
    except OSError as error:
        raise LoadError(
            str(path), f"cannot be read ({error.strerror})", suggestion="Check the path and its permissions."
        ) from error
