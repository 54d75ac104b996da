"""A company's own documents through `ladder map` into the graph."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from graph.folding.fold import fold
from graph.neo4j.database import Database
from graph.storing.stored import read_documents, read_graph
from loaders.folder import read_home
from tests.loaders.ladders.forms import LADDERS
from tests.support.ladder import Ladder

FIXTURES = Path(__file__).parents[1] / "loaders" / "fixtures"

pytestmark = pytest.mark.one_version


@pytest.fixture
def home(run: Ladder) -> Path:
    """A data folder without seeds, and a ladder in another place."""
    folder = run.folder / "own"
    run("init", folder, "--seeds", "none")
    for path in (folder / "roles").iterdir():
        path.unlink()
    given = run.folder / "given"
    given.mkdir()
    for name, content in LADDERS["german sections"].files.items():
        (given / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_given_a_ladder_of_its_own_form_when_mapped_and_loaded_then_gaps_tell_both_texts(
    run: Ladder, home: Path, database: Database
) -> None:
    run("map", run.folder / "given", "--write", "--home", home)
    run("load", "--home", home)
    assert read_graph(database).graph == fold(read_documents(database).values())

    expects = database.read(
        "MATCH (r:Role)-[e:REQUIRES]->(s:Skill {id: 'handwerk'}) "
        "RETURN r.id AS role, e.expects AS text, e.evidence_line[0] AS line ORDER BY line"
    )
    assert expects[0] == {
        "role": "junior-backer",
        "text": "Knetet nach Rezept\nFragt, wenn etwas unklar ist",
        "line": 7,
    }

    run("gap", "junior-backer", "backer", "--json", "--home", home)
    gap = json.loads(run.stdout)
    assert gap["learn"] == gap["deepen"] == gap["shared"] == []
    assert {(need["before"], need["after"]) for need in gap["differently"]} == {
        ("Knetet nach Rezept\nFragt, wenn etwas unklar ist", "Knetet ohne Rezept"),
        ("Hört im Team gut zu", "Hilft den anderen im Team"),
    }
    assert "Expected differently" in run("gap", "junior-backer", "backer", "--home", home)

    assert "implied by the order of levels" in run("path", "junior-backer", "senior-backer", "--home", home)


JOBS = """roles:
  - title: Junior Driver
    grade: D1
    years_of_experience: 0-2
    reports_to: Lead Driver
    responsibilities: [Drives the morning tour]
    skills: {Tours: Follows the plan of the day, Vans: Washes the van}
    tools: [Route planner]
  - title: Lead Driver
    grade: D2
    years_of_experience: 2-5
    responsibilities: [Plans all tours of a week]
    skills: {Tours: Plans the tours of a week, Vans: Buys new vans}
    tools: [Route planner]
    stakeholders: [Shops]
