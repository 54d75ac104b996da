"""Prints or writes rows of Cypher, for `ladder query run` and `ladder cypher`."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
import typer

from cli.terminal.console import dim, note, print_table, say, yellow
from cli.terminal.files import write_bytes
from queries.analyst.catalogue import CatalogueError
from queries.analyst.parquet import parquet, plain
from queries.analyst.tables import Table

Format = Literal["table", "csv", "json", "parquet"]
ParamOption = Annotated[list[str] | None, typer.Option(help="NAME=VALUE; may be repeated.", show_default=False)]
FormatOption = Annotated[
    Format | None, typer.Option(help="How to write the rows; else by the ending of --output.", show_default="table")
]
OutputOption = Annotated[
    Path | None,
    typer.Option(help="Write to this file, in the format of its ending: .csv, .json or .parquet.", show_default=False),
]

_SHOWN = 3  # entries of a list, on a terminal
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # spreadsheets take a text with such a start for a formula
_BY_ENDING: dict[str, Format] = {".csv": "csv", ".json": "json", ".parquet": "parquet", ".txt": "table"}


def pairs(params: list[str] | None) -> dict[str, str]:
    """`NAME=VALUE` options by name. Raises CatalogueError."""
    values = {}
    for text in params or []:
        name, sign, value = text.partition("=")
        if not sign:
            raise CatalogueError(f"--param {text!r} should be NAME=VALUE.")
        values[name] = value
    return values


def chosen(format: Format | None, output: Path | None) -> Format:
    """The given format, else that of the file's ending. Raises CatalogueError for an unknown ending."""
    format = format or (_BY_ENDING.get(output.suffix.lower()) if output else "table")
    if format is None:
        raise CatalogueError(
            f"--output {output}: the ending says no format; end it in {', '.join(_BY_ENDING)} or give --format."
        )
    if format == "parquet" and output is None:
        raise CatalogueError("Parquet is no text for a terminal. Give --output FILE.parquet.")
    return format


def write_table(table: Table, format: Format, output: Path | None) -> None:
    if format == "table" and output is None:
        print_table(table.columns, _cells(table, most=_SHOWN))
        say(dim(f"{len(table.rows)} rows"))
    else:
        write_bytes(_bytes(table, format), output)
    if table.cut:
        note(yellow(f"Only the first {len(table.rows):,} rows; there are more. Raise --rows, or ask for less."))


def _bytes(table: Table, format: Format) -> bytes:
    if format == "json":
        return orjson.dumps(plain(table.rows), option=orjson.OPT_INDENT_2) + b"\n"
    if format == "parquet":
        return parquet(table.columns, table.rows)
    text = io.StringIO()
    writer = csv.writer(text, "excel" if format == "csv" else "excel-tab", lineterminator="\n")
    writer.writerow(table.columns)
    for row, cells in zip(table.rows, _cells(table), strict=True):
        values = (row[column] for column in table.columns)
        writer.writerow(map(spreadsheet_text, values, cells) if format == "csv" else cells)
    return text.getvalue().encode()


def spreadsheet_text(value: Any, cell: str) -> str:
    """The text of a cell, protected from being taken for a formula; numbers stay numbers."""
    return f"'{cell}" if not isinstance(value, (int, float)) and cell.startswith(_FORMULA) else cell


def _cells(table: Table, most: int | None = None) -> list[list[str]]:
    return [[_cell(row[column], most) for column in table.columns] for row in table.rows]


def _cell(value: Any, most: int | None) -> str:
    """The text of a cell; a list shows `_SHOWN` entries and the number of the others."""
    if value is None:
        return ""
    if not isinstance(value, list):
        return str(value)
    more = f" … (+{len(value) - most})" if most is not None and len(value) > most else ""
    return "; ".join(map(str, value[:most])) + more
