"""GraphQL over HTTP at /graphql, by POST and GET.

Plain ASGI, because what FastAPI does around a handler takes longer than many an operation.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from api.answering.answerer import Answerer, Reply, refusal
from api.errors import BadUserInput, TookTooLong
from api.http.authentication import Authenticator
from api.http.requests import JSON, headers_of, read_request
from graph.settings import Settings

GRAPHQL_RESPONSE = b"application/graphql-response+json"
ACCEPTED = re.compile(rb"application/(json|graphql-response\+json|\*)|\*/\*")
QUERY_PAGE = Path(__file__).parent / "query_page"
ALWAYS = [(b"vary", b"Accept, Accept-Encoding, Authorization"), (b"cache-control", b"private, no-cache")]


class GraphQLEndpoint:
    """Answers operations. A browser that sends none gets the page to try queries."""

    def __init__(self, settings: Settings, who: Authenticator) -> None:
        self._settings = settings
        self._who = who

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["method"] == "GET"
            and self._settings.shows_query_page
            and not scope["query_string"]
            and _wants_page(scope)
        ):
            await FileResponse(QUERY_PAGE / "page.html")(scope, receive, send)
            return
        try:
            reply = await self._reply(scope, receive)
        except Exception as error:
            reply = refusal(error)
        await response(scope, reply)(scope, receive, send)

    async def _reply(self, scope: Scope, receive: Receive) -> Reply:
        answerer: Answerer = scope["app"].state.answerer
        if not ACCEPTED.search(headers_of(scope).get(b"accept", b"*/*")):
            raise BadUserInput(
                f"Answers are {GRAPHQL_RESPONSE.decode()} or {JSON.decode()}.",
                hint="Send one of them as Accept.",
                status=406,
            )
        identity = self._who.identity(scope)
        asked = None
        try:
            with answerer.time_limit:
                asked = await read_request(scope, receive, self._settings, identity)
                reply = await answerer.reply(asked)
        except TimeoutError:
            if asked is None:
                raise TookTooLong(self._settings.request_seconds, status=408) from None
            reply = answerer.too_late(asked)
        scope["notes"] |= {
            "text": asked.query if self._settings.log_documents else None,
            "identity": asked.identity,
            "cached": reply.cached,
        }
        return reply


class _Answer(Response):
    """A response whose headers are already bytes."""

    def __init__(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
        self.status_code = status
        self.raw_headers = headers
        self.body = body
        self.background = None


def response(scope: Scope, reply: Reply) -> Response:
    """The status follows GraphQL over HTTP: a well-formed request whose operation never ran is 400 in the media type of
    GraphQL, and 200 with errors in plain JSON.
    """
    notes: dict[str, Any] = scope["notes"]
    headers = headers_of(scope)
    notes |= {"codes": reply.codes, "operation": reply.operation, "document": reply.digest and reply.digest[:12]}
    media_type = GRAPHQL_RESPONSE if GRAPHQL_RESPONSE in headers.get(b"accept", b"") else JSON
    given = ALWAYS.copy()
    if reply.status == 401:
        given.append((b"www-authenticate", b"Bearer"))
    if reply.status in (408, 413):
        given.append((b"connection", b"close"))  # the rest of the body is not read
    if reply.etag:
        etag = reply.etag.encode()
        given.append((b"etag", etag))
        if scope["method"] == "GET" and etag in headers.get(b"if-none-match", b""):
            return _Answer(304, given)
    if reply.gzip:
        given.append((b"content-encoding", b"gzip"))
    status = 200 if reply.well_formed and media_type is JSON else reply.status
    return _Answer(
        status, [*given, (b"content-type", media_type), (b"content-length", b"%d" % len(reply.body))], reply.body
    )


def _wants_page(scope: Scope) -> bool:
    accept = headers_of(scope).get(b"accept", b"")
    return JSON not in accept and GRAPHQL_RESPONSE not in accept
