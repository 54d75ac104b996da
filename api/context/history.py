"""The graph's history: the index of all changes, shared by all requests of a process and read on demand; and a cache of
revisions.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress

from cachetools import LRUCache

from graph.neo4j.database import AsyncDatabase, Row
from graph.storing.state import GraphState
from queries.lookups.change_index import OF, READ, REVISIONS_A_STATEMENT, ChangeIndex

MOST_BYTES_KEPT = 16_000_000
CHANGE_BYTES = 250  # memory of a change, roughly


def _size(row: Row) -> int:
    return CHANGE_BYTES * (1 + len(row["changes"]))


class History:
    """Holds the index, up to the newest revision that was requested."""

    def __init__(self, database: AsyncDatabase) -> None:
        self._database = database
        self._index: ChangeIndex | None = None
        self._lock = asyncio.Lock()
        self._kept: LRUCache[tuple[str, int], Row] = LRUCache(MOST_BYTES_KEPT, getsizeof=_size)

    async def until(self, state: GraphState) -> ChangeIndex:
        """The index with all revisions up to a state, and perhaps later ones. Concurrent requests share one reading.
        When a time-out stops it, the next request continues it.
        """
        async with self._lock:
            if self._index is None or self._index.generation != state.generation:
                self._index = ChangeIndex(state.generation)
            while self._index.until < state.revision:
                rows = await self._database.read(
                    READ,
                    metadata={"operation": "history"},
                    since=self._index.until,
                    until=state.revision,
                    most=REVISIONS_A_STATEMENT,
                )
                if not rows:  # these revisions have no nodes
                    self._index.until = state.revision
                for row in rows:  # yield between revisions, which may hold ten thousand changes
                    self._index.add([row])
                    await asyncio.sleep(0)
            return self._index

    async def revisions(self, generation: str, numbers: Iterable[int]) -> dict[int, Row]:
        """Rows of `OF` by number. They never change, so the last ones are kept."""
        found = {number: self._kept.get((generation, number)) for number in numbers}
        if missing := [number for number, row in found.items() if row is None]:
            for row in await self._database.read(OF, metadata={"operation": "history"}, numbers=missing):
                found[row["number"]] = row
                with suppress(ValueError):  # larger than the whole cache
                    self._kept[generation, row["number"]] = row
        return {number: row for number, row in found.items() if row is not None}
