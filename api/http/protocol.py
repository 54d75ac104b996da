"""The HTTP protocol of the server: uvicorn's, with limits on what a client may send before it is authenticated.

Limits hold for bytes outside the body (request line, headers, trailers, chunk sizes and their extensions), for the
number of headers (both 431), and for the time until the headers are complete (408). Head and body are sent in one
write.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

MOST_HEAD_BYTES = 65_536
MOST_HEADERS = 100
HEAD_SECONDS = 10.0


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


class _Refused(Exception):
    """Ends the parsing of a request from within one of the parser's calls."""


class BoundedProtocol(AutoHTTPProtocol):  # type: ignore[valid-type,misc]
    """One connection. Without httptools (on Windows) the bounds are those of h11."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(_OneWrite(transport))
        self._beside_body = 0  # bytes of the request that are not body
        self._in_body = False
        self._refusal: bytes | None = None
        self._timer: asyncio.TimerHandle | None = self.loop.call_later(HEAD_SECONDS, self._too_late)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refusal is not None:
            return
        self._beside_body += len(data)
        super().data_received(data)
        if self._refusal is not None:
            return
        if self._beside_body > MOST_HEAD_BYTES:
            self._refuse(431, "Request Header Fields Too Large")
        elif self._timer is None and self._beside_body and not self._in_body:
            # The head has not arrived whole, as most do
            self._timer = self.loop.call_later(HEAD_SECONDS, self._too_late)

    def on_message_begin(self) -> None:
        self._stop_timer()
        self._beside_body = max(self._beside_body, 1)  # a pipelined head was counted with the request before it
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._stop_timer()
        if len(self.headers) > MOST_HEADERS:
            self._refuse(431, "Request Header Fields Too Large")
            raise _Refused
        self._in_body = True
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._beside_body -= len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._beside_body = 0
        self._in_body = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        if self._refusal is None:
            super().send_400_response(msg)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_late(self) -> None:
        if self._beside_body:
            self._refuse(408, "Request Timeout")
        else:
            self.transport.close()  # an idle connection

    def _refuse(self, status: int, phrase: str) -> None:
        """Sends the refusal, unless another answer is being sent, and closes the connection."""
        self._refusal = b"HTTP/1.1 %d %s\r\ncontent-length: 0\r\nconnection: close\r\n\r\n" % (status, phrase.encode())
        if self.cycle is None or self.cycle.response_complete:
            self.transport.write(self._refusal)
        self.transport.close()
