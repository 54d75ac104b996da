from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.errors import OverLimit
from queries.planner.paths import career_paths
from queries.planner.question import Cost, PathOptions, RoleSelector
from queries.planner.reach import Unreachable, reachable_roles
from tests.support import networks as small

SKILLED = {at: {"ada": ("must", "critical")} for at in range(6)}


def _without_price(cost: tuple[Any, ...]) -> tuple[Any, ...]:
    """Steps, steps of unknown time, months."""
    hops, _, unknown, middle, _ = cost
    return hops, unknown, middle


@settings(max_examples=1500)
@given(seed=st.integers(0, 2**48))
def test_given_any_network_and_options_then_reachable_roles_are_those_with_a_path_at_its_fewest_steps_and_months(
    seed: int,
) -> None:
    random = Random(seed)
    network = small.random_network(random)
    start, asked = small.random_role(random, network), small.random_options(random, network)
    if start.id in asked.avoid or set(asked.via) & set(asked.avoid):
        return
    wanted = {}
    for role in network.roles:
        if role.id != start.id and role.status != "retired":
            answers = small.brute_force(network, start, RoleSelector(level=None, id=role.id), "hops", asked)
            if answers:
                wanted[role.id] = _without_price(answers[0].cost)
    for id in asked.via:  # a retired role that `via` names may be passed, and so reached
        if network.roles[network.role_number[id]].status == "retired" and (
            answers := small.brute_force(network, start, RoleSelector(id), "hops", asked)
        ):
            wanted[id] = _without_price(answers[0].cost)
    found = reachable_roles(network, start, asked)
    times = {network.roles[reached.role].id: (reached.hops, reached.months) for reached in found.roles}
    assert times.keys() == wanted.keys()
    for id, (hops, unknown, middle) in wanted.items():
        months = times[id][1]
        assert times[id][0] == hops
        assert (months.min is None) == bool(unknown)
        if months.min is not None and months.max is not None:
            assert (months.min + months.max) / 2 == middle
    order = [wanted[network.roles[reached.role].id] for reached in found.roles]
    assert order == sorted(order)
    assert all(len(reached.via) == reached.hops - 1 for reached in found.roles)
    assert (found.total_count, found.complete) == (len(wanted), True)


def test_given_more_roles_than_asked_for_then_the_answer_says_that_it_is_cut() -> None:
    network = small.network(4, [(0, 1, "next", None), (1, 2, "next", None), (2, 3, "next", None)])
    found = reachable_roles(network, RoleSelector("r0"), first=2)
    assert ([reached.role for reached in found.roles], found.total_count, found.complete) == ([1, 2], 3, False)
    with pytest.raises(OverLimit):
        reachable_roles(network, RoleSelector("r0"), first=100_000)


def reason(
    steps: list[small.StepSaid],
    cost: Cost = "hops",
    options: PathOptions = PathOptions(),
    skilled: tuple[int, ...] = (0, 1, 2, 3, 4),
) -> Unreachable:
    network = small.network(5, steps, {at: SKILLED[at] for at in skilled})
    answer = career_paths(network, RoleSelector("r0"), RoleSelector("r4"), cost, 1, options)
    assert answer.paths == ()
    assert answer.unreachable is not None
    return answer.unreachable


def test_given_no_steps_at_all_then_it_is_another_component() -> None:
    assert reason([(0, 1, "next", None), (3, 4, "next", None)]).reason == "other_component"


