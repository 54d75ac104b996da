"""What stands between the skills one has and those a role asks for, and how much of it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.weights import stronger
from queries.errors import QuestionError
from queries.network.network import UNITS, Need, Network, need_order
from queries.planner.question import resolve_role, resolve_skills

# A skill that a person states without more counts as had in full: nothing about it is left to learn or deepen.
IN_FULL = Need(1.0, "must", "critical", 4.0, UNITS)


@dataclass(frozen=True, slots=True)
class SkillSource:
    """Skills of a role, or a list of skills; ids."""

    role: str | None = None
    skills: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class AskedSkill:
    """A skill and the role that asks for it (indices), so that the edge between them and its evidence can be looked
    up.
    """

    skill: int
    role: int
    need: Need


@dataclass(frozen=True, slots=True)
class SkillHad:
    """How much of a skill one has, from a role (index), or None when it was stated."""

    role: int | None
    need: Need


@dataclass(frozen=True, slots=True)
class SkillStepUp:
    """A skill had at a lower tier, importance, proficiency or weight."""

    before: SkillHad
    after: AskedSkill


@dataclass(frozen=True, slots=True)
class SkillGap:
    """`tools` are those not used before. `units` is the weight to learn and deepen; `overlap` is weight had / weight
    required, None when not `known`.

    Not known: some role of it has no known skills; the lists then say what the others ask for.
    """

    known: bool
    shared: tuple[AskedSkill, ...]
    learn: tuple[AskedSkill, ...]
    deepen: tuple[SkillStepUp, ...]
    tools: tuple[int, ...]
    overlap: float | None
    units: int

    @property
    def weight(self) -> float:
        return self.units / UNITS


Had = dict[int, SkillHad]


def skills_had(network: Network, roles: Iterable[int], stated: Iterable[int] = ()) -> Had:
    """The strongest of each skill over the roles, and the stated ones in full."""
    had = {asked.skill: SkillHad(asked.role, asked.need) for asked in strongest_needs(network, roles)}
    return had | {skill: SkillHad(None, IN_FULL) for skill in stated}


def strongest_needs(network: Network, roles: Iterable[int]) -> list[AskedSkill]:
    """What the roles ask for together: of each skill the strongest weight, tier, importance and proficiency, named by
    the role of the strongest weight.
    """
    found: dict[int, AskedSkill] = {}
    for role in roles:
        for skill, need in network.needs[role].items():
            known = found.get(skill)
            found[skill] = (
                AskedSkill(skill, role, need) if known is None else _stronger(known, AskedSkill(skill, role, need))
            )
    return list(found.values())


def gap(
    network: Network, had: Had, roles: Sequence[int], tools_before: Iterable[int] = (), *, known: bool = True
) -> SkillGap:
    """The gap between what one has and what the roles ask for together; `known` says whether what one has is known."""
    asked = sorted(strongest_needs(network, roles), key=lambda each: skill_order(network, each))
    learn = tuple(each for each in asked if each.skill not in had)
    deepen = tuple(
        SkillStepUp(had[each.skill], each)
        for each in asked
        if each.skill in had and _exceeds(each.need, had[each.skill].need)
    )
    lacking = {each.skill for each in learn} | {each.after.skill for each in deepen}
    known = known and all(map(network.knows_skills_of, roles))
    required = sum(each.need.units for each in asked)
    units = sum(each.need.units for each in learn) + sum(
        max(0, each.after.need.units - each.before.need.units) for each in deepen
    )
    tools = {tool for role in roles for tool in network.uses[role]} - set(tools_before)
    return SkillGap(
        known,
        tuple(each for each in asked if each.skill not in lacking),
        learn,
        deepen,
        tuple(sorted(tools, key=lambda tool: (network.tools[tool].name.lower(), tool))),
        (required - units) / required if known and required else None,
        units,
    )


def skill_gap(network: Network, source: SkillSource, to: str) -> SkillGap:
    """The gap from a role or a list of skills to a role. Raises QuestionError."""
    end = resolve_role(network, "to", to)
    role, stated = resolve_source(network, source)
    if role == end:
        raise QuestionError("to", to, f"from and to are the same role ({to!r}); a gap needs two different ones.")
    if role is None:
        return gap(network, skills_had(network, (), stated), (end,))
    return gap(network, skills_had(network, (role,)), (end,), network.uses[role], known=network.knows_skills_of(role))


def resolve_source(network: Network, source: SkillSource) -> tuple[int | None, tuple[int, ...]]:
    """The role, or None and the skills. Raises QuestionError for neither, both, unknown ids or an empty list."""
    if (source.role is None) == (source.skills is None):
        raise QuestionError("from", None, "from should name either a role or skills, and not both.")
    if source.role is not None:
        return resolve_role(network, "from", source.role), ()
    if not source.skills:
        raise QuestionError("from", [], "from.skills is empty; name at least one skill.")
    return None, resolve_skills(network, "from", source.skills)


def skill_order(network: Network, asked: AskedSkill) -> tuple[int, int, int, str, int]:
    """What matters most first, then by name."""
    return (*need_order(asked.need), network.skills[asked.skill].name.lower(), asked.skill)


def _stronger(one: AskedSkill, other: AskedSkill) -> AskedSkill:
    """The strongest of either in each respect, of the role that gives it more weight."""
    first, second = one.need, other.need
    need = Need(
        max(first.weight, second.weight),
        stronger("tier", first.tier, second.tier),
        stronger("importance", first.importance, second.importance),
        max((each for each in (first.proficiency, second.proficiency) if each is not None), default=None),
        max(first.units, second.units),
    )
    return AskedSkill(one.skill, other.role if second.units > first.units else one.role, need)


def _exceeds(asked: Need, had: Need) -> bool:
    """In weight, or in a respect that both state."""
    tier = bool(asked.tier and had.tier) and stronger("tier", asked.tier, had.tier) != had.tier
    importance = (
        bool(asked.importance and had.importance)
        and stronger("importance", asked.importance, had.importance) != had.importance
    )
    proficiency = asked.proficiency is not None and had.proficiency is not None and asked.proficiency > had.proficiency
    return asked.units > had.units or tier or importance or proficiency
