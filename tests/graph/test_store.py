"""Load, edit, remove and verify on a real Neo4j: fold → difference → apply."""

from __future__ import annotations

import itertools
import threading

import pytest

from graph.documents.document import Document
from graph.errors import DocumentErrors
from graph.folding.fold import fold
from graph.model import Graph, NodeKey
from graph.neo4j.database import Database
from graph.schema import setup_statements
from graph.storing.errors import GraphAltered, LoadTooLarge, LoadUnderWay, NotReady, UnknownDocument
from graph.storing.load import Outcome
from graph.storing.load import load as load_request
from graph.storing.plan import Request, remove_request
from graph.storing.state import counts, read_state
from graph.storing.stored import read_documents, read_graph
from graph.storing.verify import repair, verify
from tests.support.documents import document
from tests.support.server import Server, by_hand, wipe

pytestmark = pytest.mark.integration

LEVELS = document(
    """
levels:
  - {name: Junior, rank: 1, months_min: 12, months_max: 24, aliases: [Jr]}
  - {id: mid, name: Mid-level, rank: 2, unmarked: true}
  - {name: Senior, rank: 3}
families:
  - {name: Baking, aliases: [Baker]}
skills:
  - {name: Kneading, aliases: [Kneading dough]}
""",
    "vocabulary/all.yaml",
)
JUNIOR = document(
    """
id: junior-baker
title: Junior Baker
years_min: 0
years_max: 2
technical_skills: [{name: Kneading, tier: must, importance: important}, Weighing]
career: {next: [{name: Baker}]}
""",
    "roles/junior-baker.yaml",
)
BAKER = document(
    """
id: baker
title: Baker
level: mid
years_min: 2
years_max: 6
technical_skills: [{name: Kneading dough, tier: must, importance: critical}, Ovens]
career: {feeders: [{role: junior-baker}], next: [{name: Master Baker}]}
""",
    "roles/baker.yaml",
)
ALL = [LEVELS, JUNIOR, BAKER]


def load(database: Database, *documents: Document, whole: bool = False) -> Outcome:
    return load_request(database, Request(documents, frozenset({"test"} if whole else ())))


def indexes(database: Database) -> set[str]:
    return {row["name"] for row in database.read("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name")}


def stored(database: Database) -> Graph:
    found = read_graph(database)
    assert found.strays == []
    return found.graph


def test_given_documents_when_loaded_then_the_stored_graph_is_their_fold(database: Database) -> None:
    outcome = load(database, *ALL)
    assert outcome.revision == 1
    assert stored(database) == fold(ALL)


def test_given_a_loaded_graph_when_loaded_again_then_nothing_is_written(database: Database) -> None:
    load(database, *ALL)
    before = counts(database)
    outcome = load(database, *ALL, whole=True)
    assert (outcome.revision, outcome.writes) == (1, 0)
    assert counts(database) == before


def test_given_the_seeds_when_loaded_twice_then_counts_and_revision_stay_and_nothing_is_written(
    seeds_to_read: Database, seed_documents: list[Document]
) -> None:
    before = counts(seeds_to_read)
    outcome = load_request(seeds_to_read, Request(seed_documents, frozenset({"seeds"})))
    assert (outcome.revision, outcome.writes) == (1, 0)
    assert counts(seeds_to_read) == before
    assert verify(seeds_to_read)


def test_given_a_new_title_when_loaded_then_the_role_keeps_its_id(database: Database) -> None:
    load(database, *ALL)
    load(database, document(BAKER_RENAMED, "roles/baker.yaml"))
    graph = stored(database)
    assert graph.nodes[NodeKey("Role", "baker")]["title"] == "Bread Maker"
    assert graph.nodes[NodeKey("Role", "baker")]["described"] is True
    assert "Role:baker" not in {row["id"] for row in database.read("MATCH (r:RetiredId) RETURN r.id AS id")}


BAKER_RENAMED = "id: baker\ntitle: Bread Maker\nlevel: mid\n"


