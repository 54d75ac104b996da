"""How fast the planner is, in this process alone: `python -m benchmarks.plan_paths [ROLES …]`, by default 1,000 and 10,000.

Prints what building the network takes (seconds, megabytes that stay), then p50 and p99 of k = 3 paths by each cost between random pairs of
roles that steps connect, with how often the answer was proven.
"""

from __future__ import annotations

import gc
import sys
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from random import Random
from statistics import quantiles

from benchmarks.figures import Figure, show
from benchmarks.generate import generate
from queries.network import Network
from queries.network_rows import build_network
from queries.path_question import Cost, RoleSelector, path_question
from queries.path_search import search

QUESTIONS = 300
COSTS: tuple[Cost, ...] = ("hops", "time", "skill-gap")


def rows(sizes: Iterable[int] = (1_000, 10_000)) -> Iterator[Figure]:
    for size in sizes:
        network, seconds, megabytes = _build(size)
        yield Figure(f"build the network of {size:,} roles", seconds * 1000, "ms")
        yield Figure(f"memory of the network of {size:,} roles", megabytes, "MB")
        for cost in COSTS:
            p50, p99, exact = _ask(network, cost)
            yield Figure(f"plan 3 paths by {cost} among {size:,} roles, p50", p50, "ms", note=f"{exact} of {QUESTIONS} proven best")
            yield Figure(f"plan 3 paths by {cost} among {size:,} roles, p99", p99, "ms")


def _build(size: int) -> tuple[Network, float, float]:
    rows = generate(size).rows()
    gc.collect()
    begun = time.perf_counter()
    network = build_network(rows)
    seconds = time.perf_counter() - begun
    tracemalloc.start()
    kept = build_network(rows)
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del kept
    return network, seconds, megabytes


def _ask(network: Network, cost: Cost) -> tuple[float, float, int]:
    milliseconds: list[float] = []
    random, exact = Random(cost), 0
    while len(milliseconds) < QUESTIONS:
        start, end = random.sample(range(len(network)), 2)
        if network.roles[start].level == network.roles[end].level or random.random() < 0.7:
            end = _wander(random, network, start)
        if start == end:
            continue
        ids = network.roles[start].id, network.roles[end].id
        begun = time.perf_counter()
        result = search(path_question(network, RoleSelector(ids[0]), RoleSelector(ids[1]), cost), 3)
        milliseconds.append((time.perf_counter() - begun) * 1000)
        exact += result.exact
    cuts = quantiles(milliseconds, n=100)
    return cuts[49], cuts[98], exact


def _wander(random: Random, network: Network, start: int) -> int:
    """A role some steps away."""
    role = start
    for _ in range(random.randint(2, 7)):
        role = random.choice(network.steps[role]).end
    return role


if __name__ == "__main__":
    show(rows([int(size) for size in sys.argv[1:]] or [1_000, 10_000]))
