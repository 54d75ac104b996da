"""The fields of a role that lead nowhere else: names, life cycle, mission, years of experience."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Self

import strawberry

from api.types.base import Info, member
from api.types.enums import RoleStatus
from graph.neo4j.database import Row
from queries.network.network import Network


@strawberry.type
class RoleFacts:
    """Base of `Role`. `number` is the index of the role in the network in memory."""

    network: strawberry.Private[Network]
    number: strawberry.Private[int]
    id: strawberry.ID = strawberry.field(description="Stable id.")
    title: str = strawberry.field(description="Title.")
    status: RoleStatus = strawberry.field(description="Life cycle.")
    described: bool = strawberry.field(description="A document describes it; false for one that others only mention.")

    @classmethod
    def of(cls, network: Network, number: int) -> Self:
        role = network.roles[number]
        return cls(
            network=network,
            number=number,
            id=strawberry.ID(role.id),
            title=role.title,
            status=member(RoleStatus, role.status),
            described=role.described,
        )

    @classmethod
    def of_id(cls, network: Network, id: str | None) -> Self | None:
        """None for an id that no role of the network has."""
        number = network.role_number.get(id) if id is not None else None
        return None if number is None else cls.of(network, number)

    async def _row(self, info: Info) -> Row:
        return await info.context.node_by_id("Role").load(self.id) or {}

    @strawberry.field(description="Other titles of this very role.")
    def aliases(self) -> list[str]:
        return list(self.network.roles[self.number].aliases)

    @strawberry.field(description="URIs of this very role elsewhere, such as ESCO's.")
    async def same_as(self, info: Info) -> list[str]:
        return (await self._row(info)).get("same_as") or []

    @strawberry.field(description="What the role is for.")
    async def mission(self, info: Info) -> str | None:
        return (await self._row(info)).get("mission")

    @strawberry.field(description="The role in a few sentences.")
    async def summary(self, info: Info) -> str | None:
        return (await self._row(info)).get("summary")

    @strawberry.field(description="current, emerging …")
    async def horizon(self, info: Info) -> str | None:
        return (await self._row(info)).get("horizon")

    @strawberry.field(description="Years of experience, lower end, rounded down.")
    async def years_min(self, info: Info) -> int | None:
        years = (await self._row(info)).get("years_min")
        return None if years is None else math.floor(years)

    @strawberry.field(description="Years of experience, upper end, rounded up.")
    async def years_max(self, info: Info) -> int | None:
        years = (await self._row(info)).get("years_max")
        return None if years is None else math.ceil(years)

    @strawberry.field(description="When a load last changed something of the role itself.")
    def updated_at(self) -> datetime:
        return datetime.fromtimestamp(self.network.roles[self.number].updated / 1000, UTC)
