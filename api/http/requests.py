"""Reads the GraphQL request of an HTTP request, or says why it is rejected."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import orjson
from starlette.datastructures import QueryParams
from starlette.types import Receive, Scope

from api.answering.request import GraphQLRequest
from api.errors import BadUserInput, LimitExceeded
from graph.settings import Settings

JSON = b"application/json"
MOST_NESTING = 20
NAME = re.compile(rb'"\s*:')
KINDS: dict[str, tuple[type, ...]] = {
    "query": (str, type(None)),
    "documentId": (str, type(None)),
    "variables": (dict, type(None)),
    "operationName": (str, type(None)),
    "extensions": (dict, type(None)),
}

Headers = dict[bytes, bytes]  # by name in lower case
_HEADERS = "headers by name"


def headers_of(scope: Scope) -> Headers:
    """Headers by name, computed once per request. Of a repeated header the first counts."""
    headers: Headers | None = scope.get(_HEADERS)
    if headers is None:
        headers = scope[_HEADERS] = dict(reversed(scope["headers"]))
    return headers


@lru_cache(64)
def takes(coding: str, accepted: str) -> bool:
    """Whether an Accept-Encoding header names a content coding, and not with the weight 0."""
    return bool(re.search(rf"\b{coding}\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", accepted))


async def read_request(scope: Scope, receive: Receive, settings: Settings, identity: str) -> GraphQLRequest:
    """The operation of a GET or POST. Raises BadUserInput and LimitExceeded."""
    given = (
        _from_address(scope) if scope["method"] == "GET" else _parsed(await _body(receive, headers_of(scope), settings))
    )
    gzip = takes("gzip", headers_of(scope).get(b"accept-encoding", b"").decode("latin-1"))
    return _checked(given, scope.get("request_id", ""), identity, gzip)


async def _body(receive: Receive, headers: Headers, settings: Settings) -> bytes:
    """The JSON body. Pages of other sites can send forms without a CORS preflight, but not JSON."""
    kind, _, parameters = headers.get(b"content-type", b"").partition(b";")
    charset = parameters.strip().lower().removeprefix(b"charset=").strip(b'"')
    if kind.strip().lower() != JSON or charset not in (b"", b"utf-8"):
        raise BadUserInput(
            "Send the operation as a JSON body in UTF-8 with Content-Type: application/json.", status=415
        )
    declared = headers.get(b"content-length", b"")
    if declared.isdigit():
        _check_length(int(declared), settings)
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadUserInput("The connection ended before the body was complete.")
        body += message.get("body", b"")
        _check_length(len(body), settings)
        more = message.get("more_body", False)
    return bytes(body)


def _check_length(length: int, settings: Settings) -> None:
    if length > settings.max_body_bytes:
        raise LimitExceeded("body bytes", settings.max_body_bytes, length, status=413)


def _parsed(body: bytes, what: str = "The body") -> Any:
    """A JSON value in strict UTF-8. An object that repeats a name is rejected: another reader of the same request, such
    as a proxy, might use the other value.
    """
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadUserInput(f"{what} is not JSON: {error}.") from None
    nesting, names = _measured(value)
    if nesting > MOST_NESTING:
        raise LimitExceeded("nesting of the JSON", MOST_NESTING, nesting)
    # Cheap first: more names in the text than in the value. A string may contain what looks like a name, so look closer
    if len(NAME.findall(body)) != names:
        json.loads(body, object_pairs_hook=_unique)
    return value


def _measured(value: Any) -> tuple[int, int]:
    """The depth of nesting, and the number of names in all objects."""
    nesting = names = 0
    level = [value] if isinstance(value, (dict, list)) else []
    while level:
        nesting += 1
        following: list[Any] = []
        for container in level:
            values: Iterable[Any] = container
            if isinstance(container, dict):
                names += len(container)
                values = container.values()
            following += [inner for inner in values if isinstance(inner, (dict, list))]
        level = following
    return nesting, names


def _unique(pairs: list[tuple[str, Any]]) -> None:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        twice = max(names, key=names.count)[:50]
        raise BadUserInput(f"{twice!r} stands twice in one object.", hint="Leave one of them out.")


def _from_address(scope: Scope) -> dict[str, Any]:
    parameters = QueryParams(scope["query_string"])
    given: dict[str, Any] = dict(parameters)
    if len(given) < len(parameters.multi_items()):
        raise BadUserInput("A parameter stands twice in the address.", hint="Leave one of them out.")
    for name in ("variables", "extensions"):
        if given.get(name):
            given[name] = _parsed(given[name].encode(errors="surrogateescape"), name)
        else:
            given.pop(name, None)
    return given


def _checked(body: Any, request_id: str, identity: str, gzip: bool) -> GraphQLRequest:
    if not isinstance(body, dict):
        raise BadUserInput(
            "The body should be one object with `query`, and perhaps `variables` and `operationName`; batches are not "
            "answered."
        )
    for name, value in body.items():
        allowed = KINDS.get(name)
        if allowed and not isinstance(value, allowed):
            raise BadUserInput(f"`{name}` should be {'text' if str in allowed else 'an object'}.", argument=name)
    query, document_id, variables = body.get("query"), body.get("documentId"), body.get("variables")
    if (query is None) == (document_id is None):
        raise BadUserInput("Send the operation as `query`, or the `documentId` of a registered one.", argument="query")
    name = body.get("operationName") or None
    return GraphQLRequest(query, variables, name, document_id, request_id, identity, gzip=gzip)
