"""The k best simple paths, exactly: a best-first search (A*) over partial paths with a lower bound that never exceeds
what a path will cost.

A path's cost is a tuple, compared from the left, so that ties are part of the order and not of chance:

    hops       (hops, steps of unknown time, months, skills to learn, roles)
    time       (months, hops, steps of unknown time, skills to learn, roles)
    skill-gap  (weight to learn or deepen, hops, steps of unknown time, months, skills to learn, roles)

Months count twice (whole numbers), weights in units. Bounds of hops and months are exact distances to the end in walks,
layered by the number of steps left (`_Distances`). The weight of a path is the weight of a *set* of roles: what the
strongest needs of all roles passed ask for beyond what one had. The end is always part of that set, so its own gap is
counted from the first step on; every role passed then adds what it asks for beyond that. No partial path can lose
weight by going on, which is what makes the bound admissible.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from queries.network.network import UNITS, Arc, Network
from queries.planner.question import PathQuestion

# Arcs looked at (and labels of distances made) before a search stops being exact: about a second.
WORK = 300_000

Weights = dict[int, int]  # skill → units


class Found(NamedTuple):
    """A path: its roles and its weight of skills to learn or deepen, in units (0 where the cost is another)."""

    roles: tuple[int, ...]
    units: int


@dataclass(slots=True)
class SearchResult:
    """Paths, best first. `exact` is false when the work ran out before they were proven to be the best."""

    found: list[Found]
    exact: bool


def search(question: PathQuestion, k: int, work: int = WORK) -> SearchResult:
    """The k best paths within the question's steps."""
    if question.cost == "hops":
        return _search_by_hops(question, k, work)
    if question.cost == "time":
        return _BestFirst(question, question.max_steps, [_Target.of(question, question.ends)], work).run(k)
    return _search_by_weight(question, k, work)


def _search_by_hops(question: PathQuestion, k: int, work: int) -> SearchResult:
    """One step more each time, since paths of few steps lie in a small part of the network; not before the two ends can
    meet.
    """
    result = SearchResult([], exact=True)
    layers = _shortest(question)
    if k == 1 and not question.via and (only := _only_path(layers)):
        return SearchResult([Found(only, 0)], exact=True)
    on_the_way = set().union(*layers)
    fewest = len(layers) - 1 if layers else question.max_steps + 1
    for limit in range(fewest, question.max_steps + 1):
        target = _Target.of(question, question.ends)
        target.distances = _Distances(question, limit, question.ends, on_the_way if limit == fewest else None)
        if any(target.distances.has_start(start) for start in question.starts):
            result = _BestFirst(question, limit, [target], work).run(k)
            if len(result.found) >= k or not result.exact:
                break
    return result


def _shortest(question: PathQuestion) -> list[set[int]]:
    """Roles on the paths of fewest steps, `via` left aside: the starts, those one step further, …, the ends. Empty
    where max_steps are too few.

    Rings grow from both sides, always the smaller one: far fewer roles are met than from one side alone.
    """
    arcs, closed = question.network.arcs(question.kinds), question.closed_roles()
    away, back = [{*question.starts} - closed], [{*question.ends} - closed]
    seen_away, seen_back = set(away[0]), set(back[0])
    for _ in range(question.max_steps):
        rings, seen, neighbours, other = (
            (away, seen_away, arcs.out, back[-1])
            if len(away[-1]) <= len(back[-1])
            else (back, seen_back, arcs.into, away[-1])
        )
        ring: set[int] = set()
        for role in rings[-1]:
            ring.update(neighbours[role])
        ring -= closed
        if met := ring & other:
            rings.append(met)
            return [*reversed(_traced(met, away, arcs.into)), met, *_traced(met, back, arcs.out)]
        ring -= seen
        seen |= ring
        rings.append(ring)
    return []


def _only_path(layers: list[set[int]]) -> tuple[int, ...] | None:
    """The path where each layer holds one role, none of them twice: no other is as short."""
    roles = tuple([role for layer in layers for role in layer])
    return roles if 0 < len(roles) == len(layers) == len(set(roles)) else None


