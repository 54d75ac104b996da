"""Fixtures: a real Neo4j for the tests that need one, never a database that the tests did not start unless
NEO4J_TEST_URI says so.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import io
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import docker
import httpx
import pytest
from docker.errors import DockerException
from testcontainers.community.neo4j import Neo4jContainer

from api.app import create_app
from cli.main import main
from graph.documents.document import Document
from graph.neo4j.database import AsyncDatabase, Database
from graph.neo4j.jars import NEO4J_CURRENT, NEO4J_LTS
from graph.neo4j.local import LocalNeo4j, free_port
from graph.settings import Settings, load_settings
from graph.storing.load import load
from graph.storing.plan import Request
from loaders.curated.read import read_yaml
from loaders.folder import SEEDS, read_folder

ROOT = Path(__file__).parent.parent
VERSIONS = {"current": NEO4J_CURRENT, "lts": NEO4J_LTS}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--neo4j-version",
        choices=sorted(VERSIONS),
        default="current",
        help="Which supported Neo4j the integration tests run on.",
    )


@dataclass(frozen=True)
class Server:
    uri: str
    user: str
    password: str
    local: bool = False  # started from our jars, with our settings

    def connect(self) -> Database:
        return Database(self.uri, self.user, self.password)

    def connect_async(self) -> AsyncDatabase:
        return AsyncDatabase(self.uri, self.user, self.password, timeout=30)

    @property
    def environment(self) -> dict[str, str]:
        return {"NEO4J_URI": self.uri, "NEO4J_USER": self.user, "NEO4J_PASSWORD": self.password}


@pytest.fixture(scope="session")
def neo4j_version(request: pytest.FixtureRequest) -> str:
    return VERSIONS[request.config.getoption("--neo4j-version")]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, neo4j_version: str) -> Iterator[Server]:
    """NEO4J_TEST_URI, else a container where a Docker engine answers, else the local Neo4j."""
    if uri := os.environ.get("NEO4J_TEST_URI"):
        given = Server(uri, os.environ.get("NEO4J_TEST_USER", "neo4j"), os.environ["NEO4J_TEST_PASSWORD"])
        with given.connect() as database:
            if database.read("MATCH (n) RETURN count(n) AS count")[0]["count"]:
                pytest.exit(
                    f"NEO4J_TEST_URI={uri} is not empty; the tests delete everything, so give them an empty database.",
                    returncode=2,
                )
        yield given
    elif _docker_answers():
        with Neo4jContainer(f"neo4j:{neo4j_version}-community", password="a-test-password") as container:
            yield Server(container.get_connection_url(), "neo4j", "a-test-password")
    else:
        local = LocalNeo4j(
            tmp_path_factory.mktemp("neo4j"), neo4j_version, bolt_port=free_port(), http_port=free_port()
        )
        try:
            yield Server(local.start().uri, "neo4j", local.password(), local=True)
        finally:
            local.stop()


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


class Holding:
    """Whether the database holds the seeds as they were loaded; a test that may write makes it false."""

    seeds = False


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    """An empty database."""
    Holding.seeds = False
    with server.connect() as connected:
        wipe(connected)
        yield connected


@pytest.fixture(scope="session")
def seed_documents() -> list[Document]:
    return read_folder(SEEDS).documents


@pytest.fixture
def seeded(database: Database, seed_documents: list[Document]) -> Database:
    """A database of its own with the seeds; a test may change it."""
    load(database, Request(seed_documents, frozenset({"seeds"})))
    return database


@pytest.fixture
def seeds_to_read(server: Server, seed_documents: list[Document]) -> Iterator[Database]:
    """The seeds for tests that only read, loaded again only after a test that may have written."""
    with server.connect() as connected:
        if not Holding.seeds:
            wipe(connected)
            load(connected, Request(seed_documents, frozenset({"seeds"})))
            Holding.seeds = True
        yield connected


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    clean_environment(monkeypatch)
    return load_settings(home=tmp_path)


def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("LADDER_", "NEO4J_")) and not name.startswith("NEO4J_TEST"):
            monkeypatch.delenv(name)


class Client:
    """Speaks HTTP to the application in this process."""

    def __init__(self, server: Server, settings: Settings) -> None:
        self._app = create_app(settings, server.connect_async)

    def request(self, method: str, path: str, **options: object) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app)
            async with (
                self._app.router.lifespan_context(self._app),
                httpx.AsyncClient(transport=transport, base_url="http://ladder") as client,
            ):
                return await client.request(method, path, **options)  # type: ignore[arg-type]

        return asyncio.run(ask())

    def ask(self, query: str, **variables: object) -> dict[str, object]:
        """The whole body of an answer."""
        response = self.request("POST", "/graphql", json={"query": query, "variables": variables})
        assert response.status_code == 200, response.text
        body: dict[str, object] = response.json()
        return body


@pytest.fixture
def client(server: Server, settings: Settings) -> Client:
    return Client(server, settings)


class Ladder:
    """Runs commands in this process, as their own process would: arguments, environment, folder in; text and exit code
    out.
    """

    def __init__(self, server: Server, folder: Path) -> None:
        self.environment = server.environment
        self.folder = folder
        self.stdout = ""  # of the last command, without its messages

    def __call__(self, *arguments: str | Path, code: int = 0, **environment: str) -> str:
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LADDER_", "NEO4J_"))}
        with (
            mock.patch.dict(os.environ, kept | self.environment | environment, clear=True),
            mock.patch.object(sys, "argv", ["ladder", *map(str, arguments)]),
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            try:
                main()
            except SystemExit as end:
                ended = end.code or 0
        for stream in (out, err):
            stream.seek(0)
        self.stdout = out.read()
        printed = self.stdout + err.read()
        assert ended == code, printed
        return printed


@pytest.fixture
def run(server: Server, tmp_path: Path) -> Ladder:
    return Ladder(server, tmp_path)


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


def by_hand(database: Database, *statements: str) -> None:
    """Changes that no load made, each in a transaction of its own."""
    for statement in statements:
        database.write(lambda transaction, statement=statement: transaction.run(statement))  # type: ignore[misc]


def document(text: str, name: str = "roles/a.yaml", collection: str = "test") -> Document:
    """A curated document from YAML text."""
    return read_yaml(text.encode(), collection, name)
