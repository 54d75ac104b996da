"""How the page is served: to whom, with which headers, and what stands in its place when it was not built."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import httpx
import pytest
import uvloop
from fastapi import FastAPI

from api.http.explorer import VIEWS, mount_explorer, prefers_html
from api.http.metrics import Metrics
from api.http.observing import Observed


class Site:
    """Speaks HTTP to an application that has the explorer and an address list."""

    def __init__(self, folder: Path) -> None:
        self._app = application(folder)

    def get(self, address: str, **headers: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app=self._app), base_url="http://ladder"
            ) as client:
                return await client.get(
                    address, headers={name.replace("_", "-"): value for name, value in headers.items()}
                )

        return uvloop.run(ask())


@pytest.fixture
def site(built: Path) -> Site:
    return Site(built)


def application(folder: Path) -> FastAPI:
    app = FastAPI()
    app.add_middleware(Observed, metrics=Metrics())

    @app.get("/")
    def addresses() -> dict[str, str]:
        return {"graphql": "/graphql"}

    mount_explorer(app, folder)
    return app


@pytest.mark.parametrize(
    ("accept", "html"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html, application/json", True),
        ("application/json, text/html", False),
        ("application/json;q=0.5, text/html;q=0.4", False),
        ("text/html;q=0.9, application/json;q=0.8", True),
        ("application/json", False),
        ("text/html;q=0", False),
        ("text/html;q=much", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_given_an_accept_header_when_the_root_is_asked_for_then_page_or_json_comes(
    site: Site, accept: str, html: bool
) -> None:
    assert prefers_html(accept) is html
    answer = site.get("/", accept=accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html" if html else "application/json")


@pytest.mark.parametrize(
    "address",
    [
        *(f"/{view}" for view in VIEWS),
        "/roles/staff-engineer",
        "/roles/a%2Fb",
        "/ladder/security/far",
        "/path?from=a&to=b",
    ],
)
def test_given_a_deep_link_when_opened_then_the_page_comes_with_a_strict_policy(site: Site, address: str) -> None:
    answer = site.get(address)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    policy = dict(directive.strip().split(" ", 1) for directive in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not re.search(r"<style|style=|<script(?![^>]* src=)| on\w+=", answer.text)


def test_given_the_pages_assets_when_asked_for_then_they_stay_for_good_and_come_packed(site: Site) -> None:
    names = [f"/{name}" for name in re.findall(r'(?:src|href)="\./(assets/[^"]+)"', site.get("/path").text)]
    assert {Path(name).suffix for name in names} == {".js", ".css"}
    for name in names:
        plain = site.get(name, accept_encoding="identity")
        assert "content-encoding" not in plain.headers
        sizes = [len(plain.content), len(gzip.compress(plain.content, 6))]
        for accepted, coding in (("gzip, br;q=0", "gzip"), ("gzip, deflate, br", "br")):
            packed = site.get(name, accept_encoding=accepted)
            assert (
                plain.headers["cache-control"]
                == packed.headers["cache-control"]
                == "public, max-age=31536000, immutable"
            )
            assert packed.headers["content-encoding"] == coding
            assert plain.content == packed.content
            sizes.append(int(packed.headers["content-length"]))
        assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("address", "up"),
    [("/", "./"), ("/path", "./"), ("/roles/a%2Fb", "../"), ("/roles/", "../"), ("/embed/ladder/x", "../../")],
)
def test_given_an_address_when_its_page_comes_then_the_assets_are_relative_to_it(
    site: Site, address: str, up: str
) -> None:
    found = re.findall(r'(?:src|href)="([./]+)(?:assets/|icon)', site.get(address, accept="text/html").text)
    assert found
    assert set(found) == {up}


def test_given_an_address_nobody_knows_when_a_browser_asks_then_the_page_says_so_and_programs_are_told(
    site: Site,
) -> None:
    answer = site.get("/nowhere/at/all", accept="text/html")
    assert (answer.status_code, 'id="page"' in answer.text) == (404, True)
    assert site.get("/nowhere").json() == {"detail": "Not Found"}


@pytest.mark.parametrize("name", ["gone.js", "..%2Findex.html", "..%5Cindex.html", "%2e%2e"])
def test_given_a_name_that_is_no_asset_when_asked_for_then_404(site: Site, name: str) -> None:
    answer = site.get(f"/assets/{name}")
    assert answer.status_code == 404
    assert "cache-control" not in answer.headers


def test_given_no_build_when_opened_then_the_next_step_is_shown_and_programs_are_answered(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for address in ("/", "/path"):
        answer = site.get(address, accept="text/html")
        assert (answer.status_code, "make up" in answer.text) == (503, True)
    assert site.get("/").json() == {"graphql": "/graphql"}
    assert site.get("/icon.svg").status_code == 404
