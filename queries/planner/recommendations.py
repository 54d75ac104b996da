"""Rankings by skills: roles that fit a person, similar roles, and the skills that help most, without retired roles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from queries.network.network import Network, Skills, need_order
from queries.planner.filters import RoleFilter, filtered_roles
from queries.planner.gaps import (
    AskedSkill,
    Person,
    SkillGap,
    SkillSource,
    gap,
    only_words_differ,
    person_had,
    person_of,
    skill_order,
)
from queries.planner.naming import resolve_role
from queries.planner.question import PathOptions, RoleSelector, check_count, ends_of, path_question
from queries.planner.reach import roles_within
from queries.planner.search import weights_of
from queries.planner.wording import names

MOST_MATCHES = 100
_Phrase = Callable[[Network, int, float | None], str]

# A role is open to a person who has this share of the weight that it asks for, assumed skills included. Judgement: the
# next rung of the shipped ladder begins at about half, and learning a little more opens it.
OPEN_SHARE = 0.6
# Factor by rungs up (positive) or down from a person's level: roles further away count less.
NEARNESS = {0: 1.0, 1: 1.0, 2: 0.5, 3: 0.25, -1: 0.8, -2: 0.5, -3: 0.3}
FAR = 0.15
ACROSS_TRACKS = 0.7
REACH = 2  # steps to the roles that count without a goal


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role (index), score 0–1; `shared` and `missing` are skills (indices), the most important first. `share` is the
    score, None where words alone say how much of some skill is there: the score ranks by names then.
    """

    role: int
    score: float
    share: float | None
    shared: tuple[int, ...]
    missing: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SkillLeverage:
    """A skill (index) to learn or deepen, and the roles that it opens once the skills before it are learned. `brings`
    is its share of each role's weight, added up.
    """

    skill: int
    opens: tuple[int, ...]
    brings: float


def recommend_roles(
    network: Network, source: SkillSource, first: int = 10, wanted: RoleFilter = RoleFilter()
) -> tuple[RoleMatch, ...]:
    """Roles by the share of their weight that the person has, times `nearness`; of equal ones, the role that asks for
    more first. The person's own role is left out. Raises QuestionError.
    """
    check_count("first", first, MOST_MATCHES)
    person = person_of(network, source)
    held = weights_of(person.skills)
    shared = _shared_units(network, held, network.asks, network.asking_roles)
    allowed = filtered_roles(network, wanted) - {person.role} - network.unknown_roles
    scores = {role: units / network.weights[role] for role, units in shared.items() if role in allowed}
    near = {role: score * nearness(network, person.role, role) for role, score in scores.items()}
    best = sorted(near, key=lambda role: (-near[role], -network.weights[role], role))[:first]
    had = person_had(network, person)
    matches: list[RoleMatch] = []
    for role in best:
        found = gap(network, had, (role,))
        known = found.overlap is not None
        said = _not_as_asked(found)
        matches.append(_match(network, role, scores[role], known, held, network.asks[role], _has_of, said))
    return tuple(matches)


def _not_as_asked(found: SkillGap) -> str:
    """The skills had that the role asks for deeper, or in other words."""
    counts = ((len(found.deepen), "to deepen"), (len(found.in_other_words), "expected differently"))
    return "".join(f"; {count} {what}" for count, what in counts if count)


def nearness(network: Network, here: int | None, there: int) -> float:
    """The factor for a role, seen from another one; 1 where a level or `here` is unknown."""
    if here is None or network.roles[here].level is None or network.roles[there].level is None:
        return 1.0
    rise = network.rise(here, there)
    return ACROSS_TRACKS if rise is None else NEARNESS.get(rise, FAR)


def similar_roles(network: Network, id: str, first: int = 10) -> tuple[RoleMatch, ...]:
    """Roles by the weighted Jaccard index (Ruzicka similarity) of the skills they list: the sum of the smaller weights
    over the sum of the larger ones.

    1 means the same skills at the same weights. `missing` are skills of the similar role that this one lacks. Raises
    UnknownId.
    """
    check_count("first", first, MOST_MATCHES)
    start = resolve_role(network, "id", id)
    had = weights_of(network.needs[start])
    shared = _shared_units(network, had, network.needs, network.roles_by_skill)
    listed = network.listed_weights
    scores = {role: units / (listed[start] + listed[role] - units) for role, units in shared.items() if role != start}
    best = sorted(scores, key=lambda role: (-scores[role], role))[:first]
    matches: list[RoleMatch] = []
    for role in best:
        skills = network.needs[role]
        known = not any(
            only_words_differ(network.needs[start][skill], skills[skill]) for skill in skills if skill in had
        )
        matches.append(_match(network, role, scores[role], known, had, skills, _alike))
    return tuple(matches)


