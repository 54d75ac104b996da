"""Documents that a command reads: of paths, of the data folder, of the graph."""

from __future__ import annotations

from pathlib import Path

from cli.terminal.console import note, progress_bar
from graph.documents.document import Document
from graph.errors import DocumentErrors
from graph.neo4j.database import Database
from graph.settings import Settings, load_settings
from graph.storing.state import read_state
from graph.storing.stored import read_documents
from loaders.errors import LoadError
from loaders.folder import SETTINGS_FILE, Reading, read_home, read_paths, vocabularies_of


def read_given(paths: list[Path] | None, settings: Settings, database: Database | None) -> Reading:
    """The documents of the paths, or of the data folder when there are none. A blueprint's flattened tables can only be
    read with names that are known: those of the graph and of the data folder.
    """
    with progress_bar("Reading documents") as move:

        def show(name: str, done: int, total: int) -> None:
            move(done, total)

        if not paths:
            return read_home(settings.home, progress=show)
        known = [*(stored_documents(database) if database else ()), *vocabulary_documents(settings)]
        return read_paths(paths, vocabularies_of(known), show)


def data_folder(home: Path | None) -> tuple[Path, list[Document]]:
    """The data folder in use and the documents that it loads. An installed package is never written to."""
    folder = load_settings(home=home).home
    if not (folder / SETTINGS_FILE).exists():
        raise LoadError(
            str(folder.resolve()),
            "is no data folder",
            suggestion="Make one with `ladder init DIR` and name it with --home DIR or LADDER_HOME.",
        )
    return folder, read_home(folder).documents


def note_skipped(reading: Reading) -> None:
    for path in reading.skipped:
        note(f"Skipped {path}: no kind of document. `ladder map` may read it as a ladder.")
    for words in reading.notes:
        note(words)


def stored_documents(database: Database) -> list[Document]:
    """The documents of the graph; none where nothing was ever loaded."""
    return list(read_documents(database).values()) if read_state(database) else []


def vocabulary_documents(settings: Settings) -> list[Document]:
    """The vocabulary of the data folder. A fault in it counts as none; a load of that folder tells of it."""
    try:
        return read_home(settings.home, within="vocabulary").documents
    except DocumentErrors:
        return []
