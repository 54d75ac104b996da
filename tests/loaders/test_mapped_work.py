"""Reading a ladder of twice the size is about twice the work, in each form; counted in calls, not in seconds."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from loaders.mapped.folder import files_under, map_files

SMALL = 160  # competencies, or pages
MOST = 3  # times the calls for twice the size; what grows with the square has four
LEVELS = ("Junior", "Regular", "Senior", "Principal")
TOPICS = ("doughs", "ovens", "guests", "flour", "orders", "apprentices", "tools")


def said(at: int, level: str) -> str:
    return f"{level} bakers look after the {TOPICS[at % len(TOPICS)]} of house {at} without help"


def keys(count: int) -> dict[str, str]:
    tree = {f"craft-{at}": {level: said(at, level) for level in LEVELS} for at in range(count)}
    return {"bakers.json": json.dumps({"skills": tree}, indent=1)}


def flat_keys(count: int) -> dict[str, str]:
    tree = {f"Craft number {at}": {level.lower(): said(at, level) for level in LEVELS} for at in range(count)}
    return {"bakers.json": json.dumps(tree, indent=1)}


def records(count: int) -> dict[str, str]:
    crafts = [
        {"name": f"Craft {at}", "levels": [{"level": level, "text": said(at, level)} for level in LEVELS]}
        for at in range(count)
    ]
    return {"bakers.json": json.dumps({"crafts": crafts}, indent=1)}


def matrix(count: int) -> dict[str, str]:
    head = f"| Craft | {' | '.join(LEVELS)} |\n|{'---|' * (len(LEVELS) + 1)}\n"
    rows = (f"| Craft {at} | {' | '.join(said(at, level) for level in LEVELS)} |\n" for at in range(count))
    return {"bakers.md": f"# Bakers\n\n{head}{''.join(rows)}"}


def headings(count: int) -> dict[str, str]:
    parts = (
        f"## {level}\n\n" + "".join(f"### Craft {at}\n\n- {said(at, level)}\n\n" for at in range(count))
        for level in LEVELS
    )
    return {"bakers.md": f"# Bakers\n\n{''.join(parts)}"}


def items(count: int) -> dict[str, str]:
    parts = (
        f"## {level}\n\n" + "".join(f"- **Craft {at}**: {said(at, level)}\n" for at in range(count)) + "\n"
        for level in LEVELS
    )
    return {"bakers.md": f"# Bakers\n\n{''.join(parts)}"}


def pages(count: int) -> dict[str, str]:
    return {
        f"{level}-{at}.md".lower(): f"# {level} Baker of House {at}\n\n## Duties\n\n- {said(at, level)}\n"
        "\n## Requirements\n\n- Reads recipes\n- Knows the house by heart\n"
        for at in range(count // 2)
        for level in LEVELS[::2]
    }


def calls(files: dict[str, str], folder: Path) -> int:
    """How many functions of Python are called while the files are mapped."""
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    count = 0

    def counted(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        found = map_files(files_under([folder]))[1]
    finally:
        sys.setprofile(before)
    assert len(found.texts) >= len(files)
    return count


@pytest.mark.parametrize("form", [keys, flat_keys, records, matrix, headings, items, pages])
def test_given_a_ladder_of_twice_the_size_when_mapped_then_it_is_about_twice_the_work(
    form: Callable[[int], dict[str, str]], tmp_path: Path
) -> None:
    calls(form(4), tmp_path / "first")  # what is read once
    small = calls(form(SMALL), tmp_path / "small")
    large = calls(form(2 * SMALL), tmp_path / "large")

    assert large < MOST * small
