"""Backup and restore: the graph that comes back is the graph that was saved, whole."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from graph.documents.document import Document
from graph.neo4j.archive import backup, restore
from graph.neo4j.database import Database
from graph.neo4j.exchange import BESIDE, finish_exchange, mark_complete
from graph.neo4j.installation import LocalNeo4jError
from graph.neo4j.jars import NEO4J_CURRENT, NEO4J_LTS
from graph.neo4j.local import LocalNeo4j, free_port
from graph.storing.load import load
from graph.storing.plan import Request
from graph.storing.stored import read_graph
from tests.support.documents import document
from tests.support.ladder import Ladder
from tests.support.reliability import record
from tests.support.server import wipe


def local(folder: Path, version: str) -> LocalNeo4j:
    return LocalNeo4j(folder, version, bolt_port=free_port(), http_port=free_port(), heap="512m")


def connect(server: LocalNeo4j) -> Database:
    return Database(f"bolt://127.0.0.1:{server.bolt_port}", "neo4j", server.password())


def files(server: LocalNeo4j) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in server.folder.rglob("data/*/neo4j/**/*") if path.is_file()}


@pytest.mark.long
@pytest.mark.slow
def test_given_a_backup_of_the_older_neo4j_when_restored_in_the_newer_then_the_whole_graph_is_the_same(
    tmp_path: Path,
) -> None:
    old, new = local(tmp_path / "old", NEO4J_LTS), local(tmp_path / "new", NEO4J_CURRENT)
    dump, cut = tmp_path / "saved.dump", tmp_path / "cut.dump"
    try:
        old.start()
        with connect(old) as database:
            load(database, Request([document("id: cook\ntitle: Cook\ntechnical_skills: [Cutting]\n")]))
            saved = read_graph(database).graph
        with pytest.raises(LocalNeo4jError, match=r"`ladder up` .* uses the database"):
            backup(old, dump)
        old.stop()
        assert backup(old, dump) == dump.stat().st_size
        assert dump.stat().st_mode & 0o077 == 0
        new.start(stays=True)
        with connect(new) as database:
            load(database, Request([document("id: baker\ntitle: Baker\n")]))
        restore(new, dump)
        with connect(new) as database:
            assert read_graph(database).graph == saved
        new.stop()
        kept = files(new)
        cut.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
        with pytest.raises(LocalNeo4jError, match="admin tool could not"):
            restore(new, cut)
        assert files(new) == kept, "a backup that is not whole leaves the database as it was"
        with pytest.raises(LocalNeo4jError, match="There is no backup"):
            restore(new, tmp_path / "nowhere.dump")
        record("a backup of 5.26 restored in 2026, whole and cut", 2, "the same graph; as it was", "make faults")
    finally:
        old.stop()
        new.stop()


@pytest.mark.parametrize("renames", range(5))
def test_given_a_restore_that_dies_while_folders_are_exchanged_when_gone_on_then_one_whole_database_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    """Dies before the first to fourth rename, or not at all."""
    places = [Path("data", kind, "neo4j", "store") for kind in ("databases", "transactions")]
    for place in places:
        for folder, said in ((tmp_path, "old"), (tmp_path / BESIDE, "new")):
            (folder / place).parent.mkdir(parents=True)
            (folder / place).write_text(said)
    left = [True] * renames + [False]
    rename = Path.rename

    def dying(path: Path, target: Path) -> Path:
        if left and not left.pop(0):
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", dying)
    mark_complete(tmp_path)
    with suppress(KeyboardInterrupt):
        finish_exchange(tmp_path)
    assert bool(left) == (renames == 4)
    finish_exchange(tmp_path)
    assert [(tmp_path / place).read_text() for place in places] == ["new", "new"]
    assert not (tmp_path / BESIDE).exists()


def test_given_a_restore_that_died_while_loading_when_gone_on_then_the_present_database_stays(tmp_path: Path) -> None:
    for folder, said in ((tmp_path, "old"), (tmp_path / BESIDE, "half of the new")):
        (folder / "data/databases/neo4j").mkdir(parents=True)
        (folder / "data/databases/neo4j/store").write_text(said)
    finish_exchange(tmp_path)
    assert (tmp_path / "data/databases/neo4j/store").read_text() == "old"
    assert not (tmp_path / BESIDE).exists()


@pytest.mark.one_version
def test_given_documents_exported_when_loaded_into_an_empty_database_then_the_whole_graph_is_the_same(
    seeded: Database, seed_documents: list[Document], run: Ladder, tmp_path: Path
) -> None:
    saved = read_graph(seeded).graph
    copies = tmp_path / "copies"
    assert f"{len(seed_documents)} documents in" in run("documents", "export", copies)
    assert "is not empty" in run("documents", "export", copies, code=2)
    wipe(seeded)
    run("documents", "load", copies)
    assert read_graph(seeded).graph == saved
    changed = next(iter(sorted(copies.iterdir())))
    changed.write_text(changed.read_text().replace("title", "titel", 1))
    assert f"{changed}: is no copy of a document" in run("documents", "load", copies, code=2)
    assert "There are no documents in" in run("documents", "load", tmp_path / "nowhere", code=2)
    record("documents exported and loaded into an empty database", 1, "the same graph", "make faults")
