"""Ladders of every form: what is proposed for them, and what is read."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from pydantic import ValidationError

from graph.documents.blueprint import Blueprint
from graph.errors import DocumentError, DocumentErrors
from graph.folding.findings import found_in
from graph.folding.fold import fold
from graph.model import NodeKey
from loaders.errors import LoadError
from loaders.mapped.documents.documents import documents_of
from loaders.mapped.doubts import doubts_of
from loaders.mapped.folder import (
    as_yaml,
    files_under,
    in_folder,
    map_files,
    mapped_files,
    read_mapped,
    read_mapping,
    write_mapping,
)
from loaders.mapped.found import Framework, Role, Text
from loaders.mapped.mapping import Mapping
from loaders.mapped.proposal.propose import propose
from loaders.mapped.reading.read import read_framework
from loaders.mapped.sources.pieces import Source
from loaders.mapped.sources.read import read_source
from loaders.mapped.wording.labels import without_level
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import shipped, words_of
from tests.loaders.ladders.files import read
from tests.loaders.ladders.forms import LADDERS as FIRST
from tests.loaders.ladders.more_forms import MORE
from tests.support.word import docx

LADDERS = FIRST | MORE
FOLDERS = Path(__file__).parent / "ladders"  # each with `given` files and `read.yaml`, what a person reads in them


@pytest.mark.parametrize("name", LADDERS)
def test_given_a_ladder_of_any_form_when_mapped_then_it_is_read_as_a_person_reads_it(name: str, tmp_path: Path) -> None:
    ladder = LADDERS[name]

    found = read(ladder.files, tmp_path)

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
    for kind in expected.keys() & {"family", "track"}:
        assert [getattr(role, kind) for role in found.roles] == expected[kind]
    assert len(as_yaml(mapping).splitlines()) < 30


def test_given_a_list_of_tasks_when_mapped_then_its_boxes_are_no_words() -> None:
    _, found, _ = map_files(files_under([FOLDERS / "boxes_of_tasks" / "given"]))

    assert found.texts[0][1].lines == ["Plans the bread of one morning", "Tastes what others have baked"]


def test_given_a_page_that_builds_on_another_when_mapped_then_its_role_does_and_says_where() -> None:
    mapping, found, _ = map_files(files_under([FOLDERS / "pages_that_build_on_others" / "given"]))

    roles = {document.title: document.content for document in documents_of(found, mapping, "own")}
    upper, first = roles["Senior Baking Manager"], roles["Baking Manager"]
    assert isinstance(upper, Blueprint)
    assert isinstance(first, Blueprint)
    assert [(base.name, base.line) for base in upper.builds_on] == [("Baking Manager", 4)]
    assert first.builds_on == []


def test_given_word_documents_with_a_title_when_mapped_then_it_stands_above_their_headings(tmp_path: Path) -> None:
    for title, level, text in (("Baker", "K1", "Kneads with help"), ("Senior Baker", "K2", "Kneads alone")):
        parts = [
            ("T", title),
            ("", f"Level: {level}"),
            ("1", "About us"),
            ("", "We bake."),
            ("1", "Kneading"),
            ("-", text),
        ]
        (tmp_path / f"{title}.docx").write_bytes(docx(parts))

    _, found, _ = map_files(files_under([tmp_path]))

    assert [(role.title, role.level) for role in found.roles] == [("Baker", "K1"), ("Senior Baker", "K2")]


def test_given_a_word_document_with_contents_when_mapped_then_they_are_no_part_of_the_ladder(tmp_path: Path) -> None:
    levels = ("Level 1: Junior Baker", "Level 2: Baker", "Level 3: Senior Baker")
    contents = [("C", f"{level}\t{page}") for page, level in enumerate(levels, 2)]
    texts = [part for level in levels for part in (("1", level), ("2", "Dough"), ("-", f"{level} kneads it so"))]
    (tmp_path / "ladder.docx").write_bytes(docx([("T", "Baking"), ("1", "Contents"), *contents, *texts]))

    _, found, _ = map_files(files_under([tmp_path]))

    assert found.levels == ["Level 1", "Level 2", "Level 3"]
    assert (found.competencies(), len(list(found.cells()))) == (["Dough"], 3)
    assert all(any(words.startswith(level) for _, _, words in found.unused) for level in levels)


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ('<span class="number">01</span>Dough', "01 Dough"),
        ('<span class="name">Dough</span><span class="detail">What we knead</span>', "Dough What we knead"),
        ('<span class="a">Dou</span><span class="b">gh</span>', "Dough"),
    ],
)
def test_given_words_that_only_a_style_sheet_parts_when_read_then_they_are_apart(heading: str, label: str) -> None:
    source = read_source(f"<h2>{heading}</h2><p>Text.</p>".encode(), "a.html")

    assert " ".join([source.pieces[0].text, *source.pieces[0].lines]) == label


@pytest.mark.parametrize(("title", "left"), [("HR-Referent:in", "HR"), ("Team-Leiter*in Ofen", "Team- Ofen")])
def test_given_a_title_for_women_and_men_when_its_level_is_left_out_then_its_ending_is_too(
    title: str, left: str
) -> None:
    assert without_level(title, shipped()) == left


def test_given_a_job_description_when_mapped_then_each_sentence_has_its_own_line(tmp_path: Path) -> None:
    page = "# Baker\n\nGrade: 4\n\n## Responsibilities\n\n- Kneads dough\n- Fires ovens\n\n## Requirements\n\n- Years\n"
    (tmp_path / "baker.md").write_text(page, "utf-8")
    (tmp_path / "senior.md").write_text(page.replace("Baker", "Senior Baker").replace("4", "5"), "utf-8")

    mapping, found, _ = map_files(files_under([tmp_path]))

    roles = {document.title: document.content for document in documents_of(found, mapping, "own")}
    baker = roles["Baker"]
    assert isinstance(baker, Blueprint)
    assert [(said.text, said.line) for said in baker.responsibilities] == [
        ("Kneads dough", 7),
        ("Fires ovens", 8),
    ]


def test_given_titles_of_two_crafts_when_mapped_then_each_is_on_the_level_of_its_word_of_seniority() -> None:
    _, found, _ = map_files(files_under([FOLDERS / "seniors_of_two_crafts" / "given"]))

    levels = {role.title: role.level for role in found.roles}
    assert levels["Senior Pastry Cook"] == levels["Senior Oven Hand"] == "Senior"
    assert levels["Pastry Cook"] == "Pastry Cook"


@pytest.mark.parametrize("name", sorted(path.parent.name for path in FOLDERS.glob("*/read.yaml")))
def test_given_a_ladder_when_mapped_then_each_word_of_it_is_used_or_told_as_unused(name: str) -> None:
    _, found, sources = map_files(files_under([FOLDERS / name / "given"]))

    assert list(lost(found, sources)) == []


@pytest.mark.parametrize("name", LADDERS)
def test_given_a_ladder_of_any_form_when_mapped_then_none_of_its_words_is_lost(name: str, tmp_path: Path) -> None:
    for file, content in LADDERS[name].files.items():
        (tmp_path / file).write_bytes(content if isinstance(content, bytes) else content.encode())

    _, found, sources = map_files(files_under([tmp_path]))

    assert list(lost(found, sources)) == []


def lost(found: Framework, sources: list[Source]) -> Iterator[tuple[str, dict[str, int]]]:
    """How often words stand in a document more than in what was read from it: its texts, names, groups and steps, and
    what is told as unused.

    What a text says is never taken from the marks of the reader, which would say of a lost text that it was used; only
    labels around texts (heads of columns, tracks, keys) count by their marks.
    """
    names = [name for role in found.roles for name in (role.title, role.level, role.family, *role.labels)]
    texts = [*(text for _, text in found.texts), *found.descriptions]
    for source in sources:
        own = [text for text in texts if text.document == source.name]
        told = [words for document, _, words in found.unused if document == source.name]
        told += [link.words for link in found.stated if link.document == source.name]
        said = [part for text in own for part in (*text.lines, text.competency, text.group, text.subject, text.stage)]
        kept = Counter(plain(" ".join([*told, *said, *names, source.title])).split())
        there = [word for use, words in written(source) if use not in LABELS for word in _words(words)]
        if missing := Counter(there) - kept:
            yield source.name, dict(missing)


def _words(text: str) -> list[str]:
    return plain(re.sub("<[^>]+>", " ", unescape(text))).split()


LABELS = ("track", "heading", "level", "title", "group", "label", "stage", "step")


def written(source: Source) -> Iterator[tuple[str, str]]:
    """Everything a document says, with the reader's mark."""
    for piece in source.pieces:
        if piece.grid is not None:
            yield from ((cell.used, cell.label) for cell in piece.grid.cells)
        else:
            yield piece.used, f"{piece.bold} {piece.text}" if piece.kind == "fact" else piece.text
            yield piece.used if piece.kind != "paragraph" else "", " ".join(piece.lines)
    for leaf in () if source.pieces else source.data:  # a job posting's data are its pieces too
        yield leaf.used, leaf.text


