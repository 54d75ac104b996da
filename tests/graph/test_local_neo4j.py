"""The local Neo4j and `ladder up`, as processes: start, stop, ports in use, what a crash leaves behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from graph.neo4j.classes import cache_folder
from graph.neo4j.installation import LocalNeo4jError
from graph.neo4j.jars import ENDPOINTS, NEO4J_CURRENT, JarsUnavailable, LockedJar, fetch_jars, locked_jars
from graph.neo4j.local import LocalNeo4j, free_port
from tests.support.environment import without_ours

pytestmark = pytest.mark.slow

LADDER = Path(sys.executable).with_name("ladder")
SECONDS = 120


class Up:
    """A `ladder up` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        ports = {"LADDER_PORT": self.port, "LADDER_BOLT_PORT": free_port(), "LADDER_HTTP_PORT": free_port()}
        self.environment = without_ours() | {name: str(port) for name, port in ports.items()}

    def start(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [LADDER, "up"],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise AssertionError(process.communicate()[0])
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/health/ready", timeout=2).status_code == 200:
                    return process
            except httpx.HTTPError:
                time.sleep(0.2)
        process.kill()
        raise AssertionError(process.communicate()[0])

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [LADDER, *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def server(self) -> psutil.Process:
        return psutil.Process(
            json.loads((next(self.folder.glob(".ladder/neo4j-*")) / "server.json").read_bytes())["pid"]
        )


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    up = Up(tmp_path)
    yield up
    up.run("db", "stop")


def end(process: subprocess.Popen[str], number: int) -> str:
    process.send_signal(number)
    return process.communicate(timeout=SECONDS)[0]


def gone(process: psutil.Process) -> bool:
    psutil.wait_procs([process], timeout=30)
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_given_nothing_when_up_then_it_serves_the_seeds_and_ctrl_c_stops_all_of_it(up: Up) -> None:
    process = up.start()
    server = up.server()
    query = (
        '{ shortestPath(from: {id: "junior-applied-ai-engineer"}, to: {position: {level: "staff"}}) { roles { id } } }'
    )
    answer = httpx.post(f"http://127.0.0.1:{up.port}/graphql", json={"query": query}, timeout=30).json()
    assert answer["data"]["shortestPath"]["roles"][0]["id"] == "junior-applied-ai-engineer"
    password_file = next(up.folder.glob(".ladder/neo4j-*/password"))
    assert password_file.stat().st_mode & 0o777 == 0o600
    sockets = [*server.net_connections("tcp"), *psutil.Process(process.pid).net_connections("tcp")]
    listening = {(socket.laddr.ip, socket.laddr.port) for socket in sockets if socket.status == psutil.CONN_LISTEN}
    assert {ip.removeprefix("::ffff:") for ip, _ in listening} == {"127.0.0.1"}
    second = up.run("up")
    assert second.returncode == 3
    assert "choose another port with --port or LADDER_PORT" in second.stderr
    printed = end(process, signal.SIGINT)
    assert process.returncode == 0
    assert list(cache_folder().glob("neo4j-*")), "the next start maps these classes"
    assert f"http://127.0.0.1:{up.port}/graphql" in printed
    assert password_file.read_text() not in printed
    assert "Stop" in printed
    assert gone(server)
    log = next(up.folder.glob(".ladder/neo4j-*/logs/neo4j.log")).read_text()
    assert password_file.read_text() not in log


def test_given_an_up_that_was_killed_when_up_again_then_it_takes_the_server_over_and_stops_it_too(up: Up) -> None:
    killed = up.start()
    server = up.server()
    end(killed, signal.SIGKILL)
    assert server.is_running(), "nobody could stop it"
    again = up.start()
    assert up.server().pid == server.pid
    end(again, signal.SIGTERM)
    assert gone(server)


def test_given_a_server_started_in_the_background_when_up_ends_then_it_goes_on(up: Up) -> None:
    started = up.run("db", "start")
    assert started.returncode == 0, started.stderr
    server = up.server()
    status = json.loads(up.run("db", "status", "--json").stdout)
    assert (status["running"], status["pid"]) == (True, server.pid)
    process = up.start()
    assert "goes on" in end(process, signal.SIGINT)
    assert server.is_running()
    assert "Neo4j is stopped" in up.run("db", "stop").stdout
    assert gone(server)
    assert up.run("db", "status").returncode == 1
    assert up.run("db", "reset", "--yes").returncode == 0
    assert not [path for path in up.folder.glob(".ladder/neo4j-*") if path.is_dir()]  # a lock may stay


def test_given_a_port_in_use_when_started_then_the_message_names_the_variable(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        local = LocalNeo4j(tmp_path, NEO4J_CURRENT, bolt_port=other.getsockname()[1], http_port=free_port())
        with pytest.raises(LocalNeo4jError, match=r"in use by another program.*LADDER_BOLT_PORT"):
            local.start()
    assert local.running() is None


def test_given_a_note_of_a_dead_or_another_process_when_asked_then_nothing_runs_and_nothing_is_stopped(
    tmp_path: Path,
) -> None:
    local = LocalNeo4j(tmp_path, NEO4J_CURRENT)
    note = {"bolt_port": 1, "http_port": 2, "version": NEO4J_CURRENT, "owner": 0}
    for pid, created in ((2**22 - 1, 0.0), (os.getpid(), 0.0)):
        (tmp_path / "server.json").write_text(json.dumps(note | {"pid": pid, "created": created}))
        assert local.running() is None
        assert local.stop() is False
    (tmp_path / "server.json").write_text("{")
    assert local.running() is None


def test_given_data_of_another_version_when_started_then_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "version").write_text("5.26.30")
    with pytest.raises(LocalNeo4jError, match=r"written by Neo4j 5\.26\.30"):
        LocalNeo4j(tmp_path, NEO4J_CURRENT, bolt_port=free_port(), http_port=free_port()).start()


def test_given_no_server_ever_when_its_password_is_asked_then_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LocalNeo4jError, match="ladder up"):
        LocalNeo4j(tmp_path, NEO4J_CURRENT).password()


@pytest.mark.parametrize("version", sorted(ENDPOINTS))
def test_given_a_lock_when_read_then_every_jar_has_a_checksum(version: str) -> None:
    jars = locked_jars(version)
    assert len(jars) > 200
    assert all(len(jar.sha256) == 64 and jar.coordinate.count(":") >= 2 for jar in jars)


def test_given_an_unknown_version_when_asked_then_the_locked_ones_are_named() -> None:
    with pytest.raises(JarsUnavailable, match=NEO4J_CURRENT):
        locked_jars("4.4.0")


def test_given_jars_when_fetched_then_progress_counts_them_all() -> None:
    seen: list[tuple[int, int]] = []
    paths = fetch_jars(NEO4J_CURRENT, lambda done, total: seen.append((done, total)))
    assert seen == [(number, len(paths)) for number in range(1, len(paths) + 1)]


def test_given_a_damaged_jar_in_the_cache_when_fetched_then_it_is_never_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("M2_REPO", str(tmp_path))
    smallest = min(locked_jars(NEO4J_CURRENT), key=lambda jar: "annotations" not in jar.coordinate)
    jar = LockedJar("0" * 64, smallest.coordinate)
    monkeypatch.setattr("graph.neo4j.jars.locked_jars", lambda version: [jar])
    with pytest.raises(JarsUnavailable, match="differs from the locked checksum"):
        fetch_jars(NEO4J_CURRENT)
    assert not list(tmp_path.rglob("*.jar"))


FETCH_THREE = """
from graph.neo4j import jars as neo4j_jars
jars = [jar for jar in neo4j_jars.locked_jars(neo4j_jars.NEO4J_CURRENT) if "io.netty:netty-" in jar.coordinate][:3]
neo4j_jars.locked_jars = lambda version: jars
print(len(neo4j_jars.fetch_jars(neo4j_jars.NEO4J_CURRENT)))
"""


def test_given_an_empty_cache_when_several_processes_start_at_once_then_both_have_their_jars(tmp_path: Path) -> None:
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", FETCH_THREE],
            env=os.environ | {"M2_REPO": str(tmp_path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(3)
    ]
    assert [start.communicate(timeout=SECONDS)[0].strip() for start in starts] == ["3", "3", "3"]
