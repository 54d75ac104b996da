"""Career steps: what several documents say of one step, its kind, and how long it takes (docs/adr/0006-time.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.documents.document import Months
from graph.folding.facts import Evidence, StepSaid
from graph.schema import Properties

MONTHS_A_YEAR = 12
LATERAL_MONTHS = Months(min=6, max=18)  # of a move sideways, where neither a document nor the ladder says it
# An estimated range reaches at least this share of its middle to either side.
LEAST_DOUBT = 0.25


@dataclass(frozen=True, slots=True)
class Progression:
    start: str
    end: str
    properties: Properties
    evidence: list[Evidence]


def progressions(
    said: list[StepSaid], levels: Mapping[str, Properties], roles: Mapping[str, Properties], lateral: Months
) -> Iterator[Progression]:
    """At most two progressions for each ordered pair of roles: a promotion or next step, and a move sideways.

    `levels` holds the Level node of each role that has one, `roles` the Role nodes; `lateral` is how long a move
    sideways takes where no source says it.
    """
    grouped: dict[_Way, list[StepSaid]] = {}
    for statement in said:
        grouped.setdefault((statement.start, statement.end, statement.sort == "lateral"), []).append(statement)
    for (start, end, sideways), statements in grouped.items():
        # A move sideways has an edge in each direction that a role names; the other role's word confirms it.
        returning = grouped.get((end, start, True), ()) if sideways else ()
        back = [statement for statement in returning if statement.said_by == end]
        kind = "lateral" if sideways else _kind(statements, levels.get(start), levels.get(end))
        confirmed = bool(back) if sideways else {start, end} <= {statement.said_by for statement in statements}
        times = _Times(roles[start], roles[end], levels.get(start), levels.get(end), lateral)
        evidence = _once(statement.evidence for statement in (*statements, *back))
        months = times.of(statements, sideways=sideways)
        implied = {"implied": True} if all(statement.implied for statement in statements) else {}
        once = {"one_sentence": True} if confirmed and len(evidence) == 1 else {}
        yield Progression(start, end, {"kind": kind, "confirmed": confirmed, **implied, **once, **months}, evidence)


_Way = tuple[str, str, bool]  # start, end, sideways


def _once(evidence: Iterable[Evidence]) -> list[Evidence]:
    """One piece of evidence for each line of a document, however many words of the line say the step, and one for each
    sentence of an original from which several documents (`original#role`) are made.
    """
    places: dict[tuple[str, int, str], Evidence] = {}
    for mention in evidence:
        places.setdefault((mention.document, mention.line, mention.words if mention.line < 0 else ""), mention)
    sentences: dict[tuple[str, int, str], Evidence] = {}
    for mention in places.values():
        original = mention.document.partition("#")[0] if mention.line > 0 else mention.document
        sentences.setdefault((original, mention.line, mention.words), mention)
    return list(sentences.values())


def _kind(statements: list[StepSaid], start: Properties | None, end: Properties | None) -> str:
    """A promotion is stated as one, or rises in rank on one track."""
    rises = start is not None and end is not None and start["track"] == end["track"] and start["rank"] < end["rank"]
    return "promotion" if rises or any(statement.sort == "promotion" for statement in statements) else "next"


@dataclass(frozen=True, slots=True)
class _Times:
    """How long a step takes, from what is known of its two roles and their levels."""

    start: Properties
    end: Properties
    start_level: Properties | None
    end_level: Properties | None
    lateral: Months

    def of(self, statements: list[StepSaid], *, sideways: bool) -> Properties:
        """From the first source that there is: a stated time; years of experience; the ladder's setting for a move
        sideways; the usual stay at the level.
        """
        for statement in statements:
            if statement.months_min is not None and statement.months_max is not None:
                return _time(statement.months_min, statement.months_max, "stated")
        rise = self._rise()
        if estimate := self._from_experience():
            return estimate
        if rise == 0 or (sideways and (rise is None or rise < 0)):
            return _time(self.lateral.min, self.lateral.max, "ladder_default")
        return self._from_levels(rise) or {"months_basis": "unknown"}

    def _rise(self) -> int | None:
        """Ranks that the step rises; None across tracks and where a level is missing."""
        start, end = self.start_level, self.end_level
        if start is None or end is None or start["track"] != end["track"]:
            return None
        return int(end["rank"] - start["rank"])

    def _from_experience(self) -> Properties | None:
        """The shortest stay is from the start role's lower bound to the end role's lower bound; the longest is to the
        start role's upper bound, if that is later.

        The rule is the same for touching, overlapping and separate ranges. None where the end role asks for no more
        than the start role, or a bound is missing.
        """
        begins, ends, wanted = self.start.get("years_min"), self.start.get("years_max"), self.end.get("years_min")
        if begins is None or wanted is None or wanted <= begins:
            return None
        longest = max(wanted, ends if ends is not None else wanted)
        return _estimate((wanted - begins) * MONTHS_A_YEAR, (longest - begins) * MONTHS_A_YEAR, "experience_range")

    def _from_levels(self, rise: int | None) -> Properties | None:
        """The usual stay at the start role's level, times the ranks that the step rises; once onto another track."""
        level = self.start_level
        if level is None or self.end_level is None or level.get("months_min") is None:
            return None
        ranks = 1 if rise is None else rise
        if ranks < 0:
            return None
        return _estimate(level["months_min"] * ranks, level["months_max"] * ranks, "level_default")


def _estimate(low: float, high: float, basis: str) -> Properties:
    """A range at least as wide as LEAST_DOUBT demands."""
    middle = (low + high) / 2
    return _time(round(min(low, middle * (1 - LEAST_DOUBT))), round(max(high, middle * (1 + LEAST_DOUBT))), basis)


def _time(low: int, high: int, basis: str) -> Properties:
    return {"months_min": low, "months_max": high, "months_basis": basis}
