"""What one document says of its role, read apart from all others: what an edit of it may change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.folding.facts import Facts, Remark, StepSaid, Told
from graph.folding.role import RoleReader
from graph.model import EdgeKey, Key, NodeKey
from graph.schema import RELATIONSHIPS, TEXT_RELATIONSHIPS, Properties

_TEXTS = frozenset(RELATIONSHIPS[type].end for type in TEXT_RELATIONSHIPS)


class Saying(NamedTuple):
    """What others may also say of the nodes and edges that a document names, and its notes for the second pass."""

    nodes: dict[NodeKey, Properties]
    edges: dict[EdgeKey, Properties]
    steps: list[StepSaid]
    mentioned: list[str]
    remarks: list[Remark]
    spelled: list[Remark]


def naming(said: Blueprint) -> tuple[Any, ...]:
    """What `Names` and `Titles` read of a role."""
    return said.id, said.title, said.aliases, said.level


def read_document(facts: Facts, document: Document, said: Blueprint) -> None:
    """Adds a role document to the facts."""
    facts.node("Document", document.id, **document.properties(), role_id=facts.names.own_role_of(document))
    role = facts.names.role_of(document)
    facts.told[document.id] = Told(role, said.id, said.title, said.replaced_by, said.years_min, said.field_line)
    RoleReader(facts, document, said).read()


def say(facts: Facts, document: Document) -> Saying:
    """Reads a role document apart, in the surroundings that the facts have."""
    assert isinstance(document.content, Blueprint)
    apart = facts.apart()
    read_document(apart, document, document.content)
    role = facts.names.role_of(document)
    own = {NodeKey("Document", document.id), NodeKey("Role", role)}
    return Saying(
        _without(apart.graph.nodes, lambda key: key in own or key.label in _TEXTS),
        _without(apart.graph.edges, lambda key: _is_of(key, role, document)),
        apart.steps,
        list(apart.mentioned),
        apart.remarks,
        apart.spelled or [],
    )


def _is_of(key: EdgeKey, role: str, document: Document) -> bool:
    """Whether no other document can say this edge: it starts at the document's role, or ends at the document."""
    return (RELATIONSHIPS[key.type].start == "Role" and key.start == role) or key.end == document.id


def _without(said: Mapping[Key, Properties], own: Callable[[Key], bool]) -> dict[Key, Properties]:
    return {key: properties for key, properties in said.items() if not own(key)}
