"""The cost of a path by each measure: whole numbers that are added step by step.

A measure compares paths by several quantities in order. They are packed into one whole number as bit fields, so that
one addition adds all of them and one comparison compares them in order:

    advised    price, steps, steps of unknown time, months
    hops       steps, price, steps of unknown time, months
    time       months, doubt, price, steps
    skill-gap  price, steps, steps of unknown time, months (behind the weight, which depends on the whole path)

Months are twice the middle of a range, so that they are whole. Doubt counts steps by the basis of their time; one step
of a weaker basis outweighs any number of stronger ones. The price comes from `queries/planner/advice.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from graph.advice import DETOUR
from graph.schema import PROGRESSION_KINDS, TIME_BASES
from queries.network.network import Network, Step
from queries.planner.advice import step_price

MOST_STEPS_IN_ALL = 63  # of any path: a field of six bits counts them

_COUNT, _MONTHS, _PRICE = 6, 18, 18  # bits
_DOUBT = _COUNT * (len(TIME_BASES) - 1)

Measure = Callable[[int, Step], int]  # price and step → cost


class Arcs(NamedTuple):
    """By role: successors (`out`) and predecessors (`into`), with the cost of the best step. `best` caches the steps
    that paths took, by start and end.
    """

    out: tuple[dict[int, int], ...]
    into: tuple[dict[int, int], ...]
    best: dict[tuple[int, int], Step]


class StepFilter(NamedTuple):
    """Which steps a path may take: kinds, confirmed ones only, most rungs of a rise on a track, known times only."""

    kinds: frozenset[str]
    confirmed_only: bool = False
    max_rise: int | None = None
    known_time_only: bool = False

    def allows(self, network: Network, step: Step) -> bool:
        if step.kind not in self.kinds or (self.confirmed_only and not step.confirmed):
            return False
        if self.known_time_only and step.half_months is None:
            return False
        rise = network.rise(step.start, step.end) if self.max_rise is not None else None
        return rise is None or self.max_rise is None or rise <= self.max_rise


def _unknown(step: Step) -> int:
    return int(step.half_months is None)


def _by_price(price: int, step: Step) -> int:
    return (((price << _COUNT | 1) << _COUNT | _unknown(step)) << _MONTHS) | (step.half_months or 0)


def _by_hops(price: int, step: Step) -> int:
    return (((1 << _PRICE | price) << _COUNT | _unknown(step)) << _MONTHS) | (step.half_months or 0)


def _by_time(price: int, step: Step) -> int:
    return ((((step.half_months or 0) << _DOUBT | _doubt(step)) << _PRICE | price) << _COUNT) | 1


def _doubt(step: Step) -> int:
    weakness = TIME_BASES.index(step.basis)
    return 1 << _COUNT * (weakness - 1) if weakness else 0


MEASURES: dict[str, Measure] = {
    "advised": _by_price,
    "hops": _by_hops,
    "time": _by_time,
    "skill-gap": _by_price,
}
DETOUR_COST = DETOUR.points << (2 * _COUNT + _MONTHS)  # added to the cost of a step, by advised only


def arcs(network: Network, cost: str, steps: StepFilter) -> Arcs:
    """One arc for each pair of roles that the steps join. The network caches the last MOST_ARCS_KEPT results."""
    kept: dict[tuple[Measure, StepFilter], Arcs] = network.derived.setdefault("arcs", {})
    key = MEASURES[cost], steps
    if key not in kept:
        if len(kept) >= MOST_ARCS_KEPT:
            del kept[next(iter(kept))]
        kept[key] = _made_arcs(network, cost, steps)
    return kept[key]


MOST_ARCS_KEPT = 12


def _made_arcs(network: Network, cost: str, steps: StepFilter) -> Arcs:
    out: tuple[dict[int, int], ...] = tuple({} for _ in network.roles)
    into: tuple[dict[int, int], ...] = tuple({} for _ in network.roles)
    for start in range(len(network)):
        for end, (_, cost_of_step, _) in _best_steps(network, cost, steps, start).items():
            out[start][end] = cost_of_step
            into[end][start] = cost_of_step
    return Arcs(out, into, {})


def best_step(network: Network, cost: str, steps: StepFilter, start: int, end: int) -> Step:
    """The step behind an arc."""
    return steps_along(network, cost, steps, (start, end))[0]


def steps_along(network: Network, cost: str, steps: StepFilter, roles: Sequence[int]) -> list[Step]:
    """The steps behind the arcs that a path of these roles takes."""
    best = arcs(network, cost, steps).best
    path = list(pairwise(roles))
    for start, end in path:
        if (start, end) not in best:
            best[start, end] = _best_steps(network, cost, steps, start)[end][2]
    return [best[arc] for arc in path]


def _best_steps(network: Network, cost: str, steps: StepFilter, start: int) -> dict[int, tuple[bool, int, Step]]:
    """By end: the best step from a role, and its cost; of equal ones the first. By time, a known time beats an unknown
    one, although that counts as zero months.
    """
    measure, by_time = MEASURES[cost], cost == "time"
    best: dict[int, tuple[bool, int, Step]] = {}
    for step, price in zip(network.steps[start], step_prices(network)[start], strict=True):
        if steps.allows(network, step):
            found = (by_time and step.half_months is None, measure(price, step), step)
            if step.end not in best or found[:2] < best[step.end][:2]:
                best[step.end] = found
    return best


def step_prices(network: Network) -> tuple[tuple[int, ...], ...]:
    """The price of each step, parallel to `network.steps`."""
    if "prices" not in network.derived:
        network.derived["prices"] = tuple(tuple(step_price(network, step) for step in away) for away in network.steps)
    found: tuple[tuple[int, ...], ...] = network.derived["prices"]
    return found


def prepare(network: Network) -> None:
    """Computes the arcs that nearly every path question needs, so that the first one does not wait."""
    for cost in ("advised", "hops"):
        arcs(network, cost, StepFilter(frozenset(PROGRESSION_KINDS)))


def follow(before: Network, after: Network, changed: Iterable[int]) -> None:
    """As `prepare`, for a network in which only the steps away from the `changed` roles differ: takes over the rest."""
    prices, roles = list(step_prices(before)), sorted(changed)
    for start in roles:
        prices[start] = tuple(step_price(after, step) for step in after.steps[start])
    after.derived["prices"] = tuple(prices)
    kept: dict[tuple[Measure, StepFilter], Arcs] = after.derived.setdefault("arcs", {})
    for cost in ("advised", "hops"):
        kinds = StepFilter(frozenset(PROGRESSION_KINDS))
        old = arcs(before, cost, kinds)
        out, into, copied = list(old.out), list(old.into), set[int]()
        for start in roles:
            best = {end: found[1] for end, found in _best_steps(after, cost, kinds, start).items()}
            for end in {*out[start], *best} - copied:
                into[end] = dict(into[end])
                copied.add(end)
            for end in out[start]:
                del into[end][start]
            for end, cost_of_step in best.items():
                into[end][start] = cost_of_step
            out[start] = best
        for end in copied:  # sorted by start, as `_made_arcs` makes them
            into[end] = dict(sorted(into[end].items()))
        kept[MEASURES[cost], kinds] = Arcs(tuple(out), tuple(into), {})
