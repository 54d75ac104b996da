"""A server that is asked all the time while its graph is loaded anew again and again: no wrong answer, and memory,
connections and file handles stay as they are.

`LADDER_SOAK_MINUTES` is how long (`make soak`: 30, with a load each minute); seconds show the same.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil
import pytest

from graph.neo4j.database import Database
from graph.storing.load import load
from graph.storing.plan import Request
from tests.support.editions import QUERY, edition, editions_in
from tests.support.reliability import record
from tests.support.served import Served, serving
from tests.support.server import Server

pytestmark = pytest.mark.one_version

MINUTES = float(os.environ.get("LADDER_SOAK_MINUTES", "0.2"))
CLIENTS = 4
STALE = 2.0  # seconds that an answer may be behind the graph: `max_staleness`, and the answer's own time
MORE_MEMORY, MORE_HANDLES = 30_000_000, 8  # allowed growth after the first third
BESIDE = (  # what else is asked
    '{ shortestPath(from: {id: "role-1"}, to: {id: "role-4"}) { roles { title } } }',
    '{ search(text: "edition", first: 5) { nodes { __typename } } }',
    "{ changes(sinceRevision: 0, first: 20) { nodes { kind } } }",
    "{ careerNetwork(first: 0) { totalCount } }",
    '{ role(id: "nobody") { title } }',
    "{ nothing }",
)


@dataclass
class Soak:
    """What clients found, and which edition was loaded when (seconds of `time.monotonic`)."""

    until: float
    loaded: list[tuple[float, int]] = field(default_factory=list)
    answers: int = 0
    wrong: list[str] = field(default_factory=list)

    def allowed(self, asked: float) -> set[str]:
        """The editions that an answer may be of which was asked for at that time: the one of then, or a later one."""
        before = [number for at, number in self.loaded if at <= asked - STALE]
        return {str(number) for _, number in self.loaded if number >= max(before, default=0)} | {self._next}

    @property
    def _next(self) -> str:
        return str(self.loaded[-1][1] + 1)  # its load may have been committed already

    def ask(self, url: str) -> None:
        turn = 0
        while time.monotonic() < self.until:
            with httpx.Client(base_url=url, timeout=60) as http:  # connections come and go, too
                for _ in range(50):
                    self._ask_once(http, turn)
                    turn += 1

    def _ask_once(self, http: httpx.Client, turn: int) -> None:
        asked = time.monotonic()
        said = http.post("/graphql", json={"query": QUERY}).json()
        self.answers += 1
        if "errors" in said:
            if said["errors"][0]["extensions"]["code"] != "UNAVAILABLE":
                self.wrong.append(str(said)[:500])
        elif len(found := editions_in(said["data"])) != 1 or not found <= self.allowed(asked):
            self.wrong.append(f"{found} of {self.allowed(asked)}")
        beside = http.post("/graphql", json={"query": BESIDE[turn % len(BESIDE)]})
        if beside.status_code >= 500 or "INTERNAL" in beside.text:
            self.wrong.append(beside.text[:500])


def sizes(served: Served) -> tuple[int, int, int]:
    """Bytes of memory, connections to the database, and handles beside all connections."""
    process = psutil.Process(served.process.pid)
    open_ones = process.net_connections(kind="tcp")
    ours = [one for one in open_ones if one.laddr.port == served.port]
    return served.rss(), len(open_ones) - len(ours), process.num_fds() - len(open_ones)


def test_given_loads_and_questions_for_long_when_watched_then_nothing_is_wrong_and_nothing_grows(
    server: Server, database: Database, tmp_path: Path
) -> None:
    seconds = 60 * MINUTES
    load(database, Request(edition(1), frozenset({"test"})))
    watched: list[tuple[int, int, int]] = []
    with serving(tmp_path, server.environment | {"LADDER_LOG_LEVEL": "warning"}) as served:
        soak = Soak(time.monotonic() + seconds, [(time.monotonic(), 1)])
        clients = [threading.Thread(target=soak.ask, args=(served.url,)) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        while time.monotonic() < soak.until:
            time.sleep(min(60, seconds / 9))
            number = soak.loaded[-1][1] + 1
            load(database, Request(edition(number), frozenset({"test"})))
            soak.loaded.append((time.monotonic(), number))
            watched.append(sizes(served))
        for client in clients:
            client.join()
    early, late = watched[: 1 + len(watched) // 3], watched[-3:]
    more = [
        min(now) - max(before) for before, now in zip(zip(*early, strict=True), zip(*late, strict=True), strict=True)
    ]
    assert soak.wrong == []
    assert soak.answers > len(watched)
    assert more[0] <= MORE_MEMORY
    assert max(more[1:]) <= MORE_HANDLES
    outcome = (
        f"0 wrong of {soak.answers:,}; {max(0, more[0]) / 1e6:.0f} MB, {max(0, *more[1:])} handles more at the end"
    )
    record(f"{MINUTES:g} minutes of questions, with {len(watched)} loads", soak.answers, outcome, "make soak")
