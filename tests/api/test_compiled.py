"""Two ways to run an operation, one answer: operations generated from the schema give equal bytes by the ordinary
executor and compiled.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from graphql import (
    FragmentDefinitionNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    OperationDefinitionNode,
    Undefined,
    execute,
    get_named_type,
    is_leaf_type,
    parse,
    validate,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.context.context import Context
from api.context.revisions import Revisions
from api.context.snapshots import NetworkSnapshots
from api.errors import formatted, in_order
from api.operations import sharing
from api.operations.compiled import CompiledOperation
from api.operations.sharing import shared
from api.schema import schema
from graph.neo4j.database import AsyncDatabase, Database
from graph.settings import Settings, load_settings
from queries.network.network import Network
from tests.support.server import Server

pytestmark = pytest.mark.one_version

DEPTH = 4
ROLES = [
    "junior-ai-engineer",
    "ai-engineer",
    "senior-ai-engineer",
    "staff-ai-engineer",
    "data-scientist",
    "no-such-role",
]
VALUES = {
    "skill": ["python", "sql", "kubernetes", "no-such-skill"],
    "tool": ["git", "docker", "no-such-tool"],
    "family": ["applied-ai", "data-engineering", "no-such-family"],
    "level": ["junior", "senior", "staff", "no-such-level"],
    "stakeholder": ["product-managers", "no-such-stakeholder"],
    "category": ["cloud"],
    "text": ["engineer", "pyton", ""],
    "after": ["not-a-cursor"],
}
OF_FIELD = {"skill": "skill", "tool": "tool", "stakeholder": "stakeholder"}  # whose `id` it is


@dataclass
class Written:
    """An operation being written: its fragments, and its variables with their values."""

    fragments: list[str] = field(default_factory=list)
    declared: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)  # of a request before this one

    def variable(self, type: object, value: Any, other: Any) -> str:
        name = f"v{len(self.declared)}"
        self.declared.append(f"${name}: {type}")
        self.variables[name] = value
        if other is not None:
            self.others[name] = other
        return f"${name}"


@st.composite
def operations(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Text, variables, and those of a request before: nothing of it may be left."""
    written = Written()
    query = schema._schema.query_type
    assert query is not None
    body = selection(draw, query, DEPTH, written)
    head = f"query({', '.join(written.declared)})" if written.declared else "query"
    return "\n".join([f"{head} {body}", *written.fragments]), written.variables, written.others


def selection(draw: st.DrawFn, type: GraphQLObjectType, depth: int, written: Written) -> str:
    fields = [
        name for name, declared in type.fields.items() if depth > 0 or is_leaf_type(get_named_type(declared.type))
    ]
    chosen = draw(st.lists(st.sampled_from(fields or ["__typename"]), min_size=1, max_size=3))
    parts = [_field(draw, type, name, depth, written) for name in chosen]
    if draw(st.integers(0, 5)) == 0:
        parts.append("__typename")
    if draw(st.integers(0, 5)) == 0:
        parts = [f"... on {type.name} {{ {' '.join(parts)} }}" + (f" {parts[0]}" if draw(st.booleans()) else "")]
    elif draw(st.integers(0, 5)) == 0:
        name = f"F{len(written.fragments)}"
        written.fragments.append(f"fragment {name} on {type.name} {{ {' '.join(parts)} }}")
        parts = [f"...{name}"]
    return f"{{ {' '.join(parts)} }}"


def _field(draw: st.DrawFn, type: GraphQLObjectType, name: str, depth: int, written: Written) -> str:
    if name == "__typename":
        return name
    declared = type.fields[name]
    arguments = []
    for argument, said in declared.args.items():
        if _is_needed(said) or draw(st.booleans()):
            arguments.append(f"{argument}: {_argument(draw, name, argument, said.type, written)}")
    alias = f"a{draw(st.integers(0, 99))}{name}: " if draw(st.integers(0, 3)) == 0 or arguments else ""
    directive = (
        f" @{draw(st.sampled_from(['skip', 'include']))}(if: {_condition(draw, written)})"
        if draw(st.integers(0, 5)) == 0
        else ""
    )
    inner = get_named_type(declared.type)
    body = f" {selection(draw, inner, depth - 1, written)}" if isinstance(inner, GraphQLObjectType) else ""
    return f"{alias}{name}{'(' + ', '.join(arguments) + ')' if arguments else ''}{directive}{body}"


