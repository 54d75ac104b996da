"""What a keeper is told of a mapping that no longer fits its originals, and what becomes of the words it misses."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.folding.fold import fold
from graph.model import EdgeKey, Graph, NodeKey
from loaders.folder import read_home
from loaders.mapped.folder import Mapped, read_mapped

TEXTS = {
    "Dough": ["kneads by the recipe", "kneads by feeling", "writes recipes", "buys the flour"],
    "Guests": ["greets them", "knows what they like", "asks what they miss", "opens new shops"],
}
TITLES = ["Kneader", "Ovenman", "Patissier", "Superintendent"]
BANDS = ["Band 5", "Band 6", "Band 7", "Band 8b – Head of Bakers"]


def headed(levels: list[str], *, above: str = "") -> str:
    """A page with a heading for each level, and its competencies below."""
    texts = {level: [f"### {name}\n- {said[at]}\n" for name, said in TEXTS.items()] for at, level in enumerate(levels)}
    return "# Bakers\n\n" + above + "".join(f"## {level}\n{''.join(said)}\n" for level, said in texts.items())


def below_competencies(levels: list[str]) -> str:
    """A page with a heading for each competency, and the levels below."""
    said = {name: zip(levels, texts, strict=False) for name, texts in TEXTS.items()}
    return "".join(f"## {name}\n" + "".join(f"### {one}\n- {text}\n" for one, text in of) for name, of in said.items())


def flat(levels: list[str]) -> str:
    return "# Bakers\n\n" + "".join(f"## {level}\n- {TEXTS['Dough'][at]}\n\n" for at, level in enumerate(levels))


def keep(home: Path, name: str, text: str, mapping: str, form: str = "sections", more: str = "") -> None:
    """Keeps an original and a mapping that reads it in a data folder."""
    (home / "originals").mkdir(exist_ok=True)
    (home / "originals" / name).write_text(text, encoding="utf-8")
    part = f"documents:\n- files: [originals/{name}]\n  form: {form}\n{more}"
    (home / "mapping.yaml").write_text(f"{mapping}\n{part}", encoding="utf-8")


def told(read: Mapped) -> list[str]:
    return [f"{doubt.document}:{doubt.line}: {doubt.message}" for doubt in read.doubts]


STRANGE = "looks like a level and is not among `levels`: nothing below it is used"


@pytest.mark.parametrize(
    ("page", "known", "heading", "lines"),
    [
        (headed(BANDS), BANDS[:3], BANDS[3], [21]),
        (headed([*BANDS[:1], "Bnad 6", *BANDS[2:3]]), BANDS[:3], "Bnad 6", [9]),
        (headed(TITLES), TITLES[:3], TITLES[3], [21]),
        (headed(TITLES), TITLES[1:], TITLES[0], [3]),
        (headed(BANDS[:2]) + "# Heads\n\n## Band 9\n### Dough\n- eats it\n", BANDS[:2], "Band 9", [17]),
        (below_competencies(BANDS), BANDS[:3], BANDS[3], [8, 17]),
        (flat(BANDS), BANDS[:3], BANDS[3], [12]),
        (flat(TITLES), [*TITLES[:2], TITLES[3]], TITLES[2], [9]),
    ],
    ids=["new", "slip", "without words", "first", "elsewhere", "below competencies", "flat", "flat without words"],
)
def test_given_a_heading_that_the_levels_of_the_mapping_miss_when_read_then_it_is_told_and_describes_nothing(
    page: str, known: list[str], heading: str, lines: list[int], tmp_path: Path
) -> None:
    keep(tmp_path, "bakers.md", page, f"levels: {[level.partition(' –')[0] for level in known]}")

    read = read_mapped(tmp_path, "house", {}, [])

    said = [line for line in told(read) if STRANGE in line]
    assert said == [f"house/originals/bakers.md:{line}: {heading!r} {STRANGE}" for line in lines]
    assert "places were not used" in read.notes[0]
    skills = [properties for key, properties in fold(read.documents).nodes.items() if key.label == "Skill"]
    assert all("description" not in properties for properties in skills)


def test_given_a_heading_to_ignore_when_read_then_it_is_not_told(tmp_path: Path) -> None:
    keep(tmp_path, "bakers.md", headed(BANDS), "levels: [Band 5, Band 6, Band 7]", more=f"  ignore: ['{BANDS[3]}']\n")
    assert told(read_mapped(tmp_path, "house", {}, [])) == []


@pytest.mark.parametrize("heading", ["What we value", "Competencies"])
def test_given_what_competencies_mean_above_the_levels_when_read_then_it_describes_them(
    heading: str, tmp_path: Path
) -> None:
    meaning = f"## {heading}\n\n### Dough\n\nAll that rises.\n\n### Guests\n\nWho eats what rises.\n\n"
    keep(tmp_path, "bakers.md", headed(TITLES, above=meaning), f"levels: {TITLES}")

    read = read_mapped(tmp_path, "house", {}, [])

    assert told(read) == []
    assert fold(read.documents).nodes[NodeKey("Skill", "dough")]["description"] == "All that rises."


FRAMEWORK = """\
levels:
  - {id: b6, name: Band 6}
  - {id: b7, name: Band 7}
