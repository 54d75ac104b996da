"""The only module that runs Cypher: connections and transactions. Their errors are in `graph.neo4j.failures`."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable, Iterator, Mapping
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
from neo4j.api import AsyncBookmarkManager, BookmarkManager

from graph.neo4j.failures import DatabaseError as DatabaseError
from graph.neo4j.failures import DatabaseUnavailable as DatabaseUnavailable
from graph.neo4j.failures import OutOfMemory as OutOfMemory
from graph.neo4j.failures import Pauses, translated
from graph.neo4j.failures import QueryRefused as QueryRefused
from graph.neo4j.failures import QueryTimeout as QueryTimeout
from graph.neo4j.failures import WrongPassword as WrongPassword

Row = dict[str, Any]
T = TypeVar("T")

CONNECT_SECONDS = 5.0
RETRY_SECONDS = 15.0
RECORDS_AT_ONCE = 4  # of a stream; see `schema.many_a_record`
ROWS_BETWEEN_TURNS = 4  # a row may hold five hundred nodes and take milliseconds to unpack


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
    """An open write transaction. Counts its writes."""

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
        with translated(uri):
            self._driver: Driver = GraphDatabase.driver(uri, **_driver_settings(user, password))

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._driver.close()

    def in_order(self) -> Database:
        """The same pool, in which each statement sees all of every transaction that an earlier one saw a part of.

        While Neo4j applies a transaction, readers see its changes one by one. The bookmark of a statement names the
        last transaction committed by its end; the next statement waits until that one and all before it are applied.
        """
        ordered = copy.copy(self)
        ordered._bookmarks = GraphDatabase.bookmark_manager()
        return ordered

    def _reading(self, **settings: Any) -> Session:
        return self._driver.session(
            database=self._database, default_access_mode=READ_ACCESS, bookmark_manager=self._bookmarks, **settings
        )

    def check(self) -> None:
        """Raises DatabaseUnavailable or WrongPassword when the database does not answer."""
        with translated(self.uri):
            self._driver.verify_connectivity()
        self.read("RETURN 1 AS one")

    def read(self, statement: str, *, timeout: float | None = None, **parameters: Any) -> list[Row]:
        """Rows of a statement in a session in which the server refuses writes."""
        with translated(self.uri), self._reading() as session:
            return [
                dict(zip(record.keys(), record.values(), strict=True))
                for record in session.run(_query(statement, timeout), parameters)
            ]

    def stream(self, statement: str) -> Iterator[Row]:
        """As `read`, a few records at a time: for statements that return more than should be in memory at once."""
        with translated(self.uri), self._reading(fetch_size=RECORDS_AT_ONCE) as session:
            for record in session.run(_query(statement, None)):
                yield dict(zip(record.keys(), record.values(), strict=True))

    def read_table(
        self,
        statement: str,
        parameters: Mapping[str, Any],
        *,
        timeout: float | None = None,
        limit: int | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> tuple[list[str], list[Row]]:
        """Column names and at most `limit` rows; the server discards the rest. `metadata` marks the transaction."""
        with translated(self.uri), self._reading() as session:
            result = session.run(_query(statement, timeout, metadata), dict(parameters))
            columns = list(result.keys())
            records = result.fetch(limit) if limit is not None else list(result)
            return columns, [record.data() for record in records]

    def explain(self, statement: str, parameters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """Type of a statement (`r` reads, `rw` `w` write, `s` changes the schema or the server) and the root of its
        plan; nothing is run.
        """
        with translated(self.uri), self._reading() as session:
            summary = session.run(_query(f"EXPLAIN {statement}", CONNECT_SECONDS), dict(parameters)).consume()
            return summary.query_type or "", summary.plan or {}

    def end_marked(self, name: str, value: str) -> int:
        """Ends the server's transactions whose metadata has this value; returns their number."""
        with translated(self.uri), self._reading() as session:
            shown = (
                "SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData[$name] = $value TERMINATE "
                "TRANSACTIONS id YIELD message RETURN message"
            )
            return len(list(session.run(_query(shown), name=name, value=value)))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Runs `work` in one write transaction, and again when the driver retries the transaction."""
        with translated(self.uri), self._driver.session(database=self._database) as session:
            return session.execute_write(lambda transaction: work(Transaction(transaction)))

    def run_alone(self, statement: str, **parameters: Any) -> None:
        """A statement in a transaction of its own: schema changes and administration."""
        with translated(self.uri), self._driver.session(database=self._database) as session:
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
        self._pauses = Pauses()
        self._driver: AsyncDriver = AsyncGraphDatabase.driver(uri, **_driver_settings(user, password))

    async def close(self) -> None:
        await self._driver.close()
        await asyncio.sleep(0)  # connections of cancelled statements close in the loop's next turn

    def in_order(self) -> AsyncDatabase:
        """As `Database.in_order`; statements that run at the same time do not wait for each other."""
        ordered = copy.copy(self)
        ordered._bookmarks = AsyncGraphDatabase.bookmark_manager()
        return ordered

    async def read(
        self,
        statement: str,
        *,
        metadata: dict[str, Any] | None = None,
        timeout: float | None = None,
        **parameters: Any,
    ) -> list[Row]:
        """Rows of a statement, auto-committed; `timeout` in seconds, instead of the one for every statement. Raises
        the errors of this module.
        """

        async def rows() -> list[Row]:
            settings: dict[str, Any] = {
                "database": self._database,
                "default_access_mode": READ_ACCESS,
                "bookmark_manager": self._bookmarks,
            }
            async with self._driver.session(**settings) as session:
                result = await session.run(_query(statement, timeout or self._timeout, metadata), parameters)
                found: list[Row] = []
                async for record in result:
                    found.append(dict(zip(record.keys(), record.values(), strict=True)))
                    if len(found) % ROWS_BETWEEN_TURNS == 0:
                        await asyncio.sleep(0)  # buffered records never yield to the event loop by themselves
                return found

        self._pauses.check()
        try:
            found = await self._once_more_after_a_lost_connection(rows)
        except WrongPassword as refusal:
            self._pauses.refused(refusal)
            raise
        self._pauses.let_in()
        return found

    async def _once_more_after_a_lost_connection(self, rows: Callable[[], Awaitable[T]]) -> T:
        """Tries again once: a pooled connection that was closed while idle fails only when it is used."""
        try:
            with translated(self.uri):
                return await rows()
        except DatabaseUnavailable:
            with translated(self.uri):
                return await rows()
