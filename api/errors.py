"""Errors of the API. Each reaches the client as `extensions.code` with a sentence that says what to do; nothing else of it does.

ApiError
    NotFound          NOT_FOUND, with suggestions
    NoPath            NO_PATH, with the reason and the nearest roles
    BadUserInput      BAD_USER_INPUT
    LimitExceeded     LIMIT_EXCEEDED
    Unavailable       UNAVAILABLE, worth another try
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from typing import Any

from graphql import GraphQLError, GraphQLFormattedError

from graph.database import DatabaseUnavailable, QueryTimeout, WrongPassword
from queries.errors import OverLimit, QuestionError, UnknownId

logger = logging.getLogger("ladder.api")

CODES = ("NOT_FOUND", "NO_PATH", "BAD_USER_INPUT", "LIMIT_EXCEEDED", "TIMEOUT", "UNAVAILABLE", "UNAUTHENTICATED", "INTERNAL")


class ApiError(Exception):
    code = "INTERNAL"

    def __init__(self, message: str, **extensions: Any) -> None:
        super().__init__(message)
        self.extensions = extensions


class NotFound(ApiError):
    code = "NOT_FOUND"

    def __init__(self, kind: str, id: str, suggestions: Sequence[str], **extensions: Any) -> None:
        hint = f" Did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"There is no {kind} {id!r}.{hint}", suggestions=list(suggestions), **extensions)


class NoPath(ApiError):
    code = "NO_PATH"


class BadUserInput(ApiError):
    code = "BAD_USER_INPUT"


class LimitExceeded(ApiError):
    code = "LIMIT_EXCEEDED"

    def __init__(self, limit: str, most: float, asked: float) -> None:
        super().__init__(f"{limit} is {asked:g}; at most {most:g} is answered.", limit=limit, most=most, asked=asked)


class Unavailable(ApiError):
    code = "UNAVAILABLE"


def formatted(error: GraphQLError) -> GraphQLFormattedError:
    """What a client sees of an error."""
    shown: dict[str, Any] = dict(error.formatted)
    cause = error.original_error
    if cause is None or isinstance(cause, GraphQLError):
        shown["extensions"] = {"code": "BAD_USER_INPUT", **(error.extensions or {})}
    else:
        shown |= public(cause)
    return shown  # type: ignore[return-value]


def public(cause: Exception) -> dict[str, Any]:
    """Message and extensions of an exception, without its inner words unless they were written for users."""
    if isinstance(cause, UnknownId):
        extensions = {"code": "NOT_FOUND", "argument": cause.argument, "value": cause.value, "suggestions": cause.suggestions}
        return {"message": str(cause), "extensions": extensions}
    if isinstance(cause, OverLimit):
        extensions = {"code": "LIMIT_EXCEEDED", "limit": cause.argument, "most": cause.limit, "asked": cause.value}
        return {"message": str(cause), "extensions": extensions}
    if isinstance(cause, QuestionError):
        return {"message": str(cause), "extensions": {"code": "BAD_USER_INPUT", "argument": cause.argument, "value": cause.value}}
    if isinstance(cause, ApiError):
        return {"message": str(cause), "extensions": {"code": cause.code, **cause.extensions}}
    if isinstance(cause, (DatabaseUnavailable, WrongPassword)):
        return {"message": "The graph database does not answer; try again in a moment.", "extensions": {"code": "UNAVAILABLE"}}
    if isinstance(cause, QueryTimeout):
        return {"message": "The question took longer than allowed; ask for less.", "extensions": {"code": "TIMEOUT"}}
    reference = uuid.uuid4().hex[:12]
    logger.error("internal error %s", reference, exc_info=cause)
    return {"message": f"Something went wrong here; the reference is {reference}.", "extensions": {"code": "INTERNAL", "reference": reference}}
