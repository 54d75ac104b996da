"""Single flight: work that many wait for runs once at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class SingleFlight:
    """Callers that come while the work runs wait for that run and share its failure. The next caller starts a new
    run.
    """

    def __init__(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        self._work = work
        self._run: asyncio.Task[object] | None = None

    def begin(self) -> asyncio.Task[object]:
        """Starts the work unless it runs already."""
        if self._run is None or self._run.done():
            self._run = asyncio.create_task(self._work())
            # asyncio logs an exception that nobody retrieves, and perhaps nobody waits for this run
            self._run.add_done_callback(lambda task: task.cancelled() or task.exception())
        return self._run

    async def end(self) -> None:
        """Cancels a run, so that what it works on can be closed."""
        if self._run is not None and self._run.cancel():
            await asyncio.gather(self._run, return_exceptions=True)

    async def done(self) -> None:
        """Waits until the work is done."""
        await asyncio.shield(self.begin())  # a caller that is cancelled does not cancel the run of the others
