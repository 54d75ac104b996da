"""The `neo4j://` scheme, as for a cluster or Aura: the driver asks the server for a routing table. Tested against one
server, which names itself in it.
"""

from __future__ import annotations

import pytest
import uvloop

from graph.documents.document import Document
from graph.neo4j.database import Database
from graph.settings import Settings
from graph.storing.load import load
from graph.storing.plan import Request, remove_request
from graph.storing.state import require_ready
from graph.storing.stored import read_documents
from graph.storing.verify import verify
from tests.support.client import Client
from tests.support.server import Server, wipe

pytestmark = pytest.mark.integration


@pytest.fixture
def routed(server: Server) -> Server:
    """The address for a driver that routes."""
    return Server(server.uri.replace("bolt://", "neo4j://"), server.user, server.password)


def test_given_a_routing_driver_when_loaded_changed_and_taken_back_then_each_step_reads_what_was_written(
    routed: Server, database: Database, seed_documents: list[Document]
) -> None:
    with routed.connect() as connected:
        first = load(connected, Request(seed_documents, frozenset({"seeds"})))
        assert require_ready(connected).revision == first.revision == 1
        gone = seed_documents[-1].id
        assert load(connected, remove_request(connected, document=gone)).revision == 2
        assert gone not in read_documents(connected)
        assert verify(connected)
        wipe(connected)


def test_given_a_routing_driver_when_the_api_is_asked_then_it_answers_from_the_graph(
    routed: Server, seeds_to_read: Database, client: Client, settings: Settings
) -> None:
    query = (
        '{ role(id: "data-engineer") { title skills { skill { id } } nextRoles { role { id } } } graph { revision } }'
    )
    by_bolt = client.ask(query)
    assert Client(routed, settings).ask(query) == by_bolt
    assert by_bolt["data"]["graph"] == {"revision": 1}  # type: ignore[index]


def test_given_a_routing_driver_when_it_writes_then_the_session_is_one_for_writing_and_readers_may_not_write(
    routed: Server,
) -> None:
    async def reads() -> list[dict[str, object]]:
        database = routed.connect_async()
        try:
            return await database.read(
                "CALL dbms.routing.getRoutingTable({}) YIELD servers UNWIND servers AS each RETURN each.role AS role "
                "ORDER BY role"
            )
        finally:
            await database.close()

    assert [row["role"] for row in uvloop.run(reads())] == ["READ", "ROUTE", "WRITE"]
