"""Loads and answers on a real Neo4j: the seeds loaded, loaded again, and the shortest path over HTTP against the same question in Cypher."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles

import httpx

from benchmarks.figures import Figure, show
from graph import store
from graph.database import Database
from graph.local_neo4j import LocalNeo4j
from graph.neo4j_jars import NEO4J_CURRENT
from loaders.folder import SEEDS, read_folder

ROUNDS, REQUESTS = 4, 250
QUERY = '{ shortestPath(from: {id: "junior-backend-engineer"}, to: {id: "principal-machine-learning-engineer"}) { roles { id title } steps { kind } } }'
CYPHER = (
    "MATCH p = SHORTEST 1 (:Role {id: $start})-[:PROGRESSES_TO]->{1,8}(:Role {id: $end}) "
    "RETURN [role IN nodes(p) | [role.id, role.title]] AS roles, [step IN relationships(p) | step.kind] AS kinds"
)


def rows() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        local = LocalNeo4j(Path(folder), NEO4J_CURRENT, bolt_port=_free_port(), http_port=_free_port())
        try:
            running, password = local.start(), local.password()
            with Database(running.uri, "neo4j", password) as database:
                yield from _loads(database)
                yield from _answers(database, {"NEO4J_URI": running.uri, "NEO4J_PASSWORD": password})
        finally:
            local.stop()


def _loads(database: Database) -> Iterator[Figure]:
    def load() -> float:
        begun = time.perf_counter()
        store.load(database, store.Request(read_folder(SEEDS).documents, frozenset({"seeds"})))
        return time.perf_counter() - begun

    yield Figure("read, fold and load the seeds into an empty graph", load(), "s", note="with constraints and indexes, once")
    yield Figure("the same again: nothing to write", median(load() for _ in range(5)), "s")
    begun = time.perf_counter()
    assert store.verify(database)
    yield Figure("verify the graph", time.perf_counter() - begun, "s")


def _answers(database: Database, environment: dict[str, str]) -> Iterator[Figure]:
    port = _free_port()
    command = [str(Path(sys.executable).with_name("ladder")), "up", "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
            _wait(http)

            def over_http() -> list[str]:
                path = http.post("/graphql", json={"query": QUERY}).json()["data"]["shortestPath"]
                return [role["id"] for role in path["roles"]]

            def in_cypher() -> list[str]:
                found = database.read(CYPHER, start="junior-backend-engineer", end="principal-machine-learning-engineer")
                return [id for id, _ in found[0]["roles"]]

            assert len(over_http()) == len(in_cypher())
            ours: list[float] = []
            theirs: list[float] = []
            for _ in range(ROUNDS):  # A B A B
                ours += _timed(over_http)
                theirs += _timed(in_cypher)
        rival = "Cypher through the driver"
        yield Figure("shortestPath over HTTP, p50", median(ours), "ms", rival, median(theirs), "one connection, one after the other")
        yield Figure("shortestPath over HTTP, p99", quantiles(ours, n=100)[98], "ms", rival, quantiles(theirs, n=100)[98])
    finally:
        server.terminate()
        server.wait(30)


def _timed(ask: Callable[[], object]) -> list[float]:
    times = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def _wait(http: httpx.Client) -> None:
    for _ in range(300):
        try:
            if http.get("/health/ready").status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise SystemExit("The API did not become ready.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    show(rows())
