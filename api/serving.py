"""Serves the application by uvicorn: in this process, or in several workers that each create it from the
environment.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from contextlib import suppress

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.http.authentication import check_exposure
from api.http.hosts import known_hosts
from api.http.observing import configure_logging
from api.http.protocol import BoundedProtocol
from api.tracing import configure_tracing
from graph.neo4j.connection import connection
from graph.neo4j.database import AsyncDatabase
from graph.settings import Settings, load_settings

GRACE_SECONDS = 5
# An answer may consist of ten thousand objects. With Python's default of 700, cyclic garbage collection would run a
# dozen times during one request.
COLLECT = (20_000, 20, 50)
FACTORY = "api.serving:application"


def application(settings: Settings | None = None) -> FastAPI:
    """The application for these settings, by default those of the environment. Raises SettingsError and
    DatabaseUnavailable.
    """
    settings = settings or load_settings()
    configure_logging(settings)
    configure_tracing(settings)
    gc.set_threshold(*COLLECT)
    uri, user, password, name = connection(settings)
    return create_app(
        settings,
        lambda: AsyncDatabase(uri, user, password, name, timeout=settings.request_seconds),
        read_ahead=True,
        hosts=known_hosts(settings),
    )


def serve(settings: Settings) -> None:
    """Serves until SIGINT or SIGTERM, then gives running requests `GRACE_SECONDS` to end. Raises SettingsError before
    it listens.
    """
    check_exposure(settings)
    options = {
        "host": settings.host,
        "port": settings.port,
        "http": BoundedProtocol,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,  # LADDER_PROXY_ADDRESSES is compared with the caller's own address
        "timeout_graceful_shutdown": GRACE_SECONDS,
    }
    if settings.workers == 1:
        app = application(settings)
        server = uvicorn.Server(uvicorn.Config(app, **options))  # type: ignore[arg-type]
        app.state.stopping = lambda: server.should_exit  # streams of events end by themselves
        with suppress(KeyboardInterrupt):
            server.run()
        if not server.started:
            sys.exit(3)
        return
    with tempfile.TemporaryDirectory(prefix="ladder-metrics-") as folder:
        os.environ |= {
            "LADDER_HOME": str(settings.home),
            "LADDER_PORT": str(settings.port),
            "PROMETHEUS_MULTIPROC_DIR": folder,
        }
        uvicorn.run(FACTORY, factory=True, workers=settings.workers, **options)  # type: ignore[arg-type]
