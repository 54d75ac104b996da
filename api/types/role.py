"""Roles, and everything that leads from one role to another: levels, families, skills, tools, stakeholders, steps.

These types refer to each other, so they are in one file. Their other fields are in `role_facts`, `role_texts` and
`vocabulary`. What the network in memory holds is answered from it; everything else goes through a loader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import strawberry

from api.types.base import Info, check_first, member
from api.types.enums import (
    Commonality,
    Importance,
    ProgressionKind,
    Severity,
    SkillKind,
    SkillOrder,
    SkillScope,
    StakeholderRelation,
    Tier,
    Track,
)
from api.types.evidence import Document, Evidence, edge_to, evidence_of
from api.types.inputs import RoleFilter
from api.types.role_facts import RoleFacts
from api.types.role_texts import RoleTexts
from api.types.steps import Months, step_edge
from api.types.vocabulary import SkillFacts, StakeholderFacts, ToolFacts
from graph.documents.spelling import plain
from graph.neo4j.database import Row
from graph.schema import PROGRESSION_KINDS
from queries.errors import QuestionError
from queries.network.network import STEP_KINDS, Need, Network, Step, need_order
from queries.network.network import Family as NetworkFamily
from queries.network.network import Level as NetworkLevel
from queries.planner.filters import filtered_roles

MOST_ROLES = 500


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


@strawberry.type(description="A role that asks for a skill.")
class RequiringRole:
    role: Role = strawberry.field(description="The role.")
    tier: Tier | None = strawberry.field(description="How much it asks for the skill.")
    importance: Importance | None = strawberry.field(description="How important the skill is to it.")


@strawberry.type(description="A technical or soft skill.")
class Skill(SkillFacts):
    @strawberry.field(description="How many roles ask for it.")
    async def role_count(self, info: Info, tier: Tier | None = None) -> int:
        return len(self._roles(await info.context.network(), tier))

    @strawberry.field(
        description="Roles that ask for it, those that ask most first; `roleCount` says how many there are."
    )
    async def roles(
        self, info: Info, tier: Tier | None = None, filter: RoleFilter | None = None, first: int = 50
    ) -> list[RequiringRole]:
        check_first(first, MOST_ROLES)
        network = await info.context.network()
        found = self._roles(network, tier)
        if filter is not None:
            allowed = filtered_roles(network, filter.of_network())
            found = [(role, need) for role, need in found if role in allowed]
        found.sort(key=lambda pair: (*need_order(pair[1]), plain(network.roles[pair[0]].title), pair[0]))
        return [
            RequiringRole(
                role=Role.of(network, role),
                tier=member(Tier, need.tier),
                importance=member(Importance, need.importance),
            )
            for role, need in found[:first]
        ]

    def _roles(self, network: Network, tier: Tier | None) -> list[tuple[int, Need]]:
        skill = network.skill_number.get(self.id, -1)
        pairs = [(role, network.needs[role][skill]) for role in (network.roles_by_skill[skill] if skill >= 0 else ())]
        return pairs if tier is None else [(role, need) for role, need in pairs if need.tier == tier.value]


@strawberry.type(description="A role that uses a tool.")
class UsingRole:
    role: Role = strawberry.field(description="The role.")
    commonality: Commonality | None = strawberry.field(description="How common the tool is in it.")


@strawberry.type(description="A product, platform or library.")
class Tool(ToolFacts):
    @strawberry.field(description="How many roles use it.")
    async def role_count(self, info: Info) -> int:
        return len(self._roles(await info.context.network()))

    @strawberry.field(description="Roles that use it, by title; `roleCount` says how many there are.")
    async def roles(self, info: Info, first: int = 50) -> list[UsingRole]:
        check_first(first, MOST_ROLES)
        network = await info.context.network()
        found = sorted(self._roles(network), key=lambda role: (plain(network.roles[role].title), role))
        tool = network.tool_number.get(self.id, -1)
        return [
            UsingRole(role=Role.of(network, role), commonality=member(Commonality, network.uses[role][tool]))
            for role in found[:first]
        ]

    def _roles(self, network: Network) -> Sequence[int]:
        tool = network.tool_number.get(self.id, -1)
        return network.roles_by_tool[tool] if tool >= 0 else ()


@strawberry.type(description="Someone roles work with: a team, a partner, another role.")
class Stakeholder(StakeholderFacts):
    @strawberry.field(description="The role that this stakeholder is, where it is one.")
    async def is_role(self, info: Info) -> Role | None:
        rows = await info.context.neighbours_by_id("IS_ROLE").load(self.id)
        return Role.of_id(await info.context.network(), rows[0]["node"]["id"]) if rows else None

    @strawberry.field(description="How many roles work with them.")
    async def role_count(self, info: Info) -> int:
        return len(await self._roles(info))

    @strawberry.field(description="Roles that work with them, by title; `roleCount` says how many there are.")
    async def roles(self, info: Info, first: int = 50) -> list[Role]:
        check_first(first, MOST_ROLES)
        return (await self._roles(info))[:first]

    async def _roles(self, info: Info) -> list[Role]:
        network = await info.context.network()
        ids = {row["node"]["id"] for row in await info.context.neighbours_by_id("WORKS_WITH", back=True).load(self.id)}
        roles = [role for id in ids if (role := Role.of_id(network, id)) is not None]
        return sorted(roles, key=lambda role: (plain(role.title), role.id))


@strawberry.type(description="A skill that a role asks for.")
class RequiredSkill:
    network: strawberry.Private[Network]
    role_id: strawberry.Private[str | None]  # that lists it; None for a skill that a person stated
    below: strawberry.Private[tuple[int, ...]]
    skill: Skill = strawberry.field(description="The skill.")
    tier: Tier | None = strawberry.field(description="How much it is asked for.")
    importance: Importance | None = strawberry.field(description="How important it is.")
    weight: float | None = strawberry.field(description="0–1: as a source measures it, else from tier and importance.")
    proficiency: float | None = strawberry.field(
        description="1–4 where a source states it; on a scale of its own, the place of its step."
    )
    scale: str | None = strawberry.field(description="The scale that the proficiency is on, where it is on one.")
    step: str | None = strawberry.field(description="The proficiency as the source names it, a step of the scale.")
    expects: str | None = strawberry.field(
        description="What the role is expected to do, in words where its documents say so; a line a point.",
        default=None,
    )

    @classmethod
    def of(cls, network: Network, role: int | None, skill: Skill, number: int, need: Need) -> RequiredSkill:
        """How a role asks for a skill; `role` is None if a person has the skill. `number` is the skill's index."""
        assumed = network.assumed[role].get(number) if role is not None else None
        listing = assumed.below[0] if assumed and assumed.below else role
        return cls(
            network=network,
            role_id=None if listing is None else network.roles[listing].id,
            below=assumed.below if assumed else (),
            skill=skill,
            tier=member(Tier, need.tier),
            importance=member(Importance, need.importance),
            weight=need.weight,
            proficiency=need.proficiency,
            scale=need.scale,
            step=need.step,
            expects=need.expects,
        )

    @strawberry.field(description="The rungs below that list it, the nearest first; empty for a listed skill.")
    def assumed_from(self) -> list[Role]:
        return [Role.of(self.network, role) for role in self.below]

    @strawberry.field(description="What for.")
    async def use(self, info: Info) -> str | None:
        return (await self._edge(info)).get("use")

    @strawberry.field(
        description="Where it stands, an assumed one in the nearest role that lists it; empty for what a person states."
    )
    async def evidence(self, info: Info) -> list[Evidence]:
        return evidence_of(await self._edge(info))

    async def _edge(self, info: Info) -> Row:
        return await edge_to(info, "REQUIRES", self.role_id, self.skill.id) if self.role_id is not None else {}


