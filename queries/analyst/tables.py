"""Answers as tables: a named query or an analyst's own statement, run read-only, within a time and a number of rows."""

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
    """`cut` says that there were more rows than asked for."""

    columns: list[str]
    rows: list[Row]
    cut: bool = False


def answer(database: Database, query: NamedQuery, given: Mapping[str, Value], *, seconds: float = SECONDS) -> Table:
    """A query of the catalogue. Raises CatalogueError for a parameter, StatisticsUnavailable, and the errors of the
    database.
    """
    values = query.values(given)
    table = _read(database, query.statement, values, seconds, None)
    if query.statistic is None:
        return table
    from queries.analyst.statistics import computed  # NetworkX takes longer to import than most answers take

    return Table(list(query.columns), computed(query.statistic, table.rows, values))


def ask(
    database: Database, statement: str, parameters: Mapping[str, Any], *, seconds: float = SECONDS, rows: int = ROWS
) -> Table:
    """An analyst's own statement: refused unless its plan only reads (StatementRefused), ended after `seconds`
    (QueryTimeout), at most `rows` rows.

    Raises OverLimit for limits above `MOST_SECONDS` and `MOST_ROWS`, and the errors of the database. An interrupt ends
    it on the server too.
    """
    for name, value, most in (("seconds", seconds, MOST_SECONDS), ("rows", rows, MOST_ROWS)):
        if not 0 < value <= most:
            raise OverLimit(name, int(value), int(most))
    require_reading(database, statement, parameters)
    return _read(database, statement, parameters, seconds, rows)


def _read(database: Database, statement: str, values: Mapping[str, Any], seconds: float, limit: int | None) -> Table:
    """The statement runs in a thread of its own, so that Ctrl-C is seen at once and ends it on the server rather than
    only here.
    """
    mark = uuid.uuid4().hex
    most = None if limit is None else limit + 1
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(
            database.read_table, statement, values, timeout=seconds, limit=most, metadata={_MARK: mark}
        )
        try:
            while not reading.done():  # in short turns: a signal that another thread receives does not wake this one
                wait([reading], timeout=_TURN)
            columns, rows = reading.result()
        except BaseException:
            while not reading.done():  # it may not have reached the server yet
                database.end_marked(_MARK, mark)
                wait([reading], timeout=_TURN)
            raise
    return Table(columns, rows[:limit], limit is not None and len(rows) > limit)
