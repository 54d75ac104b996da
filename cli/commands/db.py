"""`ladder db`: the local Neo4j alone."""

from __future__ import annotations

import shutil
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from cli.terminal.console import NO, print_json, say
from cli.terminal.databases import start_neo4j
from cli.terminal.groups import group
from cli.terminal.options import BrowserOption, HomeOption, JsonOption
from graph.neo4j.connection import local_neo4j, running_neo4j
from graph.neo4j.jars import ENDPOINTS
from graph.neo4j.local import LocalNeo4j, Running
from graph.settings import load_settings

FileArgument = Annotated[Path, typer.Argument(help="The backup.", show_default=False)]

db = group("The local Neo4j alone.")


@db.command("start")
def db_start(home: HomeOption = None, browser: BrowserOption = False) -> None:
    """Start the local Neo4j in the background.

    It runs until `ladder db stop`.
    """
    local = local_neo4j(load_settings(home=home))
    running = start_neo4j(local, stays=True)
    say(
        f"Neo4j {running.version} is up at {running.uri} (user neo4j, password in {local.password_file}); Browser at "
        f"{running.browser}"
    )
    if browser:
        webbrowser.open(running.browser)


@db.command("stop")
def db_stop(home: HomeOption = None) -> None:
    """Stop the local Neo4j of this data folder."""
    settings = load_settings(home=home)
    # Servers of every version: the setting may have changed since the start, and a killed start wrote no server.json
    stopped = [local_neo4j(settings, version).stop() for version in ENDPOINTS]
    say("Neo4j is stopped." if any(stopped) else "No local Neo4j is running here.")


@db.command("status")
def db_status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Whether the local Neo4j is up, and where it is.

    Where it listens, and where its password and its log are. Exit code 1: it is not up.
    """
    settings = load_settings(home=home)
    local = running_neo4j(settings) or local_neo4j(settings)
    running = local.running()
    if as_json:
        print_json(_values(local, running))
    elif running:
        say(f"Neo4j {running.version} is up at {running.uri} (process {running.pid}); Browser at {running.browser}")
        say(f"User neo4j, password in {local.password_file}; log in {local.log_file}")
    else:
        say(
            f"No local Neo4j is running here; its files are in {local.folder}. `ladder up` or `ladder db start` "
            "starts it."
        )
    if running is None:
        raise typer.Exit(NO)


def _values(local: LocalNeo4j, running: Running | None) -> dict[str, object]:
    values: dict[str, object] = {"running": running is not None}
    if running:
        values |= {
            "uri": running.uri,
            "browser": running.browser,
            "pid": running.pid,
            "version": running.version,
        }
    return values | {"folder": str(local.folder), "password_file": str(local.password_file)}


@db.command("backup")
def db_backup(file: FileArgument, home: HomeOption = None) -> None:
    """Write the local database to one file.

    By Neo4j's own dump. A server in the background is stopped meanwhile.
    """
    from graph.neo4j.archive import backup

    size = backup(local_neo4j(load_settings(home=home)), file)
    say(f"The database is in {file} ({size / 1e6:.1f} MB); `ladder db restore {file}` brings it back.")


@db.command("restore")
def db_restore(
    file: FileArgument,
    home: HomeOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Make the local database what a backup says.

    The present content is lost. An incomplete backup changes nothing. Backups of an older Neo4j work too.
    """
    from graph.neo4j.archive import restore

    local = local_neo4j(load_settings(home=home))
    if not yes:
        typer.confirm(f"Replace the database in {local.folder}?", abort=True)
    restore(local, file)
    say("The database is restored; `ladder up` or `ladder db start` starts it.")


@db.command("reset")
def db_reset(home: HomeOption = None, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Delete the local database.

    Roles and vocabulary are files and stay; the next start loads them again.
    """
    local = local_neo4j(load_settings(home=home))
    if not yes:
        typer.confirm(f"Delete the database in {local.folder}?", abort=True)
    local.stop()
    with local.alone(), suppress(FileNotFoundError):
        shutil.rmtree(local.folder)
    say("The database is deleted; `ladder up` makes a new one.")
