"""The walk over selections that limits, cost and compilation share: fragments, @skip and @include, merged fields.

The schema has neither interfaces nor unions, so the type of a fragment is the type in which it is spread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)

Fragments = Mapping[str, FragmentDefinitionNode]


def fragments_of(document: DocumentNode) -> Fragments:
    """The fragments of a document by name."""
    return {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }


def spread(node: SelectionNode, fragments: Fragments) -> SelectionSetNode | None:
    """The selections that a fragment stands for; None for a field, and for a fragment that the document lacks."""
    if isinstance(node, InlineFragmentNode):
        return node.selection_set
    if isinstance(node, FragmentSpreadNode) and node.name.value in fragments:
        return fragments[node.name.value].selection_set
    return None


def conditions(node: SelectionNode) -> list[tuple[bool, ValueNode]]:
    """The conditions of @include and @skip on a selection: the Boolean that includes it, and the value to compare."""
    return [
        (directive.name.value == "include", argument.value)
        for directive in node.directives or ()
        if directive.name.value in ("include", "skip")
        for argument in directive.arguments or ()
    ]


def field_names(selection_sets: Iterable[SelectionSetNode]) -> set[str]:
    """Names of all fields. It does not follow named fragments: pass their sets as well."""
    names: set[str] = set()
    left = list(selection_sets)
    while left:
        for node in left.pop().selections:
            if isinstance(node, FieldNode):
                names.add(node.name.value)
            if isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set:
                left.append(node.selection_set)
    return names


def condition_variables(selection_sets: Iterable[SelectionSetNode]) -> set[str]:
    """Names of variables in @include and @skip. It does not follow named fragments: pass their sets as well."""
    names: set[str] = set()
    left = list(selection_sets)
    while left:
        for node in left.pop().selections:
            names |= {value.name.value for _, value in conditions(node) if isinstance(value, VariableNode)}
            if isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set:
                left.append(node.selection_set)
    return names


def names_variable(node: FieldNode) -> bool:
    """Whether an argument of the field is a variable, or holds one."""
    left: list[ValueNode] = [argument.value for argument in node.arguments or ()]
    while left:
        value = left.pop()
        if isinstance(value, VariableNode):
            return True
        if isinstance(value, ListValueNode):
            left += value.values
        if isinstance(value, ObjectValueNode):
            left += [field.value for field in value.fields]
    return False


def fields_by_key(
    selection_sets: Iterable[SelectionSetNode],
    fragments: Fragments,
    is_wanted: Callable[[SelectionNode], bool] = lambda node: True,
) -> dict[str, list[FieldNode]]:
    """The fields of one object by their keys in the answer, in its order. Fields that share a key are merged."""
    fields: dict[str, list[FieldNode]] = {}
    for node in _fields(selection_sets, fragments, is_wanted):
        fields.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
    return fields


def _fields(
    selection_sets: Iterable[SelectionSetNode], fragments: Fragments, is_wanted: Callable[[SelectionNode], bool]
) -> Iterator[FieldNode]:
    """In the order of the document. A named fragment counts once, so that circles of fragments end."""
    seen: set[str] = set()
    open_sets = [iter(selection_set.selections) for selection_set in selection_sets]
    open_sets.reverse()
    while open_sets:
        node = next(open_sets[-1], None)
        if node is None:
            open_sets.pop()
        elif not is_wanted(node):
            continue
        elif isinstance(node, FieldNode):
            yield node
        elif inner := _first_time(node, fragments, seen):
            open_sets.append(iter(inner.selections))


def _first_time(node: SelectionNode, fragments: Fragments, seen: set[str]) -> SelectionSetNode | None:
    if isinstance(node, FragmentSpreadNode):
        if node.name.value in seen:
            return None
        seen.add(node.name.value)
    return spread(node, fragments)
