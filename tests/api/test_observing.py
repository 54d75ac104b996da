"""What an operator sees: log lines, figures, traces, marked transactions; and what none of them tells."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest
import uvloop
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families

from api.http.metrics import Metrics
from api.http.observing import JsonLines, TextLines
from graph.neo4j.database import AsyncDatabase, Database, Row
from graph.settings import load_settings
from graph.storing.state import STATE
from tests.support.client import post, speaking
from tests.support.served import serving
from tests.support.server import Server

pytestmark = pytest.mark.one_version

SECRET = "plans-of-ann"
QUERY = 'query Plans { role(id: "%s") { title } }'


def figures(text: str) -> dict[tuple[str, ...], float]:
    """Values by name and labels."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_given_requests_when_answered_then_each_is_one_json_line_that_tells_no_query_no_key_and_no_variable(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    with serving(tmp_path, server.environment | {"LADDER_ENVIRONMENT": "production"}) as up:
        headers = {"x-request-id": "portal-7", "authorization": f"Bearer {SECRET}"}
        body = {"query": QUERY % SECRET, "variables": {"who": SECRET}}
        up.http.post("/graphql", json=body, headers=headers)
        up.http.post("/graphql", json=body, headers={"x-request-id": 'bad id" {'})
        up.http.get(f"/nowhere%0a{{}}?key={SECRET}")
        up.http.get("/health/live")
    lines = [json.loads(line) for line in up.log.read_text(encoding="utf-8").splitlines()]
    requests = [line for line in lines if line["logger"] == "ladder.requests"]
    first = requests[0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", first.pop("time"))
    assert first.pop("ms") > 0
    assert len(first.pop("document")) == 12
    told = {
        "request_id": "portal-7",
        "method": "POST",
        "path": "/graphql",
        "status": 200,
        "operation": "Plans",
        "codes": ["NOT_FOUND"],
        "identity": "anybody",
    }
    assert first == {"level": "info", "logger": "ladder.requests", "message": "POST /graphql 200"} | told
    assert re.fullmatch("[0-9a-f]{32}", requests[1]["request_id"])
    assert (requests[2]["status"], requests[2]["path"]) == (404, "/nowhere\\n{}")
    assert len(requests) == 3
    assert SECRET not in up.log.read_text(encoding="utf-8")
    assert server.password not in up.log.read_text(encoding="utf-8")


def test_given_a_line_when_written_for_people_or_for_programs_then_it_stays_one_line() -> None:
    record = logging.LogRecord("ladder.requests", logging.INFO, __file__, 1, "POST %s", ("/graphql",), None)
    record.about = {"request_id": "a", "text": "{\n levels }"}
    assert TextLines().format(record).endswith("info POST /graphql request_id=a text={\\n levels }")
    assert json.loads(JsonLines().format(record))["text"] == "{\n levels }"


def test_given_text_of_queries_when_asked_for_then_it_is_logged(
    server: Server, seeds_to_read: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def talk(asked: bool) -> None:
        async with speaking(load_settings(home=tmp_path, log_documents=asked), server.connect_async) as (http, _):
            await post(http, "query Levels { levels { id } }")

    with caplog.at_level(logging.INFO, "ladder.requests"):
        uvloop.run(talk(False))
        uvloop.run(talk(True))
    texts = [vars(record)["about"].get("text") for record in caplog.records if record.name == "ladder.requests"]
    assert texts == [None, "query Levels { levels { id } }"]


def test_given_requests_when_counted_then_the_figures_are_those(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    async def talk() -> tuple[str, str]:
        async with speaking(load_settings(home=tmp_path, max_staleness=3600), server.connect_async) as (http, _):
            before = (await http.get("/metrics")).text
            for _ in range(3):
                await post(http, "{ levels { id } }")
            await post(http, "{ nothing }")
            await post(http, '{ role(id: "nobody") { id } }')
            await post(http, '{ shortestPath(from: {id: "data-engineer"}, to: {id: "staff-data-engineer"}) { hops } }')
            await http.get("/wp-admin.php")
            return before, (await http.get("/metrics")).text

    before, after = (figures(text) for text in uvloop.run(talk()))
    expected = {
        ("ladder_requests_total", "/graphql", "200"): 5,
        ("ladder_requests_total", "/graphql", "400"): 1,
        ("ladder_requests_total", "other", "404"): 1,
        ("ladder_request_seconds_count",): 6,
        ("ladder_errors_total", "BAD_USER_INPUT"): 2,
        ("ladder_errors_total", "NOT_FOUND"): 1,
        ("ladder_cache_lookups_total", "documents", "hit"): 2,
        ("ladder_cache_lookups_total", "documents", "miss"): 4,
        ("ladder_cache_lookups_total", "answers", "hit"): 2,
        ("ladder_cache_lookups_total", "answers", "miss"): 3,
        ("ladder_revision",): 1,
        ("ladder_planner_revision",): 1,
    }
    assert {name: after.get(name) for name in expected} == expected
    assert after["ladder_statements_total", "done"] > 4
    assert after["ladder_planner_roles",] > 50
    assert after["ladder_answers_bytes",] > 500
    assert 0 <= after["ladder_revision_age_seconds",] < 60
    assert before["ladder_planner_roles",] == 0
    assert ("ladder_revision",) not in before


def test_given_metrics_switched_off_when_asked_then_there_are_none(server: Server, tmp_path: Path) -> None:
    async def status() -> int:
        async with speaking(load_settings(home=tmp_path, metrics=False), server.connect_async) as (http, _):
            return (await http.get("/metrics")).status_code

    assert uvloop.run(status()) == 404


def test_given_a_provider_of_traces_when_asked_then_an_operation_is_a_span_inside_its_request(
    server: Server, seeds_to_read: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spans = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    monkeypatch.setattr(
        trace, "_TRACER_PROVIDER", provider
    )  # for this test alone; set_tracer_provider would be for good

    async def talk() -> None:
        async with speaking(load_settings(home=tmp_path, telemetry=True), server.connect_async) as (http, _):
            await post(http, "query Levels { levels { id } }")

    uvloop.run(talk())
    by_name = {span.name: span for span in spans.get_finished_spans()}
    operation = by_name["graphql.execute"]
    request = next(span for name, span in by_name.items() if name.startswith("POST"))
    assert operation.attributes is not None
    assert operation.attributes["graphql.operation.name"] == "Levels"
    assert operation.parent is not None
    assert operation.parent.span_id == request.context.span_id
    spans.shutdown()


class Collector(BaseHTTPRequestHandler):
    """Takes what an exporter sends."""

    received: ClassVar[list[bytes]] = []

    def do_POST(self) -> None:
        self.received.append(self.path.encode() + self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_given_a_collector_when_traces_are_asked_for_then_it_receives_them(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as collector:
        threading.Thread(target=collector.serve_forever, daemon=True).start()
        where = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{collector.server_port}",
            "OTEL_BSP_SCHEDULE_DELAY": "100",
        }
        with serving(tmp_path, server.environment | where | {"LADDER_TELEMETRY": "true"}) as up:
            up.ask('query Mission { role(id: "data-engineer") { mission } }')
            for _ in range(100):
                if any(b"graphql.execute" in body for body in Collector.received):
                    break
                time.sleep(0.1)
        collector.shutdown()
    body = next(body for body in Collector.received if b"graphql.execute" in body)
    assert body.startswith(b"/v1/traces")
    assert b"Mission" in body
    assert b"data-engineer" not in body


class Endless(AsyncDatabase):
    """Every question to the graph takes for ever; its state, and the network for memory, are told at once."""

    async def read(self, statement: str, *, metadata: dict[str, Any] | None = None, **parameters: Any) -> list[Row]:
        slow = (
            statement
            if statement == STATE or "request" not in (metadata or {})
            else "UNWIND range(1, 2000000000) AS x WITH count(x % 7) AS c RETURN c"
        )
        return await super().read(slow, metadata=metadata, **parameters)


def test_given_a_long_statement_when_looked_at_then_its_transaction_says_whose_it_is_and_ends_with_the_request(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    shown = "SHOW TRANSACTIONS YIELD metaData WHERE metaData.request = 'portal-9' RETURN metaData"

    async def talk() -> tuple[list[Row], httpx.Response, list[Row]]:
        settings = load_settings(home=tmp_path, request_seconds=4)
        async with speaking(settings, lambda: Endless(server.uri, server.user, server.password, timeout=60)) as (
            http,
            _,
        ):
            asked = asyncio.create_task(
                post(http, 'query Mission { role(id: "data-engineer") { mission } }', {"x-request-id": "portal-9"})
            )
            during: list[Row] = []
            while not during and not asked.done():
                during = await asyncio.to_thread(seeds_to_read.read, shown)
            response = await asked
            for _ in range(100):
                if not (after := await asyncio.to_thread(seeds_to_read.read, shown)):
                    break
                await asyncio.sleep(0.1)
            return during, response, after

    during, response, after = uvloop.run(talk())
    assert during == [{"metaData": {"operation": "Mission", "request": "portal-9"}}]
    assert response.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
    assert after == []


def test_given_two_workers_when_asked_then_the_figures_of_both_are_added_up_and_both_stop(
    server: Server, seeds_to_read: Database, tmp_path: Path
) -> None:
    with serving(tmp_path, server.environment | {"LADDER_WORKERS": "2"}) as up:
        for _ in range(20):
            assert httpx.post(f"{up.url}/graphql", json={"query": "{ __typename }"}).status_code == 200
        for _ in range(3):
            counted = figures(httpx.get(f"{up.url}/metrics").text)
            assert counted["ladder_requests_total", "/graphql", "200"] == 20
    assert up.process.returncode == 0


def test_given_figures_without_an_application_when_shown_then_the_page_is_empty_of_memory() -> None:
    assert "ladder_planner_roles" not in Metrics().page().decode()
