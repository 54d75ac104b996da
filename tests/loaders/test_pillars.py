"""Headings above tables that group the competencies below them."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.mapped.folder import files_under, map_files

HEAD = "| Skill | Junior Sailor | Sailor | Senior Sailor |\n|---|---|---|---|\n"
SAILS = "| Sails | Hoists sails with help | Reefs the sails alone | Chooses sails by the weather |\n"
ROPES = "| Ropes | Ties the knots aboard | Splices ropes | Teaches others to splice |\n"
WATCH = "| Watch | Stands watch with another | Stands watch alone | Plans the watches aboard |\n"


def _groups(folder: Path, text: str) -> dict[str, str]:
    (folder / "sailors.md").write_text(f"# Sailors\n\n{text}", encoding="utf-8")
    _, found, _ = map_files(files_under([folder]))
    return {text.competency: text.group for _, text in found.texts if not text.field}


@pytest.mark.parametrize(("craft", "people"), [("Seamanship", "Working together"), ("Vakmanschap", "Samenwerken")])
def test_given_tables_of_the_same_levels_under_headings_then_these_group_their_skills(
    tmp_path: Path, craft: str, people: str
) -> None:
    text = f"## {craft}\n\n{HEAD}{SAILS}{ROPES}\n## {people}\n\n{HEAD}{WATCH}"
    assert _groups(tmp_path, text) == {"Sails": craft, "Ropes": craft, "Watch": people}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"## Harbour\n\n{HEAD}{SAILS}{ROPES}\n## Ocean\n\n{HEAD}{SAILS}{WATCH}", id="a skill in both"),
        pytest.param(f"{HEAD}{SAILS}{ROPES}\n## Samenwerken\n\n{HEAD}{WATCH}", id="one below the title"),
        pytest.param(f"## Levels 1\n\n{HEAD}{SAILS}{ROPES}\n## Levels 2\n\n{HEAD}{WATCH}", id="counted parts"),
    ],
)
def test_given_headings_that_may_say_something_else_then_they_group_nothing(tmp_path: Path, text: str) -> None:
    assert not any(_groups(tmp_path, text).values())
