"""The enums of the schema. The value of a member is the word that the graph uses."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TypeVar

import strawberry

E = TypeVar("E", bound=type[Enum])


def described(description: str, **values: str) -> Callable[[E], E]:
    """A GraphQL enum with a description of its own and one for every value."""

    def decorate(cls: E) -> E:
        strawberry.enum(cls, description=description)
        for value in cls.__strawberry_definition__.values:  # type: ignore[attr-defined]
            value.description = values[value.name]
        return cls

    return decorate


@described(
    "Order of a list of roles.",
    TITLE="By title, ignoring case.",
    LEVEL="By rank, then title.",
    UPDATED="Most recently loaded first.",
)
class RoleOrder(Enum):
    TITLE = "TITLE"
    LEVEL = "LEVEL"
    UPDATED = "UPDATED"


@described(
    "Order of a role's skills.",
    TIER="By tier, importance, weight and name; soft skills, which have no tier, last.",
    WEIGHT="By weight and name.",
)
class SkillOrder(Enum):
    TIER = "TIER"
    WEIGHT = "WEIGHT"


@described(
    "What the best path has least of.",
    ADVISED="What a careful manager would hesitate about: docs/advice.md has the prices.",
    HOPS="Steps.",
    TIME="Months, by the middle of each range.",
    SKILL_GAP="Weight of skills to learn or deepen, each counted once.",
)
class PathCost(Enum):
    ADVISED = "advised"
    HOPS = "hops"
    TIME = "time"
    SKILL_GAP = "skill-gap"


@described(
    "Which skills of a role.",
    LISTED="What the role's own documents ask for.",
    ASSUMED="What every way up to the role asks for and it takes for granted.",
    ALL="Both.",
)
class SkillScope(Enum):
    LISTED = "listed"
    ASSUMED = "assumed"
    ALL = "all"


@described(
    "Kind of a career step.",
    PROMOTION="Stated as a promotion, or a rise in rank on one track.",
    NEXT="Named as a next or feeder role, without a rise.",
    LATERAL="A move sideways.",
    RELATED="Related in data that says no more; never a progression unless asked for.",
)
class ProgressionKind(Enum):
    PROMOTION = "promotion"
    NEXT = "next"
    LATERAL = "lateral"
    RELATED = "related"


@described(
    "A ladder that ranks belong to.",
    INDIVIDUAL="Individual contributors.",
    MANAGEMENT="People managers.",
    JOB_ZONE="Job zones of O*NET.",
)
class Track(Enum):
    INDIVIDUAL = "individual"
    MANAGEMENT = "management"
    JOB_ZONE = "job_zone"


@described(
    "How much a role asks for a skill.",
    MUST="Must have.",
    GOOD="Good to have.",
    ADVANCED="Sets experts apart.",
    EMERGING="Wanted in the coming years.",
)
class Tier(Enum):
    MUST = "must"
    GOOD = "good"
    ADVANCED = "advanced"
    EMERGING = "emerging"


@described(
    "How important a skill is.",
    CRITICAL="Critical.",
    IMPORTANT="Important.",
    OPTIONAL="Optional.",
)
class Importance(Enum):
    CRITICAL = "critical"
    IMPORTANT = "important"
    OPTIONAL = "optional"


@described(
    "How common a tool is.",
    COMMON="Common.",
    CONTEXT_SPECIFIC="Depends on the context.",
    OPTIONAL="Optional.",
)
class Commonality(Enum):
    COMMON = "common"
    CONTEXT_SPECIFIC = "context_specific"
    OPTIONAL = "optional"


@described(
    "Technical or soft.",
    TECHNICAL="Technical.",
    SOFT="Soft.",
)
class SkillKind(Enum):
    TECHNICAL = "technical"
    SOFT = "soft"


@described(
    "How a stakeholder relates to the role.",
    MANAGER="The role reports to them.",
    INTERNAL="Inside the organisation.",
    EXTERNAL="Outside the organisation.",
    PEER="A peer role.",
    UPSTREAM="The role depends on them.",
    DOWNSTREAM="They depend on the role.",
)
class StakeholderRelation(Enum):
    MANAGER = "manager"
    INTERNAL = "internal"
    EXTERNAL = "external"
    PEER = "peer"
    UPSTREAM = "upstream"
    DOWNSTREAM = "downstream"


@described(
    "Life cycle of a role.",
    DRAFT="Seen by keepers only.",
    PUBLISHED="In force.",
    RETIRED="No longer in force; `replacedBy` says what is.",
)
class RoleStatus(Enum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


@described(
    "Where the months of a step come from.",
    STATED="A document states them.",
    EXPERIENCE_RANGE="Estimated from the two roles' years of experience.",
    LEVEL_DEFAULT="Estimated from the typical stay at the level.",
    LADDER_DEFAULT="Estimated as any move sideways on this ladder.",
    UNKNOWN="Nothing is known.",
)
class TimeBasis(Enum):
    STATED = "stated"
    EXPERIENCE_RANGE = "experience_range"
    LEVEL_DEFAULT = "level_default"
    LADDER_DEFAULT = "ladder_default"
    UNKNOWN = "unknown"


@described(
    "Why there is no path.",
    OTHER_COMPONENT="No steps lead there at all, nor back.",
    WRONG_WAY="Steps lead the other way only.",
    TOO_FAR="There is a path of more steps than allowed.",
    EXCLUDED="The options exclude every path.",
    UNKNOWN_VALUES="Every path runs through unknown values; `includeUnknown` allows them.",
)
class UnreachableReason(Enum):
    OTHER_COMPONENT = "other_component"
    WRONG_WAY = "wrong_way"
    TOO_FAR = "too_far"
    EXCLUDED = "excluded"
    UNKNOWN_VALUES = "unknown_values"


@described(
    "How bad a finding is.",
    INFO="Worth knowing.",
    WARNING="Should be looked at.",
    ERROR="Wrong.",
)
class Severity(Enum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@described(
    "What a search looks for.",
    ROLE="Roles.",
    SKILL="Skills.",
    TOOL="Tools.",
    STAKEHOLDER="Stakeholders.",
    FAMILY="Families.",
    LEVEL="Levels.",
)
class SearchKind(Enum):
    ROLE = "Role"
    SKILL = "Skill"
    TOOL = "Tool"
    STAKEHOLDER = "Stakeholder"
    FAMILY = "Family"
    LEVEL = "Level"


@described(
    "What happened to a node or an edge.",
    ADDED="It came.",
    CHANGED="A property changed.",
    REMOVED="It went.",
)
class ChangeKind(Enum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@described(
    "When a milestone is due.",
    DAYS_30="30 days.",
    DAYS_60="60 days.",
    DAYS_90="90 days.",
    MONTHS_6="6 months.",
    MONTHS_12="12 months.",
    LONG_TERM="Beyond the first year.",
)
class MilestoneHorizon(Enum):
    DAYS_30 = "30_day"
    DAYS_60 = "60_day"
    DAYS_90 = "90_day"
    MONTHS_6 = "6_month"
    MONTHS_12 = "12_month"
    LONG_TERM = "long_term"


@described(
    "Who decides.",
    INDEPENDENT="The role alone.",
    TEAM="With the team's agreement.",
    MANAGEMENT="With management's approval.",
)
class Authority(Enum):
    INDEPENDENT = "independent"
    TEAM = "team"
    MANAGEMENT = "management"
