"""The life of a role: drafts are for keepers, retired roles stay and say what replaced them, ids that go are
remembered; names of roles in all forms.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graph.documents.document import Document
from graph.neo4j.database import Database
from graph.settings import load_settings
from graph.storing.load import load as load_request
from graph.storing.plan import Request
from tests.support.client import Client
from tests.support.documents import document
from tests.support.server import Server

pytestmark = pytest.mark.integration

LEVELS = document(
    "levels: [{name: Junior, rank: 1}, {id: mid, name: Mid-level, rank: 2, unmarked: true}, {name: Senior, rank: 3}]\n"
    "families: [{name: Baking, aliases: [Baker]}]\n",
    "vocabulary/all.yaml",
)


def role(id: str, more: str = "") -> Document:
    return document(f"id: {id}\ntitle: {id.replace('-', ' ').title()}\n{more}", f"roles/{id}.yaml")


def load(database: Database, *documents: Document, whole: bool = False) -> None:
    load_request(database, Request([LEVELS, *documents], frozenset({"test"} if whole else ())))


def data(answer: dict[str, Any]) -> Any:
    assert "errors" not in answer, answer
    return answer["data"]


def only_error(answer: dict[str, Any]) -> dict[str, Any]:
    (error,) = answer["errors"]
    found: dict[str, Any] = error
    return found


@pytest.fixture
def keeper(server: Server, tmp_path: Path) -> Client:
    return Client(server, load_settings(home=tmp_path, show_drafts=True))


DRAFT = role(
    "secret-cook",
    "status: draft\nlevel: mid\nfamily: Baking\naliases: [Hidden Cook]\ntechnical_skills: [Cutting]\ntools: [Knife]\n"
    "stakeholders: {internal: [Bakers]}\ncareer: {next: [{role: baker}], feeders: [{role: junior-baker}]}\n",
)
NAMED = r"(?i)secret.cook(?!s)|hidden.cook"  # the stakeholder "Secret Cooks" is named in a document for all
OPEN = [
    role(
        "junior-baker",
        "technical_skills: [Cutting]\nstakeholders: {internal: [Secret Cooks]}\ncareer: {next: [{role: "
        "secret-cook}]}\n",
    ),
    role("baker", "replaced_by: secret-cook\nstatus: retired\ncareer: {feeders: [{role: secret-cook}]}\n"),
]


@pytest.mark.parametrize(
    "query",
    [
        '{ role(id: "secret-cook") { id } }',
        '{ rolesByIds(ids: ["secret-cook"]) { id } }',
        "{ roles { nodes { id } } }",
        "{ roles(filter: {status: DRAFT}) { totalCount nodes { id } } }",
        '{ search(text: "secret cook") { id } }',
        '{ search(text: "hidden cook") { id } }',
        '{ role(id: "secret-cok") { id } }',
        '{ role(id: "junior-baker") { nextRoles { role { id } } stakeholders { stakeholder { isRole { id } } } } }',
        '{ role(id: "baker") { feederRoles { role { id } } replacedBy { id } } }',
        '{ skill(id: "cutting") { roles { role { id } } } }',
        '{ tool(id: "knife") { roles { role { id } } } }',
        '{ stakeholder(id: "bakers") { roleCount roles { id } } }',
        "{ families { roles { id } } }",
        "{ levels { roles { id } } }",
        '{ ladder(family: "baking") { rungs { roles { id } } } }',
        "{ careerNetwork { nodes { id } } }",
        '{ reachableRoles(from: {id: "junior-baker"}) { roles { role { id } } } }',
        '{ shortestPath(from: {id: "junior-baker"}, to: {id: "secret-cook"}) { roles { id } } }',
        '{ similarRoles(id: "junior-baker") { role { id } } }',
        '{ recommendRoles(from: {skills: ["cutting"]}) { role { id } } }',
        "{ graph { documents { id } } }",
        "{ findings(first: 200) { nodes { message role { id } document { id } } } }",
        "{ changes(sinceRevision: 0, first: 200) { nodes { id } } }",
    ],
)
def test_given_a_draft_when_asked_in_any_way_then_it_shows_to_keepers_only(
    client: Client, keeper: Client, database: Database, query: str
) -> None:
    load(database, DRAFT, *OPEN)
    told, seen = client.ask(query), keeper.ask(query)
    suggested = [error["extensions"].get("suggestions") for error in told.get("errors", [])]  # type: ignore[attr-defined]
    assert not re.search(NAMED, str((told["data"], suggested)))
    assert re.search(NAMED, str(seen))


def test_given_a_draft_that_changes_and_is_published_when_the_history_is_asked_then_it_begins_with_the_publication(
    client: Client, database: Database
) -> None:
    def changes() -> list[tuple[str, str, str | None]]:
        nodes = data(client.ask("{ changes(sinceRevision: 1, first: 200) { totalCount nodes { kind id field } } }"))[
            "changes"
        ]["nodes"]
        return [(change["kind"], change["id"], change["field"]) for change in nodes]

    load(database, role("waiter"))
    load(database, role("cook", "status: draft\ntools: [Spoon]\n"))
    load(database, role("cook", "status: draft\nmission: To cook.\ntools: [Spoon, Fork]\n"))
    assert changes() == []
    load(database, role("cook", "mission: To cook.\ntools: [Spoon, Fork]\n"))
    assert ("CHANGED", "cook", "status") in changes()
    load(database, role("cook", "status: draft\nmission: To cook well.\ntools: [Spoon, Fork]\n"))
    published = len(changes())
    load(database, role("cook", "status: draft\nmission: To cook badly.\ntools: [Spoon, Fork]\n"))
    assert len(changes()) == published


def test_given_a_draft_when_the_graph_is_counted_then_what_shows_is_counted(
    client: Client, keeper: Client, database: Database
) -> None:
    load(database, DRAFT, *OPEN)
    query = (
        "{ graph { documentCount counts { label count } documents { id } } findings(first: 200) { totalCount "
        "nodes { id } } roles { totalCount } }"
    )
    told, seen = (data(asker.ask(query)) for asker in (client, keeper))
    for found in (told, seen):
        counts = {count["label"]: count["count"] for count in found["graph"]["counts"]}
        assert counts["Role"] == found["roles"]["totalCount"]
        assert counts.get("Finding", 0) == found["findings"]["totalCount"] == len(found["findings"]["nodes"])
        assert counts["Document"] == found["graph"]["documentCount"] == len(found["graph"]["documents"])
    assert seen["graph"]["documentCount"] - told["graph"]["documentCount"] == 1
    assert seen["findings"]["totalCount"] > told["findings"]["totalCount"]


def test_given_a_draft_when_counts_are_asked_then_they_are_those_of_the_roles_that_show(
    client: Client, keeper: Client, database: Database
) -> None:
    load(database, DRAFT, *OPEN)
    query = (
        '{ skill(id: "cutting") { roleCount roles { role { id } } } tool(id: "knife") { roleCount roles { role { '
        "id } } } roles { totalCount nodes { id } } }"
    )
    for asker, expected in ((client, (1, 0, 2)), (keeper, (2, 1, 3))):
        found = data(asker.ask(query))
        assert (len(found["skill"]["roles"]), len(found["tool"]["roles"]), len(found["roles"]["nodes"])) == expected
        assert (found["skill"]["roleCount"], found["tool"]["roleCount"], found["roles"]["totalCount"]) == expected


def test_given_a_draft_when_published_then_all_see_it(client: Client, database: Database) -> None:
    load(database, DRAFT, *OPEN)
    published = document(
        str(DRAFT.content.model_dump_json(exclude_defaults=True)).replace('"draft"', '"published"'),
        "roles/secret-cook.yaml",
    )
    load(database, published)
    assert data(client.ask('{ role(id: "secret-cook") { status } }'))["role"] == {"status": "PUBLISHED"}


def test_given_a_retired_role_when_asked_then_it_is_there_and_names_what_replaced_it(
    client: Client, database: Database
) -> None:
    load(database, role("cook", "status: retired\nreplaced_by: chef\ntechnical_skills: [Cutting]\n"), role("chef"))
    found = data(
        client.ask(
            '{ role(id: "cook") { status replacedBy { id status } skills { skill { id } } } rolesByIds(ids: ["cook"]) '
            "{ id } }"
        )
    )
    assert found["role"] == {
        "status": "RETIRED",
        "replacedBy": {"id": "chef", "status": "PUBLISHED"},
        "skills": [{"skill": {"id": "cutting"}}],
    }
    assert found["rolesByIds"] == [{"id": "cook"}]
    assert data(client.ask("{ findings(severity: ERROR) { nodes { kind } } }")) == {"findings": {"nodes": []}}


def test_given_a_replacement_that_is_none_when_loaded_then_it_is_a_finding(client: Client, database: Database) -> None:
    load(database, role("cook", "status: retired\nreplaced_by: nobody-at-all\n"))
    found = data(
        client.ask(
            '{ findings(severity: ERROR) { nodes { kind role { id } } } role(id: "cook") { replacedBy { id } } }'
        )
    )
    assert found == {
        "findings": {"nodes": [{"kind": "dangling_replacement", "role": {"id": "cook"}}]},
        "role": {"replacedBy": None},
    }


RETIRED_BETWEEN = [
    role("junior-baker", "level: junior\nfamily: Baking\ncareer: {next: [{role: baker}, {role: miller}]}\n"),
    role(
        "baker",
        "level: mid\nfamily: Baking\nstatus: retired\nreplaced_by: miller\ncareer: {next: [{role: senior-baker}]}\n",
    ),
    role("miller", "level: mid\ncareer: {next: [{role: miller-and-baker}]}\n"),
    role("miller-and-baker", "level: mid\ncareer: {next: [{role: senior-baker}]}\n"),
    role("senior-baker", "level: senior\nfamily: Baking\n"),
]


def test_given_a_retired_role_on_the_way_when_paths_are_asked_then_they_pass_it_by_unless_it_is_named(
    client: Client, database: Database
) -> None:
    load(database, *RETIRED_BETWEEN)
    found = data(
        client.ask(
            '{ around: shortestPath(from: {position: {level: "junior"}}, to: {position: {level: "senior"}}) { roles { '
            "id } } "
            'to: shortestPath(from: {id: "junior-baker"}, to: {id: "baker"}) { roles { id } } }'
        )
    )
    assert [role["id"] for role in found["around"]["roles"]] == [
        "junior-baker",
        "miller",
        "miller-and-baker",
        "senior-baker",
    ]
    assert [role["id"] for role in found["to"]["roles"]] == ["junior-baker", "baker"]


def test_given_ids_that_went_when_asked_then_the_error_names_what_there_is_now(
    client: Client, database: Database
) -> None:
    """Through two renamings: the first id leads to the last."""
    for id, aliases in (("cook", ""), ("chef", "aliases: [Cook]\n"), ("head-chef", "aliases: [Cook, Chef]\n")):
        load(database, document(f"id: {id}\ntitle: {id.replace('-', ' ').title()}\n{aliases}", "roles/a.yaml"))
    for old in ("cook", "chef"):
        error = only_error(client.ask("query($id: ID!) { role(id: $id) { id } }", id=old))
        assert (error["extensions"]["code"], error["extensions"]["retired"], error["extensions"]["suggestions"]) == (
            "NOT_FOUND",
            True,
            ["head-chef"],
        )


def test_given_an_id_that_comes_back_when_asked_then_it_is_no_longer_retired(
    client: Client, database: Database
) -> None:
    load(database, role("cook"), whole=True)
    load(database, whole=True)
    assert only_error(client.ask('{ role(id: "cook") { id } }'))["extensions"]["code"] == "NOT_FOUND"
    assert database.read("MATCH (r:RetiredId) RETURN r.id AS id, r.replaced_by AS replaced_by") == [
        {"id": "Role:cook", "replaced_by": None}
    ]
    load(database, role("cook"))
    assert data(client.ask('{ role(id: "cook") { id } }')) == {"role": {"id": "cook"}}
    assert database.read("MATCH (r:RetiredId) RETURN r.id AS id") == []


def test_given_a_skill_that_was_merged_twice_when_its_first_id_is_asked_then_the_last_answers(
    client: Client, database: Database
) -> None:
    def skills(text: str) -> Document:
        return document(f"skills: {text}\n", "vocabulary/skills.yaml")

    load(database, role("cook", "technical_skills: [Cutting]\n"))
    load(database, skills("[{name: Slicing, aliases: [Cutting]}]"))
    load(database, skills("[{name: Knife work, aliases: [Slicing, Cutting]}]"))
    for id in ("cutting", "slicing", "knife-work"):
        assert data(client.ask("query($id: ID!) { skill(id: $id) { id } }", id=id)) == {"skill": {"id": "knife-work"}}


def test_given_joined_titles_when_loaded_then_they_are_split_only_where_every_part_is_a_role(
    client: Client, database: Database
) -> None:
    load(database, role("cook", "career: {next: [Baker / Miller, Waiter / Miller]}\n"), role("baker"), role("miller"))
    found = data(client.ask('{ role(id: "cook") { nextRoles { role { id described } evidence { words } } } }'))["role"][
        "nextRoles"
    ]
    assert {(step["role"]["id"], step["role"]["described"], step["evidence"][0]["words"]) for step in found} == {
        ("baker", True, "Baker / Miller"),
        ("miller", True, "Baker / Miller"),
        ("waiter-miller", False, "Waiter / Miller"),
    }


def test_given_stakeholders_when_some_are_roles_then_these_lead_to_them(client: Client, database: Database) -> None:
    load(
        database,
        role("cook", "stakeholders: {internal: [Bakers, Bakery, Cook], peer_roles: [Junior Baker]}\n"),
        role("baker", "level: mid\n"),
    )
    found = data(client.ask('{ role(id: "cook") { stakeholders { stakeholder { name isRole { id } } relation } } }'))[
        "role"
    ]["stakeholders"]
    assert {link["stakeholder"]["name"]: link["stakeholder"]["isRole"] for link in found} == {
        "Bakers": {"id": "baker"},
        "Bakery": None,
        "Cook": {"id": "cook"},
        "Junior Baker": None,
    }


def test_given_roles_that_are_only_mentioned_when_loaded_then_their_titles_place_them(
    client: Client, database: Database
) -> None:
    load(database, role("cook", "career: {next: [Senior Baker, Sommelier]}\n"))
    found = data(
        client.ask(
            '{ role(id: "cook") { nextRoles { role { id described level { id } family { id } documents { id } } } } }'
        )
    )["role"]["nextRoles"]
    assert {step["role"]["id"]: (step["role"]["level"], step["role"]["family"]) for step in found} == {
        "senior-baker": ({"id": "senior"}, {"id": "baking"}),
        "sommelier": (None, None),
    }
    assert all(
        not step["role"]["described"] and step["role"]["documents"] == [{"id": "test/roles/cook.yaml"}]
        for step in found
    )
