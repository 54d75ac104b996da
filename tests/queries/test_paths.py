from __future__ import annotations

from typing import Any

import pytest

from graph.schema import TIME_BASES
from queries.errors import OverLimit, QuestionError, UnknownId
from queries.planner.paths import CareerPath, career_paths
from queries.planner.question import MOST_PAIRS, PathOptions, RoleSelector, path_question
from queries.planner.search import search
from tests.support import networks as small
from tests.support.seeds import seeds_network

JUNIOR, STAFF = RoleSelector("junior-applied-ai-engineer"), RoleSelector("staff-applied-ai-engineer")


def roles_of(path: CareerPath) -> list[str]:
    return [path.network.roles[role].id for role in path.roles]


# On the shipped ladder


@pytest.mark.parametrize("cost", ["hops", "time", "skill-gap"])
def test_given_the_seeds_when_going_from_junior_to_staff_then_the_best_path_climbs_rung_by_rung(cost: Any) -> None:
    answer = career_paths(seeds_network(), JUNIOR, STAFF, cost)
    best = answer.paths[0]
    assert roles_of(best) == [
        "junior-applied-ai-engineer",
        "applied-ai-engineer",
        "senior-applied-ai-engineer",
        "staff-applied-ai-engineer",
    ]
    assert [step.step.kind for step in best.steps] == ["promotion"] * 3
    assert tuple(best.months) == (72, 108, "stated")
    assert (answer.exact, answer.unreachable, len(answer.paths)) == (True, None, 3)


def test_given_a_path_then_its_gap_is_that_of_its_steps_with_each_skill_counted_once() -> None:
    for path in career_paths(seeds_network(), JUNIOR, STAFF, "skill-gap", 10).paths:
        assert path.gap.units == sum(step.gap.units for step in path.steps)
        learned = [need.skill for step in path.steps for need in step.gap.learn]
        assert sorted(learned) == sorted({need.skill for need in path.gap.learn})
        deepened = {need.after.skill for step in path.steps for need in step.gap.deepen}
        assert {need.after.skill for need in path.gap.deepen} <= deepened
        new_tools = [tool for step in path.steps for tool in step.gap.tools]
        assert sorted(new_tools) == sorted(path.gap.tools)


def test_given_k_paths_by_skill_gap_then_their_weights_rise_and_match_their_gaps() -> None:
    network = seeds_network()
    found = search(path_question(network, JUNIOR, STAFF, "skill-gap"), 20).found
    paths = career_paths(network, JUNIOR, STAFF, "skill-gap", 20).paths
    assert (
        [path.units for path in found] == [path.gap.units for path in paths] == sorted(path.gap.units for path in paths)
    )


def test_given_a_path_then_its_time_sums_its_steps_on_the_weakest_basis() -> None:
    for path in career_paths(
        seeds_network(), RoleSelector(level="junior"), RoleSelector(level="staff"), "hops", 40
    ).paths:
        months = [step.months for step in path.steps]
        assert path.months.min == sum(step_months.min or 0 for step_months in months)
        assert path.months.max == sum(step_months.max or 0 for step_months in months)
        assert path.months.basis == max((step_months.basis for step_months in months), key=TIME_BASES.index)


def test_given_levels_then_the_best_over_all_pairs_is_found() -> None:
    network = seeds_network()
    over_all = career_paths(network, RoleSelector(level="junior"), RoleSelector(level="staff"), "skill-gap", 1).paths[0]
    juniors, staffs = (
        [role.id for role in network.roles if role.level and role.level.id == level] for level in ("junior", "staff")
    )
    between = [
        career_paths(network, RoleSelector(start), RoleSelector(end), "skill-gap", 1).paths
        for start in juniors
        for end in staffs
    ]
    assert over_all.gap.units == min(paths[0].gap.units for paths in between if paths)


def test_given_skills_that_the_person_has_then_the_gap_is_smaller_by_them() -> None:
    network = seeds_network()
    without = career_paths(network, JUNIOR, STAFF, "skill-gap", 1).paths[0]
    learned = network.skills[without.gap.learn[0].skill]
    having = career_paths(network, JUNIOR, STAFF, "skill-gap", 1, PathOptions(skills=[learned.id])).paths[0]
    assert having.gap.units < without.gap.units
    assert learned.id not in [network.skills[need.skill].id for need in having.gap.learn]


def test_given_via_and_avoid_then_the_path_visits_in_order_and_keeps_away() -> None:
    options = PathOptions(via=["data-scientist", "senior-data-scientist"], avoid=["applied-ai-engineer"])
    for path in career_paths(seeds_network(), JUNIOR, STAFF, "hops", 20, options).paths:
        roles = roles_of(path)
        assert roles.index("data-scientist") < roles.index("senior-data-scientist")
        assert "applied-ai-engineer" not in roles
        assert len(set(roles)) == len(roles)


