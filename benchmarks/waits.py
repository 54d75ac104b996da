"""What people wait for beside requests: a command, the start and the end of `ladder up`, and an edit until the API
answers from it.
"""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx
import orjson

from benchmarks.ask_paths import KINDS, PATIENCE, QUERY, REFRESHES, connected_pairs, longest, probe
from benchmarks.figures import Figure
from benchmarks.servers import Neo4j, inherited, ladder_api, wait
from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.neo4j.database import Database
from graph.neo4j.local import free_port
from graph.storing.load import load
from graph.storing.plan import Request
from graph.storing.stored import read_documents

Edit = Callable[[Document, str], Document]
ROUNDS = 5
EDIT_SECONDS = 2.0  # of small requests around the first path question after an edit
LADDER = Path(sys.executable).with_name("ladder")
GOALS = {1_000: "<= 0.5", 10_000: "<= 1"}  # seconds beyond an empty load, by the number of roles asked for
PATH = ("path", "junior-machine-learning-engineer", "staff-machine-learning-engineer")


def rows() -> Iterator[Figure]:
    """Commands, and `ladder up` on the seeds, in a folder where it has been up before."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment()
        _help(environment)  # compiles what Python compiles once
        taken = tuple(_help(environment) for _ in range(ROUNDS))
        yield Figure("waits.help", "`ladder --help`, processor time", "s", taken, goal="<= 0.3")
        with _up(Path(folder), environment, [], []):
            pass
        ready, stopped, answered, cold = list[float](), list[float](), list[float](), list[float]()
        assistant = list[float]()
        for _ in range(ROUNDS):
            with _up(Path(folder), environment, ready, stopped):
                for asked in (cold, answered):
                    begun = time.perf_counter()
                    subprocess.run([LADDER, *PATH], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
                    asked.append(time.perf_counter() - begun)
                assistant.append(_tools_listed(folder, environment))
        yield Figure(
            "waits.path", "`ladder path` against a graph that was asked before", "s", tuple(answered), goal="<= 0.8"
        )
        yield Figure("waits.cold_path", "`ladder path` just after the start of Neo4j", "s", tuple(cold))
        yield Figure("waits.mcp", "`ladder mcp`, until it has listed its tools", "s", tuple(assistant), goal="<= 1.5")
        yield Figure("waits.start", "`ladder up` again, until it is ready", "s", tuple(ready), goal="<= 8")
        yield Figure("waits.stop", "Ctrl-C, until `ladder up` has ended", "s", tuple(stopped), goal="<= 3")


def edits(database: Neo4j, roles: int, asked_for: int) -> Iterator[Figure]:
    """On the graph of generated roles: a load that changes nothing, one edited role until the API answers a path
    question, and that question alone; of an edit of a skill, and of a title.
    """
    with (
        ladder_api(database, response_cache_bytes=0, request_seconds=PATIENCE, max_staleness=0) as api,
        database.connect() as connected,
        httpx.Client(timeout=PATIENCE) as http,
    ):
        pair = connected_pairs(connected, "PROGRESSES_TO")[0]
        question = {"query": QUERY, "variables": {**pair, "kinds": KINDS["PROGRESSES_TO"]}}
        documents = read_documents(connected)  # as a folder's files, each of which every load puts
        role = f"generated/{pair['from']}"
        size = f"{roles:,} roles"
        for name, what, edit in (
            ("edit", "one edited role", _with_importance),
            ("title", "one role with another title", _with_title),
        ):
            words = cycle(("critical", "important", "optional"))

            def edited(edit: Edit = edit, words: Iterator[str] = words) -> float:
                documents[role] = edit(documents[role], next(words))
                return _loaded(connected, documents)

            def ask() -> None:
                assert "errors" not in http.post(api.url, json=question).json()

            edited()  # the first one warms up the server
            ask()
            empty, whole, first = list[float](), list[float](), list[float]()
            for _ in range(ROUNDS):
                took = edited()
                begun = time.perf_counter()
                ask()
                first.append(time.perf_counter() - begun)
                whole.append(took + first[-1])
                empty.append(_loaded(connected, documents))
            least = min(empty)
            if name == "edit":
                yield Figure(f"waits.empty_{roles}", f"a load that changes nothing, {size}", "s", tuple(empty))
            yield Figure(
                f"waits.{name}_{roles}",
                f"{what}, until the API answers a path, beyond such a load, {size}",
                "s",
                tuple(seconds - least for seconds in whole),
                goal=GOALS.get(asked_for, ""),
            )
            yield Figure(
                f"waits.first_path_{name}_{roles}",
                f"the first path question after it, {size}",
                "ms",
                tuple(1_000 * seconds for seconds in first),
                goal="<= 50" if asked_for == max(GOALS) else "",
            )
            if asked_for == max(GOALS):
                held_up = []
                for _ in range(REFRESHES):
                    edited()
                    held_up.append(probe(api, ask, EDIT_SECONDS))
                told = f"longest wait of another request while it is answered, {size}"
                yield longest(f"waits.stall_{name}_{roles}", told, held_up, "<= 20")


def _with_importance(document: Document, importance: str) -> Document:
    first, *others = _content(document).technical_skills
    return _with(document, technical_skills=[first.model_copy(update={"importance": importance}), *others])


def _with_title(document: Document, word: str) -> Document:
    return _with(document, title=f"{_content(document).title.partition(', ')[0]}, {word}")


def _content(document: Document) -> Blueprint:
    assert isinstance(document.content, Blueprint)
    return document.content


def _with(document: Document, **said: Any) -> Document:
    changed = _content(document).model_copy(update=said)
    return Document(document.id, document.title, document.collection, document.format, changed)


def _loaded(database: Database, documents: dict[str, Document]) -> float:
    begun = time.perf_counter()
    load(database, Request([*documents.values()], frozenset({"generated"})))
    return time.perf_counter() - begun


def _help(environment: dict[str, str]) -> float:
    """Seconds of processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([LADDER, "--help"], env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _environment() -> dict[str, str]:
    """Of a user who has set nothing, on free ports."""
    ports = {f"LADDER_{name}": str(free_port()) for name in ("PORT", "BOLT_PORT", "HTTP_PORT")}
    return inherited() | ports


def _tools_listed(folder: str, environment: dict[str, str]) -> float:
    """Seconds from the start of `ladder mcp` to its answer."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [LADDER, "mcp"], cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        client = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}
        for id, method, params in ((1, "initialize", client), (2, "tools/list", {})):
            request = {"jsonrpc": "2.0", "id": id, "method": method, "params": params}
            print(orjson.dumps(request).decode(), file=process.stdin, flush=True)
            assert "result" in orjson.loads(process.stdout.readline())
        return time.perf_counter() - begun


@contextmanager
def _up(folder: Path, environment: dict[str, str], ready: list[float], stopped: list[float]) -> Iterator[None]:
    ready_at = f"http://127.0.0.1:{environment['LADDER_PORT']}/health/ready"
    begun = time.perf_counter()
    process = subprocess.Popen(
        [LADDER, "up"], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait(process, lambda: httpx.get(ready_at, timeout=2), pause=0.02)
        ready.append(time.perf_counter() - begun)
        yield
    finally:
        begun = time.perf_counter()
        process.send_signal(signal.SIGINT)
        process.wait()
        stopped.append(time.perf_counter() - begun)
