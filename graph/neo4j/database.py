"""The only module that runs Cypher: connections, transactions and what can go wrong with them.

DatabaseError
    DatabaseUnavailable    no answer: down, starting, unreachable; worth another try
    WrongPassword          the database refuses user or password
    QueryTimeout           a statement ran longer than it may
    QueryRefused           the database refuses the statement itself
    OutOfMemory            a transaction is larger than the database's memory setting
"""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from neo4j import (
    READ_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    Driver,
    GraphDatabase,
    ManagedTransaction,
    NotificationMinimumSeverity,
    Query,
    Session,
)
from neo4j import exceptions as driver_errors
from neo4j.api import AsyncBookmarkManager, BookmarkManager

from graph.errors import BAD_INPUT, NO_DATABASE, LadderError

Row = dict[str, Any]
T = TypeVar("T")

CONNECT_SECONDS = 5.0
RETRY_SECONDS = 15.0
ROWS_BETWEEN_TURNS = 4  # one may hold five hundred nodes, milliseconds to unpack


class DatabaseError(LadderError):
    """Something is wrong with the database; the message says what and what to do."""

    exit_code = NO_DATABASE


class DatabaseUnavailable(DatabaseError):
    """No answer."""


class WrongPassword(DatabaseError):
    """User or password refused."""


class QueryTimeout(DatabaseError):
    """A statement took too long."""

    exit_code = BAD_INPUT


class QueryRefused(DatabaseError):
    """The statement cannot be run."""

    exit_code = BAD_INPUT


class OutOfMemory(DatabaseError):
    """The transaction is too large for the database's memory."""


@contextmanager
def _translated(uri: str) -> Iterator[None]:
    """Errors of the driver as errors of this module, without the driver's inner words where they could leak names."""
    try:
        yield
    except driver_errors.AuthError as error:
        raise WrongPassword(
            f"Neo4j at {uri} refuses the user or the password. Check NEO4J_USER and NEO4J_PASSWORD."
        ) from error
    except driver_errors.Neo4jError as error:
        code = error.code or ""
        if "OutOfMemory" in code:
            raise OutOfMemory(
                "The transaction is larger than the database's memory. Raise LADDER_NEO4J_HEAP (local) or load fewer "
                "documents at once."
            ) from error
        if "TransactionTimedOut" in code or "LockClientStopped" in code or "Terminated" in code:
            raise QueryTimeout("The statement took longer than allowed and was ended.") from error
        if (
            isinstance(error, driver_errors.TransientError)
            or "DatabaseUnavailable" in code
            or "DatabaseNotFound" in code
        ):
            raise DatabaseUnavailable(f"Neo4j at {uri} cannot answer now ({code}). Try again in a moment.") from error
        raise QueryRefused(error.message or code) from error
    except (driver_errors.DriverError, OSError) as error:
        message = (
            f"Neo4j at {uri} does not answer. Start it (`ladder db start`, or your own server) or correct NEO4J_URI."
        )
        raise DatabaseUnavailable(message) from error


def _driver_settings(user: str, password: str) -> dict[str, Any]:
    return {
        "auth": (user, password),
        "connection_timeout": CONNECT_SECONDS,
        "connection_acquisition_timeout": CONNECT_SECONDS,
        "max_transaction_retry_time": RETRY_SECONDS,
        "notifications_min_severity": NotificationMinimumSeverity.OFF,
        "telemetry_disabled": True,
    }


def _query(statement: str, timeout: float | None = None, metadata: dict[str, Any] | None = None) -> Query:
    """Statements are written in this project or typed by an analyst; values always travel as parameters."""
    return Query(statement, metadata=metadata, timeout=timeout)


class Transaction:
    """A write transaction under way. Counts what it wrote."""

    def __init__(self, transaction: ManagedTransaction) -> None:
        self._transaction = transaction
        self.writes = 0

    def run(self, statement: str, **parameters: Any) -> list[Row]:
        result = self._transaction.run(statement, parameters)
        rows = [record.data() for record in result]
        counters = result.consume().counters
        self.writes += (
            counters.nodes_created
            + counters.nodes_deleted
            + counters.relationships_created
            + counters.relationships_deleted
        )
        self.writes += counters.properties_set + counters.labels_added + counters.labels_removed
        return rows


