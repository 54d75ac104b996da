"""`mapping.yaml`: what the documents of a ladder mean, as a keeper can read and edit it."""

from __future__ import annotations

from fnmatch import fnmatch
from typing import Literal

from pydantic import Field

from graph.documents.blueprint import Model, RoleId

MAPPING_FILE = "mapping.yaml"
ORIGINALS = "originals"  # where a data folder keeps documents that came from elsewhere
Form = Literal["tables", "pages", "sections", "records", "stages"]


class Part(Model):
    """How some documents are read."""

    files: list[str] = Field(min_length=1, description="Paths in the folder; `*` stands for any characters.")
    form: Form = Field(
        description="tables: levels as columns or rows; pages: one document a role; sections: a heading a level; "
        "records: YAML or JSON; stages: a table of titles that asks for a stage of each skill."
    )
    level: str = Field(
        default="",
        description="pages: the label of the fact that names the level, such as Grade; records: the place of the "
        "level, such as `competencies.level`.",
    )
    competency: str = Field(
        default="",
        description="records: the place of the competency; sections: `title` where each document is about one.",
    )
    title: str = Field(default="", description="records: the place of the title, where it is not the level.")
    headings: Literal["competencies", "job description"] = Field(
        default="competencies", description="pages, sections: what their headings name."
    )
    family: str = Field(default="", description="The discipline of roles whose titles do not name one.")
    ignore: list[str] = Field(default=[], description="Headings, and what stands under them, that are no part of it.")

    @property
    def is_prose(self) -> bool:
        return self.form in ("pages", "sections")

    def covers(self, name: str) -> bool:
        return any(fnmatch(name, pattern) for pattern in self.files)


class Mapping(Model):
    """What the documents of a folder mean."""

    levels: list[str] = Field(default=[], description="The levels, upward, as the documents write them.")
    tracks: dict[str, list[str]] = Field(
        default={}, description="Levels that belong to one track only: individual, management or a name of one's own."
    )
    roles: dict[str, str | None] = Field(
        default={},
        description="Titles and their levels, where the title is not the level and a table names both; null: on none.",
    )
    stages: list[str] = Field(
        default=[], description="How far a role is in a competency, upward: Awareness, Working, Practitioner, Expert."
    )
    ids: dict[str, RoleId] = Field(
        default={}, description="Ids of roles by title, so that one keeps its id when its title changes."
    )
    numbers: dict[str, int] = Field(default={}, description="Figures that the documents give to roles, by title.")
    documents: list[Part] = []

    def part(self, name: str) -> Part | None:
        return next((part for part in self.documents if part.covers(name)), None)

    def track(self, level: str) -> str:
        return next((track for track, levels in self.tracks.items() if level in levels), "")
