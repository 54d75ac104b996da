from __future__ import annotations

from typing import Any

import pytest

from queries.errors import OverLimit, QuestionError, UnknownId
from queries.planner.gaps import SkillSource, skill_gap
from queries.planner.recommendations import recommend_roles, similar_roles, skill_leverage
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


def test_given_a_role_when_roles_are_recommended_then_none_is_itself_or_below_it() -> None:
    network = seeds_network()
    matches = recommend_roles(network, SkillSource(role=SENIOR), 100)
    levels = {network.roles[match.role].level for match in matches}
    assert SENIOR not in {network.roles[match.role].id for match in matches}
    assert min(level.rank for level in levels if level and level.track == "individual") == 3


def test_given_a_recommendation_then_the_reason_says_what_one_has_and_lacks() -> None:
    network = small.network(2, [], {1: {"ada": MUST, "basic": GOOD}})
    match = recommend_roles(network, SkillSource(skills=["ada"]))[0]
    assert match.role == 1
    assert match.score == pytest.approx(1 / 1.56)
    assert match.reason == "You have 64% of what Role 1 asks for, by weight: Ada; missing: Basic."


def test_given_two_roles_then_similarity_is_ruzickas_of_their_weights_and_symmetric() -> None:
    needs = {0: {"ada": MUST, "basic": GOOD}, 1: {"ada": GOOD, "cobol": MUST}, 2: {"dart": MUST}}
    network = small.network(3, [], needs)
    there, back = similar_roles(network, "r0"), similar_roles(network, "r1")
    assert [match.role for match in there] == [1]
    assert there[0].score == pytest.approx(0.56 / (1.0 + 0.56 + 1.0))
    assert [(match.role, match.score) for match in back] == [(0, there[0].score)]


def test_given_a_skill_that_opens_a_role_then_it_comes_before_one_that_brings_more() -> None:
    needs = {
        0: {"ada": MUST, "basic": MUST},  # ada is had: half is reached without more
        1: {"ada": MUST, "cobol": MUST, "dart": GOOD},  # cobol lifts 1.0 of 2.56 over the half
        2: {"dart": MUST, "erlang": MUST, "basic": MUST, "cobol": GOOD},
        3: {"dart": MUST, "erlang": MUST, "basic": MUST, "cobol": GOOD},
    }
    network = small.network(4, [], needs, statuses={3: "retired"})
    ranked = skill_leverage(network, SkillSource(skills=["ada"]))
    shown: dict[str, Any] = {network.skills[each.skill].id: ([*each.opens], each.brings) for each in ranked}
    assert shown == {
        "cobol": ([1], pytest.approx(1 / 2.56 + 0.56 / 3.56)),
        "dart": ([1], pytest.approx(0.56 / 2.56 + 1 / 3.56)),
        "basic": ([], pytest.approx(1 / 3.56)),
        "erlang": ([], pytest.approx(1 / 3.56)),
    }
    assert [network.skills[each.skill].id for each in ranked] == ["cobol", "dart", "basic", "erlang"]


def test_given_the_seeds_when_a_skill_opens_roles_then_learning_it_brings_each_to_half() -> None:
    network = seeds_network()
    source = ["python", "sql", "software-testing", "code-review", "communication"]
    for each in skill_leverage(network, SkillSource(skills=source), 20):
        for role in each.opens:
            id = network.roles[role].id
            before = skill_gap(network, SkillSource(skills=source), id).overlap
            after = skill_gap(network, SkillSource(skills=[*source, network.skills[each.skill].id]), id).overlap
            assert before is not None
            assert after is not None
            assert before < 0.5 <= after


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
