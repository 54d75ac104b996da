"""Fixtures: the built page, served by the real API on a real Neo4j, in a real Chromium."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from cli.web_build import WEB, build_page
from graph.documents.document import Document
from graph.neo4j.database import Database
from graph.settings import load_settings
from graph.storing.load import load
from graph.storing.plan import Request
from tests.support.browser import chromium, flags
from tests.support.environment import clean_environment
from tests.support.explorer import Explorer, Watched
from tests.support.server import Server

expect.set_options(timeout=30_000)  # a busy machine is no failure


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
    context.set_default_timeout(60_000)
    opened = context.new_page()
    watched = Watched(opened)
    opened.watched = watched  # type: ignore[attr-defined]
    yield opened
    context.close()
    assert watched.complaints == []


@pytest.fixture
def own(database: Database) -> Callable[[list[Document]], object]:
    """Loads documents of the collection "own" as all there is."""
    return lambda documents: load(database, Request(documents, frozenset({"own"})))
