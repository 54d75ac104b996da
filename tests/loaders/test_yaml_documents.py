"""Curated YAML: what a file may hold, and what its errors say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from graph.documents.blueprint import Blueprint
from graph.errors import DocumentError, DocumentErrors
from graph.storing.admission import judge
from loaders.curated.read import parse, read_yaml
from loaders.folder import read_folder, read_home, read_paths


def errors(text: str | bytes, name: str = "roles/x.yaml") -> str:
    with pytest.raises(DocumentErrors) as caught:
        read_yaml(text.encode() if isinstance(text, str) else text, "test", name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: X\nlevl: senior\n", "test/roles/x.yaml:2: levl: unknown key. Did you mean 'level'?"),
        (
            "title: X\ntechnical_skills:\n  - {name: Python, tier: mast}\n",
            "test/roles/x.yaml:3: technical_skills[1].tier: 'mast' is not allowed. Did you mean 'must'?",
        ),
        (
            "title: X\ncareer:\n  next:\n    - {rolle: y}\n",
            "test/roles/x.yaml:4: career.next[1].rolle: unknown key. Did you mean 'role'?",
        ),
        ("title: X\nyears_min: many\n", "test/roles/x.yaml:2: years_min: 'many' should be a number. Write digits"),
        ("title: X\nyears_max: 1_4\n", "test/roles/x.yaml:2: years_max: '1_4' should be a number."),
        ("title: X\nyears_max: '14'\n", "test/roles/x.yaml:2: years_max: '14' should be a number."),
        ("title: X\nyears_max: yes\n", "test/roles/x.yaml:2: years_max: 'yes' should be a number."),
        ("title: X\nyears_max: true\n", "test/roles/x.yaml:2: years_max: true should be a number."),
        ("title: X\nyears_max: 9999999999999999999999\n", "(not 9999999999999999999999)"),
        (f"title: X\nyears_max: {'9' * 5000}\n", "is no int that can be read"),
        ("title: X\nyears_min: 012\nyears_max: 1e1\n", "`years_min` (12) is greater than `years_max` (10)"),
        ("title: X\naliases: [3.10]\n", "test/roles/x.yaml:2: aliases[1]: 3.10 should be text (in quotes)"),
        ("title: X\naliases: [0777, ~]\n", "test/roles/x.yaml:2: aliases[1]: 0777 should be text (in quotes)"),
        ("title: X\naliases: [a, ~]\n", "test/roles/x.yaml:2: aliases[2]: ~ should be text (in quotes)"),
        ("title: X\ntools: [{cell: A, hot: NO}]\n", "tools[1].hot: 'NO' should be true or false."),
        ("levels: [{name: A, rank: 1.5}]\n", "levels[1].rank: 1.5 should be a whole number."),
        ("levels: [{name: A, rank: 0o7, track: NO}]\n", "levels[1].track: 'NO' is not allowed."),
        (
            "title: X\nyears_min: 5\nyears_max: 2\n",
            "test/roles/x.yaml:3: `years_min` (5) is greater than `years_max` (2)",
        ),
        ("title: X\nyears_min: 5\nyears_min: 6\n", "test/roles/x.yaml:3: the key 'years_min' stands twice"),
        ("title: X\nmission: [a, b]\n", "test/roles/x.yaml:2: mission: ['a', 'b'] should be text (in quotes)"),
        ("mission: no title\n", "test/roles/x.yaml:1: title: is missing. Add it."),
        ("title: X\n  level: [\n", "test/roles/x.yaml:2: malformed YAML: mapping values are not allowed"),
        ("- a\n- b\n", "there is no mapping of keys to values in it"),
        ("", "there is no mapping of keys to values in it"),
        ("title: X\ncareer: {next: [{name: A, role: b}]}\n", "give either `name` (a title) or `role` (an id)"),
        (
            "skills: [{name: A, kind: hard}]\n",
            "test/roles/x.yaml:1: skills[1].kind: 'hard' is not allowed. Allowed: technical, soft.",
        ),
        (
            "title: X\nid: Not A Slug\n",
            "id: 'Not A Slug' is no id: lower-case words of a–z and 0–9 joined by hyphens. Write not-a-slug.",
        ),
    ],
)
def test_given_a_fault_when_read_then_the_error_names_file_line_field_value_and_the_nearest_valid(
    text: str, expected: str
) -> None:
    assert expected in errors(text)


def test_given_plain_words_when_read_then_they_are_what_yaml_1_2_says() -> None:
    text = (
        b"title: NO\nyears_min: 012\nyears_max: 0x14\naliases: [on, 2020-01-01, 1:30, '3.10', !!str 7, =, 1_4]\n"
        b"tools: [{cell: A, hot: true}]\n"
    )
    said = read_yaml(text, "test", "x.yaml").content
    assert isinstance(said, Blueprint)
    assert (said.title, said.years_min, said.years_max, said.tools[0].hot) == ("NO", 12, 20, True)
    assert said.aliases == ["on", "2020-01-01", "1:30", "3.10", "7", "=", "1_4"]


@given(st.text("0123456789_+-.eExoabcdefNnYyTt~:", min_size=1, max_size=8))
def test_given_any_plain_word_when_read_then_it_is_what_a_reader_of_yaml_1_2_makes_of_it(word: str) -> None:
    try:
        expected = YAML(typ="safe", pure=True).load(f"a: {word}\n")["a"]
    except (YAMLError, ValueError, TypeError, OverflowError):
        return
    if isinstance(expected, (str, int, float, bool)) and not re.search(r"_|\d:\d|^[-+]?0b[01]", word):
        values, _ = parse(f"a: {word}\n".encode(), "x")  # YAML 1.2 knows no 0b0, that reader does
        assert (type(values["a"]), repr(values["a"])) == (type(expected), repr(expected))


def test_given_a_file_that_is_not_utf8_when_read_then_the_error_names_the_byte_and_its_line() -> None:
    assert "test/roles/x.yaml:2: byte 0xe4 is not UTF-8. Save the file as UTF-8." in errors(
        b"title: X\nmission: B\xe4cker\n"
    )


def test_given_several_faults_when_read_then_all_are_told_at_once() -> None:
    message = errors("title: X\nlevl: senior\nhorzion: current\n")
    assert "levl" in message
    assert "horzion" in message


def test_given_a_file_with_shorthand_when_read_then_items_have_their_lines() -> None:
    document = read_yaml(
        b"title: X\ntechnical_skills:\n  - Python\n  - {name: SQL, tier: must}\ngoals:\n  30_day:\n    - Learn\n",
        "test",
        "roles/x.yaml",
    )
    assert isinstance(document.content, Blueprint)
    assert [(skill.name, skill.line) for skill in document.content.technical_skills] == [("Python", 3), ("SQL", 4)]
    assert [(goal.text, goal.line) for goal in document.content.goals.days_30] == [("Learn", 7)]


def test_given_a_document_when_stored_and_read_back_then_it_is_the_same() -> None:
    document = read_yaml(
        b"title: X\ncareer: {next: [Y, {role: z, months_min: 1, months_max: 2}]}\n"
        b"goals: {30_day: [{text: A, items: [b]}]}\n",
        "test",
        "x.yaml",
    )
    assert type(document).from_properties(document.id, document.properties()) == document


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        path = tmp_path / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_given_a_folder_when_read_then_it_is_authoritative_and_a_single_file_is_not(tmp_path: Path) -> None:
    home = folder(tmp_path, ladder_dot_yaml="collection: mine\n", roles__a_dot_yaml="title: A\n", readme_dot_md="hello")
    whole = read_folder(home)
    assert [document.id for document in whole.documents] == ["mine/roles/a.yaml"]
    assert whole.authoritative == {"mine"}
    assert whole.skipped == [home / "readme.md"]
    single = read_paths([home / "roles" / "a.yaml"])
    assert [document.id for document in single.documents] == ["mine/roles/a.yaml"]
    assert single.authoritative == frozenset()


def test_given_an_empty_folder_when_read_then_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentErrors, match="there is no document in this folder"):
        read_paths([tmp_path])


def test_given_a_missing_path_when_read_then_the_error_names_it(tmp_path: Path) -> None:
    with pytest.raises(DocumentErrors, match=r"nothing\.yaml: cannot be read \(No such file or directory\)"):
        read_paths([tmp_path / "nothing.yaml"])


def test_given_a_bad_settings_file_when_read_then_the_error_names_the_key(tmp_path: Path) -> None:
    home = folder(tmp_path, ladder_dot_yaml="seeds: some\n", roles__a_dot_yaml="title: A\n")
    with pytest.raises(DocumentErrors, match=r"ladder\.yaml:1: seeds"):
        read_folder(home)


@pytest.mark.parametrize(
    ("seeds", "collections", "more"),
    [("all", {"seeds", "mine"}, True), ("vocabulary", {"seeds", "mine"}, False), ("none", {"mine"}, False)],
)
def test_given_a_home_when_read_then_it_takes_of_the_seeds_what_it_asks_for(
    tmp_path: Path, seeds: str, collections: set[str], more: bool
) -> None:
    home = folder(tmp_path, ladder_dot_yaml=f"collection: mine\nseeds: {seeds}\n", roles__a_dot_yaml="title: A\n")
    reading = read_home(home)
    assert reading.authoritative == collections
    assert any(document.id == "seeds/roles/applied-ai-engineer.yaml" for document in reading.documents) is more
    assert any(document.id == "seeds/vocabulary/skills.yaml" for document in reading.documents) is (seeds != "none")


def test_given_a_mixed_folder_with_faults_when_read_then_every_file_is_told(tmp_path: Path) -> None:
    home = folder(tmp_path, a_dot_yaml="titel: A\n", b_dot_yaml="title: B\nlevl: x\n", c_dot_yaml="title: C\n")
    with pytest.raises(DocumentErrors) as caught:
        read_folder(home)
    assert {error.document.split("/")[-1] for error in caught.value.errors} == {"a.yaml", "b.yaml"}


FAULTS = {  # by key: a value that is refused
    "title": ["[a]", "{b: c}", "~", "7", "…"],
    "level": ["[a]", "3", "Grand Chief"],
    "years_min": ["many", "1_4", "99"],
    "aliases": ["[Bäcker, …]", "[Bäcker,\n  '!!']", "[Bäcker,\n  7]", "word"],
    "technical_skills": ["[{name: Python, tier: mast}]", "[{nam: Python}]", "[\n  {name: A},\n  {name: B, tier: x}]"],
    "career": ["{next: [{name: A, role: b}]}", "{next: [\n  {rolle: c}]}"],
    "unheard": ["1"],
}


@given(
    st.permutations(["years_max: 9", "mission: Bread", "family: Bakery", "summary: |\n  one\n  two"]),
    st.sampled_from([(key, value) for key, values in FAULTS.items() for value in values]),
)
def test_given_any_fault_in_a_role_when_refused_then_the_line_is_one_of_those_that_hold_it(
    others: list[str], fault: tuple[str, str]
) -> None:
    key, value = fault
    own = f"{key}: {value}"
    text = "\n".join([*([] if key == "title" else ["title: Baker"]), *others[:2], own, *others[2:]]) + "\n"
    first = text[: text.index(own)].count("\n") + 1
    refused = refusals(text)
    assert refused
    for error in refused:
        assert error.document == "test/roles/x.yaml"
        assert error.suggestion or error.field == "role", error
        if "is greater than" in error.message:
            assert text.splitlines()[(error.line or 0) - 1].startswith(("years_min", "years_max"))
        else:
            assert first <= (error.line or 0) <= first + own.count("\n"), error
    if "\n" in own and key != "career":
        assert refused[0].line == first + own.count("\n")


def refusals(text: str) -> Sequence[DocumentError]:
    """What a load of this one role is refused for."""
    try:
        document = read_yaml(text.encode(), "test", "roles/x.yaml")
    except DocumentErrors as error:
        return error.errors
    return judge([document], [document.id]).refused
