"""`docs/sections.md`: from every field of the blueprint to what the graph holds of it, the GraphQL field that answers
it and the test that proves it.

The graph's part comes from folding a document that has only that field, so a field that the fold ignores has an empty
cell.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from strawberry.utils.str_converters import to_camel_case

from graph.documents.blueprint import Blueprint, Scorecard
from graph.documents.document import Document, Vocabulary
from graph.folding.fold import fold
from graph.model import Difference, NodeKey
from graph.schema import EVIDENCE, RELATIONSHIPS, Properties
from graph.sections import NOTES, SECTIONS, TEXT_SECTIONS

TEST = (
    "tests/docs/test_trace_table.py::"
    "test_given_a_document_that_says_one_thing_when_loaded_then_its_graphql_field_says_it"
)

# Where GraphQL answers what a relationship says, from `role` on; properties of a role have its name.
FIELDS = {
    "AT_LEVEL": "role.level",
    "IN_FAMILY": "role.family",
    "PROGRESSES_TO": "role.nextRoles",
    "RELATED_TO": "role.nextRoles",
    "REQUIRES": "role.skills",
    "ASSUMES": "role.skills",
    "BUILDS_ON": "role.buildsOn",
    "NO_LONGER": "role.noLonger",
    "USES": "role.tools",
    "WORKS_WITH": "role.stakeholders",
    "MEASURED_BY": "role.kpis",
    **{texts.relationship: f"role.{to_camel_case(texts.name)}" for texts in (*TEXT_SECTIONS.values(), NOTES)},
    "ABOUT": "findings",
}
_OTHER_FIELDS = {"career.feeders": "role.feederRoles", "search_titles": "search"}
_OF_EVERY_FIELD = ("DESCRIBED_IN", "MENTIONED_IN", "IN_DOCUMENT")  # edges to the document, which every field makes


@dataclass(frozen=True)
class Row:
    """A field of the blueprint, dotted where it is part of another, and what the graph holds of a document with only
    this field.
    """

    section: int | None
    field: str
    said: dict[str, Any]
    stored: tuple[str, ...]
    graphql: str


def rows() -> list[Row]:
    """Every field in the order of the sections, then the fields outside them."""
    by_section = [(number, field) for number, section in SECTIONS.items() for field in section.fields]
    placed = {field for _, field in by_section}
    outside = [(None, field) for field in Blueprint.model_fields if field not in placed and not field.endswith("line")]
    return [_row(number, name, said) for number, field in (*by_section, *outside) for name, said in _parts(field)]


def trace_table_page() -> str:
    """The whole page as Markdown."""
    return "\n".join((*_INTRODUCTION, *_table(rows()), ""))


_INTRODUCTION = (
    "# From the sections of a blueprint to GraphQL",
    "",
    "Written by `make docs`: each field of the blueprint is folded alone, and what comes of it stands here. Edges "
    "carry their evidence too.",
    f"The test of each field is `{TEST}[FIELD]`: it loads a document that says only this and asks GraphQL for it.",
    "",
)


def _table(rows: Iterable[Row]) -> Iterator[str]:
    yield from ("| section | field | in the graph | GraphQL | test |", "|---|---|---|---|---|")
    for row in rows:
        section = f"{row.section} {SECTIONS[row.section].title}" if row.section else "any"
        stored = "<br>".join(row.stored)
        yield f"| {section} | `{row.field}` | {stored} | `{row.graphql}` | `[{row.field}]` |"


# A document that says one thing

_BARE = {"id": "keeper", "title": "Keeper"}
_WORDS = {  # of fields that take only certain words
    "id": "oven-keeper",
    "level": "Junior",
    "family": "Baking",
    "replaced_by": "master",
    "same_as": "https://example.org/keeper",
}


def _document(name: str, content: Blueprint | Vocabulary) -> Document:
    return Document(f"trace/{name}", name, "trace", "yaml", content)


# The documents that are folded together with that of a field
CONTEXT = (
    _document(
        "vocabulary", Vocabulary.model_validate({"levels": [{"name": "Junior", "rank": 1}], "families": ["Baking"]})
    ),
    _document("master", Blueprint(id="master", title="Master")),
)


def saying(field: str, said: dict[str, Any], id: str = _BARE["id"]) -> Document:
    """A document of a role with only this field."""
    return _document(field, Blueprint.model_validate({**_BARE, "id": id, **said}))


def _row(section: int | None, field: str, said: dict[str, Any]) -> Row:
    before, after = (fold([*CONTEXT, saying(field, values)]) for values in ({}, said))
    difference = Difference.between(before, after)
    role = NodeKey("Role", _BARE["id"])
    stored: dict[str, str] = {}
    for key, properties in difference.added_edges.items():
        if key.type not in _OF_EVERY_FIELD:
            stored[key.type] = _edge_text(key.type, properties)
    for name in _changed(before.nodes[role], after.nodes.get(role)):
        stored[name] = f"`Role.{name}`"
    if len(stored) > 1:
        stored.pop("ABOUT", None)  # an edge of a finding about the rest
    return Row(section, field, said, tuple(stored.values()), _graphql(field, stored))


def _changed(before: Properties, after: Properties | None) -> list[str]:
    """Properties of the role that changed. A role that is gone has another id."""
    return ["id"] if after is None else [name for name in sorted(after) if after[name] != before.get(name)]


def _graphql(field: str, stored: Iterable[str]) -> str:
    answers = [FIELDS.get(name) or ("" if name in RELATIONSHIPS else f"role.{to_camel_case(name)}") for name in stored]
    return _OTHER_FIELDS.get(field) or next(filter(None, answers), "")


def _edge_text(type: str, properties: Properties) -> str:
    relationship = RELATIONSHIPS[type]
    evidence = {property.name for property in EVIDENCE}
    own = [name for name in properties if name not in evidence]
    return f"`(:{relationship.start})-[:{type}]->(:{relationship.end})`" + (
        f" with {', '.join(f'`{name}`' for name in own)}" if own else ""
    )


def _parts(field: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The field, or each of its parts, with a value. The scorecard counts as one field, because its rows have free
    names.
    """
    kind = Blueprint.model_fields[field].annotation
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not Scorecard:
        for name, value in _values(field, kind).items():
            yield f"{field}.{name}", {field: {name: value}}
    else:
        yield field, {field: _value(field, kind)}


def _value(name: str, kind: Any) -> Any:
    """An example of a type with all parts filled."""
    if get_origin(kind) is list:
        return [_value(name, get_args(kind)[0])]
    if get_origin(kind) in (Union, types.UnionType):
        return _value(name, get_args(kind)[0])
    if get_origin(kind) is Literal:
        return get_args(kind)[-1]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _values(name, kind)
    if get_origin(kind) is Annotated:
        return _value(name, get_args(kind)[0])
    if kind is str:
        return _WORDS.get(name.rpartition(".")[2], f"some {name.replace('_', ' ').replace('.', ' ')}")
    return kind(1)


def _values(name: str, kind: type[BaseModel]) -> dict[str, Any]:
    """Values for all parts of a model except `line` and `role`, an id that must exist; `name` is filled instead."""
    given = {
        part.alias or own: part.annotation
        for own, part in kind.model_fields.items()
        if own != "role" and not own.endswith("line")
    }
    return {part: _value(f"{name}.{part}", annotation) for part, annotation in given.items()}
