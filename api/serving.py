"""Serves the application by uvicorn: in this process, or in several workers that each create it from the
environment.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
from contextlib import suppress
from typing import Any

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from api.app import create_app
from api.http.authentication import check_exposure
from api.http.observing import configure_logging
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
        settings, lambda: AsyncDatabase(uri, user, password, name, timeout=settings.request_seconds), read_ahead=True
    )


class _OneWrite:
    """A transport that joins everything written in one turn of the event loop into one write.

    uvicorn writes head and body separately, which costs a second system call and wakes the client twice.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._unsent: list[bytes] = []
        self._call_soon = asyncio.get_running_loop().call_soon

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._unsent:
            self._call_soon(self._flush)
        self._unsent.append(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        unsent, self._unsent = self._unsent, []
        if unsent and not self._transport.is_closing():
            self._transport.write(b"".join(unsent))


class _Protocol(AutoHTTPProtocol):  # type: ignore[valid-type,misc]
    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(_OneWrite(transport))


def serve(settings: Settings) -> None:
    """Serves until SIGINT or SIGTERM, then gives running requests `GRACE_SECONDS` to end. Raises SettingsError before
    it listens.
    """
    check_exposure(settings)
    options = {
        "host": settings.host,
        "port": settings.port,
        "http": _Protocol,
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