def _traced(met: set[int], rings: list[set[int]], towards: Sequence[Mapping[int, Arc]]) -> list[set[int]]:
    """Roles on the way back from where both sides met: of each ring what has a step to the next."""
    found, ring = [], met
    for before in reversed(rings[:-1]):
        ring = set().union(*[towards[role].keys() & before for role in ring])
        found.append(ring)
    return found


def _search_by_weight(question: PathQuestion, k: int, work: int) -> SearchResult:
    """Each end is a target of its own, since the bound rests on what that end asks for. Where the work runs out, paths
    of few steps fill the answer.
    """
    targets = [_Target.of(question, (end,)) for end in question.ends]
    result = _BestFirst(question, question.max_steps, targets, work).run(k)
    if result.exact or len(result.found) >= k:
        return result
    by_hops = _search_by_hops(question._replace(cost="hops", avoid=question.closed_roles()), k, work).found
    more = {
        found.roles: Found(found.roles, path_units(question.network, found.roles, question.skills))
        for found in (*by_hops, *result.found)
    }
    return SearchResult(
        sorted(more.values(), key=lambda found: (found.units, len(found.roles), found.roles))[:k], exact=False
    )


class _Label(NamedTuple):
    """A way from here to the end: its steps, and (unknown, months), or (months, unknown) when time is the cost."""

    hops: int
    first: int
    second: int


