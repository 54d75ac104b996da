"""Errors of the API. A client sees the code, the message, which says what to do, and the extensions; nothing else.

ApiError
    NotFound          NOT_FOUND, with suggestions
    NoPath            NO_PATH, with the reason and the nearest roles
    BadUserInput      BAD_USER_INPUT
        InvalidDocument   a document that does not parse, or does not fit the schema
    LimitExceeded     LIMIT_EXCEEDED
    TookTooLong       TIMEOUT
    Unavailable       UNAVAILABLE, may work a moment later
    Unauthenticated   UNAUTHENTICATED
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from graphql import GraphQLError, GraphQLFormattedError

from graph.errors import LadderError
from graph.neo4j.database import DatabaseUnavailable, QueryTimeout, WrongPassword
from graph.storing.errors import NotReady
from queries.errors import OverLimit, QuestionError, UnknownId

logger = logging.getLogger("ladder.api")

MOST_MESSAGE = 400

CODES = (
    "NOT_FOUND",
    "NO_PATH",
    "BAD_USER_INPUT",
    "LIMIT_EXCEEDED",
    "TIMEOUT",
    "UNAVAILABLE",
    "UNAUTHENTICATED",
    "INTERNAL",
)


class ApiError(LadderError):
    """`extensions` are for programs, beside code, suggestions and hint. `status` is the HTTP status of a rejected
    request.
    """

    code = "INTERNAL"
    status = 400

    def __init__(
        self,
        message: str,
        *,
        suggestions: Sequence[str] = (),
        hint: str | None = None,
        status: int | None = None,
        **extensions: Any,
    ) -> None:
        super().__init__(message, suggestions=suggestions, hint=hint)
        self.extensions = extensions
        self.status = status or self.status


class NotFound(ApiError):
    code = "NOT_FOUND"

    def __init__(self, kind: str, id: str, suggestions: Sequence[str], **extensions: Any) -> None:
        hint = None if suggestions else "Search for a part of its name: search(text: …)."
        super().__init__(f"There is no {kind} {id!r}.", suggestions=suggestions, hint=hint, **extensions)


class NoPath(ApiError):
    code = "NO_PATH"


class BadUserInput(ApiError):
    code = "BAD_USER_INPUT"


class InvalidDocument(BadUserInput):
    def __init__(self, errors: Sequence[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = list(errors)


class LimitExceeded(ApiError):
    code = "LIMIT_EXCEEDED"

    def __init__(
        self, limit: str, most: float, asked: float, *, least: float | None = None, status: int | None = None
    ) -> None:
        too_few = least is not None and asked < least
        allowed = f"at least {least:.15g}" if too_few else f"at most {most:.15g}"
        extensions: dict[str, Any] = {"limit": limit, "most": most, "asked": asked}
        if too_few:
            extensions["least"] = least
        super().__init__(f"{limit} is {asked:.15g}; {allowed} is answered.", status=status, **extensions)


class TookTooLong(ApiError):
    code = "TIMEOUT"

    def __init__(self, seconds: float, *, status: int | None = None) -> None:
        super().__init__(f"The answer took longer than {seconds:g} s.", hint="Ask for less.", status=status)


class Unavailable(ApiError):
    code = "UNAVAILABLE"

    def __init__(self, message: str = "The graph database does not answer.", *, status: int | None = None) -> None:
        super().__init__(message, hint="Try again in a moment.", status=status)


class ChangingGraph(Unavailable):
    def __init__(self) -> None:
        super().__init__("The graph changed several times while it was read.")


class Unauthenticated(ApiError):
    code = "UNAUTHENTICATED"
    status = 401


# Errors of the question itself: running it again would fail again
QUESTION_ERRORS = (NotFound, NoPath, BadUserInput, LimitExceeded, QuestionError)


def errors_of(cause: Exception) -> list[GraphQLFormattedError]:
    """What a client sees of a rejected request."""
    if isinstance(cause, InvalidDocument):
        return [
            {**error.formatted, "message": _short(error.message), "extensions": {"code": cause.code}}
            for error in cause.errors
        ]
    return [public(cause)]  # type: ignore[list-item]


def in_order(errors: Iterable[GraphQLError] | None) -> list[GraphQLError]:
    """In the order of the document, whichever field failed first, so that the same question gives the same bytes."""
    return sorted(errors or (), key=lambda error: (error.locations or [], error.path or []))


def formatted(error: GraphQLError) -> GraphQLFormattedError:
    """What a client sees of one field's error."""
    shown: dict[str, Any] = {**error.formatted, "message": _short(error.message)}
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError):
        shown["extensions"] = {"code": "BAD_USER_INPUT", **(error.extensions or {})}
    else:
        shown |= public(cause)
    return shown  # type: ignore[return-value]


def _short(message: str) -> str:
    """A message of graphql-core may repeat a long input."""
    return message if len(message) <= MOST_MESSAGE else f"{message[:MOST_MESSAGE]} …"


def public(cause: Exception) -> dict[str, Any]:
    """Message and extensions of an exception. Its own message is shown only if it was written for users."""
    if isinstance(cause, NotReady):
        return _told(cause, "UNAVAILABLE")
    if isinstance(cause, (DatabaseUnavailable, WrongPassword)):
        cause = Unavailable()
    elif isinstance(cause, QueryTimeout):
        return _told(LadderError("The question took longer than allowed.", hint="Ask for less."), "TIMEOUT")
    if isinstance(cause, UnknownId):
        return _told(cause, "NOT_FOUND", argument=cause.argument, value=cause.value)
    if isinstance(cause, OverLimit):
        return _told(cause, "LIMIT_EXCEEDED", limit=cause.argument, most=cause.limit, asked=cause.value)
    if isinstance(cause, QuestionError):
        return _told(cause, "BAD_USER_INPUT", argument=cause.argument, value=cause.value)
    if isinstance(cause, ApiError):
        return _told(cause, cause.code, **cause.extensions)
    reference = uuid.uuid4().hex[:12]
    logger.error("internal error %s", reference, exc_info=cause)
    return {
        "message": f"Something went wrong here. Tell whoever runs this server the reference {reference}.",
        "extensions": {"code": "INTERNAL", "reference": reference},
    }


def _told(error: LadderError, code: str, **extensions: Any) -> dict[str, Any]:
    """`message` is the whole text. A page may show the parts `suggestions` and `hint` in its own way."""
    if error.suggestions or code == "NOT_FOUND":
        extensions["suggestions"] = list(error.suggestions)
    if error.hint:
        extensions["hint"] = error.hint
    return {"message": str(error), "extensions": {"code": code, **extensions}}
