"""Loads under faults, each schedule from a seed that replays it: the graph is as before or as after, never between.

LADDER_FAULT_RUNS schedules from LADDER_FAULT_SEED on; `make faults` runs a thousand.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import psutil
import pytest

from graph.documents.document import Document
from graph.errors import LadderError
from graph.folding.fold import fold
from graph.neo4j.database import Database
from graph.neo4j.jars import NEO4J_CURRENT
from graph.neo4j.local import LocalNeo4j, free_port
from graph.storing.load import load
from graph.storing.plan import Request, remove_request
from graph.storing.stored import read_graph
from tests.support.documents import document
from tests.support.environment import without_ours
from tests.support.places import ROOT
from tests.support.reliability import record
from tests.support.server import wipe

RUNS = int(os.environ.get("LADDER_FAULT_RUNS", "2"))
SEED = int(os.environ.get("LADDER_FAULT_SEED", "0"))
TITLES = ("Baker", "Cook", "Waiter", "Butcher", "Brewer", "Grocer", "Miller", "Farmer")
SKILLS = ("Cutting", "Kneading", "Serving", "Weighing", "Counting")
LOADER = """
import sys
from pathlib import Path
from graph.neo4j.database import Database
from graph.storing.copies import read_copies
from graph.storing.load import load
from graph.storing.plan import Request
uri, password, folder = sys.argv[1:]
copies = read_copies(Path(folder))
print("ready", flush=True)
sys.stdin.readline()
with Database(uri, "neo4j", password) as database:
    load(database, Request(copies, frozenset({"test"})))
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalNeo4j]:
    own = LocalNeo4j(
        tmp_path_factory.mktemp("faults") / "neo4j",
        NEO4J_CURRENT,
        bolt_port=free_port(),
        http_port=free_port(),
        heap="512m",
    )
    try:
        own.start()
        yield own
    finally:
        own.stop()


def connect(own: LocalNeo4j) -> Database:
    return Database(f"bolt://127.0.0.1:{own.bolt_port}", "neo4j", own.password())


def ladder(random: Random, titles: tuple[str, ...] = TITLES) -> list[Document]:
    """Documents of a few roles with random skills."""
    return [
        document(
            f"id: {title.lower()}\ntitle: {title}\ntechnical_skills: [{', '.join(random.sample(SKILLS, 3))}]\n",
            f"roles/{title.lower()}.yaml",
        )
        for title in random.sample(titles, random.randint(2, len(titles)))
    ]


class Fault:
    """One schedule: the graph before, what happens to it, and the graphs that may come of it."""

    def __init__(self, own: LocalNeo4j, random: Random, folder: Path) -> None:
        self.own = own
        self.random = random
        self.folder = folder
        self.before, self.after = ladder(random), ladder(random)

    def put(self, documents: list[Document]) -> None:
        with connect(self.own) as database:
            load(database, Request(documents, frozenset({"test"})))

    def in_thread(self, work: Callable[[], object]) -> threading.Thread:
        def run() -> None:
            with suppress(LadderError):  # a sentence; any other exception fails the test
                work()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def kill_of_the_loader(self) -> list[list[Document]]:
        from graph.storing.copies import export_documents

        export_documents(self.after, self.folder / "copies")
        given = [f"bolt://127.0.0.1:{self.own.bolt_port}", self.own.password(), str(self.folder / "copies")]
        with subprocess.Popen(
            [sys.executable, "-c", LOADER, *given],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=without_ours(),
        ) as loader:
            assert loader.stdout is not None
            assert loader.stdin is not None
            loader.stdout.readline()
            loader.stdin.write(b"\n")
            loader.stdin.flush()
            time.sleep(self.random.uniform(0, 0.4))
            loader.kill()
            done = b"done" in loader.stdout.read()
        return [self.after] if done else [self.before, self.after]

    def kill_of_neo4j(self) -> list[list[Document]]:
        running = self.own.running()
        assert running is not None
        loading = self.in_thread(lambda: self.put(self.after))
        time.sleep(self.random.uniform(0, 0.3))
        os.kill(running.pid, signal.SIGKILL)
        loading.join()
        self.own.start()
        return [self.before, self.after]

    def suspension_of_neo4j(self) -> list[list[Document]]:
        running = self.own.running()
        assert running is not None
        loading = self.in_thread(lambda: self.put(self.after))
        time.sleep(self.random.uniform(0, 0.2))
        psutil.Process(running.pid).suspend()
        time.sleep(self.random.uniform(0.1, 1.5))
        psutil.Process(running.pid).resume()
        loading.join()
        return [self.after]

    def two_loads_at_once(self) -> list[list[Document]]:
        other = ladder(self.random)
        threads = [self.in_thread(lambda documents=documents: self.put(documents)) for documents in (self.after, other)]  # type: ignore[misc]
        for thread in threads:
            thread.join()
        return [self.after, other]

    def load_against_removal(self) -> list[list[Document]]:
        gone, changed = self.before[0], [document for document in self.after if document.id != self.before[0].id]

        def drop() -> None:
            with connect(self.own) as database:
                load(database, remove_request(database, document=gone.id))

        def put() -> None:
            with connect(self.own) as database:
                load(database, Request(changed))

        for thread in [self.in_thread(drop), self.in_thread(put)]:
            thread.join()
        kept = {document.id: document for document in [*self.before[1:], *changed]}
        return [list(kept.values())]


FAULTS = (
    Fault.kill_of_the_loader,
    Fault.two_loads_at_once,
    Fault.load_against_removal,
    Fault.suspension_of_neo4j,
    Fault.kill_of_neo4j,
)


@pytest.mark.one_version
@pytest.mark.timeout(36_000)
def test_given_a_load_when_a_fault_comes_then_the_graph_is_as_before_or_as_after(
    own: LocalNeo4j, tmp_path: Path
) -> None:
    runs: Counter[str] = Counter()
    for seed in range(SEED, SEED + RUNS):
        random = Random(seed)
        happens = FAULTS[seed % len(FAULTS)]
        fault = Fault(own, random, tmp_path / str(seed))
        with connect(own) as database:
            wipe(database)
        fault.put(fault.before)
        allowed = happens(fault)
        with connect(own) as database:
            stored = read_graph(database)
        assert not stored.strays, f"seed {seed}: {happens.__name__}: {stored.strays}"
        wanted = [fold(documents) for documents in allowed]
        assert stored.graph in wanted, f"seed {seed}: {happens.__name__}"
        what = happens.__name__.replace("_", " ")
        runs[what] += 1
        record(what, runs[what], "0 lost, 0 doubled, 0 between", "make faults")
