"""`ladder export`: the graph, or a part of it, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.terminal.console import dim, note
from cli.terminal.databases import open_graph
from cli.terminal.files import write_bytes
from cli.terminal.options import HomeOption
from queries.analyst.catalogue import CatalogueError
from queries.analyst.exports import FORMATS, part, read_graph

Format = Literal["graphml", "csv", "json", "cytoscape", "mermaid", "dot", "parquet", "jsonld", "xlsx"]
_PAIRS = ("csv", "parquet")


def export(
    format: Annotated[
        Format,
        typer.Option(
            help="csv and parquet are two files, of nodes and relationships, raw for programs; xlsx holds roles as "
            "`ladder import sheet` reads them, jsonld what `ladder import jsonld` reads."
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(help="The file, or the folder of csv and parquet; else the standard output.", show_default=False),
    ] = None,
    family: Annotated[
        str | None, typer.Option(help="Only the roles of this family and what they lead to.", show_default=False)
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(help="Only this role, its neighbours by career steps and what they lead to.", show_default=False),
    ] = None,
    steps: Annotated[int, typer.Option(min=0, max=12, help="How many career steps away from --role.")] = 1,
    label: Annotated[
        list[str] | None, typer.Option(help="Only nodes of this label; may be repeated.", show_default=False)
    ] = None,
    collection: Annotated[
        str | None, typer.Option(help="Of xlsx: only the roles of this collection.", show_default=False)
    ] = None,
    home: HomeOption = None,
) -> None:
    """Write the graph, or a part of it, for other programs.

    For Gephi, yEd, Cytoscape, NetworkX, neo4j-admin import, a picture, a data frame or a spreadsheet.
    """
    if format == "xlsx":
        if family or role or label:
            raise CatalogueError(
                "xlsx holds whole roles of whole documents. Leave out --family, --role and --label; --collection "
                "chooses."
            )
        _write_workbook(output, collection, home)
        return
    if collection:
        raise CatalogueError(
            "--collection goes with --format xlsx. --family, --role and --label choose for the other formats."
        )
    if format in _PAIRS and output is None:
        raise CatalogueError(f"{format} is two files. Give --output FOLDER.")
    with open_graph(home) as database:
        graph = part(read_graph(database), family=family, role=role, steps=steps, labels=label or ())
    for name, content in FORMATS[format](graph).items():
        write_bytes(content, output / name if output and name else output)
    note(dim(f"{len(graph.nodes):,} nodes, {len(graph.edges):,} edges"))


def _write_workbook(output: Path | None, collection: str | None, home: Path | None) -> None:
    from cli.terminal.workbooks import write_roles

    with open_graph(home) as database:
        write_roles(database, output, collection)
