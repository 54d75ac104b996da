"""Rankings by skills: roles that fit what one has, roles that are alike, and the one skill that helps most. All leave
out retired roles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from queries.network.network import Network
from queries.planner.gaps import AskedSkill, SkillSource, resolve_source, skill_order, skills_had
from queries.planner.question import check_count, resolve_role
from queries.planner.sentences import names

MOST_MATCHES = 100
_Phrase = Callable[[Network, int, float], str]

# A role is open to somebody who has this share of what it asks for, by weight. Half: about what a promotion in the
# shipped ladder starts from.
OPEN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role (index) with a score from 0 to 1; `shared` and `missing` are skills (indices), what matters most first."""

    role: int
    score: float
    shared: tuple[int, ...]
    missing: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class SkillLeverage:
    """A skill (index) one does not have, the roles that it would open, and what it `brings`: its share of the weight of
    each role not open yet, added up.
    """

    skill: int
    opens: tuple[int, ...]
    brings: float


def recommend_roles(network: Network, source: SkillSource, first: int = 10) -> tuple[RoleMatch, ...]:
    """Roles by the share of their required weight that one has; of equals, the one that asks for more.

    From a role, that role and those below it on its track are no recommendation. Raises QuestionError.
    """
    check_count("first", first, MOST_MATCHES)
    start, stated = resolve_source(network, source)
    had = _units_had(network, start, stated)
    shared = _shared_units(network, had)
    scores = {role: units / network.weights[role] for role, units in shared.items() if not _below(network, role, start)}
    best = sorted(scores, key=lambda role: (-scores[role], -network.weights[role], role))[:first]
    return tuple(_match(network, role, scores[role], had, _has_of) for role in best)


def similar_roles(network: Network, id: str, first: int = 10) -> tuple[RoleMatch, ...]:
    """Roles by the weighted Jaccard index (Ruzicka similarity) of their skills: the sum of the smaller weights over the
    sum of the larger ones.

    1 means the same skills at the same weights. `missing` are skills of the similar role that this one lacks. Raises
    UnknownId.
    """
    check_count("first", first, MOST_MATCHES)
    start = resolve_role(network, "id", id)
    had = _units_had(network, start, ())
    shared = _shared_units(network, had)
    total = network.weights[start]
    scores = {role: units / (total + network.weights[role] - units) for role, units in shared.items() if role != start}
    best = sorted(scores, key=lambda role: (-scores[role], role))[:first]
    return tuple(_match(network, role, scores[role], had, _alike) for role in best)


def skill_leverage(network: Network, source: SkillSource, first: int = 10) -> tuple[SkillLeverage, ...]:
    """Skills one does not have by how many roles each, learned alone, would open; then by what it brings.

    From a role, that role and those below it on its track count for nothing. Raises QuestionError.
    """
    check_count("first", first, MOST_MATCHES)
    start, stated = resolve_source(network, source)
    had = _units_had(network, start, stated)
    shared = _shared_units(network, had)
    opens: dict[int, list[int]] = {}
    brings: dict[int, float] = {}
    for role in _in_force(network):
        total, units = network.weights[role], shared.get(role, 0)
        if not total or _below(network, role, start) or units >= OPEN_SHARE * total:
            continue
        for skill, need in network.needs[role].items():
            if skill not in had:
                brings[skill] = brings.get(skill, 0.0) + need.units / total
                if units + need.units >= OPEN_SHARE * total:
                    opens.setdefault(skill, []).append(role)
    best = sorted(brings, key=lambda skill: (-len(opens.get(skill, ())), -round(brings[skill], 9), skill))[:first]
    return tuple(SkillLeverage(skill, tuple(opens.get(skill, ())), round(brings[skill], 9)) for skill in best)


def _in_force(network: Network) -> list[int]:
    return [role for role in range(len(network)) if role not in network.retired_roles]


def _units_had(network: Network, start: int | None, stated: tuple[int, ...]) -> dict[int, int]:
    return {
        skill: had.need.units for skill, had in skills_had(network, () if start is None else (start,), stated).items()
    }


def _shared_units(network: Network, had: Mapping[int, int]) -> dict[int, int]:
    """For each role in force that asks for one of these skills: the weight of it that is had, a skill at most as much
    as the role asks for.
    """
    shared: dict[int, int] = {}
    for skill, units in had.items():
        for role in network.roles_by_skill[skill]:
            shared[role] = shared.get(role, 0) + min(units, network.needs[role][skill].units)
    return {
        role: units for role, units in shared.items() if role not in network.retired_roles and network.weights[role]
    }


def _below(network: Network, role: int, start: int | None) -> bool:
    """The starting role itself, or one of a lower rank on the same track."""
    if start is None:
        return False
    here, there = network.roles[start].level, network.roles[role].level
    return role == start or (
        here is not None and there is not None and here.track == there.track and there.rank < here.rank
    )


def _match(network: Network, role: int, score: float, had: Mapping[int, int], phrase: _Phrase) -> RoleMatch:
    asked = sorted(
        (AskedSkill(skill, role, need) for skill, need in network.needs[role].items()),
        key=lambda each: skill_order(network, each),
    )
    shared = tuple(each.skill for each in asked if each.skill in had)
    missing = tuple(each.skill for each in asked if each.skill not in had)
    told = f"{phrase(network, role, score)}: {_skill_names(network, shared)}"
    return RoleMatch(
        role,
        score,
        shared,
        missing,
        f"{told}; missing: {_skill_names(network, missing)}." if missing else f"{told}; none is missing.",
    )


def _has_of(network: Network, role: int, score: float) -> str:
    return f"You have {score:.0%} of what {network.roles[role].title} asks for, by weight"


def _alike(network: Network, role: int, score: float) -> str:
    return f"{network.roles[role].title} asks for {score:.0%} the same, by weight"


def _skill_names(network: Network, skills: tuple[int, ...]) -> str:
    return names([network.skills[skill].name for skill in skills])
