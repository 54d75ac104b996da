"""The explorer in a headless Chromium: the size of the page, and the times of its first answer and its largest map.

python -m benchmarks.explorer
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from dataclasses import replace
from random import Random

from playwright.sync_api import Browser, sync_playwright

from benchmarks.figures import Figure, show
from benchmarks.generate import Ladder, Role, Step, generate
from benchmarks.servers import Neo4j, ladder_api, neo4j
from cli.web_build import WEB, build_page
from graph.storing.load import load
from graph.storing.plan import Request
from tests.support.browser import chromium, flags

ROLES, STEPS_EACH = 1_000, 20
VISITS = 5
HEADLESS = "headless, drawn by the processor, the two cores shared with server and database"

PAINTED = """window.painted = new Promise((done) => {
  const shown = () => document.querySelector(".steps > li") && document.querySelector(".diagram .role");
  const watch = () => requestAnimationFrame(shown() ? () => setTimeout(() => done(performance.now())) : watch);
  watch();
});"""
"""The time from the start of navigation to the frame after the one that has both the picture and the words."""

SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => { for (const each of list.getEntries()) window.shifted += each.value; })
  .observe({ type: "layout-shift", buffered: true });"""

LAST_PAINT = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"""


def rows() -> Iterator[Figure]:
    build_page(lambda words: print(words, file=sys.stderr))
    yield bundle()
    with neo4j() as database, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags())
        with ladder_api(database, response_cache_bytes=0) as api:
            yield first_answer(browser, api.url.removesuffix("/graphql"))
        _load_dense(database)
        with ladder_api(database) as api:
            yield from map_picture(browser, api.url.removesuffix("/graphql"))
        browser.close()


def bundle() -> Figure:
    """The compressed size of page, scripts and styles of all views."""
    dist = WEB / "dist"
    files = [dist / "index.html", *(file for file in (dist / "assets").iterdir() if file.suffix in {".js", ".css"})]
    size = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
    return Figure(
        "explorer.bundle",
        "the explorer's page, gzipped, with the map",
        "kB",
        (size / 1000,),
        goal="<= 60",
    )


def first_answer(browser: Browser, address: str) -> Figure:
    """Measures on the seeds, each time with an empty browser cache."""
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


def map_picture(browser: Browser, address: str) -> Iterator[Figure]:
    """The map of a large ladder: time of its first picture, layout shift after it, memory."""
    times, shifts, heaps = [], [], []
    for _ in range(VISITS):
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(120_000)
        page.add_init_script(SHIFTS)
        page.goto(f"{address}/map")
        page.locator(".overview td a").first.wait_for()
        times.append(float(page.evaluate(LAST_PAINT)) / 1000)
        shifts.append(float(page.evaluate("() => window.shifted")))
        session = page.context.new_cdp_session(page)
        session.send("HeapProfiler.collectGarbage")
        heaps.append(float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1_000_000)
        page.close()
    large = f"the map of {ROLES:,} roles and {ROLES * STEPS_EACH:,} steps"
    yield Figure("explorer.map", f"{large}: its first picture", "s", tuple(times), goal="<= 1.5", note=HEADLESS)
    yield Figure("explorer.map_shift", f"{large}: layout shift", "score", tuple(shifts), goal="<= 0.05")
    yield Figure("explorer.map_heap", f"{large}: memory of its scripts", "MB", tuple(heaps), goal="<= 100")


def _load_dense(database: Neo4j) -> None:
    """Replaces the graph by the generated ladder."""
    given = list(_dense(generate(ROLES)).documents())
    with database.connect() as connected:
        connected.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
        load(connected, Request(given, frozenset({"generated"})))


def _dense(ladder: Ladder) -> Ladder:
    """The same ladder with as many steps for each role as the largest map should support."""
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
