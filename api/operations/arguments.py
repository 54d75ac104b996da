"""Compiles the arguments of fields: a request only fills its variables into a template.

graphql-core and Strawberry convert the arguments of a field once, with a placeholder for every variable. The result is
the template. It is used when all variables are given and each is of its scalar's own class (`AS_IT_IS`), because
neither library would change such a value. Otherwise both convert the arguments again in that request.
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

# Scalars that leave a value of this class unchanged, in inputs and in answers
AS_IT_IS: dict[str, type] = {"ID": str, "String": str, "Boolean": bool}


class Unfit(Exception):
    """The variables do not fit the operation."""


class Variables:
    """The variables of one request. `regular`: all are given, each of its scalar's own class."""

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
        """Coerced by graphql-core, in its own form. Raises Unfit."""
        values = get_variable_values(self._schema, self._operation.variable_definitions or (), self._given)
        if isinstance(values, list):
            raise Unfit
        return values


class DeclaredVariables:
    """The variables that an operation declares."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema, self._operation = schema, operation
        self._classes = {
            definition.variable.name.value: _class_of(definition.type)
            for definition in operation.variable_definitions or ()
        }

    def of(self, given: dict[str, Any]) -> Variables:
        regular = len(given) == len(self._classes) and all(
            given.get(name).__class__ is expected for name, expected in self._classes.items()
        )
        return Variables(self._schema, self._operation, given, regular=regular)


def _class_of(type: TypeNode) -> type | None:
    named = type.type if isinstance(type, NonNullTypeNode) else type
    return AS_IT_IS.get(named.name.value) if hasattr(named, "name") else None


def compiled_arguments(
    schema: Schema, declared: GraphQLField, made_of: StrawberryField, node: FieldNode
) -> Callable[[Variables], dict[str, Any]]:
    """A function from the variables to the keyword arguments of the field's function."""

    def converted(values: VariableValues) -> dict[str, Any]:
        given = get_argument_values(declared, node, values)
        return convert_arguments(given, made_of.arguments, schema.schema_converter.scalar_registry, schema.config)

    try:
        template = converted(VariableValues({}, _Placeholders()))
    except Exception:  # an enum, for example, refuses a placeholder
        return lambda variables: converted(variables.whole)
    fill = _filled(template)
    if fill is None:
        return lambda variables: template
    return lambda variables: fill(variables.coerced) if variables.regular else converted(variables.whole)


@dataclass(frozen=True, eq=False)
class _Placeholder:
    """A placeholder for the value of a variable. It is neither a list nor a member of an enum, so a field that needs
    one of those has no template.
    """

    variable: str


class _Placeholders(dict[str, Any]):
    """A mapping that has a placeholder for every variable."""

    def __contains__(self, name: object) -> bool:
        return True

    def get(self, name: str, default: object = None) -> _Placeholder:
        return _Placeholder(name)


Fill = Callable[[Mapping[str, Any]], Any]


def _filled(template: Any) -> Fill | None:
    """A function that copies the template with the values of variables in it; None for a template without
    placeholders.
    """
    if isinstance(template, _Placeholder):
        name = template.variable
        return lambda coerced: coerced[name]
    if isinstance(template, dict):
        parts = {key: fill for key, value in template.items() if (fill := _filled(value))}
        return (lambda coerced: template | {key: fill(coerced) for key, fill in parts.items()}) if parts else None
    if isinstance(template, list):
        items = [(item, _filled(item)) for item in template]
        return (
            (lambda coerced: [fill(coerced) if fill else item for item, fill in items])
            if any(fill for _, fill in items)
            else None
        )
    if isinstance(template, Some):
        inner = _filled(template.value)
        return inner and (lambda coerced: Some(inner(coerced)))
    return _filled_attributes(template) if is_dataclass(template) else None


def _filled_attributes(template: Any) -> Fill | None:
    cls, given = type(template), vars(template)
    parts = {attribute.name: fill for attribute in fields(template) if (fill := _filled(given[attribute.name]))}

    def fill_in(coerced: Mapping[str, Any]) -> Any:
        copy = object.__new__(cls)
        copy.__dict__.update(given, **{name: fill(coerced) for name, fill in parts.items()})
        return copy

    return fill_in if parts else None
