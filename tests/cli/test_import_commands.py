"""`ladder import` against a real Neo4j."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer import BadParameter

from cli.commands.export import export
from cli.commands.imports import imports
from cli.commands.schema import schema
from cli.main import app
from graph.documents.document import Document
from graph.errors import DocumentErrors
from graph.neo4j.database import Database
from graph.storing.state import read_state
from graph.storing.stored import read_documents, read_graph
from graph.storing.verify import verify
from loaders.errors import LoadError
from queries.analyst.catalogue import CatalogueError
from tests.support.client import Client
from tests.support.environment import clean_environment
from tests.support.onet_tables import write_tables
from tests.support.server import Server

pytestmark = pytest.mark.one_version
Run = Callable[..., str]


@pytest.fixture
def run(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a subcommand and gives what it prints."""
    clean_environment(monkeypatch)
    monkeypatch.chdir(tmp_path)
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str | Path) -> str:
        imports([str(argument) for argument in arguments], standalone_mode=False)
        printed = capsys.readouterr()
        return printed.out + printed.err

    return run


def graph_of(database: Database) -> tuple[object, object]:
    return read_graph(database).graph, read_state(database)


def test_given_tables_when_imported_twice_then_the_second_time_writes_nothing_and_the_graph_is_verified(
    client: Client, run: Run, seeded: Database, tmp_path: Path
) -> None:
    tables = write_tables(tmp_path / "onet-29.3")
    printed = run("onet", tables)
    assert "from 4 documents" in printed
    assert "O*NET 29.3 Database by the U.S. Department of Labor" in printed
    assert "Nothing changed; the graph stays at revision 2." in run("onet", tables)
    assert verify(seeded)
    (row,) = seeded.read(
        "MATCH (r:Role {id: 'pastry-cooks'})-[:DESCRIBED_IN]->(d) RETURN d.licence AS licence, d.attribution AS "
        "attribution"
    )
    assert row["licence"] == "CC BY 4.0"
    assert "USDOL/ETA has not approved" in row["attribution"]
    assert client.ask('{ role(id: "pastry-cooks") { documents { licence attribution } } }') == {
        "data": {"role": {"documents": [row]}}
    }


def test_given_a_damaged_table_when_imported_then_nothing_is_written(
    run: Run, seeds_to_read: Database, tmp_path: Path
) -> None:
    tables = write_tables(tmp_path / "onet-29.3")
    (tables / "Skills.txt").unlink()
    before = graph_of(seeds_to_read)
    with pytest.raises(DocumentErrors, match=r"Skills\.txt"):
        run("onet", tables)
    assert graph_of(seeds_to_read) == before


def test_given_a_dry_run_when_imported_then_the_changes_are_shown_and_nothing_is_written(
    run: Run, seeds_to_read: Database, tmp_path: Path
) -> None:
    before = graph_of(seeds_to_read)
    assert "pastry-cooks" in run("onet", write_tables(tmp_path / "onet-29.3"), "--dry-run", "--json")
    assert graph_of(seeds_to_read) == before


def test_given_an_occupation_that_is_gone_when_imported_again_then_it_goes(
    run: Run, database: Database, tmp_path: Path
) -> None:
    tables = write_tables(tmp_path / "onet-29.3")
    run("onet", tables)
    for name in ("Occupation Data", "Related Occupations"):
        path = tables / f"{name}.txt"
        path.write_text(
            "".join(line for line in path.read_text().splitlines(keepends=True) if "11-3000.00" not in line)
        )
    run("onet", tables)
    assert {row["id"] for row in database.read("MATCH (r:Role) RETURN r.id AS id")} == {"bakers", "pastry-cooks"}


def test_given_a_template_when_imported_exported_and_imported_again_then_nothing_changes(
    run: Run, seeded: Database, tmp_path: Path
) -> None:
    path = tmp_path / "acme.xlsx"
    app(["schema", "--sheet", "--output", str(path)], standalone_mode=False)
    assert "from 2 documents" in run("sheet", path)
    assert seeded.read("MATCH (:Role {id: 'baker'})-[:AT_LEVEL]->(l) RETURN l.id AS level") == [{"level": "mid"}]
    steps = (
        "MATCH (:Role {id: 'baker'})-[p:PROGRESSES_TO]->(:Role {id: 'senior-baker'}) RETURN p.kind AS kind, "
        "p.months_min AS months"
    )
    assert seeded.read(steps) == [{"kind": "promotion", "months": 24}]
    before = graph_of(seeded)
    app(["export", "--format", "xlsx", "--collection", "acme", "--output", str(path)], standalone_mode=False)
    assert "Nothing changed" in run("sheet", path)
    assert graph_of(seeded) == before


