"""Kept answers: the same bytes, only of the revision in force, within their memory."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
import uvloop

from api.answering.response_cache import ENTRY_BYTES, Entry, ResponseCache
from api.context.revisions import Revisions
from graph.neo4j.database import Database
from graph.settings import load_settings
from graph.storing.load import load
from graph.storing.plan import Request
from graph.storing.state import STATE, GraphState
from tests.support.client import Counting, post, speaking
from tests.support.documents import document
from tests.support.served import Served
from tests.support.server import Server

# The title stands in memory, the mission in the database only
QUERY = "query($id: ID!) { role(id: $id) { title mission } }"
FIRST = GraphState("g", 1)


def key(name: str, identity: str = "a", drafts: bool = False) -> Any:
    return (name, None, b"{}", identity, drafts, False)


def test_given_more_than_fits_when_kept_then_what_was_used_longest_ago_goes_and_the_sum_is_right() -> None:
    cache = ResponseCache(10 * (1000 + ENTRY_BYTES))
    for number in range(30):
        cache.put(key(str(number)), Entry(b"x" * 1000, "t", FIRST))
        cache.get(key("0"), FIRST)
        assert cache.bytes <= 10 * (1000 + ENTRY_BYTES)
        assert cache.bytes == len(cache._entries) * (1000 + 2 + ENTRY_BYTES)
    assert cache.get(key("0"), FIRST)
    assert cache.get(key("29"), FIRST)
    assert cache.get(key("1"), FIRST) is None
    cache.put(key("huge"), Entry(b"x" * 5000, "t", FIRST))
    assert cache.get(key("huge"), FIRST) is None


def test_given_another_revision_identity_or_view_of_drafts_when_looked_up_then_nothing_is_found() -> None:
    cache = ResponseCache(1 << 20)
    cache.put(key("q"), Entry(b"x", "t", FIRST))
    assert cache.get(key("q"), GraphState("g", 2)) is None
    assert cache.get(key("q"), GraphState("h", 1)) is None
    assert cache.get(key("q", identity="b"), FIRST) is None
    assert cache.get(key("q", drafts=True), FIRST) is None
    assert cache.get(key("q"), FIRST)


@pytest.mark.one_version
@pytest.mark.parametrize(("staleness", "looks"), [(60, 1), (0, 2)])
def test_given_many_who_wait_when_the_revision_is_looked_up_then_one_look_serves_them_all(
    server: Server, seeds_to_read: Database, staleness: float, looks: int
) -> None:
    async def ask() -> None:
        database = Counting(server)
        revisions = Revisions(database, staleness)
        states = await asyncio.gather(*(revisions.current() for _ in range(20)))
        assert len(set(states)) == len(database.statements) == 1
        assert await revisions.current() == states[0]
        assert len(database.statements) == looks
        await database.close()

    uvloop.run(ask())


@pytest.mark.one_version
def test_given_a_question_when_asked_again_then_no_statement_runs_until_the_revision_must_be_confirmed(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    async def talk() -> None:
        database = Counting(server)
        async with speaking(load_settings(home=tmp_path, max_staleness=3600), lambda: database) as (http, app):
            first = await post(http, QUERY, id="data-engineer")
            ran = len(database.statements)
            again = await post(http, QUERY, id="data-engineer")
            assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
            assert len(database.statements) == ran
            assert (await post(http, QUERY, id="data-scientist")).content != first.content
            assert len(database.statements) > ran
            assert (await post(http, QUERY, id="no-such-role")).json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
            ran = len(database.statements)
            await post(http, QUERY, id="no-such-role")
            assert len(database.statements) > ran, "an answer with an error is never kept"
            assert app.state.answerer.cache.hits == 1
        database = Counting(server)
        async with speaking(load_settings(home=tmp_path, max_staleness=0), lambda: database) as (http, _):
            await post(http, QUERY, id="data-engineer")
            ran = len(database.statements)
            await post(http, QUERY, id="data-engineer")
            assert [statement for statement, _ in database.statements[ran:]] == [STATE]
        database = Counting(server)
        async with speaking(
            load_settings(home=tmp_path, response_cache_bytes=0, max_staleness=3600), lambda: database
        ) as (http, _):
            await post(http, QUERY, id="data-engineer")
            ran = len(database.statements)
            await post(http, QUERY, id="data-engineer")
            assert len(database.statements) > ran

    uvloop.run(talk())


@pytest.mark.one_version
def test_given_a_load_when_the_question_is_asked_again_then_the_answer_is_the_new_one(
    server: Server, database: Database, tmp_path: Path
) -> None:
    planned = "{ careerNetwork { nodes { title } } }"

    def load_one(skill: str) -> None:
        load(
            database,
            Request([document(f"id: cook\ntitle: Cook {skill}\ntechnical_skills: [{skill}]\n")], frozenset({"test"})),
        )

    async def talk() -> None:
        async with speaking(load_settings(home=tmp_path, max_staleness=0), server.connect_async) as (http, _):
            for skill in ("Cutting", "Baking", "Cutting"):
                await asyncio.to_thread(load_one, skill)
                for _ in range(2):
                    assert (await post(http, QUERY, id="cook")).json()["data"]["role"]["title"] == f"Cook {skill}"
                    assert f"Cook {skill}" in (await post(http, planned)).text

    uvloop.run(talk())


@pytest.mark.one_version
def test_given_a_client_that_takes_gzip_when_it_asks_then_the_answer_is_the_same_in_fewer_bytes(
    served: Served, seeds_to_read: Database
) -> None:
    query = "{ roles(first: 20) { nodes { id title skills { skill { id name } } } } }"
    plain = served.http.get("/graphql", params={"query": query}, headers={"accept-encoding": "identity"})
    for accepted in ("gzip", "br, gzip;q=0.5", "deflate, gzip"):
        packed = served.http.get("/graphql", params={"query": query}, headers={"accept-encoding": accepted})
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.json() == plain.json()
        assert 4 * int(packed.headers["content-length"]) < int(plain.headers["content-length"])
        assert packed.headers["etag"] != plain.headers["etag"]
        same = {"accept-encoding": accepted, "if-none-match": packed.headers["etag"]}
        assert served.http.get("/graphql", params={"query": query}, headers=same).status_code == 304
    for refused in ("identity", "gzip;q=0", "br", ""):
        answer = served.http.get("/graphql", params={"query": query}, headers={"accept-encoding": refused})
        assert "content-encoding" not in answer.headers
        assert "Accept-Encoding" in answer.headers["vary"]
    short = served.http.get("/graphql", params={"query": "{ graph { revision } }"})
    assert "content-encoding" not in short.headers
