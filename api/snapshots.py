"""The career network in memory: one snapshot for all requests of a process, at most `max_staleness` behind the database."""

from __future__ import annotations

import asyncio
import gc
import time

from api.errors import Unavailable
from graph.database import AsyncDatabase, Row
from graph.fold import collector_paused
from queries.network import Network
from queries.network_rows import STATEMENTS, build_network
from queries.state import STATE, GraphState, graph_state

TRIES = 5
ROWS_AT_ONCE = 200


class NetworkSnapshots:
    """Hands out the newest confirmed network; one refresh at a time, however many wait for it."""

    def __init__(self, database: AsyncDatabase, max_staleness: float, *, drafts: bool = False) -> None:
        self._database = database
        self._max_staleness = max_staleness
        self._drafts = drafts
        self._network: Network | None = None
        self._confirmed_at = float("-inf")
        self._refresh: asyncio.Task[None] | None = None

    async def current(self, *, fresh: bool = False) -> Network:
        """A network of a revision that stood at most `max_staleness` ago; `fresh`: that stands now.

        Raises GraphNotReady for an empty graph, Unavailable for one that changes all the time, DatabaseUnavailable when the revision cannot be confirmed.
        """
        asked_at = time.monotonic()
        oldest = asked_at if fresh else asked_at - self._max_staleness
        while self._network is None or self._confirmed_at <= oldest:
            if self._refresh is None or self._refresh.done():
                self._refresh = asyncio.create_task(self._refreshed())
                self._refresh.add_done_callback(lambda task: task.cancelled() or task.exception())  # looked at, for perhaps nobody waits any more
            await asyncio.shield(self._refresh)  # a request that runs out of time does not take the work away from those after it
        return self._network

    async def _refreshed(self) -> None:
        self._network = await self._confirmed(self._network)

    async def _confirmed(self, known: Network | None) -> Network:
        for _ in range(TRIES):
            confirmed_at = time.monotonic()
            state = graph_state(await self._read(STATE))
            if known is None or known.state != state:
                rows = {name: await self._read(statement) for name, statement in STATEMENTS.items()}
                known = await asyncio.to_thread(_built, rows, state, drafts=self._drafts)  # seconds at 10,000 roles: others go on
                if graph_state(await self._read(STATE)) != state:
                    continue
            self._confirmed_at = confirmed_at
            return known
        raise Unavailable("The graph changed while it was read, several times over; try again in a moment.")

    async def _read(self, statement: str) -> list[Row]:
        return await self._database.read(statement, metadata={"operation": "network"})


def _built(rows: dict[str, list[Row]], state: GraphState, *, drafts: bool) -> Network:
    with collector_paused():
        network = build_network(rows, *state, drafts=drafts)
    gc.freeze()  # hundreds of thousands of objects that stay: no collection need look at them again
    for each in rows.values():
        while each:
            del each[-ROWS_AT_ONCE:]  # freeing all of them in one go would keep every other request waiting
    return network
