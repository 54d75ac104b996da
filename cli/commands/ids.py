"""`ladder ids`: writes ids into the files that state none, so that they never change."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cli.terminal.console import note, print_json, print_table, yellow
from cli.terminal.databases import open_database
from cli.terminal.options import HomeOption, JsonOption
from cli.terminal.reading import data_folder, stored_documents
from cli.terminal.words import counted
from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.documents.names import Names
from graph.errors import LadderError
from loaders.curated.edits import Changed, checked, text_of, with_first_key


def ids(
    write: Annotated[
        bool, typer.Option("--write", help="Put the ids into the files; comments and order stay.")
    ] = False,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Which files state no id, and the ids to put into them.

    An id is the one that the role has in the graph, if the graph is running and has the role; else the one that its
    title gives.
    """
    folder, documents = data_folder(home)
    documents = _as_stored(documents, home)
    names = Names.of(documents)
    missing = {
        path: names.own_role_of(document)
        for document in documents
        if isinstance(document.content, Blueprint)
        and document.content.id is None
        and document.format == "yaml"
        and (path := folder / document.id.partition("/")[2]).is_file()
    }
    stated = Counter(
        document.content.id for document in documents if isinstance(document.content, Blueprint) and document.content.id
    )
    taken = Counter(missing.values()) + stated
    if as_json:
        print_json([{"path": str(path), "id": id, "shared": taken[id] > 1} for path, id in missing.items()])
    else:
        print_table(("File", "Id"), [(str(path), id) for path, id in missing.items()])
    for path, id in missing.items():
        if taken[id] > 1:
            note(yellow(f"{path}: another file is the role {id} too; give each an `id` by hand."))
    free = {path: id for path, id in missing.items() if taken[id] == 1}
    if write:
        changed = [_with_id(path, id) for path, id in free.items()]
        for file in changed:
            file.write()
        note(f"Wrote {counted(len(changed), 'id')}.")
    elif free:
        note(f"{counted(len(free), 'file')} without an id; `ladder ids --write` puts them in.")
    else:
        note("Every file states its id." if not missing else "Nothing can be written.")


def _as_stored(documents: list[Document], home: Path | None) -> list[Document]:
    """The documents with the ids that their roles have in the graph, if it is running."""
    try:
        with open_database(home) as database:
            stored = {document.id: document.role_id for document in stored_documents(database)}
    except LadderError as error:
        note(f"The graph was not asked ({error.message}); the ids are those that the titles give.")
        return documents
    return [replace(document, role_id=stored.get(document.id)) for document in documents]


def _with_id(path: Path, id: str) -> Changed:
    before = text_of(path)
    return checked(Changed(path, before, with_first_key(before, "title", "id", id)), path.name)
