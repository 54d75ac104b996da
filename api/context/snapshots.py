"""The career network in memory: one snapshot for all requests of a process, of the revision in force."""

from __future__ import annotations

import asyncio
import gc
import time

from api.context.revisions import Revisions
from api.context.single_flight import OneAtATime
from api.errors import ChangingGraph
from graph.folding.fold import collector_paused
from graph.neo4j.database import AsyncDatabase, Row
from queries.network.build import STATEMENTS, build_network
from queries.network.network import Network
from queries.planner.costs import prepare
from queries.state import TRIES, GraphState

ROWS_AT_ONCE = 20


class NetworkSnapshots:
    """Hands out the network of the revision in force; one refresh at a time, however many wait for it."""

    def __init__(self, database: AsyncDatabase, revisions: Revisions, *, drafts: bool = False) -> None:
        self._database = database
        self._revisions = revisions
        self._drafts = drafts
        self._refreshes = OneAtATime(self._refresh)
        self.network: Network | None = None

    def begin(self) -> None:
        """Reads the network before anybody asks; whatever goes wrong, those who ask will be told."""
        self._refreshes.begin()

    async def end(self) -> None:
        """Ends a reading under way."""
        await self._refreshes.end()

    async def current(self, *, fresh: bool = False) -> Network:
        """A network of a revision that stood at most `max_staleness` ago; `fresh`: that stands now.

        Raises GraphNotReady for an empty graph, Unavailable for one that changes all the time, DatabaseUnavailable when
        the revision cannot be confirmed.
        """
        since = time.monotonic() if fresh else self._revisions.oldest
        while self.network is None or self.network.state != await self._revisions.current(since):
            await self._refreshes.done()
        return self.network

    async def _refresh(self) -> None:
        for _ in range(TRIES):
            ordered = self._database.in_order()
            state = await self._revisions.read(ordered)
            rows = {
                name: await ordered.read(statement, metadata={"operation": "network"})
                for name, statement in STATEMENTS.items()
            }
            if await self._revisions.read(ordered) == state:
                self.network = await asyncio.to_thread(
                    _built, rows, state, drafts=self._drafts
                )  # seconds at 10,000 roles: others go on
                return
        raise ChangingGraph


def _built(rows: dict[str, list[Row]], state: GraphState, *, drafts: bool) -> Network:
    with collector_paused():
        network = build_network(rows, *state, drafts=drafts)
        prepare(network)
        # Hundreds of thousands of objects that stay: no collection need look at them, not even the first one from here
        gc.freeze()
    for each in rows.values():
        while each:
            del each[-ROWS_AT_ONCE:]  # freeing all of them in one go would keep every other request waiting
    return network
