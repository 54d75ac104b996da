"""Whole answers kept in memory, each for one revision of the graph, and the revision that is in force."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from api.errors import Unavailable
from queries.state import GraphState

ENTRY_BYTES = 500  # what an entry takes beside its body, about
LOOK_SECONDS = 2.0
LARGEST_SHARE = 8  # an answer larger than one part in eight of the cache is not kept

Key = tuple[str, str | None, bytes, str, bool]


class Entry(NamedTuple):
    """`state` is None for an answer that the graph had no part in."""

    body: bytes
    etag: str
    state: GraphState | None


def etag_of(body: bytes) -> str:
    return f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'


class ResponseCache:
    """The answers used last, of at most `most_bytes` together; 0 keeps none."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self.bytes = self.hits = self.misses = 0

    def get(self, key: Key, state: GraphState | None) -> Entry | None:
        """The answer to this question at this state of the graph."""
        entry = self._entries.get(key)
        if entry is None or entry.state != state:
            return None
        self.hits += 1
        self._entries.move_to_end(key)
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        if len(entry.body) * LARGEST_SHARE > self._most_bytes:
            return
        self._drop(key)
        self._entries[key] = entry
        self.bytes += _size(key, entry)
        while self.bytes > self._most_bytes:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.bytes -= _size(key, entry)


def _size(key: Key, entry: Entry) -> int:
    return len(entry.body) + len(key[2]) + ENTRY_BYTES


class Revisions:
    """Which state of the graph is in force, known to be so at most `max_staleness` seconds ago; one look at a time, however many wait for it."""

    def __init__(self, read: Callable[[], Awaitable[GraphState]], max_staleness: float, seconds: float = LOOK_SECONDS) -> None:
        self._read = read
        self._max_staleness = max_staleness
        self._seconds = seconds
        self._under_way: asyncio.Task[GraphState] | None = None
        self.state: GraphState | None = None
        self.confirmed_at = float("-inf")

    def known(self) -> GraphState | None:
        """The state, if it need not be looked at."""
        return self.state if self.confirmed_at > time.monotonic() - self._max_staleness else None

    async def current(self) -> GraphState:
        """Raises Unavailable and DatabaseError when it cannot be confirmed; all who wait for a look share its failure."""
        oldest = time.monotonic() - self._max_staleness
        while self.state is None or self.confirmed_at <= oldest:
            if self._under_way is None or self._under_way.done():  # done, and its callback not yet run: awaiting it would not let it run either
                self._under_way = asyncio.create_task(self.look())
                self._under_way.add_done_callback(self._looked)
            await asyncio.shield(self._under_way)  # one who gives up does not end the look of the others
        return self.state

    async def look(self) -> GraphState:
        """The state now. A database that does not tell it in `seconds` is not there."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._seconds):
                state = await self._read()
        except TimeoutError:
            raise Unavailable("The graph database does not answer; try again in a moment.") from None
        if began > self.confirmed_at:
            self.state, self.confirmed_at = state, began
        return state

    def _looked(self, task: asyncio.Task[GraphState]) -> None:
        if self._under_way is task:
            self._under_way = None
        if not task.cancelled():
            task.exception()  # retrieved, for perhaps nobody waits any more
