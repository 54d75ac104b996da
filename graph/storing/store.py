"""The graph in the database: load, remove and verify, all as fold → difference → apply in one transaction.

StoreError
    LoadTooLarge      the difference needs more memory than one transaction may take; nothing was written
    GraphAltered      the graph is not what its documents say, so the difference does not fit; nothing was written
    LoadUnderWay      another process is filling the empty graph
    UnknownDocument   there is no such document or collection
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import orjson

from graph import schema
from graph.documents.document import Document
from graph.documents.names import NAME_KINDS, NameKind, Names
from graph.errors import DocumentErrors
from graph.folding.fold import collector_paused, fold, fold_version
from graph.model import Difference, EdgeKey, Graph, NodeKey
from graph.neo4j.database import Database, Transaction
from graph.schema import RELATIONSHIPS
from graph.storing.admission import refusals
from graph.storing.batches import ROWS_A_STATEMENT, Batch, Progress, batches

LOAD_ROWS = 150_000  # of one transaction
CHANGES_KEPT = 20_000
TRIES = 5
HEARTBEAT_SECONDS = 60

_NAMED_LABELS: dict[str, NameKind] = {kind.title().replace("_", ""): kind for kind in NAME_KINDS}


class StoreError(Exception):
    """The load cannot be done; nothing was written."""


class LoadTooLarge(StoreError):
    """Too many rows for one transaction."""


class GraphAltered(StoreError):
    """Somebody changed the graph by hand."""


class LoadUnderWay(StoreError):
    """Another first load is filling the graph."""


class NotReady(StoreError):
    """Nothing to ask yet."""


class UnknownDocument(StoreError):
    """No such document or collection."""


class _Overtaken(Exception):
    """Another load came in between; plan again."""


@dataclass(frozen=True, slots=True)
class State:
    generation: str
    revision: int
    ready: bool
    fold_version: str


@dataclass(frozen=True, slots=True)
class Request:
    """What should become of the documents: `put` are added or replaced; of an authoritative collection all others go;
    `drop` go by id.
    """

    put: Sequence[Document] = ()
    authoritative: frozenset[str] = frozenset()
    drop: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """A request worked out against the state of the graph, nothing written yet."""

    base: State | None
    documents: tuple[str, ...]  # that come, change or go
    difference: Difference
    retired: dict[str, str | None] = field(default_factory=dict)
    before: Graph = field(
        default_factory=Graph, repr=False
    )  # the two graphs that the difference lies between; empty where it is
    after: Graph = field(default_factory=Graph, repr=False)

    def __bool__(self) -> bool:
        return bool(self.difference)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load did. `writes` are counted by the database."""

    revision: int
    plan: Plan | None
    writes: int = 0


def read_state(database: Database) -> State | None:
    """The state of the graph, or None for a database that has never been loaded."""
    rows = database.read(
        "MATCH (s:GraphState {id: 'graph'}) RETURN s.generation AS generation, s.revision AS revision, s.ready AS "
        "ready, s.fold_version AS fold_version"
    )
    return State(**rows[0]) if rows else None


def require_ready(database: Database) -> State:
    """The state of a graph that can be asked. Raises NotReady for one that is empty or being filled."""
    state = read_state(database)
    if state is None or not state.ready:
        raise NotReady("The graph is empty or still being filled; `ladder load` fills it.")
    return state


def read_documents(database: Database) -> dict[str, Document]:
    rows = database.read("MATCH (d:Document) RETURN d.id AS id, properties(d) AS properties")
    return {row["id"]: Document.from_properties(row["id"], row["properties"]) for row in rows}


