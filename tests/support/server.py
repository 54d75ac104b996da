"""A real Neo4j for the tests that need one; never a database that they did not start, unless NEO4J_TEST_URI says so.

What a database holds: `emptied` is for a test that writes; `holding` is for those that only read, so that many of them
share one load.
"""

from __future__ import annotations

import gc
import os
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import docker
import pytest
from docker.errors import DockerException
from testcontainers.community.neo4j import Neo4jContainer

from graph.documents.document import Document
from graph.neo4j.database import AsyncDatabase, Database
from graph.neo4j.installation import SERVER
from graph.neo4j.jars import NEO4J_CURRENT, NEO4J_LTS
from graph.neo4j.local import LocalNeo4j, free_port
from graph.storing.load import load
from graph.storing.plan import Request
from graph.storing.state import GraphState, read_state

VERSIONS = {"current": NEO4J_CURRENT, "lts": NEO4J_LTS}

# Graphs of a few nodes double and halve with each test, and each time Neo4j would plan its statements anew.
FOR_TESTS = {"dbms.cypher.min_replan_interval": "1h"}


@dataclass
class Server:
    uri: str
    user: str
    password: str
    local: bool = False  # started from our jars, with our settings
    held: tuple[str, GraphState] | None = None  # the collection that it holds, as it was loaded

    def connect(self) -> Database:
        return Database(self.uri, self.user, self.password)

    def connect_async(self) -> AsyncDatabase:
        return AsyncDatabase(self.uri, self.user, self.password, timeout=30)

    @property
    def environment(self) -> dict[str, str]:
        return {"NEO4J_URI": self.uri, "NEO4J_USER": self.user, "NEO4J_PASSWORD": self.password}


@contextmanager
def neo4j(folder: Path, version: str) -> Iterator[Server]:
    """NEO4J_TEST_URI, else a container where a Docker engine answers, else the local Neo4j in this folder."""
    if uri := os.environ.get("NEO4J_TEST_URI"):
        yield _given(Server(uri, os.environ.get("NEO4J_TEST_USER", "neo4j"), os.environ["NEO4J_TEST_PASSWORD"]))
    elif _docker_answers():
        with Neo4jContainer(f"neo4j:{version}-community", password="a-test-password") as container:
            yield Server(container.get_connection_url(), "neo4j", "a-test-password")
    else:
        ports = {"bolt_port": free_port(), "http_port": free_port()}
        # The next start is quicker by it; tests of `ladder up` keep the classes of the current version
        local = LocalNeo4j(folder, version, **ports, keep_classes=version == NEO4J_LTS)
        try:
            with mock.patch.dict(SERVER, FOR_TESTS):
                started = local.start()
            yield Server(started.uri, "neo4j", local.password(), local=True)
        finally:
            local.stop()


def _given(server: Server) -> Server:
    with server.connect() as database:
        if database.read("MATCH (n) RETURN count(n) AS count")[0]["count"]:
            pytest.exit(
                f"NEO4J_TEST_URI={server.uri} is not empty; the tests delete everything, so give them an empty "
                "database.",
                returncode=2,
            )
    return server


def _docker_answers() -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the client leaves a socket open when no engine answers
        try:
            client = docker.from_env(timeout=3)
            answers = bool(client.ping())
            client.close()
        except DockerException:
            answers = False
        gc.collect()
    return answers


def wipe(database: Database) -> None:
    database.write(lambda transaction: transaction.run("MATCH (n) DETACH DELETE n"))


@contextmanager
def emptied(server: Server) -> Iterator[Database]:
    """An empty database, for a test that may write."""
    server.held = None
    with server.connect() as database:
        wipe(database)
        yield database


@contextmanager
def holding(server: Server, collection: str, documents: Sequence[Document]) -> Iterator[Database]:
    """The whole collection, loaded once for all tests that only read; again after one that wrote."""
    with server.connect() as database:
        if server.held is None or server.held != (collection, read_state(database)):
            server.held = None
            wipe(database)
            load(database, Request(documents, frozenset({collection})))
            state = read_state(database)
            assert state is not None
            server.held = (collection, state)
        yield database


def by_hand(database: Database, *statements: str) -> None:
    """Changes that no load made, each in a transaction of its own."""
    for statement in statements:
        database.write(lambda transaction, statement=statement: transaction.run(statement))  # type: ignore[misc]


@contextmanager
def over_and_over(server: Server, work: Callable[[Database, int], object]) -> Iterator[None]:
    """Does the work in a thread again and again, numbered from 1, until it is left."""
    stop = threading.Event()

    def run() -> None:
        with server.connect() as database:
            number = 0
            while not stop.is_set():
                number += 1
                work(database, number)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
