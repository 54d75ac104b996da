"""The explorer: the page that `web/` builds, served beside the API. Everything it shows comes from GraphQL.

Assets have a hash in their names, so browsers may cache them for ever. The page that names them is revalidated each
time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

from api.http.observing import policy
from api.http.requests import takes

INSTALLED, BUILT = Path(__file__).parents[1] / "page", Path(__file__).parents[2] / "web" / "dist"
PAGE = INSTALLED if INSTALLED.is_dir() else BUILT  # an installed package contains the page, a checkout builds it
VIEWS = ("path", "roles", "ladder", "gap", "compare", "profile", "map", "findings")
EMBEDDED, COMPONENT = "embed", "career-path.js"
PACKED = {"br": ".br", "gzip": ".gz"}  # endings of the copies by content coding, the smallest first
IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
REVALIDATED = {"Cache-Control": "no-cache"}
NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Career ladder</title>
<h1>The explorer is not built</h1>
<p>In a checkout, <code>make up</code> builds it with Node.js 20.19 or newer, from the machine or from PyPI.
  An installed package brings it, if <code>make wheel</code> made that package.</p>
<p>The API works without it: <a href="/graphql">GraphQL</a>, <a href="/health/ready">health</a>.</p>
</html>
"""


def mount_explorer(app: FastAPI, folder: Path = PAGE, frame_ancestors: Sequence[str] = ()) -> None:
    """Serves the built page at `/` to clients that prefer HTML, at the address of every view to all, and below
    `/embed/` to be shown in a frame by pages of `frame_ancestors`.
    """
    framed = REVALIDATED | {"Content-Security-Policy": policy(frame_ancestors)}

    def built(request: Request, headers: dict[str, str], status: int = 200) -> Response:
        file = folder / "index.html"
        if not file.is_file():
            return HTMLResponse(NOT_BUILT, 503, headers)
        return HTMLResponse(_from(request.scope, file.read_text("utf-8")), status, headers)

    async def page(request: Request) -> Response:
        return built(request, REVALIDATED)

    async def frame(request: Request) -> Response:
        return built(request, framed)

    async def unknown(request: Request) -> Response:
        return built(request, REVALIDATED, 404)

    async def component(_: Request) -> Response:
        """A script that pages of other sites may load."""
        file = folder / COMPONENT
        if not file.is_file():
            return Response(status_code=404)
        return FileResponse(file, headers=REVALIDATED | {"Access-Control-Allow-Origin": "*"})

    async def asset(request: Request) -> Response:
        return _asset(folder, request.path_params["name"], request.headers)

    async def icon(_: Request) -> Response:
        file = folder / "icon.svg"
        return FileResponse(file, headers=REVALIDATED) if file.is_file() else Response(status_code=404)

    views = [Route(f"/{view}{rest}", page) for view in VIEWS for rest in ("", "/{_:path}")]
    app.router.routes[:0] = [
        _HtmlRoute("/", page),
        Route("/assets/{name:path}", asset),
        Route("/icon.svg", icon),
        Route(f"/{EMBEDDED}/{COMPONENT}", component),
        Route(f"/{EMBEDDED}/{{_:path}}", frame),
        *views,
    ]
    app.router.routes.append(_HtmlRoute("/{_:path}", unknown))


def _from(scope: Scope, page: str) -> str:
    """The page with asset addresses relative to the requested address, which are right under any sub-path."""
    asked = scope.get("raw_path", b"").split(b"?")[0].decode("ascii", "replace")
    below = asked.removeprefix(scope.get("root_path", "")).count("/") - 1
    return re.sub(r'(src|href)="\./', rf'\1="{"../" * below or "./"}', page)


class _HtmlRoute(Route):
    """A route for clients that prefer HTML to JSON. Other clients get the next route of the same path."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (
            super().matches(scope)
            if scope["type"] == "http"
            and scope["method"] in {"GET", "HEAD"}
            and prefers_html(Headers(scope=scope).get("accept", ""))
            else (Match.NONE, {})
        )


def prefers_html(accept: str) -> bool:
    """Whether an Accept header names HTML and prefers it to JSON. Programs send `*/*`, which does not."""
    weights: dict[str, float] = {}
    for part in accept.split(","):
        media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        weights.setdefault(media_type, float(weight) if weight.replace(".", "", 1).isdigit() else 0.0)
    html, json = weights.get("text/html", 0.0), weights.get("application/json", 0.0)
    return html > json or (
        html == json > 0 and accept.lower().index("text/html") < accept.lower().index("application/json")
    )


def _asset(folder: Path, name: str, asked: Headers) -> Response:
    file = folder / "assets" / name
    if Path(name).name != name or not _is_file(file):
        return Response(
            f"There is no asset {name}; load the page again, which has been rebuilt.", 404, media_type="text/plain"
        )
    headers = IMMUTABLE | {"Vary": "Accept-Encoding"}
    for coding, ending in PACKED.items():
        packed = file.with_name(name + ending)
        if takes(coding, asked.get("accept-encoding", "")) and packed.is_file():
            media_type = "text/javascript" if name.endswith(".js") else "text/css"
            return FileResponse(packed, headers=headers | {"Content-Encoding": coding}, media_type=media_type)
    return FileResponse(file, headers=headers)


def _is_file(path: Path) -> bool:
    """False also for an invalid path: one with a NUL, or one that is too long."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
