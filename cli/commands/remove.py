"""`ladder remove`: documents out of the graph."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from cli.terminal.console import note, yellow
from cli.terminal.databases import open_database
from cli.terminal.loading import load_with_progress
from cli.terminal.options import HomeOption
from cli.terminal.words import counted
from graph.settings import load_settings
from graph.storing.plan import remove_request
from graph.storing.stored import read_documents
from loaders.folder import SETTINGS_FILE, folder_settings

_SHOWN = 5


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
        settings = load_settings(home=home)
        going = request.drop or {id for id in read_documents(database) if id.partition("/")[0] == collection}
        load_with_progress(database, request, settings)
    _note_files_left(going, settings.home)


def _note_files_left(documents: Iterable[str], home: Path) -> None:
    """Notes files of the data folder that the next load would bring back."""
    if not (home / SETTINGS_FILE).exists():
        return
    own = folder_settings(home).collection or home.resolve().name
    names = sorted(name for collection, _, name in (id.partition("/") for id in documents) if collection == own)
    if left := [str(home / name) for name in names if (home / name).is_file()]:
        shown = ", ".join(left[:_SHOWN]) + (" …" if len(left) > _SHOWN else "")
        note(
            yellow(
                f"{counted(len(left), 'file')} still in the data folder: {shown}. The next `ladder load` of the folder "
                "brings them back; delete them, or set `status: retired` in them instead."
            )
        )
