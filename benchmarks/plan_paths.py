"""How fast the planner is, in this process alone: `python -m benchmarks.plan_paths [ROLES …]`, by default 1,000 and 10,000.

Prints what building the network takes (seconds, megabytes that stay), then p50 and p99 of k = 3 paths by each cost between random pairs of
roles that steps connect, with how often the answer was proven.
"""

from __future__ import annotations

import gc
import sys
import time
import tracemalloc
from random import Random
from statistics import quantiles

from benchmarks.generate import generate
from queries.network import Network
from queries.path_question import Cost, RoleSelector, path_question
from queries.path_search import search

QUESTIONS = 300
COSTS: tuple[Cost, ...] = ("hops", "time", "skill-gap")


def main(sizes: list[int]) -> None:
    for size in sizes:
        network = _build(size)
        for cost in COSTS:
            _ask(network, cost)


def _build(size: int) -> Network:
    rows = generate(size).rows()
    gc.collect()
    begun = time.perf_counter()
    network = Network.build(rows)
    seconds = time.perf_counter() - begun
    tracemalloc.start()
    kept = Network.build(rows)
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del kept
    print(f"{len(network):,} roles: built in {seconds:.2f} s, {megabytes:.0f} MB")
    return network


def _ask(network: Network, cost: Cost) -> None:
    milliseconds: list[float] = []
    random, exact, answered, longest = Random(cost), 0, 0, 0
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
        answered += bool(result.found)
        longest = max([longest, *(len(found.roles) - 1 for found in result.found)])
    cuts = quantiles(milliseconds, n=100)
    print(f"  {cost:9}  p50 {cuts[49]:7.2f} ms  p99 {cuts[98]:8.2f} ms  exact {exact}/{QUESTIONS}, with a path {answered}, longest {longest} steps")


def _wander(random: Random, network: Network, start: int) -> int:
    """A role some steps away."""
    role = start
    for _ in range(random.randint(2, 7)):
        role = random.choice(network.steps[role]).end
    return role


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])
