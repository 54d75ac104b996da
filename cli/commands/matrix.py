"""`ladder matrix`: the competency matrix of a family, for people managers."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.terminal.session import HomeOption, err, open_database
from graph.settings import load_settings
from queries.ladders.matrix import Matrix, find_family, to_csv, to_markdown
from queries.ladders.matrix import matrix as matrix_of
from queries.ladders.matrix_workbook import to_xlsx
from queries.network.build import read_network

Format = Literal["xlsx", "csv", "md"]


def matrix(
    family: Annotated[str, typer.Argument(help="Id or name of a family.")],
    format: Annotated[
        Format | None, typer.Option(help="The suffix of --output when left out, else md.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Write to this file; to standard output when left out.", dir_okay=False, show_default=False),
    ] = None,
    home: HomeOption = None,
) -> None:
    """The competency matrix of a family: skills by levels, as a workbook that prints well, CSV or Markdown."""
    wanted = format or _format_of(output)
    if wanted == "xlsx" and output is None and sys.stdout.isatty():
        raise typer.BadParameter("a workbook is no text for a terminal; give --output FILE.xlsx")
    with open_database(home) as database:
        network = read_network(database, drafts=load_settings(home=home).show_drafts)
    table = matrix_of(network, find_family(network, family))
    _write(_bytes(table, wanted), output)
    if output:
        err.print(f"Wrote {output}: {len(table.lines)} skills × {len(table.columns)} levels of {table.family.name}.")


def _format_of(output: Path | None) -> Format:
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    for format in ("xlsx", "csv"):
        if suffix == format:
            return format
    return "md"


def _bytes(table: Matrix, format: Format) -> bytes:
    if format == "xlsx":
        return to_xlsx(table)
    return (to_csv(table) if format == "csv" else to_markdown(table)).encode()


def _write(data: bytes, output: Path | None) -> None:
    if output:
        output.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
