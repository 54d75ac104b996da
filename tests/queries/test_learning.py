"""The order of learning."""

from __future__ import annotations

from queries.planner.gaps import SkillSource, skill_gap
from queries.planner.learning import lessons
from tests.support import networks as small
from tests.support.seeds import seeds_network

MUST, GOOD, OPTIONAL = ("must", "critical"), ("good", "important"), ("advanced", "optional")


def test_given_a_gap_then_musts_come_first_then_what_other_roles_of_the_level_share() -> None:
    needs = {
        0: {"ada": GOOD},
        1: {"ada": MUST, "basic": OPTIONAL, "cobol": GOOD, "dart": MUST},
        2: {"basic": MUST},
        3: {"basic": GOOD, "dart": GOOD},
        4: {"cobol": MUST},  # of another level
    }
    levels = {0: "junior", 1: "mid", 2: "mid", 3: "mid", 4: "senior"}
    network = small.network(5, [], needs, levels)
    plan = lessons(network, skill_gap(network, SkillSource(role="r0"), "r1"))
    assert [(network.skills[lesson.asked.skill].id, lesson.deepen, lesson.also) for lesson in plan] == [
        ("dart", False, (3,)),
        ("ada", True, ()),
        ("basic", False, (2, 3)),
        ("cobol", False, ()),
    ]


def test_given_the_seeds_then_the_plan_holds_all_that_is_to_learn_or_deepen_once() -> None:
    network = seeds_network()
    found = skill_gap(network, SkillSource(role="junior-data-engineer"), "data-engineer")
    wanted = {need.skill for need in found.learn} | {step.after.skill for step in found.deepen}
    plan = lessons(network, found)
    assert {lesson.asked.skill for lesson in plan} == wanted
    assert len(plan) == len(wanted)
