"""Reads the documents of paths, of the data folder and of the graph."""

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
    """The documents of the paths, or of the data folder when there are none. Flattened tables of
    blueprints are read with the names of the graph and of the data folder.
    """
    with progress_bar("Reading documents") as move:

        def show(name: str, done: int, total: int) -> None:
            move(done, total)

        if not paths:
            return read_home(settings.home, progress=show)
        known = [*(stored_documents(database) if database else ()), *vocabulary_documents(settings)]
        return read_paths(paths, vocabularies_of(known), show)


def note_shipped(settings: Settings) -> None:
    """Says that the shipped seeds stand for a ladder of one's own where the folder is no data folder."""
    if not (settings.home / SETTINGS_FILE).exists():
        note(
            f"There is no {SETTINGS_FILE} in {settings.home.resolve()}, so this is the ladder that ships with the "
            "project. `ladder init DIR` starts one of your own, `ladder map PATH --write` makes one of your documents."
        )


def data_folder(home: Path | None) -> tuple[Path, list[Document]]:
    """The data folder in use and its documents. Raises LoadError where there is none: a package is never written to."""
    folder = load_settings(home=home).home
    if not (folder / SETTINGS_FILE).exists():
        raise LoadError(
            str(folder.resolve()),
            "is no data folder",
            suggestion="Make one with `ladder init DIR` and name it with --home DIR or LADDER_HOME.",
        )
    return folder, read_home(folder).documents


def note_skipped(reading: Reading, *, loaded: bool = True) -> None:
    """Says what was left out; the places of originals that became nothing only where something was `loaded`."""
    for path in reading.skipped:
        note(f"Skipped {path}: no known kind of document. `ladder map` may read it as a ladder.")
    for words in (*(reading.notes if loaded else ()), *reading.doubts):
        note(str(words))


def stored_documents(database: Database) -> list[Document]:
    """The documents of the graph; empty where nothing was ever loaded."""
    return list(read_documents(database).values()) if read_state(database) else []


def vocabulary_documents(settings: Settings) -> list[Document]:
    """The vocabulary of the data folder, without files that have faults; a load reports those."""
    try:
        return read_home(settings.home, within="vocabulary").documents
    except DocumentErrors:
        return []
