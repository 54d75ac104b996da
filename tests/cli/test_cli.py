"""The `ladder` command against a real Neo4j."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.neo4j.database import Database
from graph.neo4j.local import free_port
from graph.storing.state import counts, read_state
from graph.storing.stored import read_graph
from queries.analyst.catalogue import catalogue
from tests.support.ladder import Ladder
from tests.support.server import Server, wipe

pytestmark = pytest.mark.integration


@pytest.fixture
def company(run: Ladder, database: Database) -> Path:
    """A company's own folder, without the shipped roles, loaded."""
    folder = run.folder / "acme"
    run("init", folder, "--seeds", "vocabulary")
    (folder / "roles" / "example-role.yaml").unlink()
    (folder / "roles" / "cook.yaml").write_text(
        "id: cook\ntitle: Cook\nlevel: mid\ntechnical_skills: [Python]\ncareer: {next: [{role: chef}]}\n"
    )
    (folder / "roles" / "chef.yaml").write_text(
        "id: chef\ntitle: Chef\nlevel: senior\ncareer: {feeders: [{role: cook}]}\n"
    )
    run("load", "--home", folder)
    return folder


def test_given_a_new_home_when_loaded_then_only_its_own_roles_are_there_with_the_shipped_names(
    run: Ladder, company: Path, database: Database
) -> None:
    assert {row["id"] for row in database.read("MATCH (r:Role) RETURN r.id AS id")} == {"cook", "chef"}
    assert database.read("MATCH (:Role {id: 'cook'})-[:REQUIRES]->(s:Skill) RETURN s.aliases AS aliases")[0][
        "aliases"
    ], "the shipped vocabulary names it"
    assert database.read(
        "MATCH (:Role {id: 'cook'})-[e:PROGRESSES_TO]->(:Role {id: 'chef'}) RETURN e.kind AS kind, e.confirmed AS "
        "confirmed"
    ) == [{"kind": "promotion", "confirmed": True}]
    assert "Nothing changed" in run("load", "--home", company)
    assert "is what its documents say (revision 1)" in run("verify", "--home", company)


def test_given_a_home_with_all_seeds_when_loaded_then_shipped_and_own_roles_meet(
    run: Ladder, database: Database
) -> None:
    folder = run.folder / "acme"
    run("init", folder)
    run("load", "--home", folder)
    roles = {row["id"] for row in database.read("MATCH (r:Role) RETURN r.id AS id")}
    assert {"example-role", "applied-ai-engineer"} <= roles
    assert "the folder is not empty" in run("init", folder, code=2)


def test_given_a_copy_of_the_seeds_when_loaded_then_they_belong_to_the_company(run: Ladder, database: Database) -> None:
    run("init", run.folder / "acme", "--copy")
    run("load", "--home", run.folder / "acme")
    assert {row["c"] for row in database.read("MATCH (d:Document) RETURN DISTINCT d.collection AS c")} == {"acme"}


def test_given_an_edit_when_dry_run_then_it_is_shown_and_nothing_written(
    run: Ladder, company: Path, database: Database
) -> None:
    before = read_graph(database).graph
    (company / "roles" / "cook.yaml").write_text("id: cook\ntitle: Line Cook\nlevel: mid\n")
    text = run("load", "--dry-run", "--home", company)
    assert 'title: "Cook" → "Line Cook"' in text
    changes = json.loads(run("load", "--dry-run", "--json", "--home", company))["changes"]
    assert {
        "kind": "changed",
        "label": "Role",
        "id": "cook",
        "field": "title",
        "before": '"Cook"',
        "after": '"Line Cook"',
        "title": "Line Cook",
        "roles": ["cook"],
    } in changes
    assert read_graph(database).graph == before
    assert "Revision 2" in run("load", "--home", company)


def test_given_a_document_when_removed_then_it_is_gone_and_comes_back_with_a_load(
    run: Ladder, company: Path, database: Database
) -> None:
    before = read_graph(database).graph
    run("remove", "acme/roles/chef.yaml")
    assert database.read("MATCH (r:Role {id: 'chef'}) RETURN r.described AS described") == [{"described": False}]
    assert "Did you mean acme/roles/cook.yaml" in run("remove", "roles/cook.yaml", code=2)
    run("load", "--home", company)
    assert read_graph(database).graph == before
    run("remove", "--collection", "acme")
    assert database.read("MATCH (r:Role) RETURN r") == []


def test_given_a_hand_made_change_when_verified_then_the_answer_is_no_and_repair_mends_it(
    run: Ladder, company: Path, database: Database
) -> None:
    database.write(lambda transaction: transaction.run("MATCH (r:Role {id: 'cook'}) SET r.title = 'Hacked'"))
    assert '"Hacked" → "Cook"' in run("verify", code=1)
    assert json.loads(run("verify", "--json", code=1))["verified"] is False
    run("verify", "--repair")
    run("verify")


BAD_INPUT = {
    "malformed YAML": ("roles/x.yaml", b"title: [", "malformed YAML"),
    "unknown key": (
        "roles/x.yaml",
        b"title: X\nlevl: mid\n",
        "acme/roles/x.yaml:2: levl: unknown key. Did you mean 'level'?",
    ),
    "duplicate id": (
        "roles/x.yaml",
        b"id: cook\ntitle: X\n",
        "the id 'cook' is already the id of acme/roles/cook.yaml",
    ),
    "unknown level": (
        "roles/x.yaml",
        b"title: X\nlevel: seniorr\n",
        "there is no level 'seniorr'. Did you mean senior",
    ),
    "progression to nowhere": (
        "roles/x.yaml",
        b"title: X\ncareer: {next: [{role: nowhere-at-all}]}\n",
        "no document describes a role with the id 'nowhere-at-all'",
    ),
    "not UTF-8": ("roles/x.yaml", b"title: B\xe4cker\n", "byte 0xe4 is not UTF-8"),
}


