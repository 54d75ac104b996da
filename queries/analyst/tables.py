"""Answers as tables: runs a named query or an analyst's own statement read-only, with limits of time and rows."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

from graph.neo4j.database import Database, Row
from queries.analyst.catalogue import NamedQuery, Value
from queries.analyst.plans import require_reading
from queries.errors import OverLimit

SECONDS, MOST_SECONDS = 60.0, 3600.0
ROWS, MOST_ROWS = 10_000, 1_000_000
_MARK = "ladder"
_TURN = 0.2  # seconds


@dataclass(frozen=True, slots=True)
class Table:
    """`cut`: there were more rows than asked for."""

    columns: list[str]
    rows: list[Row]
    cut: bool = False


def answer(database: Database, query: NamedQuery, given: Mapping[str, Value], *, seconds: float = SECONDS) -> Table:
    """Runs a query of the catalogue. Raises CatalogueError for a parameter, StatisticsUnavailable, and the errors of
    the database.
    """
    values = query.values(given)
    table = _read(database, query.statement, values, seconds, None)
    if query.statistic is None:
        return table
    from queries.analyst.statistics import computed  # importing NetworkX is slow

    return Table(list(query.columns), computed(query.statistic, table.rows, values))


def ask(
    database: Database, statement: str, parameters: Mapping[str, Any], *, seconds: float = SECONDS, rows: int = ROWS
) -> Table:
    """Runs an analyst's own statement and returns at most `rows` rows. An interrupt ends it on the server too.

    Raises StatementRefused unless its plan only reads, QueryTimeout after `seconds`, OverLimit for limits above
    `MOST_SECONDS` and `MOST_ROWS`, and the errors of the database.
    """
    for name, value, most in (("seconds", seconds, MOST_SECONDS), ("rows", rows, MOST_ROWS)):
        if not 0 < value <= most:
            raise OverLimit(name, int(value), int(most))
    require_reading(database, statement, parameters)
    return _read(database, statement, parameters, seconds, rows)


def _read(database: Database, statement: str, values: Mapping[str, Any], seconds: float, limit: int | None) -> Table:
    """Runs the statement in another thread, so that this one sees Ctrl-C at once and can end it on the server."""
    mark = uuid.uuid4().hex
    most = None if limit is None else limit + 1
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(
            database.read_table, statement, values, timeout=seconds, limit=most, metadata={_MARK: mark}
        )
        try:
            while not reading.done():  # in short turns: a signal to another thread does not wake this one
                wait([reading], timeout=_TURN)
            columns, rows = reading.result()
        except BaseException:
            while not reading.done():  # repeat: the statement may not have reached the server yet
                database.end_marked(_MARK, mark)
                wait([reading], timeout=_TURN)
            raise
    return Table(columns, rows[:limit], limit is not None and len(rows) > limit)
