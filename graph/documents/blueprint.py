"""The content of one role document: the twenty sections of a role blueprint as typed values.

A `Blueprint` is what every loader of role documents returns and what one YAML file in `seeds/roles/` holds. Names stand
in it *as written*; the fold resolves them through the vocabulary (`graph/documents/names.py`). The keys are those of
`ladder extract`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, ClassVar, Literal, Self, Union, get_origin

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema

Tier = Literal["must", "good", "advanced", "emerging"]
Importance = Literal["critical", "important", "optional"]
Commonality = Literal["common", "context_specific", "optional"]
Status = Literal["draft", "published", "retired"]
URI = r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+$"  # RFC 3986: a scheme, and no sign that an IRI cannot have
RoleId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Uri = Annotated[str, Field(pattern=URI)]

_NOT_KEPT: set[str] = set()


class Model(BaseModel):
    """An immutable value: a copy is the value itself, and all values share the defaults of fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self

    def model_post_init(self, context: Any, /) -> None:
        """Drops the set of given fields: nothing reads it, and it takes a third of an item's memory."""
        object.__setattr__(self, "__pydantic_fields_set__", _NOT_KEPT)


class Item(Model):
    """One entry of a section. `line` counts from 1 in the document it was read from; None where there is no document
    line.

    In YAML a plain string stands for an item that has nothing but its main field.
    """

    main_field: ClassVar[str] = "name"

    line: int | None = Field(default=None, ge=1, description="Line in the document; filled by the loader.")

    @model_validator(mode="before")
    @classmethod
    def _plain_string(cls, value: Any) -> Any:
        return {cls.main_field: value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema.get("properties", {}).pop("line", None)
        main = schema.get("properties", {}).get(cls.main_field, {})
        return {
            "anyOf": [
                {
                    "type": "string",
                    "minLength": 1,
                    "description": main.get("description", f"Shorthand for `{cls.main_field}`."),
                },
                schema,
            ]
        }


class Statement(Item):
    """A sentence of a section; `items` is what it introduces when it ends in a colon."""

    main_field: ClassVar[str] = "text"

    text: str = Field(min_length=1)
    items: list[str] = []


class Responsibility(Statement):
    category: str | None = Field(
        default=None, description="strategic, operational, technical, cross_functional, governance, leadership …"
    )


class Activity(Statement):
    cadence: str | None = Field(default=None, description="daily, weekly, monthly, quarterly, meetings, incident …")


class KindStatement(Statement):
    """A sentence with the grouping its section uses: the sub-heading as a snake_case word (education, cloud, industry
    …).
    """

    kind: str | None = None


class Skill(Item):
    """What skills have in common. A proficiency in words is a step of a scale in the vocabulary."""

    step: str | None = Field(default=None, description="Proficiency by its name on a scale of the vocabulary.")
    scale: str | None = Field(default=None, description="Name of the scale, where several have a step of this name.")

    @model_validator(mode="before")
    @classmethod
    def _step_of_proficiency(cls, value: Any) -> Any:
        word = value.get("proficiency") if isinstance(value, dict) else None
        if isinstance(word, str) and not word.replace(".", "", 1).isdigit():
            return {key: said for key, said in value.items() if key != "proficiency"} | {"step": word}
        return value


class TechnicalSkill(Skill):
    name: str = Field(min_length=1)
    tier: Tier | None = None
    importance: Importance | None = None
    proficiency: float | None = Field(
        default=None, ge=1, le=4, description="1 aware, 2 working, 3 fluent, 4 expert; only where the source says so."
    )
    weight: float | None = Field(
        default=None, ge=0, le=1, description="Where the source measures it; else it comes from tier and importance."
    )
    use: str | None = None
    expects: str | None = Field(default=None, description="What this role is expected to do, in words; a line a point.")


class SoftSkill(Skill):
    name: str = Field(min_length=1)
    importance: Importance | None = None
    proficiency: float | None = Field(
        default=None, ge=1, le=4, description="1 aware, 2 working, 3 fluent, 4 expert; only where the source says so."
    )
    weight: float | None = Field(
        default=None, ge=0, le=1, description="Where the source measures it; else it comes from the importance."
    )
    use: str | None = None
    expects: str | None = Field(default=None, description="What this role is expected to do, in words; a line a point.")


class Tool(Item):
    """A row of the tool table: the cell as written and the tools named in it."""

    main_field: ClassVar[str] = "cell"

    category: str | None = None
    cell: str = Field(min_length=1)
    names: list[str] = Field(default=[], description="The tools in the cell; the cell itself when empty.")
    use: str | None = None
    commonality: Commonality | None = None
    hot: bool = Field(default=False, description="Employers of many kinds ask for it.")
    in_demand: bool = Field(default=False, description="Employers ask for it in this role.")

    @property
    def tool_names(self) -> list[str]:
        return self.names or [self.cell]


class Stakeholder(Item):
    name: str = Field(min_length=1)
    purpose: str | None = None


class Stakeholders(Model):
    """Section 12. A manager stays in `internal` as written and is repeated in `manager`."""

    manager: list[Stakeholder] = []
    internal: list[Stakeholder] = []
    external: list[Stakeholder] = []
    peer_roles: list[Stakeholder] = []
    upstream: list[Stakeholder] = []
    downstream: list[Stakeholder] = []


class CareerStep(Item):
    """Another role, by name as written or by id, and how long the step takes where the source says so (months)."""

    name: str | None = Field(default=None, min_length=1)
    role: str | None = Field(
        default=None, min_length=1, description="Id of a role that must exist; use `name` for one that may not."
    )
    months_min: int | None = Field(default=None, ge=0, le=600)
    months_max: int | None = Field(default=None, ge=0, le=600)
    implied: bool = Field(default=False, description="No sentence says this step, only the order of levels.")
    said: SkipJsonSchema[str | None] = Field(
        default=None,
        description="The sentence that says the step, where it is in no list; filled by the loader.",
    )

    @model_validator(mode="after")
    def _one_role_and_ordered_months(self) -> CareerStep:
        if (self.name is None) == (self.role is None):
            raise ValueError("give either `name` (a title) or `role` (an id), not both and not neither")
        if (self.months_min is None) != (self.months_max is None):
            raise ValueError("give both `months_min` and `months_max`, or neither")
        if self.months_min is not None and self.months_max is not None and self.months_min > self.months_max:
            raise ValueError(f"`months_min` ({self.months_min}) is greater than `months_max` ({self.months_max})")
        return self


class PromotionSkill(Statement):
    """What is needed for promotion: a skill's name or a sentence."""

    main_field: ClassVar[str] = "name"

    text: str = Field(min_length=1, alias="name")


class Career(Model):
    feeders: list[CareerStep] = []
    next: list[CareerStep] = []
    adjacent: list[CareerStep] = []
    promotion_skills: list[PromotionSkill] = []
    promotion_to: str | None = Field(
        default=None, min_length=1, description="Title or id of the role that the promotion leads to."
    )
    promotion_line: SkipJsonSchema[int | None] = Field(
        default=None, ge=1, description="Line of `promotion_to` in the document; filled by the loader."
    )


class RelatedRole(Item):
    """A role that is like this one, by name as written or by id: no step of a career. `tier` and `rank` are the
    source's own.
    """

    name: str | None = Field(default=None, min_length=1)
    role: str | None = Field(
        default=None, min_length=1, description="Id of a role that must exist; use `name` for one that may not."
    )
    tier: str | None = None
    rank: int | None = Field(default=None, ge=1, description="1 is the nearest.")

    @model_validator(mode="after")
    def _one_role(self) -> RelatedRole:
        if (self.name is None) == (self.role is None):
            raise ValueError("give either `name` (a title) or `role` (an id), not both and not neither")
        return self


class Named(Item):
    """Something by its id or by a name as written."""

    name: str = Field(min_length=1)


class Kpi(Item):
    name: str = Field(min_length=1)
    target: str | None = None
    frequency: str | None = None
    measures: str | None = None


class Goals(Model):
    days_30: list[Statement] = Field(default=[], alias="30_day")
    days_60: list[Statement] = Field(default=[], alias="60_day")
    days_90: list[Statement] = Field(default=[], alias="90_day")
    months_6: list[Statement] = Field(default=[], alias="6_month")
    months_12: list[Statement] = Field(default=[], alias="12_month")
    long_term: list[Statement] = []


class DecisionRights(Model):
    independent: list[Statement] = []
    team: list[Statement] = []
    management: list[Statement] = []


class Risks(Model):
    challenges: list[Statement] = []
    bottlenecks: list[Statement] = []
    anti_patterns: list[Statement] = []
    underperformance: list[Statement] = []
    business: list[Statement] = []


class Hiring(Model):
    assess: list[Statement] = []
    exercises: list[Statement] = []
    strong_signals: list[Statement] = []
    weak_signals: list[Statement] = []
    red_flags: list[Statement] = []
    rubric: list[Statement] = []


class Scorecard(BaseModel):
    """Section 20, a summary of the others: strings by row label. Checked against the sections, never loaded as
    facts.
    """

    model_config = ConfigDict(extra="allow", frozen=True)

    top_technical_skills: list[str] = []
    top_soft_skills: list[str] = []
    top_tools: list[str] = []
    career_options: list[str] = []


class Other(Statement):
    """Whatever of the document has no field of its own (escalation points, KPI type, intro notes …)."""

    section: int | None = Field(default=None, ge=1, le=20)
    heading: str | None = None


class Problem(Item):
    """A place of the document that could not be read, or was read by a guess that a person should check."""

    main_field: ClassVar[str] = "what"

    section: int | None = Field(default=None, ge=1, le=20)
    what: str
    words: str = ""
    suggestion: str | None = None


def first_line(lines: Mapping[str, int], fields: tuple[str, ...]) -> int | None:
    """The line of the first of these fields that has one."""
    return next((lines[field] for field in fields if field in lines), None)


class Blueprint(Model):
    """One role as one document describes it. Years are years of experience, months are calendar months.

    A field that holds one value becomes a property of the Role node by itself (`SCALARS`).
    """

    id: RoleId | None = Field(default=None, description="The role's id; without one it is the slug of the title.")
    title: str = Field(min_length=1)
    aliases: list[str] = Field(default=[], description="Other titles of this very role.")
    search_titles: list[str] = Field(
        default=[], description="Titles found by search only; they may be ambiguous and never resolve a name."
    )
    same_as: list[Uri] = Field(default=[], description="URIs of this very role elsewhere, such as ESCO's or O*NET's.")
    status: Status | None = Field(default=None, description="Life cycle; published when left out.")
    replaced_by: str | None = Field(
        default=None, description="For a retired role: the id of the role that replaced it."
    )
    level: str | None = Field(default=None, description="Id or name of a level.")
    family: str | None = Field(default=None, description="Id or name of a family.")
    horizon: str | None = Field(default=None, description="current, emerging …")
    years_min: float | None = Field(default=None, ge=0, le=60, description="Years of experience, lower end.")
    years_max: float | None = Field(default=None, ge=0, le=60, description="Years of experience, upper end.")
    summary: str | None = Field(default=None, description="The role in a few sentences.")
    mission: str | None = Field(default=None, description="What the role is for.")
    technical_skills: list[TechnicalSkill] = []
    soft_skills: list[SoftSkill] = []
    tools: list[Tool] = []
    stakeholders: Stakeholders = Stakeholders()
    career: Career = Career()
    related: list[RelatedRole] = Field(
        default=[], description="Roles that are like this one; never a step of a career."
    )
    builds_on: list[Named] = Field(
        default=[],
        description="Roles, by id or title, whose skills this one takes for granted: each counts as a way up to it, "
        "whatever its family.",
    )
    no_longer: list[Named] = Field(
        default=[], description="Skills that the rungs below ask for and that this role does not take for granted."
    )
    kpis: list[Kpi] = []
    responsibilities: list[Responsibility] = []
    deliverables: list[KindStatement] = []
    activities: list[Activity] = []
    goals: Goals = Goals()
    decision_rights: DecisionRights = DecisionRights()
    risks: Risks = Risks()
    hiring: Hiring = Hiring()
    qualifications: list[KindStatement] = []
    environment: list[KindStatement] = []
    variants: list[KindStatement] = []
    ai_impact: list[KindStatement] = []
    scorecard: Scorecard = Scorecard()
    other: list[Other] = []
    problems: list[Problem] = []
    field_line: SkipJsonSchema[dict[str, int]] = Field(
        default={},
        description="Lines of fields whose items carry none, such as `level` and `aliases[2]`; filled by the loader.",
    )

    def line_of(self, *fields: str) -> int | None:
        """The line of the first of these fields that has one; None where the document's reader knows none."""
        return first_line(self.field_line, fields)

    @field_validator("status", mode="before")
    @classmethod
    def _status_word(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _ordered_years(self) -> Blueprint:
        if self.years_min is not None and self.years_max is not None and self.years_min > self.years_max:
            raise ValueError(f"`years_min` ({self.years_min:g}) is greater than `years_max` ({self.years_max:g})")
        return self


_PLACED = ("id", "title", "level", "family")  # they make the node itself, and edges
SCALARS: dict[str, FieldInfo] = {
    name: field
    for name, field in Blueprint.model_fields.items()
    if name not in _PLACED and get_origin(field.annotation) in (Union, UnionType)
}