@strawberry.type(description="A tool that a role uses.")
class UsedTool:
    role_id: strawberry.Private[str]
    tool: Tool = strawberry.field(description="The tool.")
    commonality: Commonality | None = strawberry.field(description="How common.")

    @strawberry.field(description="What for.")
    async def purpose(self, info: Info) -> str | None:
        return (await self._edge(info)).get("purpose")

    @strawberry.field(description="A source says that employers ask for it in this role.")
    async def in_demand(self, info: Info) -> bool:
        return bool((await self._edge(info)).get("in_demand"))

    @strawberry.field(description="Where it stands.")
    async def evidence(self, info: Info) -> list[Evidence]:
        return evidence_of(await self._edge(info))

    async def _edge(self, info: Info) -> Row:
        return await edge_to(info, "USES", self.role_id, self.tool.id)


@strawberry.type(description="Someone a role works with.")
class RoleStakeholder:
    stakeholder: Stakeholder = strawberry.field(description="Who.")
    relation: StakeholderRelation = strawberry.field(description="How they relate.")
    purpose: str | None = strawberry.field(description="What about.")
    evidence: list[Evidence] = strawberry.field(description="Where it stands.")

    @classmethod
    def of(cls, row: Row) -> RoleStakeholder:
        edge = row["edge"]
        return cls(
            stakeholder=Stakeholder.of(row["node"]),
            relation=StakeholderRelation(edge["relation"]),
            purpose=edge.get("purpose"),
            evidence=evidence_of(edge),
        )

    def order(self) -> tuple[int, str, str]:
        return _RELATIONS.index(self.relation), plain(self.stakeholder.name), self.stakeholder.id


