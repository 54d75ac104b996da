"""What an operation may ask for at most, counted before it runs.

A document is compiled once: into a number where it can be, into functions of the variables where they have a part in
it. A field counts one; what stands inside a list counts as many times as the list may be long: its `first`, the number
of its `ids`, or what such a list usually holds. `@skip` and `@include` are followed.
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
EVIDENCE = 2  # on every type that has it
SIZES = ("first", "ids")


LIMITED = ("first", "maxSteps")


@dataclass(slots=True)
class Values:
    """What one request brings to the functions: its variables, and the cost of each fragment once it is known."""

    variables: Mapping[str, Any]
    fragments: dict[tuple[int, bool], int] = field(default_factory=dict)


Cost = int | Callable[[Values], int]  # a number where no variable has a part in it
Value = Callable[[Values], Any]


def compiled_cost(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Fragments,
    settings: Settings,
) -> Callable[[Mapping[str, Any]], int]:
    """`cost(variables)` of a valid operation. It, or this, raises LimitExceeded for a list, a `first` or `maxSteps`
    that is too large.
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
        definitions = {each.variable.name.value: each for each in operation.variable_definitions or ()}
        self._defaults = {
            name: value_from_ast_untyped(each.default_value) for name, each in definitions.items() if each.default_value
        }
        types = {
            name: each.type.type if isinstance(each.type, NonNullTypeNode) else each.type
            for name, each in definitions.items()
        }
        self._plain = {
            name
            for name, kind in types.items()
            if isinstance(kind, NamedTypeNode) and is_leaf_type(schema.get_type(kind.name.value))
        }

    def selections(self, parent: GraphQLNamedType, selection_set: SelectionSetNode, *, counted: bool) -> Cost:
        """Sum of a selection. `counted`: the field around it has a size already, so that its lists count once."""
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

        def cost(values: Values) -> int:  # known once for all places that spread it
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
            wraps = sized is not None and not _is_list(definition)  # a connection, or an object around a list
            inner = self.selections(get_named_type(definition.type), node.selection_set, counted=wraps)
        return _times(size, inner, checks)

    def _argument(self, name: str, node: ValueNode) -> Any:
        """Its value, or where a variable may make it too large a function that gives it; both raise LimitExceeded. Only
        lists and numbers can be too large.
        """
        if not _has_variable(node):
            value = value_from_ast_untyped(node)
            _check_argument(name, value, self._settings)
            return value
        if isinstance(node, VariableNode) and node.name.value in self._plain and name not in LIMITED:
            return None
        if isinstance(node, ObjectValueNode) and not any(
            callable(self._argument(each.name.value, each.value)) for each in node.fields
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
    """One for the field, and what is in it as often as it is long."""
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
    """Length of a list for its argument; what is no length at all is refused when the argument is read."""
    if isinstance(asked, list):
        return len(asked)
    if isinstance(asked, int):
        return max(asked, 1)
    return default if isinstance(default, int) else usual


def _has_variable(node: Any) -> bool:
    if isinstance(node, VariableNode):
        return True
    inner = getattr(node, "values", None) or [each.value for each in getattr(node, "fields", None) or ()]
    return any(_has_variable(each) for each in inner)


def _check_argument(name: str, value: Any, settings: Settings) -> None:
    if isinstance(value, dict):
        for key, each in value.items():
            _check_argument(key, each, settings)
        return
    asked = len(value) if isinstance(value, list) else value
    most = (
        settings.max_steps
        if name == "maxSteps"
        else settings.max_list
        if name == "first" or isinstance(value, list)
        else None
    )
    if most is not None and isinstance(asked, int) and asked > most:
        raise LimitExceeded(name, most, asked)
