"""Skills, tools and stakeholders, and the ways back from them to roles."""

from __future__ import annotations

import strawberry

from api.errors import LimitExceeded
from api.types.enums import Commonality, Importance, SkillKind, Tier
from api.types.role import Info, Role, optional, skill_order
from graph.database import Row
from queries.network import Network

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
    def of_network(cls, network: Network, number: int) -> Skill:
        skill = network.skills[number]
        return cls(row=None, id=strawberry.ID(skill.id), name=skill.name, kind=SkillKind(skill.kind))

    @strawberry.field(description="Other names of this very skill.")
    async def aliases(self, info: Info) -> list[str]:
        return (await full_row(info, "Skill", self)).get("aliases") or []

    @strawberry.field(description="What it is.")
    async def description(self, info: Info) -> str | None:
        return (await full_row(info, "Skill", self)).get("description")

    @strawberry.field(description="How many roles ask for it.")
    async def role_count(self, info: Info, tier: Tier | None = None) -> int:
        return await info.context.neighbour_count_by_id("REQUIRES", tier and tier.value).load(self.id)

    @strawberry.field(description="Roles that ask for it, those that ask most first; `roleCount` says how many there are.")
    async def roles(self, info: Info, tier: Tier | None = None, first: int = 50) -> list[RequiringRole]:
        _check_first(first)
        rows = [
            row for row in await info.context.neighbours_by_id("REQUIRES", back=True).load(self.id) if tier is None or row["edge"].get("tier") == tier.value
        ]
        rows.sort(key=lambda row: skill_order({"edge": row["edge"], "node": {"name": row["node"]["title"], "id": row["node"]["id"]}}))
        return [
            RequiringRole(
                role=Role.of(row["node"]), tier=optional(Tier, row["edge"].get("tier")), importance=optional(Importance, row["edge"].get("importance"))
            )
            for row in rows[:first]
        ]


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
    def of_network(cls, network: Network, number: int) -> Tool:
        tool = network.tools[number]
        return cls(row=None, id=strawberry.ID(tool.id), name=tool.name)

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

    @strawberry.field(description="How many roles use it.")
    async def role_count(self, info: Info) -> int:
        return await info.context.neighbour_count_by_id("USES").load(self.id)

    @strawberry.field(description="Roles that use it, by title; `roleCount` says how many there are.")
    async def roles(self, info: Info, first: int = 50) -> list[UsingRole]:
        _check_first(first)
        rows = sorted(await info.context.neighbours_by_id("USES", back=True).load(self.id), key=_by_title)
        return [UsingRole(role=Role.of(row["node"]), commonality=optional(Commonality, row["edge"].get("commonality"))) for row in rows[:first]]


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
        return Role.of(rows[0]["node"]) if rows else None

    @strawberry.field(description="How many roles work with them.")
    async def role_count(self, info: Info) -> int:
        rows = await info.context.neighbours_by_id("WORKS_WITH", back=True).load(self.id)
        return len({row["node"]["id"] for row in rows})

    @strawberry.field(description="Roles that work with them, by title; `roleCount` says how many there are.")
    async def roles(self, info: Info, first: int = 50) -> list[Role]:
        _check_first(first)
        rows = sorted(await info.context.neighbours_by_id("WORKS_WITH", back=True).load(self.id), key=_by_title)
        nodes = {row["node"]["id"]: row["node"] for row in rows}
        return [Role.of(node) for node in list(nodes.values())[:first]]


async def full_row(info: Info, label: str, of: Skill | Tool) -> Row:
    """All properties of a node, read when only the network in memory was asked so far."""
    if of.row is None:
        of.row = await info.context.node_by_id(label).load(of.id)
    return of.row or {}


def _by_title(row: Row) -> tuple[str, str]:
    return (row["node"]["title"].lower(), row["node"]["id"])


def _check_first(first: int) -> None:
    check_first(first, MOST_ROLES)


def check_first(first: int, most: int) -> None:
    """Raises LimitExceeded for more than may be asked for, and for less than one."""
    if not 1 <= first <= most:
        raise LimitExceeded("first", most, first)
