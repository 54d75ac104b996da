"""`GET /events`: a Server-Sent Event for each revision of the graph, so that clients can invalidate caches.

An event's `id` is `GENERATION:REVISION`, its data `{"generation": …, "revision": …}`. A client that reconnects with
`Last-Event-ID` gets all revisions since then, in order; a new client gets the current one. The format is that of the
HTML standard, section 9.2.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress

import orjson
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.answering.answerer import refusal
from api.context.revisions import Revisions
from api.errors import ApiError, Unavailable
from api.http.authentication import Authenticator
from api.http.endpoint import response
from api.http.requests import headers_of
from graph.neo4j.database import DatabaseError
from graph.settings import Settings
from graph.storing.state import GraphState

logger = logging.getLogger(__name__)

LOOK_EVERY, BEAT = 1.0, 15.0  # seconds
MOST_MISSED = 1_000  # revisions; a client that missed more gets the last ones
ID = re.compile(rb"([\w-]{1,64}):(\d{1,12})")
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # proxies pass events on at once


class RevisionEvents:
    """All listeners share one look at the database per second; without listeners there is none."""

    def __init__(self, settings: Settings, who: Authenticator, revisions: Callable[[], Revisions]) -> None:
        self._most = settings.event_listeners
        self._who = who
        self._revisions = revisions
        self._state: GraphState | None = None
        self._changed = asyncio.Event()  # set and replaced at each change
        self._listeners = 0
        self._looking: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            self._who.identity(scope)
            if self._listeners >= self._most:
                raise Unavailable(f"{self._most} listeners are connected; the limit is reached.", status=503)
        except ApiError as error:
            await response(scope, refusal(error))(scope, receive, send)
            return
        stopping: Callable[[], bool] = getattr(scope["app"].state, "stopping", lambda: False)
        last = ID.fullmatch(headers_of(scope).get(b"last-event-id", b""))
        seen = (last[1].decode(), int(last[2])) if last else None
        async with aclosing(self._events(seen, stopping)) as events:
            await StreamingResponse(events, media_type="text/event-stream", headers=HEADERS)(scope, receive, send)

    async def _events(self, seen: tuple[str, int] | None, stopping: Callable[[], bool]) -> AsyncGenerator[bytes, None]:
        self._listeners += 1
        if self._looking is None:
            self._looking = asyncio.create_task(self._look(stopping))
        try:
            yield b"retry: 2000\n\n"
            while not stopping():
                changed, state = self._changed, self._state
                for revision in missed(seen, state):
                    assert state is not None
                    seen = (state.generation, revision)
                    yield event(state.generation, revision)
                with suppress(TimeoutError):
                    async with asyncio.timeout(BEAT):
                        await changed.wait()
                        continue
                yield b": still here\n\n"
        finally:
            self._listeners -= 1
            if not self._listeners and self._looking is not None:
                self._looking.cancel()
                self._looking = self._state = None

    async def _look(self, stopping: Callable[[], bool]) -> None:
        """Reads the graph's state every second, and wakes the listeners when it has changed."""
        while True:
            try:
                state: GraphState | None = await self._revisions().look()
            except (ApiError, DatabaseError):  # keep the last state; the next look may succeed
                state = self._state
            if state != self._state or stopping():
                self._state = state
                woken, self._changed = self._changed, asyncio.Event()
                woken.set()
            await asyncio.sleep(LOOK_EVERY)


def missed(seen: tuple[str, int] | None, state: GraphState | None) -> range:
    """The revisions to send to a client that has seen `seen`: all since then, or the current one."""
    if state is None:
        return range(0)
    first = seen[1] + 1 if seen and seen[0] == state.generation else state.revision
    return range(max(first, state.revision + 1 - MOST_MISSED), state.revision + 1)


def event(generation: str, revision: int) -> bytes:
    data = orjson.dumps({"generation": generation, "revision": revision})
    return b"id: %b:%d\nevent: revision\ndata: %b\n\n" % (generation.encode(), revision, data)
