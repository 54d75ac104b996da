"""Which shortest paths between levels an edit changes: compares the networks before and after it.

A stretch is a pair of levels of one family, upwards, or a whole track from its lowest to its highest rank over all
families. Only stretches that can contain a touched role are compared, the nearest first, so that an edit of a few roles
needs few searches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from graph.model import Graph
from graph.schema import PROGRESSION_KINDS
from queries.network.build import network_of
from queries.network.network import Level, Network, Step
from queries.network.times import Months, months_of
from queries.planner.costs import StepFilter, arcs, best_step, steps_along
from queries.planner.question import PathOptions, PathQuestion
from queries.planner.search import search

MOST_QUESTIONS = 400
_MOST_STEPS = PathOptions().max_steps
_KINDS = frozenset(PROGRESSION_KINDS)
_STEPS = StepFilter(_KINDS)
_TRACKS = ("individual", "management")  # in the order in which people climb them


class Stretch(NamedTuple):
    """Ids of two levels of a family; for a whole track, family and levels are None."""

    track: str
    family: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class ShortestPath:
    """Ids and titles of its roles, the start first. Paths are equal when roles and time are; titles do not count."""

    roles: tuple[str, ...]
    months: Months
    titles: tuple[str, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class PathChange:
    """The shortest path of a stretch before and after; None where there is no path of at most eight steps."""

    stretch: Stretch
    name: str
    before: ShortestPath | None
    after: ShortestPath | None


@dataclass(frozen=True, slots=True)
class PathChanges:
    """`complete`: all stretches were compared."""

    changes: tuple[PathChange, ...]
    complete: bool


def changes_between(before: Graph, after: Graph, *, drafts: bool) -> PathChanges:
    """The path changes between two graphs; with `drafts`, paths may lead over draft roles."""
    return path_changes(network_of(before, drafts=drafts), network_of(after, drafts=drafts))


def path_changes(before: Network, after: Network, most: int = MOST_QUESTIONS) -> PathChanges:
    """Stretches whose shortest path has other roles (not only other ids of them) or another time. At most `most` are
    compared.
    """
    touched = _touched(before, after)
    nearest: dict[Stretch, int] = {}
    stretches = Stretches(before), Stretches(after)
    for side in stretches:
        for stretch, steps in side.through(touched):
            nearest[stretch] = min(steps, nearest.get(stretch, steps))
    asked = sorted(nearest, key=lambda stretch: (nearest[stretch], _order(stretch)))
    changes = []
    for stretch in sorted(asked[:most], key=_order):
        old, new = (side.shortest_path(stretch) for side in stretches)
        if old != new and not _only_ids_differ(old, new, before, after):
            changes.append(PathChange(stretch, _name(stretch, (after, before)), old, new))
    return PathChanges(tuple(changes), len(asked) <= most)


def _only_ids_differ(old: ShortestPath | None, new: ShortestPath | None, before: Network, after: Network) -> bool:
    """Whether the paths have roles of the same titles, of which those with another id came for ones that went."""
    if old is None or new is None or (old.titles, old.months) != (new.titles, new.months):
        return False
    others = [pair for pair in zip(old.roles, new.roles, strict=True) if pair[0] != pair[1]]
    return all(one not in after.role_number and other not in before.role_number for one, other in others)


def _order(stretch: Stretch) -> tuple[str, ...]:
    return (stretch.family or "", *(part or "" for part in stretch))


def _name(stretch: Stretch, networks: Sequence[Network]) -> str:
    """A stretch for people, with names as after the edit where they still exist."""
    if stretch.family is None:
        return f"{stretch.track} track, lowest to highest rank"
    families = {family.id: family.name for network in reversed(networks) for family in network.families}
    levels = {level.id: level.name for network in reversed(networks) for level in network.levels}
    return f"{families[stretch.family]}, {levels[stretch.start or '']} to {levels[stretch.end or '']}"


def _touched(before: Network, after: Network) -> frozenset[str]:
    """Ids of the roles that changed in something a path depends on."""
    old, new = _said_of_roles(before), _said_of_roles(after)
    return frozenset(id for id in old.keys() | new.keys() if old.get(id) != new.get(id))


def _said_of_roles(network: Network) -> dict[str, tuple[object, ...]]:
    skills = [skill.id for skill in network.skills]
    said: dict[str, tuple[object, ...]] = {}
    for number, (role, away) in enumerate(zip(network.roles, arcs(network, "hops", _STEPS).out, strict=True)):
        best = (best_step(network, "hops", _STEPS, number, end) for end in away)
        steps = {
            (network.roles[step.end].id, step.months_min, step.months_max, step.basis, step.confirmed) for step in best
        }
        said[role.id] = (
            role.level,
            role.family,
            role.status,
            steps,
            {skills[skill] for skill in network.asks[number]},
        )
    return said


class Stretches:
    """The stretches of a network, and the roles at both ends of each, without retired ones."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.ends: dict[Stretch, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        placed: dict[str, dict[Level, list[int]]] = {}
        for number, role in enumerate(network.roles):
            if role.level and role.level.track in _TRACKS and role.status != "retired":
                for group in (role.family, f"track {role.level.track}"):
                    if group is not None:
                        placed.setdefault(group, {}).setdefault(role.level, []).append(number)
        for family in network.families:
            self._add_family(family.id, placed.get(family.id, {}))
        for track in _TRACKS:
            self._add_track(track, placed.get(f"track {track}", {}))

    def _add_family(self, family: str, placed: Mapping[Level, list[int]]) -> None:
        rungs = sorted(placed, key=lambda level: (_TRACKS.index(level.track), level.rank, level.id))
        for low, high in combinations(rungs, 2):
            if low.track != high.track or low.rank < high.rank:
                self.ends[Stretch(low.track, family, low.id, high.id)] = (tuple(placed[low]), tuple(placed[high]))

    def _add_track(self, track: str, placed: Mapping[Level, list[int]]) -> None:
        ranks = sorted({level.rank for level in placed})
        if len(ranks) > 1:
            low, high = (
                tuple(role for level in sorted(placed) if level.rank == rank for role in placed[level])
                for rank in (ranks[0], ranks[-1])
            )
            self.ends[Stretch(track)] = (low, high)

    def through(self, touched: Iterable[str]) -> Iterator[tuple[Stretch, int]]:
        """Stretches with a walk through a touched role, and the fewest steps of such a walk."""
        roles = [self.network.role_number[id] for id in touched if id in self.network.role_number]
        joined = arcs(self.network, "hops", _STEPS)
        reached, reaching = _steps_from(roles, joined.out), _steps_from(roles, joined.into)
        for stretch, (starts, ends) in self.ends.items():
            low = min((reaching[role] for role in starts if role in reaching), default=_MOST_STEPS + 1)
            high = min((reached[role] for role in ends if role in reached), default=_MOST_STEPS + 1)
            if low + high <= _MOST_STEPS:
                yield stretch, low + high

    def shortest_path(self, stretch: Stretch) -> ShortestPath | None:
        if stretch not in self.ends:
            return None
        starts, ends = self.ends[stretch]
        question = PathQuestion(self.network, "hops", starts, ends, _MOST_STEPS, _KINDS)
        found = search(question, 1).found
        if not found:
            return None
        roles = [self.network.roles[role] for role in found[0].roles]
        return ShortestPath(
            tuple(role.id for role in roles),
            months_of(self._steps(found[0].roles)),
            tuple(role.title for role in roles),
        )

    def _steps(self, roles: Sequence[int]) -> list[Step]:
        return steps_along(self.network, "hops", _STEPS, roles)


def _steps_from(roles: Sequence[int], neighbours: Sequence[Iterable[int]]) -> dict[int, int]:
    """Fewest steps from any of these roles to every role within reach."""
    steps, ring = dict.fromkeys(roles, 0), list(roles)
    for distance in range(1, _MOST_STEPS + 1):
        ring = list(dict.fromkeys(role for here in ring for role in neighbours[here] if role not in steps))
        steps |= dict.fromkeys(ring, distance)
    return steps
