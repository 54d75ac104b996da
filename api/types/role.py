"""Roles and all that hangs on them. A type is made from a row of `queries.lookups`; what needs another statement goes through a loader."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.context import Context
from api.types.enums import (
    Authority,
    Commonality,
    Importance,
    MilestoneHorizon,
    ProgressionKind,
    RoleStatus,
    SkillKind,
    StakeholderRelation,
    Tier,
    TimeBasis,
    Track,
)
from graph.database import Row
from graph.schema import COMMONALITIES, IMPORTANCES, PROGRESSION_KINDS, TIERS
from queries import times
from queries.network import Need, Network

Info = strawberry.Info[Context, None]
if TYPE_CHECKING:
    from api.types.vocabulary import Skill, Stakeholder, Tool

SkillRef = Annotated["Skill", strawberry.lazy("api.types.vocabulary")]
ToolRef = Annotated["Tool", strawberry.lazy("api.types.vocabulary")]
StakeholderRef = Annotated["Stakeholder", strawberry.lazy("api.types.vocabulary")]


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
        given = {name: row.get(name) for name in ("uri", "licence", "attribution")}
        return cls(
            id=strawberry.ID(row["id"]), title=row["title"], collection=row["collection"], format=row["format"], loaded_at=row["loaded_at"].to_native(), **given
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
    """The parallel lists of an edge as values; line −1 means none."""
    columns = (edge.get(f"evidence_{name}") or [] for name in ("document", "section", "line", "words"))
    return [
        Evidence(document_id=document, section=section or None, line=line if line > 0 else None, words=words or None)
        for document, section, line, words in zip(*columns, strict=True)
    ]


@strawberry.type(description="How long something takes, in months.")
class Months:
    min: int | None = strawberry.field(description="Lower end.")
    max: int | None = strawberry.field(description="Upper end.")
    basis: TimeBasis = strawberry.field(description="Where the months come from.")

    @classmethod
    def of(cls, edge: Row) -> Months:
        return cls(min=edge.get("months_min"), max=edge.get("months_max"), basis=TimeBasis(edge.get("months_basis", "unknown")))

    @classmethod
    def of_months(cls, months: times.Months) -> Months:
        return cls(min=months.min, max=months.max, basis=TimeBasis(months.basis))


@strawberry.type(description="A rung of a ladder.")
class Level:
    id: strawberry.ID = strawberry.field(description="Id.")
    name: str = strawberry.field(description="Name.")
    rank: int = strawberry.field(description="Height on its track; ranks compare inside a track.")
    track: Track = strawberry.field(description="The ladder that the rank belongs to.")

    @classmethod
    def of(cls, row: Row) -> Level:
        return cls(id=strawberry.ID(row["id"]), name=row["name"], rank=row["rank"], track=Track(row["track"]))

    @classmethod
    def of_network(cls, network: Network, id: str) -> Level:
        return cls.of(next(level for level in network.levels if level.id == id)._asdict())

    @strawberry.field(description="Roles at this level, by title.")
    async def roles(self, info: Info) -> list[Role]:
        return await _roles_at(info, "AT_LEVEL", self.id)


@strawberry.type(description="Roles of one discipline.")
class Family:
    id: strawberry.ID = strawberry.field(description="Id.")
    name: str = strawberry.field(description="Name.")

    @classmethod
    def of(cls, row: Row) -> Family:
        return cls(id=strawberry.ID(row["id"]), name=row["name"])

    @classmethod
    def of_network(cls, network: Network, id: str) -> Family:
        return cls.of(next(family for family in network.families if family.id == id)._asdict())

    @strawberry.field(description="Roles of this family, by title.")
    async def roles(self, info: Info) -> list[Role]:
        return await _roles_at(info, "IN_FAMILY", self.id)


async def _roles_at(info: Info, type: str, id: str) -> list[Role]:
    rows = await info.context.neighbours_by_id(type, back=True).load(id)
    return sorted((Role.of(row["node"]) for row in rows), key=lambda role: (role.title.lower(), role.id))


@strawberry.type(description="A skill that a role asks for.")
class RequiredSkill:
    role_id: strawberry.Private[str | None]
    row: strawberry.Private[Row | None]
    skill: SkillRef = strawberry.field(description="The skill.")
    tier: Tier | None = strawberry.field(description="How much it is asked for.")
    importance: Importance | None = strawberry.field(description="How important it is.")
    weight: float | None = strawberry.field(description="0–1, from tier and importance.")
    proficiency: float | None = strawberry.field(description="1–4 where a source states it.")

    @classmethod
    def of(cls, edge: Row, node: Row) -> RequiredSkill:
        from api.types.vocabulary import Skill

        tier, importance = optional(Tier, edge.get("tier")), optional(Importance, edge.get("importance"))
        return cls(
            role_id=None, row=edge, skill=Skill.of(node), tier=tier, importance=importance, weight=edge.get("weight"), proficiency=edge.get("proficiency")
        )

    @classmethod
    def of_need(cls, network: Network, role: int | None, skill: int, need: Need) -> RequiredSkill:
        """From the network in memory; a skill that a person stated has no role."""
        from api.types.vocabulary import Skill

        return cls(
            role_id=None if role is None else network.roles[role].id,
            row=None,
            skill=Skill.of_network(network, skill),
            tier=optional(Tier, need.tier),
            importance=optional(Importance, need.importance),
            weight=need.weight,
            proficiency=need.proficiency,
        )

    @strawberry.field(description="What for.")
    async def use(self, info: Info) -> str | None:
        return (await self._edge(info)).get("use")

    @strawberry.field(description="Where it stands; empty for a skill that a person stated.")
    async def evidence(self, info: Info) -> list[Evidence]:
        return evidence_of(await self._edge(info))

    async def _edge(self, info: Info) -> Row:
        if self.row is None and self.role_id is not None:
            rows = await info.context.neighbours_by_id("REQUIRES").load(self.role_id)
            self.row = next((row["edge"] for row in rows if row["node"]["id"] == self.skill.id), None)
        return self.row or {}


@strawberry.type(description="A tool that a role uses.")
class UsedTool:
    tool: ToolRef = strawberry.field(description="The tool.")
    commonality: Commonality | None = strawberry.field(description="How common.")
    purpose: str | None = strawberry.field(description="What for.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")


@strawberry.type(description="Someone a role works with.")
class RoleStakeholder:
    stakeholder: StakeholderRef = strawberry.field(description="Who.")
    relation: StakeholderRelation = strawberry.field(description="How they relate.")
    purpose: str | None = strawberry.field(description="What about.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")


@strawberry.type(description="A step from or to another role.")
class Progression:
    role: Role = strawberry.field(description="The other role.")
    kind: ProgressionKind = strawberry.field(description="Kind of the step.")
    time: Months = strawberry.field(description="How long it takes.")
    confirmed: bool = strawberry.field(description="Both roles' documents say it.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")


@strawberry.type(description="A measure of success.")
class RoleKpi:
    id: strawberry.ID = strawberry.field(description="Id of the KPI.")
    name: str = strawberry.field(description="Name.")
    target: str | None = strawberry.field(description="Target or benchmark.")
    frequency: str | None = strawberry.field(description="How often.")
    measures: str | None = strawberry.field(description="What it measures.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")


@strawberry.type(description="One sentence of a section; kind is the section's own grouping (category, cadence, dimension …).")
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


def optional(kind: Any, value: str | None) -> Any:
    """The member of an enum for a word of the graph."""
    return None if value is None else kind(value)


def _text(row: Row) -> dict[str, Any]:
    node = row["node"]
    return {"id": strawberry.ID(node["id"]), "text": node["text"], "items": node.get("items") or [], "evidence": evidence_of(row["edge"])}


def skill_order(row: Row) -> tuple[Any, ...]:
    """Tier, importance, weight, name: what matters most comes first; soft skills, which have no tier, come last."""
    edge = row["edge"]
    tier = TIERS.index(edge["tier"]) if edge.get("tier") else len(TIERS)
    importance = IMPORTANCES.index(edge["importance"]) if edge.get("importance") else len(IMPORTANCES)
    return (tier, importance, -(edge.get("weight") or 0), row["node"]["name"].lower(), row["node"]["id"])


@strawberry.type(description="A job role.")
class Role:
    row: strawberry.Private[Row | None]  # None: made from the network in memory, which holds only what paths need
    level_id: strawberry.Private[str | None]
    family_id: strawberry.Private[str | None]
    replaced_by_id: strawberry.Private[str | None]
    network: strawberry.Private[Network | None]
    id: strawberry.ID = strawberry.field(description="Stable id.")
    title: str = strawberry.field(description="Title.")
    aliases: list[str] = strawberry.field(description="Other titles of this very role.")
    status: RoleStatus = strawberry.field(description="Life cycle.")
    described: bool = strawberry.field(description="A document describes it; false for one that others only mention.")

    @classmethod
    def of(cls, row: Row) -> Role:
        return cls(
            row=row,
            level_id=row.get("level"),
            family_id=row.get("family"),
            replaced_by_id=row.get("replaced_by"),
            network=None,
            id=strawberry.ID(row["id"]),
            title=row["title"],
            aliases=row.get("aliases") or [],
            status=RoleStatus(row["status"]),
            described=row["described"],
        )

    @classmethod
    def of_network(cls, network: Network, number: int) -> Role:
        role = network.roles[number]
        return cls(
            row=None,
            level_id=role.level.id if role.level else None,
            family_id=role.family,
            replaced_by_id=role.replaced_by,
            network=network,
            id=strawberry.ID(role.id),
            title=role.title,
            aliases=list(role.aliases),
            status=RoleStatus(role.status),
            described=role.described,
        )

    async def _row(self, info: Info) -> Row:
        if self.row is None:
            self.row = await info.context.node_by_id("Role").load(self.id)
        return self.row or {}

    @strawberry.field(description="What the role is for.")
    async def mission(self, info: Info) -> str | None:
        return (await self._row(info)).get("mission")

    @strawberry.field(description="The role in a few sentences.")
    async def summary(self, info: Info) -> str | None:
        return (await self._row(info)).get("summary")

    @strawberry.field(description="current, emerging …")
    async def horizon(self, info: Info) -> str | None:
        return (await self._row(info)).get("horizon")

    @strawberry.field(description="Years of experience, lower end, rounded down.")
    async def years_min(self, info: Info) -> int | None:
        years = (await self._row(info)).get("years_min")
        return None if years is None else math.floor(years)

    @strawberry.field(description="Years of experience, upper end, rounded up.")
    async def years_max(self, info: Info) -> int | None:
        years = (await self._row(info)).get("years_max")
        return None if years is None else math.ceil(years)

    @strawberry.field(description="The role that replaced a retired one.")
    async def replaced_by(self, info: Info) -> Role | None:
        row = await info.context.node_by_id("Role").load(self.replaced_by_id) if self.replaced_by_id else None
        return Role.of(row) if row else None

    @strawberry.field(description="Its rung.")
    async def level(self, info: Info) -> Level | None:
        if self.level_id is None:
            return None
        if self.network is not None:
            return Level.of_network(self.network, self.level_id)
        row = await info.context.node_by_id("Level").load(self.level_id)
        return Level.of(row) if row else None

    @strawberry.field(description="Its discipline.")
    async def family(self, info: Info) -> Family | None:
        if self.family_id is None:
            return None
        if self.network is not None:
            return Family.of_network(self.network, self.family_id)
        row = await info.context.node_by_id("Family").load(self.family_id)
        return Family.of(row) if row else None

    @strawberry.field(description="Skills by tier, importance and name; soft skills last.")
    async def skills(self, info: Info, kind: SkillKind | None = None, tier: Tier | None = None) -> list[RequiredSkill]:
        rows = await info.context.neighbours_by_id("REQUIRES").load(self.id)
        wanted = [row for row in rows if (kind is None or row["node"]["kind"] == kind.value) and (tier is None or row["edge"].get("tier") == tier.value)]
        return [RequiredSkill.of(row["edge"], row["node"]) for row in sorted(wanted, key=skill_order)]

    @strawberry.field(description="Tools, the common ones first.")
    async def tools(self, info: Info, commonality: Commonality | None = None) -> list[UsedTool]:
        from api.types.vocabulary import Tool

        rows = await info.context.neighbours_by_id("USES").load(self.id)
        wanted = [row for row in rows if commonality is None or row["edge"].get("commonality") == commonality.value]
        return [
            UsedTool(
                tool=Tool.of(row["node"]),
                commonality=optional(Commonality, row["edge"].get("commonality")),
                purpose=row["edge"].get("purpose"),
                evidence=evidence_of(row["edge"]),
            )
            for row in sorted(wanted, key=_tool_order)
        ]

    @strawberry.field(description="Stakeholders by relation and name.")
    async def stakeholders(self, info: Info, relation: StakeholderRelation | None = None) -> list[RoleStakeholder]:
        from api.types.vocabulary import Stakeholder

        rows = await info.context.neighbours_by_id("WORKS_WITH").load(self.id)
        wanted = [row for row in rows if relation is None or row["edge"]["relation"] == relation.value]
        order = [each.value for each in StakeholderRelation]
        return [
            RoleStakeholder(
                stakeholder=Stakeholder.of(row["node"]),
                relation=StakeholderRelation(row["edge"]["relation"]),
                purpose=row["edge"].get("purpose"),
                evidence=evidence_of(row["edge"]),
            )
            for row in sorted(wanted, key=lambda row: (order.index(row["edge"]["relation"]), row["node"]["name"].lower(), row["node"]["id"]))
        ]

    @strawberry.field(description="Where a career can go from here; RELATED only when asked for.")
    async def next_roles(self, info: Info, kinds: list[ProgressionKind] | None = None) -> list[Progression]:
        return await _progressions(info, self.id, kinds, back=False)

    @strawberry.field(description="Where people come from; RELATED only when asked for.")
    async def feeder_roles(self, info: Info, kinds: list[ProgressionKind] | None = None) -> list[Progression]:
        return await _progressions(info, self.id, kinds, back=True)

    @strawberry.field(description="Measures of success, by name.")
    async def kpis(self, info: Info) -> list[RoleKpi]:
        rows = await info.context.neighbours_by_id("MEASURED_BY").load(self.id)
        return [
            RoleKpi(
                id=strawberry.ID(row["node"]["id"]),
                name=row["node"]["name"],
                evidence=evidence_of(row["edge"]),
                **{name: row["edge"].get(name) for name in ("target", "frequency", "measures")},
            )
            for row in sorted(rows, key=lambda row: (row["node"]["name"].lower(), row["node"]["id"]))
        ]

    @strawberry.field(description="What the role answers for; category: strategic, operational, technical, cross_functional, governance, leadership.")
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

    @strawberry.field(description="What to look for in candidates; kind: assess, exercise, strong_signal, weak_signal, red_flag, rubric.")
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


def _tool_order(row: Row) -> tuple[Any, ...]:
    commonality = row["edge"].get("commonality")
    return (COMMONALITIES.index(commonality) if commonality else len(COMMONALITIES), row["node"]["name"].lower(), row["node"]["id"])


async def _progressions(info: Info, id: str, kinds: list[ProgressionKind] | None, *, back: bool) -> list[Progression]:
    wanted = [kind.value for kind in kinds] if kinds is not None else list(PROGRESSION_KINDS)
    rows = [row for row in await info.context.neighbours_by_id("PROGRESSES_TO", back=back).load(id) if row["edge"]["kind"] in wanted]
    if "related" in wanted:
        related = await info.context.neighbours_by_id("RELATED_TO", back=back).load(id)
        rows += [{**row, "edge": {**row["edge"], "kind": "related", "confirmed": False}} for row in related]
    order = (*PROGRESSION_KINDS, "related")
    rows.sort(key=lambda row: (order.index(row["edge"]["kind"]), row["edge"].get("rank") or 0, row["node"]["title"].lower(), row["node"]["id"]))
    return [
        Progression(
            role=Role.of(row["node"]),
            kind=ProgressionKind(row["edge"]["kind"]),
            time=Months.of(row["edge"]),
            confirmed=row["edge"]["confirmed"],
            evidence=evidence_of(row["edge"]),
        )
        for row in rows
    ]


async def _in_order(info: Info, id: str, type: str, kind: str | None = None) -> list[Row]:
    rows = await info.context.neighbours_by_id(type).load(id)
    return sorted((row for row in rows if kind is None or row["node"].get("kind") == kind), key=lambda row: (row["edge"]["position"], row["node"]["id"]))


async def _statements(info: Info, id: str, type: str, kind: str | None = None) -> list[Statement]:
    return [Statement(kind=row["node"].get("kind"), **_text(row)) for row in await _in_order(info, id, type, kind)]