def plan(database: Database, request: Request) -> Plan:
    """Folds before and after and takes the difference. Raises DocumentErrors for names and ids that cannot be,
    LoadTooLarge never.
    """
    database = database.in_order()
    base = read_state(database)
    if base is None or not base.ready:
        before, stored = Graph(), {}
    else:
        if base.fold_version == fold_version() and not touches(database, request):
            return Plan(base, (), Difference.between(Graph(), Graph()))
        stored = read_documents(database)
        before = fold(stored.values()) if base.fold_version == fold_version() else read_graph(database).graph
    after_documents = _after(stored, request)
    changed = [document for document in request.put if stored.get(document.id) != document]
    names = Names.of(after_documents.values())
    if errors := refusals(changed, after_documents.values(), names, before):
        raise DocumentErrors(errors)
    after = fold(after_documents.values())
    difference = Difference.between(before, after)
    gone = stored.keys() - after_documents.keys()
    touched = {document.id for document in changed} | gone
    return Plan(base, tuple(sorted(touched)), difference, _retired(difference, names), before, after)


def touches(database: Database, request: Request) -> bool:
    """True when a request would add, change or remove a document; told by their hashes, without folding."""
    shas = {
        row["id"]: row["sha256"] for row in database.read("MATCH (d:Document) RETURN d.id AS id, d.sha256 AS sha256")
    }
    put = {document.id: document.properties()["sha256"] for document in request.put}
    collections = {id.split("/", 1)[0] for id in shas.keys() - put.keys()}
    return (
        any(shas.get(id) != sha for id, sha in put.items())
        or bool(collections & request.authoritative)
        or bool(request.drop & shas.keys())
    )


def _after(stored: dict[str, Document], request: Request) -> dict[str, Document]:
    kept = {
        id: each
        for id, each in stored.items()
        if each.collection not in request.authoritative and id not in request.drop
    }
    return kept | {document.id: document for document in request.put}


def _retired(difference: Difference, names: Names) -> dict[str, str | None]:
    """Ids that go, with the id that their name leads to now."""
    gone = [key for key in difference.removed_nodes if key.label in _NAMED_LABELS]
    return {str(key): names.find(_NAMED_LABELS[key.label], key.id) for key in gone}


@collector_paused()
def load(
    database: Database,
    request: Request,
    *,
    load_rows: int = LOAD_ROWS,
    progress: Progress = lambda what, done, total: None,
) -> Outcome:
    """Makes the graph what the documents say after the request; a load that changes nothing writes nothing.

    Raises DocumentErrors, LoadTooLarge, GraphAltered, LoadUnderWay and the errors of `graph.neo4j.database`. In all
    cases the graph is as before.
    """
    for _ in range(TRIES):
        planned = plan(database, request)
        if not planned and planned.base is not None and planned.base.ready:
            if planned.base.fold_version != fold_version():
                database.write(_note_fold_version)
            return Outcome(planned.base.revision, planned)
        try:
            return apply(database, planned, load_rows=load_rows, progress=progress)
        except _Overtaken:
            continue
    raise LoadUnderWay(f"Other loads came in between {TRIES} times; try again when they are done.")


def remove_request(database: Database, *, document: str | None = None, collection: str | None = None) -> Request:
    """The request that takes back one document or a whole collection. Raises UnknownDocument."""
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
        hint = f" Did you mean {', '.join(near)}?" if near else " `ladder query run documents` lists them."
        raise UnknownDocument(f"There is no document {document!r}.{hint}")
    return Request(drop=frozenset({document}))


