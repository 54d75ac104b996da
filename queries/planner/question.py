"""A question for paths, checked against the network, with every name resolved.

Rejected are an unknown id (with suggestions), from = to, a role both to visit and to avoid, and numbers of steps or
paths below 1 or above the limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from graph.schema import PROGRESSION_KINDS
from graph.weights import TIER_SHARE, skill_weight
from queries.errors import OverLimit, QuestionError
from queries.network.network import STEP_KINDS, UNITS, Need, Network, Skills, Step
from queries.planner.costs import Arcs, StepFilter, arcs, steps_along
from queries.planner.naming import (
    MOST_IDS,
    family_id,
    level_id,
    resolve_role,
    resolve_roles,
    resolve_skills,
    resolve_tools,
)

Cost = Literal["advised", "hops", "time", "skill-gap"]

MOST_STEPS = 20
MOST_PATHS = 100
MOST_RUNGS = 12  # a larger `max_rise` allows the same steps
MOST_PAIRS = 20_000  # of start and end in one question by skill gap


class RoleSelector(NamedTuple):
    """One role, or all roles that are not retired at a level, of one family or of any; by id or name."""

    id: str | None = None
    level: str | None = None
    family: str | None = None


class HeldSkill(NamedTuple):
    """A skill that a person has, by id, name or alias, and its depth, as far as it is known."""

    skill: str
    tier: str | None = None
    importance: str | None = None
    proficiency: float | None = None
    weight: float | None = None


class Profile(NamedTuple):
    """What a person has: the skills and tools of a `role`, if one is named, without those in `without`, and the listed
    skills and tools.
    """

    role: str | None = None
    skills: Sequence[HeldSkill] = ()
    tools: Sequence[str] = ()
    without: Sequence[str] = ()


class PathOptions(NamedTuple):
    """A path visits `via` in this order, and `avoid` never. The person has the skills of the starting role, or those of
    the `profile` instead, and the `skills`.
    """

    max_steps: int = 8
    kinds: Sequence[str] = PROGRESSION_KINDS
    via: Sequence[str] = ()
    avoid: Sequence[str] = ()
    skills: Sequence[str] = ()
    include_unknown: bool = False
    profile: Profile | None = None
    confirmed_only: bool = False
    within_family: bool = False
    max_rise: int | None = None


class PathQuestion(NamedTuple):
    """Roles and skills are indices. `named` are the roles that the question names by id; they may be retired. `profile`
    replaces the skills of the starting role.
    """

    network: Network
    cost: Cost
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    max_steps: int
    kinds: frozenset[str]
    via: tuple[int, ...] = ()
    avoid: frozenset[int] = frozenset()
    skills: tuple[int, ...] = ()
    include_unknown: bool = False
    named: frozenset[int] = frozenset()
    profile: Holdings | None = None
    confirmed_only: bool = False
    within_family: bool = False
    max_rise: int | None = None

    @property
    def steps(self) -> StepFilter:
        known_time_only = self.cost == "time" and not self.include_unknown
        return StepFilter(self.kinds, self.confirmed_only, self.max_rise, known_time_only)

    @property
    def arcs(self) -> Arcs:
        """The steps that a path may take, with their costs."""
        return arcs(self.network, self.cost, self.steps)

    def steps_along(self, roles: Sequence[int]) -> list[Step]:
        """The steps that a path of this question takes from role to role."""
        return steps_along(self.network, self.cost, self.steps, roles)

    def had_at(self, start: int) -> Skills:
        """The skills of a person who starts at a role."""
        had = self.network.asks[start] if self.profile is None else self.profile.skills
        return had | {skill: UNKNOWN_DEPTH for skill in self.skills if skill not in had} if self.skills else had

    def tools_at(self, start: int) -> Iterable[int]:
        return self.network.uses[start] if self.profile is None else self.profile.tools

    def knows_start(self, start: int) -> bool:
        return self.profile is not None or self.network.knows_skills_of(start)

    def closed_roles(self) -> frozenset[int]:
        """Roles that no path may visit: those to avoid, retired ones that are not named, and those of unknown cost."""
        unknown = self.network.unknown_roles if self.cost == "skill-gap" and not self.include_unknown else frozenset()
        if unknown and self.profile is not None:
            unknown -= frozenset(self.starts)
        return self.avoid | (self.network.retired_roles - self.named) | unknown


def path_question(
    network: Network,
    start: RoleSelector,
    end: RoleSelector | None,
    cost: Cost = "hops",
    options: PathOptions = PathOptions(),
) -> PathQuestion:
    """The checked question. Without an end it asks for every role within reach. Raises QuestionError for invalid
    arguments.
    """
    _check_options(options)
    via = resolve_roles(network, "via", options.via)
    if len(set(via)) < len(via):
        raise QuestionError("via", list(options.via), "via names a role twice; a path visits a role once.")
    avoid = frozenset(resolve_roles(network, "avoid", options.avoid))
    if both := avoid.intersection(via):
        id = network.roles[min(both)].id
        raise QuestionError("via", id, f"{id!r} stands in via and in avoid; leave it out of one of them.")
    starts = _select(network, "from", start, avoid)
    ends = _select(network, "to", end, avoid) if end else ()
    if end and (start == end or (len(starts) == 1 and starts == ends)):
        shown = end.id or end.level
        raise QuestionError("to", shown, f"from and to are the same ({shown!r}); a path needs two different roles.")
    if cost == "skill-gap" and len(starts) * len(ends) > MOST_PAIRS:
        raise OverLimit(
            "from",
            len(starts) * len(ends),
            MOST_PAIRS,
            "pairs of start and end by skill gap; name a family on one side or both",
        )
    skills = resolve_skills(network, "skills", options.skills)
    return PathQuestion(
        network,
        cost,
        starts,
        ends,
        options.max_steps,
        frozenset(options.kinds),
        via,
        avoid,
        skills,
        options.include_unknown,
        frozenset((*(starts if start.id else ()), *(ends if end and end.id else ()), *via)),
        resolve_profile(network, "profile", options.profile) if options.profile else None,
        options.confirmed_only,
        options.within_family,
        None if options.max_rise is None else min(options.max_rise, MOST_RUNGS),
    )


def ends_of(network: Network, to: RoleSelector) -> tuple[int, ...]:
    """The roles (indices) that `to` names. Raises QuestionError."""
    return _select(network, "to", to, frozenset())


def check_count(argument: str, value: int, most: int, *, least: int = 1) -> None:
    """Raises QuestionError for less than `least`, OverLimit for too many."""
    if value < least:
        raise QuestionError(argument, value, f"{argument} should be at least {least}, not {value}.")
    if value > most:
        raise OverLimit(argument, value, most)


def _check_options(options: PathOptions) -> None:
    check_count("maxSteps", options.max_steps, MOST_STEPS)
    if options.max_rise is not None and options.max_rise < 0:
        raise QuestionError("maxRise", options.max_rise, f"maxRise should be at least 0, not {options.max_rise}.")
    if not options.kinds:
        raise QuestionError("kinds", [], f"kinds is empty; name at least one of {', '.join(STEP_KINDS)}.")
    for kind in options.kinds:
        if kind not in STEP_KINDS:
            raise QuestionError("kinds", kind, f"There is no kind {kind!r}; allowed: {', '.join(STEP_KINDS)}.")


def _select(network: Network, argument: str, selector: RoleSelector, avoid: frozenset[int]) -> tuple[int, ...]:
    if (selector.id is None) == (selector.level is None):
        raise QuestionError(argument, None, f"{argument} should name either a role or a level, and not both.")
    if selector.id is not None:
        role = resolve_role(network, argument, selector.id)
        if role in avoid:
            raise QuestionError(
                "avoid", selector.id, f"{selector.id!r} stands in {argument} and in avoid; leave it out of one of them."
            )
        return (role,)
    return _at_position(network, argument, selector, avoid)


def _at_position(network: Network, argument: str, selector: RoleSelector, avoid: frozenset[int]) -> tuple[int, ...]:
    assert selector.level is not None
    level = level_id(network, argument, selector.level)
    family = None if selector.family is None else family_id(network, argument, selector.family)
    found = tuple(
        number
        for number, role in enumerate(network.roles)
        if role.level
        and role.level.id == level
        and family in (None, role.family)
        and role.status != "retired"
        and number not in avoid
    )
    if not found:
        where = f"level {selector.level!r}" + (f" of family {selector.family!r}" if selector.family else "")
        raise QuestionError(
            argument,
            selector.level,
            f"No role that may be visited stands at {where}; ask for another level, or for all families.",
        )
    return found


class Holdings(NamedTuple):
    """What a person has, by index: skills with their depth, and tools."""

    skills: Skills
    tools: frozenset[int]


def resolve_profile(network: Network, argument: str, profile: Profile) -> Holdings:
    """The skills and tools of a profile. Raises QuestionError for an empty one, UnknownId for unknown names."""
    if profile.role is None and not profile.skills and not profile.tools:
        raise QuestionError(argument, None, f"{argument} is empty; name a role, a skill or a tool.")
    skills: Skills = {}
    tools = frozenset(resolve_tools(network, f"{argument}.tools", profile.tools))
    if profile.role is not None:
        role = resolve_role(network, f"{argument}.role", profile.role)
        skills |= network.asks[role]
        tools |= network.uses[role].keys()
    without = resolve_skills(network, f"{argument}.without", profile.without)
    skills = {skill: need for skill, need in skills.items() if skill not in without}
    numbers = [resolve_skills(network, f"{argument}.skills", [held.skill])[0] for held in profile.skills[:MOST_IDS]]
    if len(profile.skills) > MOST_IDS:
        raise OverLimit(f"{argument}.skills", len(profile.skills), MOST_IDS)
    return Holdings(skills | {at: _held(held) for at, held in zip(numbers, profile.skills, strict=True)}, tools)


def _held(held: HeldSkill) -> Need:
    """The depth that a person states. An importance that is not stated is never too low."""
    if held.tier is None and held.importance is None and held.proficiency is None and held.weight is None:
        return UNKNOWN_DEPTH
    weight = held.weight
    if weight is None:
        weight = TIER_SHARE[held.tier] if held.importance is None else skill_weight(held.tier, held.importance)
    return Need(weight, held.tier, held.importance, held.proficiency, round(weight * UNITS))


# A skill of unknown depth counts as tier "good": enough for a good-to-have, too little for a must-have. Where a role
# says how far in words or by a step alone, it is not known to be enough.
UNKNOWN_DEPTH = Need(TIER_SHARE["good"], "good", None, None, round(TIER_SHARE["good"] * UNITS), named=True)
