"""The fields of skills, tools and stakeholders that lead to no role. The others are in `api.types.role`."""

from __future__ import annotations

from typing import Self, cast

import strawberry

from api.types.base import Info
from api.types.enums import SkillKind
from graph.documents.spelling import plain
from graph.neo4j.database import Row
from queries.network.network import Network


@strawberry.type
class SkillFacts:
    """Base of `Skill`."""

    row: strawberry.Private[Row | None]  # None if created from the network in memory
    id: strawberry.ID = strawberry.field(description="Stable id.")
    name: str = strawberry.field(description="Canonical name.")
    kind: SkillKind = strawberry.field(description="Technical or soft.")

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(row=row, id=strawberry.ID(row["id"]), name=row["name"], kind=SkillKind(row["kind"]))

    @classmethod
    def every(cls, network: Network) -> list[Self]:
        """All skills in the order of the network, created once, because one answer may name thousands."""
        made = network.derived.get(cls)
        if made is None:
            made = network.derived[cls] = [
                cls(row=None, id=strawberry.ID(skill.id), name=skill.name, kind=SkillKind(skill.kind))
                for skill in network.skills
            ]
        return cast("list[Self]", made)

    @classmethod
    def of_network(cls, network: Network, number: int) -> Self:
        return cls.every(network)[number]

    @strawberry.field(description="Other names of this very skill.")
    async def aliases(self, info: Info) -> list[str]:
        return (await _full_row(info, "Skill", self)).get("aliases") or []

    @strawberry.field(description="What it is.")
    async def description(self, info: Info) -> str | None:
        return (await _full_row(info, "Skill", self)).get("description")

    @strawberry.field(description="Pillar of a framework that it belongs to.")
    async def group(self, info: Info) -> str | None:
        return (await _full_row(info, "Skill", self)).get("group")

    @strawberry.field(description="URIs of this very skill elsewhere, such as ESCO's.")
    async def same_as(self, info: Info) -> list[str]:
        return (await _full_row(info, "Skill", self)).get("same_as") or []


@strawberry.type(description="A group of tools.")
class ToolCategory:
    id: strawberry.ID = strawberry.field(description="Id.")
    name: str = strawberry.field(description="Name.")


@strawberry.type
class ToolFacts:
    """Base of `Tool`."""

    row: strawberry.Private[Row | None]  # None if created from the network in memory
    id: strawberry.ID = strawberry.field(description="Stable id.")
    name: str = strawberry.field(description="Canonical name.")

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(row=row, id=strawberry.ID(row["id"]), name=row["name"])

    @classmethod
    def every(cls, network: Network) -> list[Self]:
        """All tools in the order of the network, created once, because one answer may name thousands."""
        made = network.derived.get(cls)
        if made is None:
            made = network.derived[cls] = [
                cls(row=None, id=strawberry.ID(tool.id), name=tool.name) for tool in network.tools
            ]
        return cast("list[Self]", made)

    @classmethod
    def of_network(cls, network: Network, number: int) -> Self:
        return cls.every(network)[number]

    @strawberry.field(description="Other names of this very tool.")
    async def aliases(self, info: Info) -> list[str]:
        return (await _full_row(info, "Tool", self)).get("aliases") or []

    @strawberry.field(description="What it is.")
    async def description(self, info: Info) -> str | None:
        return (await _full_row(info, "Tool", self)).get("description")

    @strawberry.field(description="URIs of this very tool elsewhere, such as ESCO's.")
    async def same_as(self, info: Info) -> list[str]:
        return (await _full_row(info, "Tool", self)).get("same_as") or []

    @strawberry.field(description="Groups that tool tables put it in, by name.")
    async def categories(self, info: Info) -> list[ToolCategory]:
        rows = await info.context.neighbours_by_id("IN_CATEGORY").load(self.id)
        nodes = sorted((row["node"] for row in rows), key=lambda node: (plain(node["name"]), node["id"]))
        return [ToolCategory(id=strawberry.ID(node["id"]), name=node["name"]) for node in nodes]

    @strawberry.field(description="A source says that employers of many kinds ask for it.")
    async def hot(self, info: Info) -> bool:
        return bool((await _full_row(info, "Tool", self)).get("hot"))


@strawberry.type
class StakeholderFacts:
    """Base of `Stakeholder`."""

    id: strawberry.ID = strawberry.field(description="Stable id.")
    name: str = strawberry.field(description="Canonical name.")

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(id=strawberry.ID(row["id"]), name=row["name"])


async def _full_row(info: Info, label: str, of: SkillFacts | ToolFacts) -> Row:
    """All properties of a node, read from the database where the node came from the network in memory."""
    return of.row or await info.context.node_by_id(label).load(of.id) or {}