def _is_needed(of: GraphQLArgument | GraphQLInputField) -> bool:
    return isinstance(of.type, GraphQLNonNull) and of.default_value in (None, Undefined)


def _condition(draw: st.DrawFn, written: Written) -> str:
    if draw(st.booleans()):
        return draw(st.sampled_from(["true", "false"]))
    return written.variable("Boolean!", draw(st.booleans()), draw(st.booleans()))


def _argument(draw: st.DrawFn, field: str, argument: str, type: GraphQLInputType, written: Written) -> str:
    """A literal, or a variable that holds the same."""
    value = _value(draw, field, argument, type)
    if draw(st.booleans()):
        return _literal(type, value)
    return written.variable(type, value, draw(st.none() | st.just(_value(draw, field, argument, type))))


def _value(draw: st.DrawFn, field: str, name: str, type: GraphQLInputType) -> Any:
    if isinstance(type, GraphQLNonNull):
        return _value(draw, field, name, type.of_type)
    if isinstance(type, GraphQLList):
        return [_value(draw, field, name, type.of_type) for _ in range(draw(st.integers(0, 2)))]
    if isinstance(type, GraphQLEnumType):
        return draw(st.sampled_from(sorted(type.values)))
    if isinstance(type, GraphQLInputObjectType):
        some = st.lists(
            st.sampled_from(sorted(type.fields)),
            unique=True,
            min_size=int(type.is_one_of),
            max_size=1 if type.is_one_of else 2,
        )
        needed = [name for name, field in type.fields.items() if _is_needed(field)]
        return {
            key: _value(draw, field, key.rstrip("s"), type.fields[key].type)
            for key in dict.fromkeys([*needed, *draw(some)])
        }
    if type.name == "Int":
        return draw(st.sampled_from([1, 2, 5]))
    if type.name == "Boolean":
        return draw(st.booleans())
    kind = OF_FIELD.get(field, "role") if name in ("id", "ids") else name
    return draw(st.sampled_from(VALUES.get(kind, ROLES)))


def _literal(type: GraphQLInputType, value: Any) -> str:
    if isinstance(type, GraphQLNonNull):
        return _literal(type.of_type, value)
    if isinstance(type, GraphQLList):
        return f"[{', '.join(_literal(type.of_type, item) for item in value)}]"
    if isinstance(type, GraphQLInputObjectType):
        return f"{{{', '.join(f'{name}: {_literal(type.fields[name].type, item)}' for name, item in value.items())}}}"
    return str(value) if isinstance(type, GraphQLEnumType) else orjson.dumps(value).decode()


class Both:
    """Runs operations both ways, in one loop on one connection pool."""

    def __init__(self, server: Server, settings: Settings) -> None:
        self._loop = asyncio.new_event_loop()
        self._settings = settings
        self._database: AsyncDatabase = server.connect_async()
        self._snapshots = NetworkSnapshots(self._database, Revisions(self._database, settings.max_staleness))

    @property
    def network(self) -> Network:
        assert self._snapshots.network is not None
        return self._snapshots.network

    def close(self) -> None:
        self._loop.run_until_complete(self._database.close())
        self._loop.close()

    def ordinary(self, text: str, variables: dict[str, Any]) -> tuple[bytes, list[Any]]:
        """Bytes of the data, and errors."""

        async def run() -> Any:
            result = execute(schema._schema, parse(text), context_value=self._context(), variable_values=variables)
            return await result if inspect.isawaitable(result) else result

        result = self._loop.run_until_complete(run())
        return orjson.dumps(result.data), [formatted(error) for error in in_order(result.errors)]

    def compiled(self, text: str, *requests: dict[str, Any]) -> list[bytes | None]:
        """Bytes of the data for each request's variables; None where there is an error, or that is left to the ordinary
        way.
        """
        answers = self.compiled_with_errors(text, *requests)
        return [None if answer is None or answer[1] else answer[0] for answer in answers]

    def compiled_with_errors(self, text: str, *requests: dict[str, Any]) -> list[tuple[bytes, list[Any]] | None]:
        """Bytes of the data, and errors, for each request's variables; None where that is left to the ordinary way."""
        document = parse(text)
        operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
        fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        compiled = CompiledOperation(schema._schema, operation, fragments)
        return [self._run(compiled, variables) for variables in requests]

    def _run(self, compiled: CompiledOperation, variables: dict[str, Any]) -> tuple[bytes, list[Any]] | None:
        try:
            result = self._loop.run_until_complete(compiled.run(variables, self._context()))
        except Exception:
            return None
        return orjson.dumps(result.data), [formatted(error) for error in in_order(result.errors)]

    def _context(self) -> Context:
        return Context(self._database, self._settings, self._snapshots)


