"""The web application: GraphQL at /graphql, health checks at /health, metrics at /metrics, the explorer, and in
development a page to try queries.

A process has one connection pool. `create_app` neither reads the environment nor connects; the lifespan opens and
closes the pool.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from api.answering.answerer import Answerer, refusal
from api.errors import ApiError, BadUserInput, public
from api.http.authentication import Authenticator, check_exposure
from api.http.endpoint import QUERY_PAGE, GraphQLEndpoint, response
from api.http.events import RevisionEvents
from api.http.explorer import mount_explorer
from api.http.hosts import KnownHosts
from api.http.metrics import CountedDatabase, Metrics
from api.http.observing import Observed
from api.http.requests import JSON
from graph.neo4j.database import AsyncDatabase, DatabaseError
from graph.settings import Settings

GRAPHQL = "/graphql"
METHODS = ("GET", "POST")


def create_app(
    settings: Settings,
    connect: Callable[[], AsyncDatabase],
    *,
    read_ahead: bool = False,
    hosts: frozenset[str] | None = None,
) -> FastAPI:
    """The application on the database that `connect` opens at start-up. Raises SettingsError for settings that let
    anybody in.

    `read_ahead`: read the career network at start-up, so that the first request does not wait for it.
    `hosts`: the only names that it answers to; None: any.
    """
    check_exposure(settings)
    api = _Api(settings)
    named = [Middleware(KnownHosts, hosts=hosts)] if hosts is not None else []
    middleware = [Middleware(Observed, metrics=api.metrics), *named, *_cross_origin(settings)]
    endpoint = GraphQLEndpoint(settings, api.who)
    app = _Application(
        openapi_url=None,
        lifespan=api.lifespan(connect, read_ahead),
        middleware=middleware,
        telemetry={"tracing": settings.telemetry, "metrics": False},
    )
    app.operations = None if settings.telemetry else _wrapped(middleware, endpoint)
    app.add_exception_handler(HTTPException, _wrong_address)
    app.add_exception_handler(Exception, _internal_error)
    app.router.routes += [
        Route("/", api.addresses),
        Route("/health/live", api.live),
        Route("/health/ready", api.ready),
        Route("/metrics", api.metrics_page),
    ]
    if settings.shows_query_page:
        app.mount("/query-page", StaticFiles(directory=QUERY_PAGE))
    app.router.routes.append(Route("/events", RevisionEvents(settings, api.who, lambda: app.state.answerer.revisions)))
    app.state.assistant = _assistant(app, settings, api.who)
    mount_explorer(app, frame_ancestors=settings.frame_ancestors)
    app.router.routes.insert(0, Route(GRAPHQL, endpoint, methods=METHODS))  # routes are tried in order
    return app


def _assistant(app: FastAPI, settings: Settings, who: Authenticator) -> Callable[[], AbstractAsyncContextManager[None]]:
    """Serves assistants at /mcp where the settings say so; what is returned runs as long as the application does."""
    if settings.mcp == "off":
        return nullcontext
    from api.assistant.over_http import HttpAssistant

    assistant = HttpAssistant(settings, who, lambda: app.state.answerer)
    app.router.routes.append(Route("/mcp", assistant))
    return assistant.running


class _Application(FastAPI):
    """FastAPI, except for GraphQL requests: what it does around a route takes longer than many an operation. With
    tracing they take its way, because it makes their spans.
    """

    operations: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            self.operations is not None
            and scope["type"] == "http"
            and scope["path"] == GRAPHQL
            and scope["method"] in METHODS
        ):
            scope["app"] = self
            await self.operations(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def _wrapped(middleware: list[Middleware], endpoint: ASGIApp) -> ASGIApp:
    for outer, args, kwargs in reversed(middleware):
        endpoint = outer(endpoint, *args, **kwargs)
    return endpoint


class _Api:
    """The routes beside GraphQL, and the state that all routes share."""

    def __init__(self, settings: Settings) -> None:
        self.metrics = Metrics()
        self._settings = settings
        self.who = Authenticator(settings)
        self._answerer: Answerer

    def lifespan(
        self, connect: Callable[[], AsyncDatabase], read_ahead: bool
    ) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
        @asynccontextmanager
        async def running(app: FastAPI) -> AsyncIterator[None]:
            database = CountedDatabase(connect(), self.metrics)
            self._answerer = app.state.answerer = Answerer(database, self._settings)
            self.metrics.watch(self._answerer)
            if read_ahead:
                self._answerer.snapshots.begin()
            async with app.state.assistant():
                yield
            await self._answerer.snapshots.end()
            await database.close()

        return running

    async def addresses(self, _: Request) -> Response:
        return _json({"graphql": "/graphql", "live": "/health/live", "ready": "/health/ready"})

    async def live(self, _: Request) -> Response:
        """200 as long as the process runs."""
        return _json({"status": "live"})

    async def ready(self, _: Request) -> Response:
        """200 if the database answers and holds a complete graph, 503 with the reason otherwise."""
        try:
            state = await self._answerer.revisions.look()
        except (ApiError, DatabaseError) as error:
            return _json({"status": "not ready", "reason": public(error)["message"]}, 503)
        return _json({"status": "ready", "generation": state.generation, "revision": state.revision})

    async def metrics_page(self, request: Request) -> Response:
        """Metrics for Prometheus, with the same authentication as GraphQL."""
        try:
            self.who.identity(request.scope)
        except ApiError as error:
            return response(request.scope, refusal(error))
        if not self._settings.metrics:
            return _json({"error": "Switched off by LADDER_METRICS."}, 404)
        return Response(self.metrics.page(), media_type="text/plain; version=0.0.4")


async def _wrong_address(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    problem = BadUserInput(
        f"{error.detail}: {request.method} {request.url.path}.",
        hint="GraphQL is at /graphql, by POST or GET.",
        status=error.status_code,
    )
    return response(request.scope, refusal(problem))


async def _internal_error(request: Request, error: Exception) -> Response:
    """The client gets a reference number, the log gets the rest."""
    return response(request.scope, refusal(error))


def _cross_origin(settings: Settings) -> list[Middleware]:
    """Allows requests from pages of the listed sites."""
    if not settings.cors_origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=METHODS,
            allow_headers=["Authorization", "Content-Type", "X-Request-Id"],
            expose_headers=["ETag", "X-Request-Id"],
        )
    ]


def _json(body: object, status: int = 200) -> Response:
    return Response(orjson.dumps(body), status, media_type=JSON.decode())
