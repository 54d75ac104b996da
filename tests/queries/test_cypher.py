"""An analyst's own Cypher: what is refused, what is ended, and that the graph stays as it is."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.commands.cypher import cypher
from cli.commands.query import query
from graph.neo4j.database import Database, QueryRefused, QueryTimeout
from queries.analyst.exports import read_graph
from queries.analyst.plans import StatementRefused, require_reading
from queries.analyst.tables import ask
from queries.errors import OverLimit
from tests.support.server import Server

pytestmark = pytest.mark.integration

NEVER = "MATCH p = (a:Role)-[*1..60]-(b) RETURN count(p)"
LOAD = "EXISTS { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line }"
LOADED = "COUNT { LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line }"

WRITING = [
    "CREATE (n:Role {id: 'x'})",
    "MATCH (n:Role) SET n.title = 'x' RETURN n",
    "MATCH (n) DETACH DELETE n",
    "MERGE (n:Role {id: 'x'}) RETURN n",
    "MATCH (n:Role) REMOVE n.title",
    "FOREACH (x IN [1] | CREATE (:Role))",
    "MATCH (n:Role) CALL (n) { SET n.x = 1 } RETURN n",
    "MATCH (n:Role) CALL (n) { RETURN n.id AS id } IN TRANSACTIONS OF 1 ROW RETURN id",
    "/* RETURN */ PROFILE CREATE (n:Role) RETURN n",
    "RETURN 1 AS one; MATCH (n) DETACH DELETE n",
    "CREATE INDEX x FOR (n:Role) ON (n.mission)",
    "DROP INDEX role_title",
    "CREATE CONSTRAINT x FOR (n:Role) REQUIRE n.title IS UNIQUE",
]
ADMINISTERING = [
    "SHOW USERS",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'bbbbbbbbb'",
    "CREATE USER x SET PASSWORD 'bbbbbbbbb'",
    "STOP DATABASE neo4j",
    "CALL dbms.components()",
    "CALL `dbms`.`listConfig`() YIELD name RETURN name",
    "CALL db.createLabel('X')",
    "CALL db.clearQueryCaches()",
    "RETURN [x IN [1] | COLLECT { CALL dbms . components() YIELD name RETURN name }] AS a",
    "RETURN [x IN [1] | COLLECT { OPTIONAL CALL dbms.components() YIELD name RETURN name }] AS a",
    "MATCH (r:Role) RETURN reduce(a = 0, x IN [1] | a + COUNT { CALL db.ping() YIELD success RETURN success }) AS a",
]
# A subquery inside an expression has no operator of its own in the plan.
LOADING = [
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'http://127.0.0.1:1/x' AS line RETURN line",
    f"MATCH (r:Role) WHERE {LOAD} RETURN r",
    f"RETURN [x IN [1] WHERE {LOAD}] AS a",
    f"MATCH (r:Role) RETURN r.id ORDER BY CASE WHEN r.id = 'a' THEN {LOADED} ELSE 1 END LIMIT 2",
    f"MATCH p = (a:Role)-[:PROGRESSES_TO*1..3]->(b) WHERE all(e IN relationships(p) WHERE e.kind = 'a' OR {LOAD}) "
    "RETURN b",
    f"MATCH p = shortestPath((a:Role {{id: 'x'}})-[*1..3]->(b:Role {{id: 'y'}})) WHERE all(e IN relationships(p) "
    f"WHERE e.kind = 'a' OR {LOAD}) RETURN b",
    f"MATCH p = SHORTEST 2 ((a:Role {{id: 'x'}}) ((m)-[e:PROGRESSES_TO]->(n))+ (b:Role) WHERE b.id = 'y' OR any(x IN "
    f"e WHERE {LOAD})) RETURN b",
    f"CALL db.index.fulltext.queryNodes('names', head([x IN ['a'] WHERE {LOAD}])) YIELD node RETURN node",
    f"MATCH (r:Role) RETURN collect([x IN [1] WHERE {LOAD}]) AS c",
    f"MATCH (r:Role {{id: head([x IN ['a'] WHERE {LOAD}])}}) RETURN r",
    f"RETURN [x IN [1] | [(a:Role)-->(b) WHERE {LOAD} | b.id]] AS a",
    f"RETURN [x IN [1] | EXISTS {{ MATCH (a) WHERE a.id = x AND {LOAD} }}] AS a",
    f"MATCH (a:Role)-[e*1..3 {{kind: head([x IN ['a'] WHERE {LOAD}])}}]->(b) RETURN b",
    f"MATCH (a:Role) RETURN percentileDisc(a.years_min, size([x IN [1] WHERE {LOAD}])) AS p",
    f"MATCH (a:Role) CALL (a) {{ RETURN a.id AS i UNION RETURN [x IN ['a'] WHERE {LOAD}] AS i }} RETURN i",
    f"RETURN [x IN [1] WHERE EXISTS {{ WITH x, {list(range(2000))} AS padding WHERE {LOAD} RETURN x }}] AS a",
]
READING = [
    "RETURN 1 AS one",
    "CYPHER runtime=slotted MATCH (r:Role) RETURN r.id",
    "MATCH (r:Role) RETURN r.mission CONTAINS 'LOAD CSV' AS said, 'CALL dbms.components()' AS text",
    "CALL db.labels()",
    "RETURN [x IN [1] | COLLECT { CALL db.labels() YIELD label RETURN label }] AS labels",
    "MATCH (r:Role) CALL (r) { MATCH (r)-[:REQUIRES]->(s) RETURN count(s) AS skills } RETURN r.id, skills",
    "SHOW INDEXES",
    "MATCH p = SHORTEST 2 (a:Role {id: 'ai-engineer'})-[:PROGRESSES_TO]->+(b:Role {id: 'staff-ai-engineer'}) RETURN p",
    "MATCH (a:Role) OPTIONAL MATCH (a)-[:AT_LEVEL]->(l) RETURN l.id, count(*) AS n ORDER BY n DESC SKIP 1 LIMIT 3 "
    "UNION RETURN 'x' AS `l.id`, 1 AS n",
]


@pytest.fixture
def unchanged(seeds_to_read: Database) -> Iterator[Database]:
    before = read_graph(seeds_to_read)
    yield seeds_to_read
    assert read_graph(seeds_to_read) == before


def test_given_hostile_statements_when_asked_then_all_are_refused_and_the_graph_is_unchanged(
    unchanged: Database,
) -> None:
    for statement in (*WRITING, *ADMINISTERING):
        with pytest.raises(QueryRefused):
            ask(unchanged, statement, {}, seconds=5)


@pytest.mark.parametrize("statement", LOADING)
def test_given_a_statement_that_loads_files_anywhere_in_it_when_asked_then_the_plan_gives_it_away(
    seeds_to_read: Database, statement: str
) -> None:
    with pytest.raises(StatementRefused, match="LOAD CSV reads files or the network"):
        require_reading(seeds_to_read, statement, {})


@pytest.mark.parametrize("statement", READING)
def test_given_a_statement_that_only_reads_when_asked_then_it_is_answered(
    seeds_to_read: Database, statement: str
) -> None:
    assert ask(seeds_to_read, statement, {}).rows


def test_given_the_database_itself_when_asked_to_load_then_its_settings_refuse_files_and_calls(
    server: Server, seeds_to_read: Database
) -> None:
    if not server.local:
        pytest.skip("this server was started by others, with settings of theirs")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        for url in (
            "file:///etc/passwd",
            f"http://127.0.0.1:{listener.getsockname()[1]}/x",
            f"http://localhost:{listener.getsockname()[1]}/x",
        ):
            with pytest.raises(QueryRefused):
                seeds_to_read.read("LOAD CSV FROM $url AS line RETURN line", url=url)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_given_a_never_ending_traversal_when_its_time_is_over_then_it_is_ended_on_the_server(
    seeds_to_read: Database,
) -> None:
    start = time.monotonic()
    with pytest.raises(QueryTimeout):
        ask(seeds_to_read, NEVER, {}, seconds=1)
    assert time.monotonic() - start < 10
    assert running(seeds_to_read) == []


@pytest.fixture
def interruptible() -> Iterator[None]:
    """SIGINT interrupts, as at a terminal; a shell starts what runs in its background with the signal ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_given_a_running_statement_when_interrupted_then_it_is_ended_on_the_server(
    seeds_to_read: Database, interruptible: None
) -> None:
    interrupt = threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT))
    start = time.monotonic()
    interrupt.start()
    with pytest.raises(KeyboardInterrupt):
        ask(seeds_to_read, NEVER, {}, seconds=60)
    assert time.monotonic() - start < 20
    assert running(seeds_to_read) == []


