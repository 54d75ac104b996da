"""Ladders as workbooks: the template, and the roles of the graph. `ladder import sheet` reads both."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cli.terminal.console import note, yellow
from cli.terminal.files import require_place_for_workbook, write_bytes
from cli.terminal.reading import stored_documents, vocabulary_documents
from graph.documents.document import Document
from graph.documents.names import Names
from graph.neo4j.database import Database
from graph.settings import load_settings
from loaders.errors import LoadError
from loaders.sheets.workbook import template, to_workbook


def write_template(output: Path | None, home: Path | None) -> None:
    """Writes a workbook to fill in, with examples and drop-downs."""
    require_place_for_workbook(output)
    _write(template(_levels(vocabulary_documents(load_settings(home=home)))), output)


def write_roles(database: Database, output: Path | None, collection: str | None) -> None:
    """Writes the roles of one collection, or of all. Raises LoadError where there is no such collection."""
    require_place_for_workbook(output)
    documents = sorted(stored_documents(database), key=lambda document: document.id)
    chosen = [document for document in documents if collection in (None, document.collection)]
    if not chosen:
        known = ", ".join(sorted({document.collection for document in documents}))
        raise LoadError("graph", f"there is no collection {collection!r}", suggestion=f"It has {known}.")
    left_out: list[str] = []
    others = [document for document in documents if document not in chosen]
    _write(to_workbook(chosen, _levels(documents), left_out, others), output)
    for words in left_out:
        note(yellow(words))


def _levels(documents: Iterable[Document]) -> list[str]:
    """Names to choose a level from."""
    names = Names.of(documents)
    return [names.name_of("level", id) or id for id in names.ids("level")]


def _write(workbook: bytes, output: Path | None) -> None:
    write_bytes(workbook, output)
    if output:
        note(f"Wrote {output}.")
