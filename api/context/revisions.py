"""The current state of the graph, as last seen."""

from __future__ import annotations

import asyncio
import time

from api.context.single_flight import SingleFlight
from api.errors import Unavailable
from graph.neo4j.database import AsyncDatabase
from graph.storing.state import STATE, GraphState, ready_state

LOOK_SECONDS = 2.0


class Revisions:
    """The newest state that was seen, and when. Looks are a single flight: everybody who waits shares one look.

    `max_staleness`: seconds for which a look counts as current. `seconds`: time-out of a look.
    """

    def __init__(self, database: AsyncDatabase, max_staleness: float, seconds: float = LOOK_SECONDS) -> None:
        self._database = database
        self._max_staleness = max_staleness
        self._seconds = seconds
        self._looks = SingleFlight(self.look)
        self.state: GraphState | None = None
        self.confirmed_at = float("-inf")

    @property
    def oldest(self) -> float:
        """The time since which a look counts as current, on the clock of `time.monotonic`."""
        return time.monotonic() - self._max_staleness

    def known(self) -> GraphState | None:
        """The state, if the last look still counts as current."""
        return self.state if self.confirmed_at > self.oldest else None

    async def current(self, since: float | None = None) -> GraphState:
        """The state at some time after `since`, which is `oldest` by default.

        Raises NotReady, Unavailable and DatabaseError when a look fails; everybody who waits for that look gets
        the error.
        """
        since = self.oldest if since is None else since
        while self.state is None or self.confirmed_at <= since:
            await self._looks.done()
        return self.state

    async def look(self) -> GraphState:
        """The state now. Raises Unavailable after `seconds`."""
        try:
            async with asyncio.timeout(self._seconds):
                return await self.read(self._database)
        except TimeoutError:
            raise Unavailable from None

    async def read(self, database: AsyncDatabase) -> GraphState:
        """The state as `database` sees it; an ordered view may be given (`Database.in_order`)."""
        began = time.monotonic()
        state = ready_state(await database.read(STATE, metadata={"operation": "revision"}))
        if began > self.confirmed_at:
            self.state, self.confirmed_at = state, began
        return state
