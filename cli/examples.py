"""The example files of a new data folder, which its keeper edits or which give way to a mapped ladder."""

from __future__ import annotations

from pathlib import Path

EXAMPLE_ROLE = """\
# yaml-language-server: $schema=../role.schema.json
# One file a role. Delete this one when you have your own.
id: example-role
title: Example Role
status: draft
level: mid
mission: Shows what a role file looks like.
years_min: 2
years_max: 5
technical_skills:
  - {name: Python, tier: must, importance: critical}
soft_skills:
  - Written communication
"""

OWN_VOCABULARY = """\
# yaml-language-server: $schema=../vocabulary.schema.json
# Names of your own, and other spellings of shipped ones.
# An entry with the name of a shipped term adds its aliases to it.
skills:
  - {name: Python, aliases: [Python scripting]}
"""

OWN_LEVELS = """\
levels:
  - {name: Junior, rank: 1, months_min: 12, months_max: 30}
  - {id: mid, name: Mid-level, rank: 2, unmarked: true, months_min: 24, months_max: 48}
  - {name: Senior, rank: 3, months_min: 24, months_max: 60}
"""


ROLE_FILE = "roles/example-role.yaml"


def examples_of(*, levels: bool) -> dict[str, str]:
    """The texts of the files by name; with levels where no shipped vocabulary has any."""
    return {ROLE_FILE: EXAMPLE_ROLE, "vocabulary/own.yaml": OWN_VOCABULARY + (OWN_LEVELS if levels else "")}


def remove_examples(folder: Path) -> list[str]:
    """Removes the example role and levels of a new folder, where its keeper left both as they were and has no other
    role; their names.
    """
    written = [examples_of(levels=levels) for levels in (True, False)]
    only = [path.relative_to(folder).as_posix() for path in (folder / "roles").glob("*.yaml")] == [ROLE_FILE]
    files = {name: folder / name for name in written[0]}
    if not only or not all(path.is_file() for path in files.values()):
        return []
    if {name: path.read_text("utf-8") for name, path in files.items()} not in written:
        return []
    for path in files.values():
        path.unlink()
    return list(files)
