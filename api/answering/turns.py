"""Turns: how many large operations run at once, so that no client can stop the others.

A large operation asks for many values, or makes the database scan. A few of them run at a time, each with one statement
at a time; the others wait within their own time limit. Clients take turns. Other operations never wait here.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_ONCE = 2
OF_ONE_CLIENT = 1  # while others wait


class Turns:
    """The turns of one process."""

    def __init__(self, at_once: int = AT_ONCE, of_one_client: int = OF_ONE_CLIENT) -> None:
        self._at_once = at_once
        self._of_one_client = of_one_client
        self._running: Counter[str] = Counter()
        self._waiting: dict[str, deque[asyncio.Future[None]]] = {}  # by client, who was served longest ago first

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Waits for a turn, and holds it."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        self._give()
        try:
            await turn
            yield
        finally:
            if turn.done() and not turn.cancelled():
                self._running[client] -= 1
                self._running += Counter()  # forgets the client that runs nothing
            else:
                turn.cancel()
            self._give()

    def _give(self) -> None:
        """Gives free turns to those who wait, client by client."""
        while self._running.total() < self._at_once and (client := self._next()) is not None:
            waiting = self._waiting.pop(client)
            turn = waiting.popleft()
            if waiting:
                self._waiting[client] = waiting  # behind the others
            if not turn.done():
                self._running[client] += 1
                turn.set_result(None)

    def _next(self) -> str | None:
        """The client whose turn it is: one that runs less than its share, else, where nobody else waits, any."""
        own = (client for client in self._waiting if self._running[client] < self._of_one_client)
        return next(own, next(iter(self._waiting), None) if len(self._waiting) == 1 else None)
