"""Hostile requests: each is refused with its code, the next honest one is answered, and memory stays flat."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from graph.neo4j.database import Database
from tests.support.served import Served

pytestmark = pytest.mark.one_version

ATTACKS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "attacks.yaml").read_text(encoding="utf-8"))
HONEST = '{ role(id: "data-engineer") { title } }'
ANSWER = {"data": {"role": {"title": "Data Engineer"}}}
LEAKS = ("Traceback", "neo4j", "bolt", "MATCH", ".py", "uvicorn")


def written(text: str | list[Any]) -> str:
    pieces = [text] if isinstance(text, str) else text
    return "".join(piece if isinstance(piece, str) else piece[0] * piece[1] for piece in pieces)


def sent(served: Served, attack: dict[str, Any]) -> httpx.Response:
    headers = {
        "accept": "application/graphql-response+json",
        "content-type": "application/json",
        **attack.get("headers", {}),
    }
    body = attack.get("body", "")
    if "query" in attack:
        body = json.dumps({"query": written(attack["query"]), "variables": attack.get("variables")})
    content = written(body).encode("latin-1" if attack.get("latin") else "utf-8")
    return served.http.request(
        attack.get("method", "POST"),
        attack.get("address", "/graphql"),
        params=attack.get("params"),
        headers=headers,
        content=content,
    )


def honest(served: Served) -> None:
    assert served.ask(HONEST).json() == ANSWER


def test_given_the_attack_file_when_counted_then_it_holds_at_least_forty_of_different_names() -> None:
    assert len({attack["name"] for attack in ATTACKS}) == len(ATTACKS) >= 40


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack["name"])
def test_given_a_hostile_request_when_sent_then_it_is_refused_with_its_code_and_the_next_honest_one_is_answered(
    served: Served, seeds_to_read: Database, attack: dict[str, Any]
) -> None:
    response = sent(served, attack)
    errors = response.json()["errors"]
    assert (response.status_code, {error["extensions"]["code"] for error in errors}) == (
        attack.get("status", 400),
        {attack["code"]},
    ), response.text[:500]
    assert len(response.content) < 4000
    assert [leak for leak in LEAKS if leak.lower() in (response.text + str(response.headers)).lower()] == []
    if attack["code"] == "LIMIT_EXCEEDED":
        limit = errors[0]["extensions"]
        assert limit["asked"] > limit["most"] or limit["asked"] < 1
    honest(served)


def test_given_all_attacks_over_and_over_when_sent_then_memory_stays_flat(
    served: Served, seeds_to_read: Database
) -> None:
    def round() -> None:
        for attack in ATTACKS:
            sent(served, attack)

    for _ in range(2):
        round()
    before, cpu = served.rss(), served.cpu_seconds()
    for _ in range(8):
        round()
    grown = served.rss() - before
    print(
        f"\n{(served.cpu_seconds() - cpu) / 8 / len(ATTACKS) * 1000:.1f} ms of work an attack; memory {before >> 20} "
        f"MB, grown by {grown >> 10} KB"
    )
    assert grown < 8 << 20
    honest(served)


def raw(served: Served, head: str, body: bytes = b"", *, half: bool = False) -> bytes:
    """What comes back on a connection of our own; `half` ends our side of it after the body."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(
            "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: "
            f"close\r\n{head}\r\n".encode()
            + body
        )
        if half:
            connection.shutdown(socket.SHUT_WR)
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
        return received


def test_given_slow_bodies_when_many_wait_then_others_are_answered_and_each_ends_in_time(
    served: Served, seeds_to_read: Database
) -> None:
    slow = [socket.create_connection(("127.0.0.1", served.port), timeout=20) for _ in range(30)]
    for connection in slow:
        connection.sendall(
            b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b'Content-Length: 1000\r\n\r\n{"query"'
        )
    honest(served)
    for connection in slow:
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
        assert b" 408 " in answer.splitlines()[0]
        assert b"TIMEOUT" in answer
        connection.close()
    honest(served)


def test_given_a_body_longer_than_it_may_be_when_announced_or_streamed_then_it_is_not_read(
    served: Served, seeds_to_read: Database
) -> None:
    announced = raw(served, "Content-Length: 9999999999\r\n")
    chunk = b"8000\r\n" + b" " * 0x8000 + b"\r\n"
    streamed = raw(served, "Transfer-Encoding: chunked\r\n", chunk * 5)
    for answer in (announced, streamed):
        assert b" 413 " in answer.splitlines()[0]
        assert b"LIMIT_EXCEEDED" in answer
    honest(served)


def test_given_a_body_that_ends_early_when_read_then_the_server_goes_on(
    served: Served, seeds_to_read: Database
) -> None:
    raw(served, "Content-Length: 1000\r\n", b'{"query"', half=True)
    honest(served)
