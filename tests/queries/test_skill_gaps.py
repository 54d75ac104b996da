from __future__ import annotations

import pytest

from graph.folding.fold import fold
from queries.errors import QuestionError, UnknownId
from queries.network.build import network_of
from queries.network.network import Network
from queries.planner.gaps import SkillGap, SkillSource, skill_gap
from queries.planner.paths import career_paths
from queries.planner.question import HeldSkill, PathOptions, Profile, RoleSelector
from queries.planner.recommendations import recommend_roles
from queries.planner.sentences import gap_sentence
from tests.support import networks as small
from tests.support.documents import document
from tests.support.frameworks import framework
from tests.support.seeds import seeds_network

MUST, GOOD, SOFT = ("must", "critical"), ("good", "important"), (None, "important")


MUST, GOOD = ("must", "critical"), ("good", "important")


def ids(network: Network, gap: SkillGap) -> dict[str, list[str]]:
    return {
        "shared": [network.skills[need.skill].id for need in gap.shared],
        "learn": [network.skills[need.skill].id for need in gap.learn],
        "deepen": [network.skills[step.after.skill].id for step in gap.deepen],
    }


def two_roles() -> Network:
    needs = {
        0: {"ada": GOOD, "basic": MUST, "cobol": SOFT},
        1: {"ada": MUST, "basic": GOOD, "dart": GOOD, "erlang": SOFT},
    }
    return small.network(2, [(0, 1, "next", None)], needs, uses={0: ["hammer"], 1: ["saw", "hammer", "axe"]})


def test_given_two_roles_then_each_skill_is_shared_learned_or_deepened_and_overlap_is_the_share_of_weight() -> None:
    network = two_roles()
    gap = skill_gap(network, SkillSource(role="r0"), "r1")
    assert ids(network, gap) == {"shared": ["basic"], "learn": ["dart", "erlang"], "deepen": ["ada"]}
    assert [network.tools[tool].id for tool in gap.tools] == ["axe", "saw"]
    required = 1.0 + 0.56 + 0.56 + 0.48  # ada, basic, dart, erlang
    assert gap.weight == pytest.approx(0.56 + 0.48 + (1.0 - 0.56))
    assert gap.overlap == pytest.approx((0.56 + 0.56) / required)
    assert (gap.deepen[0].before.role, gap.deepen[0].before.need.weight, gap.deepen[0].after.need.weight) == (
        0,
        0.56,
        1.0,
    )
    assert gap.known


def test_given_skills_of_unknown_depth_then_they_are_enough_where_good_to_have_and_not_where_a_must() -> None:
    network = two_roles()
    gap = skill_gap(network, SkillSource(skills=["ada", "dart"]), "r1")
    assert ids(network, gap) == {"shared": ["dart"], "learn": ["basic", "erlang"], "deepen": ["ada"]}
    assert len(gap.tools) == 3


def test_given_a_profile_of_what_a_role_asks_for_then_the_gap_is_that_of_the_role() -> None:
    network = seeds_network()
    role = network.role_number["data-engineer"]
    held = [
        HeldSkill(network.skills[skill].id, need.tier, need.importance, need.proficiency, need.weight)
        for skill, need in network.asks[role].items()
    ]
    tools = [network.tools[tool].id for tool in network.uses[role]]
    for end in ("senior-data-engineer", "mlops-engineer", "staff-data-scientist"):
        listed = skill_gap(network, SkillSource(profile=Profile(skills=held, tools=tools)), end)
        named = skill_gap(network, SkillSource(profile=Profile(role="data-engineer")), end)
        from_role = skill_gap(network, SkillSource(role="data-engineer"), end)
        assert (listed.overlap, listed.learn, listed.tools) == (from_role.overlap, from_role.learn, from_role.tools)
        assert [step.after for step in listed.deepen] == [step.after for step in from_role.deepen]
        assert named == from_role


def test_given_names_and_aliases_in_a_profile_then_they_are_the_skills_they_name() -> None:
    network = seeds_network()
    by_name = Profile(skills=[HeldSkill("Python"), HeldSkill("rag"), HeldSkill("machine Learning")])
    by_id = Profile(
        skills=[
            HeldSkill("python"),
            HeldSkill("retrieval-augmented-generation"),
            HeldSkill("machine-learning-fundamentals"),
        ]
    )
    assert skill_gap(network, SkillSource(profile=by_name), "ai-engineer") == skill_gap(
        network, SkillSource(profile=by_id), "ai-engineer"
    )
    with pytest.raises(UnknownId, match="Did you mean python"):
        skill_gap(network, SkillSource(profile=Profile(skills=[HeldSkill("pythn")])), "ai-engineer")


def test_given_a_role_that_takes_skills_for_granted_then_they_count_on_both_sides_of_a_gap() -> None:
    needs = {0: {"ada": MUST, "basic": GOOD}, 1: {"cobol": MUST}}
    network = small.network(3, [], needs | {2: {"cobol": MUST}}, assumes={1: {"ada": MUST}})
    down, up = skill_gap(network, SkillSource(role="r1"), "r0"), skill_gap(network, SkillSource(role="r0"), "r1")
    assert ids(network, down) == {"shared": ["ada"], "learn": ["basic"], "deepen": []}
    assert ids(network, up) == {"shared": ["ada"], "learn": ["cobol"], "deepen": []}
    assert up.overlap == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("had", "asked", "deepens"),
    [
        (("good", "critical"), ("must", "critical"), True),
        (("must", "optional"), ("good", "critical"), True),  # more weight
        (("good", "critical"), ("must", "optional"), True),  # a higher tier, though less weight
        (("must", "critical"), ("must", "critical"), False),
        (("must", "critical"), ("good", "important"), False),
        ((None, "important"), ("must", "critical"), True),
        ((None, "critical"), ("advanced", "optional"), False),
    ],
)
def test_given_a_skill_had_when_asked_for_then_it_is_deepened_if_had_at_a_lower_tier_importance_or_weight(
    had: tuple[str | None, str | None], asked: tuple[str | None, str | None], deepens: bool
) -> None:
    network = small.network(2, [], {0: {"ada": had}, 1: {"ada": asked}})
    assert bool(skill_gap(network, SkillSource(role="r0"), "r1").deepen) == deepens


