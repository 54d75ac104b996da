"""One run of a compiled operation: its variables, what it still awaits, and its errors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphql import GraphQLError

from api.context.context import Context
from api.operations.arguments import Variables

Source = Any
Complete = Callable[[Any, "Run"], Any]  # from a resolver's value to what stands in the answer


class NotCompiled(Exception):
    """The ordinary executor has to run this operation, or at least this request."""


class Pending(NamedTuple):
    """A value to await, and its place in the answer: `target[key]`."""

    value: Coroutine[Any, Any, Any]
    complete: Complete
    target: dict[str, Any]
    key: str


@dataclass(slots=True)
class Run:
    """The state of one request. Resolvers get it as `info`, of which they use only the context.

    `arguments`: those already converted, by field. `made`: objects already completed, by selection and object, since
    thousands of edges may lead to the same few skills. `pending`: what the next level awaits.
    """

    context: Context
    variables: Variables
    arguments: dict[int, dict[str, Any]] = field(default_factory=dict)
    made: dict[tuple[int, int], tuple[Any, Any]] = field(default_factory=dict)
    pending: list[Pending] = field(default_factory=list)
    errors: list[GraphQLError] = field(default_factory=list)

    async def settle(self) -> None:
        """Awaits level by level until nothing is pending. All values of a level are awaited together, so that a loader
        gets all their keys at once.
        """
        while self.pending:
            level, self.pending = self.pending, []
            if len(level) == 1:
                values: list[Any] = [await level[0].value]
            else:
                values = await asyncio.gather(*(pending.value for pending in level), return_exceptions=True)
            for pending, value in zip(level, values, strict=True):
                if isinstance(value, BaseException):
                    raise value
                pending.target[pending.key] = pending.complete(value, self)

    def drop(self) -> None:
        """Closes coroutines that nobody will await because the run failed."""
        for pending in self.pending:
            pending.value.close()
