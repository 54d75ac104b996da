"""`ladder schema`: prints the schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.terminal.console import print_json, say
from cli.terminal.options import HomeOption


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
    """Print a contract: GraphQL, unless another is asked for."""
    if output and not sheet:
        raise typer.BadParameter("--output goes with --sheet; the other contracts are text, which `>` puts into a file")
    if sheet:
        from cli.terminal.workbooks import write_template

        write_template(output, home)
    elif graph:
        from cli.pages.data_model import data_model_page

        say(data_model_page(), nl=False)
    elif seeds:
        from loaders.curated.schemas import editor_schemas

        print_json(editor_schemas())
    else:
        from api.schema import schema as graphql_schema

        say(graphql_schema.as_str())
