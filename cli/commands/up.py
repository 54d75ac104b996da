"""`ladder up`: the local Neo4j, the ladder in it, and the API."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
import webbrowser
from importlib import import_module
from typing import Annotated

import typer

from cli.terminal.console import note, print_grid, yellow
from cli.terminal.databases import start_neo4j
from cli.terminal.options import BrowserOption, HomeOption
from cli.web_build import WebBuildError, build_page
from graph.errors import LadderError
from graph.neo4j.connection import local_neo4j
from graph.neo4j.installation import LocalNeo4jError
from graph.neo4j.local import LocalNeo4j, Running
from graph.settings import Settings, load_settings

SIGNALS = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
WATCH_SECONDS = 0.5
SHORT_LIFE_SECONDS = 10  # a restarted Neo4j that ends sooner is not started again


def up(
    home: HomeOption = None,
    port: Annotated[int | None, typer.Option(help="Port of the API (LADDER_PORT).", show_default="8000")] = None,
    browser: BrowserOption = False,
) -> None:
    """Start everything: Neo4j, the ladder, GraphQL and the explorer.

    A local Neo4j is started unless NEO4J_URI is set, and the data folder is loaded if the graph is empty. Ctrl-C stops
    all of it.
    """
    settings = load_settings(home=home, port=port)
    _require_free_port(settings)
    _require_keys(settings)
    _build_explorer()
    for signal_number in SIGNALS:
        signal.signal(signal_number, _interrupt)
    local = local_neo4j(settings)
    running: Running | None = None
    watcher: Watcher | None = None
    threading.Thread(target=_import_the_rest, daemon=True).start()
    try:
        if settings.neo4j_uri is None:
            running = start_neo4j(local)
            watcher = Watcher(local, running)
        _load_if_empty(settings)
        _print_addresses(settings, running)
        if browser and running is not None:
            webbrowser.open(running.browser)
        _serve(settings)
    except KeyboardInterrupt:
        pass
    finally:
        _ignore_signals()  # further Ctrl-C must not interrupt the stopping
        if watcher is not None:
            watcher.end()
        if running is None:
            note("Stopped.")
        elif running.owner == 0:
            note("The API is stopped; Neo4j goes on (`ladder db stop` ends it).")
        else:
            first = "; this first time it keeps its classes, so that later starts are quicker"
            note(f"Stopping Neo4j{first if running.writes_classes() else ''} …")
            local.stop()
            note("Stopped.")
    if watcher is not None and watcher.failure is not None:
        raise watcher.failure


class Watcher(threading.Thread):
    """Restarts our Neo4j when it ends by itself; meanwhile the API answers UNAVAILABLE. If Neo4j does not start or soon
    ends again, the watcher ends `ladder up`, with the reason in `failure`.
    """

    def __init__(self, local: LocalNeo4j, running: Running) -> None:
        super().__init__(name="neo4j-watcher", daemon=True)
        self.failure: LadderError | None = None
        self._local = local
        self._running = running
        self._ending = threading.Event()
        if running.owner != 0:
            self.start()

    def run(self) -> None:
        began = time.monotonic()
        while not self._ending.wait(WATCH_SECONDS):
            if self._running.alive():
                continue
            try:
                if time.monotonic() - began < SHORT_LIFE_SECONDS:
                    raise LocalNeo4jError(f"Neo4j keeps ending by itself. Find the reason in {self._local.log_file}.")
                note(f"Neo4j ended by itself (see {self._local.log_file}). Starting it again …")
                began = time.monotonic()
                self._running = self._local.start()
            except LadderError as error:
                self.failure = error
                os.kill(os.getpid(), signal.SIGTERM)
                return
            note("Neo4j is up again.")

    def end(self) -> None:
        """Stops watching: from now on Neo4j may end."""
        self._ending.set()


def _build_explorer() -> None:
    """Builds the page. A failure is only noted, since the API works without the page."""
    try:
        build_page(note)
    except WebBuildError as error:
        note(f"{yellow('The explorer is not built:')} {error}")


def _interrupt(*_: object) -> None:
    _ignore_signals()
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    for signal_number in SIGNALS:
        signal.signal(signal_number, signal.SIG_IGN)


def _require_free_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise LocalNeo4jError(
                f"The API cannot listen on {settings.host}:{settings.port} ({error.strerror}). Perhaps another "
                "`ladder up` is running; stop it, or choose another port with --port or LADDER_PORT."
            ) from None


def _require_keys(settings: Settings) -> None:
    """Raises SettingsError before anything is started."""
    from api.http.authentication import check_exposure

    check_exposure(settings)


def _load_if_empty(settings: Settings) -> None:
    from cli.terminal.filling import load_if_empty

    load_if_empty(settings)


def _print_addresses(settings: Settings, running: Running | None) -> None:
    base = f"http://{settings.host}:{settings.port}"
    from api.http.explorer import PAGE

    rows = [("Explorer", f"{base}/")] if (PAGE / "index.html").is_file() else []
    rows += [("GraphQL", f"{base}/graphql"), ("Health", f"{base}/health/ready")]
    if running:
        password = f"user neo4j, password in {local_neo4j(settings).password_file}"
        rows += [("Neo4j Browser", running.browser), ("Bolt", f"{running.uri} ({password})")]
    else:
        rows.append(("Neo4j", settings.neo4j_uri or ""))
    print_grid([*rows, ("Stop", "Ctrl-C")])


def _import_the_rest() -> None:
    """Imports while Neo4j starts: the readers take half a second, the API one."""
    for module in ("cli.terminal.filling", "api.serving"):
        import_module(module)


def _serve(settings: Settings) -> None:
    from api.serving import serve

    serve(settings)
