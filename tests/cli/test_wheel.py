"""The installed package: what `make wheel` builds, in an environment of its own and an empty folder."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from cli.web_build import build_page
from graph.neo4j.database import Database
from graph.neo4j.local import free_port
from tests.support.environment import without_ours
from tests.support.places import ROOT
from tests.support.server import Server

pytestmark = [pytest.mark.one_version, pytest.mark.slow]

SECONDS = 120
PATH = '{ shortestPath(from: {id: "junior-data-engineer"}, to: {id: "staff-data-engineer"}) { roles { id } } }'


def build(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build_page(print)
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that holds the wheel and what it needs, at the locked versions."""
    uv = Path(sys.executable).with_name("uv")
    home = tmp_path_factory.mktemp("environment")
    subprocess.run([uv, "venv", "-q", "--python", sys.executable, home], check=True)
    for what in (["--require-hashes", "-r", ROOT / "requirements" / "app.txt"], ["--no-deps", wheel]):
        subprocess.run([uv, "pip", "install", "-q", "--python", home / "bin" / "python", *what], check=True)
    return home / "bin"


def environment(server: Server, folder: Path, **more: str) -> dict[str, str]:
    return without_ours() | server.environment | {"HOME": str(folder), **more}


@pytest.fixture
def up(
    installed: Path, server: Server, database: Database, tmp_path: Path
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`ladder up` in an empty folder, on the tests' Neo4j."""
    port = free_port()
    process = subprocess.Popen(
        [installed / "ladder", "up"],
        cwd=tmp_path,
        env=environment(server, tmp_path, LADDER_PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    yield f"http://127.0.0.1:{port}", process
    if process.poll() is None:
        process.kill()
        process.communicate()


def test_given_the_same_sources_when_built_twice_then_the_bytes_are_the_same(wheel: Path, tmp_path: Path) -> None:
    again = build(tmp_path)
    assert hashlib.sha256(again.read_bytes()).digest() == hashlib.sha256(wheel.read_bytes()).digest()
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {"api/page/index.html", "api/schema.graphql", "seeds/ladder.yaml", "queries/cypher/paths/routes.cypher"}
    assert wanted <= names
    assert {name.rsplit("/", 1)[1] for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_given_the_wheel_in_an_empty_folder_when_up_then_it_answers_and_shows_the_explorer(
    up: tuple[str, subprocess.Popen[str]],
) -> None:
    address, process = up
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()[0]
        try:
            if httpx.get(f"{address}/health/ready").status_code == 200:
                break
        except httpx.TransportError:
            time.sleep(0.2)
    answer = httpx.post(f"{address}/graphql", json={"query": PATH}, timeout=30).json()
    assert answer["data"]["shortestPath"]["roles"][-1]["id"] == "staff-data-engineer"
    page = httpx.get(f"{address}/", headers={"accept": "text/html"})
    assert page.status_code == 200
    script = page.text.split('src="', 1)[1].split('"', 1)[0]
    assert httpx.get(f"{address}/{script.lstrip('./')}").status_code == 200
    process.send_signal(signal.SIGINT)
    printed = process.communicate(timeout=SECONDS)[0]
    assert process.returncode == 0
    assert "Explorer" in printed


def test_given_a_package_of_the_same_import_name_before_ours_when_run_then_it_says_what_is_in_the_way(
    installed: Path, server: Server, tmp_path: Path
) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "__init__.py").touch()
    run = subprocess.run(
        [installed / "ladder", "role", "data-engineer"],
        cwd=tmp_path,
        env=environment(server, tmp_path, PYTHONPATH=os.fspath(tmp_path)),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert run.returncode == 2
    assert "queries" in run.stderr
    assert "an environment of its own" in run.stderr
    assert "Traceback" not in run.stderr