@settings(max_examples=40, derandomize=True)
@given(data=st.data())
def test_given_a_file_cut_or_garbled_anywhere_when_mapped_then_it_is_read_or_refused_in_words(
    data: st.DataObject,
) -> None:
    files = [path for path in sorted(FOLDERS.glob("*/given/**/*")) if path.is_file()]
    whole = data.draw(
        st.sampled_from([*(path.read_bytes() for path in files), docx([("1", "Baker 1"), ("-", "Bakes")])])
    )
    name = data.draw(st.sampled_from(["a.md", "a.html", "a.csv", "a.yaml", "a.json", "a.docx", "a.xlsx", "a.txt"]))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    garbled = whole[:start] + data.draw(st.binary(max_size=8)) + whole[end:]
    try:
        source = read_source(garbled, name)
    except DocumentError:
        return
    mapping = propose([source], shipped())
    read_framework([read_source(garbled, name)], mapping, shipped())


def test_given_an_archive_that_unpacks_to_too_much_when_read_then_it_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(3):
            archive.writestr(f"word/{at}.xml" if at else "word/document.xml", b"\0" * 80_000_000)
    with pytest.raises(DocumentError, match="unpacks to more than"):
        read_source(out.getvalue(), "bomb.docx")


def test_given_yaml_that_refers_to_itself_or_is_too_deep_when_read_then_it_is_refused() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + at)}: &{chr(98 + at)} [{', '.join([f'*{chr(97 + at)}'] * 9)}]\n" for at in range(8)
    )
    for text in (bomb, "[" * 5000):
        with pytest.raises(DocumentError):
            read_source(text.encode(), "bomb.yaml")


def test_given_a_hundred_files_when_mapped_then_all_their_texts_are_read(tmp_path: Path) -> None:
    for at in range(100):
        sections = "\n".join(
            f"## Ability {ability}\n\n" + "- Does the work of this level well\n" * 12 for ability in range(20)
        )
        (tmp_path / f"role-{at}.md").write_text(f"# Engineer {at}\n\n{sections}")
    _, found, _ = map_files(files_under([tmp_path]))
    assert len(list(found.cells())) == 2000


