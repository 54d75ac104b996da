"""Loading: writes a plan in one transaction, or in batches where it fills an empty graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

import orjson

from graph import schema
from graph.folding.fold import collector_paused
from graph.folding.version import fold_version
from graph.model import Change, Counted, Difference, NodeKey
from graph.neo4j.database import Database, Transaction
from graph.storing.batches import ROWS_A_STATEMENT, Batch, Progress, batches
from graph.storing.errors import GraphAltered, LoadTooLarge, LoadUnderWay
from graph.storing.plan import NAMED_LABELS, Plan, Request, plan
from graph.storing.state import TRIES, GraphState

LOAD_ROWS = 150_000  # most nodes and edges of one transaction
CHANGES_KEPT = 20_000
HEARTBEAT_SECONDS = 60


class Overtaken(Exception):
    """Another load was committed since the plan was made; plan again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a load. `writes` are counted by the database."""

    revision: int
    plan: Plan | None
    writes: int = 0


@collector_paused()
def load(
    database: Database,
    request: Request,
    *,
    load_rows: int = LOAD_ROWS,
    progress: Progress = lambda what, done, total: None,
) -> Outcome:
    """Changes the graph to the fold of the documents after the request; without a change nothing is written.

    Raises DocumentErrors, LoadTooLarge, GraphAltered, LoadUnderWay and the errors of `graph.neo4j.database`. In all
    cases the graph is as before.
    """
    for _ in range(TRIES):
        planned = plan(database, request, whole=False)
        if not planned and planned.base is not None and planned.base.ready:
            if planned.base.fold_version != fold_version():
                database.write(_note_fold_version)
            return Outcome(planned.base.revision, planned)
        try:
            return apply(database, planned, load_rows=load_rows, progress=progress)
        except Overtaken:
            continue
    raise LoadUnderWay(f"Other loads came in between {TRIES} times. Try again when they are done.")


def _set_up(database: Database) -> None:
    """Makes the constraints and indexes that are missing. Each costs a statement, so one asks for all first."""
    present = {row["name"] for row in database.read("SHOW INDEXES YIELD name")}
    for name, statement in schema.setup_statements().items():
        if name not in present:
            database.run_alone(statement)
    database.run_alone("CALL db.awaitIndexes(60)")


def apply(
    database: Database,
    planned: Plan,
    *,
    load_rows: int = LOAD_ROWS,
    progress: Progress = lambda what, done, total: None,
) -> Outcome:
    """Writes a plan in one transaction; a first load of more than `load_rows` rows in several."""
    if planned.base is None or planned.base.fold_version != fold_version():
        _set_up(database)
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
        lock(transaction, planned.base)
        if first:
            transaction.run("MATCH (n) WHERE NOT n:GraphState DETACH DELETE n")
        for batch in batches(planned.difference, progress, empty=first):
            run_batch(transaction, batch)
        return publish(transaction, planned)

    return database.write(work)


def _apply_in_batches(database: Database, planned: Plan, rows: int, progress: Progress) -> Outcome:
    """The first load of a large ladder. The graph is not ready until the revision is published; after a crash, the next
    load begins with an empty graph.
    """
    database.write(lambda transaction: _begin(transaction, planned.base))
    empty(database, rows)
    writes = 0
    pending = batches(planned.difference, progress, empty=True)
    while group := list(islice(pending, max(1, rows // ROWS_A_STATEMENT))):

        def work(transaction: Transaction, group: list[Batch] = group) -> int:
            transaction.run("MATCH (s:GraphState {id: 'graph'}) SET s.heartbeat = datetime()")
            for batch in group:
                run_batch(transaction, batch)
            return transaction.writes

        writes += database.write(work)
        for batch in group:
            batch.rows.clear()  # free the memory: reference cycles in the driver keep the batch alive
    outcome = database.write(lambda transaction: publish(transaction, planned))
    return Outcome(outcome.revision, planned, writes + outcome.writes)


def empty(database: Database, rows: int) -> None:
    """Deletes all but the state node, at most `rows` nodes or edges in a transaction. Edges go first: a skill with
    thousands of them would not fit one transaction.
    """
    for things in ("MATCH ()-[x]->()", "MATCH (x) WHERE NOT x:GraphState"):
        statement = f"{things} WITH x LIMIT $rows DELETE x RETURN count(*) AS n"
        while database.write(lambda transaction, statement=statement: transaction.run(statement, rows=rows)[0]["n"]):  # type: ignore[misc]
            pass


def lock(transaction: Transaction, base: GraphState | None) -> None:
    """Takes the write lock of the state node, so that loads queue, and raises Overtaken when the plan was made from
    another state.
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
            f"Another process is filling the graph. Try again when it is done, or {HEARTBEAT_SECONDS} s after it has "
            "died."
        )
    if base is None and state["revision"] == 0 and not state["ready"]:
        return
    if base is None or (state["generation"], state["revision"]) != (base.generation, base.revision):
        raise Overtaken


