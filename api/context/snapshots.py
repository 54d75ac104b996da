"""The career network in memory: one snapshot of the current revision for all requests of a process."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from api.context.revisions import Revisions
from api.context.single_flight import SingleFlight
from api.errors import ChangingGraph
from graph.folding.fold import collector_paused
from graph.neo4j.database import AsyncDatabase, Row
from graph.storing.state import TRIES, GraphState
from queries.network.build import EVERYTHING, OF_SOME_ROLES, build_network, everything, of_some_roles
from queries.network.follow import REVISIONS, ROLES_OF_DOCUMENTS, followed, parameters, touched
from queries.network.network import Network
from queries.planner.costs import follow, prepare

WHOLE_SECONDS = 600.0  # for all of a large graph, which no single request waits for
ROWS_AT_ONCE = 20
NEVER = 1_000_000_000  # collections of young objects before one of all


class NetworkSnapshots:
    """Holds the network of the current revision. Refreshes are a single flight."""

    def __init__(self, database: AsyncDatabase, revisions: Revisions, *, drafts: bool = False) -> None:
        self._database = database
        self._revisions = revisions
        self._drafts = drafts
        self._refreshes = SingleFlight(self._refresh)
        self.network: Network | None = None

    def begin(self) -> None:
        """Starts reading the network before the first request. If that fails, the first request tries again."""
        self._refreshes.begin()

    async def end(self) -> None:
        """Cancels a refresh."""
        await self._refreshes.end()

    async def current(self, *, fresh: bool = False) -> Network:
        """The network of a revision that was current at most `max_staleness` seconds ago; `fresh`: that is current now.

        Raises NotReady for an empty graph, Unavailable for a graph that keeps changing, DatabaseUnavailable when
        the revision cannot be read.
        """
        since = time.monotonic() if fresh else self._revisions.oldest
        while self.network is None or self.network.state != await self._revisions.current(since):
            await self._refreshes.done()
        return self.network

    async def _refresh(self) -> None:
        follows = True
        for _ in range(TRIES):
            ordered = self._database.in_order()
            state = await self._revisions.read(ordered)
            ids = await self._touched(ordered, state) if follows else None
            make = await (self._whole(ordered, state) if ids is None else self._after(ordered, state, ids))
            if await self._revisions.read(ordered) != state:
                continue
            # In a thread, since it takes seconds where all is read at 10,000 roles
            network = await asyncio.to_thread(make)
            if network is not None:
                self.network = network
                return
            follows = False
        raise ChangingGraph

    async def _whole(self, database: AsyncDatabase, state: GraphState) -> Callable[[], Network]:
        """Reads all that the network is made of."""
        gc.collect()  # garbage of requests would be frozen with the network; what is frozen already costs nothing
        with _only_young_collected():
            rows = everything(await self._rows(database, EVERYTHING, timeout=WHOLE_SECONDS))
        return partial(_built, rows, state, drafts=self._drafts)

    async def _after(self, database: AsyncDatabase, state: GraphState, ids: list[str]) -> Callable[[], Network | None]:
        """Reads some roles again."""
        records = await self._rows(database, OF_SOME_ROLES, ids=ids)
        return partial(_followed, self.network, records, ids, state, drafts=self._drafts)

    async def _touched(self, database: AsyncDatabase, state: GraphState) -> list[str] | None:
        """The roles that differ from those in memory; None where all must be read."""
        if self.network is None or (since := parameters(self.network, state)) is None:
            return None
        told = touched(await self._rows(database, REVISIONS, **since), state.revision - self.network.revision)
        if told is None:
            return None
        roles, documents = told
        (row,) = await self._rows(database, ROLES_OF_DOCUMENTS, documents=list(documents))
        return sorted({*roles, *row["ids"]})

    async def _rows(self, database: AsyncDatabase, statement: str, **named: Any) -> list[Row]:
        return await database.read(statement, metadata={"operation": "network"}, **named)


@contextmanager
def _only_young_collected() -> Iterator[None]:
    """Keeps cyclic garbage collection from looking through all rows again and again while they are read: it holds the
    interpreter for 50 ms with 10,000 roles.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)


def _followed(
    before: Network | None, records: list[Row], ids: list[str], state: GraphState, *, drafts: bool
) -> Network | None:
    if before is None:
        return None
    with collector_paused():
        found = followed(before, of_some_roles(records), ids, state, drafts=drafts)
        if found is None:
            return None
        follow(before, *found)
    return found[0]


def _built(rows: dict[str, list[Row]], state: GraphState, *, drafts: bool) -> Network:
    gc.collect(1)  # garbage of requests since the reading began; to look through the rows would block all others
    with collector_paused():
        network = build_network(rows, state.generation, state.revision, drafts=drafts)
        prepare(network)
        # The network's objects live long and there are hundreds of thousands: cyclic garbage collection skips them
        gc.freeze()
    for table in rows.values():
        while table:
            del table[-ROWS_AT_ONCE:]  # freeing all rows in one go would block every other request
    return network