def test_given_a_higher_proficiency_then_the_skill_is_deepened_at_no_weight() -> None:
    network = small.network(
        2, [], {0: {"ada": MUST}, 1: {"ada": MUST}}, proficiencies={(0, "ada"): 2.0, (1, "ada"): 3.0}
    )
    gap = skill_gap(network, SkillSource(role="r0"), "r1")
    assert (len(gap.deepen), gap.weight, gap.overlap) == (1, 0.0, 1.0)


@pytest.mark.parametrize(("start", "end"), [("r0", "r1"), ("r1", "r0")])
def test_given_a_role_of_unknown_skills_then_the_gap_is_not_known(start: str, end: str) -> None:
    gap = skill_gap(small.network(2, [], {0: {"ada": MUST}}), SkillSource(role=start), end)
    assert (gap.known, gap.overlap) == (False, None)


def test_given_no_meaning_then_the_question_is_refused() -> None:
    network = two_roles()
    for source, argument in (
        (SkillSource(), "from"),
        (SkillSource(role="r0", skills=["ada"]), "from"),
        (SkillSource(skills=[]), "from"),
        (SkillSource(role="r1"), "to"),
    ):
        with pytest.raises(QuestionError) as refused:
            skill_gap(network, source, "r1")
        assert refused.value.argument == argument
    with pytest.raises(UnknownId) as unknown:
        skill_gap(network, SkillSource(skills=["basics"]), "r1")
    assert (unknown.value.kind, unknown.value.suggestions) == ("skill", ("basic",))


SAID = {"Kneading": " alone", "Firing": "Expert"}


NAMED = Profile(skills=[HeldSkill("kneading"), HeldSkill("firing")])


@pytest.mark.parametrize("source", [SkillSource(skills=["kneading", "firing"]), SkillSource(profile=NAMED)])
def test_given_skills_by_name_alone_when_a_role_says_how_far_in_words_or_a_step_then_they_are_not_known_to_be_enough(
    source: SkillSource,
) -> None:
    network = network_of(fold(framework({}, SAID)))
    gap = skill_gap(network, source, "baker-2")
    assert (gap.shared, gap.learn, gap.deepen, gap.overlap) == ((), (), (), None)
    assert [(step.before.need.expects, step.after.need.expects) for step in gap.differently] == [
        (None, None),
        (None, "alone"),
    ]
    assert gap_sentence(gap, "Baker 2") == (
        "0 of 2 skills are there as Baker 2 asks; 2 had by name alone, how far is not known."
    )
    [match] = recommend_roles(network, source)
    assert (match.share, match.reason) == (
        None,
        "You have skills that Baker 2 asks for, how far is not known: Firing and Kneading; none is missing.",
    )


def test_given_a_skill_by_name_alone_when_a_path_leads_to_a_role_with_a_text_then_the_sentence_says_so() -> None:
    network = network_of(fold(framework({"Firing": " alone"}, {"Kneading": " alone", "Firing": " alone"})))
    options = PathOptions(skills=["kneading"])
    [path] = career_paths(network, RoleSelector("baker-1"), RoleSelector("baker-2"), options=options).paths
    assert "no skill to learn or deepen, 1 skill had by name alone (Kneading)" in path.summary


def test_given_a_skill_taken_for_granted_then_no_words_of_a_role_below_are_what_the_role_expects() -> None:
    baker, senior = {"Kneading": " by recipe", "Firing": " at dawn"}, {"Firing": " at night"}
    network = network_of(fold(framework(baker, senior, {"Firing": " for others"})))
    had = SkillSource(profile=Profile(role="baker-1"))
    for source in (SkillSource(role="baker-1"), had):
        gap = skill_gap(network, source, "baker-3")
        assert [network.skills[asked.skill].name for asked in gap.shared] == ["Kneading"]
        assert [step.after.need.expects for step in gap.differently] == ["for others"]
    down = skill_gap(network, SkillSource(role="baker-3"), "baker-1")
    assert [(step.before.need.expects, step.after.need.expects) for step in down.differently] == [
        ("for others", "at dawn")
    ]


def test_given_other_words_for_a_skill_taken_for_granted_then_it_is_there_and_by_name_alone_it_is_not_known() -> None:
    documents = framework({"Kneading": " by recipe"}, {"Firing": " at night"})
    own = document("id: cook\ntitle: Cook\ntechnical_skills: [{name: Kneading, expects: by feeling}]\n", "roles/c.yaml")
    network = network_of(fold([*documents, own]))
    gap = skill_gap(network, SkillSource(role="cook"), "baker-2")
    assert ([asked.need.expects for asked in gap.learn], len(gap.shared), gap.differently) == (["at night"], 1, ())
    back = skill_gap(network, SkillSource(role="baker-2"), "cook")
    assert [(step.before.need.expects, step.after.need.expects) for step in back.differently] == [
        ("by recipe", "by feeling")
    ]
    named = skill_gap(network, SkillSource(skills=["kneading"]), "baker-2")
    assert [(step.named_only, step.after.need.expects) for step in named.differently] == [(True, None)]
    learned = skill_gap(network, SkillSource(skills=["firing"]), "baker-2").learn
    assert [(asked.need.expects, asked.need.below) for asked in learned] == [("by recipe", True)]
