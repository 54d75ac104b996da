"""`ladder ids` and `ladder rename`: files of a data folder change where they must, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli.main import app
from graph.documents.names import Names
from graph.documents.spelling import spelled
from graph.folding.fold import fold
from graph.model import EdgeKey, Graph, NodeKey
from graph.neo4j.database import Database
from graph.schema import NameKind
from loaders.curated.edits import words_of
from loaders.curated.rename import changes, rename_of
from loaders.errors import LoadError
from loaders.folder import read_home
from tests.support.ladder import Ladder

NO_GRAPH = {"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "none"}
BARISTA = """\
# Our best: ☕ 🥐.
title: Barista   # may change
level: mid
technical_skills:
  - {name: "Pulling shots", tier: must}   # the craft
  - Cleaning
tools: [{cell: Grinder, category: Machines}]
stakeholders: {internal: [Roasters]}
career:
  next: [Head Barista]
"""
HEAD = """\
id: head-barista
title: Head Barista
level: senior
family: coffee
replaced_by: barista
builds_on: [Barista]
no_longer: [pulling-shots]
career: {feeders: [{role: barista, months_min: 12, months_max: 24}], adjacent: [barista]}
"""
WORDS = """\
levels: [{name: Mid, rank: 2}, {name: Senior, rank: 3}]   # two rungs
families:
  - {name: Coffee}
skills:
  - {id: pulling-shots, name: Pulling shots, aliases: [Shots], kind: soft}
