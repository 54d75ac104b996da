"""The explorer in a headless Chromium: how large the page is, how soon its first answer is painted, how smoothly its
largest map moves.

python -m benchmarks.explorer
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from random import Random

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.figures import Figure, in_turn, show
from benchmarks.generate import Ladder, Role, Step, generate
from benchmarks.servers import Neo4j, ladder_api, neo4j
from cli.web_build import WEB, build_page
from graph.storing.load import load
from graph.storing.plan import Request
from tests.support.browser import chromium, flags

ROLES, STEPS_EACH = 1_000, 20
VISITS, DRAGS = 5, 3
SMOOTH_MILLISECONDS = 1000 / 50
HEADLESS = (
    "headless, drawn by the processor, the two cores shared with server and database; a screen with a graphics "
    "card moves more smoothly"
)

PAINTED = """window.painted = new Promise((done) => {
  const shown = () => document.querySelector(".steps > li") && document.querySelector(".diagram .role");
  const watch = () => requestAnimationFrame(shown() ? () => setTimeout(() => done(performance.now())) : watch);
  watch();
});"""
"""The time from the start of navigation to the frame after the one that has both the picture and the words."""

FRAMES = """() => {
  window.frames_at = [];
  const note = (time) => { window.frames_at.push(time); window.noting = requestAnimationFrame(note); };
  window.noting = requestAnimationFrame(note);
}"""


def rows() -> Iterator[Figure]:
    build_page(lambda words: print(words, file=sys.stderr))
    yield bundle()
    with neo4j() as database, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags())
        with ladder_api(database, response_cache_bytes=0) as api:
            yield first_answer(browser, api.url.removesuffix("/graphql"))
        steps = _load_dense(database)
        with ladder_api(database) as api:
            yield smoothness(browser, api.url.removesuffix("/graphql"), steps)
        browser.close()


def bundle() -> Figure:
    """All that a reader of every view fetches: page, scripts, styles, packed as they are sent."""
    dist = WEB / "dist"
    files = [dist / "index.html", *(file for file in (dist / "assets").iterdir() if file.suffix in {".js", ".css"})]
    size = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
    begin = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files if not file.name.startswith("map_canvas"))
    return Figure(
        "explorer.bundle",
        "the explorer's page, gzipped, with the map's drawing library",
        "kB",
        (size / 1000,),
        goal="<= 300",
        note=f"{begin / 1000:.0f} kB without the map",
    )


def first_answer(browser: Browser, address: str) -> Figure:
    """On the seeds, with an empty browser cache each time."""
    times = []
    for _ in range(VISITS):
        page = browser.new_page()
        page.add_init_script(PAINTED)
        page.goto(f"{address}/path?from=level:junior@machine-learning&to=level:staff@machine-learning")
        times.append(float(page.evaluate("() => window.painted")) / 1000)
        page.close()
    return Figure(
        "explorer.first_answer",
        "from opening a path's address to its picture and words painted, loopback",
        "s",
        tuple(times),
        goal="<= 1",
        note="empty browser cache",
    )


def smoothness(browser: Browser, address: str, steps: int) -> Figure:
    """Beside it an empty page under the same hand: what this machine draws at all."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(120_000)
    page.goto(f"{address}/map")
    page.locator(".canvas[data-drawn]").wait_for()
    page.wait_for_timeout(3_000)
    still = page.locator(".canvas").screenshot()
    _smooth_share(page)
    if page.locator(".canvas").screenshot() == still:
        raise RuntimeError("The map did not move under the hand, so its frames say nothing.")
    empty = browser.new_page(viewport={"width": 1280, "height": 900})
    shares = in_turn(DRAGS, map=lambda: _smooth_share(page), empty=lambda: _smooth_share(empty))
    name = f"frames at 50 a second or more while a map of {ROLES:,} roles and {steps:,} steps is dragged"
    page.close()
    empty.close()
    return Figure(
        "explorer.smooth", name, "%", tuple(shares["map"]), "an empty page", tuple(shares["empty"]), ">= 60 %", HEADLESS
    )


def _smooth_share(page: Page) -> float:
    """Percentage of the frames of one drag that came within 20 ms of the one before."""
    page.bring_to_front()
    x, y = 600, 600
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 10, steps=5)
    page.evaluate(FRAMES)
    for way in (1, -1, 1, -1):
        page.mouse.move(x + 30 + way * 200, y + way * 90, steps=30)
    times: list[float] = page.evaluate("() => { cancelAnimationFrame(window.noting); return window.frames_at; }")
    page.mouse.up()
    page.wait_for_timeout(500)
    gaps = [after - before for before, after in pairwise(times)]
    return 100 * sum(gap <= SMOOTH_MILLISECONDS for gap in gaps) / len(gaps)


def _load_dense(database: Neo4j) -> int:
    """Replaces the graph by the generated ladder; returns its number of steps."""
    given = list(_dense(generate(ROLES)).documents())
    with database.connect() as connected:
        connected.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
        load(connected, Request(given, frozenset({"generated"})))
        return int(
            connected.read("MATCH (:Role)-[step:PROGRESSES_TO]->(:Role) RETURN count(step) AS steps")[0]["steps"]
        )


def _dense(ladder: Ladder) -> Ladder:
    """The same ladder with as many steps a role as the largest map should bear."""
    random = Random(1)
    return replace(ladder, roles=tuple(_with_steps(random, role, ladder.roles) for role in ladder.roles))


def _with_steps(random: Random, role: Role, roles: tuple[Role, ...]) -> Role:
    ends = {step.end: step for step in role.steps}
    while len(ends) < STEPS_EACH:
        end = random.choice(roles).id
        if end != role.id:
            ends.setdefault(end, Step(end, "next", (12, 24)))
    return replace(role, steps=tuple(ends.values()))


if __name__ == "__main__":
    show(rows())
