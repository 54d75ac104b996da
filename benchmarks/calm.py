"""Repeats a measurement that was disturbed: on shared hardware, a core may lose half of its speed for seconds, and not
all programs are slowed down alike.

The machine's speed is measured by a fixed piece of work (random access to a long list, for processor and memory) on its
slowest core.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from random import Random
from statistics import quantiles
from typing import TypeVar

T = TypeVar("T")

LENGTH = 1_000_000
PLACES = 20_000
PIECES = 5
SLOWER = 0.8  # of the calm machine's speed; a turn that begins or ends slower is repeated
TRIES = 3
MOST_REPEATED = 1 / 4  # of all turns so far; on a day without calm the run ends nevertheless, and the spread shows it

_speeds: list[float] = []
_turns: Counter[str] = Counter()


def undisturbed(turn: Callable[[], T]) -> Callable[[], T]:
    """The result of the turn, repeated up to twice until the machine is calm before and after it."""

    def taken() -> T:
        _turns["asked for"] += 1
        for _ in range(TRIES):
            _turns["taken"] += 1
            before = _speed()
            result = turn()
            repeated = _turns["taken"] - _turns["asked for"]
            if min(before, _speed()) >= SLOWER * _when_calm() or repeated >= MOST_REPEATED * _turns["asked for"]:
                break
        return result

    return taken


def told() -> str:
    """How calm it was."""
    return (
        f"{_turns['asked for']} turns, {_turns['taken'] - _turns['asked for']} times one was taken again because "
        "the machine was slower"
    )


def _when_calm() -> float:
    """The speed that one measurement in ten exceeds."""
    return quantiles(_speeds, n=10)[8] if len(_speeds) > 1 else 0.0


def _speed() -> float:
    """Pieces of work per second on the slowest core; for each core the best of a few tries counts."""
    _speeds.append(min(_speeds_of_cores()))
    return _speeds[-1]


def _speeds_of_cores() -> Iterator[float]:
    if not hasattr(os, "sched_setaffinity"):  # as on macOS: whichever core it is
        yield _speed_here()
        return
    cores = os.sched_getaffinity(0)
    try:
        for core in cores:
            os.sched_setaffinity(0, {core})
            yield _speed_here()
    finally:
        os.sched_setaffinity(0, cores)


def _speed_here() -> float:
    return 1 / min(_piece() for _ in range(PIECES))


def _piece() -> float:
    held, pick = _work()
    begun = time.perf_counter()
    pick(held)
    return time.perf_counter() - begun


@cache
def _work() -> tuple[list[float], Callable[[list[float]], object]]:
    random = Random(1)
    return [float(number) for number in range(LENGTH)], itemgetter(*(random.randrange(LENGTH) for _ in range(PLACES)))
