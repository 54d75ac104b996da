"""What an operator sees of a request: one log line and its metrics, with a request id that the client may choose.

No log line contains the text of a query (unless `LADDER_LOG_DOCUMENTS` asks for it), a variable, a header or a key.
"""

from __future__ import annotations

import logging
import random
import re
import sys
import time
from collections.abc import Sequence
from typing import Any

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.metrics import KNOWN_PATHS, Metrics
from api.http.requests import headers_of
from graph.settings import Settings

logger = logging.getLogger("ladder.requests")

REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")

NOBODY = ("'none'",)


def policy(frame_ancestors: Sequence[str] = ()) -> str:
    """The content security policy of a response that pages of these origins may show in a frame."""
    return (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        f"frame-ancestors {' '.join(frame_ancestors or NOBODY)}"
    )


SECURITY_HEADERS = (
    (b"content-security-policy", policy().encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class Observed:
    """ASGI middleware: gives every request an id and every response its security headers, then logs and counts it.

    A route may add to `scope["notes"]` what the log line should say beside method, path, status and milliseconds.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        scope["request_id"] = _request_id(scope)
        notes: dict[str, Any] = scope.setdefault("notes", {})
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message["headers"]
                names = {name for name, _ in headers}
                headers.append((b"x-request-id", scope["request_id"].encode()))
                headers += [(name, value) for name, value in SECURITY_HEADERS if name not in names]
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            self._note(scope, status, time.perf_counter() - began, notes)

    def _note(self, scope: Scope, status: int, seconds: float, notes: dict[str, Any]) -> None:
        path = scope["path"] if scope["path"] in KNOWN_PATHS else _one_line(scope["path"][:200])
        self._metrics.answered(path, status, seconds, notes.get("codes", ()))
        level = _level(path, status)
        if logger.isEnabledFor(level):
            about = {
                "request_id": scope["request_id"],
                "method": scope["method"],
                "path": path,
                "status": status,
                "ms": round(seconds * 1000, 1),
            }
            logger.log(
                level,
                "%s %s %s",
                scope["method"],
                path,
                status,
                extra={"about": about | {name: value for name, value in notes.items() if value}},
            )


def _level(path: str, status: int) -> int:
    if status >= 500:
        return logging.WARNING
    return logging.DEBUG if path.startswith("/health/") or path == "/metrics" else logging.INFO


def _request_id(scope: Scope) -> str:
    given = headers_of(scope).get(b"x-request-id")
    return given.decode() if given and REQUEST_ID.fullmatch(given) else random.randbytes(16).hex()


class JsonLines(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= getattr(record, "about", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


class TextLines(logging.Formatter):
    """The same content for people."""

    def format(self, record: logging.LogRecord) -> str:
        told = ("method", "path", "status")  # the message says these
        about = " ".join(
            f"{name}={_one_line(value)}" for name, value in getattr(record, "about", {}).items() if name not in told
        )
        exception = f"\n{self.formatException(record.exc_info)}" if record.exc_info else ""
        return f"{_time(record)} {record.levelname.lower()} {record.getMessage()} {about}".rstrip() + exception


def _one_line(value: Any) -> str:
    return str(value).encode("unicode_escape").decode()


def _time(record: logging.LogRecord) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03}Z"


def configure_logging(settings: Settings) -> None:
    """Sends logs of the API and of uvicorn to stderr, in the format that the settings ask for."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if settings.logs_json else TextLines())
    for name, level in (("ladder", settings.log_level.upper()), ("uvicorn", "WARNING")):
        configured = logging.getLogger(name)
        configured.handlers = [handler]
        configured.setLevel(level)
        configured.propagate = False
