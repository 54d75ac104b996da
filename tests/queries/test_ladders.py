from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from queries.errors import OverLimit, QuestionError, UnknownId
from queries.ladders.comparison import ComparedItem, compare_section, network_sections
from queries.ladders.ladder import career_network, ladder, roles_to_compare
from queries.planner.filters import RoleFilter
from tests.support import networks as small
from tests.support.seeds import seeds_network

MUST, GOOD = ("must", "critical"), ("good", "important")


def test_given_a_family_with_a_gap_then_the_missing_rung_is_shown_between_the_others() -> None:
    levels, families = {0: "junior", 1: "senior", 2: "senior", 3: "mid"}, {0: "data", 1: "data", 2: "data", 3: "web"}
    needs = {0: {"ada": GOOD, "basic": MUST}, 1: {"ada": GOOD}, 2: {"ada": MUST}}
    network = small.network(4, [(0, 1, "promotion", None), (0, 3, "lateral", None)], needs, levels, families)
    found = ladder(network, "data")
    assert [(rung.level.id, rung.roles, rung.missing) for rung in found.rungs] == [
        ("junior", (0,), False),
        ("mid", (), True),
        ("senior", (1, 2), False),
    ]
    assert [(step.start, step.end) for step in found.steps] == [(0, 1)]
    assert [column.level for column in found.matrix.columns] == ["junior", "senior"]
    tiers = {line.skill: [cell and cell.tier for cell in line.cells] for line in found.matrix.lines}
    assert tiers == {"ada": ["good", "must"], "basic": ["must", None]}


def test_given_the_seeds_then_no_ladder_has_a_rung_missing_where_another_level_of_the_rank_stands() -> None:
    network = seeds_network()
    for family in network.families:
        rungs = ladder(network, family.id).rungs
        present = {(rung.level.track, rung.level.rank) for rung in rungs if rung.roles}
        assert all((rung.level.track, rung.level.rank) not in present for rung in rungs if rung.missing)
        assert {role for rung in rungs for role in rung.roles} <= {
            at for at, role in enumerate(network.roles) if role.family == family.id
        }


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (RoleFilter(), [0, 1, 2]),
        (RoleFilter(family="web"), [2]),
        (RoleFilter(level="mid"), [1]),
        (RoleFilter(track="individual"), [0, 1, 2]),
        (RoleFilter(track="management"), []),
        (RoleFilter(skill="ada"), [0, 1]),
        (RoleFilter(skill="ada", tier="must"), [0]),
        (RoleFilter(tier="good"), [1]),
        (RoleFilter(tool="saw"), [2]),
        (RoleFilter(text="ROLE 1"), [1]),
        (RoleFilter(described=False), [2]),
        (RoleFilter(status="retired"), [0]),
    ],
)
def test_given_a_filter_then_the_network_is_the_roles_that_fit_and_the_steps_between_them(
    wanted: RoleFilter, expected: list[int]
) -> None:
    needs: dict[int, Any] = {0: {"ada": MUST}, 1: {"ada": GOOD}}
    levels, families = {0: "junior", 1: "mid", 2: "senior"}, {0: "data", 1: "data", 2: "web"}
    steps: list[small.StepSaid] = [(0, 1, "next", None), (1, 2, "next", None)]
    network = small.network(3, steps, needs, levels, families, {2: ["saw"]}, {0: "retired"})
    found = career_network(network, wanted)
    assert (list(found.roles), found.total_count, found.complete) == (expected, len(expected), True)
    assert [(step.start, step.end) for step in found.steps] == [
        pair for pair in ((0, 1), (1, 2)) if set(pair) <= set(expected)
    ]


def test_given_more_roles_than_asked_for_then_the_network_says_that_it_is_cut() -> None:
    network = seeds_network()
    found = career_network(network, first=10)
    assert (len(found.roles), found.total_count, found.complete) == (10, len(network), False)
    assert sum(count.roles for count in found.counts) == len(network)
    assert all(step.start in found.roles and step.end in found.roles for step in found.steps)


def test_given_no_roles_wanted_then_the_network_counts_those_that_fit_by_family_and_level() -> None:
    levels = {0: "junior", 1: "mid", 2: "mid"}
    network = small.network(4, [(0, 1, "next", None)], {}, levels, {1: "data"})
    found = career_network(network, first=0)
    assert (found.roles, found.steps, found.total_count, found.complete) == ((), (), 4, False)
    assert Counter(found.counts) == Counter(
        [(None, "junior", 1), ("data", "mid", 1), (None, "mid", 1), (None, None, 1)]
    )
    assert career_network(network, RoleFilter(level="mid", family="data"), first=0).counts == (("data", "mid", 1),)


def test_given_unknown_names_or_too_many_nodes_then_the_question_is_refused() -> None:
    network = seeds_network()
    for wanted, suggestion in (
        (RoleFilter(tool="kubernets"), "kubernetes"),
        (RoleFilter(skill="pyton"), "python"),
        (RoleFilter(family="bakend"), "backend"),
    ):
        with pytest.raises(UnknownId) as unknown:
            career_network(network, wanted)
        assert suggestion in unknown.value.suggestions
    with pytest.raises(OverLimit):
        career_network(network, first=10_000)
    with pytest.raises(UnknownId):
        ladder(network, "nothing-like-it")


def test_given_sections_of_three_roles_then_what_all_say_alike_is_shared_and_the_rest_differs() -> None:
    found = compare_section(
        "skills", [{"Ada": "must", "Basic": "good"}, {"Ada": "must", "Basic": "must"}, {"Ada": "must", "Cobol": ""}]
    )
    assert found.shared == ("Ada",)
    assert found.differences == (ComparedItem("Basic", ("good", "must", None)), ComparedItem("Cobol", (None, None, "")))


def test_given_two_roles_of_the_seeds_then_every_section_of_the_network_is_compared() -> None:
    network = seeds_network()
    roles = roles_to_compare(network, ["ai-engineer", "senior-ai-engineer"])
    sections = {section.section: section for section in network_sections(network, roles)}
    assert sections["position"].differences == (ComparedItem("level", ("Mid-level", "Senior")),)
    assert sections["position"].shared == ("family: AI Engineering",)
    skills = {network.skills[skill].name for role in roles for skill in network.needs[role]}
    compared = {*sections["skills"].shared, *(item.name for item in sections["skills"].differences)}
    assert compared == skills


@pytest.mark.parametrize("ids", [[], ["r0"], ["r0", "r0"], ["r0", "r1", "r2", "r3", "r4", "r5"], ["r0", "r9"]])
def test_given_too_few_too_many_or_unknown_roles_then_the_comparison_is_refused(ids: list[str]) -> None:
    with pytest.raises(QuestionError) as refused:
        roles_to_compare(small.network(6, []), ids)
    assert refused.value.argument == "ids"