# What a path says of itself


def test_given_a_path_of_the_seeds_then_every_step_is_one_sentence_and_a_source() -> None:
    path = career_paths(seeds_network(), JUNIOR, STAFF).paths[0]
    assert path.steps[1].summary == (
        "Applied AI Engineer → Senior Applied AI Engineer: a promotion, typically after 24–36 months; 11 skills to "
        "learn (ML system design, "
        "Observability, Product analytics, Cost engineering and 7 more), 5 to deepen (Experiment design, LLM "
        "application patterns, LLM evaluation, "
        "Product thinking and Decision-making under uncertainty). The documents of both roles name this step."
    )
    assert path.summary.startswith(
        "Junior Applied AI Engineer → Staff Applied AI Engineer in 4 steps, via Applied AI Engineer, Senior Applied AI "
        "Engineer and Lead Applied AI Engineer: 78–132 months in all; "
    )


def test_given_a_path_then_its_cypher_matches_its_roles_and_steps_and_nothing_else() -> None:
    network = small.network(3, [(0, 1, "promotion", None), (1, 2, "related", None)])
    path = career_paths(
        network, RoleSelector("r0"), RoleSelector("r2"), options=PathOptions(kinds=["promotion", "related"])
    ).paths[0]
    assert path.cypher == (
        "MATCH path = (:Role {id: 'r0'})\n  -[:PROGRESSES_TO {kind: 'promotion'}]->(:Role {id: 'r1'})\n  "
        "-[:RELATED_TO]->(:Role {id: 'r2'})\nRETURN path"
    )


@pytest.mark.parametrize(
    ("kind", "months", "words"),
    [
        ("promotion", (24, 36), "a promotion, typically after 24–36 months;"),
        ("promotion", (24, 24), "a promotion, typically after 24 months;"),
        ("next", (0, 12), "a next role without a rise, typically within 12 months;"),
        ("lateral", (0, 0), "a move sideways, possible at once;"),
        ("lateral", (0, 1), "a move sideways, typically within 1 month;"),
        ("related", None, "a related role, after a time that is not known;"),
    ],
)
def test_given_a_step_then_its_sentence_says_kind_and_time(
    kind: str, months: tuple[int, int] | None, words: str
) -> None:
    network = small.network(
        2, [(0, 1, kind, months)], {0: {"ada": ("must", "critical")}, 1: {"ada": ("must", "critical")}}
    )
    step = (
        career_paths(network, RoleSelector("r0"), RoleSelector("r1"), options=PathOptions(kinds=[kind]))
        .paths[0]
        .steps[0]
    )
    assert words in step.summary
    assert "no skill to learn or deepen" in step.summary


@pytest.mark.parametrize(
    ("needs", "words"),
    [
        (
            {0: {"ada": ("must", "critical")}},
            "which skills it takes is not known. The document of Role 0 names this step; Role 1 has none.",
        ),
        (
            {1: {"ada": ("must", "critical")}},
            "as far as skills are known, 1 skill to learn (Ada). The document of Role 1 names this step; Role 0 has "
            "none.",
        ),
        (
            {0: {"ada": ("good", "critical")}, 1: {"ada": ("must", "critical")}},
            "nothing new to learn, 1 skill to deepen (Ada). Only one of the two",
        ),
    ],
)
def test_given_skills_known_or_not_then_the_sentence_says_so(needs: Any, words: str) -> None:
    network = small.network(2, [(0, 1, "next", (6, 12))], needs)
    assert words in career_paths(network, RoleSelector("r0"), RoleSelector("r1")).paths[0].steps[0].summary


def test_given_a_step_of_unknown_time_then_the_path_has_no_time() -> None:
    network = small.network(3, [(0, 1, "next", (6, 12)), (1, 2, "next", None)])
    path = career_paths(network, RoleSelector("r0"), RoleSelector("r2")).paths[0]
    assert tuple(path.months) == (None, None, "unknown")
    assert "not known for every step" in path.summary


# Order


