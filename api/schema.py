"""The GraphQL schema: every question of the contract. Resolvers are thin; what they ask stands in `queries/`."""

from __future__ import annotations

import strawberry
from graphql import GraphQLError
from strawberry.types import ExecutionContext

from api.errors import NotFound
from api.types.connections import (
    FindingConnection,
    RoleConnection,
    RoleEdge,
    SkillConnection,
    SkillEdge,
    StakeholderConnection,
    StakeholderEdge,
    ToolConnection,
    ToolEdge,
    connection,
    finding_connection,
)
from api.types.enums import RoleOrder, RoleStatus, SearchKind, Severity, SkillKind, Tier, Track
from api.types.graph import GraphInfo, SearchHit
from api.types.role import Family, Info, Level, Role
from api.types.vocabulary import Skill, Stakeholder, Tool, check_first
from graph.database import Row
from queries import lookups

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

    def parameters(self) -> dict[str, object]:
        return {name: getattr(value, "value", value) for name, value in vars(self).items()}


@strawberry.input(description="Which skills.")
class SkillFilter:
    kind: SkillKind | None = strawberry.field(default=None, description="Technical or soft.")
    text: str | None = strawberry.field(default=None, description="Words in the name or an alias.")


@strawberry.input(description="Which tools.")
class ToolFilter:
    category: strawberry.ID | None = strawberry.field(default=None, description="Id of a tool category.")
    text: str | None = strawberry.field(default=None, description="Words in the name or an alias.")


async def _node(info: Info, label: str, id: str) -> Row:
    """Raises NotFound with ids that may have been meant, or with what replaced an id that is gone."""
    row = await info.context.node_by_id(label).load(id)
    if row is not None:
        return row
    retired = await info.context.read(lookups.RETIRED, ids=[f"{label}:{id}"])
    if retired and retired[0]["replaced_by"]:
        raise NotFound(label.lower(), id, [retired[0]["replaced_by"]], retired=True)
    raise NotFound(label.lower(), id, await info.context.suggestions(label, id))


@strawberry.type(description="Questions to the career ladder.")
class Query:
    @strawberry.field(description="One role. Null, with a NOT_FOUND error that carries suggestions, when there is no such role.")
    async def role(self, info: Info, id: strawberry.ID) -> Role | None:
        return Role.of(await _node(info, "Role", id))

    @strawberry.field(description="Many roles by id, in the order asked; null where there is none.")
    async def roles_by_ids(self, info: Info, ids: list[strawberry.ID]) -> list[Role | None]:
        check_first(max(1, len(ids)), MOST_IDS)
        rows = await info.context.node_by_id("Role").load_many([str(id) for id in ids])
        return [Role.of(row) if row else None for row in rows]

    @strawberry.field(description="Roles, filtered and in order.")
    async def roles(
        self, info: Info, filter: RoleFilter | None = None, order_by: RoleOrder = RoleOrder.TITLE, first: int = 20, after: str | None = None
    ) -> RoleConnection:
        parameters = lookups.role_filter_parameters(filter.parameters() if filter else {}, drafts=info.context.drafts)
        page = lookups.page("Role", lookups.ROLE_FILTER, order_by.value)
        return await connection(info, page, Role.of, RoleEdge, RoleConnection, first, after, **parameters)

    @strawberry.field(description="One skill. Null, with a NOT_FOUND error that carries suggestions, when there is none.")
    async def skill(self, info: Info, id: strawberry.ID) -> Skill | None:
        return Skill.of(await _node(info, "Skill", id))

    @strawberry.field(description="Skills by name.")
    async def skills(self, info: Info, filter: SkillFilter | None = None, first: int = 20, after: str | None = None) -> SkillConnection:
        chosen = filter or SkillFilter()
        parameters = {"kind": chosen.kind and chosen.kind.value, "text": chosen.text}
        return await connection(info, lookups.page("Skill", lookups.SKILL_FILTER), Skill.of, SkillEdge, SkillConnection, first, after, **parameters)

    @strawberry.field(description="One tool. Null, with a NOT_FOUND error that carries suggestions, when there is none.")
    async def tool(self, info: Info, id: strawberry.ID) -> Tool | None:
        return Tool.of(await _node(info, "Tool", id))

    @strawberry.field(description="Tools by name.")
    async def tools(self, info: Info, filter: ToolFilter | None = None, first: int = 20, after: str | None = None) -> ToolConnection:
        chosen = filter or ToolFilter()
        parameters = {"category": chosen.category, "text": chosen.text}
        return await connection(info, lookups.page("Tool", lookups.TOOL_FILTER), Tool.of, ToolEdge, ToolConnection, first, after, **parameters)

    @strawberry.field(description="One stakeholder. Null, with a NOT_FOUND error that carries suggestions, when there is none.")
    async def stakeholder(self, info: Info, id: strawberry.ID) -> Stakeholder | None:
        return Stakeholder.of(await _node(info, "Stakeholder", id))

    @strawberry.field(description="Stakeholders by name.")
    async def stakeholders(self, info: Info, first: int = 20, after: str | None = None) -> StakeholderConnection:
        return await connection(info, lookups.page("Stakeholder"), Stakeholder.of, StakeholderEdge, StakeholderConnection, first, after)

    @strawberry.field(description="Families by name.")
    async def families(self, info: Info) -> list[Family]:
        rows = await info.context.read(lookups.everything("Family"))
        return sorted((Family.of(row["node"]) for row in rows), key=lambda family: (family.name.lower(), family.id))

    @strawberry.field(description="Levels by track and rank.")
    async def levels(self, info: Info) -> list[Level]:
        tracks = [each.value for each in Track]
        rows = await info.context.read(lookups.everything("Level"))
        return sorted((Level.of(row["node"]) for row in rows), key=lambda level: (tracks.index(level.track.value), level.rank, level.id))

    @strawberry.field(description="Autocomplete and look-up by name: prefix, typing error, alias, accents; best first.")
    async def search(self, info: Info, text: str, kinds: list[SearchKind] | None = None, first: int = 10) -> list[SearchHit]:
        check_first(first, MOST_HITS)
        labels = [kind.value for kind in (kinds if kinds is not None else SearchKind)]
        return [SearchHit.of(hit) for hit in await info.context.search(text, labels, first)]

    @strawberry.field(description="What a keeper should look at, the worst first.")
    async def findings(self, info: Info, severity: Severity | None = None, first: int = 50, after: str | None = None) -> FindingConnection:
        return await finding_connection(info, severity and severity.value, first, after)

    @strawberry.field(description="Which state of the graph this is.")
    async def graph(self, info: Info) -> GraphInfo:
        last = await info.context.read(lookups.LAST_REVISION)
        state = info.context.state
        assert state is not None
        loaded_at = last[0]["loaded_at"].to_native() if last else None
        return GraphInfo(generation=strawberry.ID(state.generation), revision=state.revision, loaded_at=loaded_at, ready=True)


class LadderSchema(strawberry.Schema):
    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Errors are logged where they are made public (`api.errors.public`), once and with a reference."""


schema = LadderSchema(query=Query)
