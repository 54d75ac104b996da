"""Skills, tools and stakeholders, and the ways back from them to roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import strawberry

from api.errors import LimitExceeded
from api.types.enums import Commonality, Importance, SkillKind, Tier
from api.types.role import Info, Role, optional
from graph.neo4j.database import Row
from queries.network.network import Need, Network, need_order

MOST_ROLES = 500


@strawberry.type(description="A role that asks for a skill.")
class RequiringRole:
    role: Role = strawberry.field(description="The role.")
    tier: Tier | None = strawberry.field(description="How much it asks for the skill.")
    importance: Importance | None = strawberry.field(description="How important the skill is to it.")


@strawberry.type(description="A technical or soft skill.")
class Skill:
    row: strawberry.Private[Row | None]  # None: made from the network in memory
    id: strawberry.ID = strawberry.field(description="Stable id.")
    name: str = strawberry.field(description="Canonical name.")
    kind: SkillKind = strawberry.field(description="Technical or soft.")

    @classmethod
    def of(cls, row: Row) -> Skill:
        return cls(row=row, id=strawberry.ID(row["id"]), name=row["name"], kind=SkillKind(row["kind"]))

    @classmethod
    def every(cls, network: Network) -> list[Skill]:
        """All skills of a network in its order, made once: there may be thousands in one answer."""
        made = network.derived.get(cls)
        if made is None:
            made = [
                cls(row=None, id=strawberry.ID(skill.id), name=skill.name, kind=SkillKind(skill.kind))
                for skill in network.skills
            ]
            network.derived[cls] = made
        return cast("list[Skill]", made)

    @classmethod
    def of_network(cls, network: Network, number: int) -> Skill:
        return cls.every(network)[number]

    @strawberry.field(description="Other names of this very skill.")
    async def aliases(self, info: Info) -> list[str]:
        return (await full_row(info, "Skill", self)).get("aliases") or []

    @strawberry.field(description="What it is.")
    async def description(self, info: Info) -> str | None:
        return (await full_row(info, "Skill", self)).get("description")

    @strawberry.field(description="How many roles ask for it.")
    async def role_count(self, info: Info, tier: Tier | None = None) -> int:
        return len(self._roles(await info.context.network(), tier))

    @strawberry.field(
        description="Roles that ask for it, those that ask most first; `roleCount` says how many there are."
    )
    async def roles(self, info: Info, tier: Tier | None = None, first: int = 50) -> list[RequiringRole]:
        check_first(first, MOST_ROLES)
        network = await info.context.network()
        found = self._roles(network, tier)
        found.sort(key=lambda pair: (*need_order(pair[1]), network.roles[pair[0]].title.lower(), pair[0]))
        return [
            RequiringRole(
                role=Role.of(network, role),
                tier=optional(Tier, need.tier),
                importance=optional(Importance, need.importance),
            )
            for role, need in found[:first]
        ]

    def _roles(self, network: Network, tier: Tier | None) -> list[tuple[int, Need]]:
        skill = network.skill_number.get(self.id, -1)
        pairs = [(role, network.needs[role][skill]) for role in (network.roles_by_skill[skill] if skill >= 0 else ())]
        return pairs if tier is None else [(role, need) for role, need in pairs if need.tier == tier.value]


@strawberry.type(description="A group of tools.")
class ToolCategory:
    id: strawberry.ID = strawberry.field(description="Id.")
    name: str = strawberry.field(description="Name.")


@strawberry.type(description="A role that uses a tool.")
class UsingRole:
    role: Role = strawberry.field(description="The role.")
    commonality: Commonality | None = strawberry.field(description="How common the tool is in it.")


@strawberry.type(description="A product, platform or library.")
class Tool:
    row: strawberry.Private[Row | None]  # None: made from the network in memory
    id: strawberry.ID = strawberry.field(description="Stable id.")
    name: str = strawberry.field(description="Canonical name.")

    @classmethod
    def of(cls, row: Row) -> Tool:
        return cls(row=row, id=strawberry.ID(row["id"]), name=row["name"])

    @classmethod
    def every(cls, network: Network) -> list[Tool]:
        """All tools of a network in its order, made once: there may be thousands in one answer."""
        made = network.derived.get(cls)
        if made is None:
            made = network.derived[cls] = [
                cls(row=None, id=strawberry.ID(tool.id), name=tool.name) for tool in network.tools
            ]
        return cast("list[Tool]", made)

    @classmethod
    def of_network(cls, network: Network, number: int) -> Tool:
        return cls.every(network)[number]

    @strawberry.field(description="Other names of this very tool.")
    async def aliases(self, info: Info) -> list[str]:
        return (await full_row(info, "Tool", self)).get("aliases") or []

    @strawberry.field(description="What it is.")
    async def description(self, info: Info) -> str | None:
        return (await full_row(info, "Tool", self)).get("description")

    @strawberry.field(description="Groups that tool tables put it in, by name.")
    async def categories(self, info: Info) -> list[ToolCategory]:
        rows = await info.context.neighbours_by_id("IN_CATEGORY").load(self.id)
        nodes = sorted((row["node"] for row in rows), key=lambda node: (node["name"].lower(), node["id"]))
        return [ToolCategory(id=strawberry.ID(node["id"]), name=node["name"]) for node in nodes]

    @strawberry.field(description="A source says that employers of many kinds ask for it.")
    async def hot(self, info: Info) -> bool:
        return bool((await full_row(info, "Tool", self)).get("hot"))

    @strawberry.field(description="How many roles use it.")
    async def role_count(self, info: Info) -> int:
        return len(self._roles(await info.context.network()))

    @strawberry.field(description="Roles that use it, by title; `roleCount` says how many there are.")
    async def roles(self, info: Info, first: int = 50) -> list[UsingRole]:
        check_first(first, MOST_ROLES)
        network = await info.context.network()
        found = sorted(self._roles(network), key=lambda role: (network.roles[role].title.lower(), role))
        tool = network.tool_number.get(self.id, -1)
        return [
            UsingRole(role=Role.of(network, role), commonality=optional(Commonality, network.uses[role][tool]))
            for role in found[:first]
        ]

    def _roles(self, network: Network) -> Sequence[int]:
        tool = network.tool_number.get(self.id, -1)
        return network.roles_by_tool[tool] if tool >= 0 else ()


@strawberry.type(description="Someone roles work with: a team, a partner, another role.")
class Stakeholder:
    id: strawberry.ID = strawberry.field(description="Stable id.")
    name: str = strawberry.field(description="Canonical name.")

    @classmethod
    def of(cls, row: Row) -> Stakeholder:
        return cls(id=strawberry.ID(row["id"]), name=row["name"])

    @strawberry.field(description="The role that this stakeholder is, where it is one.")
    async def is_role(self, info: Info) -> Role | None:
        rows = await info.context.neighbours_by_id("IS_ROLE").load(self.id)
        return Role.of_id(await info.context.network(), rows[0]["node"]["id"]) if rows else None

    @strawberry.field(description="How many roles work with them.")
    async def role_count(self, info: Info) -> int:
        return len(await self._roles(info))

    @strawberry.field(description="Roles that work with them, by title; `roleCount` says how many there are.")
    async def roles(self, info: Info, first: int = 50) -> list[Role]:
        check_first(first, MOST_ROLES)
        return (await self._roles(info))[:first]

    async def _roles(self, info: Info) -> list[Role]:
        network = await info.context.network()
        ids = {row["node"]["id"] for row in await info.context.neighbours_by_id("WORKS_WITH", back=True).load(self.id)}
        roles = [role for id in ids if (role := Role.of_id(network, id)) is not None]
        return sorted(roles, key=lambda role: (role.title.lower(), role.id))


async def full_row(info: Info, label: str, of: Skill | Tool) -> Row:
    """All properties of a node, read where only the network in memory was asked so far."""
    return of.row or await info.context.node_by_id(label).load(of.id) or {}


def check_first(first: int, most: int) -> None:
    """Raises LimitExceeded for more than may be asked for, and for less than one."""
    if not 1 <= first <= most:
        raise LimitExceeded("first", most, first)