def test_given_steps_the_other_way_only_then_it_is_the_wrong_way() -> None:
    found = reason([(4, 1, "next", None), (1, 0, "next", None)])
    assert found.reason == "wrong_way"
    assert found.message == "No steps lead from Role 0 to Role 4; they lead the other way only, from Role 4 to Role 0."


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (PathOptions(confirmed_only=True), "confirmedOnly leaves out steps that only one role names"),
        (PathOptions(max_rise=0), "maxRise leaves out steps that rise more than 0"),
        (PathOptions(within_family=True), "withinFamily leaves out roles of other families"),
    ],
)
def test_given_an_option_that_leaves_out_the_only_path_then_it_is_named(options: PathOptions, words: str) -> None:
    network = small.network(2, [(0, 1, "next", None)], {}, {0: "junior", 1: "mid"}, {0: "data", 1: "web"})
    answer = career_paths(network, RoleSelector("r0"), RoleSelector("r1"), options=options)
    assert answer.unreachable is not None
    assert answer.unreachable.reason == "excluded"
    assert words in answer.unreachable.message


def test_given_a_longer_path_then_it_is_too_far_and_says_by_how_much() -> None:
    found = reason([(at, at + 1, "next", None) for at in range(4)], options=PathOptions(max_steps=3))
    assert (found.reason, [near.role for near in found.nearest]) == ("too_far", [1, 2, 3])
    assert "takes 4 steps; maxSteps is 3" in found.message


def test_given_a_step_of_unknown_time_then_the_message_names_it() -> None:
    found = reason([(0, 1, "next", (6, 6)), (1, 4, "next", None)], "time")
    assert (found.reason, [near.role for near in found.nearest]) == ("unknown_values", [1])
    assert "Role 1 → Role 4" in found.message


def test_given_a_role_of_unknown_skills_then_the_message_names_it() -> None:
    found = reason([(0, 1, "next", None), (1, 4, "next", None)], "skill-gap", skilled=(0, 2, 3, 4))
    assert (found.reason, found.nearest) == ("unknown_values", ())
    assert "Role 1" in found.message


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (PathOptions(avoid=["r1"]), "avoid"),
        (PathOptions(via=["r2"]), "via"),
        (PathOptions(kinds=["promotion"]), "kinds"),
        (PathOptions(kinds=["promotion"], avoid=["r1"]), "together"),
    ],
)
def test_given_options_that_exclude_every_path_then_the_message_names_the_guilty_one(
    options: PathOptions, word: str
) -> None:
    found = reason([(0, 1, "next", None), (1, 4, "next", None)], options=options)
    assert found.reason == "excluded"
    assert word in found.message


def test_given_only_related_steps_when_not_asked_for_then_they_are_excluded_and_when_asked_for_a_path() -> None:
    steps: list[small.StepSaid] = [(0, 4, "related", None)]
    assert "related" in reason(steps).message
    network = small.network(5, steps)
    assert career_paths(network, RoleSelector("r0"), RoleSelector("r4"), options=PathOptions(kinds=["related"])).paths[
        0
    ].roles == (0, 4)


def test_given_a_retired_role_then_no_path_leads_through_it_unless_it_is_named() -> None:
    network = small.network(3, [(0, 1, "next", None), (1, 2, "next", None)], statuses={1: "retired"})
    answer = career_paths(network, RoleSelector("r0"), RoleSelector("r2"))
    assert answer.unreachable is not None
    assert (answer.unreachable.reason, "retired" in answer.unreachable.message) == ("excluded", True)
    assert (
        len(career_paths(network, RoleSelector("r0"), RoleSelector("r2"), options=PathOptions(via=["r1"])).paths) == 1
    )
    assert len(career_paths(network, RoleSelector("r0"), RoleSelector("r1")).paths) == 1


def test_given_no_path_then_the_nearest_roles_are_those_with_most_of_the_wanted_skills() -> None:
    must = ("must", "critical")
    needs = {1: {"cobol": must}, 2: {"ada": must}, 3: {"ada": must, "basic": must}, 4: {"ada": must, "basic": must}}
    network = small.network(5, [(0, at, "next", None) for at in (1, 2, 3)], needs)
    unreachable = career_paths(network, RoleSelector("r0"), RoleSelector("r4")).unreachable
    assert unreachable is not None
    assert [near.role for near in unreachable.nearest] == [3, 2, 1]
