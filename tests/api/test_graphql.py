"""GraphQL over HTTP on a real Neo4j with the seeds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
import uvloop

from api.app import create_app
from graph.neo4j.database import AsyncDatabase, Database
from graph.neo4j.local import free_port
from graph.settings import load_settings
from graph.storing.load import load
from graph.storing.plan import Request
from graph.storing.state import counts
from tests.support.client import Client
from tests.support.server import Server, wipe

pytestmark = [pytest.mark.integration, pytest.mark.quick]


def data(answer: dict[str, Any]) -> Any:
    assert "errors" not in answer, answer
    return answer["data"]


def only_error(answer: dict[str, Any]) -> dict[str, Any]:
    assert len(answer["errors"]) == 1
    error: dict[str, Any] = answer["errors"][0]
    return error


def test_given_a_role_when_asked_then_all_its_sections_come_with_evidence(
    client: Client, seeds_to_read: Database
) -> None:
    role = data(
        client.ask(
            """{ role(id: "junior-applied-ai-engineer") {
              id title status described mission summary horizon yearsMin yearsMax level { id track } family { id }
              skills { skill { id kind } tier importance weight evidence { document { id } section line words } }
              tools { tool { id categories { id } } commonality purpose } stakeholders { stakeholder { name isRole {
              id } } relation purpose }
              nextRoles { role { id } kind time { min max basis } confirmed evidence { words } } feederRoles { role {
              id } kind }
              kpis { name target frequency } responsibilities { kind text } activities { kind text } deliverables {
              text }
              milestones { horizon text } decisions { authority text } qualifications { text } environment { text }
              risks { kind text }
              variants { kind text } aiImpact { text } hiringCriteria { kind text } promotionCriteria { text } notes
              { heading text items }
              documents { id collection format loadedAt } } }"""
        )
    )["role"]
    assert (role["level"], role["family"]) == ({"id": "junior", "track": "INDIVIDUAL"}, {"id": "applied-ai"})
    assert (role["yearsMin"], role["yearsMax"], role["status"], role["described"]) == (0, 2, "PUBLISHED", True)
    sections = {name: value for name, value in role.items() if isinstance(value, list)}
    assert [name for name, value in sections.items() if not value] == []
    python = next(need for need in role["skills"] if need["skill"]["id"] == "python")
    assert (python["tier"], python["importance"], python["weight"], python["skill"]["kind"]) == (
        "MUST",
        "CRITICAL",
        1.0,
        "TECHNICAL",
    )
    place = python["evidence"][0]
    assert place["document"]["id"] == "seeds/roles/junior-applied-ai-engineer.yaml"
    written = (Path(__file__).parents[2] / place["document"]["id"]).read_text(encoding="utf-8").splitlines()
    assert place["words"] in written[place["line"] - 1]
    assert {criterion["kind"] for criterion in role["hiringCriteria"]} >= {"assess", "exercise", "red_flag"}


def test_given_an_unknown_role_when_asked_then_null_and_suggestions(client: Client, seeds_to_read: Database) -> None:
    answer = client.ask('{ role(id: "aplied-ai-enginer") { title } }')
    assert answer["data"] == {"role": None}
    error = only_error(answer)
    assert error["extensions"]["code"] == "NOT_FOUND"
    assert error["extensions"]["suggestions"][0] == "applied-ai-engineer"
    assert error["extensions"]["hint"].startswith("Did you mean applied-ai-engineer")
    assert error["message"] == f"There is no role 'aplied-ai-enginer'. {error['extensions']['hint']}"


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ('{ skillGap(from: {role: "ai-enginer"}, to: "ai-engineer") { overlap } }', "Did you mean ai-engineer"),
        ('{ skills(after: "!") { totalCount } }', "Use `endCursor` of the page before."),
        ("query A { __typename } query B { __typename }", "Name one of A, B as operationName."),
        ("{ roles(first: 100000) { totalCount } }", None),
    ],
)
def test_given_an_error_with_a_next_step_when_answered_then_the_hint_ends_the_message(
    client: Client, seeds_to_read: Database, query: str, hint: str | None
) -> None:
    error = only_error(client.ask(query))
    told = error["extensions"].get("hint")
    assert told is None if hint is None else told.startswith(hint) and error["message"].endswith(f". {told}")


def test_given_an_id_that_is_gone_when_asked_then_the_error_names_what_replaced_it(
    client: Client, database: Database
) -> None:
    from tests.support.documents import document

    old = document("id: cook\ntitle: Cook\n", "roles/cook.yaml")
    new = document("id: chef\ntitle: Chef\naliases: [Cook]\n", "roles/cook.yaml")
    load(database, Request([old]))
    load(database, Request([new]))
    error = only_error(client.ask('{ role(id: "cook") { title } }'))
    assert (error["extensions"]["suggestions"], error["extensions"]["retired"]) == (["chef"], True)


def test_given_names_when_asked_then_the_answers_are_those_for_the_ids(client: Client, seeds_to_read: Database) -> None:
    question = """query($role: ID!, $skill: ID!, $tool: ID!, $level: ID!, $family: ID!) {
      role(id: $role) { id }  skill(id: $skill) { id }  tool(id: $tool) { id }
      ladder(family: $family) { family { id } }
      roles(filter: {level: $level, family: $family, skill: $skill}) { nodes { id } }
      careerPaths(from: {id: $role}, to: {position: {level: $level, family: $family}}, first: 1) { paths { hops } }
      skillGap(from: {role: $role}, to: "Senior Data Engineer") { summary }
      compareRoles(ids: [$role, "AI Engineer"]) { sections { section shared } }
    }"""
    named = {
        **{"role": "data engineer", "skill": "PYTHON", "tool": "kubernetes"},
        **{"level": "Senior", "family": "Data Engineering"},
    }
    by_id = {name: value.lower().replace(" ", "-") for name, value in named.items()}
    assert data(client.ask(question, **named)) == data(client.ask(question, **by_id))
    error = only_error(client.ask('{ role(id: "No Such Role") { id } }'))
    assert error["extensions"]["code"] == "NOT_FOUND"


def test_given_filters_when_combined_then_all_hold(client: Client, seeds_to_read: Database) -> None:
    filters = '{family: "applied-ai", track: INDIVIDUAL, skill: "python", tier: MUST, described: true}'
    roles = data(
        client.ask(
            f"{{ roles(filter: {filters}, orderBy: LEVEL, first: 50) {{ totalCount nodes {{ id level {{ rank }} }} }} "
            f"}}"
        )
    )["roles"]
    ranks = [role["level"]["rank"] for role in roles["nodes"]]
    assert ranks == sorted(ranks)
    expected = seeds_to_read.read(
        "MATCH (:Family {id: 'applied-ai'})<-[:IN_FAMILY]-(r:Role {described: true})-[:REQUIRES {tier: "
        "'must'}]->(:Skill {id: 'python'}) "
        "MATCH (r)-[:AT_LEVEL]->(:Level {track: 'individual'}) RETURN r.id AS id"
    )
    assert {role["id"] for role in roles["nodes"]} == {row["id"] for row in expected}
    assert roles["totalCount"] == len(expected) > 0


@pytest.mark.parametrize("order", ["TITLE", "LEVEL", "UPDATED"])
def test_given_pages_when_walked_by_cursor_then_every_role_comes_once(
    client: Client, seeds_to_read: Database, order: str
) -> None:
    seen: list[str] = []
    after = None
    while True:
        query = (
            f"query($after: String) {{ roles(first: 7, after: $after, orderBy: {order}) {{ totalCount nodes {{ id "
            f"}} pageInfo {{ hasNextPage endCursor }} }} }}"
        )
        page = data(client.ask(query, after=after))["roles"]
        seen += [role["id"] for role in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert (
        len(seen)
        == len(set(seen))
        == page["totalCount"]
        == seeds_to_read.read("MATCH (r:Role) RETURN count(r) AS count")[0]["count"]
    )


@pytest.mark.parametrize("cursor", ["", "x", "bm90IGEgY3Vyc29y", "WzFd", "e30"])
def test_given_a_forged_cursor_when_used_then_it_is_refused(
    client: Client, seeds_to_read: Database, cursor: str
) -> None:
    error = only_error(client.ask("query($after: String) { roles(after: $after) { totalCount } }", after=cursor))
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("first", [-1, 201])
def test_given_too_many_or_too_few_when_asked_then_the_limit_is_named_and_nothing_clamped(
    client: Client, seeds_to_read: Database, first: int
) -> None:
    error = only_error(client.ask(f"{{ roles(first: {first}) {{ totalCount }} }}"))
    assert (error["extensions"]["code"], error["extensions"]["limit"], error["extensions"]["most"]) == (
        "LIMIT_EXCEEDED",
        "first",
        200,
    )


def test_given_a_page_of_nothing_when_asked_then_only_the_count_is_told(
    client: Client, seeds_to_read: Database
) -> None:
    answer = data(client.ask("{ roles(first: 0) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }"))
    assert answer["roles"]["totalCount"] > 50
    assert answer["roles"]["nodes"] == []
    assert answer["roles"]["pageInfo"] == {"hasNextPage": True, "endCursor": None}
    findings = data(client.ask("{ findings(first: 0) { totalCount nodes { id } } }"))["findings"]
    assert (findings["nodes"], findings["totalCount"] > 0) == ([], True)


def test_given_levels_families_and_skills_when_asked_then_they_are_those_of_the_seeds(
    client: Client, seeds_to_read: Database
) -> None:
    answer = data(
        client.ask(
            "{ levels { id rank track } families { id roles { id } } "
            'skills(filter: {text: "python"}) { nodes { id roleCount roles(first: 2) { role { id } tier } } } }'
        )
    )
    assert [(level["id"], level["rank"]) for level in answer["levels"] if level["track"] == "MANAGEMENT"] == [
        ("manager", 5),
        ("senior-manager", 6),
        ("director", 7),
        ("vice-president", 8),
    ]
    assert len(answer["families"]) >= 11
    python = next(skill for skill in answer["skills"]["nodes"] if skill["id"] == "python")
    assert python["roleCount"] > 20
    assert len(python["roles"]) == 2


@pytest.mark.parametrize(
    ("text", "kind", "id"),
    [
        ("applied ai eng", "ROLE", "applied-ai-engineer"),
        ("apllied ai engineer", "ROLE", "applied-ai-engineer"),
        ("ML Engineer", "ROLE", "machine-learning-engineer"),
        ("pyhton", "SKILL", "python"),
        ("Pythön", "SKILL", "python"),
        ("k8s", "TOOL", "kubernetes"),
    ],
)
def test_given_a_prefix_slip_alias_or_accent_when_searched_then_the_best_comes_first(
    client: Client, seeds_to_read: Database, text: str, kind: str, id: str
) -> None:
    hits = data(
        client.ask(
            "query($text: String!, $kinds: [SearchKind!]) { search(text: $text, kinds: $kinds) { kind id score } }",
            text=text,
            kinds=[kind],
        )
    )["search"]
    assert (hits[0]["kind"], hits[0]["id"]) == (kind, id)
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "*", '+-&&||!(){}[]^"~*?:\\/', "name:python AND", "'; MATCH (n) DETACH DELETE n", "\x00", "a" * 5000],
)
def test_given_query_syntax_as_text_when_searched_then_it_is_only_text(
    client: Client, seeds_to_read: Database, text: str
) -> None:
    assert isinstance(
        data(client.ask("query($text: String!) { search(text: $text) { id } }", text=text))["search"], list
    )


def test_given_the_graph_when_asked_then_it_says_its_revision_and_counts(
    client: Client, seeds_to_read: Database
) -> None:
    graph = data(
        client.ask(
            "{ graph { generation revision loadedAt ready counts { label count } documentCount documents(first: 5) { "
            "id } } }"
        )
    )["graph"]
    assert (graph["revision"], graph["ready"]) == (1, True)
    assert {count["label"]: count["count"] for count in graph["counts"]} == counts(seeds_to_read)
    assert graph["documentCount"] >= 55


def test_given_an_empty_database_when_asked_then_it_is_unavailable_and_not_ready(
    client: Client, database: Database
) -> None:
    assert only_error(client.ask("{ graph { revision } }"))["extensions"]["code"] == "UNAVAILABLE"
    assert client.request("GET", "/health/ready").status_code == 503
    assert client.request("GET", "/health/live").json() == {"status": "live"}


def test_given_no_database_when_asked_then_unavailable_within_the_time_limit_and_without_inner_words(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings(home=tmp_path)
    port = free_port()

    async def ask() -> httpx.Response:
        app = create_app(
            settings, lambda: AsyncDatabase(f"bolt://127.0.0.1:{port}", "neo4j", "secret-word"), read_ahead=True
        )
        transport = httpx.ASGITransport(app=app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://ladder") as http,
        ):
            assert (await http.get("/health/ready")).status_code == 503
            return await http.post("/graphql", json={"query": "{ levels { id } }"})

    body = uvloop.run(ask()).text
    assert "UNAVAILABLE" in body
    assert str(port) not in body
    assert "secret-word" not in body


def test_given_requests_that_are_none_when_sent_then_each_is_refused_with_its_code(
    client: Client, seeds_to_read: Database
) -> None:
    attempts: list[dict[str, Any]] = [
        {"content": b"query=%7B__typename%7D", "headers": {"content-type": "application/x-www-form-urlencoded"}},
        {"content": b'{"query": "{ __typename }"}', "headers": {"content-type": "text/plain"}},
        {"content": b"\xff\xfe", "headers": {"content-type": "application/json"}},
        {"content": b"{", "headers": {"content-type": "application/json"}},
        {"json": []},
        {"json": {"query": 1}},
        {"json": {"query": "{ __typename }", "variables": []}},
        {"json": {}},
    ]
    for attempt in attempts:
        response = client.request("POST", "/graphql", **attempt)
        assert response.status_code in (400, 415), attempt
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_given_the_media_type_of_graphql_when_a_request_is_invalid_then_its_status_says_so(
    client: Client, seeds_to_read: Database
) -> None:
    accept = {"accept": "application/graphql-response+json"}
    for query in ("{ nothing }", "{"):
        response = client.request("POST", "/graphql", json={"query": query}, headers=accept)
        assert (response.status_code, "data" in response.json()) == (400, False)
        assert client.request("POST", "/graphql", json={"query": query}).status_code == 200
    response = client.request("POST", "/graphql", json={"query": "{ __typename }"}, headers=accept)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/graphql-response+json")


def test_given_a_get_request_when_it_queries_then_it_is_answered(client: Client, seeds_to_read: Database) -> None:
    response = client.request(
        "GET",
        "/graphql",
        params={"query": "query($id: ID!) { role(id: $id) { title } }", "variables": '{"id": "data-engineer"}'},
    )
    assert response.json() == {"data": {"role": {"title": "Data Engineer"}}}
    assert "<html" in client.request("GET", "/graphql").text


def test_given_a_draft_when_asked_then_only_keepers_see_it(
    server: Server, client: Client, database: Database, tmp_path: Path
) -> None:
    from tests.support.documents import document

    load(database, Request([document("id: cook\ntitle: Cook\nstatus: draft\ntechnical_skills: [Cutting]\n")]))
    keeper = Client(server, load_settings(home=tmp_path, show_drafts=True))
    for query in (
        '{ role(id: "cook") { id } }',
        "{ roles { nodes { id } } }",
        '{ search(text: "cook") { id } }',
        '{ skill(id: "cutting") { roles { role { id } } } }',
    ):
        assert '"cook"' not in str(client.ask(query).get("data")).replace("'", '"')
        assert '"cook"' in str(data(keeper.ask(query))).replace("'", '"')
    wipe(database)
