"""Answers the tools, and serves on standard input and output."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

import orjson
from mcp.server.lowlevel import Server

from api.assistant.analyst import AnalystTool, analyse
from api.assistant.server import ToolError, assistant_server
from api.assistant.tools import Tool
from graph.neo4j.connection import connection
from graph.neo4j.database import AsyncDatabase, Database
from graph.settings import Settings

if TYPE_CHECKING:
    from api.answering.answerer import Answerer

AT_ONCE = 2  # statements of analysts


class Answers:
    """Answers of the tools, by the same answerer as GraphQL's."""

    def __init__(self, settings: Settings, answerer: Callable[[], Awaitable[Answerer]]) -> None:
        self._settings = settings
        self._answerer = answerer
        self._analysts = asyncio.Semaphore(AT_ONCE)

    async def ask(self, tool: Tool, given: Mapping[str, Any], identity: str) -> Mapping[str, Any]:
        """The answer of the tool's operation. Raises LadderError for wrong arguments or when nothing can answer now."""
        from api.answering.request import GraphQLRequest
        from api.errors import TookTooLong

        try:
            async with asyncio.timeout(self._settings.request_seconds):
                answerer = await self._answerer()
                network = await answerer.snapshots.current()
                variables = tool.variables(network, given)
                reply = await answerer.reply(GraphQLRequest(tool.operation(), variables, identity=identity, ours=True))
        except TimeoutError:
            raise TookTooLong(self._settings.request_seconds) from None
        body = orjson.loads(reply.body)
        for error in body.get("errors", ()):
            raise ToolError(error["message"])
        return body["data"]  # type: ignore[no-any-return]

    async def analyse(self, tool: AnalystTool, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        async with self._analysts:
            return await asyncio.to_thread(self._analyse, tool, given)

    def _analyse(self, tool: AnalystTool, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        with Database(*connection(self._settings)) as database:
            return analyse(database, tool, given)

    def server(self, *, cypher: bool) -> Server[Any]:
        return assistant_server(self.ask, self.analyse, cypher=cypher)


async def serve_stdio(settings: Settings, *, cypher: bool) -> None:
    """Serves one client on standard input and output until it hangs up. Raises DatabaseUnavailable.

    The tools are listed at once, while the modules that answer them are imported.
    """
    from mcp.server.stdio import stdio_server

    uri, user, password, name = connection(settings)
    database = AsyncDatabase(uri, user, password, name, timeout=settings.request_seconds)
    made = asyncio.create_task(_made(database, settings))
    server = Answers(settings, lambda: made).server(cypher=cypher)
    try:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())
    finally:
        await (await made).snapshots.end()
        await database.close()


async def _made(database: AsyncDatabase, settings: Settings) -> Answerer:
    answerer_class = await asyncio.to_thread(_answerer_class)
    answerer = answerer_class(database, settings)
    answerer.snapshots.begin()
    return answerer


def _answerer_class() -> type[Answerer]:
    from api.answering.answerer import Answerer

    return Answerer
