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
WRITES_PICTURES = bool(os.environ.get("WRITE_EXPLORER_PICTURE"))  # `make picture`; each costs a browser long moments

TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Waits until pictures have followed the width of the page: they are drawn anew in the frame after it changed."""

OUT_OF_PLACE = """() => {
  const found = [];
  const say = (what, text) => found.push(`${what}: ${text.textContent.trim().slice(0, 60)}`);
  const inside = (a, b) => a.x >= b.x - 1 && a.y >= b.y - 1 && a.x + a.width <= b.x + b.width + 1
    && a.y + a.height <= b.y + b.height + 2;
  const seenTexts = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".unseen")) texts.push(walker.currentNode);
    return texts;
  };
  const apart = (a, b) => a.x + a.width < b.x + 1 || b.x + b.width < a.x + 1
    || a.y + a.height < b.y + 2 || b.y + b.height < a.y + 2;
  for (const svg of document.querySelectorAll("main svg.diagram")) {
    const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim());
    const boxes = texts.map((text) => text.getBBox());
    const whole = { x: 0, y: 0, width: svg.viewBox.baseVal.width || svg.width.baseVal.value,
      height: svg.viewBox.baseVal.height || svg.height.baseVal.value };
    texts.forEach((text, index) => {
      const box = text.closest(".role")?.querySelector("rect").getBBox() ?? whole;
      if (!inside(boxes[index], box)) say("out of its box", text);
      boxes.slice(index + 1).forEach((other, next) => {
        if (!apart(boxes[index], other)) say(`on ${texts[index + 1 + next].textContent.trim()}`, text);
      });
    });
  }
  const places = "main :is(td, th, li, p, h1, h2, h3, dt, dd, .badge, .map-heads span)";
  for (const each of document.querySelectorAll(places)) {
    if (!each.checkVisibility() || each.closest(".unseen")) continue;
    const box = each.getBoundingClientRect();
    for (const part of each.querySelector(".unseen") ? seenTexts(each) : each.childNodes) {
      const range = document.createRange();
      range.selectNode(part);
      const text = range.getBoundingClientRect();
      if (text.width && (text.left < box.left - 1 || text.right > box.right + 1)) say("wider than its place", each);
    }
  }
  return found;
}"""
"""Texts that leave their boxes or pictures, lie on one another or stand out of their cells."""


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
    """An artefact to look at, for `make picture`."""
    if not WRITES_PICTURES:
        return
    SCREENSHOTS.mkdir(exist_ok=True)
    page.evaluate(TWO_FRAMES)
    page.screenshot(
        path=SCREENSHOTS / f"{name}.png",
        full_page=page.viewport_size is not None and page.viewport_size["width"] < 2000,
    )
