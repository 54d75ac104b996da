"""A stop in the middle of a request: it is answered, and then the process is gone."""

from __future__ import annotations

import signal
import socket
import time
from pathlib import Path

import pytest

from graph.neo4j.database import Database
from tests.support.served import serving
from tests.support.server import Server

pytestmark = pytest.mark.one_version


def test_given_a_request_under_way_when_the_server_is_told_to_stop_then_it_is_answered_and_nothing_new_is_taken(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    body = b'{"query": "{ role(id: \\"data-engineer\\") { title mission } }"}'
    with (
        serving(tmp_path, server.environment) as up,
        socket.create_connection(("127.0.0.1", up.port), timeout=20) as connection,
    ):
        head = (
            "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            f"{len(body)}\r\n\r\n"
        )
        connection.sendall(head.encode() + body[:20])
        up.http.get("/health/live")  # so that the request before it has begun
        up.process.send_signal(signal.SIGTERM)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", up.port), timeout=1).close()
                time.sleep(0.05)
            except ConnectionError:  # refused, or reset where the server stopped listening in the middle of it
                break
        else:
            pytest.fail("the server goes on taking connections")
        connection.sendall(body[20:])
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
        assert b"Data Engineer" in answer, up.log.read_text(encoding="utf-8")
        up.process.wait(20)
        assert "Traceback" not in up.log.read_text(encoding="utf-8")
