"""Operations compiled to closures: the same resolvers of the same Strawberry types, without the ordinary executor's
work for every field.

A field is declared once, in `api/types`. From that declaration Strawberry makes the ordinary resolver, and this module
a closure that calls the same function with the same arguments. Selections are gone through level by level: all that a
level awaits is awaited together, so that a loader sees all its keys at once.

Only what succeeds is answered here. Whatever goes wrong (an error of a resolver, a null where none may be, variables
that do not fit) raises, and the ordinary executor answers the operation from the start: errors have one form, and one
place where they are made.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple, cast

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_nullable_type,
    is_leaf_type,
)
from strawberry import Schema
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from api.context.context import Context
from api.operations.arguments import AS_IT_IS, DeclaredVariables, Variables, compiled_arguments
from api.operations.selections import Fragments, condition_variables, conditions, fields_by_key

MOST_PLANS = 8  # of one operation: one for each way in which its @skip and @include fall out

Source = Any
Complete = Callable[[Any, "Run"], Any]  # a resolver's value → what stands in the answer


class NotCompiled(Exception):
    """This operation, or this request for it, is the ordinary executor's."""


class Pending(NamedTuple):
    """A value to await, and where it goes."""

    value: Coroutine[Any, Any, Any]
    complete: Complete
    target: dict[str, Any]
    key: str


@dataclass(slots=True)
class Run:
    """One request: what resolvers see as `info`, its variables, arguments already converted, and what the next level
    awaits.

    `made`: what became of a source at a selection, since thousands of edges may lead to the same few skills.
    """

    context: Context
    variables: Variables
    arguments: dict[int, dict[str, Any]] = field(default_factory=dict)
    made: dict[tuple[int, int], tuple[Any, Any]] = field(default_factory=dict)
    pending: list[Pending] = field(default_factory=list)

    async def settle(self) -> None:
        """Awaits level after level until nothing is left."""
        while self.pending:
            level, self.pending = self.pending, []
            if len(level) == 1:
                values: list[Any] = [await level[0].value]
            else:
                values = await asyncio.gather(*(each.value for each in level), return_exceptions=True)
            for each, value in zip(level, values, strict=True):
                if isinstance(value, BaseException):
                    raise value
                each.target[each.key] = each.complete(value, self)

    def drop(self) -> None:
        for each in self.pending:
            each.value.close()


