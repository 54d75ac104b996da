"""Which roles a question is about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph.documents.spelling import plain
from queries.network.network import Network
from queries.planner.naming import family_id, level_id, resolve


@dataclass(frozen=True, slots=True)
class RoleFilter:
    """Conditions on roles; None allows all. Family, level, skill and tool are ids or names. `text` is searched for in
    titles and aliases, ignoring case and accents.
    """

    family: str | None = None
    level: str | None = None
    track: str | None = None
    skill: str | None = None
    tier: str | None = None
    tool: str | None = None
    text: str | None = None
    described: bool | None = None
    status: str | None = None


def filtered_roles(network: Network, wanted: RoleFilter) -> frozenset[int]:
    """The roles (indices) that pass a filter. Raises QuestionError."""
    wanted = by_ids(network, wanted)
    return frozenset(role for role in range(len(network)) if fits(network, role, wanted))


def by_ids(network: Network, wanted: RoleFilter) -> RoleFilter:
    """The filter with ids for all names and its text `plain`. Raises UnknownId and AmbiguousName."""
    family, level, skill, tool = wanted.family, wanted.level, wanted.skill, wanted.tool
    return replace(
        wanted,
        family=None if family is None else family_id(network, "family", family),
        level=None if level is None else level_id(network, "level", level),
        skill=None if skill is None else network.skills[resolve(network, "skill", "skill", skill)].id,
        tool=None if tool is None else network.tools[resolve(network, "tool", "tool", tool)].id,
        text=None if wanted.text is None else plain(wanted.text),
    )


def fits(network: Network, number: int, wanted: RoleFilter) -> bool:
    """Whether a role passes a filter `by_ids`."""
    role = network.roles[number]
    equal = (
        (wanted.family, role.family),
        (wanted.level, role.level and role.level.id),
        (wanted.track, role.level and role.level.track),
        (wanted.described, role.described),
        (wanted.status, role.status),
    )
    if any(asked is not None and asked != value for asked, value in equal):
        return False
    if wanted.text is not None and not any(wanted.text in plain(name) for name in role.names):
        return False
    return _asks_for(network, number, wanted) and (
        wanted.tool is None or network.tool_number[wanted.tool] in network.uses[number]
    )


def _asks_for(network: Network, number: int, wanted: RoleFilter) -> bool:
    """Whether the role lists the skill at the tier; without a skill, any skill at the tier."""
    needs = network.needs[number]
    if wanted.skill is not None:
        need = needs.get(network.skill_number[wanted.skill])
        return need is not None and wanted.tier in (None, need.tier)
    return wanted.tier is None or any(need.tier == wanted.tier for need in needs.values())