def test_given_equal_steps_then_fewer_months_come_first_and_unknown_ones_last_then_fewer_skills_then_ids() -> None:
    ways: dict[int, tuple[int, int] | None] = {1: None, 2: (12, 12), 3: (6, 6), 4: (6, 6), 5: (6, 6)}
    steps: list[small.StepSaid] = [(0, way, "next", months) for way, months in ways.items()] + [
        (way, 6, "next", (6, 6)) for way in ways
    ]
    must = ("must", "critical")
    needs = {at: {"ada": must} for at in range(7)} | {3: {"ada": must, "basic": must}}
    network = small.network(7, steps, needs)
    paths = career_paths(network, RoleSelector("r0"), RoleSelector("r6"), "hops", 10).paths
    assert [path.roles[1] for path in paths] == [4, 5, 3, 2, 1]


# Questions without a meaning


@pytest.mark.parametrize(
    ("start", "end", "options", "k", "argument"),
    [
        ("r0", "r0", PathOptions(), 1, "to"),
        ("r0", "r1", PathOptions(via=["r2"], avoid=["r2"]), 1, "via"),
        ("r0", "r1", PathOptions(via=["r2", "r2"]), 1, "via"),
        ("r0", "r1", PathOptions(avoid=["r0"]), 1, "avoid"),
        ("r0", "r1", PathOptions(avoid=["r1"]), 1, "avoid"),
        ("r0", "r1", PathOptions(), 0, "first"),
        ("r0", "r1", PathOptions(), 101, "first"),
        ("r0", "r1", PathOptions(max_steps=0), 1, "maxSteps"),
        ("r0", "r1", PathOptions(max_steps=21), 1, "maxSteps"),
        ("r0", "r1", PathOptions(kinds=[]), 1, "kinds"),
        ("r0", "r1", PathOptions(kinds=["sideways"]), 1, "kinds"),
        ("r0", "r1", PathOptions(avoid=["r2"] * 501), 1, "avoid"),
    ],
)
def test_given_a_question_without_a_meaning_then_it_is_refused_by_its_argument(
    start: str, end: str, options: PathOptions, k: int, argument: str
) -> None:
    network = small.network(3, [(0, 1, "next", None)])
    with pytest.raises(QuestionError) as refused:
        career_paths(network, RoleSelector(start), RoleSelector(end), "hops", k, options)
    assert refused.value.argument == argument
    assert str(refused.value) == refused.value.message


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (RoleSelector(level="mid"), RoleSelector(level="mid")),
        (RoleSelector("r0"), RoleSelector(level="junior")),
        (RoleSelector("r0", level="mid"), RoleSelector("r1")),
        (RoleSelector(), RoleSelector("r1")),
        (RoleSelector(level="senior"), RoleSelector("r1")),
        (RoleSelector(level="mid", family="web"), RoleSelector("r1")),
    ],
)
def test_given_a_position_without_a_meaning_then_it_is_refused(start: RoleSelector, end: RoleSelector) -> None:
    network = small.network(
        3, [(0, 1, "next", None)], levels={0: "junior", 1: "mid", 2: "mid"}, families={0: "data", 1: "data", 2: "data"}
    )
    with pytest.raises(QuestionError):
        career_paths(network, start, end)


@pytest.mark.parametrize(
    ("start", "options", "argument", "suggestion"),
    [
        (RoleSelector("junior-applied-ai-enginer"), PathOptions(), "from", "junior-applied-ai-engineer"),
        (RoleSelector("Senior ML Enginer"), PathOptions(), "from", "senior-machine-learning-engineer"),
        (RoleSelector(level="juniors"), PathOptions(), "from", "junior"),
        (RoleSelector(level="junior", family="aplied-ai"), PathOptions(), "from", "applied-ai"),
        (JUNIOR, PathOptions(via=["data-scientits"]), "via", "data-scientist"),
        (JUNIOR, PathOptions(avoid=["ai-enginer"]), "avoid", "ai-engineer"),
        (JUNIOR, PathOptions(skills=["pyton"]), "skills", "python"),
    ],
)
def test_given_an_unknown_id_then_the_nearest_ones_are_suggested(
    start: RoleSelector, options: PathOptions, argument: str, suggestion: str
) -> None:
    with pytest.raises(UnknownId) as unknown:
        career_paths(seeds_network(), start, STAFF, options=options)
    assert unknown.value.argument == argument
    assert suggestion in unknown.value.suggestions


def test_given_too_many_pairs_by_skill_gap_then_the_limit_is_named() -> None:
    count = round(MOST_PAIRS**0.5) + 2
    levels = {at: "junior" if at < count else "mid" for at in range(2 * count)}
    network = small.network(2 * count, [], {}, levels)
    with pytest.raises(OverLimit, match="name a family"):
        career_paths(network, RoleSelector(level="junior"), RoleSelector(level="mid"), "skill-gap")
    assert (
        career_paths(network, RoleSelector(level="junior"), RoleSelector(level="mid"), "hops").unreachable is not None
    )
