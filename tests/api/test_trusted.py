"""Trusted documents: a manifest made from files, and a server that runs nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.operations.trusted import ManifestError, TrustedDocuments, document_id, manifest
from cli.main import app
from graph.neo4j.database import Database
from graph.settings import SettingsError, load_settings
from tests.support.client import Client
from tests.support.places import ROOT
from tests.support.server import Server

ROLE = "query Role($id: ID!) { role(id: $id) { title } }\n"
LEVELS = "{ levels { id } }"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "operations"
    (folder / "deep").mkdir(parents=True)
    (folder / "role.graphql").write_text(ROLE, encoding="utf-8")
    (folder / "deep" / "levels.graphql").write_text(LEVELS, encoding="utf-8")
    return folder


@pytest.fixture
def written(files: Path, tmp_path: Path) -> Path:
    path = tmp_path / "trusted.json"
    ended = CliRunner().invoke(app, ["trust", str(files), "--output", str(path)])
    assert (ended.exit_code, "2 documents" in ended.stdout) == (0, True)
    return path


def test_given_files_when_registered_then_the_manifest_holds_each_text_by_its_hash(files: Path, written: Path) -> None:
    assert (
        json.loads(written.read_text(encoding="utf-8"))
        == {document_id(ROLE): ROLE, document_id(LEVELS): LEVELS}
        == manifest([files])
    )


def test_given_the_operations_of_the_page_and_of_the_examples_when_registered_then_all_are_answered_by_the_schema() -> (
    None
):
    page = ROOT / "web" / "src" / "questions"
    found = manifest([page, ROOT / "examples" / "operations.graphql"])
    assert len(found) == len(list(page.glob("*.graphql"))) + 1 > 5


def test_given_a_file_that_the_schema_does_not_answer_when_registered_then_the_error_names_file_and_line(
    files: Path,
) -> None:
    (files / "bad.graphql").write_text("{\n  rolez { id }\n}", encoding="utf-8")
    with pytest.raises(ManifestError, match=r"bad\.graphql:2: Cannot query field 'rolez'"):
        manifest([files])
    with pytest.raises(ManifestError, match=r"nowhere\.graphql cannot be read"):
        manifest([files / "nowhere.graphql"])


def test_given_a_manifest_that_someone_changed_when_read_then_the_server_does_not_start(written: Path) -> None:
    written.write_text(written.read_text(encoding="utf-8").replace("levels", "graph"), encoding="utf-8")
    for path in (written, written.with_name("nowhere.json")):
        with pytest.raises(SettingsError, match="ladder trust"):
            TrustedDocuments(path)


@pytest.mark.one_version
def test_given_a_manifest_when_served_then_only_registered_operations_run_by_text_or_by_id(
    server: Server, seeds_to_read: Database, written: Path, tmp_path: Path
) -> None:
    client = Client(server, load_settings(home=tmp_path, trusted_documents=written))
    answer = {"data": {"role": {"title": "Data Engineer"}}}
    variables = {"id": "data-engineer"}
    assert client.request("POST", "/graphql", json={"query": ROLE, "variables": variables}).json() == answer
    for id in (document_id(ROLE), document_id(ROLE).removeprefix("sha256:")):
        assert client.request("POST", "/graphql", json={"documentId": id, "variables": variables}).json() == answer
        assert (
            client.request("GET", "/graphql", params={"documentId": id, "variables": json.dumps(variables)}).json()
            == answer
        )
    for refused in (
        {"query": "{ __typename }"},
        {"query": ROLE + " "},
        {"documentId": "sha256:00"},
        {"query": "{ __schema { types { name } } }"},
    ):
        response = client.request(
            "POST", "/graphql", json=refused, headers={"accept": "application/graphql-response+json"}
        )
        assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_USER_INPUT")
    open_to_all = Client(server, load_settings(home=tmp_path))
    assert (
        "no documents are registered"
        in open_to_all.request("POST", "/graphql", json={"documentId": document_id(ROLE)}).text
    )
