from __future__ import annotations

from typing import Any

import pytest

from queries.errors import OverLimit, QuestionError, UnknownId
from queries.planner.filters import RoleFilter
from queries.planner.gaps import SkillSource, skill_gap
from queries.planner.question import HeldSkill, Profile, RoleSelector
from queries.planner.recommendations import OPEN_SHARE, recommend_roles, similar_roles, skill_leverage
from tests.support import networks as small
from tests.support.seeds import seeds_network

MUST, GOOD = ("must", "critical"), ("good", "important")
SENIOR = "senior-applied-ai-engineer"


def test_given_the_seeds_when_roles_are_recommended_from_skills_then_the_score_is_the_overlap_of_the_gap() -> None:
    network = seeds_network()
    source = SkillSource(skills=["python", "model-evaluation", "product-thinking"])
    matches = recommend_roles(network, source, 100)
    wanted = {
        role.id: skill_gap(network, source, role.id).overlap for role in network.roles if role.status != "retired"
    }
    positive = {id: overlap for id, overlap in wanted.items() if overlap}
    assert {network.roles[match.role].id: match.score for match in matches} == pytest.approx(positive)
    assert [match.score for match in matches] == sorted(positive.values(), reverse=True)


def test_given_a_role_when_roles_are_recommended_then_none_is_itself_and_those_near_its_level_come_first() -> None:
    network = seeds_network()
    start = network.role_number[SENIOR]
    matches = recommend_roles(network, SkillSource(role=SENIOR), 100)
    assert start not in {match.role for match in matches}
    rises = [network.rise(start, match.role) for match in matches[:5]]
    assert all(rise in (-1, 0, 1) for rise in rises)


def test_given_a_role_above_others_of_its_family_when_they_are_asked_for_then_what_it_has_behind_it_fits() -> None:
    network = seeds_network()
    family = RoleFilter(family="data-engineering", level="senior")
    (match,) = recommend_roles(network, SkillSource(role="staff-data-engineer"), 10, family)
    assert network.roles[match.role].id == "senior-data-engineer"
    assert match.score > 0.9


def test_given_a_recommendation_then_the_reason_says_what_one_has_and_lacks() -> None:
    network = small.network(2, [], {1: {"ada": MUST, "basic": GOOD}})
    match = recommend_roles(network, SkillSource(skills=["ada"]))[0]
    assert match.role == 1
    assert match.score == pytest.approx(0.7 / 1.56)
    assert match.reason == "You have 45% of what Role 1 asks for, by weight: Ada; missing: Basic; 1 to deepen."


def test_given_two_roles_then_similarity_is_ruzickas_of_their_weights_and_symmetric() -> None:
    needs = {0: {"ada": MUST, "basic": GOOD}, 1: {"ada": GOOD, "cobol": MUST}, 2: {"dart": MUST}}
    network = small.network(3, [], needs)
    there, back = similar_roles(network, "r0"), similar_roles(network, "r1")
    assert [match.role for match in there] == [1]
    assert there[0].score == pytest.approx(0.56 / (1.0 + 0.56 + 1.0))
    assert [(match.role, match.score) for match in back] == [(0, there[0].score)]


def test_given_a_skill_that_opens_a_role_then_it_comes_before_one_that_brings_more() -> None:
    needs = {
        0: {"ada": MUST, "basic": MUST},  # basic lifts 0.7 of 2 over three fifths
        1: {"ada": MUST, "cobol": MUST, "dart": GOOD},  # cobol lifts 0.7 of 2.56 over it
        2: {"dart": MUST, "erlang": MUST, "basic": MUST, "cobol": GOOD},
        3: {"dart": MUST, "erlang": MUST, "basic": MUST, "cobol": GOOD},
    }
    network = small.network(4, [], needs, statuses={3: "retired"})
    ranked = skill_leverage(network, SkillSource(skills=["ada"]))
    shown: dict[str, Any] = {network.skills[lesson.skill].id: ([*lesson.opens], lesson.brings) for lesson in ranked}
    assert shown == {
        "basic": ([0], pytest.approx(1 / 2 + 1 / 3.56)),
        "cobol": ([1], pytest.approx(1 / 2.56 + 0.56 / 3.56)),
        "dart": ([2], pytest.approx(0.56 / 2.56 + 1 / 3.56)),  # with basic and cobol learned before it
        "erlang": ([], pytest.approx(1 / 3.56)),
        "ada": ([], pytest.approx(0.3 / 2 + 0.3 / 2.56)),
    }
    assert [network.skills[lesson.skill].id for lesson in ranked] == ["basic", "cobol", "dart", "erlang", "ada"]


def test_given_a_goal_then_what_weighs_most_of_what_it_asks_for_comes_first() -> None:
    needs = {0: {"ada": MUST}, 1: {"ada": MUST, "basic": GOOD, "cobol": MUST}, 2: {"dart": MUST}}
    network = small.network(3, [], needs)
    ranked = skill_leverage(network, SkillSource(role="r0"), to=RoleSelector("r1"))
    assert [(network.skills[lesson.skill].id, lesson.brings) for lesson in ranked] == [
        ("cobol", pytest.approx(1 / 2.56)),
        ("basic", pytest.approx(0.56 / 2.56)),
    ]


def test_given_a_role_without_a_goal_then_only_roles_within_reach_and_not_below_it_count() -> None:
    needs = {0: {"ada": MUST}, 1: {"basic": MUST}, 2: {"cobol": MUST}, 3: {"dart": MUST}}
    levels = {0: "mid", 1: "senior", 2: "junior", 3: "senior"}
    network = small.network(4, [(0, 1, "next", None), (0, 2, "lateral", None)], needs, levels)
    ranked = skill_leverage(network, SkillSource(role="r0"))
    assert [network.skills[lesson.skill].id for lesson in ranked] == ["basic"]


def test_given_the_seeds_when_a_skill_opens_roles_then_learning_it_brings_each_over_the_threshold() -> None:
    network = seeds_network()
    held = [HeldSkill(id, "must") for id in ("python", "sql", "software-testing", "code-review", "communication")]
    opened = 0
    for lever in skill_leverage(network, SkillSource(profile=Profile(skills=held)), 20):
        learned = [*held, HeldSkill(network.skills[lever.skill].id, "must", "critical", 4)]  # in full
        for role in lever.opens:
            id = network.roles[role].id
            before = skill_gap(network, SkillSource(profile=Profile(skills=held)), id).overlap
            after = skill_gap(network, SkillSource(profile=Profile(skills=learned)), id).overlap
            assert before is not None
            assert after is not None
            assert before < OPEN_SHARE <= after
            opened += 1
        held = learned
    assert opened


def test_given_no_meaning_then_the_question_is_refused() -> None:
    network = seeds_network()
    with pytest.raises(QuestionError, match="at least 1"):
        recommend_roles(network, SkillSource(role=SENIOR), 0)
    with pytest.raises(OverLimit):
        skill_leverage(network, SkillSource(role=SENIOR), 101)
    with pytest.raises(QuestionError, match="empty"):
        skill_leverage(network, SkillSource(skills=[]))
    with pytest.raises(UnknownId) as unknown:
        similar_roles(network, "senior-applied-ai")
    assert SENIOR in unknown.value.suggestions
