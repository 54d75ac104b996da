"""A family as a ladder, the network as a picture, and two to five roles side by side: data for matrices and
drawings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from queries.errors import QuestionError
from queries.ladders.matrix import Matrix, matrix
from queries.network.network import Level, Network, SortKey, Step
from queries.planner.filters import RoleFilter, check_filter, fits
from queries.planner.question import check_count, check_family, resolve_role

MOST_NODES = 5_000
COMPARED = (2, 5)


@dataclass(frozen=True, slots=True)
class CareerNetwork:
    """Roles (indices) by family, track, rank and title, and every step between two of them. `complete`: none was left
    out.
    """

    roles: tuple[int, ...]
    steps: tuple[Step, ...]
    total_count: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """A level of a family; `missing` when it lies between others and has no role."""

    level: Level
    roles: tuple[int, ...]
    missing: bool


@dataclass(frozen=True, slots=True)
class Ladder:
    """`steps` are those between the family's own roles; `unplaced` are its roles without a level."""

    family: str
    rungs: tuple[Rung, ...]
    steps: tuple[Step, ...]
    matrix: Matrix
    unplaced: tuple[int, ...]


def career_network(network: Network, wanted: RoleFilter = RoleFilter(), first: int = 500) -> CareerNetwork:
    """The part of the network that a filter leaves. Raises QuestionError for unknown ids and for too many nodes."""
    check_count("first", first, MOST_NODES)
    check_filter(network, wanted)
    found = sorted(
        (role for role in range(len(network)) if fits(network, role, wanted)), key=lambda role: _place(network, role)
    )
    shown = found[:first]
    return CareerNetwork(tuple(shown), _steps_among(network, shown), len(found), len(found) <= first)


@dataclass(frozen=True, slots=True)
class RolePage:
    """One page of a list of roles in a fixed order, each with its sort key, which says where it stands; `total_count`
    is of the whole list.
    """

    rows: tuple[tuple[SortKey, int], ...]
    more: bool
    total_count: int


def role_page(
    network: Network, wanted: RoleFilter, order: str, first: int, after: Sequence[str | int] | None = None
) -> RolePage:
    """Roles that a filter leaves, by `order` (TITLE, LEVEL or UPDATED, the newest first), from behind the key `after`.
    Raises QuestionError.
    """
    check_filter(network, wanted)
    rows = network.in_order(order)
    found = rows if wanted == RoleFilter() else [row for row in rows if fits(network, row[1], wanted)]
    start = 0 if after is None else bisect_right(found, tuple(after), key=lambda row: row[0])
    return RolePage(tuple(found[start : start + first]), start + first < len(found), len(found))


def ladder(network: Network, family: str) -> Ladder:
    """A family's rungs from the lowest to the highest of each track, with those that are missing between. Raises
    UnknownId.
    """
    check_family(network, "family", family)
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
        role.title.lower(),
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
    """For each rank between two of the family's on one track that has no level of it: the level that most roles of all
    families stand at.
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
    if len(set(ids)) < len(ids):
        raise QuestionError("ids", list(ids), "ids names a role twice.")
    return tuple(resolve_role(network, "ids", id) for id in ids)
