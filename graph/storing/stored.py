"""Reads the database: documents, and the whole graph with rows that no fold makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph import schema
from graph.documents.document import Document
from graph.folding.findings import Finding, in_order, stored_finding
from graph.model import EdgeKey, Graph, NodeKey
from graph.neo4j.database import Database
from graph.schema import RELATIONSHIPS, Properties


class StoredDocument(NamedTuple):
    """What identifies a version of a document."""

    id: str
    sha256: str
    role_id: str | None


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
    """The whole of it."""
    stored = StoredGraph(Graph())
    for label, id, properties, element in _nodes(database):
        if id is None:
            stored.strays.append(f"a {label} without an id")
            stored.stray_nodes.append(element)
        else:
            stored.graph.nodes[NodeKey(label, id)] = properties
    for key, properties, element, fits in _edges(database):
        if fits and key not in stored.graph.edges:
            stored.graph.edges[key] = properties
        else:
            stored.strays.append(f"{key} should not be there")
            stored.stray_edges.append(element)
    _find_unknown(database, stored)
    return stored


def is_stored(database: Database, graph: Graph) -> bool:
    """Whether the database holds just this graph. What is stored is looked at row by row and never in memory whole."""
    nodes, edges = set(graph.nodes), set(graph.edges)
    for label, id, properties, _ in _nodes(database):
        node = NodeKey(label, id or "")
        if node not in nodes or graph.nodes[node] != properties:
            return False
        nodes.remove(node)
    for edge, properties, _, fits in _edges(database):
        if not fits or edge not in edges or graph.edges[edge] != properties:
            return False
        edges.remove(edge)  # a second one like it is one too many
    if nodes or edges:
        return False
    unknown = StoredGraph(Graph())
    _find_unknown(database, unknown)
    return not unknown.strays


def stored_documents(database: Database) -> Iterator[tuple[str | None, Properties]]:
    """Id and properties of every document, whatever was done to them by hand."""
    for _, id, properties, _ in schema.one_by_one(database.stream(schema.read_nodes(["Document"]))):
        yield id, properties


def _nodes(database: Database) -> Iterator[tuple[str, str | None, Properties, str]]:
    """Label, id, other properties and element id; a node with two labels comes twice."""
    for labels, id, properties, element in schema.one_by_one(database.stream(schema.read_nodes(schema.FOLDED_LABELS))):
        said = {name: value for name, value in properties.items() if name not in ("id", "loaded_at")}
        for label in set(labels).intersection(schema.FOLDED_LABELS):
            yield label, id, said, element


def _edges(database: Database) -> Iterator[tuple[EdgeKey, Properties, str, bool]]:
    """Key, properties, element id and whether it joins what such an edge may join."""
    for type, start, end, properties, element, fits in schema.one_by_one(database.stream(schema.read_edges())):
        yield (
            EdgeKey(type, start, end, properties.get(RELATIONSHIPS[type].key or "", "") or ""),
            properties,
            element,
            fits,
        )


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
