"""Data for drawings and lists: a family as a ladder, a part of the network, and pages of roles."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.documents.spelling import plain
from queries.errors import QuestionError
from queries.ladders.matrix import Matrix, matrix
from queries.network.network import Level, Network, Role, SortKey, Step
from queries.planner.filters import RoleFilter, by_ids, fits
from queries.planner.naming import family_id, resolve_roles
from queries.planner.question import check_count

MOST_NODES = 5_000
COMPARED = (2, 5)


class RoleCount(NamedTuple):
    """How many roles of a family stand at a level; ids, None for roles without."""

    family: str | None
    level: str | None
    roles: int


@dataclass(frozen=True, slots=True)
class CareerNetwork:
    """Roles (indices) by family, track, rank and title, and every step between two of them. `complete`: no role was
    left out. `counts` are about all roles that pass the filter, in the same order.
    """

    roles: tuple[int, ...]
    steps: tuple[Step, ...]
    counts: tuple[RoleCount, ...]
    total_count: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """A level of a family. `missing`: it has no role but lies between levels that have."""

    level: Level
    roles: tuple[int, ...]
    missing: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """`steps` are between the family's own roles; `unplaced` are its roles without a level."""

    family: str
    rungs: tuple[Rung, ...]
    steps: tuple[Step, ...]
    matrix: Matrix
    unplaced: tuple[int, ...]


def career_network(network: Network, wanted: RoleFilter = RoleFilter(), first: int = 500) -> CareerNetwork:
    """The part of the network that passes a filter. Raises QuestionError for unknown ids and for too many nodes."""
    check_count("first", first, MOST_NODES, least=0)
    wanted = by_ids(network, wanted)
    found = sorted(
        (role for role in range(len(network)) if fits(network, role, wanted)), key=lambda role: _place(network, role)
    )
    shown = found[:first]
    places = Counter(_family_and_level(network.roles[role]) for role in found)
    counts = tuple(RoleCount(*place, roles) for place, roles in places.items())
    return CareerNetwork(tuple(shown), _steps_among(network, shown), counts, len(found), len(found) <= first)


def _family_and_level(role: Role) -> tuple[str | None, str | None]:
    return role.family, role.level.id if role.level else None


@dataclass(frozen=True, slots=True)
class RolePage:
    """One page of a sorted list of roles, each with its sort key, from which a cursor is made; `total_count` counts the
    whole list.
    """

    rows: tuple[tuple[SortKey, int], ...]
    more: bool
    total_count: int


def role_page(
    network: Network, wanted: RoleFilter, order: str, first: int, after: Sequence[str | int] | None = None
) -> RolePage:
    """The roles that pass a filter, by `order` (TITLE, LEVEL or UPDATED, the newest first), from after the key `after`.
    Raises QuestionError.
    """
    wanted = by_ids(network, wanted)
    rows = network.in_order(order)
    found = rows if wanted == RoleFilter() else [row for row in rows if fits(network, row[1], wanted)]
    start = 0 if after is None else bisect_right(found, tuple(after), key=lambda row: row[0])
    return RolePage(tuple(found[start : start + first]), start + first < len(found), len(found))


def ladder(network: Network, family: str) -> Ladder:
    """A family's rungs on each track, the lowest first, with the missing ones between them. Raises UnknownId."""
    family = family_id(network, "family", family)
    roles = sorted(
        (at for at, role in enumerate(network.roles) if role.family == family), key=lambda role: _place(network, role)
    )
    rungs = _rungs(network, roles)
    unplaced = tuple(role for role in roles if network.roles[role].level is None)
    table = matrix(network, network.family_by_id[family])
    return Ladder(family, rungs, _steps_among(network, roles), table, unplaced)


def _place(network: Network, number: int) -> tuple[str, str, int, str, int]:
    role = network.roles[number]
    return (
        role.family or "~",
        role.level.track if role.level else "~",
        role.level.rank if role.level else 0,
        plain(role.title),
        number,
    )


def _steps_among(network: Network, roles: Sequence[int]) -> tuple[Step, ...]:
    inside = set(roles)
    return tuple(step for role in sorted(inside) for step in network.steps[role] if step.end in inside)


def _rungs(network: Network, roles: Sequence[int]) -> tuple[Rung, ...]:
    at_level: dict[Level, list[int]] = {}
    for role in roles:
        level = network.roles[role].level
        if level:
            at_level.setdefault(level, []).append(role)
    rungs = [Rung(level, tuple(found), missing=False) for level, found in at_level.items()]
    rungs += [Rung(level, (), missing=True) for level in _missing(network, list(at_level))]
    return tuple(sorted(rungs, key=lambda rung: (rung.level.track, rung.level.rank, rung.level.id)))


def _missing(network: Network, levels: Sequence[Level]) -> list[Level]:
    """The levels for ranks that the family lacks between others of its own on a track; of several levels with one rank,
    the one with most roles.
    """
    popular = Counter(role.level for role in network.roles if role.level)
    missing = []
    for track in {level.track for level in levels}:
        ranks = {level.rank for level in levels if level.track == track}
        for rank in {level.rank for level in network.levels if level.track == track} - ranks:
            if min(ranks) < rank < max(ranks):
                candidates = [level for level in network.levels if (level.track, level.rank) == (track, rank)]
                missing.append(min(candidates, key=lambda level: (-popular[level], level.id)))
    return missing


def roles_to_compare(network: Network, ids: Sequence[str]) -> tuple[int, ...]:
    """The roles of a comparison: two to five, all different. Raises QuestionError."""
    low, high = COMPARED
    if not low <= len(ids) <= high:
        raise QuestionError("ids", list(ids), f"ids should name {low} to {high} roles, not {len(ids)}.")
    roles = resolve_roles(network, "ids", ids)
    if len(set(roles)) < len(roles):
        raise QuestionError("ids", list(ids), "ids names a role twice; name each one once.")
    return roles
