"""The time of a career step, and the edge that the step was read from."""

from __future__ import annotations

import strawberry

from api.types.base import Info
from api.types.enums import TimeBasis
from api.types.evidence import edge_to
from graph.neo4j.database import Row
from queries.network import times
from queries.network.network import RELATED, Step


@strawberry.type(description="How long something takes, in months.")
class Months:
    min: int | None = strawberry.field(description="Lower end.")
    max: int | None = strawberry.field(description="Upper end.")
    basis: TimeBasis = strawberry.field(description="Where the months come from.")

    @classmethod
    def of_step(cls, step: Step) -> Months:
        return cls(min=step.months_min, max=step.months_max, basis=TimeBasis(step.basis))

    @classmethod
    def of_months(cls, months: times.Months) -> Months:
        return cls(min=months.min, max=months.max, basis=TimeBasis(months.basis))


async def step_edge(info: Info, start: str, end: str, kind: str) -> Row:
    """Properties of the edge behind a step."""
    if kind == RELATED:
        return await edge_to(info, "RELATED_TO", start, end)
    return await edge_to(info, "PROGRESSES_TO", start, end, kind)
