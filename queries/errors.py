"""Questions that cannot be answered as asked.

QuestionError     an argument has an invalid value; names the argument, the value and what is allowed
    UnknownId     there is no such role, skill, level or family; carries the nearest ids
    AmbiguousName several things have this name; carries the ids of all
    OverLimit     the question asks for more than allowed; names the limit
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.errors import LadderError, did_you_mean

MOST_CANDIDATES = 10
MOST_TOLD = 20


class QuestionError(LadderError):
    """`argument` is named as in GraphQL (from, to, via, maxSteps …)."""

    def __init__(
        self, argument: str, value: Any, message: str, *, suggestions: Sequence[str] = (), hint: str | None = None
    ) -> None:
        super().__init__(message, suggestions=suggestions, hint=hint)
        self.argument = argument
        self.value = value


class UnknownId(QuestionError):
    """`kind` is role, skill, level or family; `suggestions` are ids; `among` are all ids, where they are few enough to
    be told.
    """

    def __init__(
        self, argument: str, value: str, kind: str, suggestions: Sequence[str], among: Sequence[str] = ()
    ) -> None:
        hint = did_you_mean(suggestions) or ("" if among else "Search for a part of its name.")
        if among:
            hint = f"{hint} The {kind}s are {', '.join(among[:MOST_TOLD])}{' …' if among[MOST_TOLD:] else '.'}".lstrip()
        super().__init__(argument, value, f"There is no {kind} {value!r}.", suggestions=suggestions, hint=hint)
        self.kind = kind


class AmbiguousName(QuestionError):
    """`kind` is as for UnknownId; `suggestions` are the ids of what it may be."""

    def __init__(self, argument: str, value: str, kind: str, candidates: Sequence[str]) -> None:
        kinds = "families" if kind == "family" else f"{kind}s"
        super().__init__(
            argument,
            value,
            f"{value!r} may mean {len(candidates)} {kinds}; name one by its id.",
            suggestions=candidates[:MOST_CANDIDATES],
        )


class OverLimit(QuestionError):
    """`of` names what there is too much of, where it is not the argument itself."""

    def __init__(self, argument: str, value: int, limit: int, of: str = "") -> None:
        what = f"At most {limit:,} {of}" if of else f"{argument} may be at most {limit:,}"
        super().__init__(argument, value, f"{what}; {value:,} were asked for.")
        self.limit = limit