@pytest.fixture(scope="module")
def both(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    runner = Both(server, load_settings(home=tmp_path_factory.mktemp("home")))
    yield runner
    runner.close()


SUCCESSES = [0]


# The ordinary executor leaves resolvers of siblings unawaited when a field that may not be null fails.
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:coroutine .* was never awaited:RuntimeWarning"
)
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(operation=operations())
def test_given_any_operation_when_run_both_ways_then_the_bytes_are_equal_or_only_the_ordinary_way_answers(
    seeds_to_read: Database, both: Both, operation: tuple[str, dict[str, Any], dict[str, Any]]
) -> None:
    text, variables, others = operation
    if validate(schema._schema, parse(text)):  # two fields under one name: not an operation
        return
    data, errors = both.ordinary(text, variables)
    assert both.compiled(text, others, variables)[1] == (None if errors else data)
    SUCCESSES[0] += not errors


def test_given_those_operations_then_many_of_them_were_answered_both_ways() -> None:
    assert SUCCESSES[0] >= 40


# Fields at the top that may be null; those of whose ids more are unknown stand first, and are drawn more often
NULLABLE = ["stakeholder", "ladder", "tool", "stakeholder", "ladder", "skill", "role", "shortestPath"]
FAILURES = [0]


def is_of_the_question(error: Any) -> bool:
    """Raised by the resolver of a field at the top, for what it was asked; arguments of a wrong form never reach it."""
    return len(error.get("path", ())) == 1 and not {"suggestions", "reason", "argument"}.isdisjoint(error["extensions"])


