"""The cost of an operation: how many values it may ask for, counted before it runs.

A field costs one. Fields inside a list cost as many times as the list may be long: its `first`, the number of its
`ids`, or the usual length of such a list. What `@skip` and `@include` leave out costs nothing.

An operation is compiled once: to a number, or to a function if its variables matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    NamedTypeNode,
    NonNullTypeNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    value_from_ast_untyped,
)

from api.errors import LimitExceeded
from api.operations.selections import Fragments, conditions, spread
from graph.settings import Settings

USUAL = 10
USUAL_LENGTHS = {  # lists without an argument, from the seeds and O*NET
    "Query.families": 25,
    "Query.levels": 20,
    "Family.roles": 50,
    "Level.roles": 50,
    "Role.skills": 35,
    "Role.tools": 20,
    "Role.nextRoles": 5,
    "Role.feederRoles": 5,
    "Role.documents": 3,
    "Tool.categories": 2,
    "Network.edges": 3,
    "Ladder.matrix": 60,
    "MatrixCell.texts": 2,
    "MatrixText.roles": 2,
    "ReachableRole.via": 3,
    "__Schema.types": 100,
    "__Type.fields": 5,
    "__Type.enumValues": 2,
    "__Type.inputFields": 1,
    "__Type.interfaces": 1,
    "__Type.possibleTypes": 1,
    "__Field.args": 1,
    "__Directive.args": 1,
}
EVIDENCE = 2  # usual length, on every type that has it
SIZES = ("first", "ids")  # arguments that give the length of a list
LIMITED = ("first", "maxSteps")  # numbers that have a limit


@dataclass(slots=True)
class Values:
    """The variables of one request, and the costs of fragments already computed for it."""

    variables: Mapping[str, Any]
    fragments: dict[tuple[int, bool], int] = field(default_factory=dict)


Cost = int | Callable[[Values], int]  # a function if variables matter
Value = Callable[[Values], Any]


def compiled_cost(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Fragments,
    settings: Settings,
) -> Callable[[Mapping[str, Any]], int]:
    """A function from the variables of a valid operation to its cost.

    Compiling and the function both raise LimitExceeded for a list, a `first` or a `maxSteps` that is too large.
    """
    compiler = _Compiler(schema, operation, fragments, settings)
    root = schema.get_root_type(operation.operation)
    assert root is not None
    whole = compiler.selections(root, operation.selection_set, counted=False)
    if isinstance(whole, int):
        return lambda variables: whole
    return lambda variables: whole(Values(variables))


class _Compiler:
    def __init__(
        self,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        fragments: Fragments,
        settings: Settings,
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._settings = settings
        self._compiled: dict[tuple[int, bool], Cost] = {}
        definitions = {part.variable.name.value: part for part in operation.variable_definitions or ()}
        self._defaults = {
            name: value_from_ast_untyped(part.default_value) for name, part in definitions.items() if part.default_value
        }
        types = {
            name: part.type.type if isinstance(part.type, NonNullTypeNode) else part.type
            for name, part in definitions.items()
        }
        self._plain = {
            name
            for name, kind in types.items()
            if isinstance(kind, NamedTypeNode) and is_leaf_type(schema.get_type(kind.name.value))
        }

    def selections(self, parent: GraphQLNamedType, selection_set: SelectionSetNode, *, counted: bool) -> Cost:
        """The sum over a selection. `counted`: the field around it has counted the length of the lists in it."""
        parts = [self._selection(parent, node, counted) for node in selection_set.selections]
        known = sum(part for part in parts if isinstance(part, int))
        open_parts = [part for part in parts if not isinstance(part, int)]
        return (lambda values: known + sum(part(values) for part in open_parts)) if open_parts else known

    def _selection(self, parent: GraphQLNamedType, node: SelectionNode, counted: bool) -> Cost:
        inner = spread(node, self._fragments)
        if inner is not None:
            cost = self._fragment(parent, inner, counted)
        else:
            assert isinstance(node, FieldNode)
            cost = self._field(parent, node, counted)
        return self._if_included(node, cost)

    def _fragment(self, parent: GraphQLNamedType, inner: SelectionSetNode, counted: bool) -> Cost:
        key = (id(inner), counted)
        if key not in self._compiled:
            self._compiled[key] = self.selections(parent, inner, counted=counted)
        compiled = self._compiled[key]
        if isinstance(compiled, int):
            return compiled

        def cost(values: Values) -> int:  # computed once for all places that spread the fragment
            if key not in values.fragments:
                values.fragments[key] = compiled(values)
            return values.fragments[key]

        return cost

    def _field(self, parent: GraphQLNamedType, node: FieldNode, counted: bool) -> Cost:
        definition = self._schema.get_field(parent, node.name.value)  # type: ignore[arg-type]
        assert definition is not None
        sized = next((name for name in SIZES if name in definition.args), None)
        usual = 1 if counted else _usual(parent.name, node.name.value, definition)
        default = definition.args["first"].default_value if sized == "first" else None
        size: Cost = _size(None, default, usual)
        checks = []
        for argument in node.arguments or ():
            name = argument.name.value
            asked = self._argument(name, argument.value)
            if callable(asked):
                checks.append(asked)
            if name == sized:
                size = _sized(asked, default, usual)
        inner: Cost = 0
        if node.selection_set:
            counted = sized is not None and not _is_list(definition)  # a connection, or another object around a list
            inner = self.selections(get_named_type(definition.type), node.selection_set, counted=counted)
        return _times(size, inner, checks)

    def _argument(self, name: str, node: ValueNode) -> Any:
        """The value of an argument, or a function that reads it if a variable may make it too large; None if it cannot
        be too large. Raises LimitExceeded, as does the function.
        """
        if not _has_variable(node):
            value = value_from_ast_untyped(node)
            _check_argument(name, value, self._settings)
            return value
        if isinstance(node, VariableNode) and node.name.value in self._plain and name not in LIMITED:
            return None
        if isinstance(node, ObjectValueNode) and not any(
            callable(self._argument(part.name.value, part.value)) for part in node.fields
        ):
            return None
        read = self._value(node)

        def checked(values: Values) -> Any:
            value = read(values)
            _check_argument(name, value, self._settings)
            return value

        return checked

    def _value(self, node: ValueNode) -> Value:
        defaults = self._defaults
        if isinstance(node, VariableNode):
            name, default = node.name.value, defaults.get(node.name.value)
            return lambda values: values.variables.get(name, default)
        return lambda values: value_from_ast_untyped(node, {**defaults, **values.variables})

    def _if_included(self, node: SelectionNode, cost: Cost) -> Cost:
        asked = [(wanted, self._value(value)) for wanted, value in conditions(node)]
        if not asked:
            return cost
        return lambda values: (
            _known(cost, values) if all(bool(value(values)) is wanted for wanted, value in asked) else 0
        )


def _times(size: Cost, inner: Cost, checks: list[Value]) -> Cost:
    """One for the field, and the cost inside it times its length."""
    if isinstance(size, int) and isinstance(inner, int) and not checks:
        return 1 + size * inner

    def cost(values: Values) -> int:
        for check in checks:
            check(values)
        return 1 + _known(size, values) * _known(inner, values)

    return cost


def _known(cost: Cost, values: Values) -> int:
    return cost if isinstance(cost, int) else cost(values)


def _usual(parent: str, name: str, definition: GraphQLField) -> int:
    if not _is_list(definition):
        return 1
    return EVIDENCE if name == "evidence" else USUAL_LENGTHS.get(f"{parent}.{name}", USUAL)


def _is_list(definition: GraphQLField) -> bool:
    return is_list_type(get_nullable_type(definition.type))


def _sized(asked: Any, default: Any, usual: int) -> Cost:
    return (lambda values: _size(asked(values), default, usual)) if callable(asked) else _size(asked, default, usual)


def _size(asked: Any, default: Any, usual: int) -> int:
    """Length of a list by its argument. A value of a wrong type is refused later, when the argument is coerced."""
    if isinstance(asked, list):
        return len(asked)
    if isinstance(asked, int):
        return max(asked, 1)
    return default if isinstance(default, int) else usual


def _has_variable(node: Any) -> bool:
    if isinstance(node, VariableNode):
        return True
    inner = getattr(node, "values", None) or [part.value for part in getattr(node, "fields", None) or ()]
    return any(map(_has_variable, inner))


def _check_argument(name: str, value: Any, settings: Settings) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _check_argument(key, inner, settings)
    elif isinstance(value, list):
        _check_number(name, len(value), settings.max_list)
    elif name == "maxSteps":
        _check_number(name, value, settings.max_steps)
    elif name == "first":
        _check_number(name, value, settings.max_list)


def _check_number(name: str, asked: Any, most: int) -> None:
    if isinstance(asked, int) and asked > most:
        raise LimitExceeded(name, most, asked)
