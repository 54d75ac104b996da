"""`ladder schema`: the contracts as text."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.data_model import data_model_page
from cli.schemas import editor_schemas
from cli.session import print_json


def schema(
    graphql: Annotated[bool, typer.Option("--graphql", help="The GraphQL schema (SDL).")] = False,
    graph: Annotated[bool, typer.Option("--graph", help="Labels, relationships and properties of the graph.")] = False,
    seeds: Annotated[bool, typer.Option("--seeds", help="JSON Schemas of role and vocabulary files.")] = False,
) -> None:
    """Print a contract: the GraphQL schema unless another is asked for."""
    if graph:
        typer.echo(data_model_page(), nl=False)
    elif seeds:
        print_json(editor_schemas())
    else:
        from api.schema import schema as graphql_schema  # takes longer to import than all other commands need

        typer.echo(graphql_schema.as_str())
