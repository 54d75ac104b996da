"""The schema as a contract: every element says what it is, and nothing that was released breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema, is_introspection_type, is_specified_scalar_type
from graphql.utilities import find_breaking_changes

from api.schema import schema
from api.types.descriptions import MEANINGS
from tests.support.places import ROOT

RELEASED = (ROOT / "api" / "schema.released.graphql").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sdl() -> GraphQLSchema:
    return build_schema(schema.as_str())


def elements(sdl: GraphQLSchema) -> Iterator[tuple[str, Any]]:
    for name, kind in sdl.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        yield name, kind
        for member, described in (getattr(kind, "fields", None) or getattr(kind, "values", None) or {}).items():
            yield f"{name}.{member}", described
            for argument, of in getattr(described, "args", {}).items():
                yield f"{name}.{member}({argument})", of


def test_given_the_schema_when_walked_then_every_type_field_value_and_argument_says_what_it_is(
    sdl: GraphQLSchema,
) -> None:
    found = dict(elements(sdl))
    assert len(found) > 400
    assert [name for name, element in found.items() if not element.description or len(element.description) < 3] == []


def test_given_the_meanings_of_arguments_when_compared_then_each_is_of_one_that_is_there(sdl: GraphQLSchema) -> None:
    there = {name.partition("(")[2].rstrip(")") for name, _ in elements(sdl) if "(" in name}
    assert set(MEANINGS) <= there


def test_given_the_last_release_when_compared_then_no_client_of_it_breaks(sdl: GraphQLSchema) -> None:
    assert [change.description for change in find_breaking_changes(build_schema(RELEASED), sdl)] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  title: String!", "  title: String"),
        ("  aliases: [String!]!", "  otherNames: [String!]!"),
        ("roles(", "allRoles("),
        ("  MUST\n", "  HAVE_TO\n"),
        ("enum Tier", "enum Rank"),
    ],
)
def test_given_a_change_that_breaks_clients_when_compared_then_it_is_found(before: str, after: str) -> None:
    changed = (
        RELEASED.replace(before, after).replace(": Tier", ": Rank")
        if after == "enum Rank"
        else RELEASED.replace(before, after)
    )
    assert changed != RELEASED
    assert find_breaking_changes(build_schema(RELEASED), build_schema(changed))
