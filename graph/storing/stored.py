"""Reads the database: documents, and the whole graph with rows that no fold makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph import schema
from graph.documents.document import Document
from graph.folding.findings import Finding, in_order, stored_finding
from graph.model import EdgeKey, Graph, NodeKey
from graph.neo4j.database import Database
from graph.schema import RELATIONSHIPS
from graph.storing.kept import StoredDocument

_ROLES = "CASE WHEN d.role_id IS NULL THEN [(r:Role)-[:DESCRIBED_IN]->(d) | r.id] ELSE [d.role_id] END AS roles"


def read_hashes(database: Database) -> list[StoredDocument]:
    """Id, hash and role of all documents."""
    rows = database.read(f"MATCH (d:Document) RETURN d.id AS id, d.sha256 AS sha256, {_ROLES}")
    return [StoredDocument(row["id"], row["sha256"], next(iter(row["roles"]), None)) for row in rows]


def read_documents(database: Database, ids: Sequence[str] | None = None) -> dict[str, Document]:
    """The documents by id, all or some. A document that was stored without a role id gets that of the role it
    describes.
    """
    some = "" if ids is None else "WHERE d.id IN $ids "
    rows = database.read(f"MATCH (d:Document) {some}RETURN d.id AS id, properties(d) AS properties, {_ROLES}", ids=ids)
    return {
        row["id"]: Document.from_properties(row["id"], {"role_id": next(iter(row["roles"]), None), **row["properties"]})
        for row in rows
    }


def read_findings(database: Database, documents: Sequence[str]) -> list[Finding]:
    """The errors and warnings in the given documents and those without a document."""
    rows = database.read(
        "MATCH (f:Finding) WHERE f.severity <> 'info' OPTIONAL MATCH (f)-[:IN_DOCUMENT]->(d:Document) "
        "WITH f, d WHERE d IS NULL OR d.id IN $documents RETURN properties(f) AS said, d.id AS document",
        documents=documents,
    )
    return in_order(stored_finding(row["said"], row["document"]) for row in rows)


@dataclass(frozen=True, slots=True)
class StoredGraph:
    """The graph as it is stored; `strays` describe nodes and edges that no fold makes."""

    graph: Graph
    strays: list[str] = field(default_factory=list)
    stray_edges: list[str] = field(default_factory=list)  # element ids
    stray_nodes: list[str] = field(default_factory=list)


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
