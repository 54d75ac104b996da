"""Titles that are long, of other scripts or written from right to left: nothing runs out of its box or of the page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from graph.neo4j.database import Database
from graph.storing.load import load
from graph.storing.plan import Request
from tests.support.documents import document
from tests.support.explorer import OUT_OF_PLACE, TWO_FRAMES
from tests.support.seeds import SEEDS

TITLES = {
    "long": "Donaudampfschifffahrtsgesellschaftskapitänsanwärterin",
    "three": "Deputy Head of Everything That Nobody Else in the Whole Company Wants to Do at Night",
    "japanese": "シニア機械学習プラットフォームエンジニアリングマネージャー",
    "arabic": "كبير مهندسي تعلم الآلة والبنية التحتية للبيانات",
    "hyphens": "Quality-Assurance-and-Release-Automation-Engineer",
}
ROLE = """
id: {id}
title: '{title}'
family: {family}
level: {level}
technical_skills:
  - name: Unternehmensarchitekturdokumentationsverantwortung {id}
    tier: must
career:
  next:
    - role: {next}
    - role: three
"""
WIDTHS = (390, 720)  # a phone, and a laptop at 200 %
DRAWN = (
    """() => [...document.querySelectorAll(".diagram .role text, .diagram .name")].map((text) => text.textContent)"""
)
BARE = re.compile(r"[\s-]")


@pytest.fixture
def strange(database: Database) -> Database:
    ids = list(TITLES)
    given = [
        document(
            ROLE.format(
                id=id,
                title=TITLES[id],
                family="Wissenschaftskommunikationsforschung",
                level=("junior", "senior")[at % 2],
                next=ids[(at + 1) % len(ids)],
            ),
            f"roles/{id}.yaml",
        )
        for at, id in enumerate(ids)
    ]
    given.append(document((SEEDS / "vocabulary" / "levels.yaml").read_text("utf-8"), "vocabulary/levels.yaml"))
    load(database, Request(given, frozenset({"test"})))
    return database


@pytest.mark.parametrize(
    "address",
    [
        "/map",
        "/map?at=long",
        "/roles",
        "/roles/japanese",
        "/path?from=long&to=arabic",
        "/ladder/wissenschaftskommunikationsforschung",
        "/compare?roles=long,japanese,arabic",
        "/gap?role=long&to=arabic",
        "/profile?skills=unternehmensarchitekturdokumentationsverantwortung-long:must",
        "/findings",
    ],
)
def test_given_strange_titles_when_shown_then_nothing_runs_out(page: Page, strange: Database, address: str) -> None:
    page.goto(address)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(TWO_FRAMES)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUT_OF_PLACE) == []


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/map", set(TITLES)),
        ("/ladder/wissenschaftskommunikationsforschung", set(TITLES)),
        ("/path?from=long&to=arabic", {"long", "arabic"}),
        ("/roles/japanese", {"japanese", "arabic", "three"}),
    ],
)
def test_given_strange_titles_when_drawn_then_each_is_there_whole(
    page: Page, strange: Database, address: str, shown: set[str]
) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        page.locator(".diagram .role").first.wait_for()
        drawn = {BARE.sub("", text) for text in page.evaluate(DRAWN)}
        assert {BARE.sub("", TITLES[id]) for id in shown} <= drawn
