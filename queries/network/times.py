"""The total time of several steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph.schema import TIME_BASES
from queries.network.network import Step


class Months(NamedTuple):
    """A time in months; both ends are None where it is unknown. `basis` is one of `graph.schema.TIME_BASES`."""

    min: int | None
    max: int | None
    basis: str


def months_of(steps: Sequence[Step]) -> Months:
    """The sum of the steps with the weakest of their bases; unknown where one step's time is."""
    low, high = 0, 0
    for step in steps:
        if step.months_min is None or step.months_max is None:
            return Months(None, None, "unknown")
        low, high = low + step.months_min, high + step.months_max
    return Months(low, high, max((step.basis for step in steps), key=TIME_BASES.index))
