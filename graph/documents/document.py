"""Documents: the only input of the graph. Each is a role's blueprint or a piece of the vocabulary, with its source."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from pydantic import Field, model_validator

from graph.documents.blueprint import Blueprint, Item, Model, Uri

Track = Literal["individual", "management", "job_zone"]
DocumentFormat = Literal["yaml", "html", "wordpress", "text", "markdown", "docx", "mapped", "onet", "esco", "sheet"]

# Which document counts where several disagree about a property, lower first: curated files, blueprints, imports, last
# public data that is known by URIs
PRECEDENCE: dict[str, int] = {"yaml": 0, "onet": 2, "sheet": 2, "esco": 3} | dict.fromkeys(
    ("html", "wordpress", "text", "markdown", "docx", "mapped"), 1
)


class Term(Item):
    """A canonical name with its other spellings. Terms of one id in several files are one term: their aliases unite."""

    id: str | None = Field(
        default=None, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Slug of the name when left out."
    )
    name: str = Field(min_length=1)
    aliases: list[str] = []
    not_aliases: list[str] = Field(
        default=[], description="Aliases that another file gives this term and that name something else."
    )
    same_as: list[Uri] = Field(default=[], description="URIs of this very thing elsewhere, such as ESCO's or O*NET's.")
    replaces: list[str] = Field(
        default=[],
        description="Ids of terms that are this very thing: they are merged into it, and their ids still lead to it.",
    )


class LevelTerm(Term):
    """A rung: `rank` compares inside a track. Months are what people typically spend there when no source says
    better.
    """

    rank: int = Field(ge=0, le=100)
    track: Track = "individual"
    months_min: int | None = Field(
        default=None, ge=0, le=600, description="Typical months before the next level, lower end."
    )
    months_max: int | None = Field(
        default=None, ge=0, le=600, description="Typical months before the next level, upper end."
    )
    unmarked: bool = Field(default=False, description="Titles of this level usually carry no level word (mid).")
    in_titles: list[str] | None = Field(
        default=None, description="Words that show this level in a title; the name and aliases when left out."
    )

    @model_validator(mode="after")
    def _ordered_months(self) -> LevelTerm:
        if (self.months_min is None) != (self.months_max is None):
            raise ValueError("give both `months_min` and `months_max`, or neither")
        if self.months_min is not None and self.months_max is not None and self.months_min > self.months_max:
            raise ValueError(f"`months_min` ({self.months_min}) is greater than `months_max` ({self.months_max})")
        return self


class SkillTerm(Term):
    kind: Literal["technical", "soft"] = "technical"
    description: str | None = None
    group: str | None = Field(default=None, description="Pillar of a framework that the competency belongs to.")
    onet_id: str | None = None


class ToolTerm(Term):
    description: str | None = None


class Months(Model):
    """A time in calendar months."""

    min: int = Field(ge=0, le=600)
    max: int = Field(ge=0, le=600)

    @model_validator(mode="after")
    def _ordered(self) -> Months:
        if self.min > self.max:
            raise ValueError(f"`min` ({self.min}) is greater than `max` ({self.max})")
        return self


class RoleTerm(Term):
    """A title with its other spellings; level and family place the role where no document describes it and its title
    does not show them.
    """

    level: str | None = Field(default=None, description="Id or name of a level.")
    family: str | None = Field(default=None, description="Id or name of a family.")


class Scale(Item):
    """A scale of proficiency of one's own: the names of its steps, upward."""

    name: str = Field(min_length=1)
    steps: list[str] = Field(min_length=2)


class Vocabulary(Model):
    """The content of one vocabulary file. Aliases of `roles` are other titles; a `roles` entry describes no role."""

    levels: list[LevelTerm] = []
    families: list[Term] = []
    skills: list[SkillTerm] = []
    tools: list[ToolTerm] = []
    tool_categories: list[Term] = []
    roles: list[RoleTerm] = []
    stakeholders: list[Term] = []
    scales: list[Scale] = Field(default=[], description="Scales of proficiency: a name, and its steps upward.")
    lateral_months: Months | None = Field(
        default=None, description="How long a move sideways takes where no source says it; `ladder.yaml` sets it."
    )


@dataclass(frozen=True, slots=True)
class Document:
    """One source of facts. `id` is `collection/name`.

    `role_id` is the id that the described role got when the document was first loaded; None before that. It counts
    where the content states no id, even after the title has changed. The hash leaves it out.
    """

    id: str
    title: str
    collection: str
    format: DocumentFormat
    content: Blueprint | Vocabulary
    uri: str | None = None
    licence: str | None = None
    attribution: str | None = None
    role_id: str | None = None

    @property
    def precedence(self) -> tuple[int, str]:
        return (PRECEDENCE[self.format], self.id)

    @property
    def known_by_uri(self) -> bool:
        """Its roles and terms have ids of their own, and are those of other documents that have their URIs."""
        return self.format == "esco"

    @property
    def imported(self) -> bool:
        """Public data or a sheet: it never takes over a name of the vocabulary, and its new names are no findings."""
        return PRECEDENCE[self.format] > PRECEDENCE["text"]

    def content_json(self) -> str:
        """The normalised content: JSON without defaults, keys in the model's order."""
        kind = "role" if isinstance(self.content, Blueprint) else "vocabulary"
        payload = {"kind": kind, kind: self.content.model_dump(mode="json", by_alias=True, exclude_defaults=True)}
        return orjson.dumps(payload).decode()

    def properties(self) -> dict[str, Any]:
        """The properties of the Document node, without `loaded_at`, which the fold does not make."""
        content = self.content_json()
        properties = {
            "title": self.title,
            "collection": self.collection,
            "format": self.format,
            "uri": self.uri,
            "licence": self.licence,
            "attribution": self.attribution,
            "content": content,
        }
        digest = hashlib.sha256(orjson.dumps(properties, option=orjson.OPT_SORT_KEYS)).hexdigest()
        return {key: value for key, value in properties.items() if value is not None} | {"sha256": digest}

    @classmethod
    def from_properties(cls, id: str, properties: dict[str, Any]) -> Document:
        """The document that a Document node was written from."""
        payload = orjson.loads(properties["content"])
        content = (
            Blueprint.model_validate(payload["role"])
            if payload["kind"] == "role"
            else Vocabulary.model_validate(payload["vocabulary"])
        )
        optional: dict[str, Any] = {key: properties.get(key) for key in ("uri", "licence", "attribution", "role_id")}
        return cls(id, properties["title"], properties["collection"], properties["format"], content, **optional)
