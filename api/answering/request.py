"""What is asked: one operation, and who asks it."""

from __future__ import annotations

from typing import Any, NamedTuple


class GraphQLRequest(NamedTuple):
    """`query` is the text of a document; `document_id` names a registered one instead. `request_id` and `identity` say
    whose it is.
    """

    query: str | None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    document_id: str | None = None
    request_id: str = ""
    identity: str = ""
