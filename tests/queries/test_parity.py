"""One shortest path by steps: as many steps as Neo4j's `SHORTEST 1` finds, for 500 random pairs of the seeds and of
O*NET, and every step an edge.
"""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from graph.documents.document import Document
from graph.folding.fold import fold
from graph.model import Difference, Graph
from graph.neo4j.database import Database
from graph.schema import PROGRESSION_KINDS, setup_statements
from graph.storing.batches import batches
from loaders.onet.read import read_onet
from queries.network.build import network_of
from queries.network.network import RELATED
from queries.planner.question import PathOptions, RoleSelector, path_question
from queries.planner.search import search
from tests.loaders.test_onet import ONET, needs_onet

pytestmark = pytest.mark.integration
PAIRS, MOST_STEPS = 500, 8


@pytest.mark.parametrize("source", ["seeds", pytest.param("onet", marks=needs_onet)])
def test_given_random_pairs_when_planned_then_neo4j_finds_as_many_steps_and_each_is_an_edge(
    database: Database, seed_documents: list[Document], source: str
) -> None:
    graph = fold(seed_documents if source == "seeds" else read_onet(ONET))
    type, kinds = ("PROGRESSES_TO", PROGRESSION_KINDS) if source == "seeds" else ("RELATED_TO", (RELATED,))
    _write_roles(database, graph, type)
    network = network_of(graph, source, 1)
    edges = {(key.start, key.end) for key in graph.edges if key.type == type}
    ids = [role.id for role in network.roles]
    random = Random(8)
    pairs = [tuple(random.sample(ids, 2)) for _ in range(PAIRS)]
    lengths = _lengths(database, type, pairs)
    assert len(set(lengths.values()) - {None}) > 3  # there is something to compare
    for pair in pairs:
        question = path_question(
            network, *(RoleSelector(id) for id in pair), "hops", PathOptions(max_steps=MOST_STEPS, kinds=kinds)
        )
        found = search(question, 1).found
        path = [network.roles[role].id for role in found[0].roles] if found else None
        assert (len(path) - 1 if path else None) == lengths[pair], pair
        assert path is None or ((path[0], path[-1]) == pair and set(pairwise(path)) <= edges)


def _write_roles(database: Database, graph: Graph, type: str) -> None:
    """Only what the paths run through."""
    for statement in setup_statements().values():
        database.run_alone(statement)
    roles = {key: said for key, said in graph.nodes.items() if key.label == "Role"}
    steps = {key: said for key, said in graph.edges.items() if key.type == type}
    for batch in batches(Difference.between(Graph(), Graph(roles, steps)), lambda what, done, total: None, empty=True):
        database.write(lambda work, batch=batch: work.run(batch.statement, rows=batch.rows))  # type: ignore[misc]


def _lengths(database: Database, type: str, pairs: list[tuple[str, ...]]) -> dict[tuple[str, ...], int | None]:
    shortest = (
        f"MATCH p = SHORTEST 1 (:Role {{id: $start}})-[:{type}]->{{1,{MOST_STEPS}}}(:Role {{id: $end}}) RETURN "
        "length(p) AS steps"
    )
    found = {pair: database.read(shortest, start=pair[0], end=pair[1]) for pair in pairs}
    return {pair: rows[0]["steps"] if rows else None for pair, rows in found.items()}
