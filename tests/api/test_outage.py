"""The database goes away and comes back: every request is answered in time, nothing leaks, and nobody need restart the
API.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from graph.neo4j.database import Database
from graph.neo4j.local import LocalNeo4j, free_port
from graph.storing.load import load
from graph.storing.plan import Request
from tests.support.documents import document
from tests.support.served import Served, serving

pytestmark = pytest.mark.one_version

QUERY = "{ roles { nodes { title skills { skill { name } } level { id } } } skills { totalCount } }"
SECONDS = 6


@pytest.fixture
def own_neo4j(tmp_path: Path, neo4j_version: str) -> Iterator[LocalNeo4j]:
    local = LocalNeo4j(tmp_path / "neo4j", neo4j_version, bolt_port=free_port(), http_port=free_port(), heap="512m")
    try:
        yield local
    finally:
        local.stop()


def environment(local: LocalNeo4j, uri: str) -> dict[str, str]:
    return {
        "NEO4J_URI": uri,
        "NEO4J_PASSWORD": local.password(),
        "LADDER_REQUEST_SECONDS": str(SECONDS),
        "LADDER_MAX_STALENESS": "0",
    }


def threads_and_connections(served: Served) -> tuple[int, int]:
    process = psutil.Process(served.process.pid)
    return process.num_threads(), sum(connection.status == "ESTABLISHED" for connection in process.net_connections())


def ask_together(served: Served, count: int) -> list[httpx.Response]:
    """Answers to as many clients at once; each within the limit, or httpx gives up."""
    answers: list[httpx.Response] = []

    def ask() -> None:
        with httpx.Client(base_url=served.url, timeout=SECONDS + 5) as http:
            answers.append(http.post("/graphql", json={"query": QUERY}))

    threads = [threading.Thread(target=ask) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == count
    return answers


def warm(served: Served) -> Any:
    """The answer once the database gives it: a new one takes its time for the first statements."""
    for _ in range(30):
        served.wait("/health/ready")
        if not codes(answer := ask_together(served, 1)[0]):
            return answer.json()
    raise AssertionError(answer.text)


def codes(answer: httpx.Response) -> set[str]:
    return {error["extensions"]["code"] for error in answer.json().get("errors", [])}


def test_given_a_database_that_freezes_dies_and_comes_back_when_asked_then_every_answer_is_whole_or_says_unavailable(
    own_neo4j: LocalNeo4j, tmp_path: Path
) -> None:
    running = own_neo4j.start()
    with Database(running.uri, "neo4j", own_neo4j.password()) as database:
        load(database, Request([document("id: cook\ntitle: Cook\ntechnical_skills: [Cutting]\n")]))
    with serving(tmp_path, environment(own_neo4j, running.uri)) as served:
        whole = warm(served)
        assert whole["data"]["roles"]["nodes"][0]["skills"] == [{"skill": {"name": "Cutting"}}]
        before = threads_and_connections(served)

        os.kill(running.pid, signal.SIGSTOP)
        assert [codes(answer) for answer in ask_together(served, 20)] == [{"UNAVAILABLE"}] * 20
        assert served.http.get("/health/ready").status_code == 503
        os.kill(running.pid, signal.SIGCONT)
        assert warm(served) == whole

        killer = threading.Timer(0.05, os.kill, (running.pid, signal.SIGKILL))
        killer.start()
        for _ in range(5):  # some before it dies, some while, some after
            for answer in ask_together(served, 10):
                assert answer.json() == whole or codes(answer) == {"UNAVAILABLE"}
        killer.join()
        assert own_neo4j._process is not None
        own_neo4j._process.wait()
        assert [codes(answer) for answer in ask_together(served, 20)] == [{"UNAVAILABLE"}] * 20
        assert served.http.get("/health/ready").status_code == 503
        assert served.http.get("/health/live").status_code == 200

        again = own_neo4j.start()
        assert again.uri == running.uri
        assert warm(served) == whole
        assert [answer.json() for answer in ask_together(served, 20)] == [whole] * 20
        after = threads_and_connections(served)
        print(f"\nthreads and connections before {before}, after {after}")
        assert after[0] <= before[0] + 1
        assert after[1] <= before[1] + 2
        assert str(own_neo4j.password()) not in served.log.read_text(encoding="utf-8")