def running(database: Database) -> list[str]:
    """Statements that still run some time after they should have ended."""
    for _ in range(20):
        rows = database.read(
            "SHOW TRANSACTIONS YIELD currentQuery AS text WHERE text CONTAINS '*1..60' AND NOT text CONTAINS 'SHOW' "
            "RETURN text"
        )
        if not rows:
            return []
        time.sleep(0.2)
    return [row["text"] for row in rows]


def test_given_more_rows_than_asked_for_when_asked_then_the_rest_stays_on_the_server_and_is_said_to_be_missing(
    seeds_to_read: Database,
) -> None:
    start = time.monotonic()
    table = ask(seeds_to_read, "UNWIND range(1, 1000000000) AS x RETURN x", {}, rows=10)
    assert ([row["x"] for row in table.rows], table.cut) == (list(range(1, 11)), True)
    assert time.monotonic() - start < 10
    assert not ask(seeds_to_read, "UNWIND range(1, 10) AS x RETURN x", {}, rows=10).cut
    with pytest.raises(OverLimit, match="rows may be at most 1,000,000"):
        ask(seeds_to_read, "RETURN 1 AS one", {}, rows=1_000_001)
    with pytest.raises(OverLimit, match="seconds may be at most 3,600"):
        ask(seeds_to_read, "RETURN 1 AS one", {}, seconds=4000)


