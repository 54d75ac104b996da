"""Variables of an operation and arguments of its fields, compiled: what a request brings goes straight to its place.

The template of a field's arguments is made once, by graphql-core and Strawberry themselves, with a mark in the place of
each variable. Only what is regular is filled in: every variable given, and of its scalar's own class, which neither of
the two would change. All else is converted by them each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLSchema,
    NonNullTypeNode,
    OperationDefinitionNode,
    TypeNode,
    get_argument_values,
    get_variable_values,
)
from graphql.execution.values import VariableValues
from strawberry import Schema, Some
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

AS_IT_IS: dict[str, type] = {
    "ID": str,
    "String": str,
    "Boolean": bool,
}  # scalars that hand a value of this class on as it is, in and out


class Unfit(Exception):
    """The variables do not fit the operation."""


class Variables:
    """Those of one request."""

    def __init__(
        self, schema: GraphQLSchema, operation: OperationDefinitionNode, given: dict[str, Any], *, regular: bool
    ) -> None:
        self._schema, self._operation, self._given = schema, operation, given
        self.regular = regular

    @property
    def coerced(self) -> Mapping[str, Any]:
        """Values by name. Raises Unfit."""
        return self._given if self.regular else self.whole.coerced

    @cached_property
    def whole(self) -> VariableValues:
        """With their declarations, as graphql-core wants them. Raises Unfit."""
        values = get_variable_values(self._schema, self._operation.variable_definitions or (), self._given)
        if isinstance(values, list):
            raise Unfit
        return values


class DeclaredVariables:
    """Those that an operation declares."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema, self._operation = schema, operation
        self._classes = {
            each.variable.name.value: _class_of(each.type) for each in operation.variable_definitions or ()
        }

    def of(self, given: dict[str, Any]) -> Variables:
        regular = len(given) == len(self._classes) and all(
            given.get(name).__class__ is kept for name, kept in self._classes.items()
        )
        return Variables(self._schema, self._operation, given, regular=regular)


def _class_of(type: TypeNode) -> type | None:
    named = type.type if isinstance(type, NonNullTypeNode) else type
    return AS_IT_IS.get(named.name.value) if hasattr(named, "name") else None


def compiled_arguments(
    schema: Schema, declared: GraphQLField, made_of: StrawberryField, node: FieldNode
) -> Callable[[Variables], dict[str, Any]]:
    """Keyword arguments of the field's function."""

    def converted(values: VariableValues) -> dict[str, Any]:
        given = get_argument_values(declared, node, values)
        return convert_arguments(given, made_of.arguments, schema.schema_converter.scalar_registry, schema.config)

    try:
        template = converted(VariableValues({}, _Places()))
    except Exception:  # an enum, say, knows no such member: nothing to fill in
        return lambda variables: converted(variables.whole)
    fill = _filled(template)
    if fill is None:
        return lambda variables: template
    return lambda variables: fill(variables.coerced) if variables.regular else converted(variables.whole)


@dataclass(frozen=True, eq=False)
class _Place:
    """Stands for the value of a variable. It is no list and no member of an enum, so where those are wanted no template
    comes of it.
    """

    variable: str


class _Places(dict[str, Any]):
    """A place for every variable."""

    def __contains__(self, name: object) -> bool:
        return True

    def get(self, name: str, default: object = None) -> _Place:
        return _Place(name)


Fill = Callable[[Mapping[str, Any]], Any]


def _filled(template: Any) -> Fill | None:
    """A function from variables to a copy of the template with their values in it; None for one without a place."""
    if isinstance(template, _Place):
        name = template.variable
        return lambda coerced: coerced[name]
    if isinstance(template, dict):
        parts = {key: fill for key, each in template.items() if (fill := _filled(each))}
        return (lambda coerced: template | {key: fill(coerced) for key, fill in parts.items()}) if parts else None
    if isinstance(template, list):
        items = [(each, _filled(each)) for each in template]
        return (
            (lambda coerced: [fill(coerced) if fill else each for each, fill in items])
            if any(fill for _, fill in items)
            else None
        )
    if isinstance(template, Some):
        inner = _filled(template.value)
        return inner and (lambda coerced: Some(inner(coerced)))
    return _filled_attributes(template) if is_dataclass(template) else None


def _filled_attributes(template: Any) -> Fill | None:
    made_of, given = type(template), vars(template)
    parts = {each.name: fill for each in fields(template) if (fill := _filled(given[each.name]))}

    def fill_in(coerced: Mapping[str, Any]) -> Any:
        made = object.__new__(made_of)
        made.__dict__.update(given, **{name: fill(coerced) for name, fill in parts.items()})
        return made

    return fill_in if parts else None
