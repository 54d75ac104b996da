"""Occupations of O*NET in every view that draws them: with the small tables, or with the real ones, whose folder
ONET_TABLES names (`make picture ONET=DIR`).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from graph.neo4j.database import Database
from graph.storing.load import load
from graph.storing.plan import Request
from loaders.onet.read import read_onet
from tests.support.explorer import OUT_OF_PLACE, TWO_FRAMES, keep_picture
from tests.support.onet_tables import write_tables

REAL = os.environ.get("ONET_TABLES")
ONE, OTHER = ("data-scientists", "statisticians") if REAL else ("pastry-cooks", "bakers-11-1000-00")
VIEWS = {
    "map": "/map",
    "around": f"/map?at={ONE}",
    "pinned": f"/map?at={ONE}&pin={OTHER}&near=1",
    "path": f"/path?from={OTHER}&to={ONE}&kinds=related",
    "role": f"/roles/{ONE}",
    "gap": f"/gap?role={OTHER}&to={ONE}",
    "compare": f"/compare?roles={ONE},{OTHER}",
    "roles": "/roles",
}
SHAPES = (("light", 1440), ("dark", 1440), ("light", 1024), ("light", 390), ("dark", 390))


@pytest.fixture
def occupations(database: Database, tmp_path: Path) -> Database:
    folder = Path(REAL) if REAL else write_tables(tmp_path / "db_29_3_text")
    load(database, Request(read_onet(folder), frozenset({"onet"})))
    return database


def test_given_occupations_when_drawn_then_every_view_can_be_read(page: Page, occupations: Database) -> None:
    for view, address in VIEWS.items():
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        assert page.locator(".notice.error").all_inner_texts() == []
        for scheme, width in SHAPES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(TWO_FRAMES)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(OUT_OF_PLACE) == []
            keep_picture(page, f"onet-{view}-{scheme}-{width}")
