"""Closures that complete values: they turn what a resolver returns into what stands in the answer.

A closure is created once for an operation and called for every value, thousands of times in one answer. So whatever can
be decided beforehand is decided when it is created.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Coroutine
from operator import attrgetter
from typing import Any, NamedTuple

from graphql import (
    GraphQLEnumType,
    GraphQLLeafType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    get_nullable_type,
    is_leaf_type,
)

from api.operations.arguments import AS_IT_IS
from api.operations.running import Complete, NotCompiled, Pending, Run, Source


class Awaited(NamedTuple):
    """A field whose resolver is a coroutine function."""

    call: Callable[[Source, Run], Coroutine[Any, Any, Any]]
    complete: Complete


def object_of(keys: tuple[str, ...], now: list[tuple[str, Complete]], later: list[tuple[str, Awaited]]) -> Complete:
    """An object with the fields `keys`. Those of `now` have their values at once, those of `later` are awaited."""
    if not later:
        return _object_at_once(now)

    def build(source: Source, run: Run) -> dict[str, Any]:
        target: dict[str, Any] = dict.fromkeys(keys)  # fixes the order of the fields
        for key, value in now:
            target[key] = value(source, run)
        for key, awaited in later:
            run.pending.append(Pending(awaited.call(source, run), awaited.complete, target, key))
        return target

    return build


def _object_at_once(fields: list[tuple[str, Complete]]) -> Complete:
    """Nothing is awaited. Objects in long lists mostly have one or two fields: those are built without a loop."""
    if len(fields) == 1:
        ((key, value),) = fields
        return lambda source, run: {key: value(source, run)}
    if len(fields) == 2:
        (first, first_value), (second, second_value) = fields
        return lambda source, run: {first: first_value(source, run), second: second_value(source, run)}
    return lambda source, run: {key: value(source, run) for key, value in fields}


def list_of(item: Complete, *, never_null: bool) -> Complete:
    if never_null:
        return lambda values, run: [item(value, run) if value is not None else _refuse_null() for value in values]
    return lambda values, run: [None if value is None else item(value, run) for value in values]


def nullable(complete: Complete) -> Complete:
    return lambda value, run: None if value is None else complete(value, run)


def never_null(complete: Complete) -> Complete:
    return lambda value, run: complete(value, run) if value is not None else _refuse_null()


def _refuse_null() -> Any:
    raise NotCompiled


def leaf(type: GraphQLLeafType) -> Complete:
    """Serialized by its type: once for every member of an enum, and not at all if the value would stay the same."""
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


def attribute(name: str, type: GraphQLOutputType, complete: Complete) -> Complete:
    """A field that is an attribute of its source. Non-null text, by far the most frequent, has a shorter closure."""
    get = attrgetter(name)
    if isinstance(type, GraphQLNonNull) and is_leaf_type(type.of_type) and (kept := AS_IT_IS.get(type.of_type.name)):
        return lambda source, run: value if (value := get(source)).__class__ is kept else complete(value, run)
    if isinstance(get_nullable_type(type), GraphQLObjectType):
        return _once_per_object(get, complete)
    return lambda source, run: complete(get(source), run)


def _once_per_object(get: Callable[[Source], Any], complete: Complete) -> Complete:
    selection = id(complete)

    def completed(source: Source, run: Run) -> Any:
        value = get(source)
        key = (selection, id(value))
        known = run.made.get(key)
        if known is None:
            # The value is kept too, so that no other object can get its id during the request
            known = run.made[key] = (value, complete(value, run))
        return known[1]

    return completed
