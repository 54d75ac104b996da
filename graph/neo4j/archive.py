"""Backup and restore of the local Neo4j by Neo4j's own dump and load. A newer Neo4j reads the dump of an older one.

The server must not run meanwhile: one in the background is stopped and started again. A dump holds no password, so a
restored database has the password of its folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.neo4j.exchange import BESIDE, finish_exchange, mark_complete
from graph.neo4j.installation import DATABASE, ROOM, LocalNeo4jError, make_private, require_room, written_to
from graph.neo4j.jars import fetch_jars
from graph.neo4j.local import LocalNeo4j


def backup(local: LocalNeo4j, target: Path) -> int:
    """Writes a dump, readable by its owner only, and returns its size in bytes. A file of that name is replaced only by
    a complete dump. Raises LocalNeo4jError.
    """
    with local.alone():
        finish_exchange(local.folder)
        if not local.files.has_data():
            raise LocalNeo4jError(f"There is no database in {local.folder} to back up; `ladder up` makes one.")
        jars = fetch_jars(local.version)
        unfinished = target.with_name(f"{target.name}.unfinished")
        with _stopped(local), written_to(target.parent):
            target.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    local.files.admin(jars, "database", "dump", DATABASE, "--to-stdout", target=file)
                    os.fsync(file.fileno())
                unfinished.replace(target)
            finally:
                unfinished.unlink(missing_ok=True)
        return target.stat().st_size


def restore(local: LocalNeo4j, source: Path) -> None:
    """Replaces the database by a dump. Raises LocalNeo4jError; then the database is as before, since the dump is loaded
    into a folder beside it first. A restore that dies while the folders are exchanged is finished by the next start.
    """
    if not source.is_file():
        raise LocalNeo4jError(f"There is no backup {source}; `ladder db backup FILE` makes one.")
    with local.alone():
        jars = fetch_jars(local.version)
        require_room(local.folder, ROOM + 3 * source.stat().st_size, "The restored database")
        with _stopped(local), written_to(local.folder):
            local.files.prepare(jars)
            finish_exchange(local.folder)
            beside = local.folder / BESIDE
            make_private(beside)
            try:
                with source.open("rb") as file:
                    local.files.admin(jars, "database", "load", DATABASE, "--from-stdin", source=file, home=beside)
                mark_complete(local.folder)
            finally:
                finish_exchange(local.folder)


@contextmanager
def _stopped(local: LocalNeo4j) -> Iterator[None]:
    """Stops the server meanwhile and starts a background one again."""
    running = local.running()
    if running is not None and running.owner != 0 and not running.orphaned():
        raise LocalNeo4jError(
            f"`ladder up` (process {running.owner}) uses the database. End it with Ctrl-C, then try again; "
            "`ladder documents export` needs no pause."
        )
    local.stop()
    try:
        yield
    finally:
        if running is not None and running.owner == 0:
            local.start(stays=True)
