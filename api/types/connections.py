"""Relay connections: a page of a list, its cursors and how many there are in all."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import orjson
import strawberry

from api.errors import BadUserInput
from api.types.base import Info, check_page
from api.types.enums import ChangeKind
from api.types.role import Finding, Role, Skill, Stakeholder, Tool
from graph.neo4j.database import Row
from queries.ladders.ladder import role_page
from queries.lookups.history import counts_of
from queries.lookups.nodes import CHANGES, FINDINGS, REVISIONS, role_in_changes
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


@strawberry.type(description="One thing that a load changed.")
class Change:
    revision: int = strawberry.field(description="The revision that the load made.")
    at: datetime = strawberry.field(description="When it was.")
    title: str | None = strawberry.field(description="What people call it, at that time; of an edge both ends.")
    kind: ChangeKind = strawberry.field(description="What happened.")
    label: str = strawberry.field(description="Label of the node or type of the edge.")
    id: strawberry.ID = strawberry.field(description="Id of the node, or both ids of the edge.")
    field: str | None = strawberry.field(description="The property; null where the whole node or edge came or went.")
    before: str | None = strawberry.field(description="Its value before, JSON.")
    after: str | None = strawberry.field(description="Its value after, JSON.")

    @classmethod
    def of(cls, revision: int, at: datetime, kept: Row) -> Change:
        return cls(
            revision=revision,
            at=at,
            title=kept.get("title"),
            kind=ChangeKind(kept["kind"]),
            label=kept["label"],
            id=strawberry.ID(kept["id"]),
            field=kept.get("field"),
            before=kept.get("before"),
            after=kept.get("after"),
        )


@strawberry.type(description="A load that changed something.")
class Revision:
    number: int = strawberry.field(description="1, 2, 3 …")
    loaded_at: datetime = strawberry.field(description="When.")
    documents: list[str] = strawberry.field(description="Ids of the documents that came, changed or went.")
    added: int = strawberry.field(description="How many nodes and edges came.")
    changed: int = strawberry.field(description="How many changed.")
    removed: int = strawberry.field(description="How many went.")

    @classmethod
    def of(cls, row: Row, *, drafts: bool) -> Revision:
        """What only has to do with drafts is left out unless asked for."""
        hidden = frozenset[str]() if drafts else frozenset(row["draft_documents"])
        counts = counts_of(row["counts"], drafts=drafts)
        return cls(
            number=row["number"],
            loaded_at=row["loaded_at"].to_native(),
            documents=[id for id in row["documents"] if id not in hidden],
            **{kind: sum(labels.values()) for kind, labels in counts.items()},
        )


@strawberry.type(description="A page of changes.")
class ChangeConnection:
    nodes: list[Change] = strawberry.field(description="Changes in the order in which they were made.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many there are in all.")


@strawberry.type(description="A page of revisions.")
class RevisionConnection:
    nodes: list[Revision] = strawberry.field(description="Revisions, the newest first.")
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
    check_page(first, MOST_NODES)
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


async def finding_connection(
    info: Info, first: int, after: str | None, **wanted: str | list[str] | None
) -> FindingConnection:
    """`wanted`: severity, kinds, role and document; None allows all."""
    rows, page_info, total = await _rows(info, FINDINGS, first, after, {**wanted, "drafts": info.context.drafts})
    return FindingConnection(nodes=[Finding.of(row) for row in rows], page_info=page_info, total_count=total)


async def change_connection(
    info: Info, since: int, labels: list[str] | None, role: str | None, first: int, after: str | None
) -> ChangeConnection:
    wanted = {"since": since, "labels": labels, "roles": role_in_changes(role), "drafts": info.context.drafts}
    rows, page_info, total = await _rows(info, CHANGES, first, after, wanted)
    nodes = [Change.of(row["sort"][0], row["at"].to_native(), orjson.loads(row["node"])) for row in rows]
    return ChangeConnection(nodes=nodes, page_info=page_info, total_count=total)


async def revision_connection(info: Info, since: datetime | None, first: int, after: str | None) -> RevisionConnection:
    rows, page_info, total = await _rows(info, REVISIONS, first, after, {"loaded_since": since})
    nodes = [Revision.of(row["node"], drafts=info.context.drafts) for row in rows]
    return RevisionConnection(nodes=nodes, page_info=page_info, total_count=total)


async def _rows(
    info: Info, page: str, first: int, after: str | None, parameters: dict[str, Any]
) -> tuple[list[Row], PageInfo, int]:
    """One more row than asked for tells whether more follow."""
    check_page(first, MOST_NODES)
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