def skill_leverage(
    network: Network,
    source: SkillSource,
    first: int = 10,
    to: RoleSelector | None = None,
    wanted: RoleFilter = RoleFilter(),
) -> tuple[SkillLeverage, ...]:
    """Skills to learn or deepen, the most helpful first; each counts as learned for those after it. Raises
    QuestionError.

    With a goal: by the missing weight. Without one: by how many roles a skill opens, then by what it `brings`, of the
    roles within reach that are not below the person's own.
    """
    check_count("first", first, MOST_MATCHES)
    person = person_of(network, source)
    goals = _goals(network, person, to) & filtered_roles(network, wanted)
    distances = {role: _Distance.of(network, role, weights_of(person.skills)) for role in sorted(goals)}
    lacking: dict[int, list[int]] = {}
    for role, distance in distances.items():
        for skill in distance.lacking:
            lacking.setdefault(skill, []).append(role)
    brings = {
        skill: round(sum(distances[role].lacking[skill] / distances[role].total for role in roles), 9)
        for skill, roles in lacking.items()
    }
    matters = {skill: min(need_order(network.asks[role][skill]) for role in roles) for skill, roles in lacking.items()}

    def opened_by(skill: int) -> tuple[int, ...]:
        return tuple(role for role in lacking[skill] if distances[role].opens_with(skill))

    def order(skill: int) -> tuple[int, float, tuple[int, int, int], str]:
        opened = 0 if to else len(opened_by(skill))
        return (-opened, -brings[skill], matters[skill], network.skills[skill].id)

    found: list[SkillLeverage] = []
    while lacking and len(found) < first:
        skill = min(lacking, key=order)
        found.append(SkillLeverage(skill, opened_by(skill), brings[skill]))
        for role in lacking.pop(skill):
            distances[role].learn(skill)
    return tuple(found)


@dataclass(slots=True)
class _Distance:
    """How far a person is from a role, in units: weight had, total weight, and what is lacking by skill."""

    had: int
    total: int
    lacking: dict[int, int]

    @classmethod
    def of(cls, network: Network, role: int, held: Mapping[int, int]) -> _Distance:
        lacking = {
            skill: lack for skill, need in network.asks[role].items() if (lack := need.units - held.get(skill, 0)) > 0
        }
        total = network.weights[role]
        return cls(total - sum(lacking.values()), total, lacking)

    def opens_with(self, skill: int) -> bool:
        return self.had < OPEN_SHARE * self.total <= self.had + self.lacking[skill]

    def learn(self, skill: int) -> None:
        self.had += self.lacking.pop(skill)


def _goals(network: Network, person: Person, to: RoleSelector | None) -> frozenset[int]:
    """The roles of `to`; else those within reach of the person's role and not below it; else all."""
    if to is not None:
        return frozenset(ends_of(network, to)) - {person.role}
    in_force = frozenset(role for role in range(len(network)) if network.weights[role]) - network.retired_roles
    if person.role is None:
        return in_force
    question = path_question(network, RoleSelector(network.roles[person.role].id), None, "hops", PathOptions(REACH))
    reached = roles_within(question)
    return frozenset(role for role in in_force & reached if (network.rise(person.role, role) or 0) >= 0)


def _shared_units(
    network: Network,
    held: Mapping[int, int],
    asked: tuple[Skills, ...],
    asking: tuple[tuple[int, ...], ...],
) -> dict[int, int]:
    """By role that asks for one of these skills and is not retired: the weight that is held, each skill counted up to
    what the role asks for.
    """
    shared: dict[int, int] = {}
    for skill, units in held.items():
        for role in asking[skill]:
            shared[role] = shared.get(role, 0) + min(units, asked[role][skill].units)
    return {role: units for role, units in shared.items() if units and role not in network.retired_roles}


def _match(
    network: Network,
    role: int,
    score: float,
    known: bool,
    held: Collection[int],
    skills: Skills,
    phrase: _Phrase,
    more: str = "",
) -> RoleMatch:
    asked = sorted(
        (AskedSkill(skill, role, need) for skill, need in skills.items()),
        key=lambda wanted: skill_order(network, wanted),
    )
    shared = tuple(wanted.skill for wanted in asked if wanted.skill in held)
    missing = tuple(wanted.skill for wanted in asked if wanted.skill not in held)
    share = score if known else None
    told = f"{phrase(network, role, share)}: {_skill_names(network, shared)}"
    rest = f"missing: {_skill_names(network, missing)}" if missing else "none is missing"
    return RoleMatch(role, score, share, shared, missing, f"{told}; {rest}{more}.")


def _has_of(network: Network, role: int, share: float | None) -> str:
    if share is None:
        return f"You have skills that {network.roles[role].title} asks for, how far is not known"
    return f"You have {share:.0%} of what {network.roles[role].title} asks for, by weight"


def _alike(network: Network, role: int, share: float | None) -> str:
    if share is None:
        return f"{network.roles[role].title} asks for skills of the same names, in other words"
    return f"{network.roles[role].title} asks for {share:.0%} the same, by weight"


def _skill_names(network: Network, skills: tuple[int, ...]) -> str:
    return names([network.skills[skill].name for skill in skills])
