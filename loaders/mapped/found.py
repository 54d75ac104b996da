"""What a ladder says once it is read: roles on levels, competencies, and the texts between them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.errors import DocumentError

DECLINED = "no longer asked"  # the field of a text
FACT = "fact"  # of one that tells a figure or a name: years, whom the role reports to


@dataclass(eq=False, slots=True)
class Text:
    """What one role is told about one competency. `subject` is the label of the role or level as the document has it,
    `stage` how far the role is in the competency, where a document names that; `track` the one that the head of the
    role's title names; `places` are the lines of the document
    that its lines stand in, as far as they are not `line`;
    `field` is "" for a competency, "description" for what it means at all levels, "summary", "steps" for where the role
    leads, "fact" for a figure or a name, "other", "no longer asked" for what a level has nothing of ("N/A"), or what a
    job description's heading means ("responsibilities", "requirements", "wishes").
    """

    subject: str
    competency: str
    lines: list[str]
    document: str
    line: int
    group: str = ""
    field: str = ""
    family: str = ""
    stage: str = ""
    track: str = ""
    places: dict[str, int] = dataclasses.field(default_factory=dict)

    def place(self, line: str) -> int:
        return self.places.get(line, self.line)

    @property
    def headed(self) -> bool:
        """Whether it stands under a heading of its own, and not only under its role's."""
        return bool(self.competency) and self.competency != self.subject

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(eq=False, slots=True)
class Role:
    """A role as the ladder has it. `labels` are the ways documents name it; `branch` is the heading of a
    discipline that it stands under. Where documents have a `word` of seniority alone, and the title is that word,
    `full` is the title with the discipline, of which the id is made.
    """

    title: str
    level: str = ""
    family: str = ""
    track: str = ""
    branch: str = ""
    word: str = ""
    full: str = ""
    number: int | None = None
    labels: list[str] = field(default_factory=list)
    document: str = ""
    line: int = 1


class Link(NamedTuple):
    """What a document says of two roles, and in which words: a step from one to the other, or that it builds on it."""

    lower: Role
    upper: Role
    document: str
    line: int
    words: str

    @property
    def step(self) -> tuple[Role, Role]:
        return self.lower, self.upper


@dataclass(eq=False)
class Framework:
    """Everything that was read. Levels and roles go upward; `stated` are the steps that a document states, the others
    follow from the order and from `bases`; `stages` of competencies go upward too; `descriptions` say what competencies
    are at all levels; `unused` are words that became nothing, `unread` documents that could not be read;
    `clashes` tell, by document and line, where two documents say one thing otherwise; `strange` are headings that look
    like levels and are none; `places` are those of data, by document.
    """

    levels: list[str] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    texts: list[tuple[Role, Text]] = field(default_factory=list)
    descriptions: list[Text] = field(default_factory=list)
    steps: list[tuple[Role, Role]] = field(default_factory=list)
    stated: list[Link] = field(default_factory=list)
    bases: list[Link] = field(default_factory=list)
    unused: list[tuple[str, int, str]] = field(default_factory=list)
    used: list[tuple[str, int, str, str]] = field(default_factory=list)
    clashes: list[tuple[str, int, str]] = field(default_factory=list)
    strange: list[tuple[str, int, str]] = field(default_factory=list)
    places: dict[str, set[str]] = field(default_factory=dict)
    unread: list[DocumentError] = field(default_factory=list)

    def read_of(self) -> set[str]:
        """The documents of which a role, a text or a step was read."""
        texts = (*self.descriptions, *(text for _, text in self.texts))
        links = (*self.stated, *self.bases)
        return (
            {said.document for said in texts}
            | {role.document for role in self.roles}
            | {link.document for link in links}
        )

    def cells(self) -> Iterator[tuple[Role, Text]]:
        """The texts of competencies; of a document that has none, what stands under its levels; where no document has
        any, those of all headings, a summary's own among them.
        """
        named = {text.document for _, text in self.texts if not text.field}
        if not named:
            texts = (said for said in self.texts if said[1].field not in ("steps", FACT, DECLINED))
            return ((role, text) for role, text in texts if text.field != "summary" or text.headed)
        return (
            (role, text)
            for role, text in self.texts
            if not text.field or (text.field == "section" and text.document not in named)
        )

    def competencies(self) -> list[str]:
        """Names of competencies in order; one that only joins two others ("A / B") counts as those."""
        names = {text.competency.casefold(): text.competency for _, text in reversed(self.texts) if not text.field}
        ordered = list(dict.fromkeys(text.competency.casefold() for _, text in self.texts if not text.field))
        joined = {
            name for name in ordered if len(parts := name.split(" / ")) > 1 and all(part in names for part in parts)
        }
        return [names[name] for name in ordered if name not in joined]

    def as_json(self) -> dict[str, Any]:
        return {
            "levels": self.levels,
            "stages": self.stages,
            "roles": [
                {"title": role.title, "level": role.level or None, "family": role.family or None} for role in self.roles
            ],
            "competencies": self.competencies(),
            "cells": [
                {
                    "role": role.title,
                    "level": role.level or None,
                    "competency": text.competency,
                    "text": text.text,
                    "stage": text.stage or None,
                    "document": text.document,
                    "line": text.line,
                }
                for role, text in self.cells()
            ],
            "steps": [[lower.title, upper.title] for lower, upper in self.steps],
            "descriptions": [
                {
                    "competency": text.competency,
                    "text": text.text,
                    "document": text.document,
                    "line": text.line,
                }
                for text in self.descriptions
            ],
            "unused": [{"document": document, "line": line, "words": words} for document, line, words in self.unused],
            "unread": [{"document": error.document, "why": str(error)} for error in self.unread],
        }
