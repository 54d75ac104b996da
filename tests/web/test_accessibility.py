"""axe finds nothing in any view: light, dark, and on a narrow screen, where nothing runs out of it either. Pictures of
all are kept.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cli.web_build import WEB
from tests.support.explorer import OUT_OF_PLACE, TWO_FRAMES, keep_picture
from tests.support.frameworks import framework
from tests.support.server import Server, holding

pytestmark = pytest.mark.usefixtures("seeds_to_read")

VIEWS = {
    "begin": "/",
    "path": "/path?from=level:junior@machine-learning&to=level:staff@machine-learning",
    "no-path": "/path?from=junior-backend-engineer&to=staff-data-scientist&max=2",
    "roles": "/roles?family=data-engineering",
    "role": "/roles/junior-backend-engineer",
    "unknown": "/roles/nobody",
    "ladder": "/ladder/security",
    "gap": "/gap?role=junior-data-engineer&to=data-engineer",
    "map": "/map?at=data-engineer",
    "compare": "/compare?roles=data-engineer,backend-engineer,machine-learning-engineer",
    "profile": "/profile?skills=python:must:critical,sql:good&tools=git&learn=data-pipelines",
    "findings": "/findings",
    "frame": "/embed/ladder/security?only=changes",
    "frame-path": "/embed/path?from=junior-data-engineer&to=staff-data-engineer",
    "frame-gap": "/embed/gap?role=junior-data-engineer&to=data-engineer",
}
SHAPES: tuple[tuple[str, int, dict[str, Any] | None], ...] = (
    ("light", 1440, {}),
    ("dark", 1440, {"runOnly": ["color-contrast"]}),  # a scheme changes nothing but colours
    ("light", 1024, None),
    ("light", 390, {}),
    ("dark", 390, None),
)
"""Scheme, width, and what axe looks at."""


FOCUSED = """() => {
  const focused = document.activeElement;
  const label = focused.id && document.querySelector(`label[for='${focused.id}']`);
  return focused.getAttribute("aria-label") || label?.textContent || focused.textContent.trim().slice(0, 30);
}"""


TAB_STOP = """() => {
  const [before, now] = [window.tabStop, document.activeElement];
  window.tabStop = now;
  if (now === document.body) return "the end";
  if (!now.checkVisibility()) return `not to be seen: ${now.outerHTML.slice(0, 120)}`;
  const follows = !before || before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
  return follows ? "in order" : `before ${before.outerHTML.slice(0, 120)}: ${now.outerHTML.slice(0, 120)}`;
}"""
MOST_STOPS = 60  # of a walk through a long page


def tab_stops(page: Page) -> list[str]:
    """What is to be said of each stop of a walk by the tab key."""
    stops: list[str] = []
    while len(stops) < MOST_STOPS and "the end" not in stops:
        page.keyboard.press("Tab")
        stops.append(page.evaluate(TAB_STOP))
    assert stops[0] == "in order"
    return stops


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    if not page.evaluate("() => typeof axe !== 'undefined'"):
        page.evaluate((WEB / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("async (options) => (await axe.run(options)).violations", options)
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in found
        for node in violation["nodes"]
    ]


NAMELESS = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")]
  .filter((element) => element.tabIndex >= 0 && element.checkVisibility() && !element.getAttribute("aria-label")
    && !element.textContent.trim() && !element.labels?.length)
  .map((element) => element.outerHTML.slice(0, 120))"""
"""Tab stops without a name."""

SMALL = """() => [...document.querySelectorAll("button, select, summary, input, nav a, .button")]
  .filter((element) => element.checkVisibility() && !element.closest("label") && !element.closest(".unseen"))
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && Math.min(box.width, box.height) < 24)
  .map(([element, box]) => `${element.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
"""Targets too small for a thumb."""

SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => { for (const shift of list.getEntries()) window.shifted += shift.value; })
  .observe({ type: "layout-shift", buffered: true });"""

