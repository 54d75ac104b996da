"""Nobody stops the others: large operations take turns, and a question beside fifty of them is answered at once."""

from __future__ import annotations

import asyncio
import statistics
import threading
import time
from pathlib import Path

import httpx
import pytest
import uvloop

from api.answering.turns import Turns
from graph.neo4j.database import Database
from tests.support.reliability import record
from tests.support.served import serving
from tests.support.server import Server

ROOTS = range(20)
FINDINGS = " ".join(f"f{at}: findings(first: {100 + at}) {{ totalCount }}" for at in ROOTS)
CHANGES = " ".join(f"c{at}: changes(sinceRevision: 0, first: {1 + at}) {{ nodes {{ id }} }}" for at in ROOTS)
EVIDENCE = "roles(first: 60) { nodes { skills { skill { id } evidence { document { title } line } } } }"
LARGE = [f"{{ {fields} }}" for fields in (FINDINGS, CHANGES, EVIDENCE)]
HONEST = '{ role(id: "data-engineer") { title skills { skill { name } evidence { line } } } } # %d'
HOSTILE, SECONDS = 50, 5


@pytest.mark.long
@pytest.mark.one_version
@pytest.mark.usefixtures("seeds_to_read")
def test_given_fifty_large_requests_in_flight_when_somebody_asks_then_he_is_answered_within_a_second(
    server: Server, tmp_path: Path, seeds_to_read: Database
) -> None:
    stop = threading.Event()
    with serving(tmp_path, {**server.environment, "LADDER_LOG_LEVEL": "warning"}) as served:
        served.wait("/health/ready")
        assert served.ask(HONEST % -1).status_code == 200

        def hammer(number: int) -> None:
            text = LARGE[number % len(LARGE)]
            with httpx.Client(base_url=served.url, timeout=60) as http:
                asked = 0
                while not stop.is_set():
                    asked += 1
                    http.post("/graphql", json={"query": f"{text} # {number} {asked}"})

        threads = [threading.Thread(target=hammer, args=(number,)) for number in range(HOSTILE)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        waited: list[float] = []
        try:
            end = time.monotonic() + SECONDS
            while time.monotonic() < end:
                began = time.monotonic()
                answer = served.ask(HONEST % len(waited))
                waited.append(time.monotonic() - began)
                assert "errors" not in answer.json()
        finally:
            stop.set()
            for thread in threads:
                thread.join()
    outcome = f"answered within {statistics.median(waited):.2f} s (median), {max(waited):.2f} s (longest), no error"
    record("a question beside 50 large requests in flight", len(waited), outcome, "make faults")
    assert statistics.median(waited) < 1


def test_given_one_client_with_many_operations_when_another_comes_then_the_next_turn_is_his() -> None:
    served: list[str] = []

    async def ask(turns: Turns, client: str) -> None:
        async with turns.turn(client):
            served.append(client)
            await asyncio.sleep(0.001)

    async def run() -> None:
        turns = Turns(at_once=1)
        many = [asyncio.create_task(ask(turns, "many")) for _ in range(10)]
        await asyncio.sleep(0)
        await asyncio.gather(ask(turns, "one"), *many)

    uvloop.run(run())
    assert served.index("one") <= 2
    assert len(served) == 11


def test_given_operations_whose_time_is_over_while_they_wait_or_run_then_their_turns_are_free_again() -> None:
    async def run() -> None:
        turns = Turns(at_once=2)

        async def ask() -> None:
            async with turns.turn("a"):
                await asyncio.sleep(10)

        for _ in range(3):
            tasks = [asyncio.create_task(ask()) for _ in range(6)]
            await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        async with asyncio.timeout(1), turns.turn("a"), turns.turn("a"):
            pass

    uvloop.run(run())
