"""A server of its own process, as `ladder up` runs it, on the tests' Neo4j."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from graph.neo4j.local import free_port
from tests.support.environment import without_ours
from tests.support.places import ROOT

# Imported as a command imports it: without pandas, which the driver would load for its values
SERVE = """
from cli.terminal.groups import imported
serving = imported("api.serving")
serving.serve(serving.load_settings())
"""


class Served:
    """An API that listens on `url`; what it logged is in `log`."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        self.http = httpx.Client(base_url=self.url, timeout=30)

    def ask(self, query: str, **variables: object) -> httpx.Response:
        return self.http.post(
            "/graphql",
            json={"query": query, "variables": variables},
            headers={"accept": "application/graphql-response+json"},
        )

    def rss(self) -> int:
        """Resident memory in bytes."""
        return int(psutil.Process(self.process.pid).memory_info().rss)

    def cpu_seconds(self) -> float:
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def wait(self, path: str = "/health/live") -> None:
        for _ in range(600):
            try:
                if self.http.get(path).status_code == 200:
                    return
            except httpx.TransportError:
                assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            time.sleep(0.1)
        raise AssertionError(f"{path} does not answer 200: {self.log.read_text(encoding='utf-8')}")


@contextmanager
def serving(folder: Path, environment: dict[str, str]) -> Iterator[Served]:
    """Starts a server and ends it."""
    port, log = free_port(), folder / "server.log"
    given = {"LADDER_HOME": str(folder), "LADDER_PORT": str(port), **environment}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE], cwd=ROOT, env=without_ours() | given, stdout=out, stderr=out
        )
    served = Served(process, port, log)
    try:
        served.wait()
        yield served
    finally:
        served.http.close()
        process.terminate()
        process.wait(30)
