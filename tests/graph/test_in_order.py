"""A transaction seen while Neo4j applies it: a state, rows, and the same state again, and yet the rows are of two
states. In order, that never happens.
"""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import uvloop

from graph.neo4j.database import AsyncDatabase, Database, Row, Transaction
from tests.support.server import Server, over_and_over

pytestmark = pytest.mark.integration

SECONDS = float(os.environ.get("LADDER_RACE_SECONDS", "4"))
NODES = 3000  # applying them takes long enough to be met
STATE = "MATCH (s:State) RETURN s.number AS number"
ROWS = "MATCH (n:Probe) RETURN collect(DISTINCT n.number) AS numbers, count(n) AS count"

Read = Callable[[str], Awaitable[list[Row]]]


def write(transaction: Transaction, number: int) -> None:
    """Changes every node: half of them are changed, half are replaced."""
    transaction.run("MATCH (s:State) SET s.locked = true REMOVE s.locked")
    transaction.run("MATCH (n:Probe) WHERE n.id % 2 = 0 SET n.number = $number", number=number)
    transaction.run("MATCH (n:Probe) WHERE n.id % 2 = 1 DELETE n")
    transaction.run(
        "UNWIND range(1, $nodes, 2) AS id CREATE (:Probe {id: id, number: $number})", nodes=NODES, number=number
    )
    transaction.run("MATCH (s:State) SET s.number = $number", number=number)


def written(database: Database, number: int) -> None:
    database.write(lambda transaction: write(transaction, number))


@pytest.fixture
def probes(database: Database) -> Iterator[None]:
    database.write(
        lambda transaction: transaction.run(
            "UNWIND range(1, $nodes) AS id CREATE (:Probe {id: id, number: 0})", nodes=NODES
        )
    )
    database.write(lambda transaction: transaction.run("CREATE (:State {number: 0})"))
    yield
    database.write(lambda transaction: transaction.run("MATCH (n:Probe|State) DELETE n"))


async def torn(reader: Callable[[], Read], seconds: float, *, first: bool = False) -> tuple[int, int]:
    """Readings between two equal states, and how many of them were of something else."""
    agreed = wrong = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end and not (first and wrong):
        read = reader()
        before, [found], after = await read(STATE), await read(ROWS), await read(STATE)
        if before == after:
            agreed += 1
            wrong += found != {"numbers": [before[0]["number"]], "count": NODES}
    return agreed, wrong


def test_given_a_writer_when_rows_are_read_between_equal_states_then_only_in_order_are_they_surely_of_that_state(
    server: Server, probes: None
) -> None:
    def of_driver(database: Database) -> Read:
        async def read(statement: str) -> list[Row]:
            return database.read(statement)

        return read

    async def run() -> dict[str, tuple[int, int]]:
        pool: AsyncDatabase = server.connect_async()
        with server.connect() as database, over_and_over(server, written):
            figures: dict[str, Any] = {
                "as they come": await torn(
                    lambda: pool.read, 15 * SECONDS, first="LADDER_RACE_SECONDS" not in os.environ
                ),
                "in order": await torn(lambda: pool.in_order().read, SECONDS),
                "in order, blocking": await torn(lambda: of_driver(database.in_order()), SECONDS),
            }
        await pool.close()
        return figures

    figures = uvloop.run(run())
    print(f"\n(readings between equal states, torn): {figures}")
    assert figures["as they come"][1] > 0, "no transaction was met half applied, so this test shows nothing"
    assert all(agreed > 0 and wrong == 0 for name, (agreed, wrong) in figures.items() if name.startswith("in order"))
