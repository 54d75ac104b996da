"""The price of a step in points (`graph/advice.py`) and its caveats in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from graph import advice
from queries.network.network import RELATED, Network, Step
from queries.planner.wording import names

_MANAGEMENT = "management"


def step_price(network: Network, step: Step) -> int:
    """Points of a step. The price of a detour from the family depends on the path and is added there."""
    return sum(price.points * times for price, times in _prices(network, step))


def _prices(network: Network, step: Step) -> Iterator[tuple[advice.Price, int]]:
    start, end = network.roles[step.start], network.roles[step.end]
    yield advice.STEP, 1
    if step.kind == RELATED:
        yield advice.RELATED, 1
    rise = network.rise(step.start, step.end)
    if rise is not None and rise < 0:
        yield advice.DOWN, 1
    elif rise == 0 or (rise is None and step.kind == "lateral"):
        yield advice.SIDEWAYS, 1
    if changes_track(network, step):
        yield advice.OTHER_TRACK, 1
    passed, held = _passed_rungs(network, step), _held_rungs(network, step)
    yield advice.PASSED_RUNG, len(held)
    yield advice.EMPTY_RUNG, len(passed) - len(held)
    if start.family != end.family:
        yield advice.OTHER_FAMILY, 1
    if start.described and end.described and not step.confirmed:
        yield advice.ONE_SIDED, 1
    if not end.described:
        yield advice.ONLY_MENTIONED, 1
    if step.months_min is None:
        yield advice.UNKNOWN_TIME, 1
    elif step.basis != "stated":
        yield advice.ESTIMATED_TIME, 1


def changes_track(network: Network, step: Step) -> bool:
    start, end = network.roles[step.start].level, network.roles[step.end].level
    return start is not None and end is not None and start.track != end.track


def _passed_rungs(network: Network, step: Step) -> tuple[tuple[str, int], ...]:
    """Track and rank of the rungs between the two roles; for a step into management, of those below the one entered."""
    start, end = network.roles[step.start].level, network.roles[step.end].level
    if start is None or end is None:
        return ()
    if start.track == end.track:
        low, high = start.rank, end.rank
    elif end.track == _MANAGEMENT:
        low, high = -1, end.rank
    else:
        return ()
    return tuple((end.track, rank) for rank in network.ranks.get(end.track, ()) if low < rank < high)


def _held_rungs(network: Network, step: Step) -> list[tuple[str, int]]:
    """The passed rungs at which the family of either role has a described role."""
    families = network.roles[step.start].family, network.roles[step.end].family
    held = frozenset[tuple[str, int]]().union(*map(network.rungs_held, families))
    return [rung for rung in _passed_rungs(network, step) if rung in held]


class Caveat(NamedTuple):
    """A reservation about a step, as the rest of a sentence that begins with the step."""

    about: Literal["rise", "source", "time"]
    words: str


def caveats_of(network: Network, step: Step) -> Iterator[Caveat]:
    start, end = network.roles[step.start], network.roles[step.end]
    if passed := _held_rungs(network, step):
        yield Caveat("rise", f"passes over {names([network.rung_names[rung] for rung in passed], len(passed))}")
    rise = network.rise(step.start, step.end)
    if rise and start.level and end.level:
        if rise < 0:
            yield Caveat("rise", f"goes down from {start.level.name} to {end.level.name}")
        elif step.kind == "lateral":
            yield Caveat("rise", f"is called a move sideways and rises to {end.level.name}")
    if step.kind == RELATED:
        yield Caveat("source", "is called related by the source, and no more is said")
    elif not end.described or not start.described:
        silent = start if end.described else end
        yield Caveat("source", f"is named by one document only, and none describes {silent.title}")
    elif step.implied:
        yield Caveat("source", "is implied by the order of levels, and no sentence says it")
    elif not step.confirmed:
        yield Caveat("source", "is named by only one of the two roles")
    if step.months_min is None:
        yield Caveat("time", "takes a time that is not known")
    elif step.basis != "stated":
        yield Caveat("time", "takes a time that is an estimate")
