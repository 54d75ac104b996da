"""The time limit of requests. One timer serves all that run, because a timer of its own (`asyncio.timeout`) takes
longer than many an answer.
"""

from __future__ import annotations

import asyncio
from types import TracebackType


class TimeLimit:
    """A context manager for many tasks at once: `with limit:` raises TimeoutError in a task that stays longer than
    `seconds`. A task cannot enter it a second time before it leaves it.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends: dict[asyncio.Task[object], float] = {}  # in order, as all get the same time
        self._timer: asyncio.TimerHandle | None = None

    def __enter__(self) -> None:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None
        assert task not in self._ends
        end = self._ends[task] = loop.time() + self.seconds
        if self._timer is None:
            self._timer = loop.call_at(end, self._stop_late)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        task = asyncio.current_task()
        assert task is not None
        if self._ends.pop(task, None) is not None:
            return
        others = task.uncancel()  # the limit cancelled it; whoever else cancels it comes first
        if kind is asyncio.CancelledError and not others:
            raise TimeoutError from error

    def _stop_late(self) -> None:
        """Cancels the tasks whose time is over, and waits for the next."""
        self._timer = None
        loop = asyncio.get_running_loop()
        while self._ends:
            task, end = next(iter(self._ends.items()))
            if end > loop.time():
                self._timer = loop.call_at(end, self._stop_late)
                return
            del self._ends[task]
            task.cancel()
