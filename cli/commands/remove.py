"""`ladder remove`: documents out of the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.terminal.databases import open_database
from cli.terminal.loading import load_with_progress
from cli.terminal.options import HomeOption
from graph.settings import load_settings
from graph.storing.plan import remove_request


def remove(
    document: Annotated[str | None, typer.Argument(help="Id of a document.", show_default=False)] = None,
    collection: Annotated[
        str | None, typer.Option(help="Take back every document of a collection.", show_default=False)
    ] = None,
    home: HomeOption = None,
) -> None:
    """Take back exactly what one document or one collection said."""
    if (document is None) == (collection is None):
        raise typer.BadParameter("give the id of a document, or --collection NAME")
    with open_database(home) as database:
        request = remove_request(database, document=document, collection=collection)
        load_with_progress(database, request, load_settings(home=home))
