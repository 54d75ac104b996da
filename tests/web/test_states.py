"""When there is nothing to show, or nobody answers; and titles that would be code elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from api.http.keys import key_file
from graph.neo4j.database import Database
from graph.settings import load_settings
from graph.storing.load import load
from graph.storing.plan import Request
from tests.support.documents import document
from tests.support.explorer import Explorer
from tests.support.seeds import how_many
from tests.support.server import Server

CREDIT = "This page includes tables of somebody, used under CC BY 4.0."
HOSTILE = '<img src=x onerror="document.title=1">'
ROLE = """
id: mallory
title: '{title}'
career:
  next:
    - role: trent
"""
OTHER = """
id: trent
title: Trent
"""


@pytest.fixture
def mortal(server: Server, built: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    """A server of its own, to be stopped. Ask for it before the page, which must end first, or it complains."""
    explorer = Explorer(server, load_settings(home=tmp_path_factory.mktemp("home"), max_staleness=0))
    yield explorer
    explorer.stop()


@pytest.mark.usefixtures("seeds_to_read")
def test_given_an_unknown_role_when_opened_then_suggestions_lead_on(page: Page) -> None:
    page.goto("/roles/staff-data-enginer")
    expect(page.get_by_role("heading", name="Not found")).to_be_visible()
    expect(page.locator(".notice")).to_contain_text("There is no role 'staff-data-enginer'.")
    page.get_by_role("link", name="Staff Data Engineer", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Staff Data Engineer")
    page.goto("/path?from=nobody-at-all&to=staff-data-engineer")
    expect(page.locator(".notice")).to_contain_text("There is no role 'nobody-at-all'.")
    page.goto("/ladder/no-such-family")
    expect(page.locator(".notice")).to_contain_text("There is no family 'no-such-family'.")
    page.goto("/map/far")
    expect(page.get_by_role("heading", level=1)).to_have_text("The whole map")


@pytest.mark.usefixtures("seeds_to_read")
def test_given_a_slow_server_when_asked_then_the_page_says_so_and_then_shows_the_answer(page: Page) -> None:
    held: list[Route] = []
    slow = True
    page.route("**/graphql", lambda route: held.append(route) if slow else route.continue_())
    page.goto("/findings")
    expect(page.get_by_role("status").filter(has_text="slow to answer")).to_be_visible()
    slow = False
    held[0].continue_()
    expect(page.get_by_role("heading", name=f"{how_many('Finding')} findings")).to_be_visible()


@pytest.mark.usefixtures("seeds_to_read")
def test_given_a_server_that_dies_when_it_is_back_then_trying_again_goes_on(mortal: Explorer, page: Page) -> None:
    page.goto(f"{mortal.address}/roles")
    expect(page.get_by_role("heading", name=f"{how_many('Role')} roles")).to_be_visible()
    mortal.stop()
    page.get_by_role("link", name="Findings").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    expect(page.get_by_role("alert")).to_contain_text("ladder up")
    mortal.start()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name=f"{how_many('Finding')} findings")).to_be_visible()
    # The stream of events is lost too, and tries again until the server is back
    lost = ("REFUSED", "EMPTY_RESPONSE", "CONNECTION_RESET", "INCOMPLETE_CHUNKED_ENCODING")
    assert all(any(way in error for way in lost) for error in page.watched.take())  # type: ignore[attr-defined]


@pytest.mark.usefixtures("seeds_to_read")
def test_given_no_such_view_when_reached_inside_the_page_then_a_way_back_is_shown(page: Page) -> None:
    page.goto("/path")
    page.evaluate("history.pushState(null, '', '/nowhere'); dispatchEvent(new Event('ladder:moved'))")
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Begin with a path")).click()
    expect(page.get_by_role("combobox", name="From", exact=True)).to_be_visible()


@pytest.mark.usefixtures("seeds_to_read")
def test_given_a_server_that_asks_for_a_key_when_it_is_typed_in_then_the_page_goes_on(
    page: Page, server: Server, tmp_path: Path
) -> None:
    settings = load_settings(home=tmp_path, authentication="keys", max_staleness=0)
    key = key_file(settings).add("explorer")
    guarded = Explorer(server, settings)
    page.goto(f"{guarded.address}/findings")
    page.get_by_label("API key").fill(key)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name=f"{how_many('Finding')} findings")).to_be_visible()
    assert all("401" in error for error in page.watched.take())  # type: ignore[attr-defined]
    page.goto("about:blank")  # or it complains of the loss
    guarded.stop()


@pytest.mark.parametrize(
    "address", ["/roles/mallory", "/roles", "/path?from=mallory&to=trent", "/map?at=mallory", "/findings"]
)
def test_given_a_title_that_is_markup_when_shown_then_it_is_text(page: Page, hostile: Database, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text(HOSTILE).first).to_be_attached()
    assert page.locator("img[src=x]").count() == 0
    assert page.title() != "1"


def test_given_a_document_with_attribution_when_its_role_is_shown_then_so_is_whom_to_credit(
    page: Page, hostile: Database
) -> None:
    page.goto("/roles/trent")
    expect(page.get_by_role("region", name="Sources")).to_contain_text(f"CC BY 4.0{CREDIT}")
    expect(page.get_by_role("contentinfo")).to_contain_text(CREDIT)
    assert page.locator("a[href^=javascript]").count() == 0


@pytest.fixture
def hostile(database: Database) -> Database:
    credited = replace(
        document(OTHER, "roles/trent.yaml"), licence="CC BY 4.0", attribution=CREDIT, uri="javascript:document.title=1"
    )
    given = [document(ROLE.format(title=HOSTILE), "roles/mallory.yaml"), credited]
    load(database, Request(given, frozenset({"test"})))
    return database


def test_given_an_empty_graph_when_opened_then_the_page_says_how_to_load_one(page: Page, database: Database) -> None:
    page.goto("/")
    expect(page.locator(".notice")).to_contain_text("ladder load")
