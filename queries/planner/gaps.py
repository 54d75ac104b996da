"""Skill gaps: the difference between the skills that a person has and those that roles ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.documents.spelling import letters, plain
from graph.weights import skill_weight, stronger
from queries.errors import QuestionError
from queries.network.network import UNITS, Need, Network, Skills, need_order
from queries.planner.naming import resolve_role, resolve_skills
from queries.planner.question import UNKNOWN_DEPTH, Profile, resolve_profile


@dataclass(frozen=True, slots=True)
class SkillSource:
    """Exactly one of: a role, whose skills count as had; skills of unknown depth; a profile."""

    role: str | None = None
    skills: Sequence[str] | None = None
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What a person has. `role` (an index) is the person's role, if known; `known`: its skills are known."""

    role: int | None
    skills: Skills
    tools: frozenset[int]
    known: bool


@dataclass(frozen=True, slots=True)
class AskedSkill:
    """A skill and the role that asks for it (indices): the edge between them has the evidence."""

    skill: int
    role: int
    need: Need


@dataclass(frozen=True, slots=True)
class SkillHad:
    """How much of a skill a person has, and the role (index) it comes from; None where the person says it."""

    role: int | None
    need: Need


@dataclass(frozen=True, slots=True)
class SkillStepUp:
    """A skill had at a lower tier, importance, proficiency or weight, or expected differently."""

    before: SkillHad
    after: AskedSkill

    @property
    def named_only(self) -> bool:
        """The person has it by name alone, and only words or a step say how far the role asks for it."""
        need = self.after.need
        says = need.below or need.expects is not None or need.step is not None or need.proficiency is not None
        return self.before.need.named and says and not _is_rated(need)


@dataclass(frozen=True, slots=True)
class SkillGap:
    """`differently` are skills that are deep enough but expected in other words, and those had by name alone of which
    only words or a step say how far they are asked for; they are not in `shared`. A skill that is taken for granted is
    expected in no words of its own: those of the role below stand in `learn` alone. `tools` are those not used before.
    `units` is the weight to learn and deepen; `overlap` is weight had / weight required.

    Not `known`: a role has no known skills; then `overlap` is None and the lists cover the other roles. It is None too
    where of some skill nothing that weighs says how much of it is there: only words differ, steps at one weight, a
    name alone.
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

    @property
    def asked(self) -> int:
        """How many skills are asked for."""
        return sum(map(len, (self.shared, self.learn, self.deepen, self.differently)))

    @property
    def is_weighed(self) -> bool:
        """Whether the skills asked for differ in weight, so that a share by weight says more than one by number."""
        after = (*self.shared, *self.learn, *(step.after for step in (*self.deepen, *self.differently)))
        return len({asked.need.units for asked in after}) > 1

    @property
    def in_other_words(self) -> tuple[SkillStepUp, ...]:
        """Of `differently`, those that both sides say in words."""
        return tuple(step for step in self.differently if not step.named_only)

    @property
    def named_only(self) -> tuple[SkillStepUp, ...]:
        """Of `differently`, those had by name alone."""
        return tuple(step for step in self.differently if step.named_only)


Had = dict[int, SkillHad]
UNSTATED = round(skill_weight(None, None) * UNITS)


def skills_had(network: Network, held: Skills, role: int | None, passed: Iterable[int] = ()) -> Had:
    """The skills held at first (from `role`, or stated by the person), raised by those of the roles passed since."""
    had = {skill: SkillHad(role, need) for skill, need in held.items()}
    for asked in strongest_needs(network, passed):
        before = had.get(asked.skill)
        if before is None:
            had[asked.skill] = SkillHad(asked.role, asked.need)
        else:
            later = asked.need.units > before.need.units or _says(asked.need)
            of = asked.role if later else before.role
            had[asked.skill] = SkillHad(of, _stronger_of(before.need, asked.need))
    return had


def strongest_needs(network: Network, roles: Iterable[int]) -> list[AskedSkill]:
    """What the roles ask for together: the strongest weight, tier, importance and proficiency of each skill, with the
    role of the strongest weight.
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
    """The gap from what a person has to what the roles ask for together; `known`: what the person has is known."""
    asked = sorted(strongest_needs(network, roles), key=lambda wanted: skill_order(network, wanted))
    learn = tuple(wanted for wanted in asked if wanted.skill not in had)
    deepen = tuple(
        SkillStepUp(had[wanted.skill], _in_own_words(wanted))
        for wanted in asked
        if wanted.skill in had and _exceeds(wanted.need, had[wanted.skill].need)
    )
    lacking = {wanted.skill for wanted in learn} | {step.after.skill for step in deepen}
    there = (SkillStepUp(had[wanted.skill], _in_own_words(wanted)) for wanted in asked if wanted.skill not in lacking)
    differently = tuple(
        step for step in there if step.named_only or _expected_differently(step.after.need, step.before.need)
    )
    apart = lacking | {step.after.skill for step in differently}
    known = known and all(map(network.knows_skills_of, roles))
    required = sum(wanted.need.units for wanted in asked)
    units = sum(wanted.need.units for wanted in learn) + sum(
        max(0, step.after.need.units - step.before.need.units) for step in deepen
    )
    measured = all(map(_is_weighed, deepen)) and all(_is_weighed(step) or _has_steps(step) for step in differently)
    tools = {tool for role in roles for tool in network.uses[role]} - set(tools_before)
    return SkillGap(
        known,
        tuple(wanted for wanted in asked if wanted.skill not in apart),
        learn,
        deepen,
        differently,
        tuple(sorted(tools, key=lambda tool: (plain(network.tools[tool].name), tool))),
        (required - units) / required if known and required and measured else None,
        units,
    )