class CompiledOperation:
    """An operation of a schema, ready to run any number of times."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments) -> None:
        assert operation.operation is OperationType.QUERY, (
            "the schema has no other type, so validation lets no other through"
        )
        self._schema = schema
        self._operation = operation
        self._fragments = fragments
        self._variables = DeclaredVariables(schema, operation)
        self._conditions = sorted(condition_variables(part.selection_set for part in (operation, *fragments.values())))
        self._plans: dict[tuple[Any, ...], Complete] = {}

    async def run(self, variables: dict[str, Any] | None, context: Context) -> dict[str, Any]:
        """The data of the answer. Raises whatever went wrong, and NotCompiled for an operation that asks for the schema
        itself.
        """
        run = Run(context, self._variables.of(variables or {}))
        try:
            data: dict[str, Any] = self._plan(run.variables.coerced)(None, run)
            await run.settle()
        finally:
            run.drop()
        return data

    def _plan(self, variables: Mapping[str, Any]) -> Complete:
        key = tuple(variables.get(name) for name in self._conditions)
        if key not in self._plans:
            if len(self._plans) >= MOST_PLANS:
                raise NotCompiled
            root = self._schema.query_type
            assert root is not None
            self._plans[key] = _Compiler(
                cast("Any", self._schema)._strawberry_schema, self._fragments, variables
            ).object(root, [self._operation.selection_set])
        return self._plans[key]


class _Compiler:
    """Makes closures of selections, with the values that @skip and @include have in this plan."""

    def __init__(self, schema: Schema, fragments: Fragments, variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables

    def object(self, type: GraphQLObjectType, selection_sets: Iterable[SelectionSetNode]) -> Complete:
        """A closure from a source to the dictionary of its selected fields."""
        fields = fields_by_key(selection_sets, self._fragments, self._is_wanted)
        now: list[tuple[str, Complete]] = []
        later: list[tuple[str, _Awaited]] = []
        for key, nodes in fields.items():
            made = self._field(type, nodes)
            if isinstance(made, _Awaited):
                later.append((key, made))
            else:
                now.append((key, made))
        return _object(tuple(fields), now, later)

    def _field(self, type: GraphQLObjectType, nodes: list[FieldNode]) -> Complete | _Awaited:
        name = nodes[0].name.value
        if name == "__typename":
            return lambda source, run: type.name
        if name.startswith("__"):
            raise NotCompiled
        declared = type.fields[name]
        complete = self._complete(declared.type, nodes)
        return _resolved(self._schema, declared, nodes[0], complete)

    def _complete(self, type: GraphQLOutputType, nodes: list[FieldNode]) -> Complete:
        if isinstance(type, GraphQLNonNull):
            return _never_null(self._nullable(type.of_type, nodes))
        nullable = self._nullable(type, nodes)
        return lambda value, run: None if value is None else nullable(value, run)

    def _nullable(self, type: GraphQLOutputType, nodes: list[FieldNode]) -> Complete:
        """For values that are not None."""
        if isinstance(type, GraphQLList):
            return _list(
                self._nullable(get_nullable_type(type.of_type), nodes),
                never_null=isinstance(type.of_type, GraphQLNonNull),
            )
        if is_leaf_type(type):
            return _leaf(type)
        if isinstance(type, GraphQLObjectType):
            return self.object(type, [node.selection_set for node in nodes if node.selection_set])
        raise NotCompiled  # an interface or a union: this schema has none

    def _is_wanted(self, node: SelectionNode) -> bool:
        return all(self._truth(value) is wanted for wanted, value in conditions(node))

    def _truth(self, value: ValueNode) -> bool:
        truth = self._variables[value.name.value] if isinstance(value, VariableNode) else value.value  # type: ignore[attr-defined]
        if not isinstance(truth, bool):
            raise NotCompiled  # null for a variable that has a default
        return truth


class _Awaited(NamedTuple):
    """A field whose resolver is a coroutine function."""

    call: Callable[[Source, Run], Coroutine[Any, Any, Any]]
    complete: Complete


def _object(keys: tuple[str, ...], now: list[tuple[str, Complete]], later: list[tuple[str, _Awaited]]) -> Complete:
    if not later:
        return _object_at_once(now)

    def build(source: Source, run: Run) -> dict[str, Any]:
        target: dict[str, Any] = dict.fromkeys(keys)  # in the order of the answer, whatever comes first
        for key, value in now:
            target[key] = value(source, run)
        for key, awaited in later:
            run.pending.append(Pending(awaited.call(source, run), awaited.complete, target, key))
        return target

    return build


def _object_at_once(fields: list[tuple[str, Complete]]) -> Complete:
    """Nothing to await. Without a loop for one or two fields, as most objects of long lists have."""
    if len(fields) == 1:
        ((key, value),) = fields
        return lambda source, run: {key: value(source, run)}
    if len(fields) == 2:
        (first, first_value), (second, second_value) = fields
        return lambda source, run: {first: first_value(source, run), second: second_value(source, run)}
    return lambda source, run: {key: value(source, run) for key, value in fields}


def _list(item: Complete, *, never_null: bool) -> Complete:
    if never_null:
        return lambda value, run: [item(each, run) if each is not None else _refuse() for each in value]
    return lambda value, run: [None if each is None else item(each, run) for each in value]


def _refuse() -> Any:
    raise NotCompiled


def _never_null(nullable: Complete) -> Complete:
    return lambda value, run: nullable(value, run) if value is not None else _refuse()


def _leaf(type: GraphQLLeafType) -> Complete:
    """As the type serializes, once for each member of an enum, and not at all for what stays as it is."""
    serialize = type.coerce_output_value
    if isinstance(type, GraphQLEnumType):
        names: dict[Any, str] = {}

        def enum(value: Any, run: Run) -> Any:
            name = names.get(value)
            if name is None:
                name = names[value] = serialize(value)
            return name

        return enum
    if kept := AS_IT_IS.get(type.name):
        return lambda value, run: value if value.__class__ is kept else serialize(value)
    if type.name == "Float":
        return lambda value, run: value if value.__class__ is float and math.isfinite(value) else serialize(value)
    return lambda value, run: serialize(value)


def _attribute(name: str, type: GraphQLOutputType, complete: Complete) -> Complete:
    """A field that is an attribute of its source; the commonest by far, text that is never null, in one step."""
    get = attrgetter(name)
    if isinstance(type, GraphQLNonNull) and is_leaf_type(type.of_type) and (kept := AS_IT_IS.get(type.of_type.name)):
        return lambda source, run: value if (value := get(source)).__class__ is kept else complete(value, run)
    if isinstance(get_nullable_type(type), GraphQLObjectType):
        return _once_for_each(get, complete)
    return lambda source, run: complete(get(source), run)


def _once_for_each(get: Callable[[Source], Any], complete: Complete) -> Complete:
    place = id(complete)

    def once(source: Source, run: Run) -> Any:
        value = get(source)
        key = (place, id(value))
        known = run.made.get(key)
        if known is None:
            known = run.made[key] = (
                value,
                complete(value, run),
            )  # with the value, whose id it keeps from being given to another
        return known[1]

    return once


def _resolved(schema: Schema, declared: GraphQLField, node: FieldNode, complete: Complete) -> Complete | _Awaited:
    """The field's own function, called as Strawberry would."""
    made_of = declared.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(made_of, StrawberryField) or made_of.extensions:
        raise NotCompiled
    resolver = made_of.base_resolver
    if resolver is None:
        return _attribute(made_of.python_name, declared.type, complete)
    function = cast("Callable[..., Any]", resolver.wrapped_func)
    arguments = compiled_arguments(schema, declared, made_of, node)
    info = resolver.info_parameter.name if resolver.info_parameter else None
    place = id(node)

    def call(source: Source, run: Run) -> Any:
        given = run.arguments.get(place)
        if given is None:
            given = run.arguments[place] = arguments(run.variables)
        return function(source, **given, **{info: run}) if info else function(source, **given)

    if resolver.is_async:
        return _Awaited(call, complete)
    return lambda source, run: complete(call(source, run), run)
