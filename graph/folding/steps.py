"""Career steps: what several documents say of one step, its kind, and how long it takes (docs/adr/0006-time.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.folding.facts import Evidence, StepSaid
from graph.schema import Properties

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Progression:
    start: str
    end: str
    properties: Properties
    evidence: list[Evidence]


def progressions(
    said: list[StepSaid], levels: Mapping[str, Properties], roles: Mapping[str, Properties]
) -> Iterator[Progression]:
    """One progression for each pair of roles that is a rise or a next step, one for each that is lateral.

    `levels` holds the Level node of each role that has one, `roles` the Role nodes.
    """
    grouped: dict[tuple[str, str, bool], list[StepSaid]] = {}
    for each in said:
        grouped.setdefault((each.start, each.end, each.sort == "lateral"), []).append(each)
    speakers = {(each.start, each.end, each.sort == "lateral", each.said_by) for each in said}
    for (start, end, lateral), statements in grouped.items():
        kind = "lateral" if lateral else _kind(statements, levels.get(start), levels.get(end))
        # A move sideways has two edges when both roles name it, so its other end speaks of the edge back.
        confirmed = (
            (end, start, True, end) in speakers if lateral else {start, end} <= {each.said_by for each in statements}
        )
        months = _months(statements, roles[start], roles[end], levels.get(start), levels.get(end))
        yield Progression(
            start, end, {"kind": kind, "confirmed": confirmed, **months}, [each.evidence for each in statements]
        )


def _kind(statements: list[StepSaid], start: Properties | None, end: Properties | None) -> str:
    """A promotion is stated as one, or rises in rank on one track."""
    rises = start is not None and end is not None and start["track"] == end["track"] and start["rank"] < end["rank"]
    return "promotion" if rises or any(each.sort == "promotion" for each in statements) else "next"


def _months(
    statements: list[StepSaid],
    start: Properties,
    end: Properties,
    start_level: Properties | None,
    end_level: Properties | None,
) -> Properties:
    for each in statements:
        if each.months_min is not None and each.months_max is not None:
            return _time(each.months_min, each.months_max, "stated")
    return _from_experience(start, end) or _from_levels(start_level, end_level) or {"months_basis": "unknown"}


def _from_experience(start: Properties, end: Properties) -> Properties | None:
    """One stays from the start role's lower bound until the end role's lower bound; at most until the start role's
    range ends, if that is later.

    Touching, overlapping and apart ranges all follow this rule. Where the end role asks for no more than the start
    role, or a bound is missing, experience says nothing of the time.
    """
    begins, ends, wanted = start.get("years_min"), start.get("years_max"), end.get("years_min")
    if begins is None or wanted is None or wanted <= begins:
        return None
    longest = max(wanted, ends if ends is not None else wanted)
    return _time(
        round((wanted - begins) * MONTHS_A_YEAR), round((longest - begins) * MONTHS_A_YEAR), "experience_range"
    )


def _from_levels(start: Properties | None, end: Properties | None) -> Properties | None:
    """The typical stay at the start role's level. A step without a rise takes no longer than that, and may be taken at
    once.
    """
    if start is None or end is None or start.get("months_min") is None:
        return None
    rise = end["rank"] - start["rank"] if start["track"] == end["track"] else 1
    if rise < 0:
        return None
    if rise == 0:
        return _time(0, start["months_max"], "level_default")
    return _time(start["months_min"] * rise, start["months_max"] * rise, "level_default")


def _time(low: int, high: int, basis: str) -> Properties:
    return {"months_min": low, "months_max": high, "months_basis": basis}
