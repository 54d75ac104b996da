"""What a keeper reads: changes, revisions and findings, page by page."""

from __future__ import annotations

from datetime import datetime

import orjson
import strawberry

from api.types.base import Info, check_page
from api.types.connections import MOST_NODES, PageInfo, cursor, no_cursor, place, read_page
from api.types.enums import ChangeKind
from api.types.role import Finding
from graph.neo4j.database import Row
from queries.lookups.history import counts_of
from queries.lookups.nodes import FINDINGS, REVISIONS


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
    words: str | None = strawberry.field(
        description="Of a requirement that came or went: its step of a scale, and what is expected in words."
    )

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
            words=kept.get("words"),
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
        """Without `drafts`, documents and counts that concern only drafts are left out."""
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


async def finding_connection(
    info: Info, first: int, after: str | None, **wanted: str | list[str] | None
) -> FindingConnection:
    """`wanted`: severity, kinds, role and document; None allows all."""
    rows, page_info, total = await read_page(info, FINDINGS, first, after, {**wanted, "drafts": info.context.drafts})
    return FindingConnection(nodes=[Finding.of(row) for row in rows], page_info=page_info, total_count=total)


async def change_connection(
    info: Info, since: int, labels: list[str] | None, role: str | None, first: int, after: str | None
) -> ChangeConnection:
    """A page of the index in memory (`queries.lookups.change_index`), its changes from the database."""
    check_page(first, MOST_NODES)
    index, until = await info.context.history()
    start = place(after) if after is not None else None
    drafts = info.context.drafts
    try:  # one more than asked for tells whether more follow
        places, total = index.page(since, until, start, first + 1, labels=labels, role=role, drafts=drafts)
    except TypeError:  # a cursor of another list
        raise no_cursor(after) from None
    shown = places[:first]
    rows = await info.context.revisions({number for number, _ in shown})
    nodes = [
        Change.of(number, rows[number]["loaded_at"].to_native(), orjson.loads(rows[number]["changes"][at]))
        for number, at in shown
    ]
    cursors = [cursor(list(place)) for place in (*shown[:1], *shown[-1:])]
    page_info = PageInfo.of(cursors, more=len(places) > first, after=after)
    return ChangeConnection(nodes=nodes, page_info=page_info, total_count=total)


async def revision_connection(info: Info, since: datetime | None, first: int, after: str | None) -> RevisionConnection:
    rows, page_info, total = await read_page(info, REVISIONS, first, after, {"loaded_since": since})
    nodes = [Revision.of(row["node"], drafts=info.context.drafts) for row in rows]
    return RevisionConnection(nodes=nodes, page_info=page_info, total_count=total)
