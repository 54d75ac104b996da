"""What a keeper asks: what changed, what should be looked at, and which state of the graph this is."""

from __future__ import annotations

from datetime import datetime

import strawberry

from api.types.base import Info
from api.types.enums import Severity
from api.types.graph import GraphInfo
from api.types.history import (
    ChangeConnection,
    FindingConnection,
    RevisionConnection,
    change_connection,
    finding_connection,
    revision_connection,
)
from queries.lookups import nodes as lookups


@strawberry.type
class KeepingQuestions:
    @strawberry.field(
        description="What changed after a revision, revision by revision. In each, changes of roles come first, and "
        "what only follows from others (findings, evidence, assumed skills) last."
    )
    async def changes(
        self,
        info: Info,
        since_revision: int,
        labels: list[str] | None = None,
        role: strawberry.ID | None = None,
        first: int = 100,
        after: str | None = None,
    ) -> ChangeConnection:
        return await change_connection(info, since_revision, labels, role, first, after)

    @strawberry.field(description="The graph's revisions, the newest first.")
    async def revisions(
        self, info: Info, since: datetime | None = None, first: int = 20, after: str | None = None
    ) -> RevisionConnection:
        return await revision_connection(info, since, first, after)

    @strawberry.field(description="What a keeper should look at, the worst first.")
    async def findings(
        self,
        info: Info,
        severity: Severity | None = None,
        kinds: list[str] | None = None,
        role: strawberry.ID | None = None,
        document: strawberry.ID | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> FindingConnection:
        wanted = {"severity": severity and severity.value, "kinds": kinds, "role": role, "document": document}
        return await finding_connection(info, first, after, **wanted)

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
