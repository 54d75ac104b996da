"""Career paths, gaps and all else that the planner answers from the network in memory."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import strawberry

from api.types.enums import Importance, ProgressionKind, Tier, UnreachableReason
from api.types.role import Evidence, Family, Info, Level, Months, RequiredSkill, Role, evidence_of, optional, step_edge
from api.types.vocabulary import Skill, Tool
from queries.ladders import comparison
from queries.ladders import ladder as ladders
from queries.network.network import Network, Step
from queries.planner import gaps as skill_gaps
from queries.planner import paths, reach, recommendations
from queries.planner.paths import PathsAnswer
from queries.planner.question import PathOptions as Options
from queries.planner.question import RoleSelector as Selector


@strawberry.input(description="All roles at a level, of one family or of any.")
class RolePosition:
    level: strawberry.ID = strawberry.field(description="Id of a level.")
    family: strawberry.ID | None = strawberry.field(default=None, description="Id of a family.")


@strawberry.input(one_of=True, description="One role by id, or all roles at a position.")
class RoleSelector:
    id: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Id of a role.")
    position: strawberry.Maybe[RolePosition] = strawberry.field(description="A level, perhaps of one family.")

    def selector(self) -> Selector:
        if self.id is not None:
            return Selector(id=str(self.id.value))
        assert self.position is not None
        place = self.position.value
        return Selector(level=str(place.level), family=place.family and str(place.family))


@strawberry.input(one_of=True, description="Skills one has: those of a role, or a list.")
class SkillSource:
    role: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Id of a role.")
    skills: strawberry.Maybe[list[strawberry.ID]] = strawberry.field(description="Ids of skills, each had in full.")

    def source(self) -> skill_gaps.SkillSource:
        if self.role is not None:
            return skill_gaps.SkillSource(role=str(self.role.value))
        assert self.skills is not None
        return skill_gaps.SkillSource(skills=[str(id) for id in self.skills.value])


_KINDS = (ProgressionKind.PROMOTION, ProgressionKind.NEXT, ProgressionKind.LATERAL)


@strawberry.input(description="Bounds and conditions of a path.")
class PathOptions:
    max_steps: int = strawberry.field(default=8, description="Most steps, 1–20.")
    kinds: list[ProgressionKind] = strawberry.field(
        default_factory=lambda: list(_KINDS), description="Kinds of steps that may be taken."
    )
    via: list[strawberry.ID] = strawberry.field(default_factory=list, description="Roles to pass, in this order.")
    avoid: list[strawberry.ID] = strawberry.field(default_factory=list, description="Roles never to pass.")
    skills: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Skills the person has beyond those of the starting role."
    )
    include_unknown: bool = strawberry.field(
        default=False, description="Also pass through roles whose skills (SKILL_GAP) or step times (TIME) are unknown."
    )

    @cached_property
    def options(self) -> Options:
        return Options(
            self.max_steps, [kind.value for kind in self.kinds], self.via, self.avoid, self.skills, self.include_unknown
        )


@strawberry.type(description="A skill had at a lower tier, importance or proficiency.")
class SkillStepUp:
    skill: Skill = strawberry.field(description="The skill.")
    before: RequiredSkill | None = strawberry.field(description="As it is had.")
    after: RequiredSkill = strawberry.field(description="As it is asked for.")


@strawberry.type(description="What stands between the skills one has and those asked for.")
class SkillGap:
    known: bool = strawberry.field(description="False where the skills of some role are unknown.")
    shared: list[RequiredSkill] = strawberry.field(description="Had, and enough.")
    learn: list[RequiredSkill] = strawberry.field(description="Not had before.")
    deepen: list[SkillStepUp] = strawberry.field(description="Had at a lower tier, importance or proficiency.")
    tools: list[Tool] = strawberry.field(description="Tools not used before.")
    overlap: float | None = strawberry.field(description="Weight had / weight required, 0–1; null when unknown.")

    @classmethod
    def of(cls, network: Network, gap: skill_gaps.SkillGap) -> SkillGap:
        skills = Skill.every(network)

        def asked(each: skill_gaps.AskedSkill) -> RequiredSkill:
            return RequiredSkill.of(network.roles[each.role].id, skills[each.skill], each.need)

        def had(skill: int, each: skill_gaps.SkillHad) -> RequiredSkill:
            return RequiredSkill.of(
                None if each.role is None else network.roles[each.role].id, skills[skill], each.need
            )

        return cls(
            known=gap.known,
            shared=[asked(each) for each in gap.shared],
            learn=[asked(each) for each in gap.learn],
            deepen=[
                SkillStepUp(
                    skill=skills[each.after.skill],
                    before=had(each.after.skill, each.before),
                    after=asked(each.after),
                )
                for each in gap.deepen
            ],
            tools=[Tool.of_network(network, tool) for tool in gap.tools],
            overlap=gap.overlap,
        )


@strawberry.type(description="One step of a path.")
class CareerStep:
    made_of: strawberry.Private[paths.CareerStep]
    number: int = strawberry.field(description="Place on the path, from 1.")
    kind: ProgressionKind = strawberry.field(description="Kind of the step.")
    confirmed: bool = strawberry.field(description="Both roles' documents say it.")

    @classmethod
    def of(cls, step: paths.CareerStep) -> CareerStep:
        return cls(
            made_of=step,
            number=step.number,
            kind=optional(ProgressionKind, step.step.kind),
            confirmed=step.step.confirmed,
        )

    @strawberry.field(name="from", description="The role it starts from.")
    def start(self) -> Role:
        return Role.of(self.made_of.network, self.made_of.step.start)

    @strawberry.field(description="The role it leads to.")
    def to(self) -> Role:
        return Role.of(self.made_of.network, self.made_of.step.end)

    @strawberry.field(description="How long it takes.")
    def time(self) -> Months:
        return Months.of_months(self.made_of.months)

    @strawberry.field(description="What it makes one learn, beyond the roles before it.")
    def gap(self) -> SkillGap:
        return SkillGap.of(self.made_of.network, self.made_of.gap)

    @strawberry.field(description="Where it stands.")
    async def evidence(self, info: Info) -> list[Evidence]:
        roles, step = self.made_of.network.roles, self.made_of.step
        return evidence_of(await step_edge(info, roles[step.start].id, roles[step.end].id, step.kind))

    @strawberry.field(description="A sentence a person would write.")
    def summary(self) -> str:
        return self.made_of.summary


@strawberry.type(description="A way from one role to another.")
class CareerPath:
    made_of: strawberry.Private[paths.CareerPath]
    hops: int = strawberry.field(description="Number of steps.")

    @classmethod
    def of(cls, path: paths.CareerPath) -> CareerPath:
        return cls(made_of=path, hops=path.hops)

    @strawberry.field(description="Roles from start to end.")
    def roles(self) -> list[Role]:
        return [Role.of(self.made_of.network, role) for role in self.made_of.roles]

    @strawberry.field(description="Steps from start to end.")
    def steps(self) -> list[CareerStep]:
        return [CareerStep.of(step) for step in self.made_of.steps]

    @strawberry.field(description="The sum of its steps; null where one is unknown.")
    def time(self) -> Months:
        return Months.of_months(self.made_of.months)

    @strawberry.field(description="What the whole path makes one learn, each skill counted once.")
    def gap(self) -> SkillGap:
        return SkillGap.of(self.made_of.network, self.made_of.gap)

    @strawberry.field(description="A sentence a person would write.")
    def summary(self) -> str:
        return self.made_of.summary

    @strawberry.field(description="The Cypher that shows this very path, for Neo4j Browser.")
    def cypher(self) -> str:
        return self.made_of.cypher


@strawberry.type(description="A role within reach.")
class ReachableRole:
    role: Role = strawberry.field(description="The role.")
    hops: int = strawberry.field(description="Fewest steps.")
    time: Months = strawberry.field(description="Their time.")
    via: list[Role] = strawberry.field(description="Roles on the way, without either end.")

    @classmethod
    def of(cls, network: Network, found: reach.ReachableRole) -> ReachableRole:
        via = [Role.of(network, role) for role in found.via]
        return cls(role=Role.of(network, found.role), hops=found.hops, time=Months.of_months(found.months), via=via)


@strawberry.type(description="Why there is no path, and what can be reached instead.")
class Unreachable:
    reason: UnreachableReason = strawberry.field(description="Why.")
    message: str = strawberry.field(description="The same in words, with what to change.")
    nearest: list[ReachableRole] = strawberry.field(
        description="Roles within reach, the most like the wanted one first."
    )

    @classmethod
    def of(cls, network: Network, found: reach.Unreachable) -> Unreachable:
        return cls(
            reason=UnreachableReason(found.reason),
            message=found.message,
            nearest=[ReachableRole.of(network, each) for each in found.nearest],
        )


def unreachable_extensions(network: Network, found: reach.Unreachable) -> dict[str, Any]:
    """What a NO_PATH error carries."""
    nearest = [
        {
            "id": network.roles[each.role].id,
            "title": network.roles[each.role].title,
            "hops": each.hops,
            "via": [network.roles[role].id for role in each.via],
        }
        for each in found.nearest
    ]
    return {"reason": UnreachableReason(found.reason).name, "nearest": nearest}


@strawberry.type(description="Paths, best first.")
class CareerPaths:
    paths: list[CareerPath] = strawberry.field(description="Paths, best first.")
    exact: bool = strawberry.field(description="Proven to be the best within the steps allowed.")
    unreachable: Unreachable | None = strawberry.field(description="Why there is none.")

    @classmethod
    def of(cls, network: Network, answer: PathsAnswer) -> CareerPaths:
        unreachable = Unreachable.of(network, answer.unreachable) if answer.unreachable else None
        return cls(paths=[CareerPath.of(path) for path in answer.paths], exact=answer.exact, unreachable=unreachable)


@strawberry.type(description="Roles within reach, the nearest first.")
class ReachableRoles:
    roles: list[ReachableRole] = strawberry.field(description="The nearest first.")
    total_count: int = strawberry.field(description="How many there are in all.")
    complete: bool = strawberry.field(description="None was left out.")

    @classmethod
    def of(cls, network: Network, found: reach.ReachableRoles) -> ReachableRoles:
        return cls(
            roles=[ReachableRole.of(network, each) for each in found.roles],
            total_count=found.total_count,
            complete=found.complete,
        )


@strawberry.type(description="A role that fits.")
class RoleMatch:
    role: Role = strawberry.field(description="The role.")
    score: float = strawberry.field(description="0–1.")
    shared: list[Skill] = strawberry.field(description="Skills in common, what matters most first.")
    missing: list[Skill] = strawberry.field(description="Skills it asks for beyond them.")
    reason: str = strawberry.field(description="Why, in words.")

    @classmethod
    def of(cls, network: Network, match: recommendations.RoleMatch) -> RoleMatch:
        shared, missing = (
            [Skill.of_network(network, skill) for skill in skills] for skills in (match.shared, match.missing)
        )
        return cls(
            role=Role.of(network, match.role), score=match.score, shared=shared, missing=missing, reason=match.reason
        )


@strawberry.type(description="A skill and what learning it alone would open.")
class SkillLeverage:
    skill: Skill = strawberry.field(description="The skill.")
    opens: list[Role] = strawberry.field(description="Roles it would open.")
    brings: float = strawberry.field(description="Its share of the weight of each role not open yet, added up.")

    @classmethod
    def of(cls, network: Network, found: recommendations.SkillLeverage) -> SkillLeverage:
        opens = [Role.of(network, role) for role in found.opens]
        return cls(skill=Skill.of_network(network, found.skill), opens=opens, brings=found.brings)


@strawberry.type(description="Something that roles differ in.")
class ComparedItem:
    name: str = strawberry.field(description="What.")
    values: list[str | None] = strawberry.field(
        description="What each role says of it, in their order; null where it has none."
    )


@strawberry.type(description="One section of a comparison.")
class SectionComparison:
    section: str = strawberry.field(description="The section.")
    shared: list[str] = strawberry.field(description="What all have alike.")
    differences: list[ComparedItem] = strawberry.field(description="What they differ in.")

    @classmethod
    def of(cls, section: comparison.SectionComparison) -> SectionComparison:
        differences = [ComparedItem(name=item.name, values=list(item.values)) for item in section.differences]
        return cls(section=section.section, shared=list(section.shared), differences=differences)


@strawberry.type(description="Roles side by side.")
class RoleComparison:
    roles: list[Role] = strawberry.field(description="The roles, in the order asked.")
    sections: list[SectionComparison] = strawberry.field(description="Every section: shared, and different.")


@strawberry.type(description="A role in a picture.")
class NetworkNode:
    id: strawberry.ID = strawberry.field(description="Id of the role.")
    label: str = strawberry.field(description="Label of the node in the graph.")
    title: str = strawberry.field(description="Title.")
    level: strawberry.ID | None = strawberry.field(description="Id of its level.")
    rank: int | None = strawberry.field(description="Rank of its level.")
    family: strawberry.ID | None = strawberry.field(description="Id of its family.")
    described: bool | None = strawberry.field(description="A document describes it.")

    @classmethod
    def of(cls, network: Network, number: int) -> NetworkNode:
        role = network.roles[number]
        return cls(
            id=strawberry.ID(role.id),
            label="Role",
            title=role.title,
            level=strawberry.ID(role.level.id) if role.level else None,
            rank=role.level.rank if role.level else None,
            family=strawberry.ID(role.family) if role.family else None,
            described=role.described,
        )


@strawberry.type(description="A step in a picture.")
class NetworkEdge:
    source: strawberry.ID = strawberry.field(description="Id of the role it starts from.")
    target: strawberry.ID = strawberry.field(description="Id of the role it leads to.")
    kind: ProgressionKind = strawberry.field(description="Kind of the step.")
    time: Months = strawberry.field(description="How long it takes.")
    confirmed: bool = strawberry.field(description="Both roles' documents say it.")

    @classmethod
    def of(cls, network: Network, step: Step) -> NetworkEdge:
        return cls(
            source=strawberry.ID(network.roles[step.start].id),
            target=strawberry.ID(network.roles[step.end].id),
            kind=ProgressionKind(step.kind),
            time=Months.of_step(step),
            confirmed=step.confirmed,
        )


@strawberry.type(name="Network", description="Roles and the steps between them, for a picture.")
class CareerNetwork:
    nodes: list[NetworkNode] = strawberry.field(description="Roles.")
    edges: list[NetworkEdge] = strawberry.field(description="Every step between two of them.")
    total_count: int = strawberry.field(description="How many roles there are in all.")
    complete: bool = strawberry.field(description="None was left out.")

    @classmethod
    def of(cls, network: Network, found: ladders.CareerNetwork) -> CareerNetwork:
        nodes = [NetworkNode.of(network, role) for role in found.roles]
        return cls(
            nodes=nodes,
            edges=[NetworkEdge.of(network, step) for step in found.steps],
            total_count=found.total_count,
            complete=found.complete,
        )


@strawberry.type(description="A level of a family.")
class Rung:
    level: Level = strawberry.field(description="The level.")
    roles: list[Role] = strawberry.field(description="Roles of the family there.")
    missing: bool = strawberry.field(description="It lies between others and has no role.")


@strawberry.type(description="How the roles at a level ask for a skill, the strongest of them.")
class MatrixCell:
    level: Level = strawberry.field(description="The level.")
    tier: Tier | None = strawberry.field(description="How much it is asked for.")
    importance: Importance | None = strawberry.field(description="How important it is.")


@strawberry.type(description="A skill across the levels of a family.")
class MatrixRow:
    skill: Skill = strawberry.field(description="The skill.")
    cells: list[MatrixCell] = strawberry.field(description="Levels that ask for it.")


@strawberry.type(description="A family as rungs and steps.")
class Ladder:
    family: Family = strawberry.field(description="The family.")
    rungs: list[Rung] = strawberry.field(
        description="Levels from the lowest to the highest of each track, with those missing between."
    )
    steps: list[NetworkEdge] = strawberry.field(description="Steps between the family's own roles.")
    matrix: list[MatrixRow] = strawberry.field(description="Skills by level: the competency matrix.")

    @classmethod
    def of(cls, network: Network, found: ladders.Ladder) -> Ladder:
        def cell(each: ladders.MatrixCell) -> MatrixCell:
            need = each.asked.need
            return MatrixCell(
                level=Level.of(each.level),
                tier=optional(Tier, need.tier),
                importance=optional(Importance, need.importance),
            )

        return cls(
            family=Family.of(network.family_by_id[found.family]),
            rungs=[
                Rung(
                    level=Level.of(rung.level),
                    roles=[Role.of(network, role) for role in rung.roles],
                    missing=rung.missing,
                )
                for rung in found.rungs
            ],
            steps=[NetworkEdge.of(network, step) for step in found.steps],
            matrix=[
                MatrixRow(skill=Skill.of_network(network, row.skill), cells=[cell(each) for each in row.cells])
                for row in found.matrix
            ],
        )
