"""Operations compiled to closures: the same resolvers of the same Strawberry types, without the ordinary executor's
work for every field.

A field is declared once, in `api/types` or `api/questions`. From that declaration Strawberry makes the ordinary
resolver, and this module a closure that calls the same function with the same arguments.

When a nullable field at the top fails because of what was asked (no such role, no path), the answer made here has its
error. Everything else that goes wrong raises, and the ordinary executor runs the operation from the start: other errors
of resolvers, errors further down, null in a non-null field, variables that do not fit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from graphql import (
    ExecutionResult,
    FieldNode,
    GraphQLField,
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
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    located_error,
)
from strawberry import Schema
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from api.context.context import Context
from api.errors import QUESTION_ERRORS
from api.operations.arguments import DeclaredVariables, compiled_arguments
from api.operations.completing import Awaited, attribute, leaf, list_of, never_null, nullable, object_of
from api.operations.running import Complete, NotCompiled, Run, Source
from api.operations.selections import Fragments, condition_variables, conditions, fields_by_key, names_variable
from api.operations.sharing import shared
from api.types.role_facts import RoleFacts

MOST_PLANS = 8  # of one operation: there is one for every combination of its @skip and @include conditions


class CompiledOperation:
    """An operation of a schema, ready to run any number of times."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments) -> None:
        assert (
            operation.operation is OperationType.QUERY
        )  # validation refuses all others: the schema has no root for them
        self._schema = schema
        self._operation = operation
        self._fragments = fragments
        self._variables = DeclaredVariables(schema, operation)
        self._conditions = sorted(condition_variables(part.selection_set for part in (operation, *fragments.values())))
        self._plans: dict[tuple[Any, ...], Complete] = {}

    async def run(self, variables: dict[str, Any] | None, context: Context) -> ExecutionResult:
        """The answer. Raises errors that the ordinary executor has to report, and NotCompiled for an operation that
        asks for the schema itself.
        """
        run = Run(context, self._variables.of(variables or {}))
        try:
            data: dict[str, Any] = self._plan(run.variables.coerced)(None, run)
            await run.settle()
        finally:
            run.drop()
        return ExecutionResult(data, run.errors or None)

    def _plan(self, variables: Mapping[str, Any]) -> Complete:
        key = tuple(variables.get(name) for name in self._conditions)
        if key not in self._plans:
            if len(self._plans) >= MOST_PLANS:
                raise NotCompiled
            root = self._schema.query_type
            assert root is not None
            schema = cast("Any", self._schema)._strawberry_schema
            compiler = _Compiler(schema, self._fragments, variables)
            self._plans[key] = compiler.object(root, [self._operation.selection_set], at_top=True)
        return self._plans[key]


class _Compiler:
    """Compiles selections to closures, with the values that @skip and @include have in this plan."""

    def __init__(self, schema: Schema, fragments: Fragments, variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables
        self._bound = 0  # fields compiled so far that are bound to a request: by a variable, the context or a wait

    def object(
        self, type: GraphQLObjectType, selection_sets: Iterable[SelectionSetNode], *, at_top: bool = False
    ) -> Complete:
        """A closure from a source to the dictionary of its selected fields."""
        fields = fields_by_key(selection_sets, self._fragments, self._is_wanted)
        now: list[tuple[str, Complete]] = []
        later: list[tuple[str, Awaited]] = []
        for key, nodes in fields.items():
            made = self._field(type, nodes)
            if not isinstance(made, Awaited):
                now.append((key, made))
            elif at_top and not isinstance(type.fields[nodes[0].name.value].type, GraphQLNonNull):
                later.append((key, _null_with_error(made, key, nodes)))
            else:
                later.append((key, made))
        return object_of(tuple(fields), now, later)

    def _field(self, type: GraphQLObjectType, nodes: list[FieldNode]) -> Complete | Awaited:
        name = nodes[0].name.value
        if name == "__typename":
            return lambda source, run: type.name
        if name.startswith("__"):
            raise NotCompiled
        declared, bound = type.fields[name], self._bound
        made = self._resolved(declared, nodes[0], self._complete(declared.type, nodes))
        if isinstance(made, Awaited) or self._bound > bound or is_leaf_type(get_named_type(declared.type)):
            return made
        return shared(made) if _is_role(type) else made

    def _resolved(self, declared: GraphQLField, node: FieldNode, complete: Complete) -> Complete | Awaited:
        """Calls the field's own function with the arguments that Strawberry would give it."""
        made_of = declared.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        if not isinstance(made_of, StrawberryField) or made_of.extensions:
            raise NotCompiled
        resolver = made_of.base_resolver
        if resolver is None:
            return attribute(made_of.python_name, declared.type, complete)
        function = cast("Callable[..., Any]", resolver.wrapped_func)
        arguments = compiled_arguments(self._schema, declared, made_of, node)
        info = resolver.info_parameter.name if resolver.info_parameter else None
        self._bound += bool(info) or resolver.is_async or names_variable(node)
        place = id(node)

        def call(source: Source, run: Run) -> Any:
            given = run.arguments.get(place)
            if given is None:
                given = run.arguments[place] = arguments(run.variables)
            return function(source, **given, **{info: run}) if info else function(source, **given)

        if resolver.is_async:
            return Awaited(call, complete)
        return lambda source, run: complete(call(source, run), run)

    def _complete(self, type: GraphQLOutputType, nodes: list[FieldNode]) -> Complete:
        if isinstance(type, GraphQLNonNull):
            return never_null(self._complete_value(type.of_type, nodes))
        return nullable(self._complete_value(type, nodes))

    def _complete_value(self, type: GraphQLOutputType, nodes: list[FieldNode]) -> Complete:
        """For values other than None."""
        if isinstance(type, GraphQLList):
            item = self._complete_value(get_nullable_type(type.of_type), nodes)
            return list_of(item, never_null=isinstance(type.of_type, GraphQLNonNull))
        if is_leaf_type(type):
            return leaf(type)
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


def _is_role(type: GraphQLObjectType) -> bool:
    return issubclass(type.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].origin, RoleFacts)


def _null_with_error(field: Awaited, key: str, nodes: list[FieldNode]) -> Awaited:
    """The field, which is null and has an error if the resolver says that the question has no answer."""

    async def value(source: Source, run: Run) -> Any:
        try:
            return await field.call(source, run)
        except QUESTION_ERRORS as error:
            run.errors.append(located_error(error, nodes, [key]))
            return None

    return Awaited(value, field.complete)
