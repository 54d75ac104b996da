"""`ladder mcp`: the graph as tools of an assistant."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from cli.terminal.groups import imported
from cli.terminal.options import HomeOption
from graph.errors import LadderError
from graph.settings import load_settings


def mcp(
    cypher: Annotated[bool, typer.Option("--cypher", help="Also offer free Cypher that only reads.")] = False,
    home: HomeOption = None,
) -> None:
    """Serve the graph to an assistant, by MCP.

    It uses standard input and output, and the assistant starts it; docs/assistants.md has the settings for assistants.
    The graph must be running (`ladder up` or NEO4J_URI).
    """
    try:
        serving = imported("api.assistant.serving")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "jsonschema"):
            raise
        raise LadderError(
            "The packages for assistants are not installed.", hint="Install `career-ladder-graph[mcp]`."
        ) from None
    asyncio.run(serving.serve_stdio(load_settings(home=home), cypher=cypher))
