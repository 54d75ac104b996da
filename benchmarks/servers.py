"""The servers that benchmarks need, each in a process of its own on loopback, ended with the benchmark."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from cli.web_build import install_packages, node_environment
from graph.neo4j.database import Database
from graph.neo4j.jars import NEO4J_CURRENT
from graph.neo4j.local import LocalNeo4j, free_port

ROOT = Path(__file__).resolve().parents[1]
RIVAL = ROOT / "benchmarks" / "rival"
STARTING_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Neo4j:
    uri: str
    password: str
    pid: int

    def connect(self) -> Database:
        return Database(self.uri, "neo4j", self.password)

    @property
    def environment(self) -> dict[str, str]:
        return {"NEO4J_URI": self.uri, "NEO4J_PASSWORD": self.password}


@dataclass(frozen=True, slots=True)
class Api:
    """A GraphQL server at `url`."""

    url: str
    process: subprocess.Popen[bytes]

    def memory(self) -> float:
        """Resident memory in MB, with its workers."""
        process = psutil.Process(self.process.pid)
        return sum(member.memory_info().rss for member in (process, *process.children(recursive=True))) / 1e6


@contextmanager
def neo4j(heap: str = "1g") -> Iterator[Neo4j]:
    """A new, empty Neo4j in a temporary folder, on its own ports."""
    with tempfile.TemporaryDirectory() as folder:
        local = LocalNeo4j(Path(folder), NEO4J_CURRENT, bolt_port=free_port(), http_port=free_port(), heap=heap)
        try:
            running = local.start()
            yield Neo4j(running.uri, local.password(), running.pid)
        finally:
            local.stop()


@contextmanager
def ladder_api(database: Neo4j, **settings: object) -> Iterator[Api]:
    """Our API as in production, one process, without a log line for what goes well, since the rival writes none;
    settings by their names.
    """
    port = free_port()
    given = {
        "LADDER_ENVIRONMENT": "production",
        "LADDER_LOG_LEVEL": "warning",
        **{f"LADDER_{name.upper()}": str(value) for name, value in settings.items()},
    }
    command = [sys.executable, "-m", "cli.main", "up", "--port", str(port)]
    with _running(command, ROOT, given | database.environment, f"http://127.0.0.1:{port}/graphql") as api:
        yield api


@contextmanager
def rival_api(database: Neo4j) -> Iterator[Api]:
    """`@neo4j/graphql` behind Apollo Server, in production mode, one process."""
    node = install_rival()
    port = free_port()
    given = node | {"NODE_ENV": "production", "PORT": str(port)} | database.environment
    with _running(["node", "server.js"], RIVAL, given, f"http://127.0.0.1:{port}/") as api:
        yield api


def install_rival() -> dict[str, str]:
    """Its packages as locked, and the environment with Node in its path. Raises WebBuildError where neither the machine
    nor PyPI has Node.
    """
    environment = node_environment(print)
    install_packages(RIVAL, environment, lambda _: print("Fetching @neo4j/graphql with npm …"))
    return environment


@contextmanager
def _running(command: list[str], folder: Path, environment: Mapping[str, str], url: str) -> Iterator[Api]:
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=folder, env={**inherited(), **environment}, stdout=log, stderr=log)
        try:
            wait(process, lambda: httpx.post(url, json={"query": "{ __typename }"}, timeout=5))
            yield Api(url, process)
        except BaseException:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace")[-2000:])
            raise
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def inherited() -> dict[str, str]:
    """The environment without this project's settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("LADDER_", "NEO4J_"))}


def wait(process: subprocess.Popen[bytes], ask: Callable[[], httpx.Response], pause: float = 0.1) -> None:
    """Until the process answers 200; `pause` in seconds. Raises SystemExit when it ends before or takes too long."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if ask().status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(pause)
    raise SystemExit(f"{' '.join(map(str, process.args))} did not become ready.")  # type: ignore[arg-type]


def peak_memory() -> float:
    """Of this process in MB. Not by `getrusage`: what that tells of a child begins with its parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # macOS counts bytes
    (peak,) = (line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(peak) * 1024 / 1e6
