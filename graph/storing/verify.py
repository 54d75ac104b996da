"""Verifies that the stored graph is the fold of its documents, and repairs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.documents.document import Document
from graph.folding.fold import collector_paused, fold
from graph.model import Difference, Graph
from graph.neo4j.database import Database, Transaction
from graph.storing.batches import batches
from graph.storing.errors import GraphAltered, LoadUnderWay
from graph.storing.load import Outcome, Overtaken, lock, publish, run_batch
from graph.storing.plan import Plan
from graph.storing.state import GraphState, read_of_one_state
from graph.storing.stored import StoredGraph, is_stored, read_graph, stored_documents


@dataclass(frozen=True, slots=True)
class Verification:
    """`difference` would turn the stored graph into the fold of its documents. `state` is the state that was read.
    `stored` is empty when there is nothing to mend.
    """

    state: GraphState
    difference: Difference
    stored: StoredGraph

    def __bool__(self) -> bool:
        """True when the graph is what its documents say."""
        return not self.difference and not self.stored.strays


@collector_paused()
def verify(database: Database) -> Verification:
    """Compares the stored graph with the fold of its stored documents. Raises GraphAltered when a document itself
    cannot be read.
    """
    state, (stored, folded) = read_of_one_state(database, _compared)
    return Verification(state, Difference.between(stored.graph, folded), stored)


def _compared(database: Database) -> tuple[StoredGraph, Graph]:
    """Stored graph and fold where they differ, for saying how; nothing where they are the same, so that one graph at a
    time is in memory.
    """
    folded = fold(_intact_documents(database))
    if is_stored(database, folded):
        return StoredGraph(Graph()), Graph()
    return read_graph(database), folded


def _intact_documents(database: Database) -> Iterable[Document]:
    """The stored documents. Raises GraphAltered for one whose content does not match its hash."""
    for id, properties in stored_documents(database):
        if id is None:
            continue  # a stray
        try:
            document = Document.from_properties(id, properties)
            intact = document.properties()["sha256"] == properties.get("sha256")
        except (ValueError, KeyError) as error:
            raise GraphAltered(
                f"Document {id} was changed by hand and cannot be read ({type(error).__name__}); load its file again."
            ) from error
        if not intact:
            raise GraphAltered(
                f"Document {id} was changed by hand: content and hash differ; remove it and load its file again."
            )
        yield document


def repair(database: Database, verification: Verification) -> Outcome:
    """Makes the graph the fold of its documents again, as a new revision. Raises LoadUnderWay when it has changed since
    it was verified.
    """
    planned = Plan(verification.state, (), verification.difference)

    def work(transaction: Transaction) -> Outcome:
        lock(transaction, planned.base)
        transaction.run("MATCH ()-[r]->() WHERE elementId(r) IN $ids DELETE r", ids=verification.stored.stray_edges)
        transaction.run("MATCH (n) WHERE elementId(n) IN $ids DETACH DELETE n", ids=verification.stored.stray_nodes)
        for batch in batches(planned.difference, lambda what, done, total: None):
            run_batch(transaction, batch)
        return publish(transaction, planned)

    try:
        return database.write(work)
    except Overtaken:
        raise LoadUnderWay("Another load came in between. Verify again, and repair what is left.") from None
