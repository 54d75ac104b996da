"""A folder with a page a role says what one page with a section a role says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from loaders.mapped.folder import files_under, map_files
from loaders.mapped.found import Framework

FOLDERS = Path(__file__).parent / "ladders"
FRONT = re.compile(r"\A---\s*\n.*?\n---\s*\n", re.DOTALL)
TITLE = re.compile(r"^# (.*)$", re.MULTILINE)
TITLED = [  # pages that begin with their role's title, and need no other page
    "a_head_among_pages",
    "codes_of_files",
    "directors_of_disciplines",
    "dutch_jobs",
    "facts_in_a_table",
    "french_jobs",
    "grades_in_headings",
    "grades_in_sentences",
    "grades_of_a_page",
    "joined_headings",
    "levels_counted_in_titles",
    "lists_below_heads",
    "middle_between",
    "one_title_on_several_levels",
    "pages_of_expectations",
    "pages_that_compare",
    "pages_that_name_others",
    "seniors_of_two_crafts",
    "short_forms_of_titles",
    "stages_below_headings",
    "titles_that_count",
    "two_pages_with_names",
]


@pytest.mark.parametrize("name", TITLED)
def test_given_pages_of_roles_when_put_on_one_page_then_the_same_is_read(name: str, tmp_path: Path) -> None:
    folder = FOLDERS / name / "given"
    mapping, found, _ = map_files(files_under([folder]))
    documents = list(dict.fromkeys(role.document for role in found.roles if role.document.endswith(".md")))
    (tmp_path / "ladder.md").write_text(one_page([folder / document for document in documents]), encoding="utf-8")

    _, together, _ = map_files(files_under([tmp_path]))

    assert [part.form for part in mapping.documents] == ["pages"]
    assert said(together) == said(found)


def one_page(pages: list[Path]) -> str:
    """The pages below each other, each title one rank lower, and the headings below it."""
    parts = ["# Ladder"]
    for page in pages:
        text = FRONT.sub("", page.read_text(encoding="utf-8"))
        front = re.search(r"^title: *(.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        title = TITLE.search(text)
        heading = title[1] if title else front[1].strip("\"'") if front else page.stem
        body = TITLE.sub("", text, count=1) if title else text
        parts.append(f"## {heading}\n" + re.sub(r"^(#+)(?= )", r"#\1", body, flags=re.MULTILINE))
    return "\n\n".join(parts)


def said(found: Framework) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Roles, competencies, and which texts are of which role; the order of both is that of the documents."""
    texts = [(role.title, text.text) for role, text in found.cells()]
    return sorted(role.title for role in found.roles), sorted(found.competencies()), sorted(texts)
