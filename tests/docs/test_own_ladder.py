"""Each example of "Bring your own ladder" is read as the page says, down to its first path."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.folding.fold import fold
from loaders.folder import read_folder
from loaders.mapped.folder import as_yaml, files_under, in_folder, map_files, write_mapping

PAGE = (Path(__file__).parents[2] / "docs" / "own-ladder.md").read_text(encoding="utf-8")
FILE = re.compile(r"^`([\w.-]+)`\n\n```\w+\n(.*?)```", re.DOTALL | re.MULTILINE)
EXAMPLE = re.compile(r"((?:(?!^```text).)*?)^```text\n(.*?)```", re.DOTALL | re.MULTILINE)
EXAMPLES = [(FILE.findall(before), said) for before, said in EXAMPLE.findall(PAGE)]


@pytest.mark.parametrize(("files", "said"), EXAMPLES, ids=[files[0][0] for files, _ in EXAMPLES])
def test_given_an_example_of_the_page_when_mapped_and_loaded_then_it_is_read_as_the_page_says(
    tmp_path: Path, files: list[tuple[str, str]], said: str
) -> None:
    given, home = tmp_path / "given", tmp_path / "home"
    given.mkdir()
    home.mkdir()
    for name, content in files:
        (given / name).write_text(content, encoding="utf-8")

    mapping, found, _ = map_files(in_folder(home, [given]))
    write_mapping(home, mapping, in_folder(home, [given]))
    graph = fold(read_folder(home).documents)

    steps = {edge.start: edge.end for edge in graph.edges if edge.type == "PROGRESSES_TO"}
    titles = {key.id: said["title"] for key, said in graph.nodes.items() if key.label == "Role"}
    (path,) = set(titles) - set(steps.values())
    way = [titles[path]]
    while path := steps.get(path, ""):
        way.append(titles[path])
    lines = [
        "levels: " + ", ".join(found.levels),
        "roles: " + ", ".join(role.title for role in found.roles),
        "competencies: " + ", ".join(found.competencies()),
        f"texts: {len(list(found.cells()))}",
        "path: " + " → ".join(way),
    ]
    assert [line.strip() for line in lines] == said.splitlines()


def test_given_the_mapping_that_the_page_shows_when_written_for_its_example_then_it_is_the_same(tmp_path: Path) -> None:
    (name, content), *_ = next(files for files, _ in EXAMPLES if files[0][0] == "stufen.md")
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / name).write_text(content, encoding="utf-8")
    mapping = map_files(files_under([tmp_path]))[0]
    assert "".join(as_yaml(mapping).splitlines(keepends=True)[1:]) in PAGE
