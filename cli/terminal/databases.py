"""Opens the database for a command, and starts the local Neo4j."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cli.terminal.console import note, progress_bar
from graph.neo4j.connection import connection
from graph.neo4j.database import Database
from graph.settings import load_settings
from graph.storing.state import require_ready

if TYPE_CHECKING:
    from graph.neo4j.local import LocalNeo4j, Running


@contextmanager
def open_database(home: Path | None = None) -> Iterator[Database]:
    """The database of the settings. Raises DatabaseUnavailable and WrongPassword before a command begins its work."""
    with Database(*connection(load_settings(home=home))) as database:
        database.check()
        yield database


@contextmanager
def open_graph(home: Path | None = None) -> Iterator[Database]:
    """The database of the settings, if it holds a complete graph. Raises NotReady too."""
    with open_database(home) as database:
        require_ready(database)
        yield database


def start_neo4j(local: LocalNeo4j, *, stays: bool = False) -> Running:
    """Starts the local Neo4j with a progress bar. With `stays` it outlives this process."""
    fetching = f"Fetching Neo4j {local.version}"
    if not sys.stderr.isatty() and local.running() is None:
        note(f"Starting Neo4j {local.version}; the first time its jars are fetched, about 180 MB …")
    with progress_bar(fetching) as move:
        return local.start(
            stays=stays,
            progress=lambda done, total: move(done, total, fetching if done < total else "Starting Neo4j"),
        )
