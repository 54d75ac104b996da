"""A writer that loads in a loop against readers with nested questions: how many answers mix revisions, without and with
the check.

`LADDER_RACE_SECONDS` makes it longer (a minute for the figure in the docs); a few seconds show the same.
"""

from __future__ import annotations

import asyncio
import gc
import os
import weakref
from typing import Any

import orjson
import pytest
import uvloop
from strawberry.types import ExecutionResult

from api.answering.answerer import Answerer, GraphQLRequest
from api.context.context import Context
from api.context.revisions import Revisions
from api.context.snapshots import NetworkSnapshots
from api.schema import schema
from graph.neo4j.database import AsyncDatabase, Database
from graph.settings import Settings
from graph.storing.load import load
from graph.storing.plan import Request
from tests.support.editions import QUERY, edition, editions_in
from tests.support.server import Server, over_and_over

pytestmark = pytest.mark.integration

SECONDS = float(os.environ.get("LADDER_RACE_SECONDS", "6"))


def race(
    server: Server, settings: Settings, answer: Any, seconds: float, *, until_mixed: bool = False
) -> tuple[int, int]:
    """Answers, and how many of them mix editions; `until_mixed`: the first that does is enough."""

    def write(database: Database, number: int) -> None:
        load(database, Request(edition(number + 1), frozenset({"test"})))

    async def read() -> tuple[int, int]:
        database = server.connect_async()
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        answers = mixed = 0

        async def reader() -> None:
            nonlocal answers, mixed
            while loop.time() < end and not (until_mixed and mixed):
                data = await answer(database, settings)
                if data is not None:
                    answers += 1
                    mixed += len(editions_in(data)) > 1

        try:
            await asyncio.gather(*(reader() for _ in range(3)))
        finally:
            await database.close()
        return answers, mixed

    with over_and_over(server, write):
        return uvloop.run(read())


async def unchecked(database: AsyncDatabase, settings: Settings) -> Any:
    snapshots = NetworkSnapshots(database, Revisions(database, settings.max_staleness))
    result = await schema.execute(QUERY, context_value=Context(database, settings, snapshots))
    assert isinstance(result, ExecutionResult)
    return result.data


async def checked(database: AsyncDatabase, settings: Settings) -> Any:
    body = orjson.loads((await Answerer(database, settings).reply(GraphQLRequest(QUERY))).body)
    assert "errors" not in body or body["errors"][0]["extensions"]["code"] in ("UNAVAILABLE", "TIMEOUT")
    return body["data"]


def test_given_a_writer_when_nested_questions_are_asked_then_no_checked_answer_mixes_revisions(
    server: Server, database: Database, settings: Settings
) -> None:
    load(database, Request(edition(1), frozenset({"test"})))
    long_run = "LADDER_RACE_SECONDS" in os.environ  # a figure is wanted, so that both sides race for as long
    answers, mixed = race(server, settings, unchecked, SECONDS if long_run else 10 * SECONDS, until_mixed=not long_run)
    checked_answers, checked_mixed = race(server, settings, checked, SECONDS)
    print(
        f"\nwithout the check {mixed} of {answers} answers mixed revisions, with it {checked_mixed} of "
        f"{checked_answers}"
    )
    assert mixed > 0, "the race was never lost, so this test shows nothing"
    assert checked_answers > 0
    assert checked_mixed == 0


class Circle:
    """Garbage that only cyclic garbage collection frees, such as an error with its traceback."""

    def __init__(self) -> None:
        self.itself = self


def test_given_garbage_of_requests_when_the_network_is_read_anew_then_it_can_still_be_freed(
    server: Server, database: Database, settings: Settings
) -> None:
    async def refreshed() -> weakref.ref[Circle]:
        connected = server.connect_async()
        snapshots = NetworkSnapshots(connected, Revisions(connected, 0))
        try:
            load(database, Request(edition(1), frozenset({"test"})))
            await snapshots.current()
            load(database, Request(edition(2), frozenset({"test"})))
            gc.disable()  # nothing but the refresh frees it
            garbage = weakref.ref(Circle())
            await snapshots.current()
            return garbage
        finally:
            gc.enable()
            await connected.close()

    garbage = uvloop.run(refreshed())
    gc.collect()
    gc.unfreeze()
    assert garbage() is None
