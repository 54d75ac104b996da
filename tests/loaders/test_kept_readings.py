"""The cache of what files say: it changes nothing but the time."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from graph.errors import DocumentErrors
from loaders.curated import kept
from loaders.curated.kept import FILE, kept_readings
from loaders.folder import SEEDS, read_home

BAKER = "title: Baker\ntechnical_skills:\n  - name: Kneading\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "ladder.yaml").write_text("collection: test\n")
    (tmp_path / "roles").mkdir()
    (tmp_path / ".ladder").mkdir()
    (tmp_path / "roles/baker.yaml").write_text(BAKER)
    return tmp_path


def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed from now on."""
    names: list[str] = []
    read = kept.read_yaml
    monkeypatch.setattr(
        kept, "read_yaml", lambda data, collection, name: names.append(name) or read(data, collection, name)
    )
    return names


def test_given_the_seeds_when_read_again_then_they_say_the_same_and_none_is_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".ladder").mkdir()
    first, names = read_home(tmp_path), parsed(monkeypatch)
    again = read_home(tmp_path)
    assert (again.documents, names) == (first.documents, [])
    assert [document.properties() for document in again.documents] == [
        document.properties() for document in first.documents
    ]
    assert len(first.documents) >= len(list((SEEDS / "roles").glob("*.yaml")))


def test_given_an_edited_file_when_read_again_then_only_it_is_parsed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "roles/miller.yaml").write_text("title: Miller\n")
    read_home(home)
    names = parsed(monkeypatch)
    (home / "roles/baker.yaml").write_text("# new\n" + BAKER)
    (baker, _) = read_home(home).documents
    assert names == ["roles/baker.yaml"]
    assert baker.content.technical_skills[0].line == 4  # type: ignore[union-attr]


def test_given_a_file_that_went_when_read_again_then_it_is_forgotten(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "roles/miller.yaml").write_text("title: Miller\n")
    read_home(home)
    (home / "roles/miller.yaml").unlink()
    read_home(home)
    (home / "roles/miller.yaml").write_text("title: Miller\n")
    names = parsed(monkeypatch)
    read_home(home)
    assert names == ["roles/miller.yaml"]


def test_given_other_code_when_read_again_then_files_are_parsed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_home(home)
    monkeypatch.setattr(kept, "_version", lambda: b"other")
    names = parsed(monkeypatch)
    read_home(home)
    assert names == ["roles/baker.yaml"]


@pytest.mark.parametrize("damage", [b"no database", b"", b"SQLite format 3\0" + bytes(100)])
def test_given_a_damaged_cache_when_read_then_it_is_begun_anew(
    home: Path, damage: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read_home(home).documents
    (home / ".ladder" / FILE).write_bytes(damage)
    assert read_home(home).documents == first
    names = parsed(monkeypatch)
    assert (read_home(home).documents, names) == (first, [])


def test_given_a_faulty_file_when_read_twice_then_it_is_refused_twice(home: Path) -> None:
    (home / "roles/baker.yaml").write_text("title: Baker\nlevel: 5\n")
    for _ in range(2):
        with pytest.raises(DocumentErrors, match="should be text"):
            read_home(home)


def test_given_no_place_for_state_when_read_then_nothing_is_written(home: Path) -> None:
    (home / ".ladder").rmdir()
    read_home(home)
    assert not (home / ".ladder").exists()


def test_given_a_reader_that_dies_when_read_again_then_nothing_is_missing(home: Path) -> None:
    first = read_home(home).documents

    def die() -> None:
        with kept_readings(home / ".ladder", whole=True) as readings:
            readings.read(BAKER.encode(), "test", "roles/other.yaml")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        die()
    assert read_home(home).documents == first


def test_given_a_cache_when_written_then_only_its_owner_may_read_it(home: Path) -> None:
    read_home(home)
    assert stat.S_IMODE((home / ".ladder" / FILE).stat().st_mode) == 0o600
