"""The explorer: the page that `web/` builds, served beside the API. Everything it shows comes from GraphQL.

Assets have a hash in their names, so browsers may cache them for ever. The page that names them is revalidated each
time.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Match, Route
from starlette.types import Scope

INSTALLED, BUILT = Path(__file__).parents[1] / "page", Path(__file__).parents[2] / "web" / "dist"
PAGE = INSTALLED if INSTALLED.is_dir() else BUILT  # an installed package brings the page, a checkout builds it
VIEWS = ("path", "roles", "ladder", "gap", "map", "findings")
IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
REVALIDATED = {"Cache-Control": "no-cache"}
NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Career ladder</title>
<h1>The explorer is not built</h1>
<p>In a checkout, <code>make up</code> builds it with Node.js 20.19 or newer, from the machine or from PyPI.
  An installed package brings it, if <code>make wheel</code> made that package.</p>
<p>The API works without it: <a href="/graphql">GraphQL</a>, <a href="/health/ready">health</a>.</p>
</html>
"""


def mount_explorer(app: FastAPI, folder: Path = PAGE) -> None:
    """Serves the built page at `/` to clients that prefer HTML, and at the address of every view to all."""

    async def page(_: Request) -> Response:
        file = folder / "index.html"
        if not file.is_file():
            return HTMLResponse(NOT_BUILT, 503, REVALIDATED)
        return FileResponse(file, headers=REVALIDATED)

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
        *views,
    ]


class _HtmlRoute(Route):
    """A route for clients that prefer HTML to JSON. Other clients get the next route of the same path."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (
            super().matches(scope)
            if scope["type"] == "http" and prefers_html(Headers(scope=scope).get("accept", ""))
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
            f"There is no asset {name}; load the page again, it was built anew.", 404, media_type="text/plain"
        )
    headers = IMMUTABLE | {"Vary": "Accept-Encoding"}
    packed = file.with_name(f"{name}.gz")
    if "gzip" in asked.get("accept-encoding", "") and packed.is_file():
        media_type = "text/javascript" if name.endswith(".js") else "text/css"
        return FileResponse(packed, headers=headers | {"Content-Encoding": "gzip"}, media_type=media_type)
    return FileResponse(file, headers=headers)


def _is_file(path: Path) -> bool:
    """False also for what cannot be a path: a NUL in it, or too many letters."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
