"""`ladder up` on bad days: it mends what it can, ends in a sentence, and leaves nothing running."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.graph.test_local_neo4j import SECONDS, Up, gone

pytestmark = [pytest.mark.slow, pytest.mark.long]


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    up = Up(tmp_path)
    yield up
    up.run("db", "stop")


def test_given_neo4j_killed_under_an_up_when_waited_then_it_is_back_and_ctrl_c_twice_ends_all(up: Up) -> None:
    process = up.start()
    killed = up.server()
    os.kill(killed.pid, signal.SIGKILL)
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        time.sleep(0.5)
        note = up.run("db", "status")
        ready = httpx.get(f"http://127.0.0.1:{up.port}/health/ready", timeout=10)
        assert ready.status_code in (200, 503)
        if note.returncode == 0 and ready.status_code == 200:
            break
    again = up.server()
    assert again.pid != killed.pid
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    printed = process.communicate(timeout=SECONDS)[0]
    assert "Neo4j ended by itself" in printed
    assert "Traceback" not in printed
    assert printed.rstrip().endswith("Stopped.")
    assert gone(again)
