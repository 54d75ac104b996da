"""Reachability: every role within some steps, and why there is no path to another role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from queries.network.network import STEP_KINDS, Network
from queries.network.times import Months, months_of
from queries.planner.gaps import strongest_needs
from queries.planner.question import PathOptions, PathQuestion, RoleSelector, check_count, path_question
from queries.planner.search import search

Reason = Literal["unknown_values", "excluded", "too_far", "wrong_way", "other_component"]

MOST_REACHABLE = 1_000
NEAREST = 5
_LONGEST = 40  # most steps of a search for a path beyond `max_steps`


@dataclass(frozen=True, slots=True)
class ReachableRole:
    """A role (index) and its path of fewest steps; `via` are the roles between the ends."""

    role: int
    hops: int
    months: Months
    via: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReachableRoles:
    """Sorted by steps, months (unknown last) and id. `complete`: none was left out."""

    roles: tuple[ReachableRole, ...]
    total_count: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Unreachable:
    """`nearest` are roles that can be reached, the most similar to the wanted one first."""

    reason: Reason
    message: str
    nearest: tuple[ReachableRole, ...]


def reachable_roles(
    network: Network, start: RoleSelector, options: PathOptions = PathOptions(), first: int = 50
) -> ReachableRoles:
    """Roles that can be reached within the options, each by the path of `shortestPath`. Raises QuestionError."""
    check_count("first", first, MOST_REACHABLE)
    question = path_question(network, start, None, "hops", options)
    paths = _best_paths(question)
    order = sorted(paths, key=lambda role: (len(paths[role]), *_unknown_and_months(question, paths[role]), role))
    return ReachableRoles(
        tuple(_reachable(question, paths[role]) for role in order[:first]), len(order), len(order) <= first
    )


def roles_within(question: PathQuestion) -> frozenset[int]:
    """Every role that can be reached within the options."""
    return frozenset(_best_paths(question))


def why_unreachable(question: PathQuestion, *, exact: bool = True) -> Unreachable:
    """Why there is no path: the first restriction without which there would be one, of unknown values, number of steps
    and the other options.
    """
    reason, message = _reason(question)
    if not exact:
        message = f"No path was found before the search gave up; ask with fewer steps or without via. {message}"
    return Unreachable(reason, message, tuple(_nearest(question)))


# Roles within reach


def _best_paths(question: PathQuestion) -> dict[int, tuple[int, ...]]:
    """A path of fewest steps to each role but the starts; of several the cheapest, then the first by ids."""
    last = len(question.via)
    walks: dict[int, tuple[int, tuple[int, ...]]] = {}
    for starts, closed in _parts(question):
        for (role, stage), walk in _walks(question, starts, closed).items():
            if stage == last and role not in question.starts and walk < walks.get(role, (walk[0] + 1, ())):
                walks[role] = walk
    paths = {role: path for role, (_, path) in walks.items()}
    for role, path in list(paths.items()):
        if len(set(path)) < len(path):  # with `via` a walk may visit a role twice: search for a simple path
            found = search(question._replace(ends=(role,)), 1).found
            paths[role] = found[0].roles if found else ()
    return {role: path for role, path in paths.items() if path}


def _parts(question: PathQuestion) -> Iterator[tuple[tuple[int, ...], frozenset[int]]]:
    """Groups of starts, with the roles closed to them: for paths within a family, all roles of other families."""
    closed = question.closed_roles()
    if not question.within_family:
        yield question.starts, closed
        return
    roles = question.network.roles
    for family in {roles[start].family for start in question.starts}:
        starts = tuple(start for start in question.starts if roles[start].family == family)
        yield starts, closed | {at for at, role in enumerate(roles) if role.family != family or family is None}


def _walks(
    question: PathQuestion, starts: tuple[int, ...], closed: frozenset[int]
) -> dict[tuple[int, int], tuple[int, tuple[int, ...]]]:
    """Cost and roles of the best walk to each state (role, number of `via` visited), by breadth-first search."""
    out, via = question.arcs.out, question.via
    stage_of = {role: stage for stage, role in enumerate(via)}
    ring: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {
        (start, stage_of.get(start, -1) + 1): (0, (start,))
        for start in starts
        if start not in closed and stage_of.get(start, 0) == 0
    }
    found: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {}
    for _ in range(question.max_steps + 1):
        found |= ring
        following: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {}
        for (role, stage), (cost, path) in ring.items():
            for end, step_cost in out[role].items():
                if end in closed or stage_of.get(end, stage) != stage:
                    continue
                state = (end, stage + (end in stage_of))
                value = (cost + step_cost, (*path, end))
                if state not in found and (state not in following or value < following[state]):
                    following[state] = value
        ring = following
    return found


def _unknown_and_months(question: PathQuestion, path: tuple[int, ...]) -> tuple[int, int]:
    half_months = [step.half_months for step in question.steps_along(path)]
    return half_months.count(None), sum(months or 0 for months in half_months)


def _reachable(question: PathQuestion, path: tuple[int, ...]) -> ReachableRole:
    return ReachableRole(path[-1], len(path) - 1, months_of(question.steps_along(path)), path[1:-1])


# Why not, and what instead


def _reason(question: PathQuestion) -> tuple[Reason, str]:
    start, end = (_shown(question.network, roles) for roles in (question.starts, question.ends))
    by_hops = question._replace(cost="hops")
    strict = question.cost in ("time", "skill-gap") and not question.include_unknown
    if strict and (found := search(by_hops, 1).found):
        return (
            "unknown_values",
            f"Every path from {start} to {end} within {question.max_steps} steps "
            f"{_unknown_on(question, found[0].roles)}",
        )
    if needed := _steps_needed(question):
        return (
            "too_far",
            f"The shortest path from {start} to {end} takes {needed} steps; maxSteps is {question.max_steps}.",
        )
    if strict and _steps_needed(by_hops):
        return (
            "unknown_values",
            f"Every path from {start} to {end} has unknown values and more than {question.max_steps} steps.",
        )
    if guilty := _excluding(by_hops):
        return "excluded", f"Steps lead from {start} to {end}, but {guilty}."
    if _distance(_without_options(by_hops)._replace(starts=question.ends, ends=question.starts)):
        return "wrong_way", f"No steps lead from {start} to {end}; they lead the other way only, from {end} to {start}."
    return "other_component", f"No steps lead from {start} to {end} at all."


def _unknown_on(question: PathQuestion, path: tuple[int, ...]) -> str:
    roles = question.network.roles
    if question.cost == "time":
        step = next(step for step in question._replace(cost="hops").steps_along(path) if step.half_months is None)
        return (
            f"has a step of unknown time ({roles[step.start].title} → {roles[step.end].title}); includeUnknown "
            "allows them."
        )
    role = next(role for role in path if not question.network.knows_skills_of(role))
    return f"touches a role whose skills are unknown ({roles[role].title}); includeUnknown allows them."


def _steps_needed(question: PathQuestion) -> int | None:
    """Steps of the shortest path of any length (with `via`, of at most `_LONGEST`). None when there is none."""
    if not question.via or not _distance(question._replace(via=())):
        return _distance(question)
    # By time, steps of unknown time are forbidden, so the search stays by time.
    by_hops = question._replace(cost="hops", avoid=question.closed_roles()) if question.cost != "time" else question
    found = search(by_hops._replace(max_steps=_LONGEST), 1, work=10_000).found
    return len(found[0].roles) - 1 if found else None


def _distance(question: PathQuestion) -> int | None:
    """Fewest steps from a start to an end that is another role, without a limit."""
    if set(question.starts) & set(question.ends) and len(question.starts) > 1:
        distances = [_distance(question._replace(starts=(start,))) for start in question.starts]
        return min((steps for steps in distances if steps), default=None)
    found = [_fewest_steps(question, starts, closed) for starts, closed in _parts(question)]
    return min((steps for steps in found if steps), default=None)


def _fewest_steps(question: PathQuestion, starts: tuple[int, ...], closed: frozenset[int]) -> int | None:
    out, seen = question.arcs.out, set(closed)
    ring, ends, hops = set(starts) - seen, set(question.ends) - set(starts), 0
    while ring:
        seen |= ring
        ring = {end for role in ring for end in out[role]} - seen
        hops += 1
        if ring & ends:
            return hops
    return None


def _excluding(question: PathQuestion) -> str | None:
    """The option that excludes every path, as the rest of a sentence; None when there is no path without options
    either.
    """
    every = frozenset(STEP_KINDS)
    other_kinds = ", ".join(kind for kind in STEP_KINDS if kind not in question.kinds)
    lifted: list[tuple[str, PathQuestion]] = [
        ("avoid excludes every path", question._replace(avoid=frozenset())),
        ("no path visits via in this order", question._replace(via=())),
        ("confirmedOnly leaves out steps that only one role names", question._replace(confirmed_only=False)),
        ("withinFamily leaves out roles of other families", question._replace(within_family=False)),
        (f"maxRise leaves out steps that rise more than {question.max_rise}", question._replace(max_rise=None)),
        (f"kinds leaves out the steps that do ({other_kinds})", question._replace(kinds=every)),
        ("every path leads through a retired role", question._replace(named=frozenset(range(len(question.network))))),
    ]
    for sentence, without in lifted:
        if _steps_needed(without):
            return sentence
    return "the options together exclude every path" if _distance(_without_options(question)) else None


def _without_options(question: PathQuestion) -> PathQuestion:
    return question._replace(
        avoid=frozenset(),
        via=(),
        kinds=frozenset(STEP_KINDS),
        named=frozenset(range(len(question.network))),
        confirmed_only=False,
        within_family=False,
        max_rise=None,
    )


def _nearest(question: PathQuestion) -> Iterator[ReachableRole]:
    """Roles within reach, sorted by shared skill weight with the end, same family, nearest rank and fewest steps."""
    network = question.network
    paths = _best_paths(question._replace(via=()))
    wanted = {asked.skill: asked.need.units for asked in strongest_needs(network, question.ends)}
    end = network.roles[question.ends[0]]

    def order(role: int) -> tuple[int, bool, int, int, int]:
        shared = sum(
            min(units, network.asks[role][skill].units)
            for skill, units in wanted.items()
            if skill in network.asks[role]
        )
        here = network.roles[role]
        same_track = here.level and end.level and here.level.track == end.level.track
        rise = abs(here.level.rank - end.level.rank) if same_track and here.level and end.level else 100
        return (-shared, here.family != end.family, rise, len(paths[role]), role)

    return (_reachable(question, paths[role]) for role in sorted(paths, key=order)[:NEAREST])


def _shown(network: Network, roles: Iterable[int]) -> str:
    titles = [network.roles[role].title for role in roles]
    return titles[0] if len(titles) == 1 else f"any of {len(titles)} roles ({titles[0]} …)"
