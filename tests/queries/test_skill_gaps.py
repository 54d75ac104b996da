from __future__ import annotations

import pytest

from queries.errors import QuestionError, UnknownId
from queries.network.network import Network
from queries.planner.gaps import SkillGap, SkillSource, skill_gap
from tests.support import networks as small

MUST, GOOD, SOFT = ("must", "critical"), ("good", "important"), (None, "important")


def ids(network: Network, gap: SkillGap) -> dict[str, list[str]]:
    return {
        "shared": [network.skills[each.skill].id for each in gap.shared],
        "learn": [network.skills[each.skill].id for each in gap.learn],
        "deepen": [network.skills[each.after.skill].id for each in gap.deepen],
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


def test_given_stated_skills_then_they_are_had_in_full() -> None:
    network = two_roles()
    gap = skill_gap(network, SkillSource(skills=["ada", "dart"]), "r1")
    assert ids(network, gap) == {"shared": ["ada", "dart"], "learn": ["basic", "erlang"], "deepen": []}
    assert len(gap.tools) == 3


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