tools: [Grinder]
stakeholders: [{name: Roasters}]
"""
MAPPING = "levels: [Junior Baker, Baker]\ndocuments: [{files: [originals/bakers.md], form: tables, family: Baker}]\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return folder(tmp_path / "home", {"roles/barista.yaml": BARISTA, "roles/head.yaml": HEAD, "words.yaml": WORDS})


def folder(home: Path, files: dict[str, str]) -> Path:
    for name, text in {"ladder.yaml": "collection: cafe\nseeds: none\n", **files}.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    return home


def renamed(home: Path, kind: NameKind, old: str, new: str, *, keep_id: bool = False) -> Graph:
    documents = read_home(home).documents
    names = Names.of(documents)
    for change in changes(home, documents, names, rename_of(names, kind, old, new, keep_id=keep_id)):
        change.write()
    return fold(read_home(home).documents)


def test_given_files_without_ids_when_written_then_only_that_line_is_new(home: Path) -> None:
    (home / "roles" / "flow.yaml").write_text("{title: Flow, level: mid} # one line\n")
    assert CliRunner().invoke(app, ["ids", "--home", str(home)], env=NO_GRAPH).exit_code == 0
    assert (home / "roles" / "barista.yaml").read_text() == BARISTA
    run = CliRunner().invoke(app, ["ids", "--write", "--home", str(home)], env=NO_GRAPH)
    assert run.exit_code == 0
    assert "Wrote 2 ids." in run.stderr
    assert (home / "roles" / "barista.yaml").read_text() == BARISTA.replace("title:", "id: barista\ntitle:")
    assert (home / "roles" / "flow.yaml").read_text() == "{id: flow, title: Flow, level: mid} # one line\n"
    assert (home / "roles" / "head.yaml").read_text() == HEAD


def test_given_two_files_of_one_id_when_written_then_both_are_told_and_left(home: Path) -> None:
    (home / "roles" / "second.yaml").write_text("title: barista\n")
    run = CliRunner().invoke(app, ["ids", "--write", "--home", str(home)], env=NO_GRAPH)
    assert run.stderr.count("another file is the role barista too") == 2
    assert "Wrote 0 ids." in run.stderr


def test_given_a_graph_when_ids_are_written_then_they_are_those_of_the_first_load(
    run: Ladder, database: Database, home: Path
) -> None:
    run("load", "--home", home)
    (home / "roles" / "barista.yaml").write_text(BARISTA.replace("title: Barista", "title: Coffee Specialist"))
    run("load", "--home", home)
    assert [said["id"] for said in json.loads(run("ids", "--json", "--home", home).partition("\n]")[0] + "]")] == [
        "barista"
    ]
    run("ids", "--write", "--home", home)
    assert "id: barista\ntitle: Coffee Specialist" in (home / "roles" / "barista.yaml").read_text()


def test_given_a_role_when_renamed_then_its_file_and_every_reference_change_and_the_old_id_leads_to_it(
    run: Ladder, database: Database, home: Path
) -> None:
    run("load", "--home", home)
    shown = run("rename", "role", "barista", "Coffee Specialist", "--home", home, "--dry-run")
    assert "-title: Barista   # may change\n+id: coffee-specialist\n+title: Coffee Specialist   # may change\n" in shown
    assert (home / "roles" / "barista.yaml").read_text() == BARISTA
    run("rename", "role", "barista", "Coffee Specialist", "--home", home)
    assert (home / "roles" / "barista.yaml").read_text() == BARISTA.replace(
        "title: Barista ", "id: coffee-specialist\ntitle: Coffee Specialist "
    )
    assert (home / "roles" / "head.yaml").read_text() == HEAD.replace("[barista]", "[coffee-specialist]").replace(
        "barista,", "coffee-specialist,"
    ).replace("by: barista", "by: coffee-specialist").replace("[Barista]", "[Coffee Specialist]")
    run("lint", "--home", home, "--severity", "error")
    run("load", "--home", home)
    retired = database.read("MATCH (r:RetiredId {id: 'Role:barista'}) RETURN r.replaced_by AS by")
    assert [row["by"] for row in retired] == ["coffee-specialist"]


def test_given_a_role_of_a_mapped_ladder_when_renamed_then_the_files_that_title_it_are_named(tmp_path: Path) -> None:
    table = "| Skill | Junior Baker | Baker |\n|---|---|---|\n| Kneading | With help | Alone |\n"
    home = folder(tmp_path, {"mapping.yaml": MAPPING, "originals/bakers.md": table})
    told = CliRunner().invoke(app, ["rename", "role", "baker", "Chief Baker", "--home", str(home)], env=NO_GRAPH).output
    assert "originals/bakers.md still says Baker, and so does the role: write Chief Baker there too." in told
    files = {"originals/bakers.md": table.replace("| Baker |", "| Chief Baker |")}
    files["mapping.yaml"] = MAPPING.replace(", Baker]", ", Chief Baker]")
    documents = read_home(folder(home, files)).documents
    assert Names.of(documents).find("role", "baker") == "chief-baker"
    assert "Chief Baker" in {document.title for document in documents}


@pytest.mark.parametrize(
    ("kind", "old", "new", "node", "edge"),
    [
        ("skill", "Shots", "Espresso", NodeKey("Skill", "espresso"), EdgeKey("REQUIRES", "barista", "espresso", "")),
        ("skill", "pulling-shots", "shot", NodeKey("Skill", "shot"), EdgeKey("REQUIRES", "barista", "shot", "")),
        ("tool", "grinder", "Mill", NodeKey("Tool", "mill"), EdgeKey("USES", "barista", "mill", "")),
        ("tool_category", "Machines", "Gear", NodeKey("ToolCategory", "gear"), None),
        ("stakeholder", "Roasters", "Roastery", NodeKey("Stakeholder", "roastery"), None),
        ("family", "coffee", "Drinks", NodeKey("Family", "drinks"), EdgeKey("IN_FAMILY", "head-barista", "drinks")),
        ("level", "Mid", "Regular", NodeKey("Level", "regular"), EdgeKey("AT_LEVEL", "barista", "regular", "")),
    ],
)  # fmt: skip
def test_given_a_thing_when_renamed_then_all_that_named_it_names_it_still(
    home: Path, kind: NameKind, old: str, new: str, node: NodeKey, edge: EdgeKey | None
) -> None:
    if kind == "tool_category":
        (home / "words.yaml").write_text(WORDS + "tool_categories: [Machines]\n")
    before = fold(read_home(home).documents)
    graph = renamed(home, kind, old, new)
    assert node in graph.nodes
    assert edge is None or edge in graph.edges
    assert graph.counts() | {"Document": 0} == before.counts() | {"Document": 0}
    assert [said["kind"] for key, said in graph.nodes.items() if key.label == "Skill" and key.id != "cleaning"] == [
        "soft"
    ]
    assert "# two rungs" in (home / "words.yaml").read_text()
    assert Names.of(read_home(home).documents).find(kind, old) == node.id


def test_given_a_name_alone_when_renamed_then_the_id_stays(home: Path) -> None:
    graph = renamed(home, "role", "barista", "Coffee Specialist", keep_id=True)
    assert graph.nodes[NodeKey("Role", "barista")]["title"] == "Coffee Specialist"
    assert "role: barista" in (home / "roles" / "head.yaml").read_text()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("barrista", "x", r"is no role of this ladder. Nearest: Barista \(barista\)"),
        (
            "barista",
            "Head Barista",
            "names the role head-barista already. If both are one: ladder vocabulary merge role",
        ),
        ("barista", "barista", "is what the role is called already"),
        ("barista", "…", "has no letter or digit"),
    ],
)
def test_given_a_rename_that_cannot_be_when_asked_for_then_the_message_says_why_and_what_to_do(
    home: Path, old: str, new: str, message: str
) -> None:
    with pytest.raises(LoadError, match=message):
        rename_of(Names.of(read_home(home).documents), "role", old, new)


titles = st.text("abAé'\": #{}[],&*!|>%@`-?\\/0.", min_size=1, max_size=8).map(str.strip).filter(spelled)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(new=titles, quotes=st.sampled_from(["", "'", '"']))
def test_given_any_name_when_a_role_is_renamed_there_and_back_then_the_graph_is_the_same_and_so_are_the_files(
    tmp_path: Path, new: str, quotes: str
) -> None:
    texts: dict[str, Any] = {
        "roles/barista.yaml": BARISTA.replace("title: Barista", f"id: barista\ntitle: {quotes}Barista{quotes}"),
        "roles/head.yaml": HEAD,
        "words.yaml": WORDS,
        "vocabulary/accepted.yaml": "roles: []\n",
    }
    home = folder(tmp_path / "home", texts)
    names = Names.of(read_home(home).documents)
    try:
        rename_of(names, "role", "barista", new)
    except LoadError:
        return
    first = fold(read_home(home).documents)
    there = renamed(home, "role", "barista", new)
    assert there.counts() | {"Document": 0} == first.counts() | {"Document": 0}
    back = renamed(home, "role", new, "Barista")
    assert {(key.start, key.end) for key in back.edges if key.type == "PROGRESSES_TO"} == {
        (key.start, key.end) for key in first.edges if key.type == "PROGRESSES_TO"
    }
    for name in ("roles/barista.yaml", "roles/head.yaml"):
        said, written = (
            [(steps, node.value) for steps, node in words_of(text)] for text in (texts[name], (home / name).read_text())
        )
        assert said == written
