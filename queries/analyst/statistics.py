"""Statistics of the network, without GDS: functions of the edges that the queries of `network/` read. They need
NetworkX (the extra `analyst`).

Bridges, components and communities treat the graph as undirected. The order of the edges does not change a result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.neo4j.database import Row
from queries.analyst.catalogue import CatalogueError

try:
    import networkx as nx
except ImportError:  # the extra is not installed
    nx = None

_SEED = 7  # for the order in which Louvain visits the nodes


class StatisticsUnavailable(CatalogueError):
    """NetworkX is not installed; the message says how to install it."""


def computed(name: str, edges: Sequence[Row], values: Mapping[str, Any]) -> list[Row]:
    """Rows of the statistic. Raises StatisticsUnavailable."""
    if nx is None:
        raise StatisticsUnavailable(
            "Network statistics need NetworkX. Install the extra: pip install 'career-ladder-graph[analyst]'."
        )
    rows = STATISTICS[name](_graph(edges))
    return rows[: values["rows"]] if "rows" in values else rows


def _graph(edges: Sequence[Row]) -> Any:
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted({edge[end] for edge in edges for end in ("start", "end")}))
    graph.add_weighted_edges_from(sorted((edge["start"], edge["end"], edge.get("weight", 1)) for edge in edges))
    return graph


def _centrality(graph: Any) -> list[Row]:
    betweenness, pagerank = nx.betweenness_centrality(graph), _walk(graph)
    rows = [
        {
            "role": role,
            "steps_in": graph.in_degree(role),
            "steps_out": graph.out_degree(role),
            "betweenness": round(betweenness[role], 4),
            "pagerank": round(pagerank[role], 4),
        }
        for role in graph
    ]
    return sorted(rows, key=lambda row: (-row["betweenness"], row["role"]))


def _walk(graph: Any, damping: float = 0.85, rounds: int = 100) -> dict[str, float]:
    """PageRank by power iteration; NetworkX's own needs SciPy."""
    share = dict.fromkeys(graph, 1 / max(len(graph), 1))
    for _ in range(rounds):
        lost = sum(share[node] for node in graph if not graph.out_degree(node))
        share = {
            node: (1 - damping + damping * lost) / len(graph)
            + damping * sum(share[before] / graph.out_degree(before) for before in graph.predecessors(node))
            for node in graph
        }
    return share


def _bridges(graph: Any) -> list[Row]:
    plain = graph.to_undirected()
    rows = []
    for a, b in nx.bridges(plain):
        parted = plain.copy()
        parted.remove_edge(a, b)
        sides = [len(nx.node_connected_component(parted, end)) for end in (a, b)]
        rows.append({"a": min(a, b), "b": max(a, b), "cut_off": min(sides)})
    return sorted(rows, key=lambda row: (-row["cut_off"], row["a"], row["b"]))


def _components(graph: Any) -> list[Row]:
    groups = sorted(
        (sorted(group) for group in nx.connected_components(graph.to_undirected())),
        key=lambda group: (-len(group), group),
    )
    return [{"component": number, "size": len(group), "roles": group} for number, group in enumerate(groups, 1)]


def _skill_communities(graph: Any) -> list[Row]:
    plain = graph.to_undirected()
    groups = [
        sorted(group, key=lambda skill: (-plain.subgraph(group).degree(skill, weight="weight"), skill))
        for group in nx.community.louvain_communities(plain, weight="weight", seed=_SEED)
    ]
    groups.sort(key=lambda group: (-len(group), group))
    return [{"community": number, "size": len(group), "skills": group} for number, group in enumerate(groups, 1)]


STATISTICS: dict[str, Callable[[Any], list[Row]]] = {
    "centrality": _centrality,
    "bridges": _bridges,
    "components": _components,
    "skill_communities": _skill_communities,
}
