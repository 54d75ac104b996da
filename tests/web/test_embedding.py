"""The explorer in other pages: frames, the element `<career-path>`, and a place below another address."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from graph.settings import SettingsError, load_settings
from tests.support.explorer import Explorer
from tests.support.places import ROOT
from tests.support.server import Server

pytestmark = pytest.mark.usefixtures("seeds_to_read")

EXAMPLE = ROOT / "examples" / "embedding"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}


class Site:
    """A server that answers GET with what a function makes of the path."""

    def __init__(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._send(*site.answer("GET", self.path, b""))

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", 0))
                self._send(*site.answer("POST", self.path, self.rfile.read(length)))

            def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self.answer = lambda _method, _path, _body: (404, {}, b"")
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    yield served
    served.stop()


@pytest.fixture
def embedded(server: Server, built: Path, site: Site, tmp_path: Path) -> Iterator[Explorer]:
    """An explorer that the site may use, and the example's files on that site."""
    settings = load_settings(home=tmp_path, max_staleness=0, cors_origins=site.address, frame_ancestors=site.address)
    explorer = Explorer(server, settings)

    def answer(_method: str, path: str, _body: bytes) -> tuple[int, dict[str, str], bytes]:
        file = EXAMPLE / (path.lstrip("/") or "index.html")
        text = file.read_text(encoding="utf-8").replace("http://127.0.0.1:8000", explorer.address)
        return 200, {"content-type": TYPES[file.suffix]}, text.encode()

    site.answer = answer
    yield explorer
    explorer.stop()


def test_given_the_example_when_opened_on_another_site_then_element_and_frame_work(
    site: Site, embedded: Explorer, page: Page
) -> None:
    page.goto(site.address)
    element = page.locator("career-path")
    expect(element.locator("ol.steps > li")).to_have_count(3)
    expect(page.locator("#told")).to_have_text("The best path has 3 steps.")
    expect(element.locator(".diagram .role").first).to_be_visible()
    accent = "(line) => getComputedStyle(line).stroke"
    assert element.locator(".diagram .role.main rect").first.evaluate(accent) == "rgb(122, 31, 92)"
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("Ladder of Security")
    expect(frame.get_by_role("navigation", name="Views")).to_have_count(0)
    expect(frame.get_by_role("link", name="Open in the explorer")).to_have_attribute(
        "href", re.compile(f"^{re.escape(embedded.address)}/ladder/security$")
    )
    page.get_by_label("I am a").select_option("data-engineer")
    expect(element.locator("ol.steps > li")).to_have_count(2)
    element.locator(".alternatives a").nth(1).click()
    expect(element).to_have_attribute("show", "2")
    link = element.locator("ol.steps h3 a").first
    assert (link.get_attribute("href") or "").startswith(f"{embedded.address}/roles/")
    link.click()
    expect(page.locator("#told")).to_have_text(re.compile("its own page of data-engineer"))
    assert page.url.rstrip("/") == site.address


def test_given_an_element_whose_role_is_unknown_when_drawn_then_page_and_event_say_so(
    site: Site, embedded: Explorer, page: Page
) -> None:
    page.goto(site.address)
    expect(page.locator("career-path ol.steps > li").first).to_be_visible()
    page.locator("career-path").evaluate("(element) => element.setAttribute('from', 'nobody-here')")
    expect(page.locator("career-path .notice")).to_contain_text("There is no role 'nobody-here'.")
    expect(page.locator("#told")).to_contain_text("nobody-here")


def test_given_a_proxy_that_serves_below_a_path_when_opened_then_all_addresses_hold(
    page: Page, site: Site, explorer: Explorer
) -> None:
    def answer(method: str, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        if not path.startswith("/tools/ladder/"):
            return 404, {"content-type": "text/plain"}, b""
        inside = path.removeprefix("/tools/ladder")
        if inside == "/events":
            return 204, {}, b""
        headers = {
            "accept": "application/json" if method == "POST" else "text/html",
            "content-type": "application/json",
        }
        answered = httpx.request(method, explorer.address + inside, content=body, headers=headers, timeout=60)
        kept = {
            name: answered.headers[name]
            for name in ("content-type", "content-security-policy")
            if name in answered.headers
        }
        return answered.status_code, kept, answered.content

    site.answer = answer
    page.goto(f"{site.address}/tools/ladder/roles/data-engineer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Data Engineer")
    page.get_by_role("link", name="Plan from here").click()
    expect(page).to_have_url(re.compile("/tools/ladder/path\\?from=data-engineer"))
    page.reload()
    expect(page.get_by_role("combobox", name="From", exact=True)).to_have_value("Data Engineer")
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Map").click()
    expect(page.locator(".diagram.grid")).to_be_visible()
    assert page.locator(".grid a").first.evaluate("(link) => link.href.baseVal").startswith("/tools/ladder/roles/")


def test_given_no_site_that_may_frame_it_when_asked_for_then_the_policy_says_nobody(explorer: Explorer) -> None:
    for address in ("/embed/path?from=a", "/path"):
        policy = httpx.get(explorer.address + address).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy


def test_given_sites_that_may_frame_it_when_asked_for_then_only_frames_say_so(embedded: Explorer, site: Site) -> None:
    assert (
        f"frame-ancestors {site.address}"
        in httpx.get(f"{embedded.address}/embed/gap").headers["content-security-policy"]
    )
    assert "frame-ancestors 'none'" in httpx.get(f"{embedded.address}/gap").headers["content-security-policy"]


@pytest.mark.parametrize("value", ["https://a.example; script-src *", "https://a.example\nX: y", "*", "javascript:x"])
def test_given_what_is_no_origin_when_set_as_ancestor_then_it_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(SettingsError, match="LADDER_FRAME_ANCESTORS"):
        load_settings(home=tmp_path, frame_ancestors=value)


def test_given_the_element_when_built_then_it_is_one_small_script(built: Path) -> None:
    script = (built / "career-path.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= 150_000
    assert b"import(" not in script
    assets = [file.read_bytes() for file in (built / "assets").iterdir() if file.suffix in {".js", ".css"}]
    assert sum(len(gzip.compress(asset, 9)) for asset in assets) <= 60_000