MENUS = [
    "<footer>{}</footer>",
    "<nav><ul><li>{}</li></ul></nav>",
    "<aside><p>{}</p></aside>",
    '<div id="footer"><div><p>{}</p></div></div>',
    "<div class='page sidebar'>{}</div>",
    "<section role=contentinfo><p>{}</p></section>",
    "<p>© 2024 {}</p>",
    "<p>{}, all rights reserved</p>",
]


@settings(max_examples=60, derandomize=True)
@given(st.sampled_from(MENUS), st.integers(0, 4), st.booleans())
def test_given_a_menu_or_footer_anywhere_in_a_page_when_mapped_then_it_is_told_and_joins_no_text(
    form: str, place: int, linked: bool
) -> None:
    words = "Bread & Sons" if not linked else "<a href='/'>Bread & Sons</a>"
    parts = [
        "<h1>Baker ladder</h1>",
        "<h2>Junior Baker</h2><h3>Dough</h3><ul><li>Kneads with help</li></ul>",
        "<h2>Senior Baker</h2><h3>Dough</h3><ul><li>Kneads alone</li></ul>",
        "<p>Knows all the doughs</p>",
    ]
    parts.insert(place, form.format(words))

    source = read_source("".join(parts).encode(), "baker.html")
    mapping = propose([source.copy()], shipped())
    found = read_framework([source := source.copy()], mapping, shipped())

    assert [text.lines for _, text in found.texts] == [["Kneads with help"], ["Kneads alone", "Knows all the doughs"]]
    assert any("Bread & Sons" in told for _, _, told in found.unused)


@pytest.mark.parametrize("name", ["㐀", "……"])
def test_given_a_competency_of_whose_letters_no_id_can_be_made_when_loaded_then_it_is_refused(name: str) -> None:
    text = f"| | Junior | Senior |\n|--|--|--|\n| {name} | Kneads with help | Kneads alone |\n".encode()
    mapping = propose([read_source(text, "a.md")], shipped())
    found = read_framework([read_source(text, "a.md")], mapping, shipped())
    with pytest.raises(DocumentErrors, match=r"a\.md:3: the competency '.+' has no letter or digit of which") as caught:
        documents_of(found, mapping, "acme")
    assert len(caught.value.errors) == 1


@pytest.mark.parametrize(
    ("name", "text", "tree"),
    [
        ("a.yaml", "levels:\n  1: Junior\nlevels: [Senior]\n", {"levels": {"1": "Junior"}, "levels (2)": ["Senior"]}),
        ("a.yaml", "a: [Kneads]\na: [Bakes]\n", {"a": ["Kneads", "Bakes"]}),
        ("a.yaml", "a: {b: [1], c: 2}\na: {b: [3], c: 4}\n", {"a": {"b": ["1", "3"], "c": "2", "c (2)": "4"}}),
        ("a.yaml", "a: 1\na (2): 2\na: 3\na: 4\n", {"a": "1", "a (2)": "2", "a (3)": "3", "a (4)": "4"}),
        ("a.json", '{"a": {"b": 1,\n"b": 2}}', {"a": {"b": "1", "b (2)": "2"}}),
        ("a.md", "---\ntopics:\n- a: [Kneads]\n  a: [Bakes]\n---\n", {"topics": [{"a": ["Kneads", "Bakes"]}]}),
    ],
)
def test_given_a_key_that_stands_twice_when_read_then_both_values_are_kept(name: str, text: str, tree: object) -> None:
    source = read_source(text.encode(), name)

    assert source.tree == tree
    assert len({leaf.path for leaf in source.data}) == len(source.data)


@settings(max_examples=100, derandomize=True)
@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip), tabbed=st.booleans())
def test_given_json_with_escapes_when_read_then_it_is_that_with_the_signs_themselves(text: str, tabbed: bool) -> None:
    said = {"Junior": {"Craft": text, "half": "🌱"}}
    written = json.dumps(said, ensure_ascii=True, indent="\t" if tabbed else 2)
    whole, escaped = (
        read_source(content.encode(), "ladder.json") for content in (json.dumps(said, ensure_ascii=False), written)
    )
    assert [(leaf.path, leaf.text) for leaf in escaped.data] == [(leaf.path, leaf.text) for leaf in whole.data]
    assert [leaf.text for leaf in escaped.data][1] == "🌱"
    alone = read_source(written.replace("\\udf31", "").encode(), "ladder.json")
    assert alone.data[1].text == "\N{REPLACEMENT CHARACTER}"


def test_given_a_form_above_a_table_when_mapped_then_its_labels_are_no_discipline() -> None:
    _, found, _ = map_files(files_under([FOLDERS / "a_form_above_a_table" / "given"]))

    assert {role.family for role in found.roles} == {"Baker"}


@pytest.mark.parametrize("name", ["steps_in_data", "steps_of_a_diagram", "codes_of_files"])
def test_given_steps_that_a_document_states_when_mapped_then_no_order_implies_them(name: str) -> None:
    mapping, found, _ = map_files(files_under([FOLDERS / name / "given"]))

    contents = [document.content for document in documents_of(found, mapping, "house")]
    roles = [content for content in contents if isinstance(content, Blueprint)]
    upward = {(role.title, step.name) for role in roles for step in role.career.next}
    downward = {(step.name, role.title) for role in roles for step in role.career.feeders}

    assert found.stated != []
    assert {(link.lower.title, link.upper.title) for link in found.stated} == {
        (lower.title, upper.title) for lower, upper in found.steps
    }
    assert not any(step.implied for role in roles for step in (*role.career.next, *role.career.feeders))
    assert upward | downward == {(lower.title, upper.title) for lower, upper in found.steps}
    assert upward == downward or name == "codes_of_files"  # there each page says what is above its own role


