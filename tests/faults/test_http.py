"""Hostile HTTP: bounds hold before anybody is authenticated, in the server itself."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import api.http.protocol
from graph.neo4j.local import free_port
from tests.support.reliability import record
from tests.support.served import Served, serving

POST = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
CHUNKED = POST + b"transfer-encoding: chunked\r\n\r\n"
BODY = b'{"query": "{ __typename }"}'


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server without a database: nothing here comes that far."""
    nowhere = {"NEO4J_URI": f"bolt://127.0.0.1:{free_port()}", "NEO4J_PASSWORD": "no-database"}
    with serving(tmp_path_factory.mktemp("served"), nowhere) as served:
        yield served


def said(served: Served, data: bytes, then: bytes = b"", *, seconds: float = 20) -> bytes:
    """Everything that the server answers until it ends the connection, or is done. `then` is sent after its first
    answer.
    """
    answer = b""
    with socket.create_connection(("127.0.0.1", served.port), timeout=seconds) as connection:
        try:
            connection.sendall(data)
            if then:
                answer = connection.recv(65_536)
                connection.sendall(then)
            connection.settimeout(3 if data.endswith(b"\r\n\r\n") else seconds)
            while part := connection.recv(65_536):
                answer += part
        except (ConnectionError, TimeoutError):
            pass
    return answer


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "data",
    [
        POST + b"x: " + b"a" * 1_000_000 + b"\r\n\r\n",
        POST + b"".join(b"x-%d: a\r\n" % at for at in range(101)) + b"\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nhost: localhost\r\n\r\n",
        CHUNKED + b"1b;" + b"e" * 1_000_000 + b"\r\n" + BODY + b"\r\n0\r\n\r\n",
        CHUNKED + b"1b\r\n" + BODY + b"\r\n0\r\n" + b"trailer: " + b"t" * 1_000_000 + b"\r\n\r\n",
        CHUNKED + b"1;x=y\r\n \r\n" * 20_000,
    ],
    ids=["one header", "many headers", "address", "chunk extension", "trailer", "tiny chunks"],
)
def test_given_more_beside_the_body_than_allowed_when_sent_then_the_connection_ends(
    served: Served, data: bytes
) -> None:
    answer = said(served, data)
    assert not answer or status(answer) in (400, 413, 431)
    assert served.http.get("/health/live").status_code == 200


def test_given_sixty_megabytes_of_headers_when_sent_then_memory_stays(served: Served) -> None:
    before = served.rss()

    def send() -> None:
        said(served, POST + b"x: " + b"a" * 3_000_000, seconds=5)

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    grown = served.rss() - before
    assert grown < 30_000_000
    record("60 MB of headers", len(threads), f"{max(grown, 0) / 1e6:.0f} MB of memory more", "make faults")


def test_given_headers_that_never_end_when_time_is_over_then_408(tmp_path: Path) -> None:
    """In a server of its own that has less patience."""
    assert api.http.protocol.HEAD_SECONDS <= 10
    patient = "import api.http.protocol as p; p.HEAD_SECONDS = 0.5; "
    from tests.support import served as support

    before = support.SERVE
    support.SERVE = patient + before
    try:
        with serving(tmp_path, {"NEO4J_URI": f"bolt://127.0.0.1:{free_port()}", "NEO4J_PASSWORD": "x"}) as served:
            whole = POST + b"content-length: %d\r\n\r\n" % len(BODY) + BODY
            began = time.monotonic()
            assert status(said(served, POST + b"x: a")) == 408
            assert b"HTTP/1.1 408" in said(served, whole + POST + b"x: a")
            assert b"HTTP/1.1 408" in said(served, whole, b"\r\n")
            assert said(served, b"") == b""
            assert time.monotonic() - began < 10
    finally:
        support.SERVE = before


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:99", "[::1]", "[::1]:8000"])
def test_given_a_name_of_this_machine_when_asked_then_it_answers(served: Served, host: str) -> None:
    assert served.http.get("/health/live", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8000", "", "[::2]"])
@pytest.mark.parametrize("path", ["/health/live", "/graphql?query={__typename}", "/"])
def test_given_a_name_that_another_site_made_point_here_when_asked_then_421(
    served: Served, host: str, path: str
) -> None:
    answer = served.http.get(path, headers={"host": host})
    assert answer.status_code == 421
    assert "LADDER_ALLOWED_HOSTS" in answer.json()["errors"][0]["message"]
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "path", ["x", "x/y", "%00", "..%2f..%2fapp.py", "%2e%2e/index.html", "a" * 5000, "%ff", "", "//etc/passwd"]
)
def test_given_anything_below_assets_when_asked_then_404_with_the_security_headers(served: Served, path: str) -> None:
    answer = httpx.get(f"{served.url}/assets/{path}", timeout=20)
    assert answer.status_code == 404
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
