"""The application in this process: for one request at a time (`Client`), or up for several (`speaking`)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import uvloop
from fastapi import FastAPI

from api.app import create_app
from graph.neo4j.database import AsyncDatabase, Row
from graph.settings import Settings
from tests.support.server import Server


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

        return uvloop.run(ask())

    def ask(self, query: str, **variables: object) -> dict[str, object]:
        """The whole body of an answer."""
        response = self.request("POST", "/graphql", json={"query": query, "variables": variables})
        assert response.status_code == 200, response.text
        body: dict[str, object] = response.json()
        return body


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
