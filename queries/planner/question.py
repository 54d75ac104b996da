"""A question for paths: what is asked, checked against the network, with every name resolved.

Refused: an unknown id (with suggestions), from = to, a role both to visit and to avoid, no steps, no paths, too many of
either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from graph.schema import PROGRESSION_KINDS
from queries.errors import OverLimit, QuestionError, UnknownId
from queries.network.network import STEP_KINDS, Family, Level, Network

Cost = Literal["hops", "time", "skill-gap"]

MOST_STEPS = 20
MOST_PATHS = 100
MOST_IDS = 500
MOST_PAIRS = 20_000  # of start and end in one question by skill gap


class RoleSelector(NamedTuple):
    """One role by id, or all roles in force at a level, of one family or of any."""

    id: str | None = None
    level: str | None = None
    family: str | None = None


class PathOptions(NamedTuple):
    """`via` is visited in this order, `avoid` never; `skills` the person has in full, beyond those of the starting
    role.
    """

    max_steps: int = 8
    kinds: Sequence[str] = PROGRESSION_KINDS
    via: Sequence[str] = ()
    avoid: Sequence[str] = ()
    skills: Sequence[str] = ()
    include_unknown: bool = False


class PathQuestion(NamedTuple):
    """Roles and skills are indices. `named` are the roles that the question names by id, which may be retired ones."""

    network: Network
    cost: Cost
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    max_steps: int
    kinds: frozenset[str]
    via: tuple[int, ...]
    avoid: frozenset[int]
    skills: tuple[int, ...]
    include_unknown: bool
    named: frozenset[int]

    @property
    def skips_unknown_times(self) -> bool:
        return self.cost == "time" and not self.include_unknown

    def closed_roles(self) -> frozenset[int]:
        """Roles that no path may touch: those to avoid, retired ones that nobody named, and those of unknown cost."""
        unknown = self.network.unknown_roles if self.cost == "skill-gap" and not self.include_unknown else frozenset()
        return self.avoid | (self.network.retired_roles - self.named) | unknown


def path_question(
    network: Network,
    start: RoleSelector,
    end: RoleSelector | None,
    cost: Cost = "hops",
    options: PathOptions = PathOptions(),
) -> PathQuestion:
    """The question, or a QuestionError that says why it has no meaning. Without an end it asks for every role within
    reach.
    """
    _check_options(options)
    via = resolve_roles(network, "via", options.via)
    avoid = frozenset(resolve_roles(network, "avoid", options.avoid))
    if both := avoid.intersection(via):
        id = network.roles[min(both)].id
        raise QuestionError("via", id, f"{id!r} stands in via and in avoid; leave it out of one of them.")
    starts = _select(network, "from", start, avoid)
    ends = _select(network, "to", end, avoid) if end else ()
    if end and (start == end or (len(starts) == 1 and starts == ends)):
        shown = end.id or end.level
        raise QuestionError("to", shown, f"from and to are the same ({shown!r}); a path needs two different roles.")
    if cost == "skill-gap" and len(starts) * len(ends) > MOST_PAIRS:
        raise OverLimit(
            "from",
            len(starts) * len(ends),
            MOST_PAIRS,
            "pairs of start and end by skill gap; name a family on one side or both",
        )
    skills = resolve_skills(network, "skills", options.skills)
    return PathQuestion(
        network,
        cost,
        starts,
        ends,
        options.max_steps,
        frozenset(options.kinds),
        via,
        avoid,
        skills,
        options.include_unknown,
        frozenset((*(starts if start.id else ()), *(ends if end and end.id else ()), *via)),
    )


def check_count(argument: str, value: int, most: int) -> None:
    """Raises QuestionError for less than one, OverLimit for too many."""
    if value < 1:
        raise QuestionError(argument, value, f"{argument} should be at least 1, not {value}.")
    if value > most:
        raise OverLimit(argument, value, most)


def _check_options(options: PathOptions) -> None:
    check_count("maxSteps", options.max_steps, MOST_STEPS)
    if not options.kinds:
        raise QuestionError("kinds", [], f"kinds is empty; name at least one of {', '.join(STEP_KINDS)}.")
    for kind in options.kinds:
        if kind not in STEP_KINDS:
            raise QuestionError("kinds", kind, f"There is no kind {kind!r}; allowed: {', '.join(STEP_KINDS)}.")
    if len(set(options.via)) < len(options.via):
        raise QuestionError("via", list(options.via), "via names a role twice; a path visits a role once.")


def _select(network: Network, argument: str, selector: RoleSelector, avoid: frozenset[int]) -> tuple[int, ...]:
    if (selector.id is None) == (selector.level is None):
        raise QuestionError(argument, None, f"{argument} should name either a role or a level, and not both.")
    if selector.id is not None:
        role = resolve_role(network, argument, selector.id)
        if role in avoid:
            raise QuestionError(
                "avoid", selector.id, f"{selector.id!r} stands in {argument} and in avoid; leave it out of one of them."
            )
        return (role,)
    return _at_position(network, argument, selector, avoid)


def _at_position(network: Network, argument: str, selector: RoleSelector, avoid: frozenset[int]) -> tuple[int, ...]:
    assert selector.level is not None
    check_level(network, argument, selector.level)
    if selector.family is not None:
        check_family(network, argument, selector.family)
    found = tuple(
        number
        for number, role in enumerate(network.roles)
        if role.level
        and role.level.id == selector.level
        and selector.family in (None, role.family)
        and role.status != "retired"
        and number not in avoid
    )
    if not found:
        where = f"level {selector.level!r}" + (f" of family {selector.family!r}" if selector.family else "")
        raise QuestionError(
            argument,
            selector.level,
            f"No role that may be visited stands at {where}; ask for another level, or for all families.",
        )
    return found


# Names


def resolve_role(network: Network, argument: str, id: str) -> int:
    """Index of a role. Raises UnknownId with the nearest ids, found by id, title and alias."""
    number = network.role_number.get(id)
    if number is None:
        names = {role.id: (role.id.replace("-", " "), role.title, *role.aliases) for role in network.roles}
        raise UnknownId(argument, id, "role", nearest_ids(id, names))
    return number


def resolve_roles(network: Network, argument: str, ids: Sequence[str]) -> tuple[int, ...]:
    if len(ids) > MOST_IDS:
        raise OverLimit(argument, len(ids), MOST_IDS)
    return tuple([resolve_role(network, argument, id) for id in ids])


def resolve_skills(network: Network, argument: str, ids: Sequence[str]) -> tuple[int, ...]:
    """Indices of skills, each once. Raises UnknownId with the nearest ids."""
    if len(ids) > MOST_IDS:
        raise OverLimit(argument, len(ids), MOST_IDS)
    for id in ids:
        if id not in network.skill_number:
            raise UnknownId(
                argument,
                id,
                "skill",
                nearest_ids(id, {skill.id: (skill.id.replace("-", " "), skill.name) for skill in network.skills}),
            )
    return tuple(dict.fromkeys([network.skill_number[id] for id in ids]))


def check_level(network: Network, argument: str, id: str) -> None:
    _check_named(argument, id, "level", network.levels)


def check_family(network: Network, argument: str, id: str) -> None:
    _check_named(argument, id, "family", network.families)


def _check_named(argument: str, id: str, kind: str, known: Iterable[Level | Family]) -> None:
    names = {each.id: (each.id, each.name) for each in known}
    if id not in names:
        raise UnknownId(argument, id, kind, nearest_ids(id, names))


def nearest_ids(wanted: str, names: Mapping[str, tuple[str, ...]], limit: int = 3) -> list[str]:
    """Ids whose id or names look most like what was written; ties by id."""
    from rapidfuzz import fuzz, process  # most questions name what is there

    flat = [(id, name.lower()) for id, all_names in sorted(names.items()) for name in all_names]
    found = process.extract(
        wanted.replace("-", " ").lower(),
        [name for _, name in flat],
        scorer=fuzz.WRatio,
        limit=4 * limit,
        score_cutoff=65,
    )
    return list(dict.fromkeys(flat[at][0] for _, _, at in found))[:limit]
