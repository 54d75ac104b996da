"""Small random networks and questions, and their answers by trying every path: slow, plain and independent of the
planner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

from graph.schema import IMPORTANCES, PROGRESSION_KINDS, TIERS
from graph.weights import skill_weight
from queries.network.build import build_network, in_columns
from queries.network.network import STEP_KINDS, Network
from queries.planner.question import Cost, PathOptions, RoleSelector

SKILLS = ("ada", "basic", "cobol", "dart", "erlang")
LEVELS = {"junior": 1, "mid": 2, "senior": 3}
FAMILIES = ("data", "web")

StepSaid = tuple[int, int, str, tuple[int, int] | None]


def network(
    count: int,
    steps: Sequence[StepSaid],
    needs: Mapping[int, Mapping[str, tuple[str | None, str | None]]] = {},
    levels: Mapping[int, str] = {},
    families: Mapping[int, str] = {},
    uses: Mapping[int, Sequence[str]] = {},
    statuses: Mapping[int, str] = {},
    proficiencies: Mapping[tuple[int, str], float] = {},
) -> Network:
    """A network of the roles r0, r1 …; `needs` gives tier and importance of each skill of a role."""
    rows = {
        "Level": [(id, id.capitalize(), rank, "individual") for id, rank in LEVELS.items()],
        "Family": [(id, id.capitalize()) for id in FAMILIES],
        "Skill": [(id, id.capitalize(), "technical") for id in SKILLS],
        "Tool": [(id, id) for id in {tool for used in uses.values() for tool in used}],
        "Role": [
            (f"r{at}", f"Role {at}", None, bool(needs.get(at)), statuses.get(at, "published"), None)
            for at in range(count)
        ],
        "AT_LEVEL": [(f"r{at}", level) for at, level in levels.items()],
        "IN_FAMILY": [(f"r{at}", family) for at, family in families.items()],
        "REQUIRES": [
            (f"r{at}", skill, *said, skill_weight(*said), proficiencies.get((at, skill)))
            for at in needs
            for skill, said in needs[at].items()
        ],
        "USES": [(f"r{at}", tool, None) for at in uses for tool in uses[at]],
        "PROGRESSES_TO": [_step_row(*step) for step in steps if step[2] != "related"],
        "RELATED_TO": [(f"r{start}", f"r{end}", None) for start, end, kind, _ in steps if kind == "related"],
    }
    return build_network(in_columns(rows), "g", 1)


def _step_row(start: int, end: int, kind: str, months: tuple[int, int] | None) -> tuple[Any, ...]:
    low, high = months or (None, None)
    return f"r{start}", f"r{end}", kind, low, high, "stated" if months else "unknown", False


_MONTHS = (None, (0, 0), (6, 12), (12, 24), (6, 18), (24, 24))


def random_network(random: Random) -> Network:
    """Two to seven roles, dense enough for many ties, some of unknown skills or times, some retired."""
    count = random.randint(2, 7)
    pairs = [
        (start, end, kind) for start in range(count) for end in range(count) if start != end for kind in STEP_KINDS
    ]
    chosen = random.sample(pairs, min(len(pairs), random.randint(count, 5 * count)))
    steps = [(start, end, kind, None if kind == "related" else random.choice(_MONTHS)) for start, end, kind in chosen]
    needs = {
        at: {skill: _random_need(random) for skill in random.sample(SKILLS, random.randint(0, 4))}
        for at in range(count)
    }
    levels = {at: random.choice(list(LEVELS)) for at in range(count)}
    families = {at: random.choice(FAMILIES) for at in range(count)}
    statuses = {at: "retired" for at in range(count) if random.random() < 0.08}
    return network(count, steps, needs, levels, families, statuses=statuses)


def _random_need(random: Random) -> tuple[str | None, str | None]:
    return random.choice((None, *TIERS)), random.choice((None, *IMPORTANCES))


def random_role(random: Random, network: Network) -> RoleSelector:
    return RoleSelector(random.choice(network.roles).id)


def random_selector(random: Random, network: Network) -> RoleSelector:
    if random.random() < 0.5:
        return random_role(random, network)
    return RoleSelector(level=random.choice(list(LEVELS)), family=random.choice((None, *FAMILIES)))


def random_options(random: Random, network: Network) -> PathOptions:
    ids = [role.id for role in network.roles]

    def some(values: Sequence[str]) -> list[str]:
        return random.sample(values, random.randint(0, min(2, len(values)))) if random.random() < 0.35 else []

    return PathOptions(
        max_steps=random.randint(1, 8),
        kinds=random.choice((PROGRESSION_KINDS, random.sample(STEP_KINDS, random.randint(1, 4)))),
        via=some(ids),
        avoid=some(ids),
        skills=some(SKILLS),
        include_unknown=random.random() < 0.5,
    )


class Answer(NamedTuple):
    """Everything that orders paths, then the path itself."""

    cost: tuple[float, ...]
    roles: tuple[str, ...]


def brute_force(
    network: Network, start: RoleSelector, end: RoleSelector, cost: Cost, asked: PathOptions
) -> list[Answer]:
    """Every path that the options allow, best first."""
    starts, ends = _roles_of(network, start, asked), _roles_of(network, end, asked)
    named = {each.id for each in (start, end) if each.id} | set(asked.via)
    arriving = (path for path in _simple_paths(network, starts, asked) if path[-1] in ends and len(path) > 1)
    return sorted(
        Answer(_cost(network, path, cost, asked), path)
        for path in arriving
        if _allowed(network, path, cost, asked, named)
    )


def _roles_of(network: Network, selector: RoleSelector, asked: PathOptions) -> set[str]:
    if selector.id:
        return {selector.id}
    return {
        role.id
        for role in network.roles
        if role.level
        and role.level.id == selector.level
        and selector.family in (None, role.family)
        and role.status != "retired"
        and role.id not in asked.avoid
    }


def _simple_paths(network: Network, starts: set[str], asked: PathOptions) -> Iterator[tuple[str, ...]]:
    stack: list[tuple[str, ...]] = [(start,) for start in sorted(starts)]
    while stack:
        path = stack.pop()
        yield path
        if len(path) <= asked.max_steps:
            followers = {
                network.roles[step.end].id
                for step in network.steps[network.role_number[path[-1]]]
                if step.kind in asked.kinds
            }
            stack.extend((*path, role) for role in followers if role not in path)


def _allowed(network: Network, path: tuple[str, ...], cost: Cost, asked: PathOptions, named: set[str]) -> bool:
    if set(path) & set(asked.avoid):
        return False
    if [role for role in path if role in asked.via] != list(asked.via):
        return False
    if any(network.roles[network.role_number[role]].status == "retired" and role not in named for role in path):
        return False
    if asked.include_unknown:
        return True
    if cost == "time":
        return all(months is not None for months in _months(network, path, asked))
    return cost == "hops" or all(network.needs[network.role_number[role]] for role in path)


def _months(network: Network, path: tuple[str, ...], asked: PathOptions) -> list[float | None]:
    """The middle of the shortest step of known time between each two roles."""
    found: list[float | None] = []
    for start, end in pairwise(path):
        steps = [
            step
            for step in network.steps[network.role_number[start]]
            if network.roles[step.end].id == end and step.kind in asked.kinds
        ]
        known = [
            (step.months_min + step.months_max) / 2
            for step in steps
            if step.months_min is not None and step.months_max is not None
        ]
        found.append(min(known, default=None))
    return found


def _cost(network: Network, path: tuple[str, ...], cost: Cost, asked: PathOptions) -> tuple[float, ...]:
    months = _months(network, path, asked)
    unknown, middle = months.count(None), sum(each for each in months if each is not None)
    weight, learn = _weight(network, path, asked)
    hops = len(path) - 1
    if cost == "hops":
        return (hops, unknown, middle, learn)
    if cost == "time":
        return (middle, hops, unknown, learn)
    return (weight, hops, unknown, middle, learn)


def _weight(network: Network, path: tuple[str, ...], asked: PathOptions) -> tuple[float, int]:
    """Step by step, as a person goes: what each role asks for that one does not have by then."""
    number = network.role_number
    had = {
        network.skills[skill].id: round(need.weight * 1000) for skill, need in network.needs[number[path[0]]].items()
    }
    had |= dict.fromkeys(asked.skills, 1000)
    at_first, total = set(had), 0
    for role in path[1:]:
        for skill, need in network.needs[number[role]].items():
            id, weight = network.skills[skill].id, round(need.weight * 1000)
            total += max(0, weight - had.get(id, 0))
            had[id] = max(weight, had.get(id, 0))
    return total, len(set(had) - at_first)