def skill_gap(network: Network, source: SkillSource, to: str) -> SkillGap:
    """The gap from what a person has to a role. Raises QuestionError."""
    end = resolve_role(network, "to", to)
    person = person_of(network, source)
    if source.role is not None and person.role == end:
        raise QuestionError("to", to, f"from and to are the same role ({to!r}); a gap needs two different ones.")
    return gap(network, person_had(network, person), (end,), person.tools, known=person.known)


def person_had(network: Network, person: Person) -> Had:
    return skills_had(network, person.skills, person.role)


def person_of(network: Network, source: SkillSource) -> Person:
    """What the source says that a person has. Raises QuestionError for none or several of role, skills and profile, for
    unknown ids and for an empty list.
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
    """Sort key: the most important first, then by name."""
    return (*need_order(asked.need), plain(network.skills[asked.skill].name), asked.skill)


def _stronger(one: AskedSkill, other: AskedSkill) -> AskedSkill:
    """The stronger value in each respect, with the role that gives the skill more weight."""
    need = _stronger_of(one.need, other.need)
    later = other.need.units > one.need.units or (other.need.units == one.need.units and _says(other.need))
    return AskedSkill(one.skill, other.role if later else one.role, need)


def _stronger_of(one: Need, other: Need) -> Need:
    deeper = _deeper(one, other)
    words = one if one.expects and not _says(other) and not (one.below and other.expects) else other
    return Need(
        max(one.weight, other.weight),
        stronger("tier", one.tier, other.tier),
        stronger("importance", one.importance, other.importance),
        deeper.proficiency,
        max(one.units, other.units),
        words.expects,
        deeper.scale,
        deeper.step,
        below=words.below,
    )


def _says(need: Need) -> bool:
    """Whether the role says in words of its own what it expects."""
    return bool(need.expects) and not need.below


def _in_own_words(asked: AskedSkill) -> AskedSkill:
    """Without the words of a role below."""
    return AskedSkill(asked.skill, asked.role, asked.need._replace(expects=None)) if asked.need.below else asked


def _deeper(one: Need, other: Need) -> Need:
    """Which of them states more proficiency; of different scales, `other`."""
    if one.proficiency is None or other.proficiency is None or one.scale != other.scale:
        return one if other.proficiency is None else other
    return one if one.proficiency > other.proficiency else other


def _is_weighed(step: SkillStepUp) -> bool:
    """Whether one side states tier, importance or weight, so that the weight that is lacking says something."""
    return not step.named_only and any(map(_is_rated, (step.before.need, step.after.need)))


def _is_rated(need: Need) -> bool:
    """Whether tier, importance or weight is stated."""
    return bool(need.tier or need.importance or need.units != UNSTATED)


def _has_steps(step: SkillStepUp) -> bool:
    """Whether both sides state a step of one scale."""
    before, after = step.before.need, step.after.need
    return before.proficiency is not None and after.proficiency is not None and before.scale == after.scale


def only_words_differ(had: Need, asked: Need) -> bool:
    """Whether both say in words what they expect, the words differ, and nothing else tells how far."""
    step = SkillStepUp(SkillHad(None, had), AskedSkill(0, 0, asked))
    return _expected_differently(asked, had) and not _is_weighed(step) and not _has_steps(step)


def _expected_differently(asked: Need, had: Need) -> bool:
    """Whether both say in words what they expect, and the words differ."""
    return bool(asked.expects and had.expects) and letters(asked.expects or "") != letters(had.expects or "")


def _exceeds(asked: Need, had: Need) -> bool:
    """Whether `asked` is higher in weight, or in tier, importance or proficiency where both state it."""
    tier = bool(asked.tier and had.tier) and stronger("tier", asked.tier, had.tier) != had.tier
    importance = (
        bool(asked.importance and had.importance)
        and stronger("importance", asked.importance, had.importance) != had.importance
    )
    one, other = (asked.proficiency, had.proficiency) if asked.scale == had.scale else (None, None)
    proficiency = one is not None and other is not None and one > other
    return asked.units > had.units or tier or importance or proficiency