_RELATIONS = list(StakeholderRelation)


@strawberry.type(description="A step from or to another role.")
class Progression:
    step: strawberry.Private[Step]
    start_id: strawberry.Private[str]
    end_id: strawberry.Private[str]
    role: Role = strawberry.field(description="The other role.")
    kind: ProgressionKind = strawberry.field(description="Kind of the step.")
    confirmed: bool = strawberry.field(description="Both roles' documents say it.")
    implied: bool = strawberry.field(description="No sentence says it, only the order of levels.")
    rank: int | None = strawberry.field(
        description="Of a related role: its rank in the source, the most related first."
    )

    @classmethod
    def of(cls, network: Network, step: Step, other: int) -> Progression:
        """The step as seen from the one of its roles that is not `other`."""
        return cls(
            step=step,
            start_id=network.roles[step.start].id,
            end_id=network.roles[step.end].id,
            role=Role.of(network, other),
            kind=member(ProgressionKind, step.kind),
            confirmed=step.confirmed,
            implied=step.implied,
            rank=step.rank,
        )

    @strawberry.field(description="How long it takes.")
    def time(self) -> Months:
        return Months.of_step(self.step)

    @strawberry.field(description="Where it stands.")
    async def evidence(self, info: Info) -> list[Evidence]:
        return evidence_of(await step_edge(info, self.start_id, self.end_id, self.step.kind))


@strawberry.type(description="Something a keeper should look at.")
class Finding:
    document_id: strawberry.Private[str | None]
    role_id: strawberry.Private[str | None]
    id: strawberry.ID = strawberry.field(description="Id.")
    kind: str = strawberry.field(description="The rule that found it.")
    severity: Severity = strawberry.field(description="How bad it is.")
    message: str = strawberry.field(description="What is wrong.")
    suggestion: str | None = strawberry.field(description="What to do.")
    line: int | None = strawberry.field(description="Line in the document.")

    @classmethod
    def of(cls, row: Row) -> Finding:
        node = row["node"]
        return cls(
            document_id=row["document"],
            role_id=row["role"],
            id=strawberry.ID(node["id"]),
            kind=node["kind"],
            severity=Severity(node["severity"]),
            message=node["message"],
            suggestion=node.get("suggestion"),
            line=node.get("line"),
        )

    @strawberry.field(description="The document it points into.")
    async def document(self, info: Info) -> Document | None:
        row = await info.context.node_by_id("Document").load(self.document_id) if self.document_id else None
        return Document.of(row) if row else None

    @strawberry.field(description="The role it is about.")
    async def role(self, info: Info) -> Role | None:
        return Role.of_id(await info.context.network(), self.role_id)