@st.composite
def operations_that_may_fail(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Like `operations`, of the fields at the top that are null with an error beside them where there is no answer."""
    written = Written()
    query = schema._schema.query_type
    assert query is not None
    names = draw(st.lists(st.sampled_from(NULLABLE), min_size=2, max_size=5))
    parts = [_field(draw, query, name, 2, written) for name in names]
    if draw(st.booleans()):
        written.fragments.append(f"fragment Top on Query {{ {parts[-1]} }}")
        parts.append("...Top")
    head = f"query({', '.join(written.declared)})" if written.declared else "query"
    return "\n".join([f"{head} {{ {' '.join(parts)} }}", *written.fragments]), written.variables, written.others


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:coroutine .* was never awaited:RuntimeWarning"
)
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(operation=operations_that_may_fail())
def test_given_an_operation_that_may_fail_when_run_both_ways_then_data_and_errors_are_equal(
    seeds_to_read: Database, both: Both, operation: tuple[str, dict[str, Any], dict[str, Any]]
) -> None:
    text, variables, others = operation
    if validate(schema._schema, parse(text)):
        return
    ordinary = both.ordinary(text, variables)
    compiled = both.compiled_with_errors(text, others, variables)[1]
    expected = all(is_of_the_question(error) for error in ordinary[1])
    assert compiled == ordinary or (compiled is None and not expected)
    FAILURES[0] += expected and bool(ordinary[1])


def test_given_those_operations_then_many_of_them_failed_both_ways() -> None:
    assert FAILURES[0] >= 40


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("{ __typename a: __typename roles(first: 2) { __typename totalCount } }", {}),
        (
            "query($on: Boolean!) { roles(first: 2) { nodes { id @include(if: $on) title @skip(if: $on) } } }",
            {"on": True},
        ),
        (
            "query($on: Boolean!) { roles(first: 2) { nodes { id @include(if: $on) title @skip(if: $on) } } }",
            {"on": False},
        ),
        (
            "{ roles(first: 3) { nodes { ...A skills(first: 2) { weight } } } } fragment A on Role { id skills(first: "
            "2) { skill { id } } }",
            {},
        ),
        (
            "query($n: Int = 2) { roles(first: $n) { edges { cursor node { level { name track } family { name } } } "
            "pageInfo { endCursor hasNextPage } } }",
            {},
        ),
        (
            '{ shortestPath(from: {id: "ai-engineer"}, to: {id: "staff-ai-engineer"}) { hops roles { id title } steps '
            "{ kind evidence { words line } } } }",
            {},
        ),
        ("{ roles(first: 3) { nodes { mission deliverables { text items } documents { id loadedAt } } } }", {}),
        (
            "{ roles(first: 3) { nodes { tools(first: 2) { purpose tool { id } } skills(first: 1) { evidence { "
            "document { title } } } } } }",
            {},
        ),
    ],
)
def test_given_an_operation_when_run_both_ways_then_the_bytes_are_equal(
    seeds_to_read: Database, both: Both, text: str, variables: dict[str, Any]
) -> None:
    data, errors = both.ordinary(text, variables)
    assert errors == []
    assert both.compiled(text, variables, variables) == [data, data]


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ('{ role(id: "no-such-role") { title } role(id: "no-such-role") { id } skill(id: "python") { name } }', {}),
        (
            "query($id: ID!) { ...A } fragment A on Query { a: role(id: $id) { id } ladder(family: $id) { rungs { "
            "missing } } }",
            {"id": "x"},
        ),
        (
            '{ b: tool(id: "x") { id } a: shortestPath(from: {id: "ai-engineer"}, to: {id: "ai-engineer"}) { hops } }',
            {},
        ),
        (
            '{ shortestPath(from: {id: "junior-ai-engineer"}, to: {id: "staff-ai-engineer"}, options: {maxSteps: 1}) '
            "{ hops } levels { id } }",
            {},
        ),
    ],
)
def test_given_fields_that_may_be_null_when_they_fail_then_compiled_data_and_errors_are_the_ordinary_ones(
    seeds_to_read: Database, both: Both, text: str, variables: dict[str, Any]
) -> None:
    ordinary = both.ordinary(text, variables)
    assert ordinary[1]
    assert both.compiled_with_errors(text, variables, variables) == [ordinary, ordinary]


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ('{ role(id: "ai-engineer") { skills(first: 0) { weight } } skill(id: "no-such-skill") { name } }', {}),
        ('{ skillGap(from: {role: "no-such-role"}, to: "ai-engineer") { overlap } }', {}),
        ("query($on: Boolean = true) { roles(first: 1) { totalCount @include(if: $on) } }", {"on": None}),
    ],
)
def test_given_any_other_error_when_compiled_then_it_is_left_to_the_ordinary_executor(
    seeds_to_read: Database, both: Both, text: str, variables: dict[str, Any]
) -> None:
    assert both.ordinary(text, variables)[1]
    assert both.compiled_with_errors(text, variables) == [None]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "query($n: Int) { roles(first: 3) { nodes { skills(first: 2) { tier } tools(first: $n) { purpose } } } }",
            3,
        ),
        ("query($n: Int) { roles(first: 3) { nodes { skills(first: $n) { tier } level { name } } } }", 3),
        ("query($n: Int) { roles(first: $n) { nodes { id title skills { evidence { words } } } } }", 0),
        ("query($n: Int) { roles(first: 3) { nodes { nextRoles { role { tools(first: $n) { commonality } } } } } }", 0),
    ],
)
def test_given_parts_that_hang_on_nothing_but_the_role_when_asked_again_then_they_are_shared_and_no_others(
    seeds_to_read: Database, both: Both, text: str, parts: int
) -> None:
    both.compiled(text, {"n": 1})
    network = both.network
    network.derived.pop(shared, None)
    others, once, again = both.compiled(text, {"n": 3}, {"n": 2}, {"n": 2})
    assert once == again == both.ordinary(text, {"n": 2})[0]
    assert others == both.ordinary(text, {"n": 3})[0]
    assert len(network.derived.get(shared, ())) == parts


def test_given_more_shared_parts_than_may_be_kept_when_asked_then_the_answers_are_the_same(
    seeds_to_read: Database, both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "{ roles(first: 50) { nodes { title skills { skill { name } tier } } } }"
    both.compiled(text, {})
    both.network.derived.pop(shared, None)
    monkeypatch.setattr(sharing, "MOST_BYTES", 5_000)
    assert both.compiled(text, {}, {}) == [both.ordinary(text, {})[0]] * 2
    kept = both.network.derived.pop(shared)
    assert 0 < kept.currsize <= 5_000
