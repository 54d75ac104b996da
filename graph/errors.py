"""The base of this project's errors, and the errors of documents.

LadderError           what a user can be told: what is wrong and what to do next
    DocumentError     a document that cannot become part of the graph; names document, line, field, what is wrong and
                      the next step
    DocumentErrors    several of them at once

Imports no other module of the project: the `ladder` command knows LadderError before it knows what will run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

BAD_INPUT, NO_DATABASE = 2, 3  # exit codes of the `ladder` command


class LadderError(Exception):
    """`message` says what is wrong, `hint` what to do next; `str()` is both.

    `suggestions` are near names, the nearest first. They make the hint where no other is given.
    """

    exit_code: ClassVar[int] = BAD_INPUT
    message: str
    suggestions: tuple[str, ...] = ()
    hint: str | None = None

    def __init__(self, message: str, *, suggestions: Sequence[str] = (), hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.suggestions = tuple(suggestions)
        self.hint = hint or did_you_mean(suggestions)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message


def did_you_mean(suggestions: Sequence[str]) -> str | None:
    """`Did you mean a or b?`, or None without suggestions."""
    return f"Did you mean {' or '.join(suggestions)}?" if suggestions else None


@dataclass(eq=False)
class DocumentError(LadderError):
    """A document that cannot be used.

    `document` is its id, name or path, `line` counts from 1, `field` is the key or section concerned, `suggestion` the
    next step.
    """

    document: str
    message: str
    line: int | None = None
    field: str | None = None
    suggestion: str | None = None

    def __post_init__(self) -> None:
        self.hint = self.suggestion

    def __str__(self) -> str:
        return f"{self.place}: {self.told}"

    @property
    def place(self) -> str:
        """Document, line and field."""
        document = self.document if self.line is None else f"{self.document}:{self.line}"
        return f"{document}: {self.field}" if self.field else document

    @property
    def told(self) -> str:
        """What is wrong and what to do, without the place."""
        return f"{self.message}. {self.suggestion}" if self.suggestion else self.message


class DocumentErrors(LadderError):
    """The errors of several documents at once, so that a keeper can correct them together. What is wrong in the same
    way in several places is said once.
    """

    def __init__(self, errors: Sequence[DocumentError]) -> None:
        alike: dict[str, list[DocumentError]] = {}
        for error in errors:
            alike.setdefault(error.told, []).append(error)
        super().__init__("\n".join(_told(told, same) for told, same in alike.items()))
        self.errors = tuple(errors)


def _told(told: str, errors: Sequence[DocumentError]) -> str:
    if len(errors) == 1:
        return str(errors[0])
    return "\n    ".join((f"In {len(errors)} places: {told}", *(error.place for error in errors)))
