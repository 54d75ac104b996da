"""Which state of the graph is in force."""

from __future__ import annotations

import asyncio
import time

from api.context.single_flight import OneAtATime
from api.errors import Unavailable
from graph.neo4j.database import AsyncDatabase
from queries.state import STATE, GraphState, graph_state

LOOK_SECONDS = 2.0


class Revisions:
    """The newest state that was seen, and when; one look at a time, however many wait for it.

    `max_staleness`: seconds for which a look holds. `seconds`: those after which a database that does not tell its
    state is not there.
    """

    def __init__(self, database: AsyncDatabase, max_staleness: float, seconds: float = LOOK_SECONDS) -> None:
        self._database = database
        self._max_staleness = max_staleness
        self._seconds = seconds
        self._looks = OneAtATime(self.look)
        self.state: GraphState | None = None
        self.confirmed_at = float("-inf")

    @property
    def oldest(self) -> float:
        """A look since then still holds."""
        return time.monotonic() - self._max_staleness

    def known(self) -> GraphState | None:
        """The state, if it need not be looked at."""
        return self.state if self.confirmed_at > self.oldest else None

    async def current(self, since: float | None = None) -> GraphState:
        """The state at some time after `since` (`oldest` when left out), on the clock of `time.monotonic`.

        Raises GraphNotReady, Unavailable and DatabaseError when it cannot be confirmed; all who wait for a look share
        its failure.
        """
        since = self.oldest if since is None else since
        while self.state is None or self.confirmed_at <= since:
            await self._looks.done()
        return self.state

    async def look(self) -> GraphState:
        """The state now, or Unavailable after `seconds`."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self.read(self._database)
        except TimeoutError:
            raise Unavailable from None

    async def read(self, database: AsyncDatabase) -> GraphState:
        """The state that one of the database's views tells."""
        began = time.monotonic()
        state = graph_state(await database.read(STATE, metadata={"operation": "revision"}))
        if began > self.confirmed_at:
            self.state, self.confirmed_at = state, began
        return state
