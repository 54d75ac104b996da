"""The assistant's server at /mcp, beside the API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.types import Receive, Scope, Send

from api.answering.answerer import Answerer, refusal
from api.assistant.server import IDENTITY
from api.assistant.serving import Answers
from api.errors import ApiError
from api.http.authentication import Authenticator
from api.http.endpoint import response
from graph.settings import Settings


class HttpAssistant:
    """`/mcp` beside the API: stateless, one answer for each request, with the authentication of the API."""

    def __init__(self, settings: Settings, who: Authenticator, answerer: Callable[[], Answerer]) -> None:
        async def now() -> Answerer:
            return answerer()

        self._who = who
        self._manager = StreamableHTTPSessionManager(
            Answers(settings, now).server(cypher=settings.mcp == "cypher"), json_response=True, stateless=True
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with self._manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            scope[IDENTITY] = self._who.identity(scope)
        except ApiError as error:
            await response(scope, refusal(error))(scope, receive, send)
        else:
            await self._manager.handle_request(scope, receive, send)
