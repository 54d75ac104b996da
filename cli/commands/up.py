"""`ladder up` and `ladder db`: the local Neo4j and the API."""

from __future__ import annotations

import shutil
import signal
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from cli.commands.documents import home_differs, load_home
from cli.terminal.session import NO, HomeOption, JsonOption, err, moved, open_database, out, print_json, progress_bar
from cli.web_build import WebBuildError, build_page
from graph.neo4j.connection import local_neo4j
from graph.neo4j.local import LocalNeo4j, LocalNeo4jError, Running
from graph.settings import Settings, load_settings
from graph.storing.state import read_state

BrowserOption = Annotated[
    bool,
    typer.Option("--browser", help="Open Neo4j Browser, which the local Neo4j serves, in this machine's web browser."),
]

db = typer.Typer(no_args_is_help=True, help="The local Neo4j alone.")


def up(
    home: HomeOption = None,
    port: Annotated[int | None, typer.Option(help="Port of the API (LADDER_PORT).", show_default="8000")] = None,
    browser: BrowserOption = False,
) -> None:
    """Start a local Neo4j (unless NEO4J_URI is set), load the seeds if the graph is empty, serve GraphQL and the
    explorer. Ctrl-C stops all of it.
    """
    settings = load_settings(home=home, port=port)
    _require_free_port(settings)
    _require_keys(settings)
    _build_explorer()
    for signal_number in {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:
        signal.signal(signal_number, _interrupt)
    local = local_neo4j(settings)
    running: Running | None = None
    try:
        if settings.neo4j_uri is None:
            running = start(local)
        _load_if_empty(settings)
        _print_addresses(settings, running)
        if browser and running is not None:
            webbrowser.open(running.browser)
        _serve(settings)
    except KeyboardInterrupt:
        pass
    finally:
        if running is not None and running.owner != 0:
            err.print("Stopping Neo4j …")
            local.stop()
        err.print(
            "Stopped."
            if running is None or running.owner != 0
            else "The API is stopped; Neo4j goes on (`ladder db stop` ends it)."
        )


def _build_explorer() -> None:
    """A page that cannot be built is told and left: the API works without it."""
    try:
        build_page(err.print)
    except WebBuildError as error:
        err.print(f"[yellow]The explorer is not built:[/] {escape(str(error))}")


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def start(local: LocalNeo4j, *, stays: bool = False) -> Running:
    """Starts the local Neo4j with a progress display."""
    if not err.is_terminal and local.running() is None:
        err.print(f"Starting Neo4j {local.version}; the first time its jars are fetched, about 180 MB …")
    with progress_bar(f"Fetching Neo4j {local.version}") as progress:
        return local.start(
            stays=stays,
            progress=lambda done, total: moved(
                progress, done, total, f"Fetching Neo4j {local.version}" if done < total else "Starting Neo4j"
            ),
        )


def _require_free_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise LocalNeo4jError(
                f"The API cannot listen on {settings.host}:{settings.port} ({error.strerror}). Perhaps another "
                "`ladder up` is running; "
                "stop it, or choose another port with --port or LADDER_PORT."
            ) from None


def _require_keys(settings: Settings) -> None:
    """Raises SettingsError before anything is started."""
    from api.http.authentication import check_exposure

    check_exposure(settings)


def _load_if_empty(settings: Settings) -> None:
    with open_database(settings.home) as database:
        state = read_state(database)
        if state is None or not state.ready:
            load_home(database, settings)
        elif home_differs(database, settings):
            err.print("The files differ from the graph: `ladder load --dry-run` shows how, `ladder load` loads them.")


def _print_addresses(settings: Settings, running: Running | None) -> None:
    base = f"http://{settings.host}:{settings.port}"
    table = Table.grid(padding=(0, 2))
    table.add_row("Explorer", f"{base}/")
    table.add_row("GraphQL", f"{base}/graphql")
    table.add_row("Health", f"{base}/health/ready")
    if running:
        table.add_row("Neo4j Browser", running.browser)
        table.add_row("Bolt", f"{running.uri} (user neo4j, password in {local_neo4j(settings).password_file})")
    else:
        table.add_row("Neo4j", settings.neo4j_uri)
    table.add_row("Stop", "Ctrl-C")
    out.print(table)


def _serve(settings: Settings) -> None:
    from api.serving import serve  # the API takes longer to import than all other commands need

    serve(settings)


@db.command("start")
def db_start(home: HomeOption = None, browser: BrowserOption = False) -> None:
    """Start the local Neo4j in the background; it goes on until `ladder db stop`."""
    local = local_neo4j(load_settings(home=home))
    running = start(local, stays=True)
    out.print(
        f"Neo4j {running.version} is up at {running.uri} (user neo4j, password in {local.password_file}); Browser at "
        f"{running.browser}"
    )
    if browser:
        webbrowser.open(running.browser)


@db.command("stop")
def db_stop(home: HomeOption = None) -> None:
    """Stop the local Neo4j of this data folder."""
    stopped = local_neo4j(load_settings(home=home)).stop()
    out.print("Neo4j is stopped." if stopped else "No local Neo4j is running here.")


@db.command("status")
def db_status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Say whether the local Neo4j is up, where it listens and where its password is."""
    local = local_neo4j(load_settings(home=home))
    running = local.running()
    if as_json:
        addresses = (
            {"uri": running.uri, "browser": running.browser, "pid": running.pid, "version": running.version}
            if running
            else {}
        )
        print_json(
            {
                "running": running is not None,
                **addresses,
                "folder": str(local.folder),
                "password_file": str(local.password_file),
            }
        )
    elif running:
        out.print(
            f"Neo4j {running.version} is up at {running.uri} (process {running.pid}); Browser at {running.browser}"
        )
        out.print(f"User neo4j, password in {local.password_file}; log in {local.log_file}")
    else:
        out.print(
            f"No local Neo4j is running here; its files are in {local.folder}. `ladder up` or `ladder db start` "
            "starts it."
        )
    if running is None:
        raise typer.Exit(NO)


@db.command("reset")
def db_reset(home: HomeOption = None, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Delete the local database. Roles and vocabulary are files and stay; the next start loads them again."""
    local = local_neo4j(load_settings(home=home))
    if not yes:
        typer.confirm(f"Delete the database in {local.folder}?", abort=True)
    local.stop()
    with suppress(FileNotFoundError):
        shutil.rmtree(Path(local.folder))
    out.print("The database is deleted; `ladder up` makes a new one.")
