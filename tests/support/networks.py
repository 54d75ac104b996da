"""Small random networks and questions, and their answers by trying every path: slow, plain and independent of the
planner.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

from graph import advice
from graph.schema import IMPORTANCES, PROGRESSION_KINDS, TIERS, TIME_BASES
from graph.weights import skill_weight
from queries.network.build import build_network, in_columns
from queries.network.network import STEP_KINDS, Network, Step
from queries.planner.question import Cost, HeldSkill, PathOptions, Profile, RoleSelector

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
    assumes: Mapping[int, Mapping[str, tuple[str | None, str | None]]] = {},
    confirmed: Collection[tuple[int, int]] = (),
    mentioned: Collection[int] = (),
) -> Network:
    """A network of the roles r0, r1 …; `needs` gives tier and importance of each skill of a role, `assumes` of those
    that it takes for granted. A role is described when it has needs and is not only `mentioned`.
    """
    described = {at for at in range(count) if needs.get(at) and at not in mentioned}
    rows = {
        "Level": [(id, id.capitalize(), rank, "individual") for id, rank in LEVELS.items()],
        "Family": [(id, id.capitalize(), None) for id in FAMILIES],
        "Skill": [(id, id.capitalize(), "technical", None, None) for id in SKILLS],
        "Tool": [(id, id, None) for id in {tool for used in uses.values() for tool in used}],
        "Role": [
            (f"r{at}", f"Role {at}", None, at in described, statuses.get(at, "published"), None) for at in range(count)
        ],
        "AT_LEVEL": [(f"r{at}", level) for at, level in levels.items()],
        "IN_FAMILY": [(f"r{at}", family) for at, family in families.items()],
        "REQUIRES": [
            (f"r{at}", skill, *said, skill_weight(*said), proficiencies.get((at, skill)), None, None, None)
            for at in needs
            for skill, said in needs[at].items()
        ],
        "ASSUMES": [
            (f"r{at}", skill, *said, skill_weight(*said), None, None, None, None, ["r0"])
            for at in assumes
            for skill, said in assumes[at].items()
        ],
        "USES": [(f"r{at}", tool, None) for at in uses for tool in uses[at]],
        "PROGRESSES_TO": [_step_row(*step, step[:2] in confirmed) for step in steps if step[2] != "related"],
        "RELATED_TO": [(f"r{start}", f"r{end}", None) for start, end, kind, _ in steps if kind == "related"],
    }
    return build_network(in_columns(rows), "g", 1)


def _step_row(start: int, end: int, kind: str, months: tuple[int, int] | None, confirmed: bool) -> tuple[Any, ...]:
    """Months that are not a round number of years are estimates."""
    low, high = months or (None, None)
    basis = _BASES.get(months, "stated") if months else "unknown"
    return f"r{start}", f"r{end}", kind, low, high, basis, confirmed, None, None


_BASES = {(6, 18): "ladder_default", (9, 15): "level_default", (11, 13): "experience_range"}


_MONTHS = (None, (0, 0), (6, 12), (12, 24), (6, 18), (9, 15), (11, 13), (12, 12))


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
    assumes = {
        at: {skill: _random_need(random) for skill in random.sample(SKILLS, 2) if skill not in needs[at]}
        for at in range(count)
        if random.random() < 0.4
    }
    confirmed = {(start, end) for start, end, _, _ in steps if random.random() < 0.5}
    mentioned = {at for at in range(count) if random.random() < 0.1}
    return network(
        count,
        steps,
        needs,
        levels,
        families,
        statuses=statuses,
        assumes=assumes,
        confirmed=confirmed,
        mentioned=mentioned,
    )


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
        profile=random_profile(random, ids) if random.random() < 0.2 else None,
        confirmed_only=random.random() < 0.15,
        within_family=random.random() < 0.2,
        max_rise=random.randint(0, 2) if random.random() < 0.2 else None,
    )


def random_profile(random: Random, ids: Sequence[str]) -> Profile:
    held = [HeldSkill(skill, random.choice((None, *TIERS))) for skill in random.sample(SKILLS, random.randint(1, 3))]
    return Profile(random.choice((None, *ids)), held, (), random.sample(SKILLS, random.randint(0, 1)))


class Answer(NamedTuple):
    """Everything that orders paths, then the path itself."""

    cost: tuple[Any, ...]
    roles: tuple[str, ...]


def brute_force(
    network: Network, start: RoleSelector, end: RoleSelector, cost: Cost, asked: PathOptions
) -> list[Answer]:
    """Every path that the options allow, best first; advised paths without detours."""
    starts, ends = _roles_of(network, start, asked), _roles_of(network, end, asked)
    named = {selector.id for selector in (start, end) if selector.id} | set(asked.via)
    arriving = (path for path in _simple_paths(network, starts, asked) if path[-1] in ends and len(path) > 1)
    answers = sorted(
        Answer(_cost(network, path, cost, asked), path)
        for path in arriving
        if _allowed(network, path, cost, asked, named, starts)
    )
    return _without_detours(answers) if cost == "advised" else answers


def _without_detours(answers: Sequence[Answer]) -> list[Answer]:
    kept: list[Answer] = []
    for answer in answers:
        if not any(set(better.roles) <= set(answer.roles) for better in kept):
            kept.append(answer)
    return kept


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
            followers = {network.roles[step.end].id for step in _steps_from(network, path[-1], asked)}
            stack.extend((*path, role) for role in followers if role not in path)


def _allowed(
    network: Network, path: tuple[str, ...], cost: Cost, asked: PathOptions, named: set[str], starts: set[str]
) -> bool:
    if set(path) & set(asked.avoid):
        return False
    if [role for role in path if role in asked.via] != list(asked.via):
        return False
    if any(network.roles[network.role_number[role]].status == "retired" and role not in named for role in path):
        return False
    family = network.roles[network.role_number[path[0]]].family
    if asked.within_family and any(network.roles[network.role_number[role]].family != family for role in path):
        return False
    if asked.include_unknown:
        return True
    if cost == "time":
        return all(None not in _middles(network, pair, asked) for pair in pairwise(path))
    if cost != "skill-gap":
        return True
    unknown = [role for role in path if not network.needs[network.role_number[role]]]
    return asked.profile is not None and starts.issuperset(unknown) if unknown else True


def _asked_for(network: Network, role: str) -> dict[str, int]:
    """Weight in thousandths of each skill that a role lists or takes for granted."""
    number = network.role_number[role]
    assumed = {skill: said.need for skill, said in network.assumed[number].items()}
    return {
        network.skills[at].id: round(need.weight * 1000) for at, need in {**network.needs[number], **assumed}.items()
    }


def _rise(network: Network, step: Step) -> int | None:
    """In the small networks ranks are rungs, and there is one track."""
    start, end = network.roles[step.start].level, network.roles[step.end].level
    return end.rank - start.rank if start and end else None


def _steps_from(network: Network, role: str, asked: PathOptions) -> list[Step]:
    return [
        step
        for step in network.steps[network.role_number[role]]
        if step.kind in asked.kinds
        and (step.confirmed or not asked.confirmed_only)
        and (asked.max_rise is None or (_rise(network, step) or 0) <= asked.max_rise)
    ]


def _between(network: Network, pair: tuple[str, str], asked: PathOptions) -> list[Step]:
    return [step for step in _steps_from(network, pair[0], asked) if network.roles[step.end].id == pair[1]]


def _middle(step: Step) -> float | None:
    known = step.months_min is not None and step.months_max is not None
    return (step.months_min + step.months_max) / 2 if known else None  # type: ignore[operator]


def _middles(network: Network, pair: tuple[str, str], asked: PathOptions) -> list[float | None]:
    """The middle of the shortest step of known time between two roles, None where none is known."""
    known = [middle for step in _between(network, pair, asked) if (middle := _middle(step)) is not None]
    return [min(known, default=None)]


def _price(network: Network, step: Step) -> int:
    """By the table of docs/advice.md, worked out once more."""
    start, end = network.roles[step.start], network.roles[step.end]
    points = advice.STEP.points
    points += advice.RELATED.points if step.kind == "related" else 0
    rise = _rise(network, step)
    if rise is None:
        points += advice.SIDEWAYS.points if step.kind == "lateral" else 0
    elif rise < 0:
        points += advice.DOWN.points
    elif rise == 0:
        points += advice.SIDEWAYS.points
    else:
        for rank in range(start.level.rank + 1, end.level.rank):  # type: ignore[union-attr]
            held = any(
                role.family in (start.family, end.family)
                and role.family
                and role.described
                and role.status != "retired"
                and role.level
                and role.level.rank == rank
                for role in network.roles
            )
            points += (advice.PASSED_RUNG if held else advice.EMPTY_RUNG).points
    points += advice.OTHER_FAMILY.points if start.family != end.family else 0
    points += advice.ONE_SIDED.points if start.described and end.described and not step.confirmed else 0
    points += 0 if end.described else advice.ONLY_MENTIONED.points
    if _middle(step) is None:
        return points + advice.UNKNOWN_TIME.points
    return points + (advice.ESTIMATED_TIME.points if step.basis != "stated" else 0)


def _cost(network: Network, path: tuple[str, ...], cost: Cost, asked: PathOptions) -> tuple[Any, ...]:
    """What orders paths, term by term; of several steps between two roles the one that is best by this order."""
    weight, learn = _weight(network, path, asked)
    families = [network.roles[network.role_number[role]].family for role in path]
    home = families[0] if families[0] == families[-1] and not asked.within_family and cost == "advised" else None
    chosen = []
    for number, pair in enumerate(pairwise(path), start=1):
        detour = advice.DETOUR.points if home and families[number] != home else 0
        chosen.append(min(_terms(network, step, cost, detour) for step in _between(network, pair, asked)))
    if cost == "time":
        return (
            sum(middle for _, middle, *_ in chosen),
            tuple(sum(doubt[at] for *_, doubt, _ in chosen) for at in range(len(TIME_BASES) - 1)),
            sum(price for *_, price in chosen),
            len(chosen),
            learn,
        )
    terms = tuple(sum(term) for term in zip(*chosen, strict=True))
    return (weight, *terms, learn) if cost == "skill-gap" else (*terms, learn)


def _terms(network: Network, step: Step, cost: Cost, detour: int) -> tuple[Any, ...]:
    price, middle = _price(network, step) + detour, _middle(step)
    unknown = int(middle is None)
    if cost == "time":  # a known time beats an unknown one, whatever it is; the weakest basis counts first
        doubt = [0] * (len(TIME_BASES) - 1)
        if weakness := TIME_BASES.index(step.basis):
            doubt[-weakness] = 1
        return (unknown, middle or 0, tuple(doubt), price)
    return (1, price, unknown, middle or 0) if cost == "hops" else (price, 1, unknown, middle or 0)


def _weight(network: Network, path: tuple[str, ...], asked: PathOptions) -> tuple[float, int]:
    """Step by step, as a person goes: what each role asks for that one does not have by then."""
    had = _had(network, path[0], asked)
    at_first, total = set(had), 0
    for role in path[1:]:
        for id, weight in _asked_for(network, role).items():
            total += max(0, weight - had.get(id, 0))
            had[id] = max(weight, had.get(id, 0))
    return total, len(set(had) - at_first)


_SHARES = {"must": 1000, "good": 700, "advanced": 500, "emerging": 300, None: 700}


def _had(network: Network, start: str, asked: PathOptions) -> dict[str, int]:
    """Thousandths of each skill that the person has; a skill of unknown depth counts as a good one."""
    profile = asked.profile
    if profile is None:
        had = _asked_for(network, start)
    else:
        had = _asked_for(network, profile.role) if profile.role else {}
        had = {skill: weight for skill, weight in had.items() if skill not in profile.without}
        had |= {held.skill: _SHARES[held.tier] for held in profile.skills}
    return dict.fromkeys(asked.skills, _SHARES[None]) | had