def _begin(transaction: Transaction, base: GraphState | None) -> None:
    lock(transaction, base)
    transaction.run("MATCH (s:GraphState {id: 'graph'}) SET s.ready = false, s.heartbeat = datetime()")


def publish(transaction: Transaction, planned: Plan) -> Outcome:
    """Writes the revision in the transaction that changes the graph, so that readers see both or neither."""
    for id in planned.retired:
        transaction.run(
            "MERGE (r:RetiredId {id: $id}) SET r.replaced_by = $replaced_by", id=id, replaced_by=planned.retired[id]
        )
    back = [str(key) for key in planned.difference.added_nodes if key.label in NAMED_LABELS]
    transaction.run("UNWIND $ids AS id MATCH (r:RetiredId {id: id}) DELETE r", ids=back)
    if planned.retired:  # older retired ids may point to ids that are retired now: let them point to the replacements
        transaction.run(
            "MATCH (r:RetiredId) MATCH (n:RetiredId {id: split(r.id, ':')[0] + ':' + r.replaced_by}) SET "
            "r.replaced_by = n.replaced_by"
        )
    rows = transaction.run(
        "MATCH (s:GraphState {id: 'graph'}) SET s.revision = s.revision + 1, s.ready = true, s.fold_version = "
        "$fold_version REMOVE s.heartbeat "
        "CREATE (r:Revision {id: toString(s.revision), number: s.revision, loaded_at: datetime(), documents: "
        "$documents, draft_documents: $draft_documents, changes: $changes, counts: $counts}) "
        "RETURN s.revision AS revision",
        fold_version=fold_version(),
        documents=list(planned.documents),
        draft_documents=[id for id in planned.documents if NodeKey("Document", id) in planned.difference.drafts],
        changes=_kept_changes(planned.difference),
        counts=_kept_counts(planned.difference),
    )
    return Outcome(rows[0]["revision"], planned, transaction.writes)


def _note_fold_version(transaction: Transaction) -> None:
    """Notes a newer fold version that makes the same graph, without a revision."""
    transaction.run(
        "MATCH (s:GraphState {id: 'graph'}) SET s.fold_version = $fold_version", fold_version=fold_version()
    )


def _kept_changes(difference: Difference) -> list[str]:
    """Every change as JSON; for a very large load only the number of each kind, to keep the property small."""
    if difference.rows <= CHANGES_KEPT:
        return [change.to_json() for change in difference.changes()]
    return [
        Change(counted.kind, counted.label, f"{count} of them", draft=counted.draft).to_json()
        for counted, count in _in_order(difference.counts())
    ]


def _kept_counts(difference: Difference) -> list[str]:
    """The counts as JSON, one object for each kind and label."""
    return [
        orjson.dumps({name: value for name, value in counted._asdict().items() if value} | {"count": count}).decode()
        for counted, count in _in_order(difference.counts())
    ]


def _in_order(counts: Counter[Counted]) -> list[tuple[Counted, int]]:
    return sorted(counts.items(), key=lambda pair: (pair[0].kind, pair[0].label, bool(pair[0].draft)))


def run_batch(transaction: Transaction, batch: Batch) -> None:
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
