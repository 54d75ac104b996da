"""How old an answer from memory may be, in one worker and in several; and what it costs the database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvloop

from graph.documents.document import Document
from graph.neo4j.database import Database
from graph.settings import load_settings
from graph.storing.load import load as load_request
from graph.storing.plan import Request
from tests.support.client import Counting, post, speaking
from tests.support.documents import document
from tests.support.server import Server

pytestmark = pytest.mark.integration

ROLES = [document(f"id: {id}\ntitle: {id.upper()}\ntechnical_skills: [Baking]\n", f"roles/{id}.yaml") for id in "abc"]
JOINED = [
    document("id: a\ntitle: A\ncareer: {next: [{role: b}]}\n", "roles/a.yaml"),
    document("id: b\ntitle: B\ncareer: {next: [{role: c}]}\n", "roles/b.yaml"),
]
PATH = (
    '{ shortestPath(from: {id: "a"}, to: {id: "c"}) { roles { id title level { name } } steps { kind time { min } '
    "} summary } }"
)
ROLES_QUERY = (
    "{ roles { totalCount nodes { title skills { tier skill { name } } tools { tool { name } } nextRoles { "
    "kind role { title } } } } }"
)


class Workers:
    """Several processes' worth of the application, each with a memory of its own, that stay up between questions."""

    def __init__(self, clients: list[httpx.AsyncClient], databases: list[Counting]) -> None:
        self._clients = clients
        self.databases = databases

    async def ask(self, worker: int, query: str = PATH) -> dict[str, Any]:
        answer: dict[str, Any] = (await post(self._clients[worker], query)).json()
        return answer

    async def all_know(self) -> list[bool]:
        """Whether each worker's answer has the path."""
        return [
            ((await self.ask(at)).get("data") or {}).get("shortestPath") is not None for at in range(len(self._clients))
        ]


@asynccontextmanager
async def workers(server: Server, home: Path, staleness: float, count: int = 2) -> AsyncIterator[Workers]:
    databases = [Counting(server) for _ in range(count)]
    async with AsyncExitStack() as stack:
        settings = load_settings(home=home, max_staleness=staleness)
        started = [
            await stack.enter_async_context(speaking(settings, lambda database=database: database))
            for database in databases
        ]  # type: ignore[misc]
        yield Workers([http for http, _ in started], databases)


def load(database: Database, documents: list[Document]) -> None:
    load_request(database, Request(documents))


def test_given_no_staleness_when_a_load_comes_between_two_questions_then_every_worker_knows_at_once(
    server: Server, database: Database, tmp_path: Path
) -> None:
    async def run() -> None:
        async with workers(server, tmp_path, 0) as up:
            for documents, known in ((JOINED, True), (ROLES, False), (JOINED, True)):
                await asyncio.to_thread(load, database, documents)
                assert await up.all_know() == [known, known]

    load(database, ROLES)
    uvloop.run(run())


def test_given_some_staleness_when_a_load_comes_then_answers_are_old_no_longer_than_that(
    server: Server, database: Database, tmp_path: Path
) -> None:
    async def run() -> None:
        async with workers(server, tmp_path, 1) as up:
            assert await up.all_know() == [False, False]
            await asyncio.to_thread(load, database, JOINED)
            await asyncio.sleep(1)
            assert await up.all_know() == [True, True]

    load(database, ROLES)
    uvloop.run(run())


@pytest.mark.parametrize(
    "query",
    [
        PATH,
        ROLES_QUERY,
        '{ role(id: "a") { id title } }',
        '{ reachableRoles(from: {id: "a"}) { totalCount roles { hops } } }',
    ],
)
def test_given_a_question_that_memory_can_answer_when_asked_again_then_no_statement_is_run(
    server: Server, database: Database, tmp_path: Path, query: str
) -> None:
    async def run() -> None:
        async with workers(server, tmp_path, 3600, count=1) as up:
            first = await up.ask(0, query)
            before = len(up.databases[0].statements)
            assert await up.ask(0, query) == first
            assert (len(up.databases[0].statements) - before, "errors" in first, before > 0) == (0, False, True)

    load(database, [*JOINED, ROLES[2]])
    uvloop.run(run())


def test_given_a_start_that_reads_ahead_when_it_has_then_the_first_question_runs_no_statement(
    server: Server, database: Database, tmp_path: Path
) -> None:
    async def run() -> None:
        counting, settings = Counting(server), load_settings(home=tmp_path, max_staleness=3600)
        async with speaking(settings, lambda: counting, read_ahead=True) as (http, app):
            async with asyncio.timeout(30):
                while app.state.answerer.snapshots.network is None:
                    await asyncio.sleep(0.01)
            before = len(counting.statements)
            answer = (await post(http, PATH)).json()
            assert [role["id"] for role in answer["data"]["shortestPath"]["roles"]] == ["a", "b", "c"]
            assert len(counting.statements) == before > 0

    load(database, [*JOINED, ROLES[2]])
    uvloop.run(run())


def test_given_an_empty_graph_at_a_start_that_reads_ahead_when_it_is_loaded_then_questions_are_answered(
    server: Server, database: Database, tmp_path: Path
) -> None:
    async def run() -> None:
        async with speaking(load_settings(home=tmp_path, max_staleness=0), server.connect_async, read_ahead=True) as (
            http,
            _,
        ):
            assert (await post(http, PATH)).json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
            await asyncio.to_thread(load, database, [*JOINED, ROLES[2]])
            assert (await post(http, PATH)).json()["data"]["shortestPath"]

    uvloop.run(run())
