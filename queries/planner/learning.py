"""In which order to learn what a gap holds."""

from __future__ import annotations

from typing import NamedTuple

from queries.network.network import Network, need_order
from queries.planner.gaps import AskedSkill, SkillGap


class Lesson(NamedTuple):
    """A skill to learn, or to deepen; `also` are the roles (indices) beside the goal that ask for it too."""

    asked: AskedSkill
    deepen: bool
    also: tuple[int, ...]


def lessons(network: Network, found: SkillGap) -> tuple[Lesson, ...]:
    """What is a must and critical first; then what most of the alternatives share, so that it is not lost when the
    goal changes; then what matters more to the goal.

    Alternatives are the other described roles on the rungs of the roles that the gap leads to.
    """
    asked = [(each, False) for each in found.learn]
    asked += [(step.after, True) for step in (*found.deepen, *found.differently)]
    goals = {each.role for each, _ in asked}
    alternatives = _alternatives(network, goals)
    plan = [
        Lesson(each, deepen, tuple(role for role in alternatives if each.skill in network.asks[role]))
        for each, deepen in asked
    ]

    def order(lesson: Lesson) -> tuple[bool, int, tuple[int, int, int], str]:
        need = lesson.asked.need
        first = need.tier == "must" and need.importance == "critical"
        return (not first, -len(lesson.also), need_order(need), network.skills[lesson.asked.skill].name.lower())

    return tuple(sorted(plan, key=order))


def _alternatives(network: Network, goals: set[int]) -> list[int]:
    rungs = {(level.track, level.rank) for role in goals if (level := network.roles[role].level)}
    return [
        number
        for number, role in enumerate(network.roles)
        if number not in goals
        and role.level
        and (role.level.track, role.level.rank) in rungs
        and role.described
        and role.status != "retired"
    ]