def test_given_a_file_that_is_gone_when_the_folder_is_loaded_then_only_what_it_alone_said_goes(
    database: Database,
) -> None:
    load(database, *ALL)
    load(database, LEVELS, JUNIOR, whole=True)
    graph = stored(database)
    assert graph == fold([LEVELS, JUNIOR])
    assert NodeKey("Skill", "kneading") in graph.nodes, "the other role asks for it too"
    assert NodeKey("Skill", "ovens") not in graph.nodes
    assert graph.nodes[NodeKey("Role", "baker")]["described"] is False, "the other role still names it"
    retired = {row["id"] for row in database.read("MATCH (r:RetiredId) RETURN r.id AS id")}
    assert {"Skill:ovens", "Role:master-baker"} <= retired


def test_given_a_role_that_is_gone_when_a_file_that_names_its_id_is_loaded_then_it_is_refused_as_lint_would(
    database: Database,
) -> None:
    """Whatever the graph knew before: what is loaded must make sense by itself."""
    load(database, LEVELS, BAKER, JUNIOR)
    with pytest.raises(DocumentErrors, match="no document describes a role with the id 'junior-baker'"):
        load(database, LEVELS, BAKER, whole=True)
    load_request(database, Request(drop=frozenset({JUNIOR.id})))
    assert stored(database).nodes[NodeKey("Role", "junior-baker")]["described"] is False
    with pytest.raises(DocumentErrors, match="no document describes a role with the id 'junior-baker'"):
        load(database, LEVELS, BAKER)


def test_given_a_single_file_when_loaded_then_nothing_is_removed(database: Database) -> None:
    load(database, *ALL)
    load(database, JUNIOR)
    assert stored(database) == fold(ALL)


def test_given_two_contradicting_documents_when_loaded_in_either_order_and_one_removed_then_the_graph_never_had_it(
    database: Database,
) -> None:
    other = document(
        "id: baker\ntitle: Baker\nlevel: senior\nyears_min: 9\ntechnical_skills: [{name: Ovens, tier: advanced}]\n",
        "roles/baker.yaml",
        "other",
    )
    for order in itertools.permutations([[JUNIOR, BAKER], [other]]):
        wipe(database)
        load(database, LEVELS)
        for documents in order:
            load(database, *documents)
        assert stored(database) == fold([*ALL, other])
        assert any(
            key.label == "Finding" and node["kind"] == "contradiction" for key, node in stored(database).nodes.items()
        )
        load_request(database, remove_request(database, document="other/roles/baker.yaml"))
        assert stored(database) == fold(ALL)


def test_given_a_collection_when_removed_then_all_its_documents_go(database: Database) -> None:
    load(database, *ALL)
    load_request(database, remove_request(database, collection="test"))
    assert stored(database) == Graph()


def test_given_no_such_document_when_removed_then_the_message_names_near_ones(database: Database) -> None:
    load(database, *ALL)
    with pytest.raises(UnknownDocument, match=r"Did you mean test/roles/baker\.yaml"):
        remove_request(database, document="roles/baker.yaml")
    with pytest.raises(UnknownDocument, match="test"):
        remove_request(database, collection="nothing")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("MATCH (r:Role {id: 'baker'}) SET r.title = 'Cook'", "changed Role baker title"),
        ("MATCH (r:Role {id: 'baker'}) SET r.colour = 'red'", "changed Role baker colour"),
        ("MATCH (:Role {id: 'baker'})-[e:REQUIRES]->() DELETE e", "added REQUIRES baker→kneading None"),
        ("MATCH (s:Skill {id: 'ovens'}) DETACH DELETE s", "added Skill ovens None"),
        ("CREATE (:Skill {id: 'flying', name: 'Flying', kind: 'soft'})", "removed Skill flying None"),
    ],
)
def test_given_a_change_by_hand_when_verified_then_it_is_found_and_mended(
    database: Database, statement: str, expected: str
) -> None:
    load(database, *ALL)
    assert verify(database)
    by_hand(database, statement)
    verification = verify(database)
    assert not verification
    assert expected in [
        f"{change.kind} {change.label} {change.id} {change.field}" for change in verification.difference.changes()
    ]
    repair(database, verification)
    assert verify(database)
    assert stored(database) == fold(ALL)


