"""Pictures: roles with the steps between them, and a family as a ladder with its competency matrix."""

from __future__ import annotations

import strawberry

from api.types.base import member
from api.types.enums import Importance, ProgressionKind, Tier
from api.types.role import Family, Level, Role, Skill
from api.types.steps import Months
from queries.ladders import ladder as ladders
from queries.ladders.matrix import Line, Matrix
from queries.network.network import Network, Step


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
    implied: bool = strawberry.field(description="No sentence says it, only the order of levels.")

    @classmethod
    def of(cls, network: Network, step: Step) -> NetworkEdge:
        return cls(
            source=strawberry.ID(network.roles[step.start].id),
            target=strawberry.ID(network.roles[step.end].id),
            kind=ProgressionKind(step.kind),
            time=Months.of_step(step),
            confirmed=step.confirmed,
            implied=step.implied,
        )


@strawberry.type(description="How many roles of a family stand at a level.")
class RoleCount:
    family: strawberry.ID | None = strawberry.field(description="Id of the family; null for roles without one.")
    level: strawberry.ID | None = strawberry.field(description="Id of the level; null for roles without one.")
    roles: int = strawberry.field(description="Their number.")

    @classmethod
    def of(cls, count: ladders.RoleCount) -> RoleCount:
        return cls(
            family=strawberry.ID(count.family) if count.family else None,
            level=strawberry.ID(count.level) if count.level else None,
            roles=count.roles,
        )


@strawberry.type(name="Network", description="Roles and the steps between them, for a picture.")
class CareerNetwork:
    nodes: list[NetworkNode] = strawberry.field(description="Roles.")
    edges: list[NetworkEdge] = strawberry.field(description="Every step between two of them.")
    counts: list[RoleCount] = strawberry.field(
        description="How many roles there are in all, by family and level; `first: 0` gives only them."
    )
    total_count: int = strawberry.field(description="How many roles there are in all.")
    complete: bool = strawberry.field(description="None was left out.")

    @classmethod
    def of(cls, network: Network, found: ladders.CareerNetwork) -> CareerNetwork:
        nodes = [NetworkNode.of(network, role) for role in found.roles]
        return cls(
            nodes=nodes,
            edges=[NetworkEdge.of(network, step) for step in found.steps],
            counts=[RoleCount.of(count) for count in found.counts],
            total_count=found.total_count,
            complete=found.complete,
        )


@strawberry.type(description="A level of a family.")
class Rung:
    level: Level = strawberry.field(description="The level.")
    roles: list[Role] = strawberry.field(description="Roles of the family there.")
    missing: bool = strawberry.field(description="It lies between others and has no role.")


@strawberry.type(description="What some roles of a level expect of a skill, where others expect something else.")
class MatrixText:
    roles: list[Role] = strawberry.field(description="The roles that expect it.")
    step: str | None = strawberry.field(description="The proficiency they ask for, as the source names it.")
    text: str | None = strawberry.field(description="What they expect in words.")


@strawberry.type(description="How the roles at a level ask for a skill, the strongest of them.")
class MatrixCell:
    level: Level = strawberry.field(description="The level.")
    tier: Tier | None = strawberry.field(description="How much it is asked for.")
    importance: Importance | None = strawberry.field(description="How important it is.")
    assumed: bool = strawberry.field(description="No role of this level lists the skill, a lower one did.")
    step: str | None = strawberry.field(
        description="The proficiency as the source names it, a step of a scale; null where roles differ, see `texts`.",
        default=None,
    )
    text: str | None = strawberry.field(
        description="What the level asks for in words, where its documents say so; where its roles differ, a line for "
        "each with its title and step.",
        default=None,
    )
    texts: list[MatrixText] = strawberry.field(
        description="What each role expects, where words are said and not all roles of the level say the same.",
        default_factory=list,
    )


@strawberry.type(description="A skill across the levels of a family.")
class MatrixRow:
    skill: Skill = strawberry.field(description="The skill.")
    cells: list[MatrixCell] = strawberry.field(description="Levels that ask for it.")

    @classmethod
    def of(cls, network: Network, matrix: Matrix, line: Line) -> MatrixRow:
        """Roles without a level have no cell."""
        levels = {level.id: level for level in network.levels}
        cells = [
            MatrixCell(
                level=Level.of(levels[column.level]),
                tier=member(Tier, cell.tier),
                importance=member(Importance, cell.importance),
                assumed=cell.assumed,
                step=cell.step,
                text=cell.words,
                texts=[
                    MatrixText(roles=[Role.of(network, role) for role in said.roles], step=said.step, text=said.expects)
                    for said in cell.texts
                ],
            )
            for column, cell in zip(matrix.columns, line.cells, strict=True)
            if cell and column.level is not None
        ]
        return cls(skill=Skill.of_network(network, network.skill_number[line.skill]), cells=cells)


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
            matrix=[MatrixRow.of(network, found.matrix, line) for line in found.matrix.lines],
        )
