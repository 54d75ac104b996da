"""A load worked out before anything is written: fold → difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.documents.names import Names
from graph.errors import DocumentErrors
from graph.folding.findings import Finding
from graph.folding.fold import fold
from graph.folding.part import edited
from graph.folding.version import fold_version
from graph.model import Difference, Graph
from graph.neo4j.database import Database
from graph.schema import NAME_KINDS, NameKind
from graph.storing.admission import REFUSABLE, judge, refusals
from graph.storing.errors import UnknownDocument
from graph.storing.state import GraphState, read_state
from graph.storing.stored import StoredDocument, read_documents, read_graph, read_hashes

NAMED_LABELS: dict[str, NameKind] = {kind.title().replace("_", ""): kind for kind in NAME_KINDS}


@dataclass(frozen=True, slots=True)
class Request:
    """A change of the documents: `put` are added or replaced, `drop` are removed by id, and an authoritative collection
    loses all documents that are not put.
    """

    put: Sequence[Document] = ()
    authoritative: frozenset[str] = frozenset()
    drop: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a request changes in the graph as it is now; nothing is written yet."""

    base: GraphState | None
    documents: tuple[str, ...]  # added, changed or removed
    difference: Difference
    retired: dict[str, str | None] = field(default_factory=dict)
    before: Graph = field(default_factory=Graph, repr=False)  # the whole graphs, where they were folded
    after: Graph = field(default_factory=Graph, repr=False)
    findings: Sequence[Finding] = ()  # of the documents that are put

    def __bool__(self) -> bool:
        return bool(self.difference)


def plan(database: Database, request: Request, *, whole: bool = True) -> Plan:
    """Folds the documents before and after the request and compares the graphs. Without `whole` graphs and findings are
    left out where a part of the documents tells the difference. Raises DocumentErrors for documents that cannot be
    loaded.
    """
    database = database.in_order()
    base = read_state(database)
    if base is None or not base.ready:
        before, stored = Graph(), {}
    else:
        hashes, put = read_hashes(database), _hashes(request.put)
        if (
            base.fold_version == fold_version()
            and not _touches(hashes, put, request)
            and not _refusable(database, request)
        ):
            return Plan(base, (), Difference.between(Graph(), Graph()))
        stored = _stored(database, hashes, put, request)
        if not whole and base.fold_version == fold_version() and (planned := _edit(base, stored, request)):
            return planned
        before = fold(stored.values()) if base.fold_version == fold_version() else read_graph(database).graph
    after_documents = after_load(stored, request)
    judged = judge(after_documents.values(), {document.id for document in request.put})
    if judged.refused:
        raise DocumentErrors(judged.refused)
    after = judged.graph
    difference = Difference.between(before, after)
    retired = _retired(difference, judged.names)
    touched = _changed(stored, after_documents)
    return Plan(base, touched, difference, retired, before, after, judged.findings)


def _edit(base: GraphState, stored: dict[str, Document], request: Request) -> Plan | None:
    """The plan where a part of the documents tells the difference."""
    documents = after_load(stored, request)
    found = edited(stored, documents)
    if found is None:
        return None
    refused = list(refusals(documents.values(), {document.id for document in request.put}, found.names))
    if refused:
        raise DocumentErrors(refused)
    return Plan(base, _changed(stored, documents), found.difference, _retired(found.difference, found.names))


def _changed(before: Mapping[str, Document], after: Mapping[str, Document]) -> tuple[str, ...]:
    """The ids of documents that come, change or go."""
    return tuple(sorted(id for id in before.keys() | after.keys() if before.get(id) != after.get(id)))


def _hashes(documents: Iterable[Document]) -> dict[str, str]:
    """By id, as the database keeps them."""
    return {document.id: document.properties()["sha256"] for document in documents}


def _stored(
    database: Database, hashes: Sequence[StoredDocument], shas: Mapping[str, str], request: Request
) -> dict[str, Document]:
    """The stored documents by id. A document that is put with its stored hash is not read again."""
    put = {document.id: document for document in request.put}
    same = {
        known.id: replace(put[known.id], role_id=known.role_id)
        for known in hashes
        if shas.get(known.id) == known.sha256
    }
    return same | read_documents(database, [known.id for known in hashes if known.id not in same])


def touches(database: Database, request: Request) -> bool:
    """True when a request would add, change or remove a document; compares hashes and folds nothing."""
    return _touches(read_hashes(database), _hashes(request.put), request)


def _touches(hashes: Iterable[StoredDocument], put: Mapping[str, str], request: Request) -> bool:
    shas = {known.id: known.sha256 for known in hashes}
    collections = {id.split("/", 1)[0] for id in shas.keys() - put.keys()}
    return (
        any(shas.get(id) != sha for id, sha in put.items())
        or bool(collections & request.authoritative)
        or bool(request.drop & shas.keys())
    )


def _refusable(database: Database, request: Request) -> bool:
    """True when a put document names a role that was removed since it was loaded: such a load is refused."""
    statement = (
        "MATCH (f:Finding {kind: $kind})-[:IN_DOCUMENT]->(d:Document) WHERE d.id IN $ids RETURN count(f) AS found"
    )
    ids = [document.id for document in request.put]
    return bool(database.read(statement, kind=REFUSABLE, ids=ids)[0]["found"])


def after_load(stored: dict[str, Document], request: Request) -> dict[str, Document]:
    """The documents by id as they are after a request. A replaced document keeps the role id of its first load."""
    kept = {
        id: document
        for id, document in stored.items()
        if document.collection not in request.authoritative and id not in request.drop
    }
    return kept | {document.id: _with_kept_id(document, stored.get(document.id)) for document in request.put}


def _with_kept_id(document: Document, stored: Document | None) -> Document:
    return replace(document, role_id=stored.role_id) if stored and isinstance(document.content, Blueprint) else document


def _retired(difference: Difference, names: Names) -> dict[str, str | None]:
    """Removed ids, each with the id that its name leads to now."""
    gone = [key for key in difference.removed_nodes if key.label in NAMED_LABELS]
    return {str(key): names.find(NAMED_LABELS[key.label], key.id) for key in gone}


def remove_request(database: Database, *, document: str | None = None, collection: str | None = None) -> Request:
    """The request that removes one document or a whole collection. Raises UnknownDocument."""
    ids = [row["id"] for row in database.read("MATCH (d:Document) RETURN d.id AS id ORDER BY id")]
    if collection is not None:
        collections = sorted({id.split("/", 1)[0] for id in ids})
        if collection not in collections:
            raise UnknownDocument(
                f"There is no collection {collection!r}; the graph has {', '.join(collections) or 'none'}."
            )
        return Request(authoritative=frozenset({collection}))
    if document is None or document not in ids:
        near = [id for id in ids if document and (document in id or id.split("/")[-1].split(".")[0] in document)][:3]
        raise UnknownDocument(
            f"There is no document {document!r}.",
            suggestions=near,
            hint=None if near else "`ladder query run documents` lists them.",
        )
    return Request(drop=frozenset({document}))