def test_given_options_that_do_not_fit_a_workbook_when_exported_then_they_are_refused_by_name(
    run: Run, seeds_to_read: Database, tmp_path: Path
) -> None:
    with pytest.raises(LoadError, match=r"there is no collection 'acme'\. It has seeds\."):
        export("xlsx", tmp_path / "a.xlsx", steps=1, collection="acme")
    with pytest.raises(CatalogueError, match="Leave out --family"):
        export("xlsx", tmp_path / "a.xlsx", family="data", steps=1)
    with pytest.raises(CatalogueError, match="--collection goes with --format xlsx"):
        export("json", collection="seeds", steps=1)
    with pytest.raises(BadParameter, match="--output goes with --sheet"):
        schema(output=tmp_path / "a.graphql")
    assert not list(tmp_path.iterdir())


def test_given_a_level_that_the_graph_does_not_know_when_imported_then_the_row_is_told_and_nothing_written(
    run: Run, seeds_to_read: Database, tmp_path: Path
) -> None:
    (tmp_path / "acme.csv").write_text("Title,Level\nBaker,Seniorr\n")
    before = graph_of(seeds_to_read)
    with pytest.raises(
        DocumentErrors, match=r"sheet Roles, row 2, column Level: there is no level 'Seniorr'\. Did you mean 'Senior'\?"
    ):
        run("sheet", tmp_path / "acme.csv")
    assert graph_of(seeds_to_read) == before


def test_given_a_file_named_like_a_loaded_folder_when_imported_then_it_is_refused(
    run: Run, seeds_to_read: Database, tmp_path: Path, seed_documents: list[Document]
) -> None:
    (tmp_path / "seeds.csv").write_text("Title\nBaker\n")
    with pytest.raises(LoadError, match="the collection 'seeds' holds"):
        run("sheet", tmp_path / "seeds.csv")
    assert len(read_documents(seeds_to_read)) == len(seed_documents)


def test_given_esco_when_imported_after_a_sheet_then_the_sheets_skills_keep_their_ids_and_names(
    run: Run, tmp_path: Path, database: Database
) -> None:
    uri = "http://data.europa.eu/esco"
    tables = {
        "occupations": f"conceptUri,preferredLabel\n{uri}/occupation/1,baker\n",
        "skills": f"conceptUri,preferredLabel,reuseLevel\n{uri}/skill/1,knead dough,\n{uri}/skill/2,talk,transversal\n",
        "occupationSkillRelations": "occupationUri,relationType,skillUri\n"
        + "".join(f"{uri}/occupation/1,essential,{uri}/skill/{number}\n" for number in (1, 2)),
    }
    for name, text in tables.items():
        (tmp_path / f"{name}_en.csv").write_text(text)
        (tmp_path / f"{name}_de.csv").write_text(text.replace("knead dough", "Teig kneten"))
    (tmp_path / "own.csv").write_text("Title,Technical skills\nCook,Knead Dough (good)\n")
    skills = "MATCH (s:Skill) RETURN s.id AS id, s.name AS name, s.kind AS kind ORDER BY id"
    run("sheet", "own.csv")
    own = {"id": "knead-dough", "name": "Knead Dough", "kind": "technical"}
    assert database.read(skills) == [own]
    run("esco", ".")
    assert database.read(skills) == [{"id": "esco-talk", "name": "talk", "kind": "soft"}, own]
    assert "Nothing changed" in run("esco", ".")
    said = run("esco", ".", "--language", "de")
    assert "ESCO is in the graph in en: its names in de become other names." in said
    assert database.read("MATCH (s:Skill {id: 'knead-dough'}) RETURN s.aliases AS names")[0]["names"] == ["Teig kneten"]