def test_given_strays_when_verified_then_each_is_named_and_mended(database: Database) -> None:
    load(database, *ALL)
    by_hand(
        database,
        "CREATE (:Animal {id: 'cat'})",
        "MATCH (a:Role {id: 'baker'}), (b:Skill {id: 'ovens'}) CREATE (a)-[:LIKES]->(b)",
        "MATCH (a:Role {id: 'baker'}), (b:Skill {id: 'ovens'}) CREATE (b)-[:REQUIRES]->(a)",
        "MATCH (a:Role {id: 'baker'})-[r:REQUIRES]->(b:Skill {id: 'ovens'}) CREATE (a)-[c:REQUIRES]->(b) SET c = "
        "properties(r)",
    )
    verification = verify(database)
    assert len(verification.stored.strays) == 4
    repair(database, verification)
    assert verify(database)


def test_given_a_load_since_the_verification_when_repaired_then_it_is_refused_and_the_load_stands(
    database: Database,
) -> None:
    load(database, *ALL[:1])
    by_hand(database, "MATCH (r:Role) SET r.title = 'Cook'")
    verification = verify(database)
    database.write(
        lambda transaction: transaction.run("MATCH (s:GraphState) SET s.revision = s.revision + 1")
    )  # what a load does last
    with pytest.raises(LoadUnderWay, match="Verify again"):
        repair(database, verification)
    repair(database, verify(database))
    assert stored(database) == fold(ALL[:1])


def test_given_a_node_deleted_by_hand_when_an_edge_to_it_is_loaded_then_nothing_is_written_and_the_message_says_so(
    database: Database,
) -> None:
    load(database, *ALL)
    by_hand(database, "MATCH (s:Skill {id: 'kneading'}) DETACH DELETE s")
    changed = document(
        "id: junior-baker\ntitle: Junior Baker\ntechnical_skills: [{name: Kneading, tier: good}]\n",
        "roles/junior-baker.yaml",
    )
    before = counts(database)
    with pytest.raises(GraphAltered, match="ladder verify"):
        load(database, changed)
    assert counts(database) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "id: x\ntitle: X\nlevel: seniorr\n",
            r"test/roles/x.yaml:3: level: there is no level 'seniorr'. Did you mean senior",
        ),
        (
            "id: x\ntitle: X\ncareer:\n  next:\n    - role: bakker\n",
            r"test/roles/x.yaml:5: career.next: no document describes a role with the id 'bakker'. Did you mean baker",
        ),
        (
            "id: baker\ntitle: Another\n",
            r"test/roles/x.yaml:1: id: the id 'baker' is already the id of test/roles/baker.yaml",
        ),
    ],
)
def test_given_a_bad_reference_when_loaded_then_it_is_refused_and_the_graph_is_as_before(
    database: Database, text: str, message: str
) -> None:
    load(database, *ALL)
    before = stored(database)
    with pytest.raises(DocumentErrors, match=message):
        load(database, document(text, "roles/x.yaml"))
    assert stored(database) == before


def test_given_a_name_that_nothing_resolves_when_loaded_then_it_is_a_mentioned_role_with_a_finding(
    database: Database,
) -> None:
    load(database, *ALL)
    graph = stored(database)
    assert graph.nodes[NodeKey("Role", "master-baker")]["described"] is False
    messages = [node["message"] for key, node in graph.nodes.items() if key.label == "Finding"]
    assert "The role 'Master Baker' is not in the vocabulary." in messages


def test_given_more_rows_than_a_transaction_takes_when_first_loaded_then_batches_give_the_same_graph(
    database: Database, seed_documents: list[Document]
) -> None:
    seen: list[int] = []
    load_request(
        database, Request(seed_documents), load_rows=1000, progress=lambda what, done, total: seen.append(done)
    )
    assert stored(database) == fold(seed_documents)
    assert seen == sorted(seen)
    assert read_state(database).ready  # type: ignore[union-attr]


