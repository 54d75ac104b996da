"""What `ladder up` does with the data folder once the database answers."""

from __future__ import annotations

from cli.terminal.console import note
from cli.terminal.databases import open_database
from cli.terminal.loading import load_with_progress
from cli.terminal.reading import note_shipped, note_skipped, read_given
from graph.errors import DocumentErrors
from graph.neo4j.database import Database
from graph.settings import Settings
from graph.storing.plan import Request, touches
from graph.storing.state import read_state
from loaders.folder import read_home


def load_if_empty(settings: Settings) -> None:
    """Loads the data folder into an empty graph; of another one, says whether the files differ from it."""
    note_shipped(settings)
    with open_database(settings.home) as database:
        state = read_state(database)
        if state is None or not state.ready:
            reading = read_given(None, settings, database)
            load_with_progress(database, Request(reading.documents, reading.authoritative), settings)
            note_skipped(reading)
        elif _home_differs(database, settings):
            note("The files differ from the graph: `ladder load --dry-run` shows how, `ladder load` loads them.")


def _home_differs(database: Database, settings: Settings) -> bool:
    """True when the files of the data folder differ from those in the graph, or cannot be read."""
    try:
        reading = read_home(settings.home)
    except DocumentErrors:
        return True
    return touches(database, Request(reading.documents, reading.authoritative))
