"""Errors of bad input, as a user sees them.

DocumentError        a document that cannot become part of the graph; names document, line, field, what is wrong and the
                     next step
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(eq=False)
class DocumentError(Exception):
    """A document that cannot be used.

    `document` is its id, name or path, `line` counts from 1, `field` is the key or section concerned, `suggestion` the
    next step.
    """

    document: str
    message: str
    line: int | None = None
    field: str | None = None
    suggestion: str | None = None

    def __str__(self) -> str:
        place = self.document if self.line is None else f"{self.document}:{self.line}"
        parts = [place, self.field, self.message]
        sentence = ": ".join(part for part in parts if part)
        return f"{sentence}. {self.suggestion}" if self.suggestion else sentence


class DocumentErrors(Exception):
    """Several documents' errors at once, so that a keeper mends them in one go."""

    def __init__(self, errors: Sequence[DocumentError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = tuple(errors)
