"""The exact k best simple paths: a best-first search (A*) over partial paths with an admissible lower bound.

Paths are compared by these values in order, which makes the order of equal paths deterministic:

    weight to learn or deepen (by skill gap only), cost of the steps (`queries/planner/costs.py`), skills to learn,
    roles

The bound of the steps' cost is the exact distance to the end in walks, by the number of steps left
(`queries/planner/distances.py`). The weight of a path depends on its *set* of roles: it is what their strongest needs
ask for beyond what the person had. The end is always in that set, so its gap counts from the first step on, and every
further role adds to it. The weight never decreases when a path grows, so the bound is admissible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from queries.network.network import Network, Skills
from queries.planner.costs import DETOUR_COST
from queries.planner.distances import Aim, Distances, Label, Target, targets_of
from queries.planner.question import PathQuestion

# Arcs visited plus distance labels made before a search gives up being exact: about a second
WORK = 300_000

Weights = dict[int, int]  # skill → units


class Found(NamedTuple):
    """A path: its roles and the weight to learn or deepen, in units (0 unless the cost is by skill gap)."""

    roles: tuple[int, ...]
    units: int


@dataclass(slots=True)
class SearchResult:
    """Paths, best first. Not `exact`: the search gave up before it had proven that they are the best."""

    found: list[Found]
    exact: bool


def search(question: PathQuestion, k: int, work: int = WORK) -> SearchResult:
    """The k best paths within the question's steps. By advice, a path whose roles include all roles of a better one is
    a detour and left out.
    """
    if question.cost == "hops" and not question.within_family:
        return _search_by_hops(question, k, work)
    result = _BestFirst(question, question.max_steps, targets_of(question), work).run(k)
    if question.cost == "skill-gap" and not result.exact and len(result.found) < k:
        return _filled_by_hops(question, k, work, result)
    return result


def _filled_by_hops(question: PathQuestion, k: int, work: int, result: SearchResult) -> SearchResult:
    """Fills the answer of a search that gave up with paths of few steps."""
    by_hops = search(question._replace(cost="hops", avoid=question.closed_roles()), k, work).found
    more = {
        found.roles: Found(found.roles, path_units(question.network, found.roles, question.had_at(found.roles[0])))
        for found in (*by_hops, *result.found)
    }
    best = sorted(more.values(), key=lambda found: (found.units, len(found.roles), found.roles))
    return SearchResult(best[:k], exact=False)


def _search_by_hops(question: PathQuestion, k: int, work: int) -> SearchResult:
    """Searches with one step more each time (iterative deepening), from the distance of the ends on: paths of few steps
    lie in a small part of the network.
    """
    result = SearchResult([], exact=True)
    layers = _shortest(question)
    if k == 1 and not question.via and (only := _only_path(layers)):
        return SearchResult([Found(only, 0)], exact=True)
    on_the_way = set().union(*layers)
    fewest = len(layers) - 1 if layers else question.max_steps + 1
    for limit in range(fewest, question.max_steps + 1):
        targets = targets_of(question)
        for target, _ in targets:
            target.distances = Distances(question, limit, target, on_the_way if limit == fewest else None)
        if any(
            target.distances and target.distances.has_start(start) for target, starts in targets for start in starts
        ):
            result = _BestFirst(question, limit, targets, work).run(k)
            if len(result.found) >= k or not result.exact:
                break
    return result


def _shortest(question: PathQuestion) -> list[set[int]]:
    """The roles on the paths of fewest steps, layer by layer from the starts to the ends, ignoring `via`. Empty where
    there is no path within max_steps.

    A bidirectional breadth-first search that grows the smaller side.
    """
    arcs, closed = question.arcs, question.closed_roles()
    away, back = [{*question.starts} - closed], [{*question.ends} - closed]
    for _ in range(question.max_steps):
        smaller = len(away[-1]) <= len(back[-1])
        rings, neighbours, other = (away, arcs.out, back[-1]) if smaller else (back, arcs.into, away[-1])
        ring = set().union(*map(neighbours.__getitem__, rings[-1]))
        ring -= closed
        if met := ring & other:
            rings.append(met)
            return [*reversed(_traced(met, away, arcs.into)), met, *_traced(met, back, arcs.out)]
        ring.difference_update(*rings)
        rings.append(ring)
    return []


def _only_path(layers: list[set[int]]) -> tuple[int, ...] | None:
    """The one shortest path, where each layer holds one role; None for several or for a repeated role."""
    roles = tuple([role for layer in layers for role in layer])
    return roles if 0 < len(roles) == len(layers) == len(set(roles)) else None


def _traced(met: set[int], rings: list[set[int]], towards: Sequence[Mapping[int, int]]) -> list[set[int]]:
    """The layers back from where both sides met: the roles of each ring with a step to the next layer."""
    found, ring = [], met
    for before in reversed(rings[:-1]):
        ring = set().union(*[towards[role].keys() & before for role in ring])
        found.append(ring)
    return found


class _Root(NamedTuple):
    """What partial paths from one start to one target share."""

    target: Target
    lacking: int  # the complement of the bit set of skills had at the start


class _Partial(NamedTuple):
    """A partial path, or a whole one that has `arrived`. The first four fields order paths: bound of the weight, bound
    of the steps' cost, number of skills to learn, roles.
    """

    units: int
    bound: int
    learning: int
    roles: tuple[int, ...]
    arrived: bool
    root: int
    stage: int  # number of visited `via`
    skills: int  # to learn, as a bit set
    cost: int  # of its steps
    held: Weights  # held before the last role; only by skill gap


class _BestFirst:
    """Takes partial paths from a heap by their bounds; the first that has arrived is the best."""

    def __init__(self, question: PathQuestion, limit: int, targets: list[Aim], work: int) -> None:
        self.question = question
        self.network = question.network
        self.arcs = question.arcs.out
        self.limit = limit
        self.work = work
        self.by_weight = question.cost == "skill-gap"
        self.leaves_out_detours = question.cost == "advised"
        self.stage_of = {role: stage for stage, role in enumerate(question.via)}
        self.last_stage = len(question.via)
        self.roots: list[_Root] = []
        self.heap: list[_Partial] = []
        self.found: list[Found] = []
        self.found_roles: list[frozenset[int]] = []
        for target, starts in targets:
            for start in starts:
                self._begin(start, target)
        heapify(self.heap)

    def run(self, k: int) -> SearchResult:
        while self.heap and len(self.found) < k:
            partial = heappop(self.heap)
            if self._is_detour(partial):
                continue
            if partial.arrived:
                self._accept(partial)
            elif self.work <= 0:
                return SearchResult(self._with_unproven(k), exact=False)
            else:
                self._go_on(partial)
        return SearchResult(self.found, exact=True)

    def _accept(self, partial: _Partial) -> None:
        self.found.append(Found(partial.roles, partial.units))
        if self.leaves_out_detours:
            self.found_roles.append(frozenset(partial.roles))

    def _is_detour(self, partial: _Partial) -> bool:
        """Whether its roles, together with its only end, include all roles of a better path."""
        if not self.found_roles:
            return False
        ends = self.roots[partial.root].target.ends
        roles = {*partial.roles, *ends} if len(ends) == 1 else set(partial.roles)
        return any(better <= roles for better in self.found_roles)

    def _begin(self, start: int, target: Target) -> None:
        if start in target.closed or target.ends == (start,):
            return
        stage = self.stage_of.get(start, -1) + 1
        if stage > 1:
            return
        had = self.question.had_at(start)
        mask = sum(1 << skill for skill in had)
        self.roots.append(_Root(target, ~mask))
        held: Weights = {}
        units = 0
        if self.by_weight:
            held = weights_of(had)
            units = take_up(held, self.network, target.ends[0])
        lacking = target.mask & ~mask
        root = len(self.roots) - 1
        self.heap.append(_Partial(units, 0, lacking.bit_count(), (start,), False, root, stage, lacking, 0, held))

    def _go_on(self, partial: _Partial) -> None:
        """Pushes every continuation by one step that can still arrive within the limit."""
        target, lacking = self.roots[partial.root]
        distances = self._distances(target)
        labels, size, masks, single = distances.labels, distances.size, self.network.skill_masks, len(target.ends) == 1
        roles, held = partial.roles, partial.held
        if self.by_weight and len(roles) > 1:
            held = dict(held)
            take_up(held, self.network, roles[-1])
        hops, arcs = len(roles), self.arcs[roles[-1]]
        self.work -= max(1, len(arcs))
        for role in arcs if distances.within is None else arcs.keys() & distances.within:
            stage = partial.stage + (role in self.stage_of)  # a `via` out of order has no label
            label = _within(labels.get(role + stage * size), self.limit - hops)
            if label is None or role in roles:
                continue
            skills = partial.skills | (masks[role] & lacking)
            cost = partial.cost + arcs[role] + (DETOUR_COST if role in target.outside else 0)
            units = partial.units + marginal(held, self.network, role) if self.by_weight else 0
            after = ((*roles, role), partial.root, stage, skills, cost, held)
            if role in target.ends and stage == self.last_stage:
                self._push(units, cost, *after, arrived=True)
                if single:
                    continue
            if hops < self.limit:
                self._push(units, cost + label.cost, *after, arrived=False)

    def _push(
        self,
        units: int,
        bound: int,
        roles: tuple[int, ...],
        root: int,
        stage: int,
        skills: int,
        cost: int,
        held: Weights,
        *,
        arrived: bool,
    ) -> None:
        partial = _Partial(units, bound, skills.bit_count(), roles, arrived, root, stage, skills, cost, held)
        heappush(self.heap, partial)

    def _distances(self, target: Target) -> Distances:
        if target.distances is None:
            target.distances = Distances(self.question, self.limit, target)
            self.work -= len(target.distances.labels)
        return target.distances

    def _with_unproven(self, k: int) -> list[Found]:
        """What was found, then the best of the arrived paths that are not proven yet."""
        for partial in sorted(partial for partial in self.heap if partial.arrived):
            if len(self.found) < k and not self._is_detour(partial):
                self._accept(partial)
        return self.found


def _within(labels: list[Label] | None, steps: int) -> Label | None:
    """The cheapest label of at most so many steps: the last such one, since costs fall."""
    for label in reversed(labels or ()):
        if label.hops <= steps:
            return label
    return None


# Weights of skills


def weights_of(skills: Skills) -> Weights:
    """Units of each skill."""
    return {skill: need.units for skill, need in skills.items()}


def path_units(network: Network, roles: tuple[int, ...], had: Skills) -> int:
    """Units to learn or deepen on the whole path, each skill counted once."""
    held = weights_of(had)
    return sum(take_up(held, network, role) for role in roles[1:])


def marginal(held: Weights, network: Network, role: int) -> int:
    """Units that a role asks for beyond what is held."""
    more = 0
    for skill, need in network.asks[role].items():
        lack = need.units - held.get(skill, 0)
        if lack > 0:
            more += lack
    return more


def take_up(held: Weights, network: Network, role: int) -> int:
    """Adds to `held` what a role asks for beyond it, and returns how many units that is."""
    more = 0
    for skill, need in network.asks[role].items():
        lack = need.units - held.get(skill, 0)
        if lack > 0:
            held[skill] = need.units
            more += lack
    return more
