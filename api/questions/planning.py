"""Paths, reach, gaps and recommendations. The planner answers them from the network in memory."""

from __future__ import annotations

import asyncio
from typing import Annotated

import strawberry

from api.errors import NoPath
from api.types.base import Info
from api.types.enums import PathCost
from api.types.gaps import RoleMatch, SkillGap, SkillLeverage
from api.types.inputs import PathOptions, RoleFilter, RoleSelector, SkillSource
from api.types.paths import CareerPath, CareerPaths, ReachableRoles, unreachable_extensions
from queries.planner import filters, gaps, paths, reach, recommendations
from queries.planner.naming import resolve_role
from queries.planner.question import Cost

FROM = strawberry.argument(name="from", description="Where one starts.")


@strawberry.type
class PlanningQuestions:
    @strawberry.field(
        description="The best path by steps. Null, with a NO_PATH error that carries the reason and the nearest "
        "roles, when there is none."
    )
    async def shortest_path(
        self, info: Info, from_: Annotated[RoleSelector, FROM], to: RoleSelector, options: PathOptions | None = None
    ) -> CareerPath | None:
        network = await info.context.network()
        chosen = (options or PathOptions()).options
        answer = paths.career_paths(network, from_.selector(), to.selector(), "hops", 1, chosen)
        if answer.unreachable:
            raise NoPath(answer.unreachable.message, **unreachable_extensions(network, answer.unreachable))
        return CareerPath.of(answer.paths[0])

    @strawberry.field(
        description="The best paths: as a careful manager would advise, by steps, by time, or by skills to learn. "
        "Advised paths leave out detours, whose roles contain all roles of a better path."
    )
    async def career_paths(
        self,
        info: Info,
        from_: Annotated[RoleSelector, FROM],
        to: RoleSelector,
        minimise: PathCost = PathCost.ADVISED,
        first: int = 3,
        options: PathOptions | None = None,
    ) -> CareerPaths:
        network = await info.context.network()
        ends, chosen = (from_.selector(), to.selector()), (options or PathOptions()).options
        cost: Cost = minimise.value
        if cost == "skill-gap":  # may take a second in a dense network: others go on meanwhile
            answer = await asyncio.to_thread(paths.career_paths, network, *ends, cost, first, chosen)
        else:
            answer = paths.career_paths(network, *ends, cost, first, chosen)
        return CareerPaths.of(network, answer)

    @strawberry.field(description="Roles that can be reached, the nearest first.")
    async def reachable_roles(
        self, info: Info, from_: Annotated[RoleSelector, FROM], options: PathOptions | None = None, first: int = 50
    ) -> ReachableRoles:
        network = await info.context.network()
        chosen = (options or PathOptions()).options
        return ReachableRoles.of(network, reach.reachable_roles(network, from_.selector(), chosen, first))

    @strawberry.field(description="What stands between the skills one has and a role.")
    async def skill_gap(self, info: Info, from_: Annotated[SkillSource, FROM], to: strawberry.ID) -> SkillGap:
        network = await info.context.network()
        end = resolve_role(network, "to", str(to))
        found = gaps.skill_gap(network, from_.source(), network.roles[end].id)
        return SkillGap.of(network, found, end)

    @strawberry.field(
        description="Roles by the share of their required weight that one has, those near one's own level first, where "
        "that is known."
    )
    async def recommend_roles(
        self, info: Info, from_: Annotated[SkillSource, FROM], filter: RoleFilter | None = None, first: int = 10
    ) -> list[RoleMatch]:
        network = await info.context.network()
        matches = recommendations.recommend_roles(network, from_.source(), first, _wanted(filter))
        return [RoleMatch.of(network, match) for match in matches]

    @strawberry.field(
        description="What to learn next, in the order in which it helps. With `to`: what weighs most of what that goal "
        "asks for. Without: what opens most of the roles within reach, never roles below one's own."
    )
    async def skill_leverage(
        self,
        info: Info,
        from_: Annotated[SkillSource, FROM],
        to: RoleSelector | None = None,
        filter: RoleFilter | None = None,
        first: int = 10,
    ) -> list[SkillLeverage]:
        network = await info.context.network()
        goal = to.selector() if to else None
        skills = recommendations.skill_leverage(network, from_.source(), first, goal, _wanted(filter))
        return [SkillLeverage.of(network, skill) for skill in skills]

    @strawberry.field(description="Roles alike by the weighted Jaccard index of their skills.")
    async def similar_roles(self, info: Info, id: strawberry.ID, first: int = 10) -> list[RoleMatch]:
        network = await info.context.network()
        return [RoleMatch.of(network, match) for match in recommendations.similar_roles(network, str(id), first)]


def _wanted(filter: RoleFilter | None) -> filters.RoleFilter:
    return filter.of_network() if filter else filters.RoleFilter()
