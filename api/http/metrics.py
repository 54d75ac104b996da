"""Metrics for Prometheus: requests, errors by code, statements, caches, and the age of what is in memory.

With several workers, counters are those of all workers added up (`PROMETHEUS_MULTIPROC_DIR`, which `api.serving` sets);
caches and the planner's network are those of the worker that answers.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from graph.neo4j.database import AsyncDatabase, Row

if TYPE_CHECKING:
    from api.answering.answerer import Answerer

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
KNOWN_PATHS = ("/graphql", "/events", "/metrics", "/health/live", "/health/ready")


class Metrics:
    """The metrics of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._memory: _Memory | None = None
        self._requests = Counter("ladder_requests", "Requests answered.", ["path", "status"], registry=self._registry)
        self._seconds = Histogram(
            "ladder_request_seconds", "Seconds of a GraphQL request.", buckets=SECONDS, registry=self._registry
        )
        self._errors = Counter("ladder_errors", "Errors of GraphQL answers.", ["code"], registry=self._registry)
        self._statements = Counter("ladder_statements", "Cypher statements.", ["outcome"], registry=self._registry)
        self._statement_seconds = Histogram(
            "ladder_statement_seconds", "Seconds of a Cypher statement.", buckets=SECONDS, registry=self._registry
        )

        self._by_path: dict[tuple[str, int], Counter] = {}  # a cache: `labels` is slower than counting

    def answered(self, path: str, status: int, seconds: float, codes: Iterable[str]) -> None:
        key = (path if path in KNOWN_PATHS else "other", status)
        if key not in self._by_path:
            self._by_path[key] = self._requests.labels(key[0], str(status))
        self._by_path[key].inc()
        if path == "/graphql":
            self._seconds.observe(seconds)
        for code in codes:
            self._errors.labels(code).inc()

    def ran(self, outcome: str, seconds: float) -> None:
        self._statements.labels(outcome).inc()
        self._statement_seconds.observe(seconds)

    def watch(self, answerer: Answerer) -> None:
        """Adds the caches and the planner's network."""
        self._memory = _Memory(answerer)
        self._registry.register(self._memory)

    def page(self) -> bytes:
        """The metrics in Prometheus' text format."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
            return generate_latest(self._registry)
        all_workers = CollectorRegistry()
        MultiProcessCollector(all_workers)  # type: ignore[no-untyped-call]
        if self._memory:
            all_workers.register(self._memory)
        return generate_latest(all_workers)


class _Memory:
    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    def collect(self) -> Iterator[Any]:
        preparer, cache = self._answerer.preparer, self._answerer.cache
        looks = CounterMetricFamily("ladder_cache_lookups", "Looks into a cache.", labels=["cache", "outcome"])
        for name, counted in (("documents", preparer), ("answers", cache)):
            looks.add_metric([name, "hit"], counted.hits)
            looks.add_metric([name, "miss"], counted.misses)
        yield looks
        yield GaugeMetricFamily("ladder_answers_bytes", "Memory of kept answers.", cache.bytes)
        yield from self._planner()
        yield from self._revision()

    def _planner(self) -> Iterator[Any]:
        network = self._answerer.snapshots.network
        yield GaugeMetricFamily(
            "ladder_planner_roles", "Roles in the planner's snapshot.", len(network.roles) if network else 0
        )
        if network:
            yield GaugeMetricFamily("ladder_planner_revision", "Revision of the planner's snapshot.", network.revision)

    def _revision(self) -> Iterator[Any]:
        revisions = self._answerer.revisions
        if revisions.state:
            yield GaugeMetricFamily("ladder_revision", "Revision of the graph, as last seen.", revisions.state.revision)
            yield GaugeMetricFamily(
                "ladder_revision_age_seconds", "Seconds since it was seen.", time.monotonic() - revisions.confirmed_at
            )


class CountedDatabase(AsyncDatabase):
    """A database whose statements are counted and timed."""

    def __init__(self, database: AsyncDatabase, metrics: Metrics) -> None:
        self.uri = database.uri
        self._counted = database
        self._metrics = metrics

    async def close(self) -> None:
        await self._counted.close()

    def in_order(self) -> CountedDatabase:
        return CountedDatabase(self._counted.in_order(), self._metrics)

    async def read(self, statement: str, *, metadata: dict[str, Any] | None = None, **parameters: Any) -> list[Row]:
        began = time.perf_counter()
        outcome = "failed"
        try:
            rows = await self._counted.read(statement, metadata=metadata, **parameters)
            outcome = "done"
            return rows
        finally:
            self._metrics.ran(outcome, time.perf_counter() - began)