def test_given_a_very_large_load_when_published_then_its_revision_keeps_how_many_of_each_kind(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.storing.load.CHANGES_KEPT", 3)
    load(database, *ALL)
    graph = stored(database)
    load(database, *ALL[:2], whole=True)
    first, second = (
        set(row["changes"]) for row in database.read("MATCH (r:Revision) RETURN r.changes AS changes ORDER BY r.number")
    )
    assert first == {
        f'{{"kind":"added","label":"{label}","id":"{count} of them"}}' for label, count in graph.counts().items()
    }
    assert {
        f'{{"kind":"removed","label":"{label}","id":"1 of them"}}' for label in ("Document", "DESCRIBED_IN")
    } <= second
    assert '{"kind":"changed","label":"Role","id":"1 of them"}' in second


def test_given_more_rows_than_a_transaction_takes_when_loaded_later_then_it_is_refused_and_nothing_written(
    database: Database, seed_documents: list[Document]
) -> None:
    load(database, *ALL)
    before = stored(database)
    with pytest.raises(LoadTooLarge, match="LADDER_LOAD_ROWS"):
        load_request(database, Request(seed_documents), load_rows=1000)
    assert stored(database) == before


def test_given_a_first_load_that_crashed_in_between_when_loaded_again_then_it_starts_anew(
    database: Database, seed_documents: list[Document]
) -> None:
    class Crash(Exception):
        pass

    def crash(what: str, done: int, total: int) -> None:
        if done > total // 2:
            raise Crash

    with pytest.raises(Crash):
        load_request(database, Request(seed_documents), load_rows=1000, progress=crash)
    assert not read_state(database).ready  # type: ignore[union-attr]
    with pytest.raises(LoadUnderWay):
        load_request(database, Request(seed_documents))
    database.write(
        lambda transaction: transaction.run(
            "MATCH (s:GraphState) SET s.heartbeat = datetime() - duration({seconds: 61})"
        )
    )
    load_request(database, Request(seed_documents))
    assert stored(database) == fold(seed_documents)


def test_given_two_loaders_at_once_when_both_load_then_both_documents_are_there_and_nothing_doubled(
    server: Server, database: Database
) -> None:
    load(database, LEVELS)
    extra = [
        document(
            f"id: extra-{number}\ntitle: Extra {number}\ntechnical_skills: [Kneading]\n", f"roles/extra-{number}.yaml"
        )
        for number in range(8)
    ]
    failures: list[Exception] = []

    def work(document: Document) -> None:
        try:
            with server.connect() as own:
                load_request(own, Request([document]))
        except LoadUnderWay as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(document,)) for document in extra]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    loaded = read_documents(database).values()
    assert len(loaded) + len(failures) == 1 + len(extra)
    assert stored(database) == fold(loaded)
    assert read_state(database).revision == len(loaded)  # type: ignore[union-attr]


def test_given_an_empty_database_when_verified_then_it_says_so(database: Database) -> None:
    with pytest.raises(NotReady, match="ladder load"):
        verify(database)


@pytest.mark.parametrize("name", ["role_id", "role_title", "names"])
def test_given_an_index_that_is_missing_when_first_loaded_then_it_and_no_other_is_made(
    database: Database, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(database, *ALL)
    assert indexes(database) == set(setup_statements())
    by_hand(database, f"DROP CONSTRAINT {name}" if name.endswith("_id") else f"DROP INDEX {name}")
    wipe(database)
    ran: list[str] = []
    run_alone = Database.run_alone

    def noting(self: Database, statement: str) -> None:
        ran.append(statement)
        run_alone(self, statement)

    monkeypatch.setattr(Database, "run_alone", noting)
    load(database, *ALL)
    assert indexes(database) == set(setup_statements())
    assert ran == [setup_statements()[name], "CALL db.awaitIndexes(60)"]
