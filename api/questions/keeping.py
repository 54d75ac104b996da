"""What a keeper asks: what changed, what should be looked at, and which state of the graph this is."""

from __future__ import annotations

import strawberry

from api.types.base import Info
from api.types.connections import ChangeConnection, FindingConnection, change_connection, finding_connection
from api.types.enums import Severity
from api.types.graph import GraphInfo
from queries.lookups import nodes as lookups


@strawberry.type
class KeepingQuestions:
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
        return GraphInfo(
            generation=strawberry.ID(state.generation),
            revision=state.revision,
            loaded_at=last[0]["loaded_at"].to_native() if last else None,
            ready=True,
        )
