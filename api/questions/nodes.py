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
from graph.documents.spelling import plain
from graph.neo4j.database import Row
from graph.schema import TRACKS
from queries.errors import UnknownId
from queries.lookups import nodes as lookups
from queries.planner import filters
from queries.planner.naming import Kind, resolve, resolve_role

MOST_HITS = 50
MOST_IDS = 200


@strawberry.type
class NodeQuestions:
    @strawberry.field(
        description="One role, by id, title or alias. Null, with a NOT_FOUND error that carries suggestions, when "
        "there is no such role."
    )
    async def role(self, info: Info, id: strawberry.ID) -> Role | None:
        return Role.of_id(await info.context.network(), id) or await _role_called(info, id)

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
        description="One skill, by id, name or alias. Null, with a NOT_FOUND error that carries suggestions, when "
        "there is none."
    )
    async def skill(self, info: Info, id: strawberry.ID) -> Skill | None:
        return Skill.of(await _node(info, "Skill", id))

    @strawberry.field(description="Skills by name.")
    async def skills(
        self, info: Info, filter: SkillFilter | None = None, first: int = 20, after: str | None = None
    ) -> Connection[Skill]:
        chosen = filter or SkillFilter()
        parameters = {"kind": chosen.kind and chosen.kind.value, "text": chosen.text and plain(chosen.text)}
        page = lookups.page("Skill", lookups.SKILL_FILTER)
        return await connection(info, page, Skill.of, first, after, parameters)

    @strawberry.field(
        description="One tool, by id, name or alias. Null, with a NOT_FOUND error that carries suggestions, when "
        "there is none."
    )
    async def tool(self, info: Info, id: strawberry.ID) -> Tool | None:
        return Tool.of(await _node(info, "Tool", id))

    @strawberry.field(description="Tools by name.")
    async def tools(
        self, info: Info, filter: ToolFilter | None = None, first: int = 20, after: str | None = None
    ) -> Connection[Tool]:
        chosen = filter or ToolFilter()
        parameters = {"category": chosen.category, "text": chosen.text and plain(chosen.text)}
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
        return [Family.of(family) for family in sorted(families, key=lambda family: (plain(family.name), family.id))]

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


async def _role_called(info: Info, text: str) -> Role:
    """The role with a title or alias. The error suggests the role that replaced a retired one, or similar ids."""
    retired = await info.context.read(lookups.RETIRED, ids=[f"Role:{text}"])
    if retired and retired[0]["replaced_by"]:
        raise NotFound("role", text, [retired[0]["replaced_by"]], retired=True)
    network = await info.context.network()
    try:
        return Role.of(network, resolve_role(network, "id", text))
    except UnknownId as unknown:
        raise NotFound("role", text, unknown.suggestions) from None


_KINDS: dict[str, Kind] = {"Skill": "skill", "Tool": "tool"}


async def _node(info: Info, label: str, id: str) -> Row:
    """The node, the node that it was merged into, or the one with this name. Raises NotFound with similar ids."""
    nodes = info.context.node_by_id(label)
    row = await nodes.load(id)
    if row is not None:
        return row
    retired = await info.context.read(lookups.RETIRED, ids=[f"{label}:{id}"])
    replaced_by = retired[0]["replaced_by"] if retired else None
    if replaced_by and (row := await nodes.load(replaced_by)):
        return row
    if label in _KINDS and (named := await _id_called(info, _KINDS[label], id)) and (row := await nodes.load(named)):
        return row
    raise NotFound(label.lower(), id, await info.context.suggestions(label, id))


async def _id_called(info: Info, kind: Kind, text: str) -> str | None:
    network = await info.context.network()
    try:
        number = resolve(network, "id", kind, text)
    except UnknownId:
        return None
    return (network.skills if kind == "skill" else network.tools)[number].id
