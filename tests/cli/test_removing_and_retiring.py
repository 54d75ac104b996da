"""What a keeper is told of documents that go and roles that are retired."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.terminal.other_collections import formerly
from graph.folding.findings import found_in
from graph.folding.fold import fold
from graph.neo4j.database import Database
from loaders.folder import read_home
from tests.support.documents import document
from tests.support.ladder import Ladder

FILES = {
    "ladder.yaml": "collection: cafe\nseeds: none\n",
    "levels.yaml": "levels: [{name: Junior, rank: 1}, {name: Senior, rank: 2}]\n",
    "roles/old.yaml": "id: old\ntitle: Senior Oldie\nstatus: retired\nreplaced_by: new\n",
    "roles/new.yaml": "id: new\ntitle: Senior Newbie\ncareer: {feeders: [{name: Junior}]}\n",
    "roles/junior.yaml": "id: junior\ntitle: Junior\ncareer: {next: [{role: old, months_min: 1, months_max: 2}]}\n",
}


@pytest.fixture
def home(run: Ladder, database: Database, tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "home" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    run("load", "--home", tmp_path / "home", "--quiet")
    return tmp_path / "home"


def test_given_a_file_in_the_folder_when_its_document_is_removed_then_it_is_said_that_a_load_brings_it_back(
    run: Ladder, home: Path
) -> None:
    said = run("remove", "cafe/roles/new.yaml", "--home", home)
    assert f"1 file still in the data folder: {home}/roles/new.yaml. The next `ladder load`" in said
    (home / "roles" / "old.yaml").unlink()
    assert "still in the data folder" not in run("remove", "cafe/roles/old.yaml", "--home", home)
    assert "files still in the data folder" in run("remove", "--collection", "cafe", "--home", home)


def test_given_a_retired_role_when_asked_for_or_a_paths_end_then_what_replaced_it_is_said(
    run: Ladder, home: Path
) -> None:
    said = "Senior Oldie (old) is retired; new took its place: ladder role new."
    assert said in run("role", "old")
    assert said in run("path", "junior", "old")
    assert "retired" not in run("role", "new") + run("path", "junior", "new")


def test_given_a_shipped_role_when_a_step_is_one_sided_then_the_advice_is_a_file_of_ones_own() -> None:
    shipped = document("id: a\ntitle: A\n", "roles/a.yaml", "seeds")
    own = document("id: b\ntitle: B\ncareer: {next: [{role: a}]}\n", "roles/b.yaml", "acme")
    (found,) = [finding for finding in found_in(fold([shipped, own])) if finding.kind == "one_sided_step"]
    assert found.suggestion == "Name b as a feeder in a file of your own with `id: a`, or remove the step."


def test_given_a_folder_that_was_loaded_under_another_name_then_load_and_diff_say_that_both_count(
    run: Ladder, home: Path
) -> None:
    assert "cafe" not in run("diff", "--home", home)
    (home / "ladder.yaml").write_text("collection: bar\nseeds: none\n")
    (home / "roles" / "old.yaml").unlink()
    (home / "roles" / "junior.yaml").write_text("id: junior\ntitle: Junior\n")
    told = "the graph holds 4 documents of nearly the same files as cafe"
    assert told in run("diff", "--home", home)
    said = run("load", "--home", home, "--quiet")
    assert told in said
    assert "`ladder remove --collection cafe` takes them out, or `collection: cafe` in ladder.yaml keeps" in said
    reading = read_home(home)
    stored = [f"{collection}/{name}" for collection in ("cafe", "bar") for name in FILES if name != "ladder.yaml"]
    assert formerly(stored, reading, alone=True) == [("cafe", "bar", 4)]
    assert formerly(stored, reading, alone=False) == []
    assert formerly(["tea/roles/new.yaml", "tea/a.yaml", "tea/b.yaml"], reading, alone=True) == []
    run("remove", "--collection", "cafe", "--home", home)
    assert "cafe" not in run("load", "--home", home)
