"""Roles side by side, a family as a ladder, and the map of all of them."""

from __future__ import annotations

import strawberry

from api.types.base import Info
from api.types.comparison import RoleComparison, SectionComparison, text_sections
from api.types.inputs import RoleFilter
from api.types.pictures import CareerNetwork, Ladder
from api.types.role import Role
from queries.ladders import comparison
from queries.ladders import ladder as ladders
from queries.planner import filters


@strawberry.type
class PictureQuestions:
    @strawberry.field(description="Two to five roles, every section: what is shared, what only one has, what changes.")
    async def compare_roles(self, info: Info, ids: list[strawberry.ID]) -> RoleComparison:
        network = await info.context.network()
        numbers = ladders.roles_to_compare(network, [str(id) for id in ids])
        found = [network.roles[number].id for number in numbers]
        sections = [*comparison.network_sections(network, numbers), *await text_sections(info, found)]
        return RoleComparison(
            roles=[Role.of(network, number) for number in numbers],
            sections=[SectionComparison.of(section) for section in sections],
        )

    @strawberry.field(
        description="A family as rungs and steps: what a ladder picture and a competency matrix need. Null, with a "
        "NOT_FOUND error, for none."
    )
    async def ladder(self, info: Info, family: strawberry.ID) -> Ladder | None:
        network = await info.context.network()
        return Ladder.of(network, ladders.ladder(network, str(family)))

    @strawberry.field(description="Roles and the steps between them, for a picture.")
    async def career_network(self, info: Info, filter: RoleFilter | None = None, first: int = 500) -> CareerNetwork:
        network = await info.context.network()
        wanted = filter.of_network() if filter else filters.RoleFilter()
        return CareerNetwork.of(network, ladders.career_network(network, wanted, first))
