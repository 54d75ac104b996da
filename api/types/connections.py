"""Relay connections: a page of a list, its cursors and how many there are in all."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import orjson
import strawberry

from api.errors import BadUserInput
from api.types.base import Info, check_page
from api.types.role import Role
from graph.neo4j.database import Row
from queries.ladders.ladder import role_page
from queries.network.network import Network
from queries.planner import filters

MOST_NODES = 200
T = TypeVar("T")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="More follow.")
    has_previous_page: bool = strawberry.field(description="Some came before.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last; ask for what is `after` it.")

    @classmethod
    def of(cls, cursors: list[str], *, more: bool, after: str | None) -> PageInfo:
        start, end = (cursors[0], cursors[-1]) if cursors else (None, None)
        return cls(has_next_page=more, has_previous_page=after is not None, start_cursor=start, end_cursor=end)


# RoleEdge, RoleConnection, SkillEdge … in the schema, where `api.types.descriptions` puts the name of the node into the
# descriptions


@strawberry.type(description="A {node} in a list.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(description="Its place.")
    node: T = strawberry.field(description="The {node}.")


@strawberry.type(description="A page of {nodes}.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = strawberry.field(description="{Nodes} with their cursors.")
    nodes: list[T] = strawberry.field(description="{Nodes}.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many there are in all.")


async def connection(
    info: Info, page: str, of: Callable[[Row], T], first: int, after: str | None, parameters: dict[str, Any]
) -> Connection[T]:
    """A page that the statement `page` reads. Raises LimitExceeded and BadUserInput for impossible arguments."""
    rows, page_info, total = await read_page(info, page, first, after, parameters)
    edges = [Edge(cursor=cursor(row["sort"]), node=of(row["node"])) for row in rows]
    return Connection(edges=edges, nodes=[edge.node for edge in edges], page_info=page_info, total_count=total)


def role_connection(
    network: Network, wanted: filters.RoleFilter, order: str, first: int, after: str | None
) -> Connection[Role]:
    """A page of roles from the network in memory. Raises LimitExceeded, BadUserInput and QuestionError for impossible
    arguments.
    """
    check_page(first, MOST_NODES)
    try:
        page = role_page(network, wanted, order, first, place(after) if after is not None else None)
    except TypeError:  # a cursor of another list, whose sort keys do not compare with these
        raise no_cursor(after) from None
    edges = [Edge(cursor=cursor(list(key)), node=Role.of(network, role)) for key, role in page.rows]
    return Connection(
        edges=edges,
        nodes=[edge.node for edge in edges],
        page_info=PageInfo.of([edge.cursor for edge in edges], more=page.more, after=after),
        total_count=page.total_count,
    )


async def read_page(
    info: Info, page: str, first: int, after: str | None, parameters: dict[str, Any]
) -> tuple[list[Row], PageInfo, int]:
    """Rows of a page, where it stands, and how many rows there are in all."""
    check_page(first, MOST_NODES)
    start = place(after) if after is not None else None
    # One row more than asked for tells whether more follow
    [found] = await info.context.read(page, after=start, limit=first + 1, **parameters)
    rows = found["rows"][:first]
    ends = [cursor(row["sort"]) for row in (*rows[:1], *rows[-1:])]
    return rows, PageInfo.of(ends, more=len(found["rows"]) > first, after=after), found["total"]


def cursor(sort: list[Any]) -> str:
    """The text of a sort key."""
    return base64.urlsafe_b64encode(orjson.dumps(sort)).decode().rstrip("=")


def place(cursor: str) -> list[Any]:
    """A cursor is the sort key of its node. Raises BadUserInput for anything else."""
    try:
        key = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        key = None
    if not isinstance(key, list) or not 2 <= len(key) <= 3 or not all(isinstance(part, (str, int)) for part in key):
        raise no_cursor(cursor)
    return key


def no_cursor(cursor: str | None) -> BadUserInput:
    """The error for a text that is no cursor of the list."""
    return BadUserInput(
        f"after: {cursor!r} is not a cursor of this list.", hint="Use `endCursor` of the page before.", argument="after"
    )
