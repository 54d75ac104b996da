"""Which roles a question is about."""

from __future__ import annotations

from dataclasses import dataclass

from queries.network.network import Network
from queries.planner.question import check_family, check_level, resolve_skills, resolve_tools


@dataclass(frozen=True, slots=True)
class RoleFilter:
    """Conditions on roles; None allows all. `text` is searched for in titles and aliases, ignoring case."""

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
    """The roles (indices) that pass a filter. Raises UnknownId."""
    check_filter(network, wanted)
    return frozenset(role for role in range(len(network)) if fits(network, role, wanted))


def check_filter(network: Network, wanted: RoleFilter) -> None:
    if wanted.family is not None:
        check_family(network, "family", wanted.family)
    if wanted.level is not None:
        check_level(network, "level", wanted.level)
    if wanted.skill is not None:
        resolve_skills(network, "skill", [wanted.skill])
    if wanted.tool is not None:
        resolve_tools(network, "tool", [wanted.tool])


def fits(network: Network, number: int, wanted: RoleFilter) -> bool:
    role = network.roles[number]
    plain = (
        (wanted.family, role.family),
        (wanted.level, role.level and role.level.id),
        (wanted.track, role.level and role.level.track),
        (wanted.described, role.described),
        (wanted.status, role.status),
    )
    if any(asked is not None and asked != value for asked, value in plain):
        return False
    if wanted.text is not None and not any(wanted.text.lower() in name.lower() for name in (role.title, *role.aliases)):
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