"""


def test_given_a_folder_that_is_no_data_folder_when_a_ladder_is_written_and_loaded_then_it_alone_is_there(
    run: Ladder, database: Database
) -> None:
    (run.folder / "jobs.yaml").write_text(JOBS, encoding="utf-8")
    home = run.folder / "empty"

    written = run("map", run.folder / "jobs.yaml", "--write", "--home", home)
    assert "loads no shipped seeds" in written
    run("load", "--home", home)

    roles = database.read("MATCH (r:Role) RETURN r.id AS id ORDER BY id")
    assert [role["id"] for role in roles] == ["junior-driver", "lead-driver"]
    said = run("role", "lead-driver", "--home", home)
    assert "Route planner" in said
    assert "Shops" in said
    assert "18–30 months" in run("path", "junior-driver", "lead-driver", "--home", home)
    assert "asked of all, but otherwise: Tours, Vans" in run("compare", "junior-driver", "lead-driver", "--home", home)


def test_given_a_reader_of_the_output_that_ends_early_when_a_ladder_is_written_then_it_is_whole(run: Ladder) -> None:
    (run.folder / "jobs.yaml").write_text(JOBS, encoding="utf-8")
    home = run.folder / "empty"
    arguments = ["map", str(run.folder / "jobs.yaml"), "--write", "--home", str(home)]
    with subprocess.Popen(
        [sys.executable, "-c", "from cli.main import main; main()", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as command:
        assert command.stdout is not None
        command.stdout.close()
    assert (home / "ladder.yaml").exists()
    assert "Junior Driver" in run("map", home, "--write", "--home", home)
    assert read_home(home).documents


def test_given_a_folder_that_is_no_data_folder_when_loaded_then_the_shipped_seeds_are_named(run: Ladder) -> None:
    (run.folder / "nothing").mkdir()
    assert "this is the ladder that ships with the project" in run(
        "load", "--dry-run", "--home", run.folder / "nothing"
    )


def test_given_stages_of_skills_when_mapped_and_loaded_then_gaps_tell_what_to_deepen(
    run: Ladder, home: Path, database: Database
) -> None:
    stages = {"Baker": ("Working", "Kneads alone"), "Senior Baker": ("Expert", "Writes recipes")}
    skills = ("Dough", "Ovens", "Guests")
    page = "".join(
        f"## {title}\n\n" + "".join(f"### {skill}\n\nLevel: {stage}\n\n- {text} ({skill})\n\n" for skill in skills)
        for title, (stage, text) in stages.items()
    )
    (run.folder / "bakers.md").write_text(f"# Bakers\n\n{page}", encoding="utf-8")
    run("map", run.folder / "bakers.md", "--write", "--home", home)
    run("load", "--home", home)

    steps = database.read(
        "MATCH (:Role {id: 'senior-baker'})-[e:REQUIRES]->() RETURN e.step AS step, e.proficiency AS at"
    )
    assert steps == [{"step": "Expert", "at": 2.0}] * 3
    run("gap", "baker", "senior-baker", "--json", "--home", home)
    gap = json.loads(run.stdout)
    assert gap["learn"] == gap["differently"] == []
    assert {(need["before"], need["after"]) for need in gap["deepen"]} == {
        (f"Kneads alone ({skill})", f"Writes recipes ({skill})") for skill in skills
    }
    assert "What deeper means" in run("gap", "baker", "senior-baker", "--home", home)


def test_given_an_edited_original_when_loaded_again_then_only_that_text_is_a_difference(
    run: Ladder, home: Path, database: Database
) -> None:
    run("map", run.folder / "given", "--write", "--home", home)
    run("load", "--home", home)
    before = read_graph(database).graph
    assert "Nothing changed" in run("load", "--home", home)

    original = home / "originals" / "stufen.md"
    original.write_text(original.read_text(encoding="utf-8").replace("ohne Rezept", "mit Gefühl"), encoding="utf-8")
    run("diff", "--home", home, "--json")
    planned = json.loads(run.stdout)["changes"]
    told = [(change["id"], change["field"]) for change in planned if change["label"] != "Document"]
    assert told == [("backer→handwerk", "expects")]
    run("load", "--home", home)
    after = read_graph(database).graph

    changed = {key for key in before.edges.keys() | after.edges.keys() if before.edges.get(key) != after.edges.get(key)}
    assert {(key.type, key.start, key.end) for key in changed} == {("REQUIRES", "backer", "handwerk")}
    assert before.nodes.keys() == after.nodes.keys()


def test_given_a_mapped_ladder_when_exported_as_a_workbook_and_imported_into_nothing_then_it_says_the_same(
    run: Ladder, home: Path, database: Database
) -> None:
    run("map", run.folder / "given", "--write", "--home", home)
    (home / "vocabulary" / "names.yaml").write_text(
        "skills: [{name: Handwerk, aliases: [Craft], same_as: ['urn:craft'], group: Können}]\n"
        "roles: [{name: Bäcker, id: backer, aliases: [Baker], same_as: ['urn:baker']}]\n",
        encoding="utf-8",
    )
    run("load", "--home", home)

    def things() -> list[dict[str, object]]:
        run("export", "--format", "jsonld")
        return [thing for thing in json.loads(run.stdout)["@graph"] if thing["@type"] != "ladder:Document"]

    before = things()
    assert "urn:craft" in json.dumps(before)
    run("export", "--format", "xlsx", "--output", "own.xlsx")
    run("remove", "--collection", "own")
    fresh = run.folder / "fresh"
    run("init", fresh, "--seeds", "none")
    run("import", "sheet", "own.xlsx", "--home", fresh)
    assert things() == before


def test_given_a_title_that_changed_when_compared_or_loaded_then_it_is_told_how_the_role_keeps_its_id(
    run: Ladder, home: Path, database: Database
) -> None:
    run("map", run.folder / "given", "--write", "--home", home)
    run("load", "--home", home)
    for file in (home / "originals" / "stufen.md", home / "mapping.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("Senior Bäcker", "Senior Konditor"), encoding="utf-8")
    hint = "If Senior Bäcker is only called Senior Konditor now, write `ids: {Senior Konditor: senior-backer}`"
    assert hint in run("diff", "--home", home)
    with (home / "mapping.yaml").open("a", encoding="utf-8") as mapping:
        mapping.write("ids: {Senior Konditor: senior-backer}\n")
    assert "If Senior" not in run("diff", "--home", home)


def test_given_a_role_that_was_renamed_on_purpose_when_compared_then_no_hint_undoes_it(
    run: Ladder, home: Path, database: Database
) -> None:
    run("map", run.folder / "given", "--write", "--home", home)
    run("load", "--home", home)
    run("rename", "role", "senior-backer", "Senior Konditor", "--yes", "--home", home)
    assert "+ Role" in (told := run("diff", "--home", home))
    assert "is only called" not in told
    for file in (home / "originals" / "stufen.md", home / "mapping.yaml"):
        file.write_text(file.read_text(encoding="utf-8").replace("Senior Bäcker", "Senior Konditor"), encoding="utf-8")
    assert "senior-konditor" in (told := run("diff", "--home", home))
    assert "is only called" not in told


def test_given_places_that_became_nothing_when_nothing_is_loaded_then_they_are_not_told_again(
    run: Ladder, home: Path, database: Database
) -> None:
    original = run.folder / "given" / "stufen.md"
    original.write_text(f"Nur zur Ansicht.\n\n{original.read_text(encoding='utf-8')}", encoding="utf-8")
    run("map", run.folder / "given", "--write", "--home", home)
    assert "places were not used" in run("load", "--home", home)
    assert run("load", "--home", home) == "Nothing changed; the graph stays at revision 1.\n"


def test_given_a_mapping_that_a_keeper_edited_when_loaded_then_its_words_count_and_a_fault_has_its_line(
    run: Ladder, home: Path, database: Database
) -> None:
    run("map", run.folder / "given", "--write", "--home", home)
    mapping = home / "mapping.yaml"
    mapping.write_text(
        mapping.read_text(encoding="utf-8").replace("form: sections", "form: chapters"), encoding="utf-8"
    )
    told = run("load", "--home", home, code=2)
    assert "mapping.yaml" in told
    assert "chapters" in told
    mapping.write_text(
        mapping.read_text(encoding="utf-8").replace("form: chapters", "form: sections\n  ignore: [Zusammenarbeit]"),
        encoding="utf-8",
    )
    run("load", "--home", home)
    assert database.read("MATCH (s:Skill) RETURN s.id AS id") == [{"id": "handwerk"}]


def test_given_blueprints_when_mapped_then_it_is_said_and_other_files_are_mapped(run: Ladder, home: Path) -> None:
    (run.folder / "given" / "treasury.html").write_bytes((FIXTURES / "senior-treasury-analyst.html").read_bytes())

    alone = run("map", run.folder / "given" / "treasury.html", "--write", "--home", home)
    assert "is a role blueprint: it has 20 of the 20 sections" in alone
    assert "ladder load" in alone
    assert not (home / "mapping.yaml").exists()

    beside = run("map", run.folder / "given", "--write", "--home", home)
    assert "treasury.html is a role blueprint" in " ".join(beside.split())
    assert [path.name for path in (home / "originals").iterdir()] == ["stufen.md"]


def test_given_words_of_one_s_own_in_the_settings_when_mapped_then_they_are_understood(run: Ladder, home: Path) -> None:
    page = run.folder / "trap.md"
    page.write_text(
        "# Trap\n\n| Kunde | Anwärter Bäcker | Bäcker | Altgeselle Bäcker |\n|---|---|---|---|\n"
        "| Teig | Knetet mit viel Hilfe | Knetet ganz allein | Entwickelt eigene Rezepte |\n",
        encoding="utf-8",
    )
    told = run("map", page, "--home", home, code=2)
    assert "no level and no role was found" in " ".join(told.split())

    with (home / "ladder.yaml").open("a", encoding="utf-8") as settings:
        settings.write("words:\n  ranks: {0: [Anwärter], 3: [Altgeselle]}\n  competency: [Kunde]\n")
    run("map", page, "--format", "json", "--home", home)
    found = json.loads(run.stdout)
    assert found["levels"] == ["Anwärter Bäcker", "Bäcker", "Altgeselle Bäcker"]
    assert found["competencies"] == ["Teig"]


@pytest.mark.parametrize("seeds", ["none", "vocabulary", "all"])
def test_given_a_new_folder_when_a_ladder_is_kept_in_it_then_the_untouched_examples_give_way(
    run: Ladder, seeds: str
) -> None:
    folder = run.folder / "house"
    run("init", folder, "--seeds", seeds)
    (run.folder / "page.md").write_text(PAGE, encoding="utf-8")

    told = run("map", run.folder / "page.md", "--write", "--home", folder)

    assert "roles/example-role.yaml, vocabulary/own.yaml" in " ".join(told.split())
    assert [path.name for path in (folder / "roles").iterdir()] == []


def test_given_edits_of_a_keeper_when_written_again_then_they_are_only_replaced_when_asked(run: Ladder) -> None:
    folder = run.folder / "house"
    run("init", folder, "--seeds", "none")
    (run.folder / "page.md").write_text(PAGE, encoding="utf-8")
    run("map", run.folder / "page.md", "--write", "--home", folder)
    run("map", run.folder / "page.md", "--write", "--home", folder)  # the same again is no loss
    original = folder / "originals" / "page.md"
    original.write_text(PAGE.replace("a recipe", "two recipes"), encoding="utf-8")

    told = run("map", run.folder / "page.md", "--write", "--home", folder, code=2)

    assert "originals/page.md: is there already and differs" in "".join(told.split("\n"))
    assert "two recipes" in original.read_text(encoding="utf-8")
    run("map", run.folder / "page.md", "--write", "--replace", "--home", folder)
    assert original.read_text(encoding="utf-8") == PAGE


def test_given_files_that_nothing_reads_when_mapped_then_they_are_told(run: Ladder) -> None:
    (run.folder / "ours").mkdir()
    (run.folder / "ours" / "slides.pptx").write_bytes(b"x")

    told = run("map", run.folder / "ours", code=2)

    assert "left out: slides.pptx" in told
    assert "no document that can be read" in told


PAGE = "# Bakers\n\n## Junior Baker\n\n- bakes by a recipe\n\n## Senior Baker\n\n- writes recipes\n"


def test_given_a_mapping_that_names_a_level_of_nobody_when_checked_then_its_file_is_named(run: Ladder) -> None:
    folder = run.folder / "house"
    run("init", folder, "--seeds", "none")
    (run.folder / "page.md").write_text(PAGE, encoding="utf-8")
    run("map", run.folder / "page.md", "--write", "--home", folder)
    assert "nothing to look at" in run("lint", folder)
    mapping = folder / "mapping.yaml"
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("levels: [", "levels: [Guildmaster, "), "utf-8")
    told = " ".join(run("lint", folder, code=1).split())
    assert "warning no role is on the level 'Guildmaster' (mapping)" in told
    assert "mapping.yaml: warning" in told


def test_given_a_level_that_the_mapping_misses_when_checked_or_loaded_then_its_line_and_the_next_step_are_told(
    run: Ladder, database: Database
) -> None:
    folder = run.folder / "house"
    run("init", folder, "--seeds", "none")
    (run.folder / "page.md").write_text(PAGE, encoding="utf-8")
    run("map", run.folder / "page.md", "--write", "--home", folder)
    (folder / "originals" / "page.md").write_text(f"{PAGE}\n## Head Baker\n\n- owns the oven\n", encoding="utf-8")
    what = "'Head Baker' looks like a level and is not among `levels`: nothing below it is used"
    told = run("lint", folder, code=1)
    assert f"page.md:11: warning {what}" in " ".join(told.split())
    assert "Add its level to `levels` in mapping.yaml" in " ".join(told.split())
    assert what in " ".join(run("load", "--home", folder).split())
