"""py2neo, its objects, data frames and the notebooks, on a real Neo4j."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
import py2neo
import pytest
from nbclient import NotebookClient
from py2neo.errors import Neo4jError

from graph.neo4j.database import Database, QueryRefused, QueryTimeout
from graph.schema import NODES, RELATIONSHIPS
from queries.analyst import notebook as analyst
from queries.analyst.catalogue import CatalogueError, named
from queries.analyst.exports import read_graph
from queries.analyst.notebook import OBJECTS, ReadGraph, connect, cypher, picture, run
from queries.analyst.tables import answer
from tests.queries.test_cypher import ADMINISTERING, LOADING, NEVER, WRITING
from tests.queries.test_cypher import running as still_running
from tests.support.places import ROOT
from tests.support.server import Server

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture
def notebook(server: Server, seeds_to_read: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The environment of a notebook whose settings lead to the seeds."""
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return seeds_to_read


@pytest.fixture
def graph(notebook: Database) -> Iterator[ReadGraph]:
    with connect() as connected:
        assert isinstance(connected, ReadGraph)
        yield connected


def test_given_the_schema_when_compared_with_the_objects_then_labels_properties_and_relationships_are_the_same() -> (
    None
):
    assert OBJECTS.keys() == NODES.keys()
    for label, node in NODES.items():
        members = vars(OBJECTS[label])
        assert {name for name, member in members.items() if isinstance(member, py2neo.ogm.Property)} == {
            "id",
            *(property.name for property in node.properties),
        }
        related = {
            (type(member).__name__, member.relationship_type, member.related_class)
            for member in members.values()
            if hasattr(member, "related_class")
        }
        assert related == {("RelatedTo", of.type, of.end) for of in RELATIONSHIPS.values() if of.start == label} | {
            ("RelatedFrom", of.type, of.start) for of in RELATIONSHIPS.values() if of.end == label
        }


@pytest.mark.one_version
def test_given_an_object_when_followed_then_it_leads_where_the_graph_leads(
    graph: ReadGraph, notebook: Database
) -> None:
    role = OBJECTS["Role"].match(graph, "data-engineer").first()  # type: ignore[attr-defined]
    for way, pattern in (
        (role.requires, "(:Role {id: 'data-engineer'})-[:REQUIRES]->(n)"),
        (role.progresses_to, "(:Role {id: 'data-engineer'})-[:PROGRESSES_TO]->(n)"),
        (role.progresses_to_from, "(:Role {id: 'data-engineer'})<-[:PROGRESSES_TO]-(n)"),
        (next(iter(role.in_family)).in_family, "(:Role {id: 'data-engineer'})-[:IN_FAMILY]->()<-[:IN_FAMILY]-(n)"),
    ):
        found = {row["id"] for row in notebook.read(f"MATCH {pattern} RETURN n.id AS id")} | (
            {"data-engineer"} if "IN_FAMILY" in pattern else set()
        )
        assert {role.id for role in way} == found
    assert (
        graph.evaluate("MATCH (r:Role) RETURN count(r)") == notebook.read("MATCH (r:Role) RETURN count(r) AS n")[0]["n"]
    )


@pytest.mark.one_version
def test_given_hostile_statements_when_sent_through_py2neo_or_a_notebook_then_all_are_refused(
    graph: ReadGraph, notebook: Database
) -> None:
    before = read_graph(notebook)
    for statement in (*WRITING, *ADMINISTERING, *LOADING):
        with pytest.raises(QueryRefused):
            graph.run(statement)
        with pytest.raises(QueryRefused):
            cypher(statement)
    for way in (graph.query, graph.evaluate, graph.update, graph.begin().run, graph.auto(readonly=False).run):
        with pytest.raises(QueryRefused):
            way(WRITING[0])
    role = OBJECTS["Role"].match(graph, "data-engineer").first()  # type: ignore[attr-defined]
    role.title = "Hacked"
    for write in (lambda: graph.push(role), lambda: graph.create(py2neo.Node("Role", id="x")), graph.delete_all):
        with pytest.raises(QueryRefused):
            write()
    assert read_graph(notebook) == before


@pytest.mark.one_version
def test_given_a_write_that_slips_past_the_plan_when_sent_then_the_server_refuses_it(
    graph: ReadGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyst, "require_reading", lambda *_: None)
    for way in (graph.run, graph.begin().run):
        with pytest.raises(Neo4jError, match=r"(?i)writ|access mode"):
            way("CREATE (n:Role {id: 'x'}) RETURN n").data()


@pytest.mark.one_version
def test_given_a_never_ending_traversal_when_its_time_is_over_then_it_is_ended(
    graph: ReadGraph, notebook: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyst, "SECONDS", 1)
    start = time.monotonic()
    with pytest.raises(Neo4jError, match="TransactionTimedOut"):
        graph.run(NEVER).data()
    with pytest.raises(QueryTimeout):
        cypher(NEVER, seconds=1)
    assert time.monotonic() - start < 20
    assert still_running(notebook) == []


@pytest.mark.one_version
def test_given_writes_asked_for_when_connected_then_they_are_possible(
    server: Server, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    graph = connect(writes=True)
    graph.create(py2neo.Node("Role", id="x", title="X"))
    assert database.read("MATCH (r:Role) RETURN r.id AS id") == [{"id": "x"}]
    graph.service.connector.close()


@pytest.mark.one_version
def test_given_a_query_when_run_in_a_notebook_then_the_frame_is_the_table(notebook: Database) -> None:
    given = {"from": "junior-data-engineer", "to": "data-engineer"}
    table = answer(notebook, named("skills/gap"), given)
    frame = run("skills/gap", **given)
    assert list(frame.columns) == table.columns
    assert frame["skill"].tolist() == [row["skill"] for row in table.rows]
    assert run("skills/who_asks", skill="no-such-skill").columns.tolist() == list(named("skills/who_asks").columns)
    assert cypher("UNWIND range(1, 5) AS x RETURN x", rows=3).attrs["cut"]
    with pytest.raises(CatalogueError, match="has no parameter 'skil'"):
        run("skills/who_asks", skil="python")


@pytest.mark.one_version
def test_given_a_family_when_drawn_then_the_picture_has_its_roles(notebook: Database) -> None:
    drawn = picture(family="security", labels=("Role",))
    roles = {row["id"] for row in notebook.read("MATCH (r:Role)-[:IN_FAMILY]->({id: 'security'}) RETURN r.id AS id")}
    assert {f"Role:{role}" for role in roles} <= {node.id for node in drawn.nodes}


def test_given_no_extra_when_imported_then_the_message_says_what_to_install() -> None:
    program = "import sys; sys.modules['pandas'] = None; import queries.analyst.notebook"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (
        "queries.analyst.notebook needs pandas. Install the extra: pip install 'career-ladder-graph[analyst]'."
        in ended.stderr
    )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_given_a_notebook_when_read_then_it_has_no_outputs(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        assert cell.cell_type != "code" or (cell.outputs, cell.execution_count) == ([], None)


@pytest.mark.one_version
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_given_a_notebook_when_executed_then_every_cell_works(notebook: Database, path: Path) -> None:
    book = nbformat.read(path, as_version=4)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    NotebookClient(book, timeout=60, kernel_name="python3").execute(env=environment)
    outputs = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"] == []
    assert len([output for output in outputs if output.output_type == "execute_result"]) >= 5