def test_given_one_stated_step_when_mapped_then_the_order_implies_the_others(tmp_path: Path) -> None:
    page = "# Ladder\n\nflowchart TD\n A[Junior Baker] --> B[Senior Baker]\n\n"
    levels = ("Junior Baker", "Baker", "Senior Baker", "Head Baker")
    page += "".join(f"## {level}\n\n### Dough\n\n- kneads it as a {level}\n\n" for level in levels)
    (tmp_path / "ladder.md").write_text(page, encoding="utf-8")

    _, found, _ = map_files(files_under([tmp_path]))

    assert [(lower.title, upper.title) for lower, upper in found.steps] == [
        ("Junior Baker", "Senior Baker"),
        ("Junior Baker", "Baker"),
        ("Baker", "Senior Baker"),
        ("Senior Baker", "Head Baker"),
    ]
    assert len(found.stated) == 1


def test_given_lines_that_only_begin_like_steps_when_mapped_then_they_are_texts(tmp_path: Path) -> None:
    lines = ("To: the guests", "From: the mill", "Next to the oven: two benches")
    page = "".join(
        f"## {level}\n\n### Where things go\n\n" + "".join(f"- {line} of a {level}\n" for line in lines) + "\n"
        for level in ("Junior Baker", "Senior Baker")
    )
    (tmp_path / "ladder.md").write_text(f"# Ladder\n\n{page}", encoding="utf-8")

    _, found, _ = map_files(files_under([tmp_path]))

    said = " ".join(line for _, text in found.texts for line in (text.competency, *text.lines))
    assert all(words in said for words in ("the guests of a Junior", "the mill of a Senior", "two benches of a Senior"))


@pytest.mark.parametrize("name", sorted(path.parent.name for path in FOLDERS.glob("*/read.yaml")))
def test_given_a_mapped_ladder_when_checked_then_no_finding_is_about_its_form(name: str) -> None:
    mapping, found, _ = map_files(files_under([FOLDERS / name / "given"]))

    findings = found_in(fold(documents_of(found, mapping, "house")))

    assert [finding.message for finding in findings if finding.kind in OF_FORM] == []


OF_FORM = {"merged_names", "one_sided_step", "dangling_id", "alias_collision", "step_to_itself", "promotion_cycle"}


def read_in_time(path: Path, text: str) -> None:
    """Maps a page of two levels with hostile words: a pattern that tries all ways takes hours."""
    path.write_text(text, encoding="utf-8")
    start = time.monotonic()

    _, found, _ = map_files(files_under([path.parent]))

    assert len(found.steps) == 1
    assert time.monotonic() - start < 30


@pytest.mark.parametrize("part", ["a-", "--", "A[", "A[b] ", "A-->", "A -->|", "-.-", "[", "|", "{{<", "{{< a "])
def test_given_a_diagram_of_any_signs_when_mapped_then_it_takes_no_minutes(part: str, tmp_path: Path) -> None:
    levels = "".join(f"## {level} Baker\n\n- bakes as a {level}\n\n" for level in ("Junior", "Senior"))
    read_in_time(tmp_path / "ladder.md", f"# Ladder\n\nflowchart TD {part * 10_000}\n\n{levels}")


@pytest.mark.parametrize("part", ["<style>", "<style>.a{", "<span class=a ", "<span style='", ".a{", "<small>"])
def test_given_a_page_of_styles_when_mapped_then_it_takes_no_minutes(part: str, tmp_path: Path) -> None:
    levels = "".join(f"<h2>{level} Baker</h2><ul><li>bakes as a {level}</li></ul>" for level in ("Junior", "Senior"))
    read_in_time(tmp_path / "ladder.html", f"<html><body><h1>Ladder</h1>{levels}{part * 30_000}")


def test_given_folders_with_files_of_one_name_when_mapped_then_all_are_read_and_kept(tmp_path: Path) -> None:
    for craft in ("bakers", "millers"):
        page = "".join(f"## {level} {craft}\n\n- works as a {level} of {craft}\n\n" for level in ("Junior", "Senior"))
        (tmp_path / "ours" / craft).mkdir(parents=True)
        (tmp_path / "ours" / craft / "readme.md").write_text(f"# {craft.title()}\n\n{page}", encoding="utf-8")
    folders = [tmp_path / "ours" / "bakers", tmp_path / "ours" / "millers"]

    files = files_under([*folders, folders[0] / "readme.md"])
    mapping, found, _ = map_files(files)
    write_mapping(tmp_path / "house", mapping, in_folder(tmp_path / "house", folders))

    assert [name for _, name in files] == ["bakers/readme.md", "millers/readme.md"]
    assert len(found.roles) == 4
    kept = sorted(path.relative_to(tmp_path / "house").as_posix() for path in (tmp_path / "house").rglob("*.md"))
    assert kept == ["originals/bakers/readme.md", "originals/millers/readme.md"]


def test_given_pages_of_two_languages_when_mapped_then_the_level_of_each_is_read(tmp_path: Path) -> None:
    for label, level, title in (
        ("Livello", "P2", "Fornaio"),
        ("Livello", "P3", "Fornaio esperto"),
        ("Poziom", "L2", "Piekarz"),
        ("Poziom", "L3", "Starszy piekarz"),
    ):
        page = f"# {title}\n\n{label}: {level}\n\n## Pane\n\n- {title} fa il pane {level}\n"
        (tmp_path / f"{title.lower()}.md").write_text(page, encoding="utf-8")

    mapping, found, _ = map_files(files_under([tmp_path]))

    assert {(role.title, role.level) for role in found.roles} == {
        ("Fornaio", "P2"),
        ("Fornaio esperto", "P3"),
        ("Piekarz", "L2"),
        ("Starszy piekarz", "L3"),
    }
    assert [part.level for part in mapping.documents] == ["Livello", "Poziom"]


