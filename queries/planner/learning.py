"""The order in which to learn the skills of a gap."""

from __future__ import annotations

from typing import NamedTuple

from graph.documents.spelling import plain
from queries.network.network import Network, need_order
from queries.planner.gaps import AskedSkill, SkillGap, SkillHad


class Lesson(NamedTuple):
    """A skill to learn, or one that is had `before` and not deep enough or expected `differently`; `also` are the roles
    (indices) beside the goal that ask for it too.
    """

    asked: AskedSkill
    before: SkillHad | None
    also: tuple[int, ...]
    differently: bool

    @property
    def deepen(self) -> bool:
        return self.before is not None


def lessons(network: Network, found: SkillGap) -> tuple[Lesson, ...]:
    """Critical must-haves first; then skills that most alternatives share, which stay useful if the goal changes; then
    by importance to the goal.

    Alternatives are the other described roles on the rungs of the roles that the gap leads to.
    """
    asked: list[tuple[AskedSkill, SkillHad | None]] = [(wanted, None) for wanted in found.learn]
    asked += [(step.after, step.before) for step in (*found.deepen, *found.differently)]
    goals = {wanted.role for wanted, _ in asked}
    alternatives = _alternatives(network, goals)
    otherwise = {step.after.skill for step in found.differently}
    plan: list[Lesson] = []
    for wanted, before in asked:
        also = tuple(role for role in alternatives if wanted.skill in network.asks[role])
        plan.append(Lesson(wanted, before, also, wanted.skill in otherwise))

    def order(lesson: Lesson) -> tuple[bool, int, tuple[int, int, int], str]:
        need = lesson.asked.need
        first = need.tier == "must" and need.importance == "critical"
        return (not first, -len(lesson.also), need_order(need), plain(network.skills[lesson.asked.skill].name))

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
