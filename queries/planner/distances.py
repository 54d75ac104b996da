"""Distances to the ends of a path search: the lower bound of `queries/planner/search.py`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from queries.planner.costs import DETOUR_COST
from queries.planner.question import PathQuestion


@dataclass(slots=True)
class Target:
    """Ends of a search. Distances are computed when the first partial path needs them.

    `outside` are the roles outside the family that start and end share; visiting one is a detour. No path may visit
    `closed` roles. `mask` is the bit set of the skills of a single end.
    """

    ends: tuple[int, ...]
    closed: frozenset[int]
    outside: frozenset[int] = frozenset()
    mask: int = 0
    distances: Distances | None = None


Aim = tuple[Target, tuple[int, ...]]  # a target and its starts


def targets_of(question: PathQuestion) -> list[Aim]:
    """Groups the pairs of start and end that one search can handle. By skill gap each end is a group, since the bound
    depends on what it asks for. Advised paths, and paths within a family, are grouped by family.
    """
    aims = []
    for starts, ends, home in _by_family(question):
        outside = frozenset[int]()
        if home is not None:
            outside = frozenset(at for at, role in enumerate(question.network.roles) if role.family != home)
        closed = question.closed_roles() | (outside if question.within_family else frozenset())
        detours = outside if question.cost == "advised" and not question.within_family else frozenset[int]()
        for part in [(end,) for end in ends] if question.cost == "skill-gap" else [ends]:
            mask = question.network.skill_masks[part[0]] if len(part) == 1 else 0
            aims.append((Target(part, closed, detours, mask), starts))
    return aims


def _by_family(question: PathQuestion) -> Iterator[tuple[tuple[int, ...], tuple[int, ...], str | None]]:
    """Groups of starts, ends, and their common family; None where it does not count or they have none."""
    if question.cost != "advised" and not question.within_family:
        yield question.starts, question.ends, None
        return
    roles = question.network.roles
    families = {roles[start].family for start in question.starts}
    for family in sorted(families, key=lambda family: family or ""):
        starts = tuple(start for start in question.starts if roles[start].family == family)
        same = tuple(end for end in question.ends if roles[end].family == family and family is not None)
        others = tuple(end for end in question.ends if end not in same)
        if same:
            yield starts, same, family
        if others and not question.within_family:
            yield starts, others, None


class Label(NamedTuple):
    """Number and cost of the steps of a walk to the end."""

    hops: int
    cost: int


class Distances:
    """Least cost from a role to the ends, for walks of at most `limit` steps that visit the rest of `via` in order.

    A state is a role and the number of visited `via`. It has a label for each number of steps whose walk costs less
    than all shorter ones. Only roles on a walk from a start to an end within the limit are visited: half of the steps
    spread freely from the ends, the other half only over roles that the starts reach in time.
    """

    def __init__(self, question: PathQuestion, limit: int, target: Target, within: set[int] | None = None) -> None:
        """`within`: the only roles on walks of at most `limit` steps, if known."""
        self.limit = limit
        self.ends = target.ends
        self.size = len(question.network)
        self.closed = target.closed
        self.outside = target.outside
        self.arcs = question.arcs
        self.starts = question.starts
        self.last_stage = len(question.via)
        self.stage_of = {role: stage for stage, role in enumerate(question.via)}
        self.within = within
        self.labels: dict[int, list[Label]] = {}
        self._spread(
            dict.fromkeys(within, 0) if within is not None else self._around_starts(limit - limit // 2 - 1),
            everywhere=within is not None,
        )

    def first_stage(self, start: int) -> int | None:
        """The number of `via` visited by a path that begins here; None for a start that `via` has later."""
        stage = self.stage_of.get(start, -1) + 1
        return stage if stage <= 1 else None

    def has_start(self, start: int) -> bool:
        stage = self.first_stage(start)
        return start not in self.closed and stage is not None and start + stage * self.size in self.labels

    def _around_starts(self, depth: int) -> dict[int, int]:
        out, closed = self.arcs.out, self.closed
        steps = {start: 0 for start in self.starts if start not in closed}
        ring = list(steps)
        for distance in range(1, depth + 1):
            following: list[int] = []
            for role in ring:
                for end in out[role]:
                    if end not in steps and end not in closed:
                        steps[end] = distance
                        following.append(end)
            ring = following
        return steps

    def _spread(self, around_starts: dict[int, int], *, everywhere: bool) -> None:
        """Makes labels layer by layer from the ends: one of h steps from one of h − 1. With `everywhere`, the layers
        near the ends too are limited to the roles of `around_starts`.
        """
        last = self.last_stage
        ring = {
            end + last * self.size: 0
            for end in self.ends
            if end not in self.closed and self.stage_of.get(end, last - 1) == last - 1
        }
        for hops in range(self.limit + 1):
            better = {state: cost for state, cost in ring.items() if self._keep(state, hops, cost)}
            if hops < self.limit:
                near_end = not everywhere and hops + 1 <= self.limit // 2
                in_time = (
                    None
                    if near_end
                    else {role for role, steps in around_starts.items() if steps + hops + 1 <= self.limit}
                )
                ring = self._one_step_back(better, in_time)

    def _keep(self, state: int, hops: int, cost: int) -> bool:
        labels = self.labels.get(state)
        if labels is None:
            self.labels[state] = [Label(hops, cost)]
            return True
        if cost >= labels[-1].cost:
            return False
        labels.append(Label(hops, cost))
        return True

    def _one_step_back(self, ring: dict[int, int], in_time: set[int] | None) -> dict[int, int]:
        """The cheapest cost of each predecessor state of a ring; with `in_time`, of those roles only."""
        into, closed, stage_of, size = self.arcs.into, self.closed, self.stage_of, self.size
        only_end = self.ends[0] if len(self.ends) == 1 else -1
        found: dict[int, int] = {}
        for state, cost in ring.items():
            stage_after, role = divmod(state, size)
            stage = stage_of.get(role, stage_after)
            if role in self.outside:
                cost += DETOUR_COST
            arcs = into[role]
            for before in arcs if in_time is None else arcs.keys() & in_time:
                if before in closed or before == only_end or stage_of.get(before, stage - 1) != stage - 1:
                    continue
                here = cost + arcs[before]
                key = before + stage * size
                if here < found.get(key, here + 1):
                    found[key] = here
        return found
