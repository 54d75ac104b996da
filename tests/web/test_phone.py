"""On a phone: tables of texts stand one row below the other, and a table that scrolls shows that it does."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from graph.documents.document import Document
from tests.support.explorer import TWO_FRAMES
from tests.support.frameworks import framework

Own = Callable[[list[Document]], object]

PHONE = 390
HIDDEN = """() => [...document.querySelectorAll("main .scroll")]
  .filter((box) => box.scrollWidth > box.clientWidth + 2 || box.scrollHeight > box.clientHeight + 2).length"""
"""Boxes that show only a part of what is in them."""
LONG = " takes the bread out of the oven in time, in any of our shops and with any of our ovens"
SAID = (
    {"Kneading": LONG},
    {"Kneading": LONG + "; shows others how", "Glazing": LONG},
    {"Kneading": LONG + "; sets rules"},
)


def box(found: Locator) -> FloatRect:
    area = found.bounding_box()
    assert area
    return area


def on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.goto(address)
    expect(page.locator("main table")).to_be_visible()
    page.evaluate(TWO_FRAMES)


@pytest.mark.parametrize(
    "address",
    ["/compare?roles=baker-1,baker-2,baker-3", "/ladder/baking", "/roles", "/profile?skills=kneading"],
)
def test_given_a_table_of_texts_when_shown_on_a_phone_then_all_of_it_is_seen(
    page: Page, own: Own, address: str
) -> None:
    own(framework(*SAID))
    on_a_phone(page, address)
    assert page.evaluate(HIDDEN) == 0
    cells = page.locator("main table").locator("td, tbody th")
    assert all(box(cell)["x"] + box(cell)["width"] <= PHONE for cell in cells.all() if cell.is_visible())
    expect(page.get_by_text("scroll it sideways")).to_have_count(0)


def test_given_roles_side_by_side_when_shown_on_a_phone_then_each_text_has_its_role(page: Page, own: Own) -> None:
    own(framework(*SAID))
    on_a_phone(page, "/compare?roles=baker-1,baker-2")
    expect(page.locator(".compare thead a")).to_have_text(["Baker 1", "Baker 2"])
    texts = page.get_by_role("row", name=re.compile("^Kneading")).get_by_role("cell")
    heads = texts.evaluate_all("(all) => all.map((cell) => getComputedStyle(cell, '::before').content)")
    assert heads == ['"Baker 1"', '"Baker 2"']
    on_a_phone(page, "/profile?skills=kneading")
    assert box(page.get_by_role("link", name="Plan from here").first)["height"] < 30


@pytest.mark.usefixtures("seeds_to_read")
def test_given_a_matrix_wider_than_the_page_when_scrolled_then_its_edges_say_where_more_is(page: Page) -> None:
    on_a_phone(page, "/ladder/security")
    frame = page.locator(".scrolled")
    expect(frame).to_have_class(re.compile(r"\bmore-right\b"))
    expect(frame).to_have_class(re.compile(r"\bmore-bottom\b"))
    expect(frame).not_to_have_class(re.compile(r"\bmore-left\b"))
    expect(page.get_by_text("This table is wider than the page; scroll it sideways.")).to_be_visible()
    page.get_by_role("region", name="Competency matrix").evaluate("(box) => box.scrollTo(box.scrollWidth, 0)")
    expect(frame).to_have_class(re.compile(r"\bmore-left\b"))
    expect(frame).not_to_have_class(re.compile(r"\bmore-right\b"))
