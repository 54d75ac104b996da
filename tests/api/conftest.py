"""A server of its own process, as `ladder up` runs it, on the tests' Neo4j."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from fastapi import FastAPI

from api.app import create_app
from graph.neo4j.database import AsyncDatabase, Row
from graph.settings import Settings
from tests.conftest import ROOT, Server, free_port

SERVE = "from api.serving import serve; from graph.settings import load_settings; serve(load_settings())"


class Served:
    """An API that listens on `url`; what it logged is in `log`."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        self.http = httpx.Client(base_url=self.url, timeout=30)

    def ask(self, query: str, **variables: object) -> httpx.Response:
        return self.http.post(
            "/graphql",
            json={"query": query, "variables": variables},
            headers={"accept": "application/graphql-response+json"},
        )

    def rss(self) -> int:
        """Resident memory in bytes."""
        return int(psutil.Process(self.process.pid).memory_info().rss)

    def cpu_seconds(self) -> float:
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def wait(self, path: str = "/health/live") -> None:
        for _ in range(600):
            try:
                if self.http.get(path).status_code == 200:
                    return
            except httpx.TransportError:
                assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            time.sleep(0.1)
        raise AssertionError(f"{path} does not answer 200: {self.log.read_text(encoding='utf-8')}")


@contextmanager
def serving(folder: Path, environment: dict[str, str]) -> Iterator[Served]:
    """Starts a server and ends it."""
    port, log = free_port(), folder / "server.log"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LADDER_", "NEO4J_"))}
    given = {"LADDER_HOME": str(folder), "LADDER_PORT": str(port), **environment}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE], cwd=ROOT, env=inherited | given, stdout=out, stderr=out
        )
    served = Served(process, port, log)
    try:
        served.wait()
        yield served
    finally:
        served.http.close()
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def served(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), server.environment | {"LADDER_REQUEST_SECONDS": "5"}) as up:
        yield up


@asynccontextmanager
async def speaking(
    settings: Settings, connect: Callable[[], AsyncDatabase], *, read_ahead: bool = False
) -> AsyncIterator[tuple[httpx.AsyncClient, FastAPI]]:
    """An application in this process that stays up for several requests."""
    app = create_app(settings, connect, read_ahead=read_ahead)
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://ladder", timeout=60) as http,
    ):
        yield http, app


async def post(
    http: httpx.AsyncClient, query: str, headers: dict[str, str] | None = None, **variables: object
) -> httpx.Response:
    accept = {"accept": "application/graphql-response+json"}
    return await http.post("/graphql", json={"query": query, "variables": variables}, headers=accept | (headers or {}))


class Counting(AsyncDatabase):
    """Notes the statements that run, with their metadata."""

    def __init__(self, server: Server) -> None:
        super().__init__(server.uri, server.user, server.password, timeout=30)
        self.statements: list[tuple[str, dict[str, Any]]] = []

    async def read(self, statement: str, *, metadata: dict[str, Any] | None = None, **parameters: Any) -> list[Row]:
        self.statements.append((statement, metadata or {}))
        return await super().read(statement, metadata=metadata, **parameters)
