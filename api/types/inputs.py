"""What a question says: filters, the ends of a path, and its options."""

from __future__ import annotations

from functools import cached_property

import strawberry

from api.types.enums import ProgressionKind, RoleStatus, SkillKind, Tier, Track
from queries.planner import filters
from queries.planner.gaps import SkillSource as Source
from queries.planner.question import PathOptions as Options
from queries.planner.question import RoleSelector as Selector


@strawberry.input(description="Which roles; conditions combine with AND.")
class RoleFilter:
    family: strawberry.ID | None = strawberry.field(default=None, description="Id of a family.")
    level: strawberry.ID | None = strawberry.field(default=None, description="Id of a level.")
    track: Track | None = strawberry.field(default=None, description="Track of the level.")
    skill: strawberry.ID | None = strawberry.field(default=None, description="Id of a skill that the role asks for.")
    tier: Tier | None = strawberry.field(default=None, description="Tier of that skill, or of any where none is named.")
    tool: strawberry.ID | None = strawberry.field(default=None, description="Id of a tool that the role uses.")
    text: str | None = strawberry.field(default=None, description="Words in the title or an alias.")
    described: bool | None = strawberry.field(default=None, description="Only described, or only mentioned roles.")
    status: RoleStatus | None = strawberry.field(default=None, description="Life cycle.")

    def of_network(self) -> filters.RoleFilter:
        return filters.RoleFilter(**{name: getattr(value, "value", value) for name, value in vars(self).items()})


@strawberry.input(description="Which skills.")
class SkillFilter:
    kind: SkillKind | None = strawberry.field(default=None, description="Technical or soft.")
    text: str | None = strawberry.field(default=None, description="Words in the name or an alias.")


@strawberry.input(description="Which tools.")
class ToolFilter:
    category: strawberry.ID | None = strawberry.field(default=None, description="Id of a tool category.")
    text: str | None = strawberry.field(default=None, description="Words in the name or an alias.")


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

    def source(self) -> Source:
        if self.role is not None:
            return Source(role=str(self.role.value))
        assert self.skills is not None
        return Source(skills=[str(id) for id in self.skills.value])


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
