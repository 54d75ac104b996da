"""A GraphQL request: one operation, and who asks it."""

from __future__ import annotations

from typing import Any, NamedTuple


class GraphQLRequest(NamedTuple):
    """`query` is the text of a document; `document_id` names a registered document instead. `identity` is the API key
    or the person that asks, `request_id` stands in logs. `ours`: an operation of this program; it
    need not be registered. `gzip`: the client takes a compressed answer.
    """

    query: str | None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    document_id: str | None = None
    request_id: str = ""
    identity: str = ""
    ours: bool = False
    gzip: bool = False
