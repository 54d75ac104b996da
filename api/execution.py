"""From an operation to its answer: parsed, run, and all of one revision.

Neo4j reads are read-committed, so an answer made of several statements could mix two revisions. The state of the graph is read before
and after; when it changed in between, the answer is made again.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.context import Context
from api.errors import ApiError, Unavailable, formatted, public
from api.schema import schema
from api.snapshots import NetworkSnapshots
from graph.database import AsyncDatabase, DatabaseError
from graph.settings import Settings

TRIES = 5


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    reads_only: bool = False  # sent by GET


class Answerer:
    """Answers operations from one database."""

    def __init__(self, database: AsyncDatabase, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self._snapshots = NetworkSnapshots(database, settings.max_staleness, drafts=settings.show_drafts)

    async def answer(self, asked: GraphQLRequest) -> tuple[dict[str, Any], bool]:
        """The body of the response, and whether the operation ran at all (false for one that is malformed or invalid)."""
        try:
            async with asyncio.timeout(self._settings.request_seconds):
                result = await self._of_one_revision(asked)
        except TimeoutError:
            limit = f"{self._settings.request_seconds:g} s"
            return {"errors": [{"message": f"The answer took longer than {limit}; ask for less.", "extensions": {"code": "TIMEOUT"}}], "data": None}, True
        except (ApiError, DatabaseError) as error:
            return {"errors": [public(error)], "data": None}, True
        body: dict[str, Any] = {}
        if result.errors:
            body["errors"] = [formatted(error) for error in result.errors]
        ran = result.data is not None or any(error.path for error in result.errors or ())
        if ran:
            body["data"] = result.data
        return body, ran

    async def _of_one_revision(self, asked: GraphQLRequest) -> ExecutionResult:
        for number in range(TRIES):
            operation = {"operation": asked.operation_name or "unnamed"}
            context = Context(self._database, self._settings, operation, self._snapshots, fresh=number > 0)
            result = await schema.execute(
                asked.query,
                variable_values=asked.variables,
                operation_name=asked.operation_name,
                context_value=context,
                allowed_operation_types=[OperationType.QUERY] if asked.reads_only else None,
            )
            assert isinstance(result, ExecutionResult)
            if await context.is_of_one_revision():
                return result
        raise Unavailable("The graph changed while it was read, several times over; try again in a moment.")
