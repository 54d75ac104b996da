"""The results of benchmarks: figures, compared with the rival's where there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from statistics import median, quantiles
from typing import Any, TypeVar

from benchmarks.calm import undisturbed

T = TypeVar("T")
RIVAL = "rival"  # the bound of a goal may be the rival's value


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure: so many `rounds` of loads and searches, so many `seconds` of requests and as many `warm_up`
    seconds before them.

    `questions` are those to the planner, `sizes` the roles of generated ladders.
    """

    rounds: int
    seconds: int
    warm_up: int
    questions: int
    sizes: Sequence[int]


@dataclass(frozen=True, slots=True)
class Figure:
    """Samples in `unit`, and the rival's of the same run. `id` names the figure in the pages: its part before the dot
    is the section.

    `goal` bounds the ratio where there is a rival, else the value: "<= 1.5" or ">= 5". One that ends in the unit bounds
    the value all the same, and "<= rival" bounds it by the rival's.
    """

    id: str
    name: str
    unit: str
    samples: tuple[float, ...]
    rival: str = ""
    rival_samples: tuple[float, ...] = ()
    goal: str = ""
    note: str = ""

    @property
    def section(self) -> str:
        return self.id.split(".", 1)[0]

    @property
    def value(self) -> float:
        return median(self.samples)

    @property
    def spread(self) -> float:
        """The range of the samples as a share of the median."""
        return _spread(self.samples)

    @property
    def rival_value(self) -> float | None:
        return median(self.rival_samples) if self.rival_samples else None

    @property
    def rival_spread(self) -> float:
        return _spread(self.rival_samples)

    @property
    def ratio(self) -> float | None:
        """How many times the rival's value. None where that was measured once, as the tail of all rounds is: the next
        run would give another.
        """
        return self.value / self.rival_value if self.rival_value and len(self.rival_samples) > 1 else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where none is set, or what it bounds was not measured well enough."""
        if not self.goal:
            return None
        sign, bound, *unit = self.goal.split()
        judged = self.ratio if self.rival and not unit and bound != RIVAL else self.value
        limit = self.rival_value if bound == RIVAL else float(bound)
        if judged is None or limit is None:
            return None
        return judged <= limit if sign == "<=" else judged >= limit

    def as_json(self) -> dict[str, Any]:
        derived = {
            "value": self.value,
            "spread": self.spread,
            "rival_value": self.rival_value,
            "ratio": self.ratio,
            "met": self.met,
        }
        return asdict(self) | {
            name: round(value, 4) if isinstance(value, float) else value for name, value in derived.items()
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Figure:
        given = {name: row[name] for name in cls.__dataclass_fields__}
        return cls(**given | {name: tuple(row[name]) for name in ("samples", "rival_samples")})


def _spread(samples: Sequence[float]) -> float:
    return (max(samples) - min(samples)) / median(samples) if len(samples) > 1 and median(samples) else 0.0


def in_turn(rounds: int, **sides: Callable[[], T]) -> dict[str, list[T]]:
    """Runs the sides alternately (A B A B), so that a busy minute of the machine affects all. Returns the results of
    each side.
    """
    given: dict[str, list[T]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            given[name].append(side())
    return given


def requests_in_turn(effort: Effort, sides: Mapping[str, Callable[[float], T]]) -> dict[str, list[T]]:
    """Runs the sides alternately for one second each, since a machine's speed may change every few seconds. A side is a
    function of its seconds.

    Each side is warmed up first: compilers, caches and connections improve for about fifteen seconds.
    """
    for side in sides.values() if effort.warm_up else ():
        side(effort.warm_up)
    return in_turn(effort.seconds, **{name: undisturbed(partial(side, 1.0)) for name, side in sides.items()})


def middles(rounds: Iterable[Sequence[float]]) -> tuple[float, ...]:
    """The medians of the rounds."""
    return tuple(median(samples) for samples in rounds)


def tail(rounds: Iterable[Sequence[float]]) -> tuple[float, ...]:
    """The 99th percentile of all rounds together: one round has too few of the slowest for a figure that comes out
    alike twice.
    """
    together = [sample for samples in rounds for sample in samples]
    return (quantiles(together, n=100)[98],) if together else ()


def number(value: float) -> str:
    """The number with three significant figures, with separators."""
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 0.1 else 3
    return f"{value:,.{places}f}"


def show(figures: Iterable[Figure]) -> list[Figure]:
    """Prints each figure when it is measured."""
    kept = []
    for figure in figures:
        kept.append(figure)
        print(_line(figure), flush=True)
    return kept


def _line(figure: Figure) -> str:
    times = "" if figure.ratio is None else f" (×{figure.ratio:.2f})"
    beside = "" if figure.rival_value is None else f"  {figure.rival} {number(figure.rival_value)} {figure.unit}{times}"
    verdict = "" if figure.met is None else f"  [goal {figure.goal}: {'met' if figure.met else 'MISSED'}]"
    line = f"{figure.name:66} {number(figure.value):>9} {figure.unit}{beside}{verdict}  {figure.note}"
    return line.rstrip()
