"""Roles, skills, tools, stakeholders, families and levels: one by id, many by filter, any by name."""

from __future__ import annotations

import strawberry

from api.errors import NotFound
from api.types.base import Info, check_first
from api.types.connections import Connection, connection, role_connection
from api.types.enums import RoleOrder, SearchKind
from api.types.graph import SearchHit
from api.types.inputs import RoleFilter, SkillFilter, ToolFilter
from api.types.role import Family, Level, Role, Skill, Stakeholder, Tool
from graph.neo4j.database import Row
from graph.schema import TRACKS
from queries.lookups import nodes as lookups
from queries.planner import filters

MOST_HITS = 50
MOST_IDS = 200


@strawberry.type
class NodeQuestions:
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
    ) -> Connection[Role]:
        network = await info.context.network()
        wanted = filter.of_network() if filter else filters.RoleFilter()
        return role_connection(network, wanted, order_by.value, first, after)

    @strawberry.field(
        description="One skill. Null, with a NOT_FOUND error that carries suggestions, when there is none."
    )
    async def skill(self, info: Info, id: strawberry.ID) -> Skill | None:
        return Skill.of(await _node(info, "Skill", id))

    @strawberry.field(description="Skills by name.")
    async def skills(
        self, info: Info, filter: SkillFilter | None = None, first: int = 20, after: str | None = None
    ) -> Connection[Skill]:
        chosen = filter or SkillFilter()
        parameters = {"kind": chosen.kind and chosen.kind.value, "text": chosen.text}
        page = lookups.page("Skill", lookups.SKILL_FILTER)
        return await connection(info, page, Skill.of, first, after, parameters)

    @strawberry.field(
        description="One tool. Null, with a NOT_FOUND error that carries suggestions, when there is none."
    )
    async def tool(self, info: Info, id: strawberry.ID) -> Tool | None:
        return Tool.of(await _node(info, "Tool", id))

    @strawberry.field(description="Tools by name.")
    async def tools(
        self, info: Info, filter: ToolFilter | None = None, first: int = 20, after: str | None = None
    ) -> Connection[Tool]:
        chosen = filter or ToolFilter()
        parameters = {"category": chosen.category, "text": chosen.text}
        page = lookups.page("Tool", lookups.TOOL_FILTER)
        return await connection(info, page, Tool.of, first, after, parameters)

    @strawberry.field(
        description="One stakeholder. Null, with a NOT_FOUND error that carries suggestions, when there is none."
    )
    async def stakeholder(self, info: Info, id: strawberry.ID) -> Stakeholder | None:
        return Stakeholder.of(await _node(info, "Stakeholder", id))

    @strawberry.field(description="Stakeholders by name.")
    async def stakeholders(self, info: Info, first: int = 20, after: str | None = None) -> Connection[Stakeholder]:
        return await connection(info, lookups.page("Stakeholder"), Stakeholder.of, first, after, {})

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


async def _no_role(info: Info, id: str) -> NotFound:
    """The error suggests the role that replaced a retired one, or similar ids."""
    retired = await info.context.read(lookups.RETIRED, ids=[f"Role:{id}"])
    if retired and retired[0]["replaced_by"]:
        return NotFound("role", id, [retired[0]["replaced_by"]], retired=True)
    return NotFound("role", id, await info.context.suggestions("Role", id))


async def _node(info: Info, label: str, id: str) -> Row:
    """The node, or the node that it was merged into. Raises NotFound with similar ids."""
    row = await info.context.node_by_id(label).load(id)
    if row is not None:
        return row
    retired = await info.context.read(lookups.RETIRED, ids=[f"{label}:{id}"])
    replaced_by = retired[0]["replaced_by"] if retired else None
    if replaced_by and (row := await info.context.node_by_id(label).load(replaced_by)):
        return row
    raise NotFound(label.lower(), id, await info.context.suggestions(label, id))
