"""Questions that cannot be answered as asked.

QuestionError     an argument that has no meaning; names the argument, the value and what is allowed
    UnknownId     no such role, skill, level or family; carries the nearest ids
    OverLimit     more than may be asked for; names the limit
"""

from __future__ import annotations

from typing import Any


class QuestionError(Exception):
    """`argument` is named as in GraphQL (from, to, via, maxSteps …)."""

    def __init__(self, argument: str, value: Any, message: str) -> None:
        super().__init__(message)
        self.argument = argument
        self.value = value
        self.message = message


class UnknownId(QuestionError):
    """`kind` is role, skill, level or family; `suggestions` are ids, nearest first."""

    def __init__(self, argument: str, value: str, kind: str, suggestions: list[str]) -> None:
        hint = f" Did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(argument, value, f"There is no {kind} {value!r}.{hint}")
        self.kind = kind
        self.suggestions = suggestions


class OverLimit(QuestionError):
    """`of` says what there is too much of, where it is not the argument itself."""

    def __init__(self, argument: str, value: int, limit: int, of: str = "") -> None:
        what = f"At most {limit:,} {of}" if of else f"{argument} may be at most {limit:,}"
        super().__init__(argument, value, f"{what}; {value:,} were asked for.")
        self.limit = limit
