"""The graph itself: its revision, counts, documents, and hits of a search."""

from __future__ import annotations

from datetime import datetime

import strawberry

from api.types.base import Info, check_first
from api.types.enums import SearchKind
from api.types.evidence import Document
from queries.lookups import names as search
from queries.lookups import nodes as lookups

MOST_DOCUMENTS = 500
_DOCUMENTS = lookups.page("Document", lookups.DOCUMENT_FILTER, order="ID")


@strawberry.type(description="How many nodes have a label.")
class Count:
    label: str = strawberry.field(description="Label.")
    count: int = strawberry.field(description="Number of nodes.")


@strawberry.type(description="Which state of the graph an answer comes from.")
class GraphInfo:
    generation: strawberry.ID = strawberry.field(description="New with every empty database.")
    revision: int = strawberry.field(description="Counts the loads that changed something.")
    loaded_at: datetime | None = strawberry.field(description="When the last of them was.")
    ready: bool = strawberry.field(description="False while a first load is under way.")

    @strawberry.field(description="Nodes by label.")
    async def counts(self, info: Info) -> list[Count]:
        return [Count(**row) for row in await info.context.read(lookups.COUNTS, drafts=info.context.drafts)]

    @strawberry.field(description="How many documents the graph is folded from.")
    async def document_count(self, info: Info) -> int:
        rows = await info.context.read(lookups.DOCUMENT_COUNT, drafts=info.context.drafts)
        return int(rows[0]["count"])

    @strawberry.field(description="Documents by id; `documentCount` says how many there are.")
    async def documents(self, info: Info, first: int = 50) -> list[Document]:
        check_first(first, MOST_DOCUMENTS)
        [found] = await info.context.read(_DOCUMENTS, after=None, limit=first, drafts=info.context.drafts)
        return [Document.of(row["node"]) for row in found["rows"]]


@strawberry.type(description="Something found by its name.")
class SearchHit:
    kind: SearchKind = strawberry.field(description="What it is.")
    id: strawberry.ID = strawberry.field(description="Its id.")
    name: str = strawberry.field(description="Its canonical name.")
    matched: str = strawberry.field(description="The name or alias that fits.")
    score: float = strawberry.field(description="0–1, best first.")

    @classmethod
    def of(cls, hit: search.Hit) -> SearchHit:
        return cls(
            kind=SearchKind(hit.label), id=strawberry.ID(hit.id), name=hit.name, matched=hit.matched, score=hit.score
        )
