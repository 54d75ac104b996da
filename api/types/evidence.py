"""Documents, and where in them a fact stands."""

from __future__ import annotations

from datetime import datetime

import strawberry

from api.types.base import Info
from graph.neo4j.database import Row


@strawberry.type(description="A source of facts.")
class Document:
    id: strawberry.ID = strawberry.field(description="Collection and name.")
    title: str = strawberry.field(description="Title.")
    collection: str = strawberry.field(description="The folder or import it belongs to.")
    format: str = strawberry.field(description="yaml, html, wordpress, text, onet or sheet.")
    uri: str | None = strawberry.field(description="Where it was published.")
    licence: str | None = strawberry.field(description="Licence of third-party data.")
    attribution: str | None = strawberry.field(description="Attribution that the licence asks for.")
    loaded_at: datetime = strawberry.field(description="When it was last written.")

    @classmethod
    def of(cls, row: Row) -> Document:
        return cls(
            id=strawberry.ID(row["id"]),
            title=row["title"],
            collection=row["collection"],
            format=row["format"],
            uri=row.get("uri"),
            licence=row.get("licence"),
            attribution=row.get("attribution"),
            loaded_at=row["loaded_at"].to_native(),
        )


@strawberry.type(description="Where a fact stands.")
class Evidence:
    document_id: strawberry.Private[str]
    section: str | None = strawberry.field(description="Section of the template.")
    line: int | None = strawberry.field(description="Line in the document.")
    words: str | None = strawberry.field(description="The words as written.")

    @strawberry.field(description="The document that says it.")
    async def document(self, info: Info) -> Document:
        row = await info.context.node_by_id("Document").load(self.document_id)
        assert row is not None
        return Document.of(row)


def evidence_of(edge: Row) -> list[Evidence]:
    """An edge stores its evidence in parallel lists, in which "" and line −1 mean none."""
    columns = (edge.get(f"evidence_{name}") or [] for name in ("document", "section", "line", "words"))
    return [
        Evidence(document_id=document, section=section or None, line=line if line > 0 else None, words=words or None)
        for document, section, line, words in zip(*columns, strict=True)
    ]


async def edge_to(info: Info, type: str, start: str, end: str, kind: str | None = None) -> Row:
    """Properties of the one edge of a type (and kind) between two nodes; empty when there is none."""
    rows = await info.context.neighbours_by_id(type).load(start)
    return next(
        (row["edge"] for row in rows if row["node"]["id"] == end and kind in (None, row["edge"].get("kind"))), {}
    )
