"""Prepares documents: parses, checks limits, validates, compiles cost and operation. A bounded cache keeps the
results.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)

from api.errors import BadUserInput, InvalidDocument, LimitExceeded
from api.operations.compiled import CompiledOperation
from api.operations.cost import compiled_cost
from api.operations.limits import check_document, check_text
from api.operations.selections import Fragments, field_names, fragments_of
from graph.settings import Settings

MOST_BYTES_KEPT = 24_000_000
DOCUMENT_BYTES, TOKEN_BYTES, CHARACTER_BYTES = 12_000, 450, 3  # memory of a kept document, measured by tracemalloc
MOST_ERRORS = 10
LARGE = 2_000  # cost; the largest question of the explorer has half of it
SCANNING = frozenset({"findings", "changes", "revisions", "counts", "documents", "documentCount"})


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """An operation that may run. `reads_graph` is false if it asks only for the schema, `scans` is true if the database
    must scan for it.
    """

    document: DocumentNode
    name: str | None
    digest: str  # SHA-256 of the document's text
    bytes: int  # of memory, roughly
    reads_graph: bool
    scans: bool
    cost: Callable[[Mapping[str, Any]], int]
    compiled: CompiledOperation

    def is_large(self, variables: Mapping[str, Any]) -> bool:
        """Whether it waits for its turn (`api.answering.turns`)."""
        return self.scans or self.cost(variables) > LARGE


class Preparer:
    """Prepares operations and keeps the most recently used, `MOST_BYTES_KEPT` in all."""

    def __init__(self, schema: GraphQLSchema, settings: Settings) -> None:
        self._schema = schema
        self._settings = settings
        self._rules = (*specified_rules, *(() if settings.shows_schema else (NoSchemaIntrospectionCustomRule,)))
        self._kept: LRUCache[tuple[str, str | None], Prepared] = LRUCache(
            MOST_BYTES_KEPT, getsizeof=lambda prepared: prepared.bytes
        )
        self.hits = self.misses = 0

    def prepare(self, text: str, name: str | None = None) -> Prepared:
        """Raises LimitExceeded, BadUserInput and InvalidDocument."""
        key = (text, name)
        if key in self._kept:
            self.hits += 1
            return self._kept[key]
        self.misses += 1
        prepared = self._prepare(text, name)
        with suppress(ValueError):  # larger than the whole cache
            self._kept[key] = prepared
        return prepared

    def check_cost(self, prepared: Prepared, variables: Mapping[str, Any]) -> None:
        """Raises LimitExceeded if the operation costs too much with these variables."""
        cost = prepared.cost(variables)
        if cost > self._settings.max_cost:
            raise LimitExceeded("cost", self._settings.max_cost, cost)

    def _prepare(self, text: str, name: str | None) -> Prepared:
        tokens = check_text(text, self._settings)
        try:
            document = parse(text)
        except GraphQLError as error:
            raise InvalidDocument([error]) from None
        check_document(document, self._settings)
        if errors := validate(
            self._schema, document, self._rules, MOST_ERRORS, hide_suggestions=not self._settings.shows_schema
        ):
            raise InvalidDocument(errors)
        operation = _chosen(document, name)
        fragments = fragments_of(document)
        cost = compiled_cost(self._schema, operation, fragments, self._settings)
        digest = hashlib.sha256(text.encode()).hexdigest()
        size = DOCUMENT_BYTES + TOKEN_BYTES * tokens + CHARACTER_BYTES * sys.getsizeof(text)
        name = operation.name.value if operation.name else None
        compiled = CompiledOperation(self._schema, operation, fragments)
        return Prepared(
            document, name, digest, size, _reads_graph(operation), _scans(operation, fragments), cost, compiled
        )


def _chosen(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operation = get_operation_ast(document, name)
    if operation is not None:
        return operation
    operations = [part for part in document.definitions if isinstance(part, OperationDefinitionNode)]
    names = [part.name.value for part in operations if part.name]
    if name is None:
        raise BadUserInput(
            "The document holds several operations.",
            hint=f"Name one of {', '.join(names)} as operationName.",
            argument="operationName",
        )
    held = ", ".join(names) or "one without a name"
    raise BadUserInput(
        f"operationName: the document holds no operation {name!r}; it holds {held}.", argument="operationName"
    )


def _scans(operation: OperationDefinitionNode, fragments: Fragments) -> bool:
    named = [operation.selection_set, *(fragment.selection_set for fragment in fragments.values())]
    return not SCANNING.isdisjoint(field_names(named))


def _reads_graph(operation: OperationDefinitionNode) -> bool:
    return not all(
        isinstance(node, FieldNode) and node.name.value.startswith("__") for node in operation.selection_set.selections
    )
