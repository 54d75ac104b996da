"""What stands between the skills one has and those a role asks for, and how much of it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.documents.spelling import letters
from graph.weights import stronger
from queries.errors import QuestionError
from queries.network.network import UNITS, Need, Network, Skills, need_order
from queries.planner.question import UNKNOWN_DEPTH, Profile, resolve_profile, resolve_role, resolve_skills


@dataclass(frozen=True, slots=True)
class SkillSource:
    """What a role asks for, a list of skills of unknown depth, or a profile: one of them."""

    role: str | None = None
    skills: Sequence[str] | None = None
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody has, from a source. `role` (an index) is where that person stands, where it is known; `known`: the
    skills of it are.
    """

    role: int | None
    skills: Skills
    tools: frozenset[int]
    known: bool


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
    """How much of a skill one has, from a role (index), or None where the person says so."""

    role: int | None
    need: Need


@dataclass(frozen=True, slots=True)
class SkillStepUp:
    """A skill had at a lower tier, importance, proficiency or weight."""

    before: SkillHad
    after: AskedSkill


@dataclass(frozen=True, slots=True)
class SkillGap:
    """`differently` are skills had deep enough of which other words say what is expected; they are not `shared`.
    `tools`
    are those not used before. `units` is the weight to learn and deepen; `overlap` is weight had / weight
    required, None when not `known`.

    Not known: some role of it has no known skills; the lists then say what the others ask for.
    """

    known: bool
    shared: tuple[AskedSkill, ...]
    learn: tuple[AskedSkill, ...]
    deepen: tuple[SkillStepUp, ...]
    differently: tuple[SkillStepUp, ...]
    tools: tuple[int, ...]
    overlap: float | None
    units: int

    @property
    def weight(self) -> float:
        return self.units / UNITS


Had = dict[int, SkillHad]


def skills_had(network: Network, held: Skills, role: int | None, passed: Iterable[int] = ()) -> Had:
    """What one holds, from a role or by one's own word, and the strongest of each skill over the roles passed since."""
    had = {skill: SkillHad(role, need) for skill, need in held.items()}
    for asked in strongest_needs(network, passed):
        before = had.get(asked.skill)
        if before is None:
            had[asked.skill] = SkillHad(asked.role, asked.need)
        else:
            later = asked.need.units > before.need.units or bool(asked.need.expects)
            of = asked.role if later else before.role
            had[asked.skill] = SkillHad(of, _stronger_of(before.need, asked.need))
    return had


def strongest_needs(network: Network, roles: Iterable[int]) -> list[AskedSkill]:
    """What the roles ask for together: of each skill the strongest weight, tier, importance and proficiency, named by
    the role of the strongest weight.
    """
    found: dict[int, AskedSkill] = {}
    for role in roles:
        for skill, need in network.asks[role].items():
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
    differently = tuple(
        SkillStepUp(had[each.skill], each)
        for each in asked
        if each.skill not in lacking and _expected_differently(each.need, had[each.skill].need)
    )
    apart = lacking | {each.after.skill for each in differently}
    known = known and all(map(network.knows_skills_of, roles))
    required = sum(each.need.units for each in asked)
    units = sum(each.need.units for each in learn) + sum(
        max(0, each.after.need.units - each.before.need.units) for each in deepen
    )
    tools = {tool for role in roles for tool in network.uses[role]} - set(tools_before)
    return SkillGap(
        known,
        tuple(each for each in asked if each.skill not in apart),
        learn,
        deepen,
        differently,
        tuple(sorted(tools, key=lambda tool: (network.tools[tool].name.lower(), tool))),
        (required - units) / required if known and required else None,
        units,
    )


def skill_gap(network: Network, source: SkillSource, to: str) -> SkillGap:
    """The gap from what somebody has to a role. Raises QuestionError."""
    end = resolve_role(network, "to", to)
    person = person_of(network, source)
    if source.role is not None and person.role == end:
        raise QuestionError("to", to, f"from and to are the same role ({to!r}); a gap needs two different ones.")
    return gap(network, person_had(network, person), (end,), person.tools, known=person.known)


def person_had(network: Network, person: Person) -> Had:
    return skills_had(network, person.skills, person.role)


def person_of(network: Network, source: SkillSource) -> Person:
    """What the source says somebody has. Raises QuestionError for none or several of role, skills and profile, unknown
    ids or an empty list.
    """
    if [source.role, source.skills, source.profile].count(None) != 2:
        raise QuestionError("from", None, "from should name a role, skills or a profile, and one of them only.")
    if source.profile is not None:
        held = resolve_profile(network, "from.profile", source.profile)
        role = None if source.profile.role is None else resolve_role(network, "from.profile.role", source.profile.role)
        return Person(role, held.skills, held.tools, known=True)
    if source.role is not None:
        role = resolve_role(network, "from", source.role)
        tools = frozenset(network.uses[role])
        return Person(role, network.asks[role], tools, known=network.knows_skills_of(role))
    if not source.skills:
        raise QuestionError("from", [], "from.skills is empty; name at least one skill.")
    skills = resolve_skills(network, "from", source.skills)
    return Person(None, dict.fromkeys(skills, UNKNOWN_DEPTH), frozenset(), known=True)


def skill_order(network: Network, asked: AskedSkill) -> tuple[int, int, int, str, int]:
    """What matters most first, then by name."""
    return (*need_order(asked.need), network.skills[asked.skill].name.lower(), asked.skill)


def _stronger(one: AskedSkill, other: AskedSkill) -> AskedSkill:
    """The strongest of either in each respect, of the role that gives it more weight."""
    need = _stronger_of(one.need, other.need)
    later = other.need.units > one.need.units or (other.need.units == one.need.units and bool(other.need.expects))
    return AskedSkill(one.skill, other.role if later else one.role, need)


def _stronger_of(one: Need, other: Need) -> Need:
    return Need(
        max(one.weight, other.weight),
        stronger("tier", one.tier, other.tier),
        stronger("importance", one.importance, other.importance),
        _higher(one, other),
        max(one.units, other.units),
        other.expects or one.expects,
        other.scale if other.proficiency is not None else one.scale,
    )


def _higher(one: Need, other: Need) -> float | None:
    """The higher proficiency; of two scales, the later one's."""
    if one.proficiency is None or other.proficiency is None or one.scale != other.scale:
        return one.proficiency if other.proficiency is None else other.proficiency
    return max(one.proficiency, other.proficiency)


def _expected_differently(asked: Need, had: Need) -> bool:
    """Whether both say in words what they expect, and say different things."""
    return bool(asked.expects and had.expects) and letters(asked.expects or "") != letters(had.expects or "")


def _exceeds(asked: Need, had: Need) -> bool:
    """In weight, or in a respect that both state."""
    tier = bool(asked.tier and had.tier) and stronger("tier", asked.tier, had.tier) != had.tier
    importance = (
        bool(asked.importance and had.importance)
        and stronger("importance", asked.importance, had.importance) != had.importance
    )
    one, other = (asked.proficiency, had.proficiency) if asked.scale == had.scale else (None, None)
    proficiency = one is not None and other is not None and one > other
    return asked.units > had.units or tier or importance or proficiency