def apply(
    database: Database,
    planned: Plan,
    *,
    load_rows: int = LOAD_ROWS,
    progress: Progress = lambda what, done, total: None,
) -> Outcome:
    """Writes a plan: one transaction, or batches of it for the first load of more than `load_rows` rows."""
    if planned.base is None or planned.base.fold_version != fold_version():
        for statement in schema.setup_statements():
            database.run_alone(statement)
        database.run_alone("CALL db.awaitIndexes(60)")
    first = planned.base is None or not planned.base.ready
    if planned.difference.rows > load_rows:
        if not first:
            raise LoadTooLarge(
                f"LOAD_TOO_LARGE: the load changes {planned.difference.rows:,} nodes and edges; one transaction may "
                f"change {load_rows:,} (LADDER_LOAD_ROWS, "
                "which needs about 1 GB of heap, LADDER_NEO4J_HEAP, for each 150,000). Raise both, or load in parts."
            )
        return _apply_in_batches(database, planned, load_rows // 5, progress)

    def work(transaction: Transaction) -> Outcome:
        _lock(transaction, planned.base)
        if first:
            transaction.run("MATCH (n) WHERE NOT n:GraphState DETACH DELETE n")
        for batch in batches(planned.difference, progress, empty=first):
            _run(transaction, batch)
        return _publish(transaction, planned)

    return database.write(work)


def _apply_in_batches(database: Database, planned: Plan, rows: int, progress: Progress) -> Outcome:
    """The first load of a large ladder. The graph is not ready until the revision is published; a crashed load starts
    again from nothing.
    """
    database.write(lambda transaction: _begin(transaction, planned.base))
    empty(database, rows)
    writes = 0
    pending = batches(planned.difference, progress, empty=True)
    while group := list(islice(pending, max(1, rows // ROWS_A_STATEMENT))):

        def work(transaction: Transaction, group: list[Batch] = group) -> int:
            transaction.run("MATCH (s:GraphState {id: 'graph'}) SET s.heartbeat = datetime()")
            for batch in group:
                _run(transaction, batch)
            return transaction.writes

        writes += database.write(work)
        for batch in group:
            batch.rows.clear()  # the driver's own cycles keep them alive
    outcome = database.write(lambda transaction: _publish(transaction, planned))
    return Outcome(outcome.revision, planned, writes + outcome.writes)


def empty(database: Database, rows: int) -> None:
    """Deletes all but the state, at most so many nodes or edges a transaction; edges first, for with its thousands of
    them a skill would not fit one.
    """
    for things in ("MATCH ()-[x]->()", "MATCH (x) WHERE NOT x:GraphState"):
        statement = f"{things} WITH x LIMIT $rows DELETE x RETURN count(*) AS n"
        while database.write(lambda transaction, statement=statement: transaction.run(statement, rows=rows)[0]["n"]):  # type: ignore[misc]
            pass


def _lock(transaction: Transaction, base: State | None) -> None:
    """Takes the write lock of the state node, so that loads queue, and checks that the plan was made from this very
    state.
    """
    rows = transaction.run(
        "MERGE (s:GraphState {id: 'graph'}) ON CREATE SET s.generation = randomUUID(), s.revision = 0, s.ready = "
        "false, s.fold_version = '' "
        "SET s.locked = true REMOVE s.locked "
        "RETURN s.generation AS generation, s.revision AS revision, s.ready AS ready, s.heartbeat > datetime() - "
        "duration({seconds: $seconds}) AS alive",
        seconds=HEARTBEAT_SECONDS,
    )
    state = rows[0]
    if not state["ready"] and state["alive"]:
        raise LoadUnderWay(
            f"Another process is filling the graph; try again when it is done, or {HEARTBEAT_SECONDS} s after it has "
            "died."
        )
    if base is None and state["revision"] == 0 and not state["ready"]:
        return
    if base is None or (state["generation"], state["revision"]) != (base.generation, base.revision):
        raise _Overtaken


def _begin(transaction: Transaction, base: State | None) -> None:
    _lock(transaction, base)
    transaction.run("MATCH (s:GraphState {id: 'graph'}) SET s.ready = false, s.heartbeat = datetime()")


def _publish(transaction: Transaction, planned: Plan) -> Outcome:
    """The revision is part of the transaction that changes the graph: who sees one sees the other."""
    for id in planned.retired:
        transaction.run(
            "MERGE (r:RetiredId {id: $id}) SET r.replaced_by = $replaced_by", id=id, replaced_by=planned.retired[id]
        )
    back = [str(key) for key in planned.difference.added_nodes if key.label in _NAMED_LABELS]
    transaction.run("UNWIND $ids AS id MATCH (r:RetiredId {id: id}) DELETE r", ids=back)
    if planned.retired:  # what an older id leads to may have gone now: it leads on to what replaced that
        transaction.run(
            "MATCH (r:RetiredId) MATCH (n:RetiredId {id: split(r.id, ':')[0] + ':' + r.replaced_by}) SET "
            "r.replaced_by = n.replaced_by"
        )
    rows = transaction.run(
        "MATCH (s:GraphState {id: 'graph'}) SET s.revision = s.revision + 1, s.ready = true, s.fold_version = "
        "$fold_version REMOVE s.heartbeat "
        "CREATE (r:Revision {id: toString(s.revision), number: s.revision, loaded_at: datetime(), documents: "
        "$documents, changes: $changes}) "
        "RETURN s.revision AS revision",
        fold_version=fold_version(),
        documents=list(planned.documents),
        changes=_kept_changes(planned.difference),
    )
    return Outcome(rows[0]["revision"], planned, transaction.writes)


def _note_fold_version(transaction: Transaction) -> None:
    """A newer fold that sees the same graph: nothing changed, so no revision."""
    transaction.run(
        "MATCH (s:GraphState {id: 'graph'}) SET s.fold_version = $fold_version", fold_version=fold_version()
    )


def _kept_changes(difference: Difference) -> list[str]:
    """Every change as JSON; of a very large load only how many nodes and edges of each kind, since a property of that
    size helps nobody.
    """
    if difference.rows <= CHANGES_KEPT:
        return [change.to_json() for change in difference.changes()]
    counts = Counter(
        [("added", key[0]) for key in chain(difference.added_nodes, difference.added_edges)]
        + [("changed", key[0]) for key in chain(difference.changed_nodes, difference.changed_edges)]
        + [("removed", key[0]) for key in chain(difference.removed_nodes, difference.removed_edges)]
    )
    return [
        orjson.dumps({"kind": kind, "label": label, "id": f"{count} of them"}).decode()
        for (kind, label), count in sorted(counts.items())
    ]


def _run(transaction: Transaction, batch: Batch) -> None:
    written = transaction.run(batch.statement, rows=batch.rows)[0]["written"]
    if batch.must_meet and written != len(batch.rows):
        raise GraphAltered(
            f"The graph is not what its documents say: {len(batch.rows) - written} of {len(batch.rows)} {batch.what} "
            "rows met no node. "
            "Somebody changed it by hand; `ladder verify` shows where, `ladder verify --repair` mends it. Nothing was "
            "written."
        )
    if batch.what == "Document" and batch.must_meet:
        transaction.run(
            "UNWIND $ids AS id MATCH (d:Document {id: id}) SET d.loaded_at = datetime()",
            ids=[row["id"] for row in batch.rows],
        )


# Verification


@dataclass(frozen=True, slots=True)
class StoredGraph:
    """The graph as it stands, and what of it no fold could have made."""

    graph: Graph
    strays: list[str] = field(default_factory=list)
    stray_edges: list[str] = field(default_factory=list)  # element ids
    stray_nodes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verification:
    """`difference` is what would turn the stored graph into the fold of its documents. `state` is that of the graph
    when it was read.
    """

    state: State
    difference: Difference
    stored: StoredGraph

    def __bool__(self) -> bool:
        """True when the graph is what its documents say."""
        return not self.difference and not self.stored.strays


def read_graph(database: Database) -> StoredGraph:
    stored = StoredGraph(Graph())
    for labels, id, properties, element in schema.one_by_one(database.read(schema.read_nodes(schema.FOLDED_LABELS))):
        for label in set(labels).intersection(schema.FOLDED_LABELS):
            if id is None:
                stored.strays.append(f"a {label} without an id")
                stored.stray_nodes.append(element)
            else:
                stored.graph.nodes[NodeKey(label, id)] = {
                    name: value for name, value in properties.items() if name not in ("id", "loaded_at")
                }
    for type, start, end, properties, element, fits in schema.one_by_one(database.read(schema.read_edges())):
        key = EdgeKey(type, start, end, properties.get(RELATIONSHIPS[type].key or "", "") or "")
        if fits and key not in stored.graph.edges:
            stored.graph.edges[key] = properties
        else:
            stored.strays.append(f"{key} should not be there")
            stored.stray_edges.append(element)
    _find_unknown(database, stored)
    return stored


def _find_unknown(database: Database, stored: StoredGraph) -> None:
    nodes = database.read(
        "MATCH (n) WHERE none(label IN labels(n) WHERE label IN $known) RETURN elementId(n) AS element, labels(n) AS "
        "labels LIMIT 1000",
        known=list(schema.NODES),
    )
    edges = database.read(
        "MATCH (a)-[r]->(b) WHERE NOT type(r) IN $known RETURN elementId(r) AS element, type(r) AS type, a.id AS "
        "start, b.id AS end LIMIT 1000",
        known=list(RELATIONSHIPS),
    )
    stored.stray_nodes.extend(row["element"] for row in nodes)
    stored.stray_edges.extend(row["element"] for row in edges)
    stored.strays.extend(f"a node :{':'.join(row['labels'])} that the schema does not know" for row in nodes)
    stored.strays.extend(
        f"({row['start']})-[:{row['type']}]->({row['end']}) has a type that the schema does not know" for row in edges
    )


@collector_paused()
def verify(database: Database) -> Verification:
    """Compares the stored graph with the fold of its stored documents. Raises GraphAltered when a document itself
    cannot be read.
    """
    for _ in range(TRIES):
        ordered = database.in_order()
        state = require_ready(ordered)
        stored = read_graph(ordered)
        if read_state(ordered) == state:
            return Verification(state, Difference.between(stored.graph, fold(_intact_documents(stored.graph))), stored)
    raise LoadUnderWay(f"The graph changed while it was read, {TRIES} times over; try again when the loads are done.")


def _intact_documents(graph: Graph) -> Iterable[Document]:
    """A document whose content was changed by hand cannot be trusted: its hash tells."""
    for key, properties in graph.nodes.items():
        if key.label == "Document":
            try:
                document = Document.from_properties(key.id, properties)
                intact = document.properties()["sha256"] == properties.get("sha256")
            except (ValueError, KeyError) as error:
                raise GraphAltered(
                    f"Document {key.id} was changed by hand and cannot be read ({type(error).__name__}); load its "
                    "file again."
                ) from error
            if not intact:
                raise GraphAltered(
                    f"Document {key.id} was changed by hand: content and hash differ; remove it and load its file "
                    "again."
                )
            yield document


def repair(database: Database, verification: Verification) -> Outcome:
    """Makes the graph what its documents say again, as a revision of its own. Raises LoadUnderWay when it is not the
    verified one any more.
    """
    planned = Plan(verification.state, (), verification.difference)

    def work(transaction: Transaction) -> Outcome:
        _lock(transaction, planned.base)
        transaction.run("MATCH ()-[r]->() WHERE elementId(r) IN $ids DELETE r", ids=verification.stored.stray_edges)
        transaction.run("MATCH (n) WHERE elementId(n) IN $ids DETACH DELETE n", ids=verification.stored.stray_nodes)
        for batch in batches(planned.difference, lambda what, done, total: None):
            _run(transaction, batch)
        return _publish(transaction, planned)

    try:
        return database.write(work)
    except _Overtaken:
        raise LoadUnderWay("Another load came in between; verify again, and repair what is left.") from None


def counts(database: Database) -> dict[str, int]:
    """Number of nodes by label."""
    rows = database.read("MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS count ORDER BY label")
    return {row["label"]: row["count"] for row in rows}