@pytest.mark.parametrize("fault", BAD_INPUT)
def test_given_bad_input_when_loaded_then_a_clear_message_code_2_and_an_unchanged_graph(
    run: Ladder, company: Path, database: Database, fault: str
) -> None:
    name, content, message = BAD_INPUT[fault]
    before = (read_graph(database).graph, read_state(database))
    (company / name).write_bytes(content)
    assert message in run("load", "--home", company, code=2)
    assert message in run("load", company / name, code=2)
    assert (read_graph(database).graph, read_state(database)) == before


def test_given_an_empty_folder_when_loaded_then_it_is_refused(run: Ladder, company: Path) -> None:
    empty = run.folder / "empty"
    empty.mkdir()
    assert "there is no document in this folder" in run("load", empty, code=2)


def test_given_a_name_that_resolves_to_nothing_when_loaded_then_it_is_mentioned_with_a_finding(
    run: Ladder, company: Path
) -> None:
    (company / "roles" / "chef.yaml").write_text("id: chef\ntitle: Chef\nlevel: senior\ncareer: {next: [Grand Chef]}\n")
    run("load", "--home", company)
    assert "The role 'Grand Chef' is not in the vocabulary." in run("query", "run", "findings", "--format", "json")
    assert "Only mentioned by other documents" in run("role", "grand-chef")


def test_given_a_wrong_password_or_no_database_when_asked_then_code_3_and_no_secret(run: Ladder) -> None:
    message = run("verify", code=3, NEO4J_PASSWORD="not-the-password")
    assert "refuses the user or the password" in message
    assert "not-the-password" not in message
    assert "does not answer" in run("verify", code=3, NEO4J_URI=f"bolt://127.0.0.1:{free_port()}")


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("NEO4J_URI", "http://localhost", "NEO4J_URI: should be SCHEME://HOST:PORT"),
        ("LADDER_PORT", "eighty", "LADDER_PORT: "),
        ("LADDER_MAX_STALENESS", "-1", "LADDER_MAX_STALENESS: "),
        ("LADDER_NEO4J_VERSION", "4.4", "LADDER_NEO4J_VERSION: should be one of"),
        ("NEO4J_PASSWORD", "", ""),
    ],
)
def test_given_a_bad_setting_when_started_then_the_message_names_the_variable(
    run: Ladder, name: str, value: str, message: str
) -> None:
    assert message in run("verify", code=3 if name == "NEO4J_PASSWORD" else 2, **{name: value})


def test_given_an_empty_graph_when_asked_then_the_message_says_how_to_fill_it(run: Ladder, database: Database) -> None:
    assert "`ladder load` fills it" in run("role", "cook", code=2)


def test_given_a_role_when_asked_by_title_alias_or_slip_then_it_is_found_or_suggested(
    run: Ladder, seeds_to_read: Database
) -> None:
    assert "Staff Machine Learning Engineer" in run("role", "staff-machine-learning-engineer")
    assert "(machine-learning-engineer)" in run("role", "ML Engineer")
    assert "Did you mean applied-ai-engineer" in run("role", "aplied-ai-enginer", code=2)
    assert json.loads(run("role", "data-engineer", "--json"))["title"] == "Data Engineer"


def test_given_names_when_a_path_or_a_role_is_asked_for_then_names_are_read_and_shown(
    run: Ladder, seeds_to_read: Database
) -> None:
    named = run("path", "Junior Data Engineer", "level:Senior/Data Engineering", "--format", "json")
    assert named == run("path", "junior-data-engineer", "level:senior/data-engineering", "--format", "json")
    shown = run("role", "Data engineer")
    assert "Mid-level · Data Engineering · " in shown
    assert "\nResponsible for\n" in shown
    assert run("export", "--format", "csv", "--output", "x", "--role", "Nobody At All", code=2)


def test_given_the_query_command_when_used_then_it_lists_shows_runs_and_refuses(
    run: Ladder, seeds_to_read: Database
) -> None:
    assert set(catalogue()) == {query["name"] for query in json.loads(run("query", "list", "--json"))}
    assert "MATCH" in run("query", "show", "shortest_path")
    rows = json.loads(run("query", "run", "paths/shortest_path", "--param", "to=director-of-ai", "--format", "json"))
    assert rows[-1]["to"] == "director-of-ai"
    assert run("query", "run", "at_level", "--param", "level=principal", "--format", "csv").startswith(
        "role,title,family,described"
    )
    assert "has no parameter 'colour'" in run("query", "run", "at_level", "--param", "colour=red", code=2)
    assert "should be integer, not 'many'" in run("query", "run", "most_wanted", "--param", "rows=many", code=2)
    assert "Did you mean" in run("query", "run", "shortest_pth", code=2)


def test_given_the_schema_command_when_used_then_each_contract_is_printed(run: Ladder) -> None:
    assert "type Query {" in run("schema")
    assert "## Relationships" in run("schema", "--graph")
    assert set(json.loads(run("schema", "--seeds"))) == {"role.schema.json", "vocabulary.schema.json"}


def test_given_nothing_of_the_sort_when_asked_then_usage_and_code_2(run: Ladder) -> None:
    assert "No such command" in run("nonsense", code=2)
    assert "give the id of a document" in run("remove", code=2)


def test_given_the_database_of_the_tests_when_done_then_it_is_left_empty(server: Server, database: Database) -> None:
    wipe(database)
    assert counts(database) == {}
