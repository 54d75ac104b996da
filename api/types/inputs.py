"""Inputs of questions: filters, what a person has, the ends and options of a path."""

from __future__ import annotations

from functools import cached_property

import strawberry

from api.errors import BadUserInput
from api.types.enums import Importance, ProgressionKind, RoleStatus, SkillKind, Tier, Track
from queries.planner import filters
from queries.planner.gaps import SkillSource as Source
from queries.planner.question import HeldSkill as Held
from queries.planner.question import PathOptions as Options
from queries.planner.question import Profile as PlannerProfile
from queries.planner.question import RoleSelector as Selector


@strawberry.input(description="Which roles; conditions combine with AND.")
class RoleFilter:
    family: strawberry.ID | None = strawberry.field(default=None, description="Id or name of a family.")
    level: strawberry.ID | None = strawberry.field(default=None, description="Id or name of a level.")
    track: Track | None = strawberry.field(default=None, description="Track of the level.")
    skill: strawberry.ID | None = strawberry.field(
        default=None, description="Id or name of a skill that the role asks for."
    )
    tier: Tier | None = strawberry.field(default=None, description="Tier of that skill, or of any where none is named.")
    tool: strawberry.ID | None = strawberry.field(default=None, description="Id or name of a tool that the role uses.")
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
    level: strawberry.ID = strawberry.field(description="Id or name of a level.")
    family: strawberry.ID | None = strawberry.field(default=None, description="Id or name of a family.")


@strawberry.input(one_of=True, description="One role by id, title or alias, or all roles at a position.")
class RoleSelector:
    id: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Id, title or alias of a role.")
    position: strawberry.Maybe[RolePosition] = strawberry.field(description="A level, perhaps of one family.")

    def selector(self) -> Selector:
        if self.id is not None:
            return Selector(id=str(self.id.value))
        assert self.position is not None
        place = self.position.value
        return Selector(level=str(place.level), family=place.family and str(place.family))


@strawberry.input(description="A skill that a person has, and how deep where that is known.")
class HeldSkill:
    skill: strawberry.ID = strawberry.field(description="Id, name or alias of a skill.")
    tier: Tier | None = strawberry.field(
        default=None,
        description="The tier at which a role may ask for it. Unknown depth is enough for GOOD, not for MUST.",
    )
    importance: Importance | None = strawberry.field(
        default=None, description="The importance at which a role may ask for it; any when left out."
    )
    proficiency: float | None = strawberry.field(default=None, description="1–4, compared where a role states it too.")
    weight: float | None = strawberry.field(
        default=None, description="0–1, as a role's `skills` say it; worked out from the others when left out."
    )

    def held(self) -> Held:
        """Raises BadUserInput for a weight or proficiency out of range."""
        for name, value, low, high in (("weight", self.weight, 0, 1), ("proficiency", self.proficiency, 1, 4)):
            if value is not None and not low <= value <= high:
                raise BadUserInput(f"{name} should be from {low} to {high}, not {value:g}.", argument=name)
        tier, importance = self.tier and self.tier.value, self.importance and self.importance.value
        return Held(str(self.skill), tier, importance, self.proficiency, self.weight)


@strawberry.input(
    description="What a person has: all that a role asks for and takes for granted, where one is named, and beyond it, "
    "or instead, skills with their depth and tools."
)
class Profile:
    role: strawberry.ID | None = strawberry.field(
        default=None, description="Id, title or alias of a role that the person fills."
    )
    skills: list[HeldSkill] = strawberry.field(default_factory=list, description="Skills beyond it, or instead.")
    tools: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Tools the person uses, by id, name or alias."
    )
    without: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Skills of the role that the person lacks, by id, name or alias."
    )

    def profile(self) -> PlannerProfile:
        role = None if self.role is None else str(self.role)
        return PlannerProfile(role, [held.held() for held in self.skills], self.tools, self.without)


@strawberry.input(one_of=True, description="What a person has: the skills of a role, a list of skills, or a profile.")
class SkillSource:
    role: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Id, title or alias of a role.")
    skills: strawberry.Maybe[list[strawberry.ID]] = strawberry.field(
        description="Skills of unknown depth, by id, name or alias: enough where they are GOOD to have, not for MUST."
    )
    profile: strawberry.Maybe[Profile] = strawberry.field(description="Skills with their depth, and tools.")

    def source(self) -> Source:
        if self.role is not None:
            return Source(role=str(self.role.value))
        if self.profile is not None:
            return Source(profile=self.profile.value.profile())
        assert self.skills is not None
        return Source(skills=[str(id) for id in self.skills.value])


_KINDS = (ProgressionKind.PROMOTION, ProgressionKind.NEXT, ProgressionKind.LATERAL)


@strawberry.input(description="Bounds and conditions of a path.")
class PathOptions:
    max_steps: int = strawberry.field(default=8, description="Most steps, 1–20.")
    kinds: list[ProgressionKind] = strawberry.field(
        default_factory=lambda: list(_KINDS), description="Kinds of steps that may be taken."
    )
    via: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Roles to pass, in this order, by id, title or alias."
    )
    avoid: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Roles never to pass, by id, title or alias."
    )
    skills: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Skills the person has beyond those of the starting role, by id, name or alias; depth unknown.",
    )
    profile: Profile | None = strawberry.field(
        default=None, description="What the person has, in place of what the starting role asks for."
    )
    confirmed_only: bool = strawberry.field(default=False, description="Only steps that both ends name.")
    within_family: bool = strawberry.field(
        default=False, description="Only roles of the family of the start (of each start, where there are several)."
    )
    max_rise: int | None = strawberry.field(default=None, description="Most rungs that one step may rise on its track.")
    include_unknown: bool = strawberry.field(
        default=False, description="Also pass through roles whose skills (SKILL_GAP) or step times (TIME) are unknown."
    )

    @cached_property
    def options(self) -> Options:
        return Options(
            self.max_steps,
            [kind.value for kind in self.kinds],
            self.via,
            self.avoid,
            self.skills,
            self.include_unknown,
            self.profile.profile() if self.profile else None,
            self.confirmed_only,
            self.within_family,
            self.max_rise,
        )
