"""The career network as one immutable value: roles, steps, skills and tools of one revision, small enough to be kept in
every process.

`queries.network.build` builds it from a database or a folded graph. The planner needs nothing else and makes no
database calls. Evidence is not in it; it is looked up by (start, end, kind) for the few steps of an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from graph.documents.spelling import plain
from graph.schema import IMPORTANCES, PROGRESSION_KINDS, TIERS
from graph.storing.state import GraphState
from queries.network.called import Called, called

RELATED = "related"
STEP_KINDS = (*PROGRESSION_KINDS, RELATED)
NO_RANK = 999  # roles without a level come last in a list by level
UNITS = 1_000_000  # of weight 1.0: sums of whole numbers compare exactly


class Level(NamedTuple):
    id: str
    name: str
    rank: int
    track: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)


class Family(NamedTuple):
    id: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Skill(NamedTuple):
    """`kind` is technical or soft; `group` the pillar of a framework that it belongs to."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    group: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Tool(NamedTuple):
    id: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Role(NamedTuple):
    """`family` is an id; `status` is draft, published or retired; `updated` is when its newest document was loaded, in
    milliseconds since 1970, or 0 in a graph that is not stored.
    """

    id: str
    title: str
    aliases: tuple[str, ...]
    level: Level | None
    family: str | None
    described: bool
    status: str
    replaced_by: str | None
    updated: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, *self.aliases)


class Need(NamedTuple):
    """How much of a skill a role asks for, or a person has. `units` is the weight (0–1) times UNITS as a whole number;
    proficiency is 1–4, or the place of a `step` on a `scale`; `expects` is what the role asks for in words. `named`: a
    person has it by name alone, and nothing says how far. `below`: the role takes it for granted, and the words are
    those of a role below.
    """

    weight: float
    tier: str | None
    importance: str | None
    proficiency: float | None
    units: int
    expects: str | None = None
    scale: str | None = None
    step: str | None = None
    named: bool = False
    below: bool = False


class Assumed(NamedTuple):
    """How much of an assumed skill a role needs, and the roles below (indices) that list it, the nearest first."""

    need: Need
    below: tuple[int, ...]


def need_order(need: Need) -> tuple[int, int, int]:
    """Sort key, the most important first: tier, importance, weight; without a tier last."""
    tier = len(TIERS) if need.tier is None else TIERS.index(need.tier)
    importance = len(IMPORTANCES) if need.importance is None else IMPORTANCES.index(need.importance)
    return (tier, importance, -need.units)


class Step(NamedTuple):
    """A step between two roles (indices). Months are both numbers or both None; `rank` is the source's rank of a
    related role; `implied`: no sentence says the step, only the order of levels; `one_sentence`: it is confirmed, and
    one sentence of one original says it for both roles.
    """

    start: int
    end: int
    kind: str
    months_min: int | None
    months_max: int | None
    basis: str
    confirmed: bool
    rank: int | None = None
    implied: bool = False
    one_sentence: bool = False

    @property
    def half_months(self) -> int | None:
        """Twice the middle of the range, a whole number; None where the time is unknown."""
        return None if self.months_min is None or self.months_max is None else self.months_min + self.months_max


SortKey = tuple[str | int, ...]
Skills = dict[int, Need]  # skill index → how much of it; never changed
Tools = Mapping[int, str | None]  # tool index → how common it is
Places = Mapping[str, tuple[int, int]]  # id → place in the order of names, and index


class _SkillMasks(dict[int, int]):
    """Bit sets of skills by role."""

    def __init__(self, needs: Sequence[Mapping[int, Need]]) -> None:
        super().__init__()
        self._needs = needs

    def __missing__(self, role: int) -> int:
        mask = self[role] = sum(1 << skill for skill in self._needs[role])
        return mask


