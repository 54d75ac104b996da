"""`ladder vocabulary`: what a keeper decides is written into the data folder and holds after the next load."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.neo4j.database import Database
from tests.api.test_graphql import data
from tests.support.client import Client
from tests.support.ladder import Ladder
from tests.support.server import Server

pytestmark = pytest.mark.integration

ROLE = """\
id: baker
title: Baker
technical_skills: [Pyhton, Weighing by eye, Kneading]
tools: [Oven]
"""
OWN = """\
# Our names.
skills:
  - {name: Python, aliases: [Py]}
  - {name: Scaling, aliases: [Weighing by eye]}  # not sure about the alias
  - {name: Kneading}
  - {name: Dough handling}
"""


@pytest.fixture
def run(server: Server, tmp_path: Path, database: Database) -> Ladder:
    run = Ladder(server, tmp_path)
    run("init", "home", "--seeds", "none")
    (tmp_path / "home" / "roles" / "example-role.yaml").write_text(ROLE)
    (tmp_path / "home" / "vocabulary" / "own.yaml").write_text(OWN)
    run("load", "--home", "home")
    return run


def skills(database: Database) -> set[str]:
    return {row["id"] for row in database.read("MATCH (:Role {id: 'baker'})-[:REQUIRES]->(s:Skill) RETURN s.id AS id")}


def test_given_unknown_names_when_suggested_then_each_comes_with_the_nearest(run: Ladder) -> None:
    found = {
        (row["kind"], row["name"]): [near["id"] for near in row["nearest"]]
        for row in json.loads(run("vocabulary", "suggest", "--json"))
    }
    assert found == {("skill", "Pyhton"): ["python"], ("tool", "Oven"): []}
    assert "Pyhton" in run("vocabulary", "suggest")


def test_given_a_suggestion_when_accepted_then_the_name_is_that_skill_after_a_load(
    run: Ladder, database: Database
) -> None:
    run("vocabulary", "accept", "skill", "Pyhton", "--as", "python", "--home", "home")
    run("vocabulary", "accept", "tool", "Oven", "--new", "--home", "home")
    run("vocabulary", "accept", "tool", "Oven", "--new", "--home", "home")
    run("load", "--home", "home")
    assert skills(database) == {"python", "scaling", "kneading"}
    assert json.loads(run("vocabulary", "suggest", "--json")) == []
    assert (run.folder / "home" / "vocabulary" / "own.yaml").read_text() == OWN, "the keeper's own file stays as it is"
    assert (run.folder / "home" / "vocabulary" / "accepted.yaml").read_text().count("Oven") == 1


def test_given_two_skills_when_merged_then_the_old_id_still_resolves(
    run: Ladder, database: Database, client: Client
) -> None:
    run("vocabulary", "merge", "skill", "Kneading", "Dough handling", "--home", "home")
    run("load", "--home", "home")
    assert skills(database) == {"pyhton", "scaling", "dough-handling"}
    assert data(client.ask('{ skill(id: "kneading") { id aliases } }'))["skill"] == {
        "id": "dough-handling",
        "aliases": ["Kneading"],
    }


def test_given_a_wrong_alias_when_split_then_it_is_a_skill_of_its_own(run: Ladder, database: Database) -> None:
    run("vocabulary", "split", "skill", "Weighing by eye", "--home", "home")
    run("load", "--home", "home")
    assert skills(database) == {"pyhton", "weighing-by-eye", "kneading"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("accept", "skill", "Pyhton", "--as", "pythn"), "is no skill of the vocabulary. Did you mean Python"),
        (("accept", "skill", "Pyhton"), "give either --as"),
        (("merge", "skill", "python", "Py"), "is python already"),
        (("split", "skill", "Python"), "is the canonical name of python"),
    ],
)
def test_given_what_cannot_be_when_asked_then_the_message_says_why_and_nothing_is_written(
    run: Ladder, arguments: tuple[str, ...], message: str
) -> None:
    assert message in run("vocabulary", *arguments, "--home", "home", code=2)
    assert not (run.folder / "home" / "vocabulary" / "accepted.yaml").exists()


def test_given_no_data_folder_when_accepted_then_nothing_is_written_into_the_package(run: Ladder) -> None:
    assert "is no data folder" in run("vocabulary", "accept", "skill", "Pyhton", "--new", code=2)
