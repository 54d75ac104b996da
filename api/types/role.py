"""Roles and all that hangs on them. What the network in memory holds is answered from it; what it does not hold goes
through a loader.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from api.context.context import Context
from api.types.enums import (
    Authority,
    Commonality,
    Importance,
    MilestoneHorizon,
    ProgressionKind,
    RoleStatus,
    SkillKind,
    SkillOrder,
    StakeholderRelation,
    Tier,
    TimeBasis,
    Track,
)
from graph.neo4j.database import Row
from graph.schema import PROGRESSION_KINDS
from queries.errors import QuestionError
from queries.network import times
from queries.network.network import RELATED, STEP_KINDS, Need, Network, Step
from queries.network.network import Family as NetworkFamily
from queries.network.network import Level as NetworkLevel

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
            id=strawberry.ID(row["id"]),
            title=row["title"],
            collection=row["collection"],
            format=row["format"],
            loaded_at=row["loaded_at"].to_native(),
            **given,
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
    def of_step(cls, step: Step) -> Months:
        return cls(min=step.months_min, max=step.months_max, basis=TimeBasis(step.basis))

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
    def of(cls, level: NetworkLevel) -> Level:
        return cls(id=strawberry.ID(level.id), name=level.name, rank=level.rank, track=Track(level.track))

    @strawberry.field(description="Roles at this level, by title.")
    async def roles(self, info: Info) -> list[Role]:
        network = await info.context.network()
        return [Role.of(network, number) for number in network.roles_by_level.get(self.id, ())]


@strawberry.type(description="Roles of one discipline.")
class Family:
    id: strawberry.ID = strawberry.field(description="Id.")
    name: str = strawberry.field(description="Name.")

    @classmethod
    def of(cls, family: NetworkFamily) -> Family:
        return cls(id=strawberry.ID(family.id), name=family.name)

    @strawberry.field(description="Roles of this family, by title.")
    async def roles(self, info: Info) -> list[Role]:
        network = await info.context.network()
        return [Role.of(network, number) for number in network.roles_by_family.get(self.id, ())]


@strawberry.type(description="A skill that a role asks for.")
class RequiredSkill:
    role_id: strawberry.Private[str | None]  # None for a skill that a person stated
    skill: SkillRef = strawberry.field(description="The skill.")
    tier: Tier | None = strawberry.field(description="How much it is asked for.")
    importance: Importance | None = strawberry.field(description="How important it is.")
    weight: float | None = strawberry.field(description="0–1: as a source measures it, else from tier and importance.")
    proficiency: float | None = strawberry.field(description="1–4 where a source states it.")

    @classmethod
    def of(cls, role_id: str | None, skill: Skill, need: Need) -> RequiredSkill:
        return cls(
            role_id=role_id,
            skill=skill,
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
        return await edge_to(info, "REQUIRES", self.role_id, self.skill.id) if self.role_id is not None else {}


@strawberry.type(description="A tool that a role uses.")
class UsedTool:
    role_id: strawberry.Private[str]
    tool: ToolRef = strawberry.field(description="The tool.")
    commonality: Commonality | None = strawberry.field(description="How common.")

    @strawberry.field(description="What for.")
    async def purpose(self, info: Info) -> str | None:
        return (await edge_to(info, "USES", self.role_id, self.tool.id)).get("purpose")

    @strawberry.field(description="A source says that employers ask for it in this role.")
    async def in_demand(self, info: Info) -> bool:
        return bool((await edge_to(info, "USES", self.role_id, self.tool.id)).get("in_demand"))

    @strawberry.field(description="Where it stands.")
    async def evidence(self, info: Info) -> list[Evidence]:
        return evidence_of(await edge_to(info, "USES", self.role_id, self.tool.id))


async def edge_to(info: Info, type: str, start: str, end: str, kind: str | None = None) -> Row:
    """Properties of the one edge of a type (and kind) between two nodes; empty when there is none."""
    rows = await info.context.neighbours_by_id(type).load(start)
    return next(
        (row["edge"] for row in rows if row["node"]["id"] == end and kind in (None, row["edge"].get("kind"))), {}
    )


@strawberry.type(description="Someone a role works with.")
class RoleStakeholder:
    stakeholder: StakeholderRef = strawberry.field(description="Who.")
    relation: StakeholderRelation = strawberry.field(description="How they relate.")
    purpose: str | None = strawberry.field(description="What about.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")


@strawberry.type(description="A step from or to another role.")
class Progression:
    step: strawberry.Private[Step]
    start_id: strawberry.Private[str]
    end_id: strawberry.Private[str]
    role: Role = strawberry.field(description="The other role.")
    kind: ProgressionKind = strawberry.field(description="Kind of the step.")
    confirmed: bool = strawberry.field(description="Both roles' documents say it.")
    rank: int | None = strawberry.field(
        description="Of a related role: its rank in the source, the most related first."
    )

    @classmethod
    def of(cls, network: Network, step: Step, other: int) -> Progression:
        """The step as seen from the one of its roles that is not `other`."""
        start, end = (network.roles[number].id for number in (step.start, step.end))
        kind = optional(ProgressionKind, step.kind)
        return cls(
            step=step,
            start_id=start,
            end_id=end,
            role=Role.of(network, other),
            kind=kind,
            confirmed=step.confirmed,
            rank=step.rank,
        )

    @strawberry.field(description="How long it takes.")
    def time(self) -> Months:
        return Months.of_step(self.step)

    @strawberry.field(description="Where it stands.")
    async def evidence(self, info: Info) -> list[Evidence]:
        return evidence_of(await step_edge(info, self.start_id, self.end_id, self.step.kind))


async def step_edge(info: Info, start: str, end: str, kind: str) -> Row:
    """Properties of the edge behind a step."""
    return await (
        edge_to(info, "RELATED_TO", start, end) if kind == RELATED else edge_to(info, "PROGRESSES_TO", start, end, kind)
    )


@strawberry.type(description="A measure of success.")
class RoleKpi:
    id: strawberry.ID = strawberry.field(description="Id of the KPI.")
    name: str = strawberry.field(description="Name.")
    target: str | None = strawberry.field(description="Target or benchmark.")
    frequency: str | None = strawberry.field(description="How often.")
    measures: str | None = strawberry.field(description="What it measures.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")


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


@cache
def optional(kind: Any, value: str | None) -> Any:
    """The member of an enum for a word of the graph."""
    return None if value is None else kind(value)


def _text(row: Row) -> dict[str, Any]:
    node = row["node"]
    return {
        "id": strawberry.ID(node["id"]),
        "text": node["text"],
        "items": node.get("items") or [],
        "evidence": evidence_of(row["edge"]),
    }


@strawberry.type(description="A job role.")
class Role:
    network: strawberry.Private[Network]
    number: strawberry.Private[int]
    id: strawberry.ID = strawberry.field(description="Stable id.")
    title: str = strawberry.field(description="Title.")
    status: RoleStatus = strawberry.field(description="Life cycle.")
    described: bool = strawberry.field(description="A document describes it; false for one that others only mention.")

    @classmethod
    def of(cls, network: Network, number: int) -> Role:
        role = network.roles[number]
        return cls(
            network=network,
            number=number,
            id=strawberry.ID(role.id),
            title=role.title,
            status=optional(RoleStatus, role.status),
            described=role.described,
        )

    @classmethod
    def of_id(cls, network: Network, id: str | None) -> Role | None:
        """None for an id that no role of the network has."""
        number = network.role_number.get(id) if id is not None else None
        return None if number is None else cls.of(network, number)

    async def _row(self, info: Info) -> Row:
        return await info.context.node_by_id("Role").load(self.id) or {}

    @strawberry.field(description="Other titles of this very role.")
    def aliases(self) -> list[str]:
        return list(self.network.roles[self.number].aliases)

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
    def replaced_by(self) -> Role | None:
        return Role.of_id(self.network, self.network.roles[self.number].replaced_by)

    @strawberry.field(description="Its rung.")
    def level(self) -> Level | None:
        level = self.network.roles[self.number].level
        return Level.of(level) if level else None

    @strawberry.field(description="Its discipline.")
    def family(self) -> Family | None:
        family = self.network.roles[self.number].family
        return Family.of(self.network.family_by_id[family]) if family else None

    @strawberry.field(description="Skills, those that matter most first. The first so many, or all.")
    def skills(
        self,
        kind: SkillKind | None = None,
        tier: Tier | None = None,
        first: int | None = None,
        order_by: SkillOrder = SkillOrder.TIER,
    ) -> list[RequiredSkill]:
        from api.types.vocabulary import Skill

        skills = Skill.every(self.network)
        wanted: Iterable[tuple[Skill, Need]] = (
            (skills[skill], need)
            for skill, need in self.network.needs[self.number].items()
            if (kind is None or skills[skill].kind is kind) and (tier is None or need.tier == tier.value)
        )
        if order_by is SkillOrder.WEIGHT:
            wanted = sorted(wanted, key=lambda each: (-each[1].units, each[0].name.lower(), each[0].id))
        return [RequiredSkill.of(self.id, skill, need) for skill, need in islice(wanted, _at_most(first))]

    @strawberry.field(description="Tools, the common ones first. The first so many, or all.")
    def tools(self, commonality: Commonality | None = None, first: int | None = None) -> list[UsedTool]:
        from api.types.vocabulary import Tool

        tools, uses = Tool.every(self.network), self.network.uses[self.number].items()
        wanted = ((tools[tool], said) for tool, said in uses if commonality is None or said == commonality.value)
        return [
            UsedTool(role_id=self.id, tool=tool, commonality=optional(Commonality, said))
            for tool, said in islice(wanted, _at_most(first))
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
            for row in sorted(
                wanted,
                key=lambda row: (order.index(row["edge"]["relation"]), row["node"]["name"].lower(), row["node"]["id"]),
            )
        ]

    @strawberry.field(description="Where a career can go from here; RELATED only when asked for.")
    def next_roles(self, kinds: list[ProgressionKind] | None = None) -> list[Progression]:
        return self._progressions([(step, step.end) for step in self.network.steps[self.number]], kinds)

    @strawberry.field(description="Where people come from; RELATED only when asked for.")
    def feeder_roles(self, kinds: list[ProgressionKind] | None = None) -> list[Progression]:
        return self._progressions([(step, step.start) for step in self.network.steps_in[self.number]], kinds)

    def _progressions(self, steps: list[tuple[Step, int]], kinds: list[ProgressionKind] | None) -> list[Progression]:
        """By kind, rank and title."""
        wanted = {kind.value for kind in kinds} if kinds is not None else set(PROGRESSION_KINDS)
        roles = self.network.roles
        found = [(step, other) for step, other in steps if step.kind in wanted]
        found.sort(
            key=lambda each: (STEP_KINDS.index(each[0].kind), each[0].rank or 0, roles[each[1]].title.lower(), each[1])
        )
        return [Progression.of(self.network, step, other) for step, other in found]

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


def _at_most(first: int | None) -> int | None:
    """Raises QuestionError for less than one."""
    if first is not None and first < 1:
        raise QuestionError("first", first, f"first should be at least 1, not {first}; leave it out for all.")
    return first


async def _in_order(info: Info, id: str, type: str, kind: str | None = None) -> list[Row]:
    rows = await info.context.neighbours_by_id(type).load(id)
    return sorted(
        (row for row in rows if kind is None or row["node"].get("kind") == kind),
        key=lambda row: (row["edge"]["position"], row["node"]["id"]),
    )


async def _statements(info: Info, id: str, type: str, kind: str | None = None) -> list[Statement]:
    return [Statement(kind=row["node"].get("kind"), **_text(row)) for row in await _in_order(info, id, type, kind)]
