"""GraphQL over HTTP: the public audits, entity tags, request ids, other sites' pages, and the page to try queries."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from pathlib import Path

import httpx
import pytest
import uvloop

from api.app import create_app
from cli.web_build import install_packages, node_environment
from graph.neo4j.database import Database
from graph.settings import load_settings
from tests.support.client import Client
from tests.support.places import ROOT
from tests.support.served import Served
from tests.support.server import Server

pytestmark = pytest.mark.one_version

AUDIT = Path(__file__).parent / "http_audit"
QUERY = '{ role(id: "data-engineer") { title } }'


def test_given_the_audits_of_graphql_http_when_run_then_all_that_must_and_should_hold_do(
    served: Served, seeds_to_read: Database
) -> None:
    environment = node_environment(print)
    install_packages(AUDIT, environment, lambda _: None)
    command = ["node", "audit.mjs", f"{served.url}/graphql"]
    printed = subprocess.run(command, cwd=AUDIT, env=environment, check=True, capture_output=True, text=True).stdout
    results = json.loads(printed)
    assert len(results) > 50
    assert [(result["name"], result["reason"]) for result in results if result["status"] != "ok"] == []


def test_given_a_query_by_address_when_asked_again_with_its_tag_then_nothing_is_sent(
    served: Served, seeds_to_read: Database
) -> None:
    first = served.http.get("/graphql", params={"query": QUERY})
    tag = first.headers["etag"]
    assert first.json() == {"data": {"role": {"title": "Data Engineer"}}}
    again = served.http.get("/graphql", params={"query": QUERY}, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert served.http.get("/graphql", params={"query": QUERY}, headers={"if-none-match": '"other"'}).status_code == 200
    assert served.ask(QUERY).headers["etag"] == tag
    assert "etag" not in served.ask('{ role(id: "no-such-role") { title } }').headers
    assert first.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("sent", "kept"), [("portal-42.a_B", True), ("", False), ("a b", False), ("x" * 65, False), ("a;b=<script>", False)]
)
def test_given_a_request_id_when_sent_then_it_comes_back_only_when_it_is_harmless(
    client: Client, seeds_to_read: Database, sent: str, kept: bool
) -> None:
    response = client.request("POST", "/graphql", json={"query": "{ __typename }"}, headers={"x-request-id": sent})
    given = response.headers["x-request-id"]
    assert given == sent if kept else re.fullmatch("[0-9a-f]{32}", given)


def test_given_answers_of_all_kinds_when_sent_then_they_carry_the_headers_of_a_careful_site_and_no_server_names(
    served: Served, seeds_to_read: Database
) -> None:
    for path in ("/graphql", "/health/live", "/metrics", "/nowhere", "/query-page/page.js"):
        headers = served.http.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_given_another_site_when_it_is_listed_then_its_pages_may_ask_and_no_others(
    server: Server, tmp_path: Path, seeds_to_read: Database
) -> None:
    client = Client(server, load_settings(home=tmp_path, cors_origins="https://portal.example, https://other.example"))

    def asked_before(origin: str) -> httpx.Response:
        headers = {
            "origin": origin,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        }
        return client.request("OPTIONS", "/graphql", headers=headers)

    assert asked_before("https://portal.example").headers["access-control-allow-origin"] == "https://portal.example"
    assert "access-control-allow-origin" not in asked_before("https://evil.example").headers
    answer = client.request(
        "POST", "/graphql", json={"query": "{ __typename }"}, headers={"origin": "https://other.example"}
    )
    assert answer.headers["access-control-allow-origin"] == "https://other.example"
    closed = Client(server, load_settings(home=tmp_path))
    assert (
        "access-control-allow-origin"
        not in closed.request("OPTIONS", "/graphql", headers={"origin": "https://portal.example"}).headers
    )


def test_given_the_page_to_try_queries_when_served_then_it_needs_nothing_of_other_sites(
    client: Client, seeds_to_read: Database
) -> None:
    page = client.request(
        "GET",
        "/graphql",
        headers={
            "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8,"
            "application/signed-exchange;v=b3;q=0.7"
        },
    )
    assert page.headers["content-type"].startswith("text/html")
    files = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert files == ["data:,", "/query-page/page.css", "/query-page/page.js"]
    for path in files[1:]:
        assert client.request("GET", path).status_code == 200
    assert not re.search(
        r"https?:|style=|<style|onclick", page.text + "".join(client.request("GET", path).text for path in files[1:])
    )


def test_given_production_when_served_then_the_page_and_the_schema_are_closed_unless_opened_one_by_one(
    server: Server, tmp_path: Path, seeds_to_read: Database
) -> None:
    closed = Client(server, load_settings(home=tmp_path, environment="production"))
    assert closed.request("GET", "/graphql").json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert closed.request("GET", "/query-page/page.js").status_code == 404
    assert "errors" in closed.ask("{ __schema { queryType { name } } }")
    assert closed.ask(QUERY) == {"data": {"role": {"title": "Data Engineer"}}}
    page = Client(server, load_settings(home=tmp_path, environment="production", query_page=True))
    assert "<html" in page.request("GET", "/graphql").text
    assert "errors" in page.ask("{ __schema { queryType { name } } }")
    schema = Client(server, load_settings(home=tmp_path, environment="production", introspection=True))
    assert schema.ask("{ __schema { queryType { name } } }") == {"data": {"__schema": {"queryType": {"name": "Query"}}}}


def test_given_a_question_when_answered_then_head_and_body_come_together(served: Served) -> None:
    body = b'{"query": "{ __typename }"}'
    head = (
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
        f"{len(body)}\r\n\r\n".encode()
    )
    with socket.create_connection(("127.0.0.1", served.port)) as connection:
        for _ in range(20):
            connection.sendall(head + body)
            came = connection.recv(1 << 16)
            assert came.startswith(b"HTTP/1.1 200")
            assert came.endswith(b'{"data":{"__typename":"Query"}}')


def test_given_other_methods_when_sent_to_graphql_then_they_are_refused_by_name(client: Client) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        refused = client.request(method, "/graphql")
        assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (405, "BAD_USER_INPUT")
        assert method in refused.json()["errors"][0]["message"]


def test_given_a_mistake_of_ours_when_it_happens_then_the_client_gets_a_reference_and_nothing_else(
    server: Server, tmp_path: Path
) -> None:
    async def talk() -> httpx.Response:
        app = create_app(load_settings(home=tmp_path), server.connect_async)
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://ladder"
        ) as http:  # never started, so nothing is there to answer
            return await http.post("/graphql", json={"query": "{ levels { id } }"})

    response = uvloop.run(talk())
    error = response.json()["errors"][0]
    assert (response.status_code, error["extensions"]["code"]) == (500, "INTERNAL")
    assert error["extensions"]["reference"] in error["message"]
    assert "_answerer" not in response.text


def test_given_the_npm_folder_when_read_then_its_lock_holds_no_addresses() -> None:
    for folder in ("tests/api/http_audit", "examples/typescript"):
        assert '"resolved"' not in (ROOT / folder / "package-lock.json").read_text(encoding="utf-8")
