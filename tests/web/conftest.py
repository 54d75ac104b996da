"""Fixtures: the built page, served by the real API on a real Neo4j, in a real Chromium."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from api.app import create_app
from cli.web_build import WEB, build_page
from graph.settings import Settings, load_settings
from tests.conftest import ROOT, Server, clean_environment, free_port
from tests.support.browser import chromium, flags

SCREENSHOTS = ROOT / ".screenshots"


class Explorer:
    """The API and the page on 127.0.0.1, in a thread; `stop` and `start` keep the port."""

    def __init__(self, server: Server, settings: Settings) -> None:
        self._server, self._settings = server, settings
        self._port = free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self.start()

    def start(self) -> None:
        app = create_app(self._settings, self._server.connect_async)
        self._uvicorn = uvicorn.Server(
            uvicorn.Config(
                app, host="127.0.0.1", port=self._port, log_level="error", access_log=False, timeout_graceful_shutdown=1
            )
        )
        self._thread = threading.Thread(target=self._uvicorn.run, daemon=True)
        self._thread.start()
        while not self._uvicorn.started:
            assert self._thread.is_alive(), "the API did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        self._uvicorn.should_exit = True
        self._thread.join()


@pytest.fixture(scope="session")
def built() -> Path:
    build_page(lambda words: print(words, file=sys.stderr))
    return WEB / "dist"


@pytest.fixture(scope="session")
def explorer(server: Server, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    with pytest.MonkeyPatch.context() as patch:
        clean_environment(patch)
        settings = load_settings(home=tmp_path_factory.mktemp("home"), max_staleness=0)
    served = Explorer(server, settings)
    yield served
    served.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Ends with its module: as long as Playwright runs, no other test of this process can run an event loop."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=flags())
        yield launched
        launched.close()


class Watched:
    """What the browser complained of; a test that expects complaints takes them."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"pageerror: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def take(self) -> list[str]:
        taken, self.complaints = self.complaints, []
        return taken


@pytest.fixture
def page(browser: Browser, explorer: Explorer) -> Iterator[Page]:
    """A fresh page; the test fails when its console shows an error, a warning or a breach of the
    Content-Security-Policy.
    """
    context = browser.new_context(
        base_url=explorer.address,
        viewport={"width": 1280, "height": 900},
        accept_downloads=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    opened = context.new_page()
    watched = Watched(opened)
    opened.watched = watched  # type: ignore[attr-defined]
    yield opened
    context.close()
    assert watched.complaints == []


def keep_picture(page: Page, name: str) -> None:
    """An artefact to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(
        path=SCREENSHOTS / f"{name}.png",
        full_page=page.viewport_size is not None and page.viewport_size["width"] < 2000,
    )


WRITES_README_PICTURE = bool(os.environ.get("WRITE_EXPLORER_PICTURE"))
