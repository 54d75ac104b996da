"""Names in questions: the role, skill, tool, family or level that a text means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from graph.schema import TRACKS
from queries.errors import AmbiguousName, OverLimit, UnknownId
from queries.network.called import Called, Thing, meant
from queries.network.network import Level, Network

Kind = Literal["role", "skill", "tool", "family", "level"]
MOST_IDS = 500
_LIKE, _LIKE_A_LEVEL = 60, 40  # of 100; codes of levels are short: G9 is half like G3


def resolve(network: Network, argument: str, kind: Kind, text: str) -> int:
    """Index of what has this id, name or alias, ignoring case, accents, spaces and punctuation; of roles that share a
    name, the one that is not retired. Raises UnknownId with the nearest ids, AmbiguousName with all that it may be.
    """
    known, things = _known(network, kind)
    found = meant(known, text)
    if kind == "role" and len(found) > 1:
        found = tuple(at for at in found if at not in network.retired_roles) or found
    if not found and kind == "level":
        raise UnknownId(argument, text, kind, nearest(things, text, _LIKE_A_LEVEL), among=_in_order(network.levels))
    if not found:
        raise UnknownId(argument, text, kind, nearest(things, text))
    if len(found) > 1:
        raise AmbiguousName(argument, text, kind, [things[at].id for at in found])
    return found[0]


def _known(network: Network, kind: Kind) -> tuple[Called, Sequence[Thing]]:
    match kind:
        case "role":
            return network.role_names, network.roles
        case "skill":
            return network.skill_names, network.skills
        case "tool":
            return network.tool_names, network.tools
        case "family":
            return network.family_names, network.families
        case "level":
            return network.level_names, network.levels


def resolve_role(network: Network, argument: str, text: str) -> int:
    """Index of a role. Raises UnknownId and AmbiguousName."""
    number = network.role_number.get(text)  # an id first: it spares building the names
    return resolve(network, argument, "role", text) if number is None else number


def resolve_roles(network: Network, argument: str, texts: Sequence[str]) -> tuple[int, ...]:
    if len(texts) > MOST_IDS:
        raise OverLimit(argument, len(texts), MOST_IDS)
    return tuple([resolve_role(network, argument, text) for text in texts])


def resolve_skills(network: Network, argument: str, texts: Sequence[str]) -> tuple[int, ...]:
    """Indices of skills, each once. Raises UnknownId and AmbiguousName."""
    return _resolve_all(network, argument, "skill", texts)


def resolve_tools(network: Network, argument: str, texts: Sequence[str]) -> tuple[int, ...]:
    """Indices of tools, each once. Raises UnknownId and AmbiguousName."""
    return _resolve_all(network, argument, "tool", texts)


def level_id(network: Network, argument: str, text: str) -> str:
    """Id of a level. Raises UnknownId and AmbiguousName."""
    return network.levels[resolve(network, argument, "level", text)].id


def family_id(network: Network, argument: str, text: str) -> str:
    """Id of a family. Raises UnknownId and AmbiguousName."""
    return network.families[resolve(network, argument, "family", text)].id


def _resolve_all(network: Network, argument: str, kind: Kind, texts: Sequence[str]) -> tuple[int, ...]:
    if len(texts) > MOST_IDS:
        raise OverLimit(argument, len(texts), MOST_IDS)
    return tuple(dict.fromkeys(resolve(network, argument, kind, text) for text in texts))


def _in_order(levels: Iterable[Level]) -> list[str]:
    """Ids of levels by track and rank."""
    return [level.id for level in sorted(levels, key=lambda level: (TRACKS.index(level.track), level.rank, level.id))]


def nearest(things: Iterable[Thing], wanted: str, least: int = _LIKE) -> list[str]:
    """Ids of the things with the most similar names; ties by id."""
    return nearest_ids(wanted, {thing.id: (thing.id.replace("-", " "), *thing.names) for thing in things}, least=least)


def nearest_ids(wanted: str, names: Mapping[str, tuple[str, ...]], limit: int = 3, *, least: int = _LIKE) -> list[str]:
    """Ids whose id or names are most similar to what was written, in any order of words; ties by id."""
    from rapidfuzz import fuzz, process  # only needed for unknown names

    flat = [(id, name.lower()) for id, all_names in sorted(names.items()) for name in all_names]
    found = process.extract(
        wanted.replace("-", " ").lower(),
        [name for _, name in flat],
        scorer=fuzz.token_sort_ratio,
        limit=4 * limit,
        score_cutoff=least,
    )
    return list(dict.fromkeys(flat[at][0] for _, _, at in found))[:limit]
