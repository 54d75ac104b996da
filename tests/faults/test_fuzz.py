"""Inputs that nobody would write, from a seed that Hypothesis replays: each ends in an answer or in a sentence.

LADDER_FUZZ_EXAMPLES examples of each kind; `make fuzz` takes many. A crash becomes a test with a name of its own.
"""

from __future__ import annotations

import functools
import os
import socket
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.errors import ApiError
from api.operations.prepared import Preparer
from api.schema import schema
from graph.documents.names import Names
from graph.errors import LadderError
from graph.neo4j.local import free_port
from graph.settings import Settings
from loaders.blueprints.read import read_blueprint
from loaders.curated.read import read_yaml
from loaders.mapped.documents.documents import documents_of
from loaders.mapped.proposal.propose import propose
from loaders.mapped.reading.read import read_framework
from loaders.mapped.sources.read import read_source
from loaders.mapped.wording.words import shipped
from loaders.sheets.read import read_sheets
from tests.support.places import ROOT
from tests.support.reliability import record
from tests.support.served import Served, serving

EXAMPLES = int(os.environ.get("LADDER_FUZZ_EXAMPLES", "40"))
MANY = settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)


def recorded(kind: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Writes the row of a kind of input once its test has passed, never after a crash."""

    def of(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def then_record(*given_: object, **named: object) -> None:
            test(*given_, **named)
            record(f"fuzzing: {kind}", EXAMPLES, "0 crashes", "make fuzz")

        return then_record

    return of


SEED = (ROOT / "seeds" / "roles" / "data-engineer.yaml").read_bytes()
BLUEPRINT = (ROOT / "tests" / "loaders" / "fixtures" / "senior-treasury-analyst.html").read_bytes()
SHEET = b"Title,Level,Family,Aliases\nBaker,senior,food,Bread Baker\nCook,junior,food,\n"
REQUEST = (
    b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    b'1b\r\n{"query": "{ __typename }"}\r\n0\r\n\r\n'
)
LADDERS = [
    path
    for path in sorted((ROOT / "tests" / "loaders" / "ladders").glob("*/given/**/*"))
    if path.suffix in (".md", ".html", ".csv", ".yaml", ".json")
]
WORDS = shipped()
PIECES = [b"\x00", b"\xff\xfe", b"&a", b"*a", b"[", b"{", b"- ", b": ", b"'", b'"', b"\n", b"<table>", b"<", b"\r\n"]
PIECES += [
    b"!!python/name:os.system",
    b"9" * 400,
    b"\xe2\x80\xae",
    b"content-length: 5\r\n",
    b"ffffffffffffffffff\r\n",
    "㐀".encode(),
    "🍞".encode(),
]


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """The bytes with a few places cut, doubled, or filled with what parsers stumble over."""
    data = whole
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=8))
        data = data[:start] + draw(st.sampled_from([piece, data[start:end] * 2, piece * 50, b""])) + data[end:]
    return data


def ends_in_a_sentence(read: Callable[[], object]) -> None:
    with suppress(LadderError):  # any other exception is a crash
        read()


@recorded("YAML")
@MANY
@given(damaged(SEED))
def test_given_damaged_yaml_when_read_then_a_document_or_a_sentence(data: bytes) -> None:
    ends_in_a_sentence(lambda: read_yaml(data, "fuzz", "roles/x.yaml"))


@recorded("blueprints")
@MANY
@given(damaged(BLUEPRINT))
def test_given_a_damaged_blueprint_when_read_then_a_document_or_a_sentence(data: bytes) -> None:
    ends_in_a_sentence(lambda: read_blueprint(data, "fuzz"))


@recorded("sheets")
@MANY
@given(damaged(SHEET))
def test_given_a_damaged_sheet_when_read_then_a_document_or_a_sentence(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roles.csv"
        path.write_bytes(data)
        ends_in_a_sentence(lambda: read_sheets([path]))


@recorded("ladders")
@MANY
@given(st.sampled_from(LADDERS), st.data())
def test_given_a_damaged_ladder_when_mapped_then_a_mapping_or_a_sentence(path: Path, data: st.DataObject) -> None:
    damaged_ladder = data.draw(damaged(path.read_bytes()))

    def read() -> None:
        mapping = propose([read_source(damaged_ladder, path.name)], WORDS)
        found = read_framework([read_source(damaged_ladder, path.name)], mapping, WORDS)
        Names.of(documents_of(found, mapping, "fuzz"))

    ends_in_a_sentence(read)


TEXTS = ['"data-engineer"', '""', '"\\u0000"', "null", "1", "-1", "99999999999", "[]", "{}", "SENIOR", "true", "$v"]


@st.composite
def selection(draw: st.DrawFn, parent: GraphQLObjectType, depth: int = 0) -> str:
    """A selection of the schema's own fields, whose arguments may be wrong."""
    fields = list(parent.fields.items())
    parts = []
    for name, field in draw(st.lists(st.sampled_from(fields), min_size=1, max_size=4)):
        inner = get_named_type(field.type)
        below = ""
        if isinstance(inner, GraphQLObjectType):
            below = " { " + (draw(selection(inner, depth + 1)) if depth < 5 else "__typename") + " }"
        parts.append(f"{draw(st.sampled_from(['', '', 'a: ', 'b: ']))}{name}{draw(arguments(field))}{below}")
    parts += draw(st.sampled_from([[], [], ["nowhere"], ["... on Role { id }"], ["...gone"], ["__typename @skip"]]))
    return " ".join(parts)


@st.composite
def arguments(draw: st.DrawFn, field: GraphQLField) -> str:
    given_ = []
    for name, argument in field.args.items():
        if is_required_argument(argument) or draw(st.booleans()):
            inner = get_named_type(argument.type)
            if isinstance(inner, GraphQLInputObjectType):
                value = "{id: %s}" % draw(st.sampled_from(TEXTS))  # noqa: UP031
            elif is_list_type(argument.type) or not is_leaf_type(inner):
                value = f"[{draw(st.sampled_from(TEXTS))}]"
            else:
                value = draw(st.sampled_from(TEXTS))
            given_.append(f"{name}: {value}")
    return f"({', '.join(given_)})" if given_ else ""


QUERY = schema._schema.query_type
assert QUERY is not None
PREPARER = Preparer(schema._schema, Settings())


@recorded("GraphQL documents")
@MANY
@given(selection(QUERY), st.booleans())
def test_given_a_document_of_the_schemas_words_when_prepared_then_it_is_an_operation_or_refused(
    text: str, broken: bool
) -> None:
    text = f"query ($v: ID) {{ {text} }}"
    with suppress(ApiError):  # any other exception is a crash
        prepared = PREPARER.prepare(text[: len(text) * 2 // 3] if broken else text)
        PREPARER.check_cost(prepared, {"v": "x"})


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:  # type: ignore[misc]
    nowhere = {"NEO4J_URI": f"bolt://127.0.0.1:{free_port()}", "NEO4J_PASSWORD": "no-database"}
    with serving(tmp_path_factory.mktemp("fuzz"), nowhere) as served:
        yield served


@recorded("HTTP requests")
@MANY
@given(data=damaged(REQUEST))
def test_given_damaged_http_when_sent_then_the_server_answers_or_ends_the_connection(
    served: Served, data: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=20) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        try:
            answer = connection.recv(65_536)
        except ConnectionError:
            answer = b""
    assert not answer or answer.startswith(b"HTTP/1.1 ")
    assert b" 500 " not in answer.partition(b"\r\n")[0]


def test_given_all_that_when_done_then_the_server_is_up_and_its_log_has_no_traceback(served: Served) -> None:
    assert served.http.get("/health/live").status_code == 200
    assert "Traceback" not in served.log.read_text(encoding="utf-8")