CUT_OFF = """() => [...document.querySelectorAll('.canvas')]
  .filter((canvas) => canvas.scrollWidth > canvas.clientWidth).length"""
"""Pictures that do not fit; the map may, it has a frame to scroll in."""

NEVER_FOLLOWS = "window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };"
"""Every picture keeps its first width, as all do for a frame."""

MORE_PICTURES = {
    "near": "/map?at=data-engineer&near=1",
    "shares": "/gap?skills=python:must:critical,sql:good&to=data-engineer",
}


@pytest.mark.parametrize("view", VIEWS)
def test_given_a_view_when_judged_by_axe_and_walked_by_tab_then_nothing_is_found(page: Page, view: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.add_init_script(SHIFTS)
    page.goto(VIEWS[view])
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifted") <= 0.05
    assert set(tab_stops(page)) <= {"in order", "the end"}
    for scheme, width, options in SHAPES:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(TWO_FRAMES)  # the pictures follow the new width
        assert options is None or violations(page, options) == []
        assert page.evaluate(CUT_OFF) == 0
        assert page.evaluate(NAMELESS) == []
        assert page.evaluate(SMALL) == []
        keep_picture(page, f"{view}-{scheme}-{width}")


def test_given_a_ladder_of_long_texts_when_judged_by_axe_then_nothing_is_found_and_no_page_is_endless(
    page: Page, server: Server
) -> None:
    text = "".join(f" Bakes bread number {number} without help from any other baker\n" for number in range(20))
    skills = [f"Skill {number}" for number in range(8)]
    said = dict.fromkeys(skills, text), dict.fromkeys(skills, f"{text} and rolls")
    with holding(server, "own", framework(*said)):
        for view in (
            "/ladder/baking",
            "/roles/baker-1",
            "/compare?roles=baker-1,baker-2",
            "/gap?role=baker-1&to=baker-2",
        ):
            page.goto(view)
            expect(page.get_by_role("button", name="Show all").first).to_be_visible()
            for width, scheme, most in ((1280, "light", 4000), (390, "dark", 7000)):
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
                page.evaluate(TWO_FRAMES)
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                assert page.evaluate("document.documentElement.scrollHeight") < most
                assert violations(page, {}) == []
                assert page.evaluate(SMALL) == []
                assert page.evaluate(OUT_OF_PLACE) == []


@pytest.mark.parametrize("view", [*VIEWS, "near", "shares"])
def test_given_a_page_that_narrows_when_no_picture_has_followed_then_none_holds_it_wide(page: Page, view: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.add_init_script(NEVER_FOLLOWS)
    page.goto({**VIEWS, **MORE_PICTURES}[view])
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    if view == "path":
        page.locator(".diagram .step[tabindex]").last.focus()
        expect(page.locator(".card")).to_be_visible()  # nor does a step's card
    for width in (1024, 720, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_given_a_view_when_its_link_is_copied_then_the_clipboard_holds_its_address(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(VIEWS["gap"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_given_the_path_view_when_walked_by_keyboard_alone_then_every_control_is_reached(page: Page) -> None:
    page.goto(VIEWS["path"])
    expect(page.locator(".steps > li").first).to_be_visible()
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED))
    assert {
        "To the content",
        "From – to",
        "From",
        "To",
        "Swap from and to",
        "Options",
        "PNG",
        "SVG",
        "CSV",
        "This path as Cypher",
    } <= reached
    title = "Junior Machine Learning Engineer → Machine Learning Engineer"
    assert any(label.startswith(title) for label in reached), reached


def test_given_a_very_wide_screen_when_drawn_then_pictures_are_kept(page: Page) -> None:
    page.set_viewport_size({"width": 2560, "height": 1440})
    for view in ("path", "ladder", "map"):
        page.goto(VIEWS[view])
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 2560
        keep_picture(page, f"{view}-light-2560")
