"""Statistics of the network against plainer ways to the same numbers."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from graph.neo4j.database import Database, Row
from queries.analyst import statistics
from queries.analyst.catalogue import named
from queries.analyst.statistics import STATISTICS, StatisticsUnavailable, computed
from queries.analyst.tables import answer

# Two triangles joined by c–d, and an island.
EDGES = [{"start": a, "end": b, "weight": 2} for a, b in ("ab", "bc", "ca", "cd", "de", "ef", "fd", "xy")]


def test_given_two_triangles_and_an_island_when_asked_then_bridges_components_and_groups_are_what_one_sees() -> None:
    assert computed("bridges", EDGES, {}) == [{"a": "c", "b": "d", "cut_off": 3}, {"a": "x", "b": "y", "cut_off": 1}]
    assert computed("components", EDGES, {}) == [
        {"component": 1, "size": 6, "roles": list("abcdef")},
        {"component": 2, "size": 2, "roles": ["x", "y"]},
    ]
    assert [row["skills"] for row in computed("skill_communities", EDGES, {})] == [
        ["a", "b", "c"],
        ["d", "e", "f"],
        ["x", "y"],
    ]


def test_given_two_triangles_when_asked_for_centrality_then_the_ends_of_the_bridge_come_first() -> None:
    rows = computed("centrality", EDGES, {"rows": 2})
    assert [(row["role"], row["steps_in"], row["steps_out"]) for row in rows] == [("c", 1, 2), ("d", 2, 1)]
    shares = computed("centrality", EDGES, {})
    assert sum(row["pagerank"] for row in shares) == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize("name", STATISTICS)
def test_given_the_edges_in_another_order_when_asked_then_the_answer_is_the_same(name: str) -> None:
    shuffled: list[Row] = list(EDGES)
    random.Random(3).shuffle(shuffled)
    assert computed(name, shuffled, {}) == computed(name, EDGES, {})
    assert computed(name, [], {}) == []


def test_given_no_networkx_when_asked_then_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "nx", None)
    with pytest.raises(StatisticsUnavailable, match="need NetworkX"):
        computed("bridges", EDGES, {})


@pytest.mark.integration
def test_given_the_seeds_when_a_bridge_is_taken_away_then_the_network_falls_apart_as_said(
    seeds_to_read: Database,
) -> None:
    edges = seeds_to_read.read("MATCH (a:Role)-[:PROGRESSES_TO]->(b:Role) RETURN DISTINCT a.id AS start, b.id AS end")
    network = nx.Graph([(edge["start"], edge["end"]) for edge in edges])
    rows = answer(seeds_to_read, named("network/bridges"), {}).rows
    assert {frozenset((row["a"], row["b"])) for row in rows} == {
        frozenset(pair) for pair in network.edges if _parts(network, pair) > _parts(network)
    }


def _parts(network: nx.Graph[str], without: tuple[str, str] | None = None) -> int:
    left = network.copy()
    if without:
        left.remove_edge(*without)
    return int(nx.number_connected_components(left))


@pytest.mark.integration
def test_given_moves_sideways_left_out_when_asked_then_the_network_has_fewer_steps(seeds_to_read: Database) -> None:
    all_steps, rises = (
        answer(seeds_to_read, named("network/centrality"), {"lateral": lateral, "rows": 10_000}).rows
        for lateral in (True, False)
    )
    assert sum(row["steps_out"] for row in rises) < sum(row["steps_out"] for row in all_steps)
