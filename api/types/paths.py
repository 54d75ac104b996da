"""Career paths, and the roles within reach."""

from __future__ import annotations

from typing import Any

import strawberry

from api.types.base import Info, member
from api.types.enums import ProgressionKind, UnreachableReason
from api.types.evidence import Evidence, evidence_of
from api.types.gaps import SkillGap
from api.types.role import Role
from api.types.steps import Months, step_edge
from queries.network.network import Network
from queries.planner import paths, reach
from queries.planner.paths import PathsAnswer


@strawberry.type(description="One step of a path.")
class CareerStep:
    made_of: strawberry.Private[paths.CareerStep]
    number: int = strawberry.field(description="Place on the path, from 1.")
    kind: ProgressionKind = strawberry.field(description="Kind of the step.")
    confirmed: bool = strawberry.field(description="Both roles' documents say it.")
    implied: bool = strawberry.field(description="No sentence says it, only the order of levels.")

    @classmethod
    def of(cls, step: paths.CareerStep) -> CareerStep:
        return cls(
            made_of=step,
            number=step.number,
            kind=member(ProgressionKind, step.step.kind),
            confirmed=step.step.confirmed,
            implied=step.step.implied,
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

    @strawberry.field(description="Rungs that it rises on its track, negative downwards; null across tracks.")
    def rise(self) -> int | None:
        return self.made_of.rise

    @strawberry.field(description="It leads to another family.")
    def changes_family(self) -> bool:
        return self.made_of.changes_family

    @strawberry.field(description="What one should know before taking it, each the rest of a sentence about the step.")
    def caveats(self) -> list[str]:
        return list(self.made_of.caveats)

    @strawberry.field(description="What it makes one learn, beyond the roles before it.")
    def gap(self) -> SkillGap:
        return SkillGap.of(self.made_of.network, self.made_of.gap, self.made_of.step.end)

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
        return SkillGap.of(self.made_of.network, self.made_of.gap, self.made_of.roles[-1])

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
            nearest=[ReachableRole.of(network, role) for role in found.nearest],
        )


def unreachable_extensions(network: Network, found: reach.Unreachable) -> dict[str, Any]:
    """The extensions of a NO_PATH error."""
    nearest = [
        {
            "id": network.roles[near.role].id,
            "title": network.roles[near.role].title,
            "hops": near.hops,
            "via": [network.roles[role].id for role in near.via],
        }
        for near in found.nearest
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
            roles=[ReachableRole.of(network, role) for role in found.roles],
            total_count=found.total_count,
            complete=found.complete,
        )
