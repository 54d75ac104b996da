"""Documents of all kinds through the command line into the graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.folding.fold import fold
from graph.model import NodeKey
from graph.neo4j.database import Database
from graph.storing.state import read_state
from graph.storing.stored import read_documents, read_graph
from loaders.folder import SEEDS
from tests.support.ladder import Ladder

pytestmark = pytest.mark.one_version
FIXTURES = Path(__file__).parents[1] / "loaders" / "fixtures"
BLUEPRINTS = SEEDS.parent.parent / "shared" / "blueprints"
needs_blueprints = pytest.mark.skipif(not BLUEPRINTS.is_dir(), reason=f"the real documents are not at {BLUEPRINTS}")


def fixture_files() -> list[Path]:
    return sorted(path for path in FIXTURES.iterdir() if path.suffix in (".html", ".txt"))


def test_given_a_mixed_folder_when_loaded_then_every_kind_is_recognised_and_described(
    run: Ladder, database: Database
) -> None:
    folder = run.folder / "mixed"
    folder.mkdir()
    for path in fixture_files():
        (folder / path.name).write_bytes(path.read_bytes())
    html = next(path for path in fixture_files() if path.suffix == ".html")
    post = {
        "title": {"rendered": "Post: Role Blueprint"},
        "link": "https://example.org/post",
        "content": {"rendered": html.read_text(encoding="utf-8")},
    }
    (folder / "post.json").write_text(json.dumps(post))
    (folder / "own.yaml").write_text("id: own\ntitle: Own Role\n")
    (folder / "notes.md").write_text("no document")
    assert "Skipped" in run("load", folder)
    formats = {row["format"] for row in database.read("MATCH (d:Document) RETURN DISTINCT d.format AS format")}
    assert formats == {"html", "text", "wordpress", "yaml"}
    assert database.read("MATCH (r:Role {described: true}) RETURN count(r) AS count")[0]["count"] >= 3
    assert read_graph(database).graph == fold(read_documents(database).values())
    assert "Nothing changed" in run("load", folder)


def test_given_a_text_that_is_no_blueprint_when_loaded_then_it_is_refused_with_the_sections_looked_for(
    run: Ladder, database: Database
) -> None:
    (run.folder / "letter.txt").write_text("Dear all,\n\nthe canteen is closed on Friday.\n")
    for command in ("load", "extract"):
        assert "Role Summary" in run(command, "letter.txt", code=2)
    assert read_state(database) is None


def test_given_a_document_when_extracted_as_yaml_then_loading_that_file_describes_the_same_role(
    run: Ladder, database: Database
) -> None:
    path = fixture_files()[0]
    run("extract", path)
    (run.folder / "reviewed.yaml").write_text(run.stdout)
    run("extract", path, "--format", "json")
    title = json.loads(run.stdout)["title"]
    run("load", SEEDS / "vocabulary" / "levels.yaml", "reviewed.yaml")
    assert database.read("MATCH (r:Role {described: true}) RETURN r.title AS title") == [{"title": title}]


@needs_blueprints
def test_given_seeds_and_the_five_documents_when_loaded_together_then_they_are_one_graph(
    run: Ladder, seeded: Database
) -> None:
    run("load", BLUEPRINTS)
    graph = read_graph(seeded).graph
    assert graph == fold(read_documents(seeded).values())
    words = seeded.read(
        "MATCH (:Role)-[e:REQUIRES]->(:Skill {id: 'python'}) UNWIND range(0, size(e.evidence_words) - 1) AS at WITH "
        "e, at "
        "WHERE e.evidence_document[at] STARTS WITH 'blueprints/' RETURN e.evidence_words[at] AS words"
    )
    assert len(words) == 5, "one skill in five documents"
    assert len({row["words"] for row in words}) >= 3, "under several names"
    described = {
        row["id"]
        for row in seeded.read(
            "MATCH (r:Role)-[:DESCRIBED_IN]->(:Document {collection: 'blueprints'}) RETURN r.id AS id"
        )
    }
    assert described == {
        "junior-ai-engineer",
        "junior-applied-ai-engineer",
        "associate-applied-ai-engineer",
        "applied-ai-engineer",
        "junior-generative-ai-engineer",
    }
    for id in described:
        documents = seeded.read(
            "MATCH (:Role {id: $id})-[:DESCRIBED_IN]->(d:Document) RETURN d.collection AS c ORDER BY c", id=id
        )
        assert [row["c"] for row in documents] == ["blueprints", "seeds"]
    unknown = [
        node["message"]
        for key, node in graph.nodes.items()
        if key.label == "Finding" and node["kind"] == "unknown_name"
    ]
    assert len(unknown) <= 5, unknown
    run("remove", "--collection", "blueprints")
    assert NodeKey("Document", "blueprints/junior-ai-engineer.json") not in read_graph(seeded).graph.nodes


@needs_blueprints
def test_given_the_documents_alone_when_loaded_then_a_step_that_both_ends_name_is_confirmed(
    run: Ladder, database: Database
) -> None:
    run("load", SEEDS / "vocabulary" / "roles.yaml", SEEDS / "vocabulary" / "levels.yaml", BLUEPRINTS)
    confirmed = database.read(
        "MATCH (a:Role)-[e:PROGRESSES_TO {confirmed: true}]->(b:Role) RETURN a.id AS start, b.id AS end, "
        "e.evidence_document AS documents"
    )
    for row in confirmed:
        assert len(set(row["documents"])) > 1, row
    mentioned = database.read(
        "MATCH (r:Role {described: false})-[:MENTIONED_IN]->(:Document) RETURN count(DISTINCT r) AS count"
    )[0]["count"]
    assert mentioned > 10
