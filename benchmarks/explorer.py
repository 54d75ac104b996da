"""The explorer in a headless Chromium: how large the page is, how soon its first answer and its largest map stand.

python -m benchmarks.explorer
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random

from playwright.sync_api import Browser, Page, sync_playwright

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
new PerformanceObserver((list) => { for (const shift of list.getEntries()) window.shifted += shift.value; })
  .observe({ type: "layout-shift", buffered: true });"""

LAST_PAINT = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"""


def rows() -> Iterator[Figure]:
    build_page(lambda words: print(words, file=sys.stderr))
    yield bundle()
    yield element()
    with neo4j() as database, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags())
        with ladder_api(database, response_cache_bytes=0) as api:
            yield from first_answer(browser, api.url.removesuffix("/graphql"))
            yield from map_drawn(browser, api.url.removesuffix("/graphql"))
        _load_dense(database)
        with ladder_api(database) as api:
            yield from map_picture(browser, api.url.removesuffix("/graphql"))
        browser.close()


def bundle() -> Figure:
    """All that a reader of every view fetches: page, scripts, styles, packed as they are sent."""
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


def element() -> Figure:
    """`<career-path>`: one script with all it draws by."""
    size = len(gzip.compress((WEB / "dist" / "career-path.js").read_bytes(), 9))
    return Figure(
        "explorer.element", "the element <career-path>, one script, gzipped", "kB", (size / 1000,), goal="<= 150"
    )


def first_answer(browser: Browser, address: str) -> Iterator[Figure]:
    """On the seeds, with an empty browser cache each time."""
    times, shifts = [], []
    for _ in range(VISITS):
        page = browser.new_page()
        page.add_init_script(PAINTED)
        page.add_init_script(SHIFTS)
        page.goto(f"{address}/path?from=level:junior@machine-learning&to=level:staff@machine-learning")
        times.append(float(page.evaluate("() => window.painted")) / 1000)
        page.wait_for_load_state("networkidle")
        shifts.append(float(page.evaluate("() => window.shifted")))
        page.close()
    yield Figure(
        "explorer.first_answer",
        "from opening a path's address to its picture and words painted, loopback",
        "s",
        tuple(times),
        goal="<= 1",
        note="empty browser cache",
    )
    yield Figure("explorer.path_shift", "a path: layout shift", "score", tuple(shifts), goal="<= 0.05")


def map_drawn(browser: Browser, address: str) -> Iterator[Figure]:
    """Of the seeds: all roles and steps in one picture."""
    visits = [_visit(browser, f"{address}/map", ".diagram.grid .role") for _ in range(VISITS)]
    yield from _of_visits("explorer.seeds_map", "the map of the seeds, drawn whole", visits)


def map_picture(browser: Browser, address: str) -> Iterator[Figure]:
    """Of a large ladder: the overview, which is its first picture, and the picture around one role."""
    visits = [_visit(browser, f"{address}/map", ".overview td a") for _ in range(VISITS)]
    large = f"the map of {ROLES:,} roles and {ROLES * STEPS_EACH:,} steps"
    yield from _of_visits("explorer.map", large, visits)
    role = visits[0].role
    around = [_visit(browser, f"{address}/map?at={role}", ".diagram.grid .role") for _ in range(VISITS)]
    yield from _of_visits("explorer.map_around", f"of {ROLES:,} roles, one with what is around it", around)


@dataclass(frozen=True)
class Visit:
    """What one look at the map costs a reader."""

    first_picture: float
    """Seconds from the start of navigation to the first picture painted."""
    shift: float
    """How much moves after it: the browser's score of layout shifts."""
    heap: float
    """Megabytes that the page's scripts hold."""
    answers: float
    """Kilobytes of all answers of the API, as they are sent."""
    role: str
    """A role on the map."""


def _visit(browser: Browser, address: str, picture: str) -> Visit:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(SHIFTS)
    session = context.new_cdp_session(page)
    answers, received = set[str](), dict[str, int]()
    session.send("Network.enable")
    session.on(
        "Network.responseReceived",
        lambda event: answers.add(event["requestId"]) if event["response"]["url"].endswith("/graphql") else None,
    )
    session.on(
        "Network.loadingFinished",
        lambda event: received.__setitem__(event["requestId"], int(event["encodedDataLength"])),
    )
    page.goto(address)
    page.locator(picture).first.wait_for()
    first = float(page.evaluate(LAST_PAINT)) / 1000
    page.wait_for_load_state("networkidle")
    session.send("HeapProfiler.collectGarbage")
    visit = Visit(
        first,
        float(page.evaluate("() => window.shifted")),
        float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1_000_000,
        sum(received.get(answer, 0) for answer in answers) / 1_000,
        _some_role(page),
    )
    context.close()
    return visit


def _some_role(page: Page) -> str:
    """A role that the map shows or leads to."""
    if page.locator(".overview td a").count():
        page.locator(".overview td a").first.click()
        page.locator(".map-list a").first.click()
        page.wait_for_url("**at=*")
        return page.url.split("at=")[1].split("&")[0]
    return str(page.locator(".diagram.grid .role").first.get_attribute("data-role"))


def _of_visits(name: str, what: str, visits: list[Visit]) -> Iterator[Figure]:
    def taken(of: Callable[[Visit], float]) -> tuple[float, ...]:
        return tuple(of(visit) for visit in visits)

    yield Figure(
        name, f"{what}: its first picture", "s", taken(lambda v: v.first_picture), goal="<= 1.5", note=HEADLESS
    )
    yield Figure(f"{name}_shift", f"{what}: layout shift", "score", taken(lambda v: v.shift), goal="<= 0.05")
    yield Figure(f"{name}_heap", f"{what}: memory of its scripts", "MB", taken(lambda v: v.heap), goal="<= 100")
    yield Figure(f"{name}_bytes", f"{what}: its answers, compressed", "kB", taken(lambda v: v.answers), goal="<= 300")


def _load_dense(database: Neo4j) -> None:
    """Replaces the graph by the generated ladder."""
    given = list(_dense(generate(ROLES)).documents())
    with database.connect() as connected:
        connected.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))
        load(connected, Request(given, frozenset({"generated"})))


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
