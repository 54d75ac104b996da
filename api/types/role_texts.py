"""The sections of a role's documents: KPIs and sentences with their evidence. Only the database has them."""

from __future__ import annotations

from typing import Any

import strawberry

from api.types.base import Info
from api.types.enums import Authority, MilestoneHorizon
from api.types.evidence import Document, Evidence, evidence_of
from api.types.role_facts import RoleFacts
from graph.documents.spelling import plain
from graph.neo4j.database import Row


@strawberry.type(description="A measure of success.")
class RoleKpi:
    id: strawberry.ID = strawberry.field(description="Id of the KPI.")
    name: str = strawberry.field(description="Name.")
    target: str | None = strawberry.field(description="Target or benchmark.")
    frequency: str | None = strawberry.field(description="How often.")
    measures: str | None = strawberry.field(description="What it measures.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")

    @classmethod
    def of(cls, row: Row) -> RoleKpi:
        node, edge = row["node"], row["edge"]
        return cls(
            id=strawberry.ID(node["id"]),
            name=node["name"],
            target=edge.get("target"),
            frequency=edge.get("frequency"),
            measures=edge.get("measures"),
            evidence=evidence_of(edge),
        )


@strawberry.type(
    description="One sentence of a section; kind is the section's own grouping (category, cadence, dimension …)."
)
class Statement:
    id: strawberry.ID = strawberry.field(description="Id.")
    text: str = strawberry.field(description="The sentence, or the lead-in of `items`.")
    items: list[str] = strawberry.field(description="What the lead-in introduces.")
    kind: str | None = strawberry.field(description="The section's own grouping.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")


@strawberry.type(description="Something a document says that has no place of its own.")
class Note:
    id: strawberry.ID = strawberry.field(description="Id.")
    heading: str | None = strawberry.field(description="Heading it stood under.")
    text: str = strawberry.field(description="The sentence, or the lead-in of `items`.")
    items: list[str] = strawberry.field(description="What the lead-in introduces.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")


@strawberry.type(description="A goal and when it is due.")
class Milestone:
    id: strawberry.ID = strawberry.field(description="Id.")
    text: str = strawberry.field(description="The goal, or the lead-in of `items`.")
    items: list[str] = strawberry.field(description="What the lead-in introduces.")
    horizon: MilestoneHorizon = strawberry.field(description="When it is due.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")


@strawberry.type(description="A decision and who takes it.")
class Decision:
    id: strawberry.ID = strawberry.field(description="Id.")
    text: str = strawberry.field(description="The decision, or the lead-in of `items`.")
    items: list[str] = strawberry.field(description="What the lead-in introduces.")
    authority: Authority = strawberry.field(description="Who takes it.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")


@strawberry.type
class RoleTexts(RoleFacts):
    """Base of `Role`: one field per section."""

    @strawberry.field(description="Measures of success, by name.")
    async def kpis(self, info: Info) -> list[RoleKpi]:
        rows = await info.context.neighbours_by_id("MEASURED_BY").load(self.id)
        return sorted((RoleKpi.of(row) for row in rows), key=lambda kpi: (plain(kpi.name), kpi.id))

    @strawberry.field(
        description="What the role answers for; category: strategic, operational, technical, cross_functional, "
        "governance, leadership."
    )
    async def responsibilities(self, info: Info, category: str | None = None) -> list[Statement]:
        return await _statements(info, self.id, "RESPONSIBLE_FOR", category)

    @strawberry.field(description="What the role does; cadence: daily, weekly, monthly …")
    async def activities(self, info: Info, cadence: str | None = None) -> list[Statement]:
        return await _statements(info, self.id, "DOES", cadence)

    @strawberry.field(description="What the role hands over.")
    async def deliverables(self, info: Info) -> list[Statement]:
        return await _statements(info, self.id, "DELIVERS")

    @strawberry.field(description="Goals and when they are due.")
    async def milestones(self, info: Info, horizon: MilestoneHorizon | None = None) -> list[Milestone]:
        rows = await _in_order(info, self.id, "AIMS_FOR", horizon and horizon.value)
        return [Milestone(horizon=MilestoneHorizon(row["node"]["kind"]), **_text(row)) for row in rows]

    @strawberry.field(description="Decisions and who takes them.")
    async def decisions(self, info: Info, authority: Authority | None = None) -> list[Decision]:
        rows = await _in_order(info, self.id, "DECIDES", authority and authority.value)
        return [Decision(authority=Authority(row["node"]["kind"]), **_text(row)) for row in rows]

    @strawberry.field(description="Experience, education, certificates.")
    async def qualifications(self, info: Info) -> list[Statement]:
        return await _statements(info, self.id, "QUALIFIES_BY")

    @strawberry.field(description="The technical environment.")
    async def environment(self, info: Info) -> list[Statement]:
        return await _statements(info, self.id, "WORKS_IN")

    @strawberry.field(description="Risks; kind: challenge, bottleneck, anti_pattern, underperformance, business.")
    async def risks(self, info: Info, kind: str | None = None) -> list[Statement]:
        return await _statements(info, self.id, "FACES", kind)

    @strawberry.field(description="How the role differs; dimension: company_size, industry …")
    async def variants(self, info: Info, dimension: str | None = None) -> list[Statement]:
        return await _statements(info, self.id, "VARIES_BY", dimension)

    @strawberry.field(description="How automation changes the role.")
    async def ai_impact(self, info: Info) -> list[Statement]:
        return await _statements(info, self.id, "CHANGED_BY_AI")

    @strawberry.field(
        description="What to look for in candidates; kind: assess, exercise, strong_signal, weak_signal, red_flag, "
        "rubric."
    )
    async def hiring_criteria(self, info: Info, kind: str | None = None) -> list[Statement]:
        return await _statements(info, self.id, "HIRED_BY", kind)

    @strawberry.field(description="What a promotion asks for.")
    async def promotion_criteria(self, info: Info) -> list[Statement]:
        return await _statements(info, self.id, "PROMOTED_BY")

    @strawberry.field(description="Whatever of the documents has no field of its own.")
    async def notes(self, info: Info) -> list[Note]:
        rows = await _in_order(info, self.id, "NOTED_IN")
        return [Note(heading=row["node"].get("heading"), **_text(row)) for row in rows]

    @strawberry.field(description="Documents that describe the role, or that mention it where none does, by id.")
    async def documents(self, info: Info) -> list[Document]:
        type = "DESCRIBED_IN" if self.described else "MENTIONED_IN"
        rows = await info.context.neighbours_by_id(type).load(self.id)
        return sorted((Document.of(row["node"]) for row in rows), key=lambda document: document.id)


async def _statements(info: Info, id: str, type: str, kind: str | None = None) -> list[Statement]:
    return [Statement(kind=row["node"].get("kind"), **_text(row)) for row in await _in_order(info, id, type, kind)]


async def _in_order(info: Info, id: str, type: str, kind: str | None = None) -> list[Row]:
    """Sentences of one kind, or of all, in the order in which the documents say them."""
    rows = await info.context.neighbours_by_id(type).load(id)
    wanted = rows if kind is None else [row for row in rows if row["node"].get("kind") == kind]
    return sorted(wanted, key=lambda row: (row["edge"]["position"], row["node"]["id"]))


def _text(row: Row) -> dict[str, Any]:
    """The fields that every kind of sentence has."""
    node = row["node"]
    return {
        "id": strawberry.ID(node["id"]),
        "text": node["text"],
        "items": node.get("items") or [],
        "evidence": evidence_of(row["edge"]),
    }
