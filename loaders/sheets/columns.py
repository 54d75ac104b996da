"""What a sheet of a ladder is made of: columns with their headings, and rows to start from."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from graph.documents.spelling import letters
from loaders.sheets.headings import IN_OTHER_LANGUAGES

ColumnKind = Literal["text", "list", "number", "yes", "skills", "steps"]


@dataclass(frozen=True)
class Column:
    """A column. `field` is the field of the row's model; `values` maps each allowed value to other spellings of it.

    A `list` cell holds one entry a line, or entries between semicolons; `skills` and `steps` are lists whose entries
    may end in a parenthesis with details.
    """

    heading: str
    field: str
    help: str
    aliases: tuple[str, ...] = ()
    kind: ColumnKind = "text"
    values: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    required: bool = False
    width: int = 18

    @cached_property
    def names(self) -> frozenset[str]:
        """Every heading that it may have, as `letters` writes them."""
        others = IN_OTHER_LANGUAGES.get(self.field, ())
        return frozenset(map(letters, (self.heading, self.field, *self.aliases, *others)))

    @property
    def allowed(self) -> str:
        """The allowed values in words."""
        return {"number": "a number", "yes": "yes or no"}.get(self.kind) or ", ".join(self.values)


@dataclass(frozen=True)
class Sheet:
    """A sheet with its columns in order and rows to start from."""

    name: str
    help: str
    columns: tuple[Column, ...]
    examples: tuple[Mapping[str, str | float], ...] = ()
    aliases: tuple[str, ...] = ()

    def column(self, heading: str) -> Column | None:
        """The column that a heading names, by its heading, field, alias or name in another language; case, spaces and
        punctuation do not matter.
        """
        wanted = letters(heading)
        return next((column for column in self.columns if wanted and wanted in column.names), None)

    def by_field(self, field: str) -> Column | None:
        return next((column for column in self.columns if column.field == field), None)
