"""The speed of the planner in one process, compared with NetworkX where possible: three paths between random pairs of
connected roles.

NetworkX finds three simple paths by steps or by months (`shortest_simple_paths`), and their costs are compared with
ours. It cannot count skills learned on the way. Its graph, made beforehand, holds the best step of each pair.
"""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise
from random import Random

import networkx as nx

from benchmarks.calm import undisturbed
from benchmarks.figures import Effort, Figure, in_turn, middles, tail
from benchmarks.generate import generate
from graph.schema import PROGRESSION_KINDS
from queries.network.build import build_network
from queries.network.network import Network
from queries.planner.costs import StepFilter, arcs, best_step
from queries.planner.question import Cost, PathQuestion, RoleSelector, path_question
from queries.planner.search import search

RIVAL = "NetworkX"
WEIGHTS: dict[Cost, str | None] = {"hops": None, "time": "half_months"}
GOALS: dict[Cost, str] = {"hops": "<= 5 ms", "time": "<= 15 ms", "skill-gap": "<= 100 ms"}  # at 10,000 roles
GOALS_AT = 10_000
Pair = tuple[int, int]


def rows(effort: Effort) -> Iterator[Figure]:
    medians: dict[Cost, list[float]] = {cost: [] for cost in GOALS}
    counts: list[int] = []
    for size in effort.sizes:
        network, seconds, megabytes = _build(size)
        roles, large = len(network), size == GOALS_AT  # the outlook has no goals
        counts.append(roles)
        yield Figure(
            f"planner.build_{roles}",
            f"build the network of {roles:,} roles",
            "s",
            (seconds,),
            goal="<= 2" if large else "",
        )
        yield Figure(
            f"planner.memory_{roles}",
            f"memory of the network of {roles:,} roles",
            "MB",
            (megabytes,),
            goal="<= 100" if large else "",
        )
        for cost in GOALS:
            figures = list(_asked(network, cost, effort, GOALS[cost] if large else ""))
            medians[cost].append(figures[0].value)
            yield from figures
    for cost, found in medians.items():
        if len(found) > 1:
            growth = (found[-1] / found[0]) / (counts[-1] / counts[0])
            name = f"growth of the median by {cost}, per role, from {counts[0]:,} to {counts[-1]:,}"
            yield Figure(f"planner.growth_{cost}", name, "times", (growth,), goal="<= 1")


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


def _asked(network: Network, cost: Cost, effort: Effort, goal: str) -> Iterator[Figure]:
    pairs = list(islice(_pairs(network, Random(cost)), effort.questions))
    sides: dict[str, Callable[[], list[float]]] = {
        "ours": lambda: _timed(lambda pair: ours(network, cost, pair), pairs)
    }
    if cost in WEIGHTS:
        graph = as_networkx(network, known_times=cost == "time")
        same_costs(network, graph, cost, pairs)
        sides["theirs"] = lambda: _timed(lambda pair: theirs(graph, cost, pair), pairs)
    gc.collect()
    gc.freeze()  # as the API does; else cyclic garbage collection would visit both networks in some rounds
    taken = in_turn(effort.rounds, **{name: undisturbed(side) for name, side in sides.items()})
    gc.unfreeze()
    exact = sum(search(_question(network, cost, pair), 3).exact for pair in pairs)
    for part, of, reached, note in (
        ("p50", middles, goal, f"{exact} of {effort.questions} proven best"),
        ("p99", tail, "", ""),
    ):
        samples, rival = (of(taken.get(side, [])) for side in ("ours", "theirs"))
        name = f"3 paths by {cost} among {len(network):,} roles, {part}"
        yield Figure(
            f"planner.{cost}_{len(network)}_{part}", name, "ms", samples, RIVAL if rival else "", rival, reached, note
        )


def _question(network: Network, cost: Cost, pair: Pair) -> PathQuestion:
    start, end = (RoleSelector(network.roles[role].id) for role in pair)
    return path_question(network, start, end, cost)


def ours(network: Network, cost: Cost, pair: Pair) -> list[tuple[int, ...]]:
    return [found.roles for found in search(_question(network, cost, pair), 3).found]


def theirs(graph: nx.DiGraph[int], cost: Cost, pair: Pair) -> list[list[int]]:
    return list(islice(nx.shortest_simple_paths(graph, *pair, weight=WEIGHTS[cost]), 3))


def as_networkx(network: Network, *, known_times: bool) -> nx.DiGraph[int]:
    """The best step of each pair of roles; with `known_times` only those whose time is known."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(network)))
    steps = StepFilter(frozenset(PROGRESSION_KINDS), known_time_only=known_times)
    for role, reached in enumerate(arcs(network, "time", steps).out):
        for end in reached:
            graph.add_edge(role, end, half_months=best_step(network, "time", steps, role, end).half_months or 0)
    return graph


def same_costs(network: Network, graph: nx.DiGraph[int], cost: Cost, pairs: Iterable[Pair]) -> None:
    """Raises SystemExit where NetworkX finds other costs; its paths may have more steps than ours may, and those are
    not compared.
    """
    for pair in pairs:
        known = theirs(graph, cost, pair)
        if all(len(path) <= 9 for path in known):
            costs = [[_cost(graph, cost, path) for path in paths] for paths in (known, ours(network, cost, pair))]
            if costs[0] != costs[1]:
                raise SystemExit(f"Three paths by {cost} for {pair}: NetworkX finds {costs[0]}, we find {costs[1]}.")


def _cost(graph: nx.DiGraph[int], cost: Cost, path: Iterable[int]) -> int:
    return sum(graph.edges[step]["half_months"] if cost == "time" else 1 for step in pairwise(path))


def _timed(ask: Callable[[Pair], object], pairs: list[Pair]) -> list[float]:
    milliseconds = []
    for pair in pairs:
        begun = time.perf_counter()
        ask(pair)
        milliseconds.append((time.perf_counter() - begun) * 1000)
    return milliseconds


def _pairs(network: Network, random: Random) -> Iterator[Pair]:
    """Pairs of a role and one some steps away, mostly of another level."""
    while True:
        start, end = random.sample(range(len(network)), 2)
        if network.roles[start].level == network.roles[end].level or random.random() < 0.7:
            end = _wander(random, network, start)
        if start != end and _reaches(network, start, end):
            yield start, end


def _reaches(network: Network, start: int, end: int) -> bool:
    """Whether steps of known time lead there within the steps of a question."""
    seen, edge = {start}, [start]
    out = arcs(network, "time", StepFilter(frozenset(PROGRESSION_KINDS), known_time_only=True)).out
    for _ in range(8):
        edge = [end for role in edge for end in out[role] if end not in seen]
        seen.update(edge)
        if end in seen:
            return True
    return False


def _wander(random: Random, network: Network, start: int) -> int:
    role = start
    for _ in range(random.randint(2, 7)):
        role = random.choice(network.steps[role]).end
    return role
