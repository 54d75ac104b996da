"""Errors that a user sees: one base, an exit code, and what to do next as data."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import cli
import graph
import loaders
import queries
from graph.errors import BAD_INPUT, NO_DATABASE, DocumentError, DocumentErrors, LadderError
from graph.neo4j.database import DatabaseError, DatabaseUnavailable, QueryRefused, QueryTimeout
from graph.neo4j.installation import LocalNeo4jError
from graph.neo4j.jars import JarsUnavailable
from graph.settings import SettingsError
from graph.storing.errors import StoreError
from queries.analyst.catalogue import CatalogueError, named
from queries.errors import QuestionError, UnknownId

# Faults of our own code, and signals inside a module: no user is told of them.
INTERNAL = {"graph.schema.SchemaError", "graph.storing.load.Overtaken"}


def exceptions() -> Iterator[type[Exception]]:
    for package in (graph, loaders, queries, cli):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, type) and issubclass(value, Exception) and value.__module__ == module.name:
                    yield value


def test_given_the_packages_when_an_error_is_for_users_then_it_has_the_one_base() -> None:
    others = {
        f"{error.__module__}.{error.__qualname__}" for error in exceptions() if not issubclass(error, LadderError)
    }
    assert others == INTERNAL


@pytest.mark.parametrize(
    ("code", "errors"),
    [
        (BAD_INPUT, [DocumentError, DocumentErrors, StoreError, SettingsError, CatalogueError, QuestionError]),
        (BAD_INPUT, [QueryRefused, QueryTimeout]),
        (NO_DATABASE, [DatabaseError, DatabaseUnavailable, LocalNeo4jError, JarsUnavailable]),
    ],
)
def test_given_an_error_when_a_command_ends_with_it_then_the_exit_code_says_whose_fault_it_is(
    code: int, errors: list[type[LadderError]]
) -> None:
    assert {error.exit_code for error in errors} == {code}


def test_given_an_unknown_id_when_told_then_message_and_hint_are_data() -> None:
    error = UnknownId("from", "bakr", "role", ["baker", "banker"])
    assert (error.message, error.hint) == ("There is no role 'bakr'.", "Did you mean baker or banker?")
    assert error.suggestions == ("baker", "banker")
    assert str(error) == "There is no role 'bakr'. Did you mean baker or banker?"
    assert str(UnknownId("from", "x", "role", [])) == "There is no role 'x'. Search for a part of its name."


def test_given_a_query_that_is_not_there_when_named_then_the_nearest_and_the_next_step_are_data() -> None:
    with pytest.raises(CatalogueError) as unknown:
        named("shortest_pth")
    assert "paths/shortest_path" in unknown.value.suggestions
    assert unknown.value.message == "There is no query 'shortest_pth'."
    assert str(unknown.value).endswith("? `ladder query list` shows all.")


def test_given_a_document_error_when_told_then_its_suggestion_is_the_hint() -> None:
    error = DocumentError("roles/x.yaml", "unknown key", 2, "levl", "Did you mean 'level'?")
    assert (str(error), error.hint) == ("roles/x.yaml:2: levl: unknown key. Did you mean 'level'?", error.suggestion)
