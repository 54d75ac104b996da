"""The web application: GraphQL at /graphql, probes at /health, GraphiQL in development.

One process holds one connection pool. `create_app` neither reads the environment nor connects; the lifespan opens and closes the pool.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import orjson
from fastapi import FastAPI, Request, Response
from strawberry.http.ides import get_graphql_ide_html

from api.context import Context
from api.errors import ApiError, BadUserInput, public
from api.execution import Answerer, GraphQLRequest
from graph.database import AsyncDatabase, DatabaseError
from graph.settings import Settings

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"


def create_app(settings: Settings, connect: Callable[[], AsyncDatabase]) -> FastAPI:
    """The application on a database that `connect` opens at start-up."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.database = connect()
        app.state.answerer = Answerer(app.state.database, settings)
        yield
        await app.state.database.close()

    app = FastAPI(title="Career ladder graph", openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)

    @app.get("/", include_in_schema=False)
    async def addresses() -> dict[str, str]:
        return {"graphql": "/graphql", "live": "/health/live", "ready": "/health/ready"}

    @app.get("/health/live")
    async def live() -> dict[str, str]:
        """The process answers."""
        return {"status": "live"}

    @app.get("/health/ready")
    async def ready() -> Response:
        """The database answers and holds a complete graph; 503 with the reason otherwise."""
        try:
            state = await Context(app.state.database, settings).read_state()
        except (ApiError, DatabaseError) as error:
            return _json({"status": "not ready", "reason": public(error)["message"]}, 503)
        return _json({"status": "ready", "generation": state.generation, "revision": state.revision})

    @app.get("/graphql")
    async def graphql_get(request: Request) -> Response:
        if "query" in request.query_params:
            return await _answered(app.state.answerer, request, _from_address(request))
        if settings.environment == "production":
            return _json({"errors": [{"message": "Send a query by POST.", "extensions": {"code": "BAD_USER_INPUT"}}]}, 400)
        return Response(get_graphql_ide_html(graphql_ide="graphiql"), media_type="text/html")

    @app.post("/graphql")
    async def graphql_post(request: Request) -> Response:
        return await _answered(app.state.answerer, request, await _from_body(request))

    return app


async def _from_body(request: Request) -> GraphQLRequest | ApiError:
    """The operation in a JSON body. A form cannot be one, so no other site's page can send it without asking first."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != JSON:
        return BadUserInput("Send the operation as a JSON body with Content-Type: application/json.")
    try:
        body = orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        return BadUserInput(f"The body is not JSON: {error}.")
    return _checked(body)


def _from_address(request: Request) -> GraphQLRequest | ApiError:
    given = request.query_params
    try:
        variables = orjson.loads(given["variables"]) if given.get("variables") else None
    except orjson.JSONDecodeError as error:
        return BadUserInput(f"variables is not JSON: {error}.")
    return _checked({"query": given["query"], "variables": variables, "operationName": given.get("operationName")}, reads_only=True)


def _checked(body: Any, *, reads_only: bool = False) -> GraphQLRequest | ApiError:
    if not isinstance(body, dict):
        return BadUserInput("The body should be an object with `query`, and perhaps `variables` and `operationName`.")
    kinds: dict[str, tuple[type, ...]] = {
        "query": (str,),
        "variables": (dict, type(None)),
        "operationName": (str, type(None)),
        "extensions": (dict, type(None)),
    }
    for name, allowed in kinds.items():
        if not isinstance(body.get(name), allowed):
            return BadUserInput(f"`{name}` should be {'text' if str in allowed else 'an object'}.", argument=name)
    return GraphQLRequest(body["query"], body.get("variables"), body.get("operationName") or None, reads_only)


async def _answered(answerer: Answerer, request: Request, asked: GraphQLRequest | ApiError) -> Response:
    """Status by the rules of GraphQL over HTTP: a request that never ran is 4xx for its own media type, 200 with errors for plain JSON."""
    media_type = GRAPHQL_RESPONSE if GRAPHQL_RESPONSE in request.headers.get("accept", "") else JSON
    if isinstance(asked, ApiError):
        return _json({"errors": [public(asked)]}, 400, media_type)
    body, ran = await answerer.answer(asked)
    return _json(body, 200 if ran or media_type == JSON else 400, media_type)


def _json(body: Any, status: int = 200, media_type: str = JSON) -> Response:
    return Response(orjson.dumps(body), status, media_type=media_type)
