"""How a page is typed says nothing: marks, signs and line ends around the same words change no reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.mapped.folder import files_under, map_files
from loaders.mapped.found import Framework
from loaders.mapped.wording.texts import plain

FOLDERS = Path(__file__).parent / "ladders"
FRONT = re.compile(r"\A(?:---\s*\n.*?\n---\s*\n|/\*.*?\*/\s*\n)", re.DOTALL)
HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
MARKS = re.compile(r"[*_`\[\]<>{]")
Typed = Callable[[str], str]


def headings(change: Callable[[str, str], str]) -> Typed:
    """The text with its headings typed otherwise, but for those with marks of their own."""
    return lambda text: HEADING.sub(lambda found: found[0] if MARKS.search(found[2]) else change(*found.groups()), text)


TYPED: dict[str, Typed] = {
    "lines end as on Windows": lambda text: text.replace("\n", "\r\n"),
    "a mark of the byte order": lambda text: f"\ufeff{text}",
    "stars for items": lambda text: re.sub(r"^( *)- ", r"\1* ", text, flags=re.MULTILINE),
    "bold headings": headings(lambda rank, words: f"{rank} **{words}**"),
    "slanted headings": headings(lambda rank, words: f"{rank} *{words}*"),
    "linked headings": headings(lambda rank, words: f"{rank} [{words}](#there)"),
    "closed headings": headings(lambda rank, words: f"{rank} {words} {rank}"),
    "anchored headings": headings(lambda rank, words: f"{rank} {words} {{#there}}"),
    "anchors before headings": headings(lambda rank, words: f'{rank} <a id="there"></a>{words}'),
    "pictures before headings": headings(lambda rank, words: f"{rank} 🚀 {words}"),
    "headings of HTML": headings(lambda rank, words: f"\n<h{len(rank)}>{words}</h{len(rank)}>\n"),
    "unbroken spaces in headings": headings(lambda rank, words: f"{rank} {words.replace(' ', chr(0xA0))}"),
    "rules between sections": headings(lambda rank, words: f"\n---\n\n{rank} {words}"),
    "bold of underscores": lambda text: re.sub(r"\*\*([^*\n]+)\*\*", r"__\1__", text),
}


def pages(folder: Path) -> list[Path]:
    """The files of a folder where all are Markdown; else none."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return files if all(file.suffix == ".md" for file in files) else []


NAMES = [path.parent.name for path in sorted(FOLDERS.glob("*/read.yaml")) if pages(path.parent / "given")]
SOME = 2  # ways of typing for each folder; --long takes all


def cases(count: int) -> list[tuple[str, str]]:
    ways = list(TYPED)
    return [(name, ways[(at * SOME + way) % len(ways)]) for at, name in enumerate(NAMES) for way in range(count)]


@pytest.mark.parametrize(("name", "way"), cases(SOME))
def test_given_a_page_typed_otherwise_when_mapped_then_the_same_is_read(name: str, way: str, tmp_path: Path) -> None:
    check(name, way, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize(("name", "way"), cases(len(TYPED)))
def test_given_a_page_typed_in_any_way_when_mapped_then_the_same_is_read(name: str, way: str, tmp_path: Path) -> None:
    check(name, way, tmp_path)


def check(name: str, way: str, place: Path) -> None:
    given = FOLDERS / name / "given"
    for file in pages(given):
        text = file.read_text(encoding="utf-8")
        front = match[0] if (match := FRONT.match(text)) else ""
        (target := place / file.relative_to(given)).parent.mkdir(parents=True, exist_ok=True)
        whole = way.startswith(("lines end", "a mark"))
        typed = TYPED[way](text) if whole else front + TYPED[way](text.removeprefix(front))
        target.write_bytes(typed.encode())

    _, found, _ = map_files(files_under([place]))
    _, expected, _ = map_files(files_under([given]))

    assert said(found) == said(expected)


def said(found: Framework) -> tuple[list[str], list[str], int, list[tuple[str, str]]]:
    titles = [plain(role.title) for role in found.roles]
    steps = [(plain(lower.title), plain(upper.title)) for lower, upper in found.steps]
    return titles, sorted(map(plain, found.competencies())), len(list(found.cells())), steps
