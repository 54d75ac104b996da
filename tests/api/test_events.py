"""Revisions as events: each once and in order, also for who was away; and how many may listen."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest
import uvloop
from hypothesis import given
from hypothesis import strategies as st

from api.http.events import MOST_MISSED, missed
from graph.neo4j.database import Database
from graph.storing.load import load
from graph.storing.plan import Request
from graph.storing.state import GraphState, require_ready
from tests.support.documents import document
from tests.support.served import Served, serving
from tests.support.server import Server

pytestmark = pytest.mark.one_version

LISTENERS = int(os.environ.get("LADDER_LISTENERS", "20"))
LOADS = int(os.environ.get("LADDER_LOADS", "5"))
MOST_GROWN = 15_000_000  # bytes of resident memory between the first fifth of the loads and the last


def write(database: Database, number: int) -> int:
    return load(database, Request([document(f"id: cook\ntitle: Cook {number}\n")])).revision


async def revisions(client: httpx.AsyncClient, **headers: str) -> AsyncIterator[tuple[str, int]]:
    """Ids and revisions, as they come."""
    async with client.stream("GET", "/events", headers=headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        id = ""
        async for line in response.aiter_lines():
            if line.startswith("id: "):
                id = line.removeprefix("id: ")
            if line.startswith("data: "):
                yield id, int(line.rpartition(":")[2].rstrip("}"))


async def until(client: httpx.AsyncClient, last: int, begun: Callable[[], None], **headers: str) -> list[int]:
    """The revisions that one listener sees until the last one."""
    seen: list[int] = []
    async for _, revision in revisions(client, **headers):
        seen.append(revision)
        begun()
        if revision >= last:
            break
    return seen


def test_given_listeners_when_loads_come_then_each_sees_each_revision_once_and_in_order(
    server: Server, database: Database, served: Served
) -> None:
    first = write(database, 0)
    last = first + LOADS
    memory: list[int] = []

    async def listen() -> list[list[int]]:
        limits = httpx.Limits(max_connections=None)
        waiting = LISTENERS
        all_listen = asyncio.Event()

        def begun() -> None:
            nonlocal waiting
            waiting -= 1
            if waiting <= 0:
                all_listen.set()

        async with httpx.AsyncClient(base_url=served.url, timeout=60, limits=limits) as client:
            listening = [asyncio.create_task(until(client, last, begun)) for _ in range(LISTENERS)]
            await asyncio.wait_for(all_listen.wait(), 60)
            for number in range(LOADS):
                await asyncio.to_thread(write, database, number + 1)
                memory.append(served.rss())
            return await asyncio.gather(*listening)

    assert uvloop.run(listen()) == [list(range(first, last + 1))] * LISTENERS
    grown = memory[-1] - memory[LOADS // 5]
    assert grown <= MOST_GROWN, f"{grown / 1e6:.1f} MB more after {LOADS} loads than after {LOADS // 5 + 1}"
    print(f"{LISTENERS} listeners, {LOADS} loads: {memory[-1] / 1e6:.0f} MB, of them {grown / 1e6:.1f} MB grown")


def test_given_somebody_who_was_away_when_they_come_back_then_they_get_what_they_missed(
    database: Database, served: Served
) -> None:
    first = write(database, 0)
    generation = require_ready(database).generation

    async def away(last: int, id: str) -> list[int]:
        async with httpx.AsyncClient(base_url=served.url, timeout=30) as client:
            return await until(client, last, lambda: None, **{"last-event-id": id})

    last = [write(database, number) for number in (1, 2, 3)][-1]
    assert uvloop.run(away(last, f"{generation}:{first}")) == [first + 1, first + 2, first + 3]
    assert uvloop.run(away(last, "another:7")) == [last]
    assert uvloop.run(away(last, "no id; at all")) == [last]


def test_given_as_many_listeners_as_may_be_when_one_more_comes_then_it_is_refused_and_a_stop_ends_them_all(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    with serving(tmp_path, server.environment | {"LADDER_EVENT_LISTENERS": "1"}) as up:
        with up.http.stream("GET", "/events") as one:
            lines = one.iter_lines()
            while not next(lines).startswith("data: "):
                pass
            refused = httpx.get(f"{up.url}/events")
            assert refused.status_code == 503
            assert "1 listeners are connected" in refused.text
            began = time.monotonic()
            up.process.send_signal(signal.SIGTERM)
            assert not [line for line in lines if line.startswith("data: ")]
        up.process.wait(10)
        assert time.monotonic() - began < 4  # not the seconds of grace that running requests get
        assert up.process.returncode in (0, -signal.SIGTERM)


STATES = st.builds(GraphState, st.sampled_from(["a", "b"]), st.integers(1, 3 * MOST_MISSED))


@given(st.none() | st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 3 * MOST_MISSED)), st.none() | STATES)
def test_given_any_state_then_what_was_missed_ends_with_it_and_begins_after_what_was_seen(
    seen: tuple[str, int] | None, state: GraphState | None
) -> None:
    found = missed(seen, state)
    assert len(found) <= MOST_MISSED
    if state is None:
        assert not found
    elif seen is None or seen[0] != state.generation:
        assert list(found) == [state.revision]
    else:
        assert all(revision > seen[1] for revision in found)
        assert not found or found[-1] == state.revision