class _Distances:
    """Least cost from a role to the ends, for walks of at most `limit` steps in which the rest of `via` comes in its
    order.

    A state is a role and the number of `via` behind it. Each state has one label for each number of steps that is worth
    taking: with hops first only the fewest, with months first every one that saves months. Only roles that lie between
    a start and an end within the limit are looked at: half the way around the starts, half the way around the ends, and
    what of the starts' half the ends' half reaches.
    """

    def __init__(
        self, question: PathQuestion, limit: int, ends: tuple[int, ...], within: set[int] | None = None
    ) -> None:
        """`within`: the only roles that paths of so few steps can pass, where that is known."""
        self.question = question
        self.limit = limit
        self.ends = ends
        self.size = len(question.network)
        self.closed = question.closed_roles()
        self.stage_of = {role: stage for stage, role in enumerate(question.via)}
        self.by_months = question.cost == "time"
        self.skip_unknown = question.skips_unknown_times
        self.within = within
        self.labels: dict[int, list[_Label]] = {}
        self._spread(
            dict.fromkeys(within, 0) if within is not None else self._around_starts(limit - limit // 2 - 1),
            everywhere=within is not None,
        )

    def first_stage(self, start: int) -> int | None:
        """`via` behind a path that begins here; None for a start that `via` wants later."""
        stage = self.stage_of.get(start, -1) + 1
        return stage if stage <= 1 else None

    def has_start(self, start: int) -> bool:
        stage = self.first_stage(start)
        return start not in self.closed and stage is not None and start + stage * self.size in self.labels

    def _around_starts(self, depth: int) -> dict[int, int]:
        out, closed = self.question.network.arcs(self.question.kinds).out, self.closed
        steps = {start: 0 for start in self.question.starts if start not in closed}
        ring = list(steps)
        for distance in range(1, depth + 1):
            following: list[int] = []
            for role in ring:
                for arc in out[role].values():
                    if arc.role not in steps and arc.role not in closed and not (self.skip_unknown and arc.unknown):
                        steps[arc.role] = distance
                        following.append(arc.role)
            ring = following
        return steps

    def _spread(self, around_starts: dict[int, int], *, everywhere: bool) -> None:
        """Layer by layer from the ends, so that a label of h steps is made from one of h − 1; `everywhere`: near the
        ends, too, only around the starts.
        """
        last = len(self.question.via)
        ring = {
            end + last * self.size: (0, 0)
            for end in self.ends
            if end not in self.closed and self.stage_of.get(end, last - 1) == last - 1
        }
        for hops in range(self.limit + 1):
            better = {state: value for state, value in ring.items() if self._keep(state, hops, value)}
            if hops < self.limit:
                near_end = not everywhere and hops + 1 <= self.limit // 2
                in_time = (
                    None
                    if near_end
                    else {role for role, steps in around_starts.items() if steps + hops + 1 <= self.limit}
                )
                ring = self._one_step_back(better, in_time)

    def _keep(self, state: int, hops: int, value: tuple[int, int]) -> bool:
        labels = self.labels.get(state)
        if labels is None:
            self.labels[state] = [_Label(hops, *value)]
            return True
        if not self.by_months or value[0] >= labels[-1].first:
            return False
        labels.append(_Label(hops, *value))
        return True

    def _one_step_back(self, ring: dict[int, tuple[int, int]], in_time: set[int] | None) -> dict[int, tuple[int, int]]:
        """To all roles before those of a ring, or to those `in_time`."""
        into = self.question.network.arcs(self.question.kinds).into
        only_end = self.ends[0] if len(self.ends) == 1 else -1
        found: dict[int, tuple[int, int]] = {}
        for state, (first, second) in ring.items():
            stage_after, role = divmod(state, self.size)
            stage = self.stage_of.get(role, stage_after)
            arcs = into[role]
            for before in arcs if in_time is None else arcs.keys() & in_time:
                _, unknown, months, _ = arcs[before]
                if (
                    before in self.closed
                    or before == only_end
                    or (unknown and self.skip_unknown)
                    or self.stage_of.get(before, stage - 1) != stage - 1
                ):
                    continue
                value = (first + months, second + unknown) if self.by_months else (first + unknown, second + months)
                key = before + stage * self.size
                if key not in found or value < found[key]:
                    found[key] = value
        return found


@dataclass(slots=True)
class _Target:
    """Ends that a search makes for. Distances are worked out when the first path makes for it; `mask` holds the skills
    of a single end.
    """

    ends: tuple[int, ...]
    mask: int = 0
    distances: _Distances | None = None

    @classmethod
    def of(cls, question: PathQuestion, ends: tuple[int, ...]) -> _Target:
        return cls(ends, question.network.skill_masks[ends[0]] if len(ends) == 1 else 0)


class _Root(NamedTuple):
    """Where a partial path began and what it makes for."""

    target: _Target
    lacking: int  # skills not had at the start, as the complement of a bit set


# Bound (weight, then hops, unknown and months, or months, hops and unknown), skills to learn, roles, whether it has
# arrived, then what belongs to it: root, stage, skills to learn as a bit set, steps of unknown time, months, and the
# weights had before the last role.
_Entry = tuple[int, int, int, int, int, tuple[int, ...], bool, int, int, int, int, int, Weights]


class _BestFirst:
    """Partial paths in the order of their bounds; what arrives first is best."""

    def __init__(self, question: PathQuestion, limit: int, targets: list[_Target], work: int) -> None:
        self.question = question
        self.network = question.network
        self.limit = limit
        self.work = work
        self.by_months = question.cost == "time"
        self.by_weight = question.cost == "skill-gap"
        self.closed = question.closed_roles()
        self.stage_of = {role: stage for stage, role in enumerate(question.via)}
        self.roots: list[_Root] = []
        self.heap: list[_Entry] = []
        for target in targets:
            for start in question.starts:
                self._begin(start, target)
        heapify(self.heap)

    def run(self, k: int) -> SearchResult:
        found: list[Found] = []
        while self.heap:
            entry = heappop(self.heap)
            if entry[6]:
                found.append(Found(entry[5], entry[0]))
                if len(found) == k:
                    break
            elif self.work <= 0:
                return SearchResult([*found, *self._unproven(k - len(found))], exact=False)
            else:
                self._go_on(entry)
        return SearchResult(found, exact=True)

    def _begin(self, start: int, target: _Target) -> None:
        if start in self.closed or target.ends == (start,):
            return
        stage = self.stage_of.get(start, -1) + 1
        if stage > 1:
            return
        had = self.network.skill_masks[start] | sum(1 << skill for skill in self.question.skills)
        self.roots.append(_Root(target, ~had))
        held, units = self._held_and_gap(start, target) if self.by_weight else ({}, 0)
        mask = target.mask & ~had
        self.heap.append(
            (units, 0, 0, 0, mask.bit_count(), (start,), False, len(self.roots) - 1, stage, mask, 0, 0, held)
        )

    def _held_and_gap(self, start: int, target: _Target) -> tuple[Weights, int]:
        """Weights at the start with those of the end, and what the end adds."""
        held = weights_had(self.network, start, self.question.skills)
        units = take_up(held, self.network, target.ends[0])
        return held, units

    def _go_on(self, entry: _Entry) -> None:
        """One step further, each way that may still arrive in time."""
        units, _, _, _, _, path, _, root_number, stage, mask, unknown, months, held = entry
        target, lacking = self.roots[root_number]
        distances, network = self._distances(target), self.network
        labels, size, masks, ends, last = (
            distances.labels,
            distances.size,
            network.skill_masks,
            target.ends,
            len(self.question.via),
        )
        if self.by_weight and len(path) > 1:
            held = dict(held)
            take_up(held, network, path[-1])
        hops, arcs = len(path), network.arcs(self.question.kinds).out[path[-1]]
        self.work -= max(1, len(arcs))
        for role in arcs if distances.within is None else arcs.keys() & distances.within:
            _, arc_unknown, arc_months, _ = arcs[role]
            stage_here = stage + (role in self.stage_of)  # out of turn, there is no such state and so no label
            label = _within(labels.get(role + stage_here * size), self.limit - hops)
            if label is None or role in path or (arc_unknown and distances.skip_unknown):
                continue
            now = (stage_here, mask | (masks[role] & lacking), unknown + arc_unknown, months + arc_months)
            cost = units + marginal(held, network, role) if self.by_weight else 0
            extended = (*path, role)
            if role in ends and stage_here == last:
                self._push(cost, hops, 0, 0, extended, True, root_number, now, held)
                if len(ends) == 1:
                    continue
            if hops < self.limit:
                first, second = (label.second, label.first) if self.by_months else label[1:]
                self._push(cost, hops + label.hops, first, second, extended, False, root_number, now, held)

    def _distances(self, target: _Target) -> _Distances:
        if target.distances is None:
            target.distances = _Distances(self.question, self.limit, target.ends)
            self.work -= len(target.distances.labels)
        return target.distances

    def _push(
        self,
        cost: int,
        hops: int,
        more_unknown: int,
        more_months: int,
        path: tuple[int, ...],
        arrived: bool,
        root: int,
        now: tuple[int, int, int, int],
        held: Weights,
    ) -> None:
        _, mask, unknown, months = now
        unknown_in_all, months_in_all = unknown + more_unknown, months + more_months
        order = (months_in_all, hops, unknown_in_all) if self.by_months else (hops, unknown_in_all, months_in_all)
        heappush(self.heap, (cost, *order, mask.bit_count(), path, arrived, root, *now, held))

    def _unproven(self, k: int) -> Iterator[Found]:
        """The best of what has arrived but is not proven."""
        arrived = sorted(entry for entry in self.heap if entry[6])
        return (Found(entry[5], entry[0]) for entry in arrived[:k])


def _within(labels: list[_Label] | None, steps: int) -> _Label | None:
    """The best label of at most so many steps: the last, since each costs less than the one before."""
    for label in reversed(labels or ()):
        if label.hops <= steps:
            return label
    return None


# Weights of skills


def weights_had(network: Network, start: int, skills: tuple[int, ...]) -> Weights:
    """Units of each skill that one has at the start: those of the role, and the stated ones in full."""
    held = {skill: need.units for skill, need in network.needs[start].items()}
    return held | dict.fromkeys(skills, UNITS)


def path_units(network: Network, roles: tuple[int, ...], skills: tuple[int, ...]) -> int:
    """Units to learn or deepen on the whole path, each skill counted once."""
    held = weights_had(network, roles[0], skills)
    return sum(take_up(held, network, role) for role in roles[1:])


def marginal(held: Weights, network: Network, role: int) -> int:
    """Units that a role asks for beyond what is held."""
    more = 0
    for skill, need in network.needs[role].items():
        lack = need.units - held.get(skill, 0)
        if lack > 0:
            more += lack
    return more


def take_up(held: Weights, network: Network, role: int) -> int:
    """Adds to `held` what a role asks for beyond it, and returns how many units that is."""
    more = 0
    for skill, need in network.needs[role].items():
        lack = need.units - held.get(skill, 0)
        if lack > 0:
            held[skill] = need.units
            more += lack
    return more
