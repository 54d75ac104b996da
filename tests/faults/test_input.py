"""Hostile and odd files: each is a sentence, in time and memory that do not grow with what it pretends to hold."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import DocumentErrors
from loaders.curated.read import read_yaml
from loaders.folder import read_folder, read_paths

LADDER = Path(sys.executable).with_name("ladder")
ALIASES = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + at)}: &{chr(98 + at)} [{','.join(['*' + chr(97 + at)] * 9)}]\n" for at in range(9)
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ALIASES, "holds more than 200,000 values"),
        ("title: X\nalso:\n" + "- a\n" * 1_000_000, "holds more than 200,000 values"),
        ("title: " + "[" * 100_000, "is nested deeper than 50"),
        ("- " * 50_000 + "a", "is nested deeper than 50"),
        ("title: X\nalso: &a [*a]\n", r"\*a stands inside itself"),
        ("title: *nobody\n", "malformed YAML"),
        ("title: X\n? [a]\n: b\n", "a key must be a word"),
        ("title: X\nalso: {a: [b], [c]: d}\n", "a key must be a word"),
        ("title: X\ntitle: Y\n", "'title' stands twice"),
        ("title: !!python/object/apply:os.system ['id']\n", "should be text"),
    ],
)
def test_given_a_yaml_bomb_when_read_then_it_is_refused_before_it_is_built(text: str, told: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(DocumentErrors, match=told):
        read_yaml(text.encode(), "test", "roles/x.yaml")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000, "kilobytes"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ladder"
    folder.mkdir()
    (folder / "ladder.yaml").write_text("collection: odd\n")
    (folder / "baker.yaml").write_text("title: Baker\n")
    return folder


def test_given_a_link_out_of_the_folder_when_read_then_it_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("title: Secret\n")
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    with pytest.raises(DocumentErrors, match=r"link\.yaml: is a symbolic link out of the folder"):
        read_folder(folder)


def test_given_a_link_that_goes_round_when_read_then_it_is_named(folder: Path) -> None:
    (folder / "round.yaml").symlink_to(folder / "round.yaml")
    with pytest.raises(DocumentErrors, match=r"round\.yaml: cannot be read"):
        read_folder(folder)


def test_given_a_link_to_a_folder_above_when_read_then_it_is_not_followed(folder: Path) -> None:
    (folder / "above").symlink_to(folder.parent)
    reading = read_folder(folder)
    assert [document.id for document in reading.documents] == ["odd/baker.yaml"]
    assert reading.skipped == [folder / "above"]


@pytest.mark.parametrize("name", ["pipe.yaml", "pipe.html"])
def test_given_a_pipe_when_read_then_nobody_waits_for_it(folder: Path, name: str) -> None:
    os.mkfifo(folder / name)
    for read in (lambda: read_folder(folder), lambda: read_paths([folder / name])):
        with pytest.raises(DocumentErrors, match="is no file but a pipe"):
            read()


def test_given_a_device_when_loaded_then_it_is_refused() -> None:
    with pytest.raises(DocumentErrors, match="is no file but a pipe, a device"):
        read_paths([Path("/dev/zero")])


@pytest.mark.parametrize("name", [b"caf\xe9.yaml", b"a\nb.yaml", b"a\x1b[31m.yaml"])
def test_given_a_name_that_nobody_can_type_when_linted_then_a_sentence_shows_it_escaped(
    folder: Path, name: bytes
) -> None:
    Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_text("title: Cook\n")  # noqa: PTH118
    done = subprocess.run([LADDER, "lint", folder], capture_output=True, timeout=60, check=False)
    assert done.returncode == 1
    assert b"has a name that nobody can type" in done.stdout
    assert name not in done.stdout


def test_given_a_fault_of_ours_when_a_command_runs_then_it_ends_in_a_report_and_no_traceback(tmp_path: Path) -> None:
    broken = (
        "import sys, loaders.folder, cli.main\n"
        "def breaks(*_, **__): raise RuntimeError('a fault of ours')\n"
        "loaders.folder.read_folder = breaks\n"
        "sys.argv = ['ladder', 'lint']\n"
        "cli.main.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"TMPDIR": str(tmp_path), "NEO4J_PASSWORD": "never-written-down"},
    )
    assert done.returncode == 70
    assert "Traceback" not in done.stderr
    [report] = tmp_path.glob("ladder-report-*.txt")
    assert str(report) in done.stderr
    assert "a fault of ours" in (written := report.read_text())
    assert "never-written-down" not in written
    assert report.stat().st_mode & 0o077 == 0


def test_given_a_full_disk_when_an_export_is_written_then_a_sentence_says_so() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([LADDER, "schema"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "no space left on device" in done.stderr
    assert "Traceback" not in done.stderr
