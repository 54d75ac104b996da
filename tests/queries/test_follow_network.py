"""The network that follows a load by its changes is the one that reading all of it would give."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
import uvloop
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from api.context.revisions import Revisions
from api.context.snapshots import NetworkSnapshots
from benchmarks.generate import generate
from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.folding.fold import fold
from graph.model import Difference, Graph
from graph.neo4j.database import Row
from graph.storing.load import _kept_changes, _kept_counts, load
from graph.storing.plan import Request
from graph.storing.state import GraphState
from graph.storing.verify import repair, verify
from queries.network.build import EVERYTHING, in_columns, network_of, read_network, rows_of
from queries.network.follow import STAYS, followed, touched
from queries.network.network import Network
from queries.planner.costs import follow, prepare, step_prices
from tests.graph.test_fold_machine import LADDER, blueprints, role_documents, vocabulary_documents
from tests.support.server import Server, by_hand

GENERATED = list(generate(54).documents())
STATE = GraphState("g", 2)


def everything(network: Network) -> list[Any]:
    """All that a network holds in its order, and what it and the planner have worked out."""
    prepare(network)
    mappings = (network.needs, network.assumed, network.asks, network.uses, *network.derived["arcs"].values())
    worked_out = (network.weights, network.unknown_roles, *(getattr(network, name) for name in STAYS))
    things = (network.levels, network.families, network.skills, network.tools, network.roles, network.steps)
    ordered = [[list(row.items()) for row in held] for held in mappings[:4]]
    arcs = [[[list(row.items()) for row in side] for side in both] for both in network.derived["arcs"].values()]
    return [network.state, *things, *ordered, *worked_out, network.roles_by_skill, step_prices(network), arcs]


def told(before: Graph, after: Graph, documents: list[str]) -> Row:
    difference = Difference.between(before, after)
    return {
        "documents": documents,
        "counts": _kept_counts(difference),
        "changes": _kept_changes(difference),
    }


def follow_by_rows(before: Graph, after: Graph, documents: list[str], *, drafts: bool) -> Network | None:
    network = network_of(before, "g", 1, drafts=drafts)
    everything(network)  # works it out
    if (found := touched([told(before, after, documents)], 1)) is None:
        return None
    ids, named = found
    ids |= {edge.start for edge in after.edges if edge.type in ("DESCRIBED_IN", "MENTIONED_IN") and edge.end in named}
    of_them = {name: [row for row in rows if row[0] in ids] for name, rows in rows_of(after).items()}
    result = followed(network, in_columns(of_them), ids, STATE, drafts=drafts)
    if result is None:
        return None
    follow(network, *result)
    return result[0]


def check(before: Sequence[Document], after: Sequence[Document], *, drafts: bool) -> bool:
    """True when the network could follow."""
    graphs, ids = (fold(before), fold(after)), [document.id for document in after if document not in before] or ["gone"]
    network = follow_by_rows(*graphs, ids, drafts=drafts)
    if network is not None:
        assert everything(network) == everything(network_of(graphs[1], "g", 2, drafts=drafts))
    return network is not None


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    st.lists(role_documents | vocabulary_documents, min_size=1, max_size=8, unique_by=lambda document: document.id),
    st.data(),
    st.booleans(),
)
def test_given_any_documents_when_a_field_changes_then_the_network_follows_or_is_read_as_a_whole(
    documents: list[Document], data: st.DataObject, drafts: bool
) -> None:
    at = data.draw(st.integers(0, len(documents) - 1))
    edited = documents[at]
    if isinstance(edited.content, Blueprint):
        field = data.draw(st.sampled_from(["title", "level", "career", "technical_skills", "tools", "status"]))
        said = {field: getattr(data.draw(blueprints), field)}
        edited = replace(edited, content=edited.content.model_copy(update=said), role_id=edited.role_id)
    after = [LADDER, *documents[:at], edited, *documents[at + 1 :]]
    event(f"followed: {check([LADDER, *documents], after, drafts=drafts)}")


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_given_a_generated_ladder_when_a_role_takes_over_from_another_then_the_network_follows(
    data: st.DataObject,
) -> None:
    roles = [at for at, document in enumerate(GENERATED) if isinstance(document.content, Blueprint)]
    at, other = data.draw(st.sampled_from(roles)), data.draw(st.sampled_from(roles))
    field = data.draw(st.sampled_from(["technical_skills", "soft_skills", "tools", "years_min", "title"]))
    said = 3.0 if field == "years_min" else f"{GENERATED[at].title} x" if field == "title" else _held(other, field)
    edited = replace(GENERATED[at], content=GENERATED[at].content.model_copy(update={field: said}))
    after = [*GENERATED[:at], edited, *GENERATED[at + 1 :]]
    followed = check(GENERATED, after, drafts=False)
    assert followed or field in ("technical_skills", "soft_skills", "tools")  # which may be a skill's last mention
    event(f"followed: {followed}")


def _held(at: int, field: str) -> Any:
    return getattr(GENERATED[at].content, field)


@pytest.mark.integration
def test_given_edits_when_the_api_asks_again_then_only_what_they_touched_is_read(server: Server, database: Any) -> None:
    load(database, Request(GENERATED))

    async def ask() -> None:
        connected = server.connect_async()
        snapshots = NetworkSnapshots(connected, Revisions(connected, 0.0))
        read: list[str] = []
        answer = snapshots._rows

        async def counted(database: Any, statement: str, **given: object) -> list[Row]:
            read.append(statement)
            return await answer(database, statement, **given)

        snapshots._rows = counted  # type: ignore[method-assign]

        async def same(*, whole: bool) -> None:
            read.clear()
            network = await snapshots.current(fresh=True)
            expected = await asyncio.to_thread(read_network, database)
            assert everything(network) == everything(expected)
            assert (EVERYTHING in read) == whole

        await same(whole=True)
        edited = GENERATED[5]
        for said in ({"years_min": 7.0}, {"title": "Other"}, {"tools": [], "career": _held(7, "career")}):
            edited = replace(edited, content=edited.content.model_copy(update=said))
            load(database, Request([edited]))
            await same(whole=False)
        load(
            database,
            Request([GENERATED[8], replace(edited, content=edited.content.model_copy(update={"level": None}))]),
        )
        await same(whole=True)
        by_hand(database, "MATCH (r:Role {id: $id})-[e:USES]->() DELETE e".replace("$id", f"'{_held(9, 'id')}'"))
        repair(database, verify(database))
        await same(whole=True)
        await connected.close()

    uvloop.run(ask())
