"""The cost of single steps: which of several steps counts, and that packed costs are ordered as their parts are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.advice import PRICES
from graph.schema import TIME_BASES
from queries.network.network import Network, Step
from queries.planner import costs
from queries.planner.costs import StepFilter, arcs, best_step
from tests.support import networks as small

ALL = StepFilter(frozenset({"promotion", "next", "lateral"}))


def several() -> Network:
    return small.network(
        2, [(0, 1, "next", (12, 24)), (0, 1, "lateral", (6, 12)), (0, 1, "promotion", None), (0, 1, "related", None)]
    )


def test_given_several_steps_between_two_roles_then_each_measure_takes_the_one_that_is_best_by_it() -> None:
    network = several()
    assert best_step(network, "time", ALL, 0, 1).kind == "lateral"
    assert best_step(network, "hops", ALL, 0, 1).kind == "next"
    assert best_step(network, "advised", ALL, 0, 1).kind == "next"
    assert best_step(network, "hops", StepFilter(frozenset({"promotion", "related"})), 0, 1).kind == "promotion"


def test_given_a_filter_then_both_directions_hold_the_steps_that_it_leaves() -> None:
    network = several()
    joined = arcs(network, "hops", StepFilter(frozenset({"next"})))
    assert [list(joined.out[0]), list(joined.into[1])] == [[1], [0]]
    assert arcs(network, "hops", StepFilter(frozenset({"next"}), confirmed_only=True)).out == ({}, {})


def test_given_more_filters_than_are_kept_then_the_oldest_arcs_go() -> None:
    network = several()
    for rise in range(2 * costs.MOST_ARCS_KEPT):
        arcs(network, "hops", StepFilter(ALL.kinds, max_rise=rise))
    assert len(network.derived["arcs"]) == costs.MOST_ARCS_KEPT


steps = st.builds(
    lambda months, basis: Step(0, 1, "next", *((None, None, "unknown") if months is None else (*months, basis)), False),
    st.none() | st.tuples(st.integers(0, 600), st.integers(0, 600)).map(lambda pair: tuple(sorted(pair))),
    st.sampled_from(TIME_BASES[:-1]),
)
prices = st.integers(0, sum(price.points for price in PRICES) * 3)
paths = st.lists(st.tuples(prices, steps), min_size=1, max_size=20)


@given(paths, paths)
def test_given_two_paths_then_their_packed_costs_are_ordered_as_the_sums_of_their_parts_are(
    one: list[tuple[int, Step]], other: list[tuple[int, Step]]
) -> None:
    for cost, parts in _PARTS.items():
        measure = costs.MEASURES[cost]
        packed = [sum(measure(price, step) for price, step in path) for path in (one, other)]
        listed = [[parts(price, step) for price, step in path] for path in (one, other)]
        summed = [tuple(map(sum, zip(*path, strict=True))) for path in listed]
        assert (packed[0] < packed[1], packed[0] == packed[1]) == (summed[0] < summed[1], summed[0] == summed[1])


def _doubts(step: Step) -> list[int]:
    """How many steps of each basis, the weakest first."""
    return [int(step.basis == basis) for basis in reversed(TIME_BASES[1:])]


_PARTS = {
    "hops": lambda price, step: (1, price, int(step.half_months is None), step.half_months or 0),
    "advised": lambda price, step: (price, 1, int(step.half_months is None), step.half_months or 0),
    "time": lambda price, step: (step.half_months or 0, *_doubts(step), price, 1),
}
