"""`ladder documents`: the documents of the graph as plain files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.terminal.console import say
from cli.terminal.databases import open_database, open_graph
from cli.terminal.groups import group
from cli.terminal.loading import load_with_progress
from cli.terminal.options import HomeOption
from cli.terminal.words import counted
from graph.settings import load_settings
from graph.storing.copies import export_documents, read_copies
from graph.storing.plan import Request
from graph.storing.stored import read_documents

documents = group("The documents of the graph as plain files.")

FolderArgument = Annotated[Path, typer.Argument(help="Folder of the copies.", show_default=False)]


@documents.command("export")
def documents_export(folder: FolderArgument, home: HomeOption = None) -> None:
    """Write every document to a new folder.

    Writes one JSON file for each. The graph is made from its documents, so these files are a complete backup, except
    for the history. The database keeps running.
    """
    with open_graph(home) as database:
        count = export_documents(read_documents(database).values(), folder)
    say(f"{counted(count, 'document')} in {folder}; `ladder documents load {folder}` makes the same graph of them.")


@documents.command("load")
def documents_load(folder: FolderArgument, home: HomeOption = None) -> None:
    """Make the graph what the copies in a folder say.

    In one atomic step. Documents of these collections that are not in the folder are removed.
    """
    copies = read_copies(folder)
    with open_database(home) as database:
        request = Request(copies, frozenset(document.collection for document in copies))
        load_with_progress(database, request, load_settings(home=home))
