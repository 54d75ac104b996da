"""`ladder schema`: the contracts as text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.commands.imports import write_template
from cli.pages.data_model import data_model_page
from cli.terminal.session import HomeOption, print_json
from loaders.curated.schemas import editor_schemas


def schema(
    graphql: Annotated[bool, typer.Option("--graphql", help="The GraphQL schema (SDL).")] = False,
    graph: Annotated[bool, typer.Option("--graph", help="Labels, relationships and properties of the graph.")] = False,
    seeds: Annotated[bool, typer.Option("--seeds", help="JSON Schemas of role and vocabulary files.")] = False,
    sheet: Annotated[
        bool, typer.Option("--sheet", help="A workbook (XLSX) to fill in, with examples and drop-downs.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option(help="The file to write --sheet to; else the standard output.", show_default=False)
    ] = None,
    home: HomeOption = None,
) -> None:
    """Print a contract: the GraphQL schema unless another is asked for."""
    if output and not sheet:
        raise typer.BadParameter("--output goes with --sheet; the other contracts are text, which `>` puts into a file")
    if sheet:
        write_template(output, home)
    elif graph:
        typer.echo(data_model_page(), nl=False)
    elif seeds:
        print_json(editor_schemas())
    else:
        from api.schema import schema as graphql_schema  # takes longer to import than all other commands need

        typer.echo(graphql_schema.as_str())
