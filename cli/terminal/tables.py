"""Tables of rows, on the terminal or in a file: what `ladder query run` and `ladder cypher` share."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
import typer
from rich.markup import escape
from rich.table import Table as Printed

from cli.terminal.session import err, out
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
    """The format asked for, else that of the file's ending. Raises CatalogueError before anything is read."""
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
        _print(table)
    else:
        write_bytes(_bytes(table, format), output)
    if table.cut:
        err.print(
            f"Only the first {len(table.rows):,} rows; there are more. Raise --rows, or ask for less.", style="yellow"
        )


def write_bytes(content: bytes, output: Path | None) -> None:
    """To a file, or to the standard output. Raises CatalogueError when the file cannot be written."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(content)
    except OSError as error:
        raise CatalogueError(f"--output {output} cannot be written: {error.strerror}. Choose another place.") from None


def _bytes(table: Table, format: Format) -> bytes:
    if format == "json":
        return orjson.dumps(plain(table.rows), option=orjson.OPT_INDENT_2) + b"\n"
    if format == "parquet":
        return parquet(table.columns, table.rows)
    text = io.StringIO()
    writer = (
        csv.writer(text, lineterminator="\n") if format == "csv" else csv.writer(text, "excel-tab", lineterminator="\n")
    )
    writer.writerows([table.columns, *([_cell(row[column]) for column in table.columns] for row in table.rows)])
    return text.getvalue().encode()


def _print(table: Table) -> None:
    printed = Printed(*map(escape, table.columns), box=None, pad_edge=False)
    for row in table.rows:
        printed.add_row(*(escape(_cell(row[column])) for column in table.columns))
    out.print(printed)
    out.print(f"{len(table.rows)} rows", style="dim")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
