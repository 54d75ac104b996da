"""The network as it is read from a real Neo4j."""

from __future__ import annotations

import asyncio

import pytest
import uvloop

from benchmarks.generate import generate
from graph.documents.document import Document
from graph.folding.fold import fold
from graph.neo4j.database import AsyncDatabase, Database
from graph.neo4j.failures import QueryTimeout
from graph.storing.load import load
from graph.storing.plan import Request
from queries.network.build import network_of, read_network
from queries.network.network import Network
from tests.support.server import Server, by_hand

pytestmark = pytest.mark.integration


def _values(network: Network) -> list[object]:
    """All that a network holds, in its order, but for when documents were loaded."""
    mappings = ([list(row.items()) for row in held] for held in (network.needs, network.uses))
    roles = [role._replace(updated=0) for role in network.roles]
    return [network.levels, network.families, network.skills, network.tools, roles, network.steps, *mappings]


def test_given_the_seeds_when_read_then_it_is_the_network_of_their_fold(
    seeds_to_read: Database, seed_documents: list[Document]
) -> None:
    network = read_network(seeds_to_read)
    assert _values(network) == _values(network_of(fold(seed_documents)))
    assert all(role.updated > 0 for role in network.roles)  # of one only mentioned, when the mention was loaded


def test_given_more_than_one_record_of_roles_when_read_then_none_is_missing(database: Database) -> None:
    ladder = generate(600)
    load(database, Request(list(ladder.documents())))
    assert _values(read_network(database)) == _values(ladder.network())


def test_given_nodes_and_edges_made_by_hand_when_read_then_what_lacks_nothing_is_there(database: Database) -> None:
    load(database, Request(list(generate(20).documents())))
    before = read_network(database)
    by_hand(
        database,
        "CREATE (:Role {id: 'by-hand', title: 'By hand'})",
        "CREATE (:Role {title: 'Without an id'})",
        "MATCH (r:Role {id: 'by-hand'}), (s:Skill) WITH r, s LIMIT 1 CREATE (r)-[:REQUIRES]->(s), "
        "(s)-[:REQUIRES]->(r), (r)-[:PROGRESSES_TO]->(r)",
        "MATCH (r:Role {id: 'by-hand'}), (other:Role) WHERE other <> r WITH r, other LIMIT 1 CREATE "
        "(r)-[:PROGRESSES_TO]->(other)",
    )
    after = read_network(database)
    added = after.role_number["by-hand"]
    assert len(after) == len(before) + 1
    assert ([need.weight for need in after.needs[added].values()], after.steps[added]) == ([0.42], ())
    assert sum(map(len, after.needs)) == sum(map(len, before.needs)) + 1


def test_given_a_statement_with_a_time_of_its_own_when_that_is_over_then_it_ends_though_others_may_go_on(
    server: Server,
) -> None:
    async def read() -> None:
        database = AsyncDatabase(server.uri, server.user, server.password, timeout=600)
        try:
            await database.read("UNWIND range(1, 2000000000) AS x WITH count(x % 7) AS c RETURN c", timeout=0.1)
        finally:
            await database.close()

    with pytest.raises(QueryTimeout):
        uvloop.run(asyncio.wait_for(read(), 120))
