from __future__ import annotations

from contextlib import suppress
from itertools import islice
from random import Random
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.errors import QuestionError
from queries.network.network import UNITS, Network
from queries.planner.question import Cost, PathOptions, PathQuestion, RoleSelector, path_question
from queries.planner.search import search
from tests.support import networks as small

COSTS: tuple[Cost, ...] = ("advised", "hops", "time", "skill-gap")
# Graphs are drawn from a seed: that is ten times as fast as letting Hypothesis draw every step, and a failing seed is
# as easy to repeat.
seeds = given(seed=st.integers(0, 2**48))
many = settings(max_examples=3000)


def ids(question: PathQuestion, k: int) -> list[tuple[str, ...]]:
    result = search(question, k)
    assert result.exact
    return [tuple(question.network.roles[role].id for role in found.roles) for found in result.found]


def two_roles(random: Random, network: Network) -> tuple[RoleSelector, RoleSelector]:
    start, end = random.sample([role.id for role in network.roles], 2)
    return RoleSelector(start), RoleSelector(end)


def any_question(
    random: Random, network: Network, cost: Cost
) -> tuple[RoleSelector, RoleSelector, PathOptions, PathQuestion]:
    """The first random question that has a meaning."""
    while True:
        start, end, asked = (
            small.random_selector(random, network),
            small.random_selector(random, network),
            small.random_options(random, network),
        )
        with suppress(QuestionError):
            return start, end, asked, path_question(network, start, end, cost, asked)


@pytest.mark.slow
@pytest.mark.parametrize("cost", COSTS)
@many
@seeds
def test_given_any_network_when_asked_without_options_then_the_paths_are_those_of_brute_force(
    cost: Cost, seed: int
) -> None:
    random = Random(seed)
    network = small.random_network(random)
    start, end = two_roles(random, network)
    k = random.randint(1, 12)
    wanted = small.brute_force(network, start, end, cost, PathOptions())
    assert ids(path_question(network, start, end, cost), k) == [answer.roles for answer in wanted[:k]]


@pytest.mark.slow
@pytest.mark.parametrize("cost", COSTS)
@many
@seeds
def test_given_any_options_and_several_starts_and_ends_then_the_paths_are_those_of_brute_force(
    cost: Cost, seed: int
) -> None:
    random = Random(seed)
    network = small.random_network(random)
    k = random.randint(1, 12)
    start, end, asked, question = any_question(random, network, cost)
    wanted = small.brute_force(network, start, end, cost, asked)
    assert ids(question, k) == [answer.roles for answer in wanted[:k]]
    if cost == "skill-gap":
        assert [found.units * 1000 // UNITS for found in search(question, k).found] == [
            answer.cost[0] for answer in wanted[:k]
        ]


def test_given_many_seeds_then_random_questions_mostly_have_an_answer() -> None:
    answered = 0
    for seed in range(300):
        random = Random(seed)
        *_, question = any_question(random, small.random_network(random), "hops")
        answered += bool(search(question, 1).found)
    assert answered > 120


@settings(max_examples=400)
@seeds
def test_given_any_network_when_asked_by_hops_then_lengths_are_those_of_networkx(seed: int) -> None:
    random = Random(seed)
    network = small.random_network(random)
    start, end = two_roles(random, network)
    if network.retired_roles:
        return
    graph: Any = networkx.DiGraph()
    graph.add_nodes_from(role.id for role in network.roles)
    graph.add_edges_from(
        (network.roles[s.start].id, network.roles[s.end].id)
        for steps in network.steps
        for s in steps
        if s.kind != "related"
    )
    try:
        wanted = [tuple(path) for path in islice(networkx.shortest_simple_paths(graph, start.id, end.id), 8)]
    except networkx.NetworkXNoPath:
        wanted = []
    found = ids(path_question(network, start, end), 8)
    assert [len(path) for path in found] == [len(path) for path in wanted]
    assert all(networkx.is_simple_path(graph, list(path)) for path in found)


@settings(max_examples=400)
@seeds
def test_given_little_work_when_it_runs_out_then_the_answer_does_not_call_itself_exact_and_is_not_empty(
    seed: int,
) -> None:
    random = Random(seed)
    network = small.random_network(random)
    question = path_question(network, *two_roles(random, network), "skill-gap", PathOptions(include_unknown=True))
    best = search(question, 3)
    hurried = search(question, 3, work=random.randint(0, 30))
    assert best.exact
    assert not hurried.exact or hurried.found == best.found
    assert hurried.found == sorted(hurried.found, key=lambda found: found.units)


def test_given_no_work_at_all_when_asked_by_skill_gap_then_paths_of_few_steps_are_shown_as_unproven() -> None:
    network = small.network(
        3, [(0, 1, "next", None), (1, 2, "next", None)], {at: {"ada": ("must", "critical")} for at in range(3)}
    )
    result = search(path_question(network, RoleSelector("r0"), RoleSelector("r2"), "skill-gap"), 3, work=0)
    assert (result.found, result.exact) == ([], False)
    result = search(path_question(network, RoleSelector("r0"), RoleSelector("r2"), "skill-gap"), 3, work=2)
    assert ([found.roles for found in result.found], result.exact) == ([(0, 1, 2)], False)


def test_given_a_fast_path_of_many_steps_when_steps_are_few_then_time_finds_the_slower_shorter_one() -> None:
    fast = [(at, at + 1, "next", (1, 1)) for at in range(4)]
    network = small.network(5, [*fast, (0, 4, "next", (60, 60))])
    start, end = RoleSelector("r0"), RoleSelector("r4")
    assert ids(path_question(network, start, end, "time", PathOptions(max_steps=4)), 1) == [
        ("r0", "r1", "r2", "r3", "r4")
    ]
    assert ids(path_question(network, start, end, "time", PathOptions(max_steps=3)), 1) == [("r0", "r4")]


def test_given_a_skill_learned_on_the_way_when_asked_for_again_then_it_costs_once() -> None:
    """By edge weights the way over r1 would cost ada twice and lose to r2."""
    must = ("must", "critical")
    needs = {
        0: {"basic": must},
        1: {"ada": must},
        2: {"cobol": ("must", "optional"), "basic": must},
        3: {"ada": must, "basic": must},
    }
    network = small.network(
        4, [(0, 1, "next", None), (1, 3, "next", None), (0, 2, "next", None), (2, 3, "next", None)], needs
    )
    found = search(path_question(network, RoleSelector("r0"), RoleSelector("r3"), "skill-gap"), 2).found
    assert [(path.roles, path.units / UNITS) for path in found] == [((0, 1, 3), 1.0), ((0, 2, 3), 1.4)]


@pytest.mark.slow
@pytest.mark.parametrize("cost", COSTS)
def test_given_the_same_question_twice_then_the_answers_are_equal(cost: Cost) -> None:
    networks = [small.random_network(Random(7)) for _ in range(2)]
    questions = [
        path_question(network, RoleSelector("r0"), RoleSelector("r1"), cost, PathOptions(include_unknown=True))
        for network in networks
    ]
    assert search(questions[0], 12) == search(questions[1], 12) == search(questions[0], 12)