skills:
  - id: dough
    name: Dough
    expectations: {b6: Kneads the dough by the recipe, b7: Kneads the dough by feeling alone}
"""


@pytest.mark.parametrize(
    ("form", "more", "doubt"),
    [
        ("records", "  level: levels\n", "the part for originals/new.yaml reads no role and no text"),
        ("records", "  level: levelz.x\n", "no record of originals/new.yaml has the place 'levelz.x'"),
        ("records", "  level: levels\n  competency: skilz\n", "no record of originals/new.yaml has the place 'skilz'"),
        ("tables", "", "the part for originals/new.yaml reads no role and no text"),
        ("sections", "", "the part for originals/new.yaml reads no role and no text"),
        ("stages", "", "the part for originals/new.yaml reads no role and no text"),
    ],
)
def test_given_a_part_that_reads_nothing_when_read_then_it_is_told(
    form: str, more: str, doubt: str, tmp_path: Path
) -> None:
    keep(tmp_path, "bakers.md", headed(BANDS[:3]), "levels: [Band 5, Band 6, Band 7]")
    (tmp_path / "originals" / "new.yaml").write_text(FRAMEWORK, encoding="utf-8")
    with (tmp_path / "mapping.yaml").open("a", encoding="utf-8") as mapping:
        mapping.write(f"- files: [originals/new.yaml]\n  form: {form}\n{more}")
    assert told(read_mapped(tmp_path, "house", {}, [])) == [f"house/mapping.yaml:None: {doubt}"]


def test_given_a_part_whose_files_another_reads_when_read_then_it_is_told(tmp_path: Path) -> None:
    keep(tmp_path, "bakers.md", headed(BANDS[:3]), "levels: [Band 5, Band 6, Band 7]")
    with (tmp_path / "mapping.yaml").open("a", encoding="utf-8") as mapping:
        mapping.write("- files: ['originals/b*.md']\n  form: pages\n")
    doubt = read_mapped(tmp_path, "house", {}, []).doubts[0]
    assert doubt.message == "the part for originals/b*.md reads no role and no text"
    assert doubt.suggestion == "Parts before it read its files: correct its `files`."


def merged(home: Path) -> Graph:
    """The graph of a data folder whose vocabulary says that "Guests" is "Dough"."""
    (home / "ladder.yaml").write_text("collection: house\n", encoding="utf-8")
    (home / "vocabulary").mkdir()
    (home / "vocabulary" / "own.yaml").write_text("skills: [{name: Dough, replaces: [guests]}]\n", encoding="utf-8")
    return fold(read_home(home).documents)


def test_given_two_competencies_that_became_one_when_folded_then_it_has_both_texts_in_order(tmp_path: Path) -> None:
    keep(tmp_path, "bakers.md", headed(TITLES[:2]), f"levels: {TITLES[:2]}")
    edge = merged(tmp_path).edges[EdgeKey("REQUIRES", "ovenman", "dough")]
    assert edge["expects"] == "kneads by feeling\nknows what they like"
    assert edge["evidence_line"] == [11, 13]
    assert edge["evidence_words"] == ["Dough", "Guests"]


def test_given_two_originals_of_one_role_when_their_competencies_became_one_then_it_has_both_texts(
    tmp_path: Path,
) -> None:
    page = headed(TITLES[:2])
    dough = "\n".join(line for line in page.split("\n") if "Guests" not in line and "them" not in line)
    keep(tmp_path, "a.md", dough.replace("- knows what they like", ""), f"levels: {TITLES[:2]}")
    guests = "# Bakers\n\n" + "".join(f"## {one}\n### Guests\n- bows {at}\n\n" for at, one in enumerate(TITLES[:2]))
    (tmp_path / "originals" / "b.md").write_text(guests, encoding="utf-8")
    with (tmp_path / "mapping.yaml").open("a", encoding="utf-8") as mapping:
        mapping.write("- files: [originals/b.md]\n  form: sections\n")
    edge = merged(tmp_path).edges[EdgeKey("REQUIRES", "ovenman", "dough")]
    assert edge["expects"] == "kneads by feeling\nbows 1"
    assert len(edge["evidence_document"]) == 2


def test_given_a_curated_role_when_it_says_otherwise_than_the_original_then_its_text_alone_counts(
    tmp_path: Path,
) -> None:
    keep(tmp_path, "bakers.md", headed(TITLES[:2]), f"levels: {TITLES[:2]}")
    (tmp_path / "roles").mkdir()
    role = "title: Ovenman\ntechnical_skills: [{name: Dough, expects: burns it}]\n"
    (tmp_path / "roles" / "ovenman.yaml").write_text(role, encoding="utf-8")
    assert merged(tmp_path).edges[EdgeKey("REQUIRES", "ovenman", "dough")]["expects"] == "burns it"