class Database:
    """A connection pool for commands and loads. Use as a context manager."""

    def __init__(self, uri: str, user: str, password: str, database: str | None = None) -> None:
        self.uri = uri
        self._database = database
        self._bookmarks: BookmarkManager | None = None
        with _translated(uri):
            self._driver: Driver = GraphDatabase.driver(uri, **_driver_settings(user, password))

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._driver.close()

    def in_order(self) -> Database:
        """The same pool, each of whose statements waits for whatever those before it may have seen a part of.

        Neo4j shows a transaction's changes to readers one by one while it applies them. The bookmark of a statement
        names the last transaction that was committed by its end, and the statement after it waits until that one, and
        all before it, are applied.
        """
        ordered = copy.copy(self)
        ordered._bookmarks = GraphDatabase.bookmark_manager()
        return ordered

    def _reading(self) -> Session:
        return self._driver.session(
            database=self._database, default_access_mode=READ_ACCESS, bookmark_manager=self._bookmarks
        )

    def check(self) -> None:
        """Raises DatabaseUnavailable or WrongPassword when the database does not answer."""
        with _translated(self.uri):
            self._driver.verify_connectivity()
        self.read("RETURN 1 AS one")

    def read(self, statement: str, *, timeout: float | None = None, **parameters: Any) -> list[Row]:
        """Rows of a statement in a session that the server refuses to let write."""
        with _translated(self.uri), self._reading() as session:
            return [
                dict(zip(record.keys(), record.values(), strict=True))
                for record in session.run(_query(statement, timeout), parameters)
            ]

    def read_table(
        self,
        statement: str,
        parameters: Mapping[str, Any],
        *,
        timeout: float | None = None,
        limit: int | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> tuple[list[str], list[Row]]:
        """Column names and at most `limit` rows; the rest is discarded on the server. `metadata` marks the transaction
        there.
        """
        with _translated(self.uri), self._reading() as session:
            result = session.run(_query(statement, timeout, metadata), dict(parameters))
            columns = list(result.keys())
            records = result.fetch(limit) if limit is not None else list(result)
            return columns, [record.data() for record in records]

    def explain(self, statement: str, parameters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Type of a statement (`r` reads, `rw` `w` write, `s` changes the schema or the server) and the root of its
        plan; nothing is run.
        """
        with _translated(self.uri), self._reading() as session:
            summary = session.run(_query(f"EXPLAIN {statement}", CONNECT_SECONDS), dict(parameters)).consume()
            return summary.query_type or "", summary.plan or {}

    def end_marked(self, name: str, value: str) -> int:
        """Ends the transactions whose metadata has this value, on the server; the number of them."""
        with _translated(self.uri), self._reading() as session:
            shown = (
                "SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData[$name] = $value TERMINATE "
                "TRANSACTIONS id YIELD message RETURN message"
            )
            return len(list(session.run(_query(shown), name=name, value=value)))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Runs `work` in one write transaction; it may run again when the database asks for another try."""
        with _translated(self.uri), self._driver.session(database=self._database) as session:
            return session.execute_write(lambda transaction: work(Transaction(transaction)))

    def run_alone(self, statement: str, **parameters: Any) -> None:
        """A statement in a transaction of its own: schema changes and administration."""
        with _translated(self.uri), self._driver.session(database=self._database) as session:
            session.run(statement, parameters).consume()


class AsyncDatabase:
    """A connection pool for the API: read-only, with a time limit on every statement."""

    def __init__(
        self, uri: str, user: str, password: str, database: str | None = None, *, timeout: float | None = None
    ) -> None:
        self.uri = uri
        self._database = database
        self._timeout = timeout
        self._bookmarks: AsyncBookmarkManager | None = None
        self._driver: AsyncDriver = AsyncGraphDatabase.driver(uri, **_driver_settings(user, password))

    async def close(self) -> None:
        await self._driver.close()
        await asyncio.sleep(0)  # connections of cancelled statements close in the loop's next turn

    def in_order(self) -> AsyncDatabase:
        """As `Database.in_order`; of statements that run at the same time, none waits for another."""
        ordered = copy.copy(self)
        ordered._bookmarks = AsyncGraphDatabase.bookmark_manager()
        return ordered

    async def read(self, statement: str, *, metadata: dict[str, Any] | None = None, **parameters: Any) -> list[Row]:
        """Rows of a statement, auto-committed. Raises the errors of this module."""

        async def rows() -> list[Row]:
            settings: dict[str, Any] = {
                "database": self._database,
                "default_access_mode": READ_ACCESS,
                "bookmark_manager": self._bookmarks,
            }
            async with self._driver.session(**settings) as session:
                result = await session.run(_query(statement, self._timeout, metadata), parameters)
                found: list[Row] = []
                async for record in result:
                    found.append(dict(zip(record.keys(), record.values(), strict=True)))
                    if len(found) % ROWS_BETWEEN_TURNS == 0:
                        await asyncio.sleep(
                            0
                        )  # records that have arrived come without a wait, and other requests would stand still
                return found

        return await self._once_more_after_a_lost_connection(rows)

    async def _once_more_after_a_lost_connection(self, rows: Callable[[], Awaitable[T]]) -> T:
        """A pooled connection that died while idle shows only when it is used: one fresh try tells a dead connection
        from a dead server.
        """
        try:
            with _translated(self.uri):
                return await rows()
        except DatabaseUnavailable:
            with _translated(self.uri):
                return await rows()
