"""Limits on the size of a document, checked before and right after it is parsed.

Characters and tokens bound the parser's work, depth its recursion. Repeats bound the validation rule that compares
every pair of merged fields, fields bound fragments that spread fragments. The other limits bound the work of answering.
`api.operations.cost` bounds the length of lists.
"""

from __future__ import annotations

import re

from graphql import DocumentNode, FieldNode, OperationDefinitionNode, SelectionSetNode

from api.errors import LimitExceeded
from api.operations.selections import Fragments, fields_by_key, fragments_of
from graph.settings import Settings

VALUE_NESTING = 10  # brackets of arguments and their values, in addition to those of selections
TOKEN = re.compile(
    r'"""(?:\\"""|[^"]|"(?!""))*(?:""")?'  # block string
    r'|"(?:\\.|[^"\\\n])*"?'
    r"|#[^\n]*"
    r"|[_A-Za-z]\w*|-?\d[\w.+-]*|\.\.\.|[!$&():=@\[\]{|}]"
)


def check_text(text: str, settings: Settings) -> int:
    """Number of tokens. Raises LimitExceeded for a text that is too large for the parser."""
    _check("document characters", len(text), settings.max_document_characters)
    tokens = directives = depth = deepest = 0
    for match in TOKEN.finditer(text):
        first = text[match.start()]
        tokens += first != "#"
        if first in "{([":
            depth += 1
            deepest = max(deepest, depth)
        elif first in "})]":
            depth -= 1
        elif first == "@":
            directives += 1
    _check("tokens", tokens, settings.max_tokens)
    _check("directives", directives, settings.max_directives)
    if deepest > settings.max_depth + VALUE_NESTING:
        raise LimitExceeded("depth", settings.max_depth, deepest)
    return tokens


def check_document(document: DocumentNode, settings: Settings) -> None:
    """Raises LimitExceeded for a document that is too large to validate or to answer. The document may be invalid:
    fragments may be missing or form circles.
    """
    fragments = fragments_of(document)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            _Shape(fragments, settings).check(definition)


def _check(limit: str, asked: int, most: int) -> None:
    if asked > most:
        raise LimitExceeded(limit, most, asked)


class _Shape:
    """Counts the fields of an operation as they will be answered: fragments expanded, fields of one key merged."""

    def __init__(self, fragments: Fragments, settings: Settings) -> None:
        self._fragments = fragments
        self._settings = settings
        self._fields = self._repeats = self._aliases = 0

    def check(self, operation: OperationDefinitionNode) -> None:
        fields = self._merged([operation.selection_set])
        _check("root fields", len(fields), self._settings.max_root_fields)
        self._walk(fields, 1)

    def _walk(self, fields: dict[str, list[FieldNode]], depth: int) -> None:
        _check("depth", depth, self._settings.max_depth)
        for nodes in fields.values():
            inner = [node.selection_set for node in nodes if node.selection_set]
            if inner:
                self._walk(self._merged(inner), depth + 1)

    def _merged(self, selection_sets: list[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        fields = fields_by_key(selection_sets, self._fragments)
        self._fields += len(fields)
        for nodes in fields.values():
            self._repeats += len(nodes) - 1
            self._aliases += sum(node.alias is not None for node in nodes)
        _check("aliases", self._aliases, self._settings.max_aliases)
        _check("fields", self._fields, self._settings.max_fields)
        _check("repeats", self._repeats, self._settings.max_repeats)
        return fields