# The commands

app = typer.Typer()
app.command()(cypher)
app.add_typer(query, name="query")


class Ladder:
    def __init__(self, server: Server) -> None:
        self.environment = server.environment

    def __call__(self, *arguments: str) -> str:
        result = CliRunner().invoke(app, list(arguments), env=self.environment, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout


@pytest.fixture
def ladder(server: Server, seeds_to_read: Database) -> Ladder:
    return Ladder(server)


def test_given_the_cypher_command_when_used_then_parameters_have_types_and_rows_a_format(ladder: Ladder) -> None:
    statement = "UNWIND $levels AS id MATCH (l:Level {id: id}) WHERE l.rank > $rank RETURN l.id AS id, l.rank AS rank"
    rows = json.loads(
        ladder("cypher", statement, "--param", 'levels=["staff", "mid"]', "--param", "rank=3", "--format", "json")
    )
    assert rows == [{"id": "staff", "rank": 5}]
    assert ladder("cypher", "RETURN $name AS name", "--param", "name=a=b", "--format", "csv") == "name\na=b\n"
    assert "id" in ladder("cypher", "MATCH (r:Role) RETURN r.id AS id LIMIT 2")
    with pytest.raises(StatementRefused):
        ladder("cypher", "MATCH (n) DETACH DELETE n")


def test_given_an_output_file_when_a_query_is_run_then_its_ending_chooses_the_format(
    ladder: Ladder, tmp_path: Path
) -> None:
    import pyarrow.parquet as files

    for name in ("rows.csv", "rows.json", "rows.parquet"):
        assert ladder("query", "run", "skills/gap", "--output", str(tmp_path / name)) == ""
    rows = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))
    assert files.read_table(tmp_path / "rows.parquet").to_pylist() == rows
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines()[0] == ",".join(rows[0])
    for arguments, message in (
        (("--output", str(tmp_path / "rows.xml")), "the ending says no format"),
        (("--format", "parquet"), "Give --output FILE.parquet"),
        (("--output", str(tmp_path / "rows.csv" / "x.csv")), "cannot be written"),
    ):
        with pytest.raises(Exception, match=message):
            ladder("query", "run", "skills/gap", *arguments)


def test_given_rows_of_mixed_types_and_nodes_when_written_as_parquet_then_nothing_is_lost(
    ladder: Ladder, tmp_path: Path
) -> None:
    import pyarrow.parquet as files

    path = tmp_path / "mixed.parquet"
    ladder(
        "cypher",
        "UNWIND [1, 'two', [3]] AS x MATCH (l:Level {id: 'staff'}) RETURN x, l, datetime('2026-01-02T03:04:05Z') AS at",
        "--output",
        str(path),
    )
    rows = files.read_table(path).to_pylist()
    assert [json.loads(row["x"]) for row in rows] == [1, "two", [3]]
    assert rows[0]["l"]["rank"] == 5
    assert rows[0]["at"].startswith("2026-01-02T03:04:05")


def test_given_the_query_command_when_listing_and_showing_then_statistics_say_what_they_are(ladder: Ladder) -> None:
    assert "network/bridges" in {query["name"] for query in json.loads(ladder("query", "list", "--json"))}
    assert "queries/analyst/statistics.py" in ladder("query", "show", "network/bridges")
    assert "integer 1–1000" in ladder("query", "show", "most_wanted")
    assert ladder("query", "run", "network/bridges", "--format", "csv").startswith("a,b,cut_off\n")
