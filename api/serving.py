"""Serving the application by uvicorn: one process, or several workers that each make it anew from the environment."""

from __future__ import annotations

import gc
import os
import tempfile

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.authentication import check_exposure
from api.observing import configure_logging
from api.tracing import configure_tracing
from graph.connection import connection
from graph.database import AsyncDatabase
from graph.settings import Settings, load_settings

GRACE_SECONDS = 5
COLLECT = (20_000, 20, 50)  # an answer may be made of ten thousand objects: Python's own 700 would collect a dozen times within it
FACTORY = "api.serving:application"


def application(settings: Settings | None = None) -> FastAPI:
    """The application of the settings, or of the environment. Raises SettingsError and DatabaseUnavailable."""
    settings = settings or load_settings()
    configure_logging(settings)
    configure_tracing(settings)
    gc.set_threshold(*COLLECT)
    uri, user, password, name = connection(settings)
    return create_app(settings, lambda: AsyncDatabase(uri, user, password, name, timeout=settings.request_seconds))


def serve(settings: Settings) -> None:
    """Serves until SIGINT or SIGTERM; requests under way have `GRACE_SECONDS` to end. Raises SettingsError before it listens."""
    check_exposure(settings)
    options = {
        "host": settings.host,
        "port": settings.port,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,  # the address of who called is what LADDER_PROXY_ADDRESSES is compared with
        "timeout_graceful_shutdown": GRACE_SECONDS,
    }
    if settings.workers == 1:
        uvicorn.run(application(settings), **options)  # type: ignore[arg-type]
        return
    with tempfile.TemporaryDirectory(prefix="ladder-metrics-") as folder:
        os.environ |= {"LADDER_HOME": str(settings.home), "LADDER_PORT": str(settings.port), "PROMETHEUS_MULTIPROC_DIR": folder}
        uvicorn.run(FACTORY, factory=True, workers=settings.workers, **options)  # type: ignore[arg-type]
