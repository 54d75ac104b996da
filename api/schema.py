"""The GraphQL schema: every question of the contract. Resolvers are thin; what they ask stands in `queries/`."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

import strawberry
from graphql import GraphQLError
from strawberry.types import ExecutionContext

from api.errors import NoPath, NotFound
from api.types.comparison import text_sections
from api.types.connections import (
    ChangeConnection,
    FindingConnection,
    RoleConnection,
    SkillConnection,
    SkillEdge,
    StakeholderConnection,
    StakeholderEdge,
    ToolConnection,
    ToolEdge,
    change_connection,
    connection,
    finding_connection,
    role_connection,
)
from api.types.descriptions import describe_arguments
from api.types.enums import PathCost, RoleOrder, RoleStatus, SearchKind, Severity, SkillKind, Tier, Track
from api.types.graph import GraphInfo, SearchHit
from api.types.paths import (
    CareerNetwork,
    CareerPath,
    CareerPaths,
    Ladder,
    PathOptions,
    ReachableRoles,
    RoleComparison,
    RoleMatch,
    RoleSelector,
    SectionComparison,
    SkillGap,
    SkillLeverage,
    SkillSource,
    unreachable_extensions,
)
from api.types.role import Family, Info, Level, Role
from api.types.vocabulary import Skill, Stakeholder, Tool, check_first
from graph.neo4j.database import Row
from graph.schema import TRACKS
from queries.ladders import comparison
from queries.ladders import ladder as ladders
from queries.lookups import nodes as lookups
from queries.planner import filters, paths, reach, recommendations
from queries.planner import gaps as skill_gaps

FROM = strawberry.argument(name="from", description="Where one starts.")
MOST_HITS = 50
MOST_IDS = 200


@strawberry.input(description="Which roles; conditions combine with AND.")
class RoleFilter:
    family: strawberry.ID | None = strawberry.field(default=None, description="Id of a family.")
    level: strawberry.ID | None = strawberry.field(default=None, description="Id of a level.")
    track: Track | None = strawberry.field(default=None, description="Track of the level.")
    skill: strawberry.ID | None = strawberry.field(default=None, description="Id of a skill that the role asks for.")
    tier: Tier | None = strawberry.field(default=None, description="Tier of that skill, or of any where none is named.")
    tool: strawberry.ID | None = strawberry.field(default=None, description="Id of a tool that the role uses.")
    text: str | None = strawberry.field(default=None, description="Words in the title or an alias.")
    described: bool | None = strawberry.field(default=None, description="Only described, or only mentioned roles.")
    status: RoleStatus | None = strawberry.field(default=None, description="Life cycle.")

    def of_network(self) -> filters.RoleFilter:
        return filters.RoleFilter(**{name: getattr(value, "value", value) for name, value in vars(self).items()})


@strawberry.input(description="Which skills.")
class SkillFilter:
    kind: SkillKind | None = strawberry.field(default=None, description="Technical or soft.")
    text: str | None = strawberry.field(default=None, description="Words in the name or an alias.")


@strawberry.input(description="Which tools.")
class ToolFilter:
    category: strawberry.ID | None = strawberry.field(default=None, description="Id of a tool category.")
    text: str | None = strawberry.field(default=None, description="Words in the name or an alias.")


async def _node(info: Info, label: str, id: str) -> Row:
    """The node, or the one that its id was merged into. Raises NotFound with ids that may have been meant."""
    row = await info.context.node_by_id(label).load(id)
    if row is not None:
        return row
    retired = await info.context.read(lookups.RETIRED, ids=[f"{label}:{id}"])
    replaced_by = retired[0]["replaced_by"] if retired else None
    if replaced_by and (row := await info.context.node_by_id(label).load(replaced_by)):
        return row
    raise NotFound(label.lower(), id, await info.context.suggestions(label, id))


async def _no_role(info: Info, id: str) -> NotFound:
    """What replaced it, or ids that may have been meant."""
    retired = await info.context.read(lookups.RETIRED, ids=[f"Role:{id}"])
    if retired and retired[0]["replaced_by"]:
        return NotFound("role", id, [retired[0]["replaced_by"]], retired=True)
    return NotFound("role", id, await info.context.suggestions("Role", id))


@strawberry.type(description="Questions to the career ladder.")
class Query:
    @strawberry.field(
        description="One role. Null, with a NOT_FOUND error that carries suggestions, when there is no such role."
    )
    async def role(self, info: Info, id: strawberry.ID) -> Role | None:
        role = Role.of_id(await info.context.network(), id)
        if role is None:
            raise await _no_role(info, id)
        return role

    @strawberry.field(description="Many roles by id, in the order asked; null where there is none.")
    async def roles_by_ids(self, info: Info, ids: list[strawberry.ID]) -> list[Role | None]:
        check_first(max(1, len(ids)), MOST_IDS)
        network = await info.context.network()
        return [Role.of_id(network, id) for id in ids]

    @strawberry.field(description="Roles, filtered and in order.")
    async def roles(
        self,
        info: Info,
        filter: RoleFilter | None = None,
        order_by: RoleOrder = RoleOrder.TITLE,
        first: int = 20,
        after: str | None = None,
    ) -> RoleConnection:
        network = await info.context.network()
        return role_connection(
            network, filter.of_network() if filter else filters.RoleFilter(), order_by.value, first, after
        )

    @strawberry.field(
        description="One skill. Null, with a NOT_FOUND error that carries suggestions, when there is none."
    )
    async def skill(self, info: Info, id: strawberry.ID) -> Skill | None:
        return Skill.of(await _node(info, "Skill", id))

    @strawberry.field(description="Skills by name.")
    async def skills(
        self, info: Info, filter: SkillFilter | None = None, first: int = 20, after: str | None = None
    ) -> SkillConnection:
        chosen = filter or SkillFilter()
        parameters = {"kind": chosen.kind and chosen.kind.value, "text": chosen.text}
        return await connection(
            info,
            lookups.page("Skill", lookups.SKILL_FILTER),
            Skill.of,
            SkillEdge,
            SkillConnection,
            first,
            after,
            parameters,
        )

    @strawberry.field(
        description="One tool. Null, with a NOT_FOUND error that carries suggestions, when there is none."
    )
    async def tool(self, info: Info, id: strawberry.ID) -> Tool | None:
        return Tool.of(await _node(info, "Tool", id))

    @strawberry.field(description="Tools by name.")
    async def tools(
        self, info: Info, filter: ToolFilter | None = None, first: int = 20, after: str | None = None
    ) -> ToolConnection:
        chosen = filter or ToolFilter()
        parameters = {"category": chosen.category, "text": chosen.text}
        return await connection(
            info, lookups.page("Tool", lookups.TOOL_FILTER), Tool.of, ToolEdge, ToolConnection, first, after, parameters
        )

    @strawberry.field(
        description="One stakeholder. Null, with a NOT_FOUND error that carries suggestions, when there is none."
    )
    async def stakeholder(self, info: Info, id: strawberry.ID) -> Stakeholder | None:
        return Stakeholder.of(await _node(info, "Stakeholder", id))

    @strawberry.field(description="Stakeholders by name.")
    async def stakeholders(self, info: Info, first: int = 20, after: str | None = None) -> StakeholderConnection:
        return await connection(
            info, lookups.page("Stakeholder"), Stakeholder.of, StakeholderEdge, StakeholderConnection, first, after, {}
        )

    @strawberry.field(description="Families by name.")
    async def families(self, info: Info) -> list[Family]:
        families = (await info.context.network()).families
        return [Family.of(family) for family in sorted(families, key=lambda family: (family.name.lower(), family.id))]

    @strawberry.field(description="Levels by track and rank.")
    async def levels(self, info: Info) -> list[Level]:
        levels = (await info.context.network()).levels
        return [
            Level.of(level)
            for level in sorted(levels, key=lambda level: (TRACKS.index(level.track), level.rank, level.id))
        ]

    @strawberry.field(description="Autocomplete and look-up by name: prefix, typing error, alias, accents; best first.")
    async def search(
        self, info: Info, text: str, kinds: list[SearchKind] | None = None, first: int = 10
    ) -> list[SearchHit]:
        check_first(first, MOST_HITS)
        labels = [kind.value for kind in (kinds if kinds is not None else SearchKind)]
        return [SearchHit.of(hit) for hit in await info.context.search(text, labels, first)]

    @strawberry.field(
        description="The best path by steps. Null, with a NO_PATH error that carries the reason and the nearest "
        "roles, when there is none."
    )
    async def shortest_path(
        self, info: Info, from_: Annotated[RoleSelector, FROM], to: RoleSelector, options: PathOptions | None = None
    ) -> CareerPath | None:
        network = await info.context.network()
        answer = paths.career_paths(
            network, from_.selector(), to.selector(), "hops", 1, (options or PathOptions()).options
        )
        if answer.unreachable:
            raise NoPath(answer.unreachable.message, **unreachable_extensions(network, answer.unreachable))
        return CareerPath.of(answer.paths[0])

    @strawberry.field(description="The best paths by steps, time or skills to learn.")
    async def career_paths(
        self,
        info: Info,
        from_: Annotated[RoleSelector, FROM],
        to: RoleSelector,
        minimise: PathCost = PathCost.HOPS,
        first: int = 3,
        options: PathOptions | None = None,
    ) -> CareerPaths:
        network = await info.context.network()
        ends, chosen = (from_.selector(), to.selector()), (options or PathOptions()).options
        if minimise is PathCost.SKILL_GAP:  # may take a second in a dense network: others go on meanwhile
            return CareerPaths.of(
                network, await asyncio.to_thread(paths.career_paths, network, *ends, "skill-gap", first, chosen)
            )
        cost: Literal["hops", "time"] = "time" if minimise is PathCost.TIME else "hops"
        return CareerPaths.of(network, paths.career_paths(network, *ends, cost, first, chosen))

    @strawberry.field(description="Roles that can be reached, the nearest first.")
    async def reachable_roles(
        self, info: Info, from_: Annotated[RoleSelector, FROM], options: PathOptions | None = None, first: int = 50
    ) -> ReachableRoles:
        network = await info.context.network()
        return ReachableRoles.of(
            network, reach.reachable_roles(network, from_.selector(), (options or PathOptions()).options, first)
        )

    @strawberry.field(description="What stands between the skills one has and a role.")
    async def skill_gap(self, info: Info, from_: Annotated[SkillSource, FROM], to: strawberry.ID) -> SkillGap:
        network = await info.context.network()
        return SkillGap.of(network, skill_gaps.skill_gap(network, from_.source(), str(to)))

    @strawberry.field(description="Roles by the share of their required weight that one has.")
    async def recommend_roles(
        self, info: Info, from_: Annotated[SkillSource, FROM], first: int = 10
    ) -> list[RoleMatch]:
        network = await info.context.network()
        return [RoleMatch.of(network, each) for each in recommendations.recommend_roles(network, from_.source(), first)]

    @strawberry.field(description="Skills by how many roles each, learned alone, would open.")
    async def skill_leverage(
        self, info: Info, from_: Annotated[SkillSource, FROM], first: int = 10
    ) -> list[SkillLeverage]:
        network = await info.context.network()
        return [
            SkillLeverage.of(network, each) for each in recommendations.skill_leverage(network, from_.source(), first)
        ]

    @strawberry.field(description="Roles alike by the weighted Jaccard index of their skills.")
    async def similar_roles(self, info: Info, id: strawberry.ID, first: int = 10) -> list[RoleMatch]:
        network = await info.context.network()
        return [RoleMatch.of(network, each) for each in recommendations.similar_roles(network, str(id), first)]

    @strawberry.field(description="Two to five roles, every section: what is shared, what only one has, what changes.")
    async def compare_roles(self, info: Info, ids: list[strawberry.ID]) -> RoleComparison:
        network = await info.context.network()
        numbers = ladders.roles_to_compare(network, [str(id) for id in ids])
        sections = [*comparison.network_sections(network, numbers), *await text_sections(info, [str(id) for id in ids])]
        return RoleComparison(
            roles=[Role.of(network, number) for number in numbers],
            sections=[SectionComparison.of(each) for each in sections],
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

    @strawberry.field(description="What changed after a revision, in the order in which it did.")
    async def changes(
        self, info: Info, since_revision: int, first: int = 100, after: str | None = None
    ) -> ChangeConnection:
        return await change_connection(info, since_revision, first, after)

    @strawberry.field(description="What a keeper should look at, the worst first.")
    async def findings(
        self, info: Info, severity: Severity | None = None, first: int = 50, after: str | None = None
    ) -> FindingConnection:
        return await finding_connection(info, severity and severity.value, first, after)

    @strawberry.field(description="Which state of the graph this is.")
    async def graph(self, info: Info) -> GraphInfo:
        last = await info.context.read(lookups.LAST_REVISION)
        state = info.context.state
        assert state is not None
        loaded_at = last[0]["loaded_at"].to_native() if last else None
        return GraphInfo(
            generation=strawberry.ID(state.generation), revision=state.revision, loaded_at=loaded_at, ready=True
        )


class LadderSchema(strawberry.Schema):
    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Errors are logged where they are made public (`api.errors.public`), once and with a reference."""


schema = LadderSchema(query=Query)
describe_arguments(schema._schema)
