"""Ladders of every form: what is proposed for them, and what is read."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from loaders.mapped.folder import as_yaml, files_under, map_files
from loaders.mapped.found import Framework
from tests.loaders.ladders.forms import LADDERS, Ladder

FOLDERS = Path(__file__).parent / "ladders"  # each with `given` files and `read.yaml`, what a person reads in them


def read(ladder: Ladder, folder: Path) -> Framework:
    for name, content in ladder.files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return map_files(files_under([folder]))[1]


@pytest.mark.parametrize("name", LADDERS)
def test_given_a_ladder_of_any_form_when_mapped_then_it_is_read_as_a_person_reads_it(name: str, tmp_path: Path) -> None:
    ladder = LADDERS[name]

    found = read(ladder, tmp_path)

    assert found.levels == ladder.levels
    assert [role.title for role in found.roles] == ladder.roles
    assert sorted(found.competencies()) == sorted(ladder.competencies)
    assert len(list(found.cells())) == ladder.texts
    assert [(lower.title, upper.title) for lower, upper in found.steps] == ladder.steps


@pytest.mark.parametrize("name", sorted(path.parent.name for path in FOLDERS.glob("*/read.yaml")))
def test_given_a_folder_of_any_form_when_mapped_then_it_is_read_as_a_person_reads_it(name: str) -> None:
    expected = yaml.safe_load((FOLDERS / name / "read.yaml").read_text(encoding="utf-8"))

    mapping, found, _ = map_files(files_under([FOLDERS / name / "given"]))

    assert found.levels == expected["levels"]
    assert [role.title for role in found.roles] == expected["roles"]
    assert found.competencies() == expected["competencies"]
    assert len(list(found.cells())) == expected["texts"]
    assert [f"{lower.title} → {upper.title}" for lower, upper in found.steps] == expected["steps"]
    assert len(as_yaml(mapping).splitlines()) < 30
