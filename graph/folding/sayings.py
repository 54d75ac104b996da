"""What documents say of their roles, kept from fold to fold, so that a document that is as it was is not read again.

The first pass reads a document into the facts. Where a document alone describes its role, what it adds depends on the
document and on its surroundings only: the names that all documents give, and which roles they describe. Such a reading
is made apart, taken up into the facts, and may be kept. Roles that several documents describe are always read anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import orjson

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.documents.names import Names
from graph.folding.facts import Evidence, Facts, Remark, StepSaid
from graph.folding.role import RoleReader
from graph.model import EdgeKey, Key, NodeKey
from graph.schema import RELATIONSHIPS, TEXT_RELATIONSHIPS, Properties

_Pairs = list[tuple[Key, Properties]]
_TEXTS = frozenset(RELATIONSHIPS[type].end for type in TEXT_RELATIONSHIPS)


class Saying(NamedTuple):
    """What one document adds to the facts. Nodes and edges are of this document alone, except the `shared` ones, which
    others may name too.
    """

    nodes: list[tuple[NodeKey, Properties]]
    edges: list[tuple[EdgeKey, Properties]]
    shared_nodes: list[tuple[NodeKey, Properties]]
    shared_edges: list[tuple[EdgeKey, Properties]]
    steps: list[StepSaid]
    mentioned: list[str]
    remarks: list[Remark]
    spelled: list[Remark]

    def to_rows(self) -> list[Any]:
        """As plain lists and tuples."""
        steps = [(*step[:6], tuple(step.evidence), step.implied) for step in self.steps]
        remarks = [list(map(tuple, said)) for said in (self.remarks, self.spelled)]
        nodes, edges = (
            map(to_columns, (self.nodes, self.shared_nodes)),
            map(to_columns, (self.edges, self.shared_edges)),
        )
        return [*nodes, *edges, steps, self.mentioned, *remarks]

    @classmethod
    def from_rows(cls, rows: Sequence[Any]) -> Saying:
        nodes, shared_nodes, edges, shared_edges, steps, mentioned, remarks, spelled = rows
        return cls(
            list(from_columns(NodeKey, *nodes)),
            list(from_columns(EdgeKey, *edges)),
            list(from_columns(NodeKey, *shared_nodes)),
            list(from_columns(EdgeKey, *shared_edges)),
            [StepSaid._make((*step[:6], Evidence._make(step[6]), step[7])) for step in steps],
            mentioned,
            list(map(Remark._make, remarks)),
            list(map(Remark._make, spelled)),
        )


def to_columns(pairs: Iterable[tuple[Key, Properties]]) -> tuple[list[tuple[str, ...]], list[Properties]]:
    """Keys as plain tuples, and properties."""
    keys, properties = list[tuple[str, ...]](), list[Properties]()
    for key, said in pairs:
        keys.append(tuple(key))
        properties.append(said)
    return keys, properties


def from_columns(
    kind: type[Key], keys: Iterable[tuple[str, ...]], properties: Iterable[Properties]
) -> Iterator[tuple[Key, Properties]]:
    """The pairs again. `tuple.__new__` does what `_make` does, several times as fast."""
    return zip(map(partial(tuple.__new__, kind), keys), properties, strict=True)


class Version(NamedTuple):
    """Which version of a document a saying is of."""

    sha256: str
    role_id: str


class Sayings:
    """Sayings by document: those of the fold `before`, if its surroundings are the same, and those of this one, `now`.
    `shas` are the hashes of all documents that are folded.
    """

    def __init__(
        self,
        shas: Mapping[str, str],
        surroundings: bytes = b"",
        before: Mapping[str, tuple[Version, Saying]] | None = None,
    ) -> None:
        self._shas = shas
        self.surroundings = surroundings
        self._before = before or {}
        self.now: dict[str, tuple[Version, Saying]] = {}

    def begin(self, names: Names, documents: Sequence[Document]) -> None:
        """Forgets what was said before in other surroundings."""
        self.now = {}
        found = self._surroundings(names, documents)
        if found != self.surroundings:
            self.surroundings, self._before = found, {}

    def of(self, facts: Facts, document: Document) -> Saying:
        """What a document says that alone describes its role."""
        version = Version(self._shas[document.id], facts.names.own_role_of(document))
        kept, saying = self._before.get(document.id, (None, None))
        if saying is None or kept != version:
            saying = say(facts, document)
        self.now[document.id] = version, saying
        return saying

    def _surroundings(self, names: Names, documents: Sequence[Document]) -> bytes:
        """A digest of all that decides what names lead to and which roles are described: vocabularies as a whole, and
        of a role its naming.
        """
        said = [
            [document.id, document.format, document.collection, names.own_role_of(document), *naming(document.content)]
            if isinstance(document.content, Blueprint)
            else [document.id, self._shas[document.id]]
            for document in documents
        ]
        return hashlib.blake2b(orjson.dumps(said), digest_size=32).digest()


def naming(said: Blueprint) -> tuple[Any, ...]:
    """What `Names` and `Titles` read of a role."""
    return said.id, said.title, said.aliases, said.level


def read_document(facts: Facts, document: Document, said: Blueprint) -> None:
    """Adds a role document to the facts."""
    facts.node("Document", document.id, **document.properties(), role_id=facts.names.own_role_of(document))
    RoleReader(facts, document, said).read()


def say(facts: Facts, document: Document) -> Saying:
    """Reads a role document apart, in the surroundings that the facts have."""
    assert isinstance(document.content, Blueprint)
    apart = facts.apart()
    read_document(apart, document, document.content)
    role = facts.names.role_of(document)
    own_keys = {NodeKey("Document", document.id), NodeKey("Role", role)}
    nodes, shared_nodes = _parted(apart.graph.nodes, lambda key: key in own_keys or key.label in _TEXTS)
    edges, shared_edges = _parted(apart.graph.edges, lambda key: _is_of(key, role, document))
    notes = (apart.steps, list(apart.mentioned), apart.remarks, apart.spelled or [])
    return Saying(nodes, edges, shared_nodes, shared_edges, *notes)


def _is_of(key: EdgeKey, role: str, document: Document) -> bool:
    """Whether no other document can say this edge: it starts at the document's role, or ends at the document."""
    return (RELATIONSHIPS[key.type].start == "Role" and key.start == role) or key.end == document.id


def _parted(said: Mapping[Key, Properties], own: Callable[[Key], bool]) -> tuple[_Pairs[Key], _Pairs[Key]]:
    """Those of the document alone, and the others."""
    mine: _Pairs[Key] = []
    others: _Pairs[Key] = []
    for key, properties in said.items():
        (mine if own(key) else others).append((key, properties))
    return mine, others


def take_up(facts: Facts, document: Document, saying: Saying) -> None:
    """Adds a saying to the facts, as if its document were read now."""
    facts.graph.nodes.update(saying.nodes)
    facts.graph.edges.update(saying.edges)
    for node, said in saying.shared_nodes:
        facts.named_again(node, said)
    for edge, said in saying.shared_edges:
        facts.said_again(edge, said)
    facts.steps += saying.steps
    for role in saying.mentioned:
        facts.mentioned.setdefault(role, []).append(document.id)
    facts.remarks += saying.remarks
    for remark in saying.spelled:
        facts.note_spelling(remark)