@strawberry.type
class RoleLinks(RoleFacts):
    """Base of `Role`: the fields that lead to something else."""

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
        scope: SkillScope = SkillScope.LISTED,
    ) -> list[RequiredSkill]:
        skills = Skill.every(self.network)
        wanted: Iterable[tuple[int, Need]] = (
            (skill, need)
            for skill, need in self._needs(scope)
            if (kind is None or skills[skill].kind is kind) and (tier is None or need.tier == tier.value)
        )
        if order_by is SkillOrder.WEIGHT:
            wanted = sorted(wanted, key=lambda pair: (-pair[1].units, plain(skills[pair[0]].name), skills[pair[0]].id))
        return [
            RequiredSkill.of(self.network, self.number, skills[skill], skill, need)
            for skill, need in islice(wanted, _at_most(first))
        ]

    def _needs(self, scope: SkillScope) -> Iterable[tuple[int, Need]]:
        if scope is SkillScope.LISTED:
            return self.network.needs[self.number].items()
        if scope is SkillScope.ALL:
            return self.network.asks[self.number].items()
        return ((skill, assumed.need) for skill, assumed in self.network.assumed[self.number].items())

    @strawberry.field(description="Roles whose skills it takes for granted by its documents' own word, by title.")
    async def builds_on(self, info: Info) -> list[Role]:
        rows = await info.context.neighbours_by_id("BUILDS_ON").load(self.id)
        roles = [role for row in rows if (role := Role.of_id(self.network, row["node"]["id"])) is not None]
        return sorted(roles, key=lambda role: (plain(role.title), role.id))

    @strawberry.field(description="Skills of the rungs below that it does not take for granted, by name.")
    async def no_longer(self, info: Info) -> list[Skill]:
        rows = await info.context.neighbours_by_id("NO_LONGER").load(self.id)
        numbers = (self.network.skill_number.get(row["node"]["id"]) for row in rows)
        skills = [Skill.of_network(self.network, number) for number in numbers if number is not None]
        return sorted(skills, key=lambda skill: (plain(skill.name), skill.id))

    @strawberry.field(description="Tools, the common ones first. The first so many, or all.")
    def tools(self, commonality: Commonality | None = None, first: int | None = None) -> list[UsedTool]:
        tools, uses = Tool.every(self.network), self.network.uses[self.number].items()
        wanted = ((tools[tool], said) for tool, said in uses if commonality is None or said == commonality.value)
        return [
            UsedTool(role_id=self.id, tool=tool, commonality=member(Commonality, said))
            for tool, said in islice(wanted, _at_most(first))
        ]

    @strawberry.field(description="Stakeholders by relation and name.")
    async def stakeholders(self, info: Info, relation: StakeholderRelation | None = None) -> list[RoleStakeholder]:
        rows = await info.context.neighbours_by_id("WORKS_WITH").load(self.id)
        wanted = [row for row in rows if relation is None or row["edge"]["relation"] == relation.value]
        return sorted(map(RoleStakeholder.of, wanted), key=RoleStakeholder.order)

    @strawberry.field(description="Where a career can go from here; RELATED only when asked for.")
    def next_roles(self, kinds: list[ProgressionKind] | None = None) -> list[Progression]:
        return self._progressions([(step, step.end) for step in self.network.steps[self.number]], kinds)

    @strawberry.field(description="Where people come from; RELATED only when asked for.")
    def feeder_roles(self, kinds: list[ProgressionKind] | None = None) -> list[Progression]:
        return self._progressions([(step, step.start) for step in self.network.steps_in[self.number]], kinds)

    @strawberry.field(description="What a keeper should look at in it, the worst first.")
    async def findings(self, info: Info) -> list[Finding]:
        return [Finding.of(row) for row in await info.context.findings_by_role().load(self.id)]

    def _progressions(self, steps: list[tuple[Step, int]], kinds: list[ProgressionKind] | None) -> list[Progression]:
        """By kind, rank and title."""
        wanted = {kind.value for kind in kinds} if kinds is not None else set(PROGRESSION_KINDS)
        roles = self.network.roles
        found = [(step, other) for step, other in steps if step.kind in wanted]
        found.sort(
            key=lambda pair: (STEP_KINDS.index(pair[0].kind), pair[0].rank or 0, plain(roles[pair[1]].title), pair[1])
        )
        return [Progression.of(self.network, step, other) for step, other in found]


@strawberry.type(description="A job role.")
class Role(RoleLinks, RoleTexts):
    pass


def _at_most(first: int | None) -> int | None:
    """Raises QuestionError for less than one."""
    if first is not None and first < 1:
        raise QuestionError("first", first, f"first should be at least 1, not {first}; leave it out for all.")
    return first
