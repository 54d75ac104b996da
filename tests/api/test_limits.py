"""Every limit: what is just allowed is prepared, one more is refused, named, and never clamped."""

from __future__ import annotations

import time
from typing import Any

import pytest
from graphql import OperationDefinitionNode, get_introspection_query, parse

import api.operations.prepared
from api.errors import BadUserInput, InvalidDocument, LimitExceeded
from api.operations.prepared import Preparer
from api.schema import schema
from graph.settings import Settings, load_settings
from tests.docs.test_readme import EXAMPLES
from tests.support.places import ROOT

PREPARER = Preparer(schema._schema, Settings())


def check(text: str, **variables: Any) -> None:
    PREPARER.check_cost(PREPARER.prepare(text), variables)


def aliased(count: int) -> str:
    return "{ graph { " + " ".join(f"r{at}: revision" for at in range(count)) + " } }"


def chained(depth: int) -> str:
    """`families.roles.family.roles …`, `depth` fields deep."""
    names = ["ladder(family: 1)", "family", *["roles", "family"] * depth][: depth - 1]
    return "{ " + " { ".join([*names, "id"]) + " }" * depth


LIMITS = {
    "document characters": lambda n: "{ __typename }" + " " * (n - 14),
    "tokens": lambda n: (
        "{ __typename " + " ".join(f'f: search(text: "{at}") {{ id }}' for at in range(n // 11)) + " }"
        if n > 2000
        else "{ __typename }"
    ),
    "directives": lambda n: (
        "{ "
        + " ".join(f"graph @include(if: $on) {{ {'revision @include(if: $on) ' * 1} }}" for _ in range(n // 2))
        + " }"
    ),
    "aliases": aliased,
    "root fields": lambda n: "{ " + " ".join(f"r{at}: __typename" for at in range(n)) + " }",
    "repeats": lambda n: "{ " + "__typename " * (n + 1) + "}",
    "depth": chained,
}
MOST = {
    "document characters": 20_000,
    "aliases": 50,
    "root fields": 20,
    "repeats": 50,
    "depth": 16,
}


@pytest.mark.parametrize("limit", MOST)
def test_given_a_limit_when_it_is_met_then_the_document_is_prepared_and_one_more_is_refused(limit: str) -> None:
    most = MOST[limit]
    PREPARER.prepare(LIMITS[limit](most))
    with pytest.raises(LimitExceeded) as refused:
        PREPARER.prepare(LIMITS[limit](most + 1))
    assert refused.value.extensions == {"limit": limit, "most": most, "asked": most + 1}
    assert str(refused.value) == f"{limit} is {most + 1}; at most {most} is answered."


def test_given_tokens_directives_and_fields_when_there_is_one_too_many_then_each_is_named() -> None:
    small = Preparer(schema._schema, load_settings(max_tokens=30, max_directives=2, max_fields=10))
    for limit, text, asked in (
        ("tokens", "{ graph { " + "revision " * 27 + "} }", 32),
        ("directives", "{ graph @skip(if: true) @include(if: true) { revision @skip(if: true) } }", 3),
        ("fields", "{ roles { nodes { id title aliases status described mission summary horizon yearsMin } } }", 11),
    ):
        with pytest.raises(LimitExceeded) as refused:
            small.prepare(text)
        assert (refused.value.extensions["limit"], refused.value.extensions["asked"]) == (limit, asked)


def test_given_strings_and_comments_when_tokens_are_counted_then_brackets_in_them_do_not_nest() -> None:
    brackets = "{" * 60
    PREPARER.prepare(f'{{ search(text: "{brackets} \\" {brackets}") {{ id }} }} # {brackets}\n')
    PREPARER.prepare(f'{{ search(text: """{brackets} \\""" " {brackets}""") {{ id }} }}')


def test_given_brackets_without_end_when_read_then_the_parser_is_not_asked() -> None:
    for text in ("{ a " * 900, "{ a(b: " + "[" * 1500, "{ a(b: " + "{c:" * 600):
        with pytest.raises(LimitExceeded) as refused:
            PREPARER.prepare(text)
        assert refused.value.extensions["limit"] == "depth"


def test_given_fragments_that_spread_each_other_when_counted_then_the_work_is_bounded() -> None:
    bomb = "{ ladder(family: 1) { rungs { roles { ...f0 } } } }" + "".join(
        f" fragment f{at} on Role {{ nextRoles {{ role {{ ...f{at + 1} }} }} feederRoles {{ role {{ ...f{at + 1} }} "
        f"}} }}"
        for at in range(20)
    )
    began = time.process_time()
    with pytest.raises(LimitExceeded):
        PREPARER.prepare(bomb + " fragment f20 on Role { id }")
    assert time.process_time() - began < 1


def test_given_a_circle_of_fragments_when_prepared_then_it_is_refused() -> None:
    with pytest.raises((InvalidDocument, LimitExceeded)):
        PREPARER.prepare(
            "{ roles { nodes { ...a } } } fragment a on Role { id replacedBy { ...b } } fragment b on Role { "
            "replacedBy { ...a } }"
        )
    with pytest.raises(InvalidDocument):
        PREPARER.prepare("{ roles { nodes { ...a } } } fragment a on Role { id ...b } fragment b on Role { ...a }")


@pytest.mark.parametrize(
    ("text", "variables", "limit", "asked"),
    [
        ("{ roles(first: 5001) { totalCount } }", {}, "first", 5001),
        ("query($n: Int!) { roles(first: $n) { totalCount } }", {"n": 2**31 - 1}, "first", 2**31 - 1),
        ("query($n: Int! = 6000) { roles(first: $n) { totalCount } }", {}, "first", 6000),
        ("query($ids: [ID!]!) { rolesByIds(ids: $ids) { id } }", {"ids": ["a"] * 5001}, "ids", 5001),
        (
            "query($o: PathOptions) { reachableRoles(from: {id: 1}, options: $o) { totalCount } }",
            {"o": {"maxSteps": 21}},
            "maxSteps",
            21,
        ),
        (
            "query($o: PathOptions) { reachableRoles(from: {id: 1}, options: $o) { totalCount } }",
            {"o": {"avoid": ["a"] * 5001}},
            "avoid",
            5001,
        ),
        (
            "query($n: Int!) { reachableRoles(from: {id: 1}, options: {maxSteps: $n}) { totalCount } }",
            {"n": 99},
            "maxSteps",
            99,
        ),
        ("{ reachableRoles(from: {id: 1}, options: {maxSteps: 21}) { totalCount } }", {}, "maxSteps", 21),
        (
            "{ roles(first: 200) { nodes { skills { skill { roles(first: 500) { role { id } } } } } } }",
            {},
            "cost",
            None,
        ),
        ("{ families { roles { family { roles { family { roles { id } } } } } } }", {}, "cost", None),
    ],
)
def test_given_arguments_that_ask_for_too_much_when_checked_then_they_are_refused_before_anything_runs(
    text: str, variables: dict[str, Any], limit: str, asked: int | None
) -> None:
    with pytest.raises(LimitExceeded) as refused:
        check(text, **variables)
    assert refused.value.extensions["limit"] == limit
    assert refused.value.extensions["asked"] == asked if asked else refused.value.extensions["asked"] > 100_000


@pytest.mark.parametrize(
    ("text", "variables", "cost"),
    [
        ("{ graph { revision } }", {}, 2),
        ("{ roles(first: 7) { nodes { id title } } }", {}, 1 + 7 * (1 + 2)),
        ("{ roles { nodes { id } } }", {}, 1 + 20 * (1 + 1)),
        ("query($n: Int! = 3) { roles(first: $n) { nodes { id } } }", {}, 1 + 3 * 2),
        ("query($n: Int! = 3) { roles(first: $n) { nodes { id } } }", {"n": 4}, 1 + 4 * 2),
        ("{ rolesByIds(ids: [1, 2, 3]) { id skills { tier } } }", {}, 1 + 3 * (1 + 1 + 35)),
        ("{ role(id: 1) { skills { tier evidence { line } } } }", {}, 1 + 1 + 35 * (1 + 1 + 2)),
        ("{ role(id: 1) { ...s ...s } } fragment s on Role { skills { tier } }", {}, 1 + 2 * (1 + 35)),
        ("query($s: Boolean!) { role(id: 1) { id skills @include(if: $s) { tier } } }", {"s": False}, 2),
        ("query($s: Boolean!) { role(id: 1) { id skills @skip(if: $s) { tier } } }", {"s": False}, 2 + 36),
        ("{ careerNetwork(first: 1000) { nodes { id } edges { source target } } }", {}, 1 + 1000 * (1 + 1 + 1 + 2)),
    ],
)
def test_given_an_operation_when_costed_then_lists_multiply_what_is_in_them(
    text: str, variables: dict[str, Any], cost: int
) -> None:
    assert PREPARER.prepare(text).cost(variables) == cost


def test_given_the_readme_introspection_and_a_map_of_all_roles_when_checked_then_the_defaults_let_them_pass() -> None:
    page = """query Map($after: String) { roles(first: 200, after: $after, orderBy: LEVEL) { totalCount pageInfo {
    hasNextPage endCursor } nodes {
        id title described status level { id name rank track } family { id name }
        nextRoles(kinds: [PROMOTION, NEXT, LATERAL]) { role { id } kind confirmed time { min max basis } }
        skills { skill { id name kind } tier importance } } } }"""
    whole = (
        "{ careerNetwork(first: 5000) { totalCount complete nodes { id label title level rank family described } "
        "edges { source target } } }"
    )
    files = [*(ROOT / "web" / "src").rglob("*.graphql"), *(ROOT / "examples").glob("*.graphql")]
    assert len(files) > 5
    for text in (
        page,
        whole,
        get_introspection_query(),
        *(query for query, _ in EXAMPLES),
        *(file.read_text(encoding="utf-8") for file in files),
    ):
        operations = (
            definition.name for definition in parse(text).definitions if isinstance(definition, OperationDefinitionNode)
        )
        for name in operations:
            PREPARER.check_cost(PREPARER.prepare(text, name.value if name else None), {})


def test_given_production_when_the_schema_is_asked_for_then_it_is_not_told_nor_hinted_at() -> None:
    closed = Preparer(schema._schema, load_settings(environment="production"))
    for text in ("{ __schema { types { name } } }", '{ __type(name: "Role") { name } }', "{ rolez { totalCount } }"):
        with pytest.raises(InvalidDocument) as refused:
            closed.prepare(text)
        assert "Did you mean" not in str(refused.value)
    Preparer(schema._schema, load_settings(environment="production", introspection=True)).prepare(
        "{ __schema { types { name } } }"
    )
    closed.prepare("{ __typename }")


def test_given_several_operations_when_none_or_another_is_named_then_the_names_are_told() -> None:
    text = "query A { __typename } query B { __typename }"
    assert PREPARER.prepare(text, "B").name == "B"
    for name in (None, "C"):
        with pytest.raises(BadUserInput, match="A, B"):
            PREPARER.prepare(text, name)


def test_given_endless_different_documents_when_prepared_then_few_are_kept_and_a_known_one_is_not_made_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(api.operations.prepared, "MOST_BYTES_KEPT", 2_000_000)
    preparer = Preparer(schema._schema, Settings())
    known = preparer.prepare("{ __typename }")
    assert preparer.prepare("{ __typename }") is known
    assert (preparer.hits, preparer.misses) == (1, 1)
    for number in range(30):
        preparer.prepare(f'{{ search(text: "{number}", kinds: [{"ROLE, " * 200}]) {{ id }} }}')
        preparer.prepare("{ __typename } #" + f"{number:06}" * 3000)  # few tokens, and yet large
        assert preparer._kept.currsize == sum(kept.bytes for kept in preparer._kept.values()) <= 2_000_000
    assert 5 < len(preparer._kept) < 40


def test_given_the_limits_when_looked_up_then_the_page_for_portals_names_each() -> None:
    page = (ROOT / "docs" / "portal.md").read_text(encoding="utf-8")
    assert [
        name for name in Settings.model_fields if name.startswith("max_") and f"LADDER_{name.upper()}" not in page
    ] == []
