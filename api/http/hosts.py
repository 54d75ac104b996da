"""The host names that the server answers to.

By DNS rebinding, a page of another site can send requests to a server on this machine that requires no authentication.
Such requests have the site's name as Host and are rejected.
"""

from __future__ import annotations

from functools import lru_cache

from starlette.types import ASGIApp, Receive, Scope, Send

from api.answering.answerer import refusal
from api.errors import BadUserInput
from api.http.authentication import authentication, is_loopback
from api.http.endpoint import response
from api.http.requests import headers_of
from graph.settings import Settings

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def known_hosts(settings: Settings) -> frozenset[str] | None:
    """The names; None for any name, where other machines may reach the server and clients must authenticate."""
    if settings.allowed_hosts:
        return frozenset((*LOOPBACK, *(host.lower() for host in settings.allowed_hosts)))
    if authentication(settings) == "none" and is_loopback(settings.host):
        return frozenset((*LOOPBACK, settings.host.lower()))
    return None


class KnownHosts:
    """ASGI middleware: rejects a Host that is not among the names with 421."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._knows = lru_cache(64)(lambda host: _name(host) in hosts)  # a client sends the same host every time

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._knows(headers_of(scope).get(b"host", b"")):
            await self._app(scope, receive, send)
            return
        problem = BadUserInput(
            "This server does not answer to that Host.",
            hint="Ask it as localhost, or whoever runs it adds the name to LADDER_ALLOWED_HOSTS.",
            status=421,
        )
        await response(scope, refusal(problem))(scope, receive, send)


def _name(host: bytes) -> str:
    """Without the port."""
    text = host.decode("latin-1").lower()
    return text.partition("]")[0] + "]" if text.startswith("[") else text.partition(":")[0].rstrip(".")
