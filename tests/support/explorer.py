"""The built page served by the real API in this process, and what a browser says of it."""

from __future__ import annotations

import os
import threading
import time

import uvicorn
from playwright.sync_api import ConsoleMessage, Page

from api.app import create_app
from graph.neo4j.local import free_port
from graph.settings import Settings
from tests.support.places import ROOT
from tests.support.server import Server

SCREENSHOTS = ROOT / ".screenshots"
WRITES_README_PICTURE = bool(os.environ.get("WRITE_EXPLORER_PICTURE"))

TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Waits until pictures have followed the width of the page: they are drawn anew in the frame after it changed."""


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


def keep_picture(page: Page, name: str) -> None:
    """An artefact to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.evaluate(TWO_FRAMES)
    page.screenshot(
        path=SCREENSHOTS / f"{name}.png",
        full_page=page.viewport_size is not None and page.viewport_size["width"] < 2000,
    )
