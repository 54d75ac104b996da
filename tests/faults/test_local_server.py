"""The local server is the one that we started: its password, its port, its folder, and what ends it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from graph.neo4j.database import Database, DatabaseError, WrongPassword
from graph.neo4j.installation import LocalNeo4jError
from graph.neo4j.jars import NEO4J_CURRENT, fetch_jars
from graph.neo4j.local import LocalNeo4j, _end, free_port

pytestmark = pytest.mark.slow


def local(folder: Path, **options: object) -> LocalNeo4j:
    given = {"bolt_port": free_port(), "http_port": free_port(), "heap": "512m"} | options
    return LocalNeo4j(folder, NEO4J_CURRENT, **given)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalNeo4j]:
    """A local server that is up, with what somebody who knocked during its start was told."""
    server = local(tmp_path_factory.mktemp("ours") / "neo4j")
    try:
        yield server
    finally:
        server.stop()


def is_ours(server: LocalNeo4j) -> bool:
    with Database(f"bolt://127.0.0.1:{server.bolt_port}", "neo4j", server.password()) as database:
        database.check()
    return True


def test_given_a_first_start_when_somebody_knocks_with_the_password_all_know_then_he_is_refused(
    ours: LocalNeo4j,
) -> None:
    told: list[type[Exception]] = []

    def knock() -> None:
        with socket.socket() as probe:
            if told or probe.connect_ex(("127.0.0.1", ours.bolt_port)) != 0:
                return
        try:
            with Database(f"bolt://127.0.0.1:{ours.bolt_port}", "neo4j", "neo4j", "system") as database:
                database.check()
        except DatabaseError as error:
            told.append(type(error)) if isinstance(error, WrongPassword) else None

    def knocking() -> None:
        while not told and not up.is_set():
            knock()
            time.sleep(0.02)

    up = threading.Event()
    thread = threading.Thread(target=knocking)
    thread.start()
    ours.start()
    time.sleep(0.2)
    up.set()
    thread.join()
    assert told == [WrongPassword]
    assert is_ours(ours)
    opened = [path for path in [ours.folder, *ours.folder.rglob("*")] if path.stat().st_mode & 0o077]
    assert opened == []


def test_given_a_port_that_another_server_takes_meanwhile_when_started_then_it_says_so_and_the_other_is_untouched(
    ours: LocalNeo4j, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours.start()
    monkeypatch.setattr("graph.neo4j.local.require_free", lambda *_: None)  # it was free when we looked
    second = local(tmp_path / "neo4j", bolt_port=ours.bolt_port)
    with pytest.raises(LocalNeo4jError, match=rf"another program took port {ours.bolt_port}"):
        second.start()
    assert second.running() is None
    assert is_ours(ours)


@pytest.mark.long
def test_given_a_server_that_is_stopping_when_started_then_a_new_one_is_up(ours: LocalNeo4j) -> None:
    old = ours.start()
    psutil.Process(old.pid).send_signal(signal.SIGTERM)
    new = ours.start()
    assert new.pid != old.pid
    assert is_ours(ours)


@pytest.mark.long
def test_given_a_start_that_was_killed_before_its_note_when_started_or_stopped_then_its_server_ends(
    ours: LocalNeo4j,
) -> None:
    lost = ours.start()
    (ours.folder / "server.json").unlink()
    assert ours.start().pid != lost.pid
    assert not lost.alive()
    (ours.folder / "server.json").unlink()
    assert ours.stop()
    assert not ours.stop()


def test_given_two_starts_at_once_in_one_folder_when_done_then_both_have_the_same_server(ours: LocalNeo4j) -> None:
    pids: list[int] = []
    starts = [threading.Thread(target=lambda: pids.append(ours.start().pid)) for _ in range(3)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(pids) == 3
    assert len(set(pids)) == 1


def test_given_a_process_that_nobody_waits_for_when_ended_then_the_zombie_counts_as_ended() -> None:
    careless = "import subprocess, time; print(subprocess.Popen(['sleep', '600']).pid, flush=True); time.sleep(600)"
    with subprocess.Popen([sys.executable, "-c", careless], stdout=subprocess.PIPE, text=True) as parent:
        try:
            assert parent.stdout is not None
            child = psutil.Process(int(parent.stdout.readline()))
            began = time.monotonic()
            assert _end(child)
            assert time.monotonic() - began < 10
            assert child.status() == psutil.STATUS_ZOMBIE
        finally:
            parent.kill()


@pytest.mark.long
def test_given_a_suspended_server_when_stopped_then_it_ends(ours: LocalNeo4j) -> None:
    running = ours.start()
    psutil.Process(running.pid).suspend()
    assert ours.stop()
    assert not running.alive()


@pytest.mark.long
def test_given_a_password_that_looks_like_an_option_when_started_for_the_first_time_then_it_counts(
    tmp_path: Path,
) -> None:
    """One generated password in sixty-four begins so."""
    server = local(tmp_path / "neo4j")
    server.folder.mkdir()
    server.password_file.write_text("-secret-of-sixteen")
    server.files.prepare(fetch_jars(NEO4J_CURRENT))
    assert (server.folder / "data" / "dbms" / "auth.ini").read_text().startswith("neo4j:")


def test_given_a_heap_that_cannot_be_when_started_then_the_setting_is_named(ours: LocalNeo4j) -> None:
    ours.stop()
    with pytest.raises(LocalNeo4jError, match=r"a heap of 8m does not fit\. Set LADDER_NEO4J_HEAP"):
        local(ours.folder, heap="8m").start()


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("needs the right to mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_given_a_small_disk_when_started_then_the_room_is_named(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "20m") as disk:
        server = local(disk / "home" / "neo4j")
        with pytest.raises(LocalNeo4jError, match=r"needs 700 MB, and the disk of .* has \d+ MB left\. Make room"):
            server.start()
        assert server.running() is None


@pytest.mark.parametrize(
    "folder", [lambda path: path / "file" / "neo4j", lambda path: Path("/proc/neo4j"), lambda path: Path("/dev/null/a")]
)
def test_given_a_folder_that_cannot_be_written_when_started_then_a_sentence_says_so(
    folder: Callable[[Path], Path], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(LocalNeo4jError, match=r"cannot hold a database .*--home or LADDER_HOME"):
        local(folder(tmp_path)).start()
