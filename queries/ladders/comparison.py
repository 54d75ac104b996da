"""Compares roles section by section: what all share, and what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from queries.network.network import Need, Network

Entries = Mapping[str, str]  # one section of one role: name → what is said of it ('' where it is only named)


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """`values` has one value for each role in their order: None where the role does not have it."""

    name: str
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class SectionComparison:
    """`shared`: names that every role has with the same value."""

    section: str
    shared: tuple[str, ...]
    differences: tuple[ComparedItem, ...]


def compare_section(section: str, roles: Sequence[Entries]) -> SectionComparison:
    """Compares one section of several roles; names are in the order of their first appearance."""
    names = list(dict.fromkeys(name for entries in roles for name in entries))
    values = {name: tuple(entries.get(name) for entries in roles) for name in names}
    shared = [name for name in names if None not in values[name] and len(set(values[name])) == 1]
    return SectionComparison(
        section, tuple(shared), tuple(ComparedItem(name, values[name]) for name in names if name not in shared)
    )


def network_sections(network: Network, roles: Sequence[int]) -> tuple[SectionComparison, ...]:
    """The sections that the network holds: position, skills, tools, next roles."""
    return (
        _compare_positions([_position(network, role) for role in roles]),
        compare_section("skills", [_skills(network, role) for role in roles]),
        compare_section(
            "tools", [dict.fromkeys((network.tools[tool].name for tool in network.uses[role]), "") for role in roles]
        ),
        compare_section(
            "next roles", [{network.roles[step.end].title: step.kind for step in network.steps[role]} for role in roles]
        ),
    )


def _compare_positions(roles: Sequence[Entries]) -> SectionComparison:
    """What all have alike is told with its value: "family: Baking"."""
    compared = compare_section("position", roles)
    return replace(compared, shared=tuple(f"{name}: {roles[0][name]}" for name in compared.shared))


def _position(network: Network, role: int) -> dict[str, str]:
    level, family = network.roles[role].level, network.roles[role].family
    families = {family.id: family.name for family in network.families}
    return {
        name: value
        for name, value in (("level", level and level.name), ("family", families.get(family or "")))
        if value
    }


def _skills(network: Network, role: int) -> dict[str, str]:
    return {network.skills[skill].name: _said(need) for skill, need in network.needs[role].items()}


def _said(need: Need) -> str:
    """How much of it and how important, then what is expected in words."""
    proficiency = need.step or (None if need.proficiency is None else f"proficiency {need.proficiency:g}")
    depth = ", ".join(word for word in (need.tier, need.importance, proficiency) if word)
    return ": ".join(part for part in (depth, need.expects) if part)