def test_given_a_workbook_with_what_cannot_be_read_when_mapped_then_it_is_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Skill", "Junior", "Senior"],
        ["Dough", "kneads by hand", "=CONCAT(B2)"],
        ["Oven", "lights it", "builds it"],
    ):
        sheet.append(row)
    hidden = book.create_sheet("Pay")
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "ladder.xlsx")

    _, found, _ = map_files(files_under([tmp_path]))

    told = [words for _, _, words in found.unused]
    assert told == ["not read: the hidden sheet 'Pay'", "not read: the formula in Sheet!C2 has no value"]
    assert len(found.texts) == 3


@pytest.mark.parametrize(
    "more",
    [
        {"competence": ["x"]},
        {"headings": {"responsibilites": ["x"]}},
        {"competency": "Kunde"},
        {"ranks": ["x"]},
        {"ranks": {"3": "x"}},
    ],
)
def test_given_words_of_an_unknown_list_or_form_when_mapped_then_it_is_said(more: dict[str, object]) -> None:
    with pytest.raises(LoadError) as refused:
        words_of(more)

    assert "words" in str(refused.value)
    assert refused.value.suggestion


FETCHING = {
    "page.html": """<!DOCTYPE html [<!ENTITY more SYSTEM "http://127.0.0.1:9/more.xml">]><html><head>
        <link rel="stylesheet" href="http://127.0.0.1:9/a.css"><script src="http://127.0.0.1:9/a.js"></script></head>
        <body><img src="http://127.0.0.1:9/a.png"><h1>Bakers</h1><h2>Junior Baker</h2><ul><li>Kneads by a recipe
        &more;</li></ul><h2>Senior Baker</h2><ul><li>Invents recipes</li></ul></body></html>""",
    "page.md": "# Bakers\n\n![a](http://127.0.0.1:9/a.png)\n\n## Junior Baker\n\n"
    "- Kneads <img src='http://127.0.0.1:9/b'>\n\n## Senior Baker\n\n- Invents recipes\n",
    "list.jsonld": '{"@context": "http://127.0.0.1:9/context.jsonld", "@type": "JobPosting", "title": "Junior Baker", '
    '"responsibilities": "Kneads by a recipe of the house"}',
    "data.yaml": "levels:\n  Junior Baker: {Dough: Kneads by a recipe}\n  Senior Baker: {Dough: Invents new recipes}\n"
    "more: {$ref: 'http://127.0.0.1:9/more.yaml'}\n",
}


@pytest.mark.parametrize("name", FETCHING)
def test_given_a_document_that_names_others_on_the_web_when_mapped_then_nothing_is_fetched(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda self, address: asked.append(address))
    monkeypatch.setattr("socket.getaddrinfo", lambda *place, **_: asked.append(place) or [])
    (tmp_path / name).write_text(FETCHING[name], encoding="utf-8")

    _, found, _ = map_files(files_under([tmp_path]))

    assert found.roles
    assert asked == []


DESCRIBED = {
    "matrix.csv": "Group,Competency,Description,Junior Baker,Senior Baker\n"
    "Craft,Dough,How a baker works with flour and water.,Kneads by a recipe of the house.,Invents the recipes.\n"
    "Craft,Oven,How a baker works with heat and time.,Watches the clock beside the oven.,Knows without a clock.\n",
    "ladder.md": "# Ladder\n\n## Dough\n\nHow a baker works with flour and water.\n\n### Junior Baker\n\n- Kneads by a "
    "recipe\n\n### Senior Baker\n\n- Invents recipes\n\n## Oven\n\nHow a baker works with heat and time.\n\n"
    "### Junior Baker\n\n- Watches the clock\n\n### Senior Baker\n\n- Knows without a clock\n",
    "names.md": "| Competency | Junior Baker | Senior Baker |\n|---|---|---|\n"
    "| Dough: How a baker works with flour and water. | Kneads by a recipe | Invents recipes of his own |\n"
    "| Oven: How a baker works with heat and time. | Watches the clock | Knows without any clock |\n",
    "data.json": """{"competencies": [
        {"name": "Dough", "description": "How a baker works with flour and water.",
         "levels": {"Junior Baker": "Kneads by a recipe of the house", "Senior Baker": "Invents recipes of his own"}},
        {"name": "Oven", "description": "How a baker works with heat and time.",
         "levels": {"Junior Baker": "Watches the clock beside the oven", "Senior Baker": "Knows without any clock"}}
    ]}""",
    "joined.yaml": """
levels: [{id: junior, name: Junior Baker}, {id: senior, name: Senior Baker}]
themes:
- {id: a1, name: Dough, summary: How a baker works with flour and water.}
- {id: a2, name: Oven, summary: How a baker works with heat and time.}
competencies:
- {id: b1, theme: a1, level: junior, summary: Kneads by a recipe of the house}
- {id: b2, theme: a1, level: senior, summary: Invents recipes of his own}
- {id: b3, theme: a2, level: junior, summary: Watches the clock beside the oven}
- {id: b4, theme: a2, level: senior, summary: Knows without any clock}
""",
}


