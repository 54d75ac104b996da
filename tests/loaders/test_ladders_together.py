"""Two ladders in one folder are read as each is alone."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from loaders.mapped.folder import files_under, in_folder, map_files
from loaders.mapped.found import Framework
from loaders.mapped.wording.texts import plain

FOLDERS = Path(__file__).parent / "ladders"
PAIRS, SPOILED = 60, 1
WRITTEN = 12  # folders of two ladders
NAMES = sorted(path.parent.name for path in FOLDERS.glob("*/read.yaml"))


def mapped(*names: str) -> Framework:
    with TemporaryDirectory() as folder:
        for name in names:
            shutil.copytree(FOLDERS / name / "given", Path(folder) / name)
        return map_files(files_under([Path(folder)]))[1]


@cache
def alone(name: str) -> Framework:
    return mapped(name)


def texts_of(*found: Framework) -> Counter[tuple[str, str, str]]:
    titled = ((role.full or role.title, text) for each in found for role, text in each.texts)
    return Counter((title, text.competency, text.text) for title, text in titled)


def names_of(found: Framework) -> set[str]:
    names = (*found.levels, *(name for role in found.roles for name in (role.title, role.family)))
    return set(map(plain, names)) - {""}


def are_read_as_alone(one: str, other: str) -> bool:
    """Whether two ladders that share no name keep all their texts at their roles in one folder."""
    return texts_of(mapped(one, other)) == texts_of(alone(one), alone(other))


def test_given_folders_of_ladders_when_mapped_to_be_written_then_they_are_read_as_the_preview_says(
    tmp_path: Path,
) -> None:
    random = Random(33)
    for at in range(WRITTEN):
        given = tmp_path / str(at)
        for name in random.sample(NAMES, 2):
            shutil.copytree(FOLDERS / name / "given", given / name)
        shown = map_files(files_under([given]))[0]
        kept = map_files(in_folder(tmp_path / "home", [given]))[0]
        assert (kept.levels, kept.tracks, kept.roles) == (shown.levels, shown.tracks, shown.roles)


def test_given_two_ladders_that_share_no_name_when_mapped_together_then_nearly_all_are_read_as_alone() -> None:
    """A few still tell each other what a word means, such as which noun is a job: `SPOILED` of `PAIRS` at most."""
    random, pairs = Random(20), list[tuple[str, str]]()
    while len(pairs) < PAIRS:
        one, other = random.sample(NAMES, 2)
        if names_of(alone(one)).isdisjoint(names_of(alone(other))) and alone(one).texts and alone(other).texts:
            pairs.append((one, other))
    spoiled = [pair for pair in pairs if not are_read_as_alone(*pair)]
    assert len(spoiled) <= SPOILED, spoiled
