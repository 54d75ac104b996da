"""From every field of a blueprint through the graph to GraphQL: the table has no empty cell, and each row is proven."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLObjectType, build_schema, get_named_type
from pydantic import BaseModel

from api.schema import schema
from cli.pages.trace_table import CONTEXT, TEST, Row, rows, saying, trace_table_page
from graph.documents.blueprint import Blueprint
from graph.schema import NODES, RELATIONSHIPS, TEXT_RELATIONSHIPS
from graph.sections import SECTIONS
from graph.settings import load_settings
from graph.storing.load import load
from graph.storing.plan import Request
from tests.support.client import Client
from tests.support.server import Server, emptied, wipe

ROWS = {row.field: row for row in rows()}

EVIDENCE = "evidence { section words }"
STATEMENTS = f"{{ text items kind {EVIDENCE} }}"
STEPS = f"(kinds: [PROMOTION, NEXT, LATERAL, RELATED]) {{ role {{ title }} kind time {{ min max }} {EVIDENCE} }}"
ASKED = {
    "buildsOn": "{ title }",
    "noLonger": "{ name }",
    "level": "{ id name }",
    "family": "{ id name }",
    "replacedBy": "{ id }",
    "skills": f"{{ skill {{ name }} tier importance weight proficiency scale step expects use {EVIDENCE} }}",
    "tools": f"{{ tool {{ name categories {{ name }} }} commonality purpose {EVIDENCE} }}",
    "stakeholders": f"{{ stakeholder {{ name }} relation purpose {EVIDENCE} }}",
    "nextRoles": STEPS,
    "feederRoles": STEPS,
    "kpis": f"{{ name target frequency measures {EVIDENCE} }}",
    "milestones": f"{{ text items horizon {EVIDENCE} }}",
    "decisions": f"{{ text items authority {EVIDENCE} }}",
    "notes": f"{{ heading text items {EVIDENCE} }}",
}
PLAIN = ("title", "horizon", "summary", "mission", "yearsMin", "yearsMax", "id", "aliases", "sameAs", "status")
# Kind of the one thing that a part says, where the part's name is not already that.
KINDS = {
    "goals.30_day": "DAYS_30",
    "goals.60_day": "DAYS_60",
    "goals.90_day": "DAYS_90",
    "goals.6_month": "MONTHS_6",
    "goals.12_month": "MONTHS_12",
    "stakeholders.peer_roles": "PEER",
    "risks.challenges": "challenge",
    "risks.bottlenecks": "bottleneck",
    "risks.anti_patterns": "anti_pattern",
    "hiring.exercises": "exercise",
    "hiring.strong_signals": "strong_signal",
    "hiring.weak_signals": "weak_signal",
    "hiring.red_flags": "red_flag",
    "career.next": "NEXT",
    "career.feeders": "NEXT",
    "career.adjacent": "LATERAL",
    "career.promotion_to": "PROMOTION",
    "related": "RELATED",
}
# GraphQL gives likeness and its order, not the source's own tiers; of a scorecard only skills and tools are compared
# with the sections. The steps of these rows are implied, so they quote no sentence.
UNTOLD = {
    "related": ("some related tier",),
    "scorecard": ("some scorecard career options",),
    **{f"career.{side}": (f"some career {side} said",) for side in ("next", "feeders", "adjacent")},
}


def test_given_the_table_when_read_then_every_field_of_every_section_is_in_it_and_no_cell_is_empty() -> None:
    lines = [line for line in trace_table_page().splitlines() if line.startswith("| ")]
    cells = [[cell.strip(" `") for cell in line.strip("|").split(" | ")] for line in lines]
    assert {len(row) for row in cells} == {5}
    assert [row for row in cells if not all(row)] == []
    assert {row[0] for row in cells[1:]} == {f"{number} {section.title}" for number, section in SECTIONS.items()} | {
        "any"
    }
    assert {field.split(".")[0] for field in ROWS} == set(Blueprint.model_fields) - {"field_line"}
    parts = {field: kind.annotation for field, kind in Blueprint.model_fields.items() if field != "scorecard"}
    for field, kind in parts.items():
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            assert {name for name in ROWS if name.startswith(f"{field}.")} == {
                f"{field}.{part.alias or own}" for own, part in kind.model_fields.items() if not own.endswith("line")
            }


def test_given_the_table_when_read_then_every_label_and_relationship_of_facts_is_in_it() -> None:
    stored = " ".join(part for row in ROWS.values() for part in row.stored)
    of_documents = {"DESCRIBED_IN", "MENTIONED_IN", "IN_DOCUMENT", "IS_ROLE", "ASSUMES"}  # follow from the others
    assert {type for type in RELATIONSHIPS if f":{type}]" not in stored} == of_documents
    assert set(TEXT_RELATIONSHIPS).isdisjoint(of_documents)
    assert {label for label, node in NODES.items() if node.folded and f"(:{label})" not in stored} == {"Document"}


def test_given_the_fields_and_the_test_that_the_table_names_when_looked_up_then_they_exist() -> None:
    query = build_schema(schema.as_str()).query_type
    assert query is not None
    for row in ROWS.values():
        kind: GraphQLObjectType = query
        for name in row.graphql.split("."):
            assert name in kind.fields, row
            kind = get_named_type(kind.fields[name].type)  # type: ignore[assignment]
    path, _, name = TEST.partition("::")
    assert Path(__file__).samefile(Path(__file__).parents[2] / path)
    (cases,) = (mark for mark in globals()[name].pytestmark if mark.name == "parametrize")
    assert list(cases.args[1]) == list(ROWS)


@pytest.fixture(scope="module")
def loaded(server: Server) -> Iterator[None]:
    """Every row as a role of its own, named after it."""
    with emptied(server) as database:
        load(database, Request([*CONTEXT, *(saying(row.field, row.said, role_of(row)) for row in ROWS.values())]))
        yield
        wipe(database)


def role_of(row: Row) -> str:
    return "oven-keeper" if row.field == "id" else f"row-{row.field.replace('_', '-').replace('.', '-')}"


def words(value: Any) -> Iterator[str]:
    """Every text of a value, whatever it stands in."""
    if isinstance(value, dict):
        yield from (word for item in value.values() for word in words(item))
    elif isinstance(value, list):
        yield from (word for item in value for word in words(item))
    elif isinstance(value, str):
        yield value


@pytest.mark.one_version
@pytest.mark.parametrize("field", list(ROWS))
def test_given_a_document_that_says_one_thing_when_loaded_then_its_graphql_field_says_it(
    loaded: None, server: Server, tmp_path: Path, field: str
) -> None:
    row = ROWS[field]
    client = Client(server, load_settings(home=tmp_path, show_drafts=True))
    answer = asked(client, row)
    told = json.dumps(answer, ensure_ascii=False).casefold()
    for word in words(row.said):
        assert word.casefold() in told or word in UNTOLD.get(field, ()), (word, answer)
    if isinstance(answer, list):
        assert len(answer) >= 1
    kind = KINDS.get(field, field.partition(".")[2])
    assert kind.casefold() in told or field == "career.promotion_skills", answer


def asked(client: Client, row: Row) -> Any:
    """What GraphQL says of the row's role at the row's field."""
    if row.graphql == "search":
        hits = client.ask("query($text: String!) { search(text: $text) { id matched } }", text=next(words(row.said)))[
            "data"
        ]["search"]  # type: ignore[index]
        return [hit for hit in hits if hit["id"] == role_of(row)]
    if row.graphql == "findings":
        found = client.ask("{ findings(first: 200) { nodes { message suggestion role { id } } } }")["data"]["findings"][
            "nodes"
        ]  # type: ignore[index]
        return [finding for finding in found if finding["role"] and finding["role"]["id"] == role_of(row)]
    name = row.graphql.removeprefix("role.")
    selection = "" if name in PLAIN else ASKED.get(name, STATEMENTS)
    answer = client.ask(f"query($id: ID!) {{ role(id: $id) {{ {name} {selection} }} }}", id=role_of(row))
    return answer["data"]["role"][name]  # type: ignore[index]
