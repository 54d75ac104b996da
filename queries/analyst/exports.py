"""The graph, or a part of it, as files for other programs. The same graph always gives the same bytes.

A node is written as `Label:id` with `label`, `caption` and its properties; an edge has `type`, its properties and a key
that distinguishes parallel edges. Lists stay lists where the format has them, and become JSON text in GraphML. A
property with a name that a JSON format reserves gets an underscore (`target_`, the target of a KPI).
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import orjson

from graph.model import EdgeKey, Graph, NodeKey
from graph.neo4j.database import Database
from graph.schema import NODES, RELATIONSHIPS, Properties, Property, one_by_one, read_edges, read_nodes
from graph.storing.state import read_of_one_state
from queries.analyst.jsonld import jsonld
from queries.analyst.parquet import parquet, plain
from queries.errors import QuestionError
from queries.network.build import network_of
from queries.planner.naming import family_id
from queries.planner.roles import role_id

Files = dict[str, bytes]  # content by name; one file has the name ''
_CAPTION = 60
_JSON_NAMES = {"id", "key", "source", "target", "value"}


def read_graph(database: Database) -> Graph:
    """Every node and edge that the schema declares, of one revision. Raises LoadUnderWay when loads keep changing the
    graph.
    """
    _, graph = read_of_one_state(database, _read)
    return graph


def _read(database: Database) -> Graph:
    graph = Graph()
    for labels, id, properties, _ in one_by_one(database.read(read_nodes(NODES))):
        for label in set(labels).intersection(NODES):
            graph.nodes[NodeKey(label, id)] = {name: plain(value) for name, value in properties.items() if name != "id"}
    for type, start, end, properties, *_ in one_by_one(database.read(read_edges())):
        graph.edges[EdgeKey(type, start, end, properties.get(RELATIONSHIPS[type].key or "", ""))] = properties
    return Graph(dict(sorted(graph.nodes.items())), dict(sorted(graph.edges.items())))


# Parts


def part(
    graph: Graph, *, family: str | None = None, role: str | None = None, steps: int = 1, labels: Collection[str] = ()
) -> Graph:
    """The roles of a family, or those within `steps` career steps of a role in either direction, with all their edges
    and neighbours.

    `labels` keeps nodes of these labels only. Raises QuestionError.
    """
    if family is not None:
        graph = _around(graph, _members(graph, family))
    if role is not None:
        graph = _around(graph, _near(graph, role, steps))
    unknown = sorted(set(labels) - NODES.keys())
    if unknown:
        raise QuestionError("label", unknown[0], f"There is no label {unknown[0]!r}; there are {', '.join(NODES)}.")
    return _kept(graph, lambda node: node.label in labels) if labels else graph


def _members(graph: Graph, family: str) -> set[str]:
    id = family_id(network_of(graph, drafts=True), "family", family)
    return {edge.start for edge in graph.edges if edge.type == "IN_FAMILY" and edge.end == id}


def _near(graph: Graph, role: str, steps: int) -> set[str]:
    ways = [(edge.start, edge.end) for edge in graph.edges if edge.type == "PROGRESSES_TO"]
    found = {role_id(network_of(graph, drafts=True), role)}
    for _ in range(steps):
        found |= {far for start, end in ways for near, far in ((start, end), (end, start)) if near in found}
    return found


def _around(graph: Graph, roles: set[str]) -> Graph:
    edges = {
        edge: said
        for edge, said in graph.edges.items()
        if any(end.label == "Role" and end.id in roles for end in ends(edge))
    }
    kept = {end for edge in edges for end in ends(edge)} | {NodeKey("Role", role) for role in roles}
    return Graph({node: said for node, said in graph.nodes.items() if node in kept}, edges)


def _kept(graph: Graph, wanted: Callable[[NodeKey], bool]) -> Graph:
    nodes = {node: said for node, said in graph.nodes.items() if wanted(node)}
    return Graph(nodes, {edge: said for edge, said in graph.edges.items() if all(end in nodes for end in ends(edge))})


def ends(edge: EdgeKey) -> tuple[NodeKey, NodeKey]:
    """Start and end with their labels."""
    relationship = RELATIONSHIPS[edge.type]
    return NodeKey(relationship.start, edge.start), NodeKey(relationship.end, edge.end)


def caption(node: NodeKey, said: Properties) -> str:
    """The text on a node in a picture, cut to a length."""
    text = " ".join(str(said.get("title") or said.get("name") or said.get("text") or node.id).split())
    return text if len(text) <= _CAPTION else f"{text[: _CAPTION - 1]}…"


def _nodes(graph: Graph) -> Iterator[tuple[str, dict[str, Any]]]:
    for node, said in graph.nodes.items():
        yield str(node), {"label": node.label, "caption": caption(node, said), **said}


def _edges(graph: Graph) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for edge, said in graph.edges.items():
        start, end = ends(edge)
        yield str(start), str(end), str(edge), {"type": edge.type, **said}


# Formats


def node_link(graph: Graph) -> Files:
    """JSON as NetworkX's `node_link_graph` reads it."""
    nodes = [{"id": id, **_renamed(said)} for id, said in _nodes(graph)]
    edges = [{"source": start, "target": end, "key": key, **_renamed(said)} for start, end, key, said in _edges(graph)]
    return {"": _json({"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "edges": edges})}


def cytoscape(graph: Graph) -> Files:
    """JSON as Cytoscape and Cytoscape.js read it."""
    nodes = [{"data": {"id": id, "value": id, **_renamed(said)}} for id, said in _nodes(graph)]
    edges = [
        {"data": {"id": key, "key": key, "source": start, "target": end, **_renamed(said)}}
        for start, end, key, said in _edges(graph)
    ]
    return {"": _json({"data": [], "directed": True, "multigraph": True, "elements": {"nodes": nodes, "edges": edges}})}


def _renamed(said: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}_" if name in _JSON_NAMES else name: value for name, value in said.items()}


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n"


# Gephi shows the attribute `label` on a node, so it holds the caption. The database's label is `labels`, as in Neo4j's
# own exports.
_GRAPHML_NAMES = {"label": "labels", "caption": "label"}


def graphml(graph: Graph) -> Files:
    """GraphML as Gephi, yEd and NetworkX read it."""
    return {"": "".join(f"{line}\n" for line in _graphml(graph)).encode()}


def _graphml(graph: Graph) -> Iterator[str]:
    nodes, edges = list(_nodes(graph)), list(_edges(graph))
    keys = {
        kind: sorted({name for said in rows for name in said})
        for kind, rows in (("node", [n[1] for n in nodes]), ("edge", [e[3] for e in edges]))
    }
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for kind, names in keys.items():
        for name in names:
            shown = _GRAPHML_NAMES.get(name, name)
            yield (
                f'  <key id="{kind[0]}.{name}" for="{kind}" attr.name="{shown}" '
                f'attr.type="{_graphml_type(kind, name)}"/>'
            )
    yield '  <graph id="ladder" edgedefault="directed">'
    for id, said in nodes:
        yield f"    <node id={quoteattr(id)}>{_data('n', said)}</node>"
    for start, end, key, said in edges:
        yield (
            f"    <edge id={quoteattr(key)} source={quoteattr(start)} target={quoteattr(end)}>{_data('e', said)}</edge>"
        )
    yield from ("  </graph>", "</graphml>")


def _data(kind: str, said: Mapping[str, Any]) -> str:
    return "".join(f'<data key="{kind}.{name}">{_xml_text(value)}</data>' for name, value in said.items())


# Characters that XML 1.0 forbids even when escaped
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _xml_text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list | bool) else str(value)
    return escape(_NO_XML.sub("\ufffd", text), {"\r": "&#13;"})


def _graphml_type(kind: str, name: str) -> str:
    types = {property.type for property in _declared(kind) if property.name == name}
    return (
        {"integer": "long", "float": "double", "boolean": "boolean"}.get(types.pop(), "string")
        if len(types) == 1
        else "string"
    )


def _declared(kind: str) -> Iterator[Property]:
    if kind == "node":
        yield from (property for label in NODES.values() for property in label.properties)
    else:
        yield from (property for relationship in RELATIONSHIPS.values() for property in relationship.all_properties)


ARRAY_DELIMITER = "\x1f"  # no text holds it
_IMPORT_TYPES = {
    "integer": "long",
    "float": "double",
    "boolean": "boolean",
    "datetime": "datetime",
    "list of strings": "string[]",
    "list of integers": "long[]",
}


def import_csv(graph: Graph) -> Files:
    """The pair that `neo4j-admin database import` reads, with `--array-delimiter=U+001F --multiline-fields=true`."""
    node_names, edge_names = ("id", *_names("node")), _names("edge")
    nodes = (
        [str(node), node.label, *_cells({"id": node.id, **said}, node_names)] for node, said in graph.nodes.items()
    )
    edges = ([*map(str, ends(edge)), edge.type, *_cells(said, edge_names)] for edge, said in graph.edges.items())
    return {
        "nodes.csv": _csv([":ID", ":LABEL", "id:string", *_typed("node")], nodes),
        "relationships.csv": _csv([":START_ID", ":END_ID", ":TYPE", *_typed("edge")], edges),
    }


def _names(kind: str) -> tuple[str, ...]:
    return tuple(sorted({property.name for property in _declared(kind)}))


def _typed(kind: str) -> list[str]:
    types = {property.name: _IMPORT_TYPES.get(property.type, "string") for property in _declared(kind)}
    return [f"{name}:{types[name]}" for name in _names(kind)]


def _cells(said: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    return [_cell(said.get(name)) for name in names]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ARRAY_DELIMITER.join(map(str, value))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _csv(header: list[str], rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([header, *rows])
    return text.getvalue().encode()


def parquet_pair(graph: Graph) -> Files:
    """`nodes.parquet` and `relationships.parquet`. Raises ParquetUnavailable."""
    nodes = [{"node": id, **said} for id, said in _nodes(graph)]
    edges = [{"start": start, "end": end, **said} for start, end, _, said in _edges(graph)]
    return {
        "nodes.parquet": parquet(("node", "label", "caption", *_names("node")), nodes),
        "relationships.parquet": parquet(("start", "end", "type", *_names("edge")), edges),
    }


def mermaid(graph: Graph) -> Files:
    """A Mermaid flowchart."""
    number = {str(node): f"n{at}" for at, node in enumerate(graph.nodes)}
    lines = ["graph LR"]
    lines += [f'  {number[id]}["{_mermaid_text(said["caption"])}"]:::{said["label"]}' for id, said in _nodes(graph)]
    lines += [f"  {number[start]} -->|{_words(said)}| {number[end]}" for start, end, _, said in _edges(graph)]
    return {"": ("\n".join(lines) + "\n").encode()}


def _mermaid_text(text: str) -> str:
    return "".join(f"#{ord(sign)};" if sign in '"#<>[]{}|`\\&;' else sign for sign in text)


def dot(graph: Graph) -> Files:
    """A Graphviz digraph."""
    lines = ["digraph ladder {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [
        f"  {_quoted(id)} [label={_quoted(said['caption'])}, class={said['label']}];" for id, said in _nodes(graph)
    ]
    lines += [
        f"  {_quoted(start)} -> {_quoted(end)} [label={_quoted(_words(said))}];"
        for start, end, _, said in _edges(graph)
    ]
    return {"": ("\n".join([*lines, "}"]) + "\n").encode()}


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _words(said: Mapping[str, Any]) -> str:
    key = RELATIONSHIPS[said["type"]].key
    return f"{said['type']} {said[key]}" if key else str(said["type"])


FORMATS: dict[str, Callable[[Graph], Files]] = {
    "graphml": graphml,
    "csv": import_csv,
    "json": node_link,
    "cytoscape": cytoscape,
    "mermaid": mermaid,
    "dot": dot,
    "parquet": parquet_pair,
    "jsonld": jsonld,
}
