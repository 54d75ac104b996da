"""What each load changed, when, and from which documents."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from graph.folding.fold import fold
from graph.model import Graph
from graph.neo4j.database import Database
from graph.storing.load import load
from graph.storing.plan import Request, remove_request
from graph.storing.stored import read_graph
from queries.lookups.history import revisions
from tests.support.client import Client
from tests.support.documents import document
from tests.support.ladder import Ladder
from tests.support.server import wipe

pytestmark = pytest.mark.integration

COOK = document("id: cook\ntitle: Cook\ntechnical_skills: [Cutting]\n", "roles/cook.yaml")
COOK_EDITED = document("id: cook\ntitle: Line Cook\ntechnical_skills: [Frying]\n", "roles/cook.yaml")
CHEF = document("id: chef\ntitle: Chef\n", "roles/chef.yaml")


@pytest.fixture
def past(database: Database) -> Database:
    """Four loads, of which one changed nothing."""
    for documents in ([COOK], [COOK], [COOK_EDITED, CHEF]):
        load(database, Request(documents))
    load(database, remove_request(database, document=CHEF.id))
    return database


def test_given_loads_when_asked_then_each_that_changed_something_is_told_with_its_documents_and_counts(
    past: Database,
) -> None:
    third, second, first = revisions(past)
    assert [revision.number for revision in (first, second, third)] == [1, 2, 3]
    assert [revision.documents for revision in (first, second, third)] == [(COOK.id,), (CHEF.id, COOK.id), (CHEF.id,)]
    whole = fold([COOK]).counts()
    assert first.counts() == {"added": whole, "changed": {}, "removed": {}}
    assert second.counts()["changed"].items() >= {"Document": 1, "Role": 1}.items(), (
        "things are counted, not the properties of each"
    )
    assert second.counts()["removed"].items() >= {"Skill": 1, "REQUIRES": 1}.items()
    assert second.counts()["added"].items() >= {"Role": 1, "Skill": 1, "REQUIRES": 1, "Document": 1}.items()
    assert third.counts()["removed"].items() >= {"Role": 1, "Document": 1}.items()
    assert all(
        abs(datetime.now(UTC) - revision.loaded_at) < timedelta(minutes=5) for revision in (first, second, third)
    )


def test_given_the_changes_of_every_revision_when_replayed_then_what_is_there_is_what_came_and_did_not_go(
    past: Database,
) -> None:
    present: set[tuple[str, str]] = set()
    for revision in reversed(revisions(past)):
        for change in revision.changes:
            {"added": present.add, "removed": present.remove, "changed": lambda key: None}[change.kind](
                (change.label, change.id)
            )
    assert present == things(read_graph(past).graph)


def things(graph: Graph) -> set[tuple[str, str]]:
    """Label and id of each node, type and ends of each edge, as changes name them."""
    edges = {(edge.type, f"{edge.start}→{edge.end}" + (f" {edge.key}" if edge.key else "")) for edge in graph.edges}
    return {(node.label, node.id) for node in graph.nodes} | edges


def test_given_a_past_when_history_is_asked_then_people_and_programs_read_it(run: Ladder, past: Database) -> None:
    lines = run("history").splitlines()
    assert [line.split()[0] for line in lines] == ["3", "2", "1"]
    assert lines[1].endswith(f"  {CHEF.id} and {COOK.id}")
    assert lines[2].split()[4:7] == [f"+{sum(fold([COOK]).counts().values())}", "~0", "-0"]
    values = json.loads(run("history", "--json", "-n", "1"))
    assert [(revision["revision"], revision["documents"]) for revision in values] == [(3, [CHEF.id])]
    assert values[0]["changes"]["removed"]["Role"] == 1
    assert datetime.fromisoformat(values[0]["loaded_at"]).tzinfo is not None


def test_given_a_revision_when_what_came_after_is_asked_then_only_that_is_told_in_order(
    run: Ladder, past: Database, client: Client
) -> None:
    text = run("diff", "--since", "1")
    assert text.index("Revision 2") < text.index("Revision 3")
    assert 'title: "Cook" → "Line Cook"' in text
    assert "Revision 1," not in text
    run("diff", "--since", "1", "--json")
    told = json.loads(run.stdout)
    assert {change["revision"] for change in told} == {2, 3}
    answer = client.ask(
        "{ changes(sinceRevision: 1, first: 200) { totalCount nodes "
        "{ revision kind label id field before after title } } }"
    )
    nodes = answer["data"]["changes"]["nodes"]  # type: ignore[index]
    asked = [
        {name: str(value).lower() if name == "kind" else value for name, value in change.items() if value is not None}
        for change in nodes
    ]
    assert asked == [{name: value for name, value in change.items() if name != "roles"} for change in told]
    assert run("diff", "--since", "1", "--markdown").count("### Revision") == 2
    assert run("diff", "--since", "3") == "Nothing changed since revision 3.\n"


def test_given_an_empty_graph_when_history_is_asked_then_the_message_says_how_to_fill_it(
    run: Ladder, database: Database
) -> None:
    assert "`ladder load` fills it" in run("history", code=2)
    wipe(database)


def test_given_a_very_large_load_when_its_history_is_read_then_the_counts_are_those_of_the_whole_load(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.storing.load.CHANGES_KEPT", 3)
    load(database, Request([COOK]))
    (revision,) = revisions(database)
    assert revision.counts() == {"added": fold([COOK]).counts(), "changed": {}, "removed": {}}
    assert len(revision.changes) == len(fold([COOK]).counts())
