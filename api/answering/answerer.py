"""Answers operations, each from one revision of the graph.

`Answerer.prepare` parses and checks a document (`api.operations.prepared`), `execute` runs it.

Neo4j reads are read-committed, so an answer made of several statements could mix two revisions. The state of the graph
is read before the first statement and after the last, in order (`Database.in_order`). If it changed in between, the
operation runs again.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

import orjson
from graphql import ExecutionResult
from graphql import execute as graphql_execute
from isal import isal_zlib
from strawberry.execution import optimized_is_awaitable

from api.answering.request import GraphQLRequest
from api.answering.response_cache import Entry, Key, ResponseCache, etag_of
from api.answering.time_limit import TimeLimit
from api.answering.turns import Turns
from api.context.context import STATEMENTS, Context
from api.context.history import History
from api.context.revisions import LOOK_SECONDS, Revisions
from api.context.snapshots import NetworkSnapshots
from api.errors import ChangingGraph, TookTooLong, errors_of, formatted, in_order, public
from api.operations.prepared import Prepared, Preparer
from api.operations.trusted import TrustedDocuments
from api.schema import schema
from api.tracing import operation_span
from graph.neo4j.database import AsyncDatabase, DatabaseError
from graph.settings import Settings
from graph.storing.state import TRIES, GraphState

logger = logging.getLogger("ladder.api")

MOST_COERCION_ERRORS = 5
LEAST_COMPRESSED = 1024  # bytes
GZIP_FRAME = 16 + 15  # the format of gzip with the largest window, as zlib numbers it
ONE_STATEMENT = 1  # large operations run one statement at a time

Body = dict[str, Any]


class Reply(NamedTuple):
    """The bytes of an answer, and what HTTP, logs and metrics need to know about it.

    `status`: by the rules of GraphQL over HTTP, not 200 for an operation that never ran. `well_formed`: the request was
    a GraphQL request, even if its operation was refused. `cached`: the bytes came from the response cache. `gzip`:
    they are compressed. `codes`: of the errors.
    """

    body: bytes
    status: int = 200
    well_formed: bool = True
    cached: bool = False
    gzip: bool = False
    etag: str | None = None
    codes: Sequence[str] = ()
    operation: str | None = None
    digest: str | None = None


async def execute(
    prepared: Prepared, variables: dict[str, Any] | None, context: Context, *, hide_suggestions: bool = False
) -> ExecutionResult:
    """One run of an operation: compiled where possible, otherwise by the ordinary executor.

    Raises DatabaseError where the compiled run meets one: another run would only wait as long again.
    """
    try:
        return await prepared.compiled.run(variables, context)
    except DatabaseError:
        raise
    except Exception as error:
        logger.debug("left to the ordinary executor: %s", type(error).__name__)
    result = graphql_execute(
        schema._schema,
        prepared.document,
        context_value=context,
        variable_values=variables,
        operation_name=prepared.name,
        max_coercion_errors=MOST_COERCION_ERRORS,
        is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type]
        hide_suggestions=hide_suggestions,
    )
    return await result if inspect.isawaitable(result) else result


class Answerer:
    """Answers operations from one database."""

    def __init__(self, database: AsyncDatabase, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self.time_limit = TimeLimit(settings.request_seconds)
        self.revisions = Revisions(database, settings.max_staleness, min(LOOK_SECONDS, settings.request_seconds / 2))
        self.snapshots = NetworkSnapshots(database, self.revisions, drafts=settings.show_drafts)
        self.preparer = Preparer(schema._schema, settings)
        self._turns = Turns()
        self._history = History(database)
        self.cache = ResponseCache(settings.response_cache_bytes)
        self._trusted = TrustedDocuments(settings.trusted_documents)

    async def reply(self, asked: GraphQLRequest) -> Reply:
        """The answer, from the cache if it was given before at the current revision."""
        try:
            prepared = self.prepare(asked)
        except Exception as error:
            return refusal(error)._replace(status=400, well_formed=True)
        try:
            return await self._cached(asked, prepared)
        except Exception as error:  # the client gets a public message, the log gets the rest
            return _reply(prepared, _failed(error))

    def too_late(self, asked: GraphQLRequest) -> Reply:
        """The answer to an operation that was stopped because it took too long."""
        return _reply(self.prepare(asked), _failed(TookTooLong(self._settings.request_seconds)))

    def prepare(self, asked: GraphQLRequest) -> Prepared:
        """The operation, checked against all limits. Raises ApiError."""
        text = asked.query if asked.ours else self._trusted.text(asked.query, asked.document_id)
        prepared = self.preparer.prepare(text or "", asked.operation_name)
        self.preparer.check_cost(prepared, asked.variables or {})
        return prepared

    async def _cached(self, asked: GraphQLRequest, prepared: Prepared) -> Reply:
        """From the cache, or run and then cached. Reading the state first shows at once that the database is down."""
        key = self._key(asked, prepared)
        state = (self.revisions.known() or await self.revisions.current()) if prepared.reads_graph else None
        if (entry := self.cache.get(key, state)) is not None:
            return Reply(
                entry.body,
                cached=True,
                gzip=entry.gzip,
                etag=entry.etag,
                operation=prepared.name,
                digest=prepared.digest,
            )
        self.cache.misses += 1
        if prepared.is_large(asked.variables or {}):
            async with self._turns.turn(asked.identity):
                body, state = await self._run(asked, prepared, ONE_STATEMENT)
        else:
            body, state = await self._run(asked, prepared)
        reply = _reply(prepared, body, gzip=asked.gzip)
        if reply.etag and (state is not None or not prepared.reads_graph):
            self.cache.put(key, Entry(reply.body, reply.etag, state, reply.gzip))
        return reply

    def _key(self, asked: GraphQLRequest, prepared: Prepared) -> Key:
        variables = orjson.dumps(asked.variables, option=orjson.OPT_SORT_KEYS) if asked.variables else b""
        return (prepared.digest, prepared.name, variables, asked.identity, self._settings.show_drafts, asked.gzip)

    async def _run(
        self, asked: GraphQLRequest, prepared: Prepared, statements: int = STATEMENTS
    ) -> tuple[Body, GraphState | None]:
        """The body, and the state of the graph that it was made from; None if it was made without the graph.
        `statements`: most of them at once.
        """
        for attempt in range(TRIES):
            metadata = {"operation": prepared.name or "unnamed", "request": asked.request_id}
            fresh = attempt > 0
            context = Context(
                self._database, self._settings, self.snapshots, metadata, self._history, fresh=fresh, most=statements
            )
            with operation_span(self._settings, metadata["operation"], prepared.digest):
                result = await execute(
                    prepared, asked.variables, context, hide_suggestions=not self._settings.shows_schema
                )
            if await context.is_of_one_revision():
                return _body(result), context.answered_from
        raise ChangingGraph


def refusal(error: Exception) -> Reply:
    """The reply to a rejected request."""
    errors = errors_of(error)
    return Reply(
        orjson.dumps({"errors": errors}), getattr(error, "status", 500), well_formed=False, codes=_codes(errors)
    )


def _failed(error: Exception) -> Body:
    return {"errors": [public(error)], "data": None}


def _body(result: ExecutionResult) -> Body:
    body: Body = {}
    if result.errors:
        body["errors"] = [formatted(error) for error in in_order(result.errors)]
    # Errors without a path are those of the variables: nothing ran, so there is no data, not even null
    if result.data is not None or any(error.path for error in result.errors or ()):
        body["data"] = result.data
    return body


def _reply(prepared: Prepared, body: Body, *, gzip: bool = False) -> Reply:
    content = orjson.dumps(body)
    errors = body.get("errors", ())
    etag = None if errors else etag_of(content)
    if gzip := gzip and len(content) >= LEAST_COMPRESSED:
        content = isal_zlib.compress(content, 1, wbits=GZIP_FRAME)
        etag = etag and f'{etag[:-1]}-gzip"'  # other bytes, another tag
    return Reply(
        content,
        status=200 if "data" in body else 400,
        gzip=gzip,
        etag=etag,
        codes=_codes(errors),
        operation=prepared.name,
        digest=prepared.digest,
    )


def _codes(errors: Sequence[Any]) -> list[str]:
    return [error["extensions"]["code"] for error in errors]
