"""A disk that fills under a running server: a sentence, an end within bounds, and nothing lost once there is room."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from graph.neo4j.database import Database, DatabaseError
from graph.neo4j.installation import LocalNeo4jError
from graph.storing.load import load
from graph.storing.plan import Request
from graph.storing.stored import read_graph
from tests.faults.test_local_server import local, small_disk
from tests.support.documents import document
from tests.support.reliability import record

LEFT = 200_000  # bytes
STOP_SECONDS = 5  # a server without room waits for some for ever
FILL = "UNWIND range(1, 2000) AS at CREATE (:Filler {text: $text + at})"


def write_much(database: Database) -> None:
    for _ in range(40):
        database.write(lambda transaction: transaction.run(FILL, text="x" * 5000))


@pytest.mark.long
@pytest.mark.slow
def test_given_a_disk_that_fills_when_written_then_it_is_named_and_with_room_the_confirmed_graph_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.neo4j.local.STOP_SECONDS", STOP_SECONDS)
    with small_disk(tmp_path / "disk", "720m") as disk:
        server = local(disk / "home" / "neo4j")
        try:
            server.start()
            with Database(f"bolt://127.0.0.1:{server.bolt_port}", "neo4j", server.password()) as database:
                load(database, Request([document("id: cook\ntitle: Cook\n")]))
                saved = read_graph(database).graph
                filler = os.open(disk / "filler", os.O_CREAT | os.O_WRONLY)
                os.posix_fallocate(filler, 0, shutil.disk_usage(disk).free - LEFT)
                os.close(filler)
                with pytest.raises(DatabaseError, match=r"[Dd]isk") as refused:
                    write_much(database)
            began = time.monotonic()
            assert server.stop()
            assert time.monotonic() - began < STOP_SECONDS + 10, "one that does not obey is killed"
            assert "Make room" in str(refused.value) or "must be started again" in str(refused.value)
            with pytest.raises(
                LocalNeo4jError, match=r"Neo4j needs 10 MB, and the disk of .* has 0 MB left\. Make room"
            ):
                server.start()
            (disk / "filler").unlink()
            server.start()
            with Database(f"bolt://127.0.0.1:{server.bolt_port}", "neo4j", server.password()) as database:
                assert read_graph(database).graph == saved
            record("a disk that fills during writes", 1, "named; what was confirmed is back", "make faults")
        finally:
            server.stop()