@pytest.mark.parametrize("name", DESCRIBED)
def test_given_competencies_with_a_description_when_mapped_then_the_graph_has_it(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(DESCRIBED[name], encoding="utf-8")

    mapping, found, sources = map_files(files_under([tmp_path]))
    nodes = fold(documents_of(found, mapping, "house")).nodes

    assert nodes[NodeKey("Skill", "dough")]["description"] == "How a baker works with flour and water."
    assert nodes[NodeKey("Skill", "oven")]["description"] == "How a baker works with heat and time."
    assert list(lost(found, sources)) == []
    assert len(list(found.cells())) == 4


STAGED = {
    "a page with a line below each skill": "roles_of_a_public_service",
    "tables of skills in job descriptions": "skills_in_jobs",
    "ratings that data ask for": "data_in_two_languages",
}


@pytest.mark.parametrize("name", STAGED.values(), ids=STAGED)
def test_given_stages_of_competencies_when_mapped_then_the_graph_has_them_on_a_scale(name: str) -> None:
    mapping, found, _ = map_files(files_under([FOLDERS / name / "given"]))

    graph = fold(documents_of(found, mapping, "house"))
    steps = {edge["step"]: edge["proficiency"] for key, edge in graph.edges.items() if key.type == "REQUIRES"}
    scales = {edge["scale"] for key, edge in graph.edges.items() if key.type == "REQUIRES"}

    assert steps == {stage: at + 1 for at, stage in enumerate(mapping.stages)}
    assert scales == {"Stages of house"}
    assert not [finding for finding in found_in(graph) if finding.kind == "unreadable_name"]


def test_given_stages_of_no_known_order_when_mapped_then_they_are_told_and_on_no_scale(tmp_path: Path) -> None:
    colors = {"Awareness": "Orange", "Working": "Green", "Practitioner": "Blue", "Expert": "Brown"}
    for file in (FOLDERS / "roles_of_a_public_service" / "given").iterdir():
        page = file.read_text(encoding="utf-8")
        for stage, color in colors.items():
            page = page.replace(f"Level: {stage}", f"Level: {color}")
        (tmp_path / file.name).write_text(page, encoding="utf-8")

    mapping, found, _ = map_files(files_under([tmp_path]))
    graph = fold(documents_of(found, mapping, "house"))

    assert mapping.stages == []
    assert {text.stage for _, text in found.texts} - {""} == set(colors.values())
    assert all(edge.get("scale") is None for edge in graph.edges.values())

    mapping = mapping.model_copy(update={"stages": list(colors.values())})  # as a keeper writes it
    sources = [read_source(path.read_bytes(), name) for path, name in files_under([tmp_path])]
    found = read_framework(sources, mapping, shipped())
    graph = fold(documents_of(found, mapping, "house"))
    steps = {edge["step"]: edge["proficiency"] for key, edge in graph.edges.items() if key.type == "REQUIRES"}
    assert steps == {"Orange": 1, "Green": 2, "Blue": 3, "Brown": 4}


def test_given_two_texts_of_a_competency_without_a_level_when_mapped_then_they_are_no_description(
    tmp_path: Path,
) -> None:
    page = "\n".join(f"## {level}\n\n### Dough\n\n- {level} kneads it\n" for level in ("Junior Baker", "Senior Baker"))
    more = "\n".join(f"## {other}\n\n### Dough\n\n- {other} hands out\n" for other in ("Visitors", "Guests"))
    (tmp_path / "ladder.md").write_text(f"# Ladder\n\n{page}\n{more}", encoding="utf-8")

    _, found, sources = map_files(files_under([tmp_path]))

    assert found.descriptions == []
    assert list(lost(found, sources)) == []


BROKEN = {
    "empty.md": b"",
    "cut.xlsx": b"PK\x03\x04",
    "pair.yaml": b"a: [",
    "noise.docx": b"PK\x03\x04x",
    "scan.pdf": b"%PDF-1",
}


@pytest.mark.parametrize("name", BROKEN)
def test_given_a_file_that_cannot_be_read_when_mapped_then_the_others_are_read_and_it_is_told(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(BROKEN[name])
    with pytest.raises(DocumentErrors, match=name):
        map_files(files_under([tmp_path]))

    (tmp_path / "ladder.md").write_text(DESCRIBED["ladder.md"], encoding="utf-8")
    _, found, _ = map_files(files_under([tmp_path]))

    assert found.levels == ["Junior Baker", "Senior Baker"]
    assert [error["document"] for error in found.as_json()["unread"]] == [name]


def test_given_a_kept_original_that_is_broken_when_read_then_it_is_refused_where_the_mapping_reads_it(
    tmp_path: Path,
) -> None:
    originals = tmp_path / "originals"
    originals.mkdir()
    (originals / "ladder.md").write_text(DESCRIBED["ladder.md"], encoding="utf-8")
    write_mapping(tmp_path, map_files(in_folder(tmp_path, [originals]))[0], [])
    (originals / "notes.docx").write_bytes(b"PK\x03\x04x")

    notes = read_mapped(tmp_path, "house", {}, []).notes
    assert any("notes.docx" in note for note in notes)

    (originals / "ladder.md").write_bytes(b"")
    with pytest.raises(DocumentErrors, match=r"originals/ladder\.md: is empty"):
        read_mapped(tmp_path, "house", {}, [])  # its roles would be taken out of the graph


def test_given_a_mapping_with_faults_when_read_then_all_are_told_with_line_and_what_was_meant(tmp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_text("levls: [a]\ndocuments:\n- {files: [a], form: section}\n", encoding="utf-8")

    with pytest.raises(DocumentErrors) as raised:
        read_mapping(tmp_path / "mapping.yaml")

    said = sorted((error.line, str(error.suggestion).partition("?")[0]) for error in raised.value.errors)
    assert said == [(1, "Did you mean 'levels'"), (3, "Did you mean 'sections'")]


ONE_COMPETENCY = {
    "keys.json": '{"competencies": {"Dough": {"Junior Baker": "Kneads by a recipe", '
    '"Senior Baker": "Invents new recipes"}}}',
    "skills.json": '{"career": {"positions": {"Junior Baker": {"skills": {"Dough": "Kneads by a recipe"}}, '
    '"Senior Baker": {"skills": {"Dough": "Invents new recipes"}}}}}',
    "list.json": '[{"position": "Junior Baker", "Dough": "Kneads by a recipe"}, '
    '{"position": "Senior Baker", "Dough": "Invents new recipes"}]',
    "track.yaml": "track: Baker\ncompetency:\n  Dough:\n    junior: [Kneads by a recipe]\n"
    "    senior: [Invents new recipes]\n",
    "bold.md": "# Bakery\n\n## Junior Baker\n\nWorks with others.\n\n**Dough**: Kneads by a recipe.\n\n"
    "## Senior Baker\n\nWorks alone.\n\n**Dough**: Invents new recipes.\n",
}


@pytest.mark.parametrize("name", ONE_COMPETENCY)
def test_given_one_competency_alone_when_mapped_then_it_keeps_its_name(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(ONE_COMPETENCY[name], encoding="utf-8")

    _, found, _ = map_files(files_under([tmp_path]))

    assert found.competencies() == ["Dough"]
    assert [text.lines[0].split()[0] for _, text in found.cells()] == ["Kneads", "Invents"]


def test_given_data_of_which_some_say_their_name_when_mapped_then_that_is_the_competency(tmp_path: Path) -> None:
    for file, name in (("dough", "Dough and crumb"), ("oven", "")):
        levels = {"L1": f"Knows the {file} from books", "L2": f"Teaches the {file} to others"}
        (tmp_path / f"{file}.json").write_text(json.dumps({"name": name} | levels if name else levels))
    (tmp_path / "README.md").write_text("# PM ladder\n\n## Usage\n\nRead it.\n\n## License\n\nFree for all.\n")

    _, found, _ = map_files(files_under([tmp_path]))

    assert found.levels == ["L1", "L2"]
    assert found.competencies() == ["Dough and crumb", "oven"]


@pytest.mark.parametrize("rule", ["|---|---|---|", "| :--- | :---: || :---: |", "|---||---|---|"])
def test_given_a_table_whose_rule_has_an_empty_cell_when_mapped_then_it_is_a_table(rule: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        f"| Craft ^ | Junior | Senior |\n{rule}\n| Dough | Kneads by a recipe | Invents it |\n"
    )

    _, found, _ = map_files(files_under([tmp_path]))

    assert found.competencies() == ["Dough"]
    assert len(list(found.cells())) == 2


MATRIX = """\
| | Junior Baker | Senior Baker (Individual Contributor) | Senior Baker (People Manager) |
|---|---|---|---|
| Dough | weighs by the recipe | kneads by feeling | knows each flour by name |
| Guests | greets them at the door | knows what they want | sends them the right loaf |
"""


def kept(home: Path, page: str, **more: object) -> Mapping:
    """Keeps a page and the mapping that is proposed for it in a data folder."""
    (home / "originals").mkdir(exist_ok=True)
    (home / "originals" / "ladder.md").write_text(page, encoding="utf-8")
    files = [(home / "originals" / "ladder.md", "originals/ladder.md")]
    mapping = map_files(files)[0].model_copy(update=more)
    write_mapping(home, mapping, [], replace=True)
    return mapping


def test_given_titles_that_only_brackets_tell_apart_when_loaded_then_they_are_two_roles(tmp_path: Path) -> None:
    kept(tmp_path, MATRIX)
    graph = fold(read_mapped(tmp_path, "house", {}, []).documents)
    roles = {key.id for key in graph.nodes if key.label == "Role"}
    assert roles == {"junior-baker", "senior-baker-individual-contributor", "senior-baker-people-manager"}


def test_given_words_of_seniority_when_a_second_discipline_has_them_then_titles_tell_it_and_ids_stay(
    tmp_path: Path,
) -> None:
    def loaded() -> dict[str, str]:
        mapping, found, _ = map_files(files_under([tmp_path]))
        graph = fold(documents_of(found, mapping, "house"))
        return {key.id: str(node["title"]) for key, node in graph.nodes.items() if key.label == "Role"}

    page = "# {0}\n\n| | Junior | Senior |\n|---|---|---|\n| Flour | {0}s weigh it | {0}s choose it |\n"
    (tmp_path / "baker.md").write_text(page.format("Baker"), encoding="utf-8")
    assert loaded() == {"junior-baker": "Junior", "senior-baker": "Senior"}

    (tmp_path / "miller.md").write_text(page.format("Miller"), encoding="utf-8")
    jobs = [f"{word} {job}" for job in ("Baker", "Miller") for word in ("Junior", "Senior")]
    assert loaded() == {job.lower().replace(" ", "-"): job for job in jobs}


def test_given_a_title_that_changes_when_the_mapping_gives_its_id_then_the_role_keeps_it(tmp_path: Path) -> None:
    kept(tmp_path, MATRIX.replace("Junior Baker", "Apprentice Baker"), ids={"Apprentice Baker": "junior-baker"})
    documents = read_mapped(tmp_path, "house", {}, []).documents
    graph = fold(documents)
    assert graph.nodes[NodeKey("Role", "junior-baker")]["title"] == "Apprentice Baker"
    with pytest.raises(ValidationError):
        Mapping(ids={"Apprentice Baker": "Junior Baker"})


def test_given_an_original_that_changed_when_read_then_what_does_not_fit_the_mapping_is_told(tmp_path: Path) -> None:
    mapping = kept(tmp_path, MATRIX, stages=["Aware", "Able"], ids={"Miller": "miller"})
    assert [str(doubt) for doubt in read_mapped(tmp_path, "house", {}, []).doubts] == [
        "house/mapping.yaml: ids: there is no role 'Miller'. Correct its title, or remove it."
    ]
    (tmp_path / "originals" / "ladder.md").write_text(MATRIX.replace("Junior Baker", "Novice of the house"), "utf-8")
    told = [str(doubt) for doubt in read_mapped(tmp_path, "house", {}, []).doubts]
    assert any("no role is on the level 'Junior Baker'. Correct it under `levels`" in doubt for doubt in told)
    found = Framework(levels=mapping.levels, roles=[Role("Cook", "Grade 9", document="a.md")], stages=mapping.stages)
    found.texts = [(found.roles[0], Text("Cook", "Dough", ["kneads"], "a.md", 3, stage="Skilled"))]
    assert {doubt.message for doubt in doubts_of(found, mapping, [])} >= {
        "the role 'Cook' is on the level 'Grade 9', which is not among `levels`",
        "the stage 'Skilled' is not among `stages`",
    }


def test_given_originals_that_the_mapping_misses_when_read_then_nothing_is_taken_out_and_all_is_told(
    tmp_path: Path,
) -> None:
    kept(tmp_path, MATRIX)
    original = tmp_path / "originals" / "ladder.md"
    original.rename(original.with_name("ladder 2026.md"))
    with pytest.raises(DocumentErrors) as moved:
        read_mapped(tmp_path, "house", {}, [])
    assert str(moved.value) == (
        "mapping.yaml: documents.files: there is no file 'originals/ladder.md'. Put the file back, or correct or "
        "remove its name there. No part reads originals/ladder 2026.md."
    )
    (tmp_path / "mapping.yaml").unlink()
    with pytest.raises(LoadError, match=r"originals/: there is no mapping\.yaml that says what the 1 file in it means"):
        mapped_files(tmp_path)


def test_given_what_no_part_reads_and_names_that_are_nearly_known_when_read_then_it_is_told(tmp_path: Path) -> None:
    page = "# {}\n\nGrade: {}\n\n## Dough\n\n- Kneads {}\n"
    pages = {"b.md": page.format("Baker", 4, "alone"), "s.md": page.format("Senior Baker", 5, "with others")}
    for name, text in pages.items():
        (tmp_path / name).write_text(text, "utf-8")
    files = [(tmp_path / name, f"originals/{name}") for name in pages]
    mapping = map_files(files)[0]
    parts = [part.model_copy(update={"level": "Grad"}) for part in mapping.documents]
    write_mapping(tmp_path, mapping.model_copy(update={"documents": parts, "tracks": {"managment": ["5"]}}), files)
    (tmp_path / "originals" / "notes.txt").write_text("Talk about flour.\n", "utf-8")
    told = [str(doubt) for doubt in read_mapped(tmp_path, "house", {}, []).doubts]
    assert "house/originals/notes.txt: no part of mapping.yaml reads it." in " ".join(told)
    assert any("no page of originals/*.md says 'Grad'. Did you mean 'Grade'?" in doubt for doubt in told)
    assert any("the track 'managment' is of no known name. Did you mean 'management'?" in doubt for doubt in told)


def test_given_files_about_one_role_when_they_differ_then_both_are_named(tmp_path: Path) -> None:
    pages = {
        "a": ("Baker", 4, "alone"),
        "b": ("Baker", 5, "for two"),
        "c": ("Baker", 4, "alone"),
        "d": ("Senior Baker", 6, "all"),
    }
    for name, (title, grade, text) in pages.items():
        page = f"# {title}\n\nGrade: {grade}\n\n## Dough\n\n- Kneads {text}\n\n## Oven\n\n- Lights it\n"
        (tmp_path / f"{name}.md").write_text(page, "utf-8")
    mapping, found, sources = map_files(files_under([tmp_path]))
    assert sorted(str(doubt) for doubt in doubts_of(found, mapping, sources)) == [
        "b.md:1: places 'Baker' on '5', and a.md on '4'; that one counts. "
        "Keep one of them, or give the other role a title of its own.",
        "b.md:7: says of 'Dough' what a.md:7 says otherwise of 'Baker'; that one counts. "
        "Keep one of them, or give the other role a title of its own.",
    ]


NOT_ASKED = """Ability,Baker I,Baker II,Baker III,Baker IV
Kneading,Kneads with help,Kneads alone,Teaches others to knead,N/A
Night work,N/A,Bakes one night a week,Leads the night,Not applicable.
Flour,Weighs the flour,Chooses the flour,–,Buys the flour
"""


def test_given_a_cell_that_says_not_applicable_when_mapped_then_the_role_no_longer_asks_what_those_below_do(
    tmp_path: Path,
) -> None:
    framework = read({"bakers.csv": NOT_ASKED}, tmp_path)
    mapping = Mapping(levels=framework.levels)
    said = {document.title: document.content for document in documents_of(framework, mapping, "own")}
    ends = {
        title: [skill.name for skill in content.no_longer]
        for title, content in said.items()
        if isinstance(content, Blueprint)
    }
    assert ends == {"Baker I": [], "Baker II": [], "Baker III": [], "Baker IV": ["Kneading", "Night work"]}


@pytest.mark.parametrize("name", ["unwanted_below_headings", "unwanted_beside_expected", "unwanted_in_data"])
def test_given_what_is_not_to_be_done_beside_what_is_expected_then_no_text_says_it(name: str) -> None:
    _, found, _ = map_files(files_under([FOLDERS / name / "given"]))

    said = " ".join(line for cell in found.as_json()["cells"] for line in cell["text"].splitlines())

    unwanted = ["Verkauft kranke Völker", "Schlägt nach", "Sprzedaje", "Robi to tylko", "Compra sin", "Duerme"]
    assert not [words for words in unwanted if words in said]
