"""`ladder matrix`: the competency matrix of a family, for people managers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.terminal.console import note
from cli.terminal.databases import open_database
from cli.terminal.files import require_place_for_workbook, write_bytes
from cli.terminal.options import HomeOption
from graph.settings import load_settings
from queries.ladders.matrix import Matrix, find_family, to_csv, to_markdown
from queries.ladders.matrix import matrix as matrix_of
from queries.network.build import read_network

Format = Literal["xlsx", "csv", "md"]
_BY_ENDING: dict[str, Format] = {".xlsx": "xlsx", ".csv": "csv"}


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
    """The competency matrix of a family: skills by levels.

    As a workbook that prints well, as CSV or as Markdown.
    """
    chosen = format or _BY_ENDING.get(output.suffix.lower() if output else "", "md")
    if chosen == "xlsx":
        require_place_for_workbook(output)
    with open_database(home) as database:
        network = read_network(database, drafts=load_settings(home=home).show_drafts)
    table = matrix_of(network, find_family(network, family))
    write_bytes(_bytes(table, chosen), output)
    if output:
        note(f"Wrote {output}: {len(table.lines)} skills × {len(table.columns)} levels of {table.family.name}.")


def _bytes(table: Matrix, format: Format) -> bytes:
    if format == "xlsx":
        from queries.ladders.matrix_workbook import to_xlsx

        return to_xlsx(table)
    return (to_csv(table) if format == "csv" else to_markdown(table)).encode()
