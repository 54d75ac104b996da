"""Sends requests over many persistent connections, each when the answer before it has arrived: `python -m
benchmarks.http_load URL SECONDS CONNECTIONS < BODIES`.

It is a process of its own on uvloop. For each answer it only finds the end and compares the length, so that it takes
little processor time from the server; `busy` is its share of one core. BODIES is a JSON list of request bodies, sent
round robin.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import cast
from urllib.parse import urlsplit

import orjson
import uvloop

CONNECTIONS = 32


@dataclass(frozen=True, slots=True)
class Served:
    """What each answer took in `milliseconds`; `busy` is the share of one core that the sender took; `faults` are
    answers that were none.
    """

    seconds: float
    milliseconds: list[float]
    busy: float
    faults: int

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds


def measure(url: str, bodies: Sequence[dict[str, object]], seconds: float, connections: int = CONNECTIONS) -> Served:
    """Runs the sender. Raises SystemExit when an answer was an error, or the sender itself was the limit."""
    command = [sys.executable, "-m", "benchmarks.http_load", url, str(seconds), str(connections)]
    # A file and no pipe: on Linux 6.18 a pipe sometimes lost the end of the output
    with tempfile.TemporaryFile() as told:
        subprocess.run(command, input=orjson.dumps(bodies), stdout=told, check=True, timeout=seconds + 60)
        told.seek(0)
        served = Served(**orjson.loads(told.read()))
    if served.faults:
        raise SystemExit(f"{url}: {served.faults} answers were errors or changed while being measured.")
    return served


class _Run:
    """The state that all connections share."""

    def __init__(self, requests: list[bytes], until: float, connections: int) -> None:
        self.requests = requests
        self.until = until
        self.sent = self.faults = 0
        self.milliseconds: list[float] = []
        self.lengths: dict[int, int] = {}  # of each request's answer
        self.open = connections
        self.done = asyncio.get_running_loop().create_future()

    def closed(self) -> None:
        self.open -= 1
        if not self.open and not self.done.done():
            self.done.set_result(None)


class _Connection(asyncio.Protocol):
    def __init__(self, run: _Run) -> None:
        self._run = run
        self._received = bytearray()
        self._end = 0  # the end of the answer; 0 while unknown

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def _send(self) -> None:
        run = self._run
        self._begun = time.perf_counter()
        if self._begun >= run.until:
            self._transport.close()
            return
        self._which = run.sent % len(run.requests)
        run.sent += 1
        self._transport.write(run.requests[self._which])

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._end:
            head = self._received.find(b"\r\n\r\n")
            if head < 0:
                return
            self._end = head + 4 + _length(bytes(self._received[:head]).lower())
        if len(self._received) >= self._end:
            self._run.milliseconds.append((time.perf_counter() - self._begun) * 1000)
            self._check()
            self._received.clear()
            self._end = 0
            self._send()

    def _check(self) -> None:
        body = len(self._received) - self._received.find(b"\r\n\r\n")
        good = self._received[9:12] == b"200" and self._run.lengths.setdefault(self._which, body) == body
        self._run.faults += not good

    def connection_lost(self, error: Exception | None) -> None:
        if time.perf_counter() < self._run.until:
            self._run.faults += 1
        self._run.closed()


def _length(head: bytes) -> int:
    at = head.index(b"content-length:") + 15
    return int(head[at : head.find(b"\r", at) if head.find(b"\r", at) > 0 else len(head)])


def _request(url: str, body: object) -> bytes:
    parts, content = urlsplit(url), orjson.dumps(body)
    head = (
        f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\nAccept: "
        "application/json\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n"  # as browsers ask
    )
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content


async def _run(url: str, seconds: float, connections: int, bodies: list[object]) -> Served:
    host, port = urlsplit(url).hostname or "", urlsplit(url).port or 80
    loop = asyncio.get_running_loop()
    begun, cpu = time.perf_counter(), time.process_time()
    run = _Run([_request(url, body) for body in bodies], begun + seconds, connections)
    await asyncio.gather(*(loop.create_connection(lambda: _Connection(run), host, port) for _ in range(connections)))
    await run.done
    took = time.perf_counter() - begun
    return Served(took, run.milliseconds, (time.process_time() - cpu) / took, run.faults)


if __name__ == "__main__":
    url, seconds, connections = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    served = uvloop.run(_run(url, seconds, connections, orjson.loads(sys.stdin.buffer.read())))
    sys.stdout.buffer.write(orjson.dumps(asdict(served)))
