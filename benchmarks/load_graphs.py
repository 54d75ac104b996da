"""Loading: the seeds and O*NET against bare `UNWIND … MERGE` of the same rows with the same properties, and generated
ladders of several sizes.

A generated ladder is loaded by a process of its own, which tells the memory that it took.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

import orjson

from benchmarks.figures import Figure, in_turn
from benchmarks.generate import generate
from benchmarks.servers import ROOT, Neo4j, peak_memory
from graph.documents.document import Document
from graph.folding.fold import fold
from graph.model import Difference, Graph
from graph.neo4j.database import Database, Transaction
from graph.storing.batches import batches
from graph.storing.load import empty, load
from graph.storing.plan import Request
from graph.storing.state import read_state
from graph.storing.verify import verify
from loaders.folder import SEEDS, read_folder
from loaders.onet.read import read_onet

RIVAL = "bare UNWIND … MERGE"
ROWS_AT_ONCE = 20_000


def wipe(database: Database) -> None:
    """Deletes everything but constraints and indexes."""
    empty(database, ROWS_AT_ONCE)
    database.write(lambda work: work.run("MATCH (s:GraphState) DELETE s"))


def readers(onet: Path) -> dict[str, Callable[[], list[Document]]]:
    """The functions that read the collections, by name."""
    return {"seeds": lambda: read_folder(SEEDS).documents, "onet": lambda: read_onet(onet)}


def against_merge(
    server: Neo4j, collection: str, read: Callable[[], list[Document]], rounds: int, warm_ups: int
) -> Iterator[Figure]:
    """Ours reads the files, checks, folds, and writes with findings and a revision in one transaction; the rival gets
    prepared rows.

    Constraints and indexes exist for both. Leaves the collection loaded.
    """
    with server.connect() as database:
        if read_state(database) is None:
            _ours(database, collection, read)  # makes constraints and indexes
        yield from _measured(database, collection, read, rounds, warm_ups)


def _measured(
    database: Database, collection: str, read: Callable[[], list[Document]], rounds: int, warm_ups: int
) -> Iterator[Figure]:
    rows = fold(read())
    sides = {
        "bare": partial(_twice, partial(_merge, database, rows), partial(wipe, database)),
        "ours": partial(_twice, partial(_ours, database, collection, read), partial(wipe, database)),
    }
    for side in sides.values():
        for _ in range(warm_ups):
            side()
    taken = in_turn(rounds, **sides)
    name = "O*NET" if collection == "onet" else "the seeds"
    first, again = ({side: tuple(pair[at] for pair in pairs) for side, pairs in taken.items()} for at in (0, 1))
    goals = ("<= 1.5", "<= 0.3") if collection == "onet" else ("", "")
    yield Figure(
        f"load.{collection}_rows", f"nodes and edges of {name}", "nodes and edges", (len(rows.nodes) + len(rows.edges),)
    )
    yield Figure(
        f"load.{collection}", f"load {name} into an empty graph", "s", first["ours"], RIVAL, first["bare"], goals[0]
    )
    yield Figure(
        f"load.{collection}_again", f"load {name} again, unchanged", "s", again["ours"], RIVAL, again["bare"], goals[1]
    )
    yield Figure(
        f"load.{collection}_verified", f"verify the graph of {name}", "s", (_seconds_to_verify(database, name),)
    )


def _twice(load: Callable[[], None], before: Callable[[], None]) -> tuple[float, float]:
    before()
    seconds = []
    for _ in range(2):
        begun = time.perf_counter()
        load()
        seconds.append(time.perf_counter() - begun)
    return seconds[0], seconds[1]


def _ours(database: Database, collection: str, read: Callable[[], list[Document]]) -> None:
    load(database, Request(read(), frozenset({collection})))


def _merge(database: Database, rows: Graph) -> None:
    """The rival: a statement for each 5,000 rows of a label or type, in one transaction like ours."""

    def work(transaction: Transaction) -> None:
        for batch in batches(Difference.between(Graph(), rows), lambda what, done, total: None):
            transaction.run(batch.statement, rows=batch.rows)

    database.write(work)


# Generated ladders


# Without the analysts' extra, like most users: the driver imports pandas if it is installed, about 70 MB.
_LOADER = """
import sys
sys.modules.update(dict.fromkeys(("numpy", "pandas", "pyarrow")))
from benchmarks.load_graphs import load_generated, print_load
print_load(load_generated(int(sys.argv[1]), sys.argv[2], sys.argv[3]))
"""


@dataclass(frozen=True, slots=True)
class Load:
    """`megabytes` is the peak memory of the loading process, the generated documents included; `verified` how many
    seconds it took to verify the graph.
    """

    roles: int
    nodes: int
    edges: int
    seconds: float
    megabytes: float
    verified: float


def warm(server: Neo4j) -> None:
    """Constraints, indexes and a server that has loaded before, so that the first ladder measured has no more to bear
    than the next.
    """
    with server.connect() as database:
        load(database, Request(read_folder(SEEDS).documents, frozenset({"seeds"})))


def generated(server: Neo4j, size: int) -> Load:
    """A generated ladder, loaded by a process of its own into the emptied graph, and verified."""
    with server.connect() as database:
        wipe(database)
    command = [sys.executable, "-c", _LOADER, str(size), server.uri, server.password]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return Load(**orjson.loads(done.stdout))


def load_generated(size: int, uri: str, password: str) -> Load:
    with Database(uri, "neo4j", password) as database:
        load = _loaded(database, size)
        return replace(load, verified=_seconds_to_verify(database, f"A ladder of {load.roles:,} roles"))


def _loaded(database: Database, size: int) -> Load:
    ladder = generate(size)
    documents = list(ladder.documents())
    roles = len(ladder.roles)
    del ladder
    begun = time.perf_counter()
    outcome = load(database, Request(documents, frozenset({"generated"})))
    seconds = time.perf_counter() - begun
    difference = outcome.plan.difference if outcome.plan else Difference.between(Graph(), Graph())
    return Load(roles, len(difference.added_nodes), len(difference.added_edges), seconds, peak_memory(), 0.0)


def _seconds_to_verify(database: Database, name: str) -> float:
    begun = time.perf_counter()
    if not verify(database):
        raise SystemExit(f"{name} was loaded, but the graph is not what its documents say.")
    return time.perf_counter() - begun


def print_load(load: Load) -> None:
    sys.stdout.buffer.write(orjson.dumps(asdict(load)))


def figures_of(load: Load, goal: str = "") -> Iterator[Figure]:
    size = f"{load.roles:,} roles"
    yield Figure(
        f"growth.rows_{load.roles}", f"nodes and edges of {size}", "nodes and edges", (load.nodes + load.edges,)
    )
    yield Figure(f"growth.load_{load.roles}", f"load {size} into an empty graph", "s", (load.seconds,))
    yield Figure(
        f"growth.memory_{load.roles}",
        f"peak memory of the client that loads {size}",
        "MB",
        (load.megabytes,),
        goal=goal,
    )
    yield Figure(f"growth.verify_{load.roles}", f"verify the graph of {size}", "s", (load.verified,))


def growth_of(loads: Sequence[Load]) -> Iterator[Figure]:
    """The cost of a role in the largest ladder divided by that in the smallest; 1 is linear."""
    small, large = loads[0], loads[-1]
    times = large.roles / small.roles
    name = f"from {small.roles:,} to {large.roles:,} roles, per role"
    yield Figure(
        "growth.seconds",
        f"growth of the time to load {name}",
        "times",
        (large.seconds / small.seconds / times,),
        goal="<= 1.15",
    )
    yield Figure(
        "growth.megabytes",
        f"growth of the memory to load {name}",
        "times",
        (large.megabytes / small.megabytes / times,),
        goal="<= 1.15",
    )
