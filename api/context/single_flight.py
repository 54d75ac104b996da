"""Work that many wait for and that is done once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class OneAtATime:
    """Whoever asks while the work is under way waits for it and shares its failure; who asks after it begins it
    anew.
    """

    def __init__(self, work: Callable[[], Coroutine[Any, Any, object]]) -> None:
        self._work = work
        self._under_way: asyncio.Task[object] | None = None

    def begin(self) -> asyncio.Task[object]:
        """Has it done, whoever may wait for it."""
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.create_task(self._work())
            self._under_way.add_done_callback(
                lambda task: task.cancelled() or task.exception()
            )  # looked at, for perhaps nobody waits
        return self._under_way

    async def end(self) -> None:
        """Ends what is under way, before what it works on is closed."""
        if self._under_way is not None and self._under_way.cancel():
            await asyncio.gather(self._under_way, return_exceptions=True)

    async def done(self) -> None:
        await asyncio.shield(self.begin())  # one who gives up does not take the work away from the others
