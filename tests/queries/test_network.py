from __future__ import annotations

import pytest

from benchmarks.generate import generate
from graph.folding.fold import fold
from graph.model import EdgeKey, Graph, NodeKey
from queries.network.build import build_network, network_of
from queries.network.network import Step
from tests.support import networks as small

FIELDS = ("levels", "families", "skills", "tools", "roles", "needs", "uses", "steps")


def test_given_a_generated_ladder_when_folded_from_documents_then_the_network_is_that_of_its_rows() -> None:
    ladder = generate(60, seed=3)
    folded = network_of(fold(ladder.documents()))
    expected = ladder.network()
    for field in FIELDS:
        assert getattr(folded, field) == getattr(expected, field), field
    assert {len(steps) for steps in folded.steps} == {5}
    assert {len(skills) for skills in folded.needs} == {15}
    assert {len(tools) for tools in folded.uses} == {8}


def test_given_a_draft_when_not_asked_for_then_it_and_all_that_leads_to_it_are_left_out() -> None:
    graph = Graph()
    for id, status in (("a", "published"), ("b", "draft")):
        graph.nodes[NodeKey("Role", id)] = {"title": id, "described": True, "status": status}
    graph.nodes[NodeKey("Skill", "s")] = {"name": "S", "kind": "technical"}
    graph.edges[EdgeKey("REQUIRES", "b", "s")] = {"weight": 1.0}
    graph.edges[EdgeKey("PROGRESSES_TO", "a", "b", "next")] = {
        "kind": "next",
        "months_basis": "unknown",
        "confirmed": False,
    }
    graph.edges[EdgeKey("RELATED_TO", "b", "a")] = {}
    hidden, shown = network_of(graph), network_of(graph, drafts=True)
    assert ([role.id for role in hidden.roles], hidden.steps, hidden.needs) == (["a"], ((),), ({},))
    assert [[step.kind for step in steps] for steps in shown.steps] == [["next"], ["related"]]
    assert [len(skills) for skills in shown.needs] == [0, 1]


def test_given_several_steps_between_two_roles_then_all_are_kept() -> None:
    network = small.network(
        2, [(0, 1, "next", (12, 24)), (0, 1, "lateral", (6, 12)), (0, 1, "promotion", None), (0, 1, "related", None)]
    )
    assert [step.kind for step in network.steps[0]] == ["promotion", "next", "lateral", "related"]
    assert network.steps_in[1] == network.steps[0]


@pytest.mark.parametrize(("months", "half"), [((6, 11), 17), (None, None)])
def test_given_a_range_of_months_then_twice_its_middle_is_a_whole_number(
    months: tuple[int, int] | None, half: int | None
) -> None:
    step = small.network(2, [(0, 1, "next", months)]).steps[0][0]
    assert isinstance(step, Step)
    assert step.half_months == half


def test_given_a_weight_that_the_graph_lacks_then_tier_and_importance_give_it() -> None:
    rows = generate(30).rows()
    expected = build_network(rows).needs
    for record in rows["REQUIRES"]:
        start, end, tier, importance, weight, *rest = record["columns"]
        record["columns"] = [start, end, tier, importance, [None] * len(weight), *rest]
    assert build_network(rows).needs == expected
