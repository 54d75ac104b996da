"""Errors of the API. Each reaches the client as `extensions.code` with a sentence that says what to do; nothing else of
it does.

ApiError
    NotFound          NOT_FOUND, with suggestions
    NoPath            NO_PATH, with the reason and the nearest roles
    BadUserInput      BAD_USER_INPUT
        InvalidDocument   a document that is no GraphQL, or none of this schema
    LimitExceeded     LIMIT_EXCEEDED
    TookTooLong       TIMEOUT
    Unavailable       UNAVAILABLE, worth another try
    Unauthenticated   UNAUTHENTICATED
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from graphql import GraphQLError, GraphQLFormattedError

from graph.neo4j.database import DatabaseUnavailable, QueryTimeout, WrongPassword
from queries.errors import OverLimit, QuestionError, UnknownId
from queries.state import GraphNotReady

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


class ApiError(Exception):
    """`status` is the HTTP status of a request that is refused as a whole."""

    code = "INTERNAL"
    status = 400

    def __init__(self, message: str, *, status: int | None = None, **extensions: Any) -> None:
        super().__init__(message)
        self.extensions = extensions
        self.status = status or self.status


class NotFound(ApiError):
    code = "NOT_FOUND"

    def __init__(self, kind: str, id: str, suggestions: Sequence[str], **extensions: Any) -> None:
        hint = f" Did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"There is no {kind} {id!r}.{hint}", suggestions=list(suggestions), **extensions)


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
        extensions = {"limit": limit, "most": most, "asked": asked} | ({"least": least} if too_few else {})
        super().__init__(f"{limit} is {asked:.15g}; {allowed} is answered.", status=status, **extensions)


class TookTooLong(ApiError):
    code = "TIMEOUT"

    def __init__(self, seconds: float, *, status: int | None = None) -> None:
        super().__init__(f"The answer took longer than {seconds:g} s; ask for less.", status=status)


class Unavailable(ApiError):
    code = "UNAVAILABLE"


class ChangingGraph(Unavailable):
    def __init__(self) -> None:
        super().__init__("The graph changed while it was read, several times over; try again in a moment.")


class Unauthenticated(ApiError):
    code = "UNAUTHENTICATED"
    status = 401


# What is wrong with the question itself: asked again, it would fail in the same way
QUESTION_ERRORS = (NotFound, NoPath, BadUserInput, LimitExceeded, QuestionError)


def errors_of(cause: Exception) -> list[GraphQLFormattedError]:
    """What a client sees of a request that was refused as a whole."""
    if isinstance(cause, InvalidDocument):
        return [
            {**error.formatted, "message": _short(error.message), "extensions": {"code": cause.code}}
            for error in cause.errors
        ]
    return [public(cause)]  # type: ignore[list-item]


def in_order(errors: Iterable[GraphQLError] | None) -> list[GraphQLError]:
    """In the order of the document, whichever field failed first: the same question gives the same bytes."""
    return sorted(errors or (), key=lambda error: (error.locations or [], error.path or []))


def formatted(error: GraphQLError) -> GraphQLFormattedError:
    """What a client sees of an error."""
    shown: dict[str, Any] = {**error.formatted, "message": _short(error.message)}
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError):
        shown["extensions"] = {"code": "BAD_USER_INPUT", **(error.extensions or {})}
    else:
        shown |= public(cause)
    return shown  # type: ignore[return-value]


def _short(message: str) -> str:
    """A message may repeat what was sent, however long."""
    return message if len(message) <= MOST_MESSAGE else f"{message[:MOST_MESSAGE]} …"


def public(cause: Exception) -> dict[str, Any]:
    """Message and extensions of an exception, without its inner words unless they were written for users."""
    if isinstance(cause, UnknownId):
        extensions = {
            "code": "NOT_FOUND",
            "argument": cause.argument,
            "value": cause.value,
            "suggestions": cause.suggestions,
        }
        return {"message": str(cause), "extensions": extensions}
    if isinstance(cause, OverLimit):
        extensions = {"code": "LIMIT_EXCEEDED", "limit": cause.argument, "most": cause.limit, "asked": cause.value}
        return {"message": str(cause), "extensions": extensions}
    if isinstance(cause, QuestionError):
        return {
            "message": str(cause),
            "extensions": {"code": "BAD_USER_INPUT", "argument": cause.argument, "value": cause.value},
        }
    if isinstance(cause, ApiError):
        return {"message": str(cause), "extensions": {"code": cause.code, **cause.extensions}}
    if isinstance(cause, GraphNotReady):
        return {"message": str(cause), "extensions": {"code": "UNAVAILABLE"}}
    if isinstance(cause, (DatabaseUnavailable, WrongPassword)):
        return {
            "message": "The graph database does not answer; try again in a moment.",
            "extensions": {"code": "UNAVAILABLE"},
        }
    if isinstance(cause, QueryTimeout):
        return {"message": "The question took longer than allowed; ask for less.", "extensions": {"code": "TIMEOUT"}}
    reference = uuid.uuid4().hex[:12]
    logger.error("internal error %s", reference, exc_info=cause)
    return {
        "message": f"Something went wrong here; the reference is {reference}.",
        "extensions": {"code": "INTERNAL", "reference": reference},
    }