@dataclass(frozen=True, eq=False)
class Network:
    """Roles, skills and tools are sorted by id; everywhere else they are numbers, their index in that order.

    By role: `needs` are the skills that it lists, the most important first, `assumed` those that it takes for granted,
    `asks` both together; `uses` are its tools with how common they are, the most common first; `steps` are the steps
    away from it by end and kind.
    """

    generation: str
    revision: int
    levels: tuple[Level, ...]
    families: tuple[Family, ...]
    skills: tuple[Skill, ...]
    tools: tuple[Tool, ...]
    roles: tuple[Role, ...]
    needs: tuple[Skills, ...]
    assumed: tuple[Mapping[int, Assumed], ...]
    asks: tuple[Skills, ...]
    uses: tuple[Tools, ...]
    steps: tuple[tuple[Step, ...], ...]

    def prepare(self) -> None:
        """Computes what nearly every question needs, so that the first one does not wait."""
        _ = self.role_number, self.weights, self.unknown_roles, self.retired_roles, self.roles_by_skill
        _ = self.skill_places, self.tool_places

    @property
    def state(self) -> GraphState:
        return GraphState(self.generation, self.revision)

    def __len__(self) -> int:
        """Number of roles."""
        return len(self.roles)

    @cached_property
    def role_number(self) -> dict[str, int]:
        """Index of a role by id."""
        return {role.id: at for at, role in enumerate(self.roles)}

    @cached_property
    def skill_number(self) -> dict[str, int]:
        """Index of a skill by id."""
        return {skill.id: at for at, skill in enumerate(self.skills)}

    @cached_property
    def tool_number(self) -> dict[str, int]:
        """Index of a tool by id."""
        return {tool.id: at for at, tool in enumerate(self.tools)}

    @cached_property
    def skill_places(self) -> Places:
        return places(self.skills)

    @cached_property
    def tool_places(self) -> Places:
        return places(self.tools)

    @cached_property
    def role_names(self) -> Called:
        """Roles by id, title and alias."""
        return called(self.roles)

    @cached_property
    def level_names(self) -> Called:
        """Levels by id and name."""
        return called(self.levels)

    @cached_property
    def family_names(self) -> Called:
        """Families by id, name and alias."""
        return called(self.families)

    @cached_property
    def skill_names(self) -> Called:
        """Skills by id, name and alias."""
        return called(self.skills)

    @cached_property
    def tool_names(self) -> Called:
        """Tools by id, name and alias."""
        return called(self.tools)

    @cached_property
    def steps_in(self) -> tuple[tuple[Step, ...], ...]:
        """Steps to each role, by start and kind."""
        found: list[list[Step]] = [[] for _ in self.roles]
        for steps in self.steps:
            for step in steps:
                found[step.end].append(step)
        return tuple(map(tuple, found))

    @cached_property
    def skill_masks(self) -> Mapping[int, int]:
        """What each role asks for as a bit set, made on demand: all sets together need memory of roles × skills."""
        return _SkillMasks(self.asks)

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """Weight of all that each role asks for, in units."""
        return tuple(sum(need.units for need in skills.values()) for skills in self.asks)

    @cached_property
    def listed_weights(self) -> tuple[int, ...]:
        """Weight of the skills that each role lists, in units."""
        return tuple(sum(need.units for need in skills.values()) for skills in self.needs)

    @cached_property
    def roles_by_skill(self) -> tuple[tuple[int, ...], ...]:
        """Roles that list each skill."""
        return _turned(self.needs, len(self.skills))

    @cached_property
    def asking_roles(self) -> tuple[tuple[int, ...], ...]:
        """Roles that list each skill or take it for granted."""
        return self.roles_by_skill if not any(self.assumed) else _turned(self.asks, len(self.skills))

    @cached_property
    def ranks(self) -> dict[str, tuple[int, ...]]:
        """The ranks of each track (its rungs), the lowest first."""
        found: dict[str, set[int]] = {}
        for level in self.levels:
            found.setdefault(level.track, set()).add(level.rank)
        return {track: tuple(sorted(ranks)) for track, ranks in found.items()}

    @cached_property
    def rung_names(self) -> dict[tuple[str, int], str]:
        """Names of the levels at each track and rank: "Associate or Junior"."""
        found: dict[tuple[str, int], list[str]] = {}
        for level in self.levels:
            found.setdefault((level.track, level.rank), []).append(level.name)
        return {rung: " or ".join(sorted(names)) for rung, names in found.items()}

    def rise(self, start: int, end: int) -> int | None:
        """Rungs up from one role to another on their track, negative downwards; None across tracks or without level."""
        here, there = self.roles[start].level, self.roles[end].level
        if here is None or there is None or here.track != there.track:
            return None
        ranks = self.ranks[here.track]
        return ranks.index(there.rank) - ranks.index(here.rank)

    def rungs_held(self, family: str | None) -> frozenset[tuple[str, int]]:
        """Track and rank of the rungs at which a family has a described role that is not retired."""
        return self._rungs_held.get(family or "", frozenset())

    @cached_property
    def _rungs_held(self) -> dict[str, frozenset[tuple[str, int]]]:
        found: dict[str, set[tuple[str, int]]] = {}
        for role in self.roles:
            if role.family and role.level and role.described and role.status != "retired":
                found.setdefault(role.family, set()).add((role.level.track, role.level.rank))
        return {family: frozenset(rungs) for family, rungs in found.items()}

    @cached_property
    def roles_by_tool(self) -> tuple[tuple[int, ...], ...]:
        """Roles that use each tool."""
        return _turned(self.uses, len(self.tools))

    @cached_property
    def family_by_id(self) -> dict[str, Family]:
        return {family.id: family for family in self.families}

    @cached_property
    def roles_by_level(self) -> dict[str, list[int]]:
        """Roles at each level, by title."""
        return _grouped((role.level.id if role.level else None, number) for number, role in self._by_title())

    @cached_property
    def roles_by_family(self) -> dict[str, list[int]]:
        """Roles of each family, by title."""
        return _grouped((role.family, number) for number, role in self._by_title())

    def _by_title(self) -> list[tuple[int, Role]]:
        return [(number, self.roles[number]) for _, number in self.in_order("TITLE")]

    @cached_property
    def _orders(self) -> dict[str, tuple[tuple[SortKey, int], ...]]:
        return {}

    def in_order(self, order: str) -> tuple[tuple[SortKey, int], ...]:
        """Pairs of sort key and role, sorted by TITLE, LEVEL (rank, then title) or UPDATED (the newest first)."""
        if order not in self._orders:
            of: dict[str, Callable[[Role], SortKey]] = {
                "TITLE": lambda role: (plain(role.title), role.id),
                "LEVEL": lambda role: (role.level.rank if role.level else NO_RANK, plain(role.title), role.id),
                "UPDATED": lambda role: (-role.updated, plain(role.title), role.id),
            }
            self._orders[order] = tuple(sorted((of[order](role), number) for number, role in enumerate(self.roles)))
        return self._orders[order]

    @cached_property
    def unknown_roles(self) -> frozenset[int]:
        """Roles that list no skill."""
        return frozenset(role for role in range(len(self)) if not self.needs[role])

    @cached_property
    def retired_roles(self) -> frozenset[int]:
        return frozenset(number for number, role in enumerate(self.roles) if role.status == "retired")

    @cached_property
    def derived(self) -> dict[Any, Any]:
        """A cache for other modules, by their own keys; it lives as long as the network."""
        return {}

    def knows_skills_of(self, role: int) -> bool:
        """False for a role that lists no skill, such as one that is only mentioned: what it takes for granted says
        nothing of its own.
        """
        return bool(self.needs[role])


def places(things: Sequence[Skill] | Sequence[Tool]) -> Places:
    """By id: the place in the order of names (ties by id), and the index."""
    by_name = sorted(range(len(things)), key=lambda at: (plain(things[at].name), at))
    return {things[at].id: (place, at) for place, at in enumerate(by_name)}


def _turned(held: Sequence[Iterable[int]], size: int) -> tuple[tuple[int, ...], ...]:
    """The roles of each thing, from the things of each role."""
    found: list[list[int]] = [[] for _ in range(size)]
    for role, things in enumerate(held):
        for thing in things:
            found[thing].append(role)
    return tuple(map(tuple, found))


def _grouped(pairs: Iterable[tuple[str | None, int]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, number in pairs:
        if key is not None:
            found.setdefault(key, []).append(number)
    return found
