"""Relay connections: a page of a list, its cursors and how many there are in all."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any, TypeVar

import orjson
import strawberry

from api.errors import BadUserInput
from api.types.base import Info, check_first
from api.types.enums import ChangeKind
from api.types.graph import Finding
from api.types.role import Role, Skill, Stakeholder, Tool
from graph.neo4j.database import Row
from queries.ladders.ladder import role_page
from queries.lookups.nodes import CHANGES, FINDINGS
from queries.network.network import Network
from queries.planner import filters

MOST_NODES = 200
T = TypeVar("T")
C = TypeVar("C")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="More follow.")
    has_previous_page: bool = strawberry.field(description="Some came before.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last; ask for what is `after` it.")


@strawberry.type(description="A role in a list.")
class RoleEdge:
    cursor: str = strawberry.field(description="Its place.")
    node: Role = strawberry.field(description="The role.")


@strawberry.type(description="A page of roles.")
class RoleConnection:
    edges: list[RoleEdge] = strawberry.field(description="Roles with their cursors.")
    nodes: list[Role] = strawberry.field(description="Roles.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many there are in all.")


@strawberry.type(description="A skill in a list.")
class SkillEdge:
    cursor: str = strawberry.field(description="Its place.")
    node: Skill = strawberry.field(description="The skill.")


@strawberry.type(description="A page of skills.")
class SkillConnection:
    edges: list[SkillEdge] = strawberry.field(description="Skills with their cursors.")
    nodes: list[Skill] = strawberry.field(description="Skills.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many there are in all.")


@strawberry.type(description="A tool in a list.")
class ToolEdge:
    cursor: str = strawberry.field(description="Its place.")
    node: Tool = strawberry.field(description="The tool.")


@strawberry.type(description="A page of tools.")
class ToolConnection:
    edges: list[ToolEdge] = strawberry.field(description="Tools with their cursors.")
    nodes: list[Tool] = strawberry.field(description="Tools.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many there are in all.")


@strawberry.type(description="A stakeholder in a list.")
class StakeholderEdge:
    cursor: str = strawberry.field(description="Its place.")
    node: Stakeholder = strawberry.field(description="The stakeholder.")


@strawberry.type(description="A page of stakeholders.")
class StakeholderConnection:
    edges: list[StakeholderEdge] = strawberry.field(description="Stakeholders with their cursors.")
    nodes: list[Stakeholder] = strawberry.field(description="Stakeholders.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many there are in all.")


@strawberry.type(description="One line of the graph's history.")
class Change:
    revision: int = strawberry.field(description="The revision that brought it.")
    kind: ChangeKind = strawberry.field(description="What happened.")
    label: str = strawberry.field(description="Label of the node, or type of the edge.")
    id: strawberry.ID = strawberry.field(description="Id of the node, or both ends of the edge.")
    field: str | None = strawberry.field(description="The property that changed.")
    before: str | None = strawberry.field(description="Its value before, JSON.")
    after: str | None = strawberry.field(description="Its value after, JSON.")


@strawberry.type(description="A page of changes.")
class ChangeConnection:
    nodes: list[Change] = strawberry.field(description="Changes in the order in which they were made.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many there are in all.")


@strawberry.type(description="A page of findings.")
class FindingConnection:
    nodes: list[Finding] = strawberry.field(description="Findings, the worst first.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many there are in all.")


async def connection(
    info: Info,
    page: str,
    of: Callable[[Row], T],
    edge: Callable[..., Any],
    kind: Callable[..., C],
    first: int,
    after: str | None,
    parameters: dict[str, Any],
) -> C:
    """A page as a connection type. Raises LimitExceeded and BadUserInput for arguments that cannot be."""
    rows, page_info, total = await _rows(info, page, first, after, parameters)
    nodes = [of(row["node"]) for row in rows]
    edges = [edge(cursor=_cursor(row["sort"]), node=node) for row, node in zip(rows, nodes, strict=True)]
    return kind(edges=edges, nodes=nodes, page_info=page_info, total_count=total)


def role_connection(
    network: Network, wanted: filters.RoleFilter, order: str, first: int, after: str | None
) -> RoleConnection:
    """A page of roles from the network in memory. Raises LimitExceeded, BadUserInput and QuestionError for arguments
    that cannot be.
    """
    check_first(first, MOST_NODES)
    try:
        page = role_page(network, wanted, order, first, _place(after) if after is not None else None)
    except TypeError:  # a key of another list: its parts do not compare with these
        raise _no_cursor(after) from None
    edges = [RoleEdge(cursor=_cursor(list(key)), node=Role.of(network, role)) for key, role in page.rows]
    ends = (edges[0].cursor, edges[-1].cursor) if edges else (None, None)
    shown = PageInfo(
        has_next_page=page.more, has_previous_page=after is not None, start_cursor=ends[0], end_cursor=ends[1]
    )
    return RoleConnection(
        edges=edges, nodes=[edge.node for edge in edges], page_info=shown, total_count=page.total_count
    )


async def finding_connection(info: Info, severity: str | None, first: int, after: str | None) -> FindingConnection:
    rows, page_info, total = await _rows(
        info, FINDINGS, first, after, {"severity": severity, "drafts": info.context.drafts}
    )
    return FindingConnection(nodes=[Finding.of(row) for row in rows], page_info=page_info, total_count=total)


async def change_connection(info: Info, since: int, first: int, after: str | None) -> ChangeConnection:
    rows, page_info, total = await _rows(info, CHANGES, first, after, {"since": since, "drafts": info.context.drafts})
    changes = [orjson.loads(row["node"]) | {"revision": row["sort"][0]} for row in rows]
    optional = ("field", "before", "after")
    nodes = [
        Change(
            revision=each["revision"],
            kind=ChangeKind(each["kind"]),
            label=each["label"],
            id=strawberry.ID(each["id"]),
            **{name: each.get(name) for name in optional},
        )
        for each in changes
    ]
    return ChangeConnection(nodes=nodes, page_info=page_info, total_count=total)


async def _rows(
    info: Info, page: str, first: int, after: str | None, parameters: dict[str, Any]
) -> tuple[list[Row], PageInfo, int]:
    """One more row than asked for tells whether more follow."""
    check_first(first, MOST_NODES)
    start = _place(after) if after is not None else None
    [found] = await info.context.read(page, after=start, limit=first + 1, **parameters)
    shown = found["rows"][:first]
    ends = (_cursor(shown[0]["sort"]), _cursor(shown[-1]["sort"])) if shown else (None, None)
    page_info = PageInfo(
        has_next_page=len(found["rows"]) > first,
        has_previous_page=after is not None,
        start_cursor=ends[0],
        end_cursor=ends[1],
    )
    return shown, page_info, found["total"]


def _cursor(sort: list[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(sort)).decode().rstrip("=")


def _place(cursor: str) -> list[Any]:
    """A cursor is the sort key of its node; what is not one is refused."""
    try:
        place = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        place = None
    if (
        not isinstance(place, list)
        or not 2 <= len(place) <= 3
        or not all(isinstance(part, (str, int)) for part in place)
    ):
        raise _no_cursor(cursor)
    return place


def _no_cursor(cursor: str | None) -> BadUserInput:
    return BadUserInput(
        f"after: {cursor!r} is not a cursor of this list; use `endCursor` of the page before.", argument="after"
    )
