"""The archive of Neo4j's classes is a cache: what is whole is used, what is not is written anew, and nothing that goes
wrong with it stops a start. That a real server writes and maps it is seen in `test_local_neo4j.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.neo4j.classes import ClassArchive

VERSION = "1.0"


def archive(folder: Path) -> ClassArchive:
    return ClassArchive(VERSION, [Path("/jars/a.jar")], folder)


def test_given_no_archive_when_started_then_one_is_written_into_the_folder_of_its_owner(tmp_path: Path) -> None:
    made = archive(tmp_path / "cache")
    assert made.options(write=False) == []
    base, written = made.options(write=True)
    assert base == f"-XX:SharedArchiveFile={made.base}"
    assert made.base.stat().st_size > 1_000_000
    assert Path(written.partition("=")[2]).parent == made.folder
    assert made.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(("head", "used"), [(b"\xa8\xab\x0b\xf0 and more", True), (b"\0" * 40, False), (b"", False)])
def test_given_what_a_server_left_when_started_then_only_a_whole_file_is_used(
    tmp_path: Path, head: bytes, used: bool
) -> None:
    made = archive(tmp_path)
    made.path.with_suffix(".ab12.new").write_bytes(head)
    assert made.options(write=False) == ([f"-XX:SharedArchiveFile={made.base}:{made.path}"] if used else [])
    assert made.path.exists() == used


def test_given_what_two_servers_left_when_started_then_one_archive_remains(tmp_path: Path) -> None:
    made = archive(tmp_path)
    for names in (["ab12", "cd34"], ["ef56"]):  # the second time an archive is already there
        for name in names:
            made.path.with_suffix(f".{name}.new").write_bytes(b"whole")
        assert made.options(write=False)
    assert [*tmp_path.iterdir()] == [made.path]


def test_given_archives_of_other_jars_when_one_more_comes_then_the_oldest_go(tmp_path: Path) -> None:
    for number in range(4):
        other = ClassArchive(VERSION, [Path(f"/jars/{number}.jar")], tmp_path)
        other.path.with_suffix(".ab12.new").write_bytes(b"whole")
        assert other.options(write=True)
    assert len(list(tmp_path.glob("neo4j-*"))) == 2
    assert other.path.exists()


def test_given_a_folder_that_cannot_be_written_when_started_then_there_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert archive(tmp_path / "file" / "cache").options(write=True) == []
