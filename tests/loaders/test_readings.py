"""Whole documents: what a person reads in them against what the loader reads, in both formats."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks import unknown_names
from graph.documents.blueprint import Blueprint
from graph.sections import SECTIONS
from loaders.blueprints.read import KnownNames, ReadDocument, read_blueprint
from loaders.folder import SEEDS, read_folder, vocabularies_of
from tests.support.browser_copy import browser_copy

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"
PAIRS = {"senior-treasury-analyst": ".html", "director-of-nursing-informatics": ".json"}
EIGHT_WORDS = 8

needs_documents = pytest.mark.skipif(
    not (SHARED / "blueprints").is_dir(), reason=f"the real documents are not at {SHARED / 'blueprints'}"
)

# What only a keeper says, in YAML or a sheet; and what these documents do not all state.
KEEPERS_ONLY = ("years_min", "related", "no_longer", "builds_on")


def read(path: Path) -> ReadDocument:
    return read_blueprint(path.read_bytes(), path.name)


def without_lines(value: Any, *, brackets: bool = True) -> Any:
    """A dumped Blueprint without lines, and on request without the trailing brackets of technical skills' names."""
    if isinstance(value, list):
        return [without_lines(item) for item in value]
    if not isinstance(value, dict):
        return value
    bare = {key: without_lines(item) for key, item in value.items() if not key.endswith("line")}
    if not brackets:
        for skill in bare["technical_skills"]:
            skill["name"] = re.sub(r"(\s*\([^()]*\))+$", "", skill["name"])
    return bare


def dump(blueprint: Blueprint) -> dict[str, Any]:
    return blueprint.model_dump(mode="json", by_alias=True)


def as_reading(blueprint: Blueprint) -> dict[str, Any]:
    """The part of a Blueprint that a reading holds, in its layout."""
    whole = dump(blueprint)

    def names(items: list[dict[str, Any]]) -> list[str]:
        return [item.get("name") or item["text"] for item in items]

    def counts(groups: dict[str, Any], drop: str = "") -> dict[str, int]:
        return {"rubric_rows" if key == "rubric" else key: len(items) for key, items in groups.items() if key != drop}

    reading = {key: whole[key] for key in ("title", "level", "family", "horizon", "years_min", "years_max")}
    reading["technical_skills"] = [
        {key: skill[key] for key in ("name", "tier", "importance")} for skill in whole["technical_skills"]
    ]
    reading["soft_skills"] = names(whole["soft_skills"])
    reading["tools"] = [
        {key: tool[key] for key in ("category", "cell", "names", "use", "commonality")} for tool in whole["tools"]
    ]
    for tool in reading["tools"]:
        tool["commonality"] = tool["commonality"].replace("_", "-")
    reading["stakeholders"] = {key: names(items) for key, items in whole["stakeholders"].items()}
    reading["career"] = {
        key: names(items) if isinstance(items, list) else items
        for key, items in whole["career"].items()
        if key != "promotion_line"
    }
    reading["kpis"] = [{key: kpi[key] for key in ("name", "target", "frequency", "measures")} for kpi in whole["kpis"]]
    reading["responsibilities"] = [
        {"category": item["category"], "text": " ".join(item["text"].split()[:EIGHT_WORDS])}
        for item in whole["responsibilities"]
    ]
    reading["deliverables"] = names(whole["deliverables"])
    reading["goals"] = counts(whole["goals"], drop="long_term")
    reading |= {key: counts(whole[key]) for key in ("decision_rights", "risks", "hiring")}
    reading["scorecard"] = {
        key: whole["scorecard"][key]
        for key in ("top_technical_skills", "top_soft_skills", "top_tools", "career_options")
    }
    return reading


@pytest.mark.parametrize("name", sorted(PAIRS))
@pytest.mark.parametrize("form", ["markup", "text"])
def test_given_a_document_then_it_is_read_as_a_person_reads_it(name: str, form: str) -> None:
    path = FIXTURES / f"{name}{PAIRS[name] if form == 'markup' else '.txt'}"
    expected = json.loads((FIXTURES / f"{name}.reading.json").read_text(encoding="utf-8"))

    assert as_reading(read(path).blueprint) == expected


@pytest.mark.parametrize("name", sorted(PAIRS))
def test_given_one_document_in_both_formats_then_the_blueprints_are_equal_but_for_lines(name: str) -> None:
    markup, text = (read(FIXTURES / f"{name}{suffix}").blueprint for suffix in (PAIRS[name], ".txt"))

    assert without_lines(dump(text), brackets=False) == without_lines(dump(markup), brackets=False)


def test_given_a_document_then_what_has_no_field_is_kept_and_what_is_missing_is_said() -> None:
    treasury, nursing = (
        read(FIXTURES / f"{name}.txt").blueprint
        for name in ("senior-treasury-analyst", "director-of-nursing-informatics")
    )

    escalation = [item for item in treasury.other if item.heading == "Escalation points"]
    assert [(item.section, item.text) for item in escalation] == [
        (12, "Suspected fraud: Treasurer and Group Security at once")
    ]
    types = next(item for item in nursing.other if item.text == "Type")
    assert types.items[0] == "Charting time per shift: Efficiency"
    missing = [problem.section for problem in nursing.problems if problem.what == "the section is missing"]
    assert missing == [11, 17, 18]


def test_given_a_document_then_every_item_carries_its_line() -> None:
    for name, suffix in PAIRS.items():
        for path in (FIXTURES / f"{name}.txt", FIXTURES / f"{name}{suffix}"):
            text = path.read_text(encoding="utf-8")
            source = (
                json.loads(text)["content"]["rendered"] if suffix == ".json" and path.suffix == ".json" else text
            ).split("\n")
            blueprint = read(path).blueprint
            for skill in blueprint.technical_skills:
                assert skill.line is not None
                assert skill.name.split(" (")[0] in source[skill.line - 1]
            for item in (
                *blueprint.responsibilities,
                *blueprint.deliverables,
                *blueprint.kpis,
                *blueprint.soft_skills,
                *blueprint.tools,
            ):
                assert item.line is not None


def test_given_a_step_with_a_span_in_its_heading_then_it_is_stated_in_months() -> None:
    steps = read(FIXTURES / "senior-treasury-analyst.txt").blueprint.career.next
    assert [(step.months_min, step.months_max) for step in steps] == [(18, 36), (18, 36)]


def test_given_a_post_then_its_link_is_the_document_s_address() -> None:
    document = read(FIXTURES / "director-of-nursing-informatics.json")
    assert (document.format, document.uri, document.outside) == (
        "wordpress",
        "https://example.org/director-of-nursing-informatics/",
        (),
    )


@needs_documents
@pytest.mark.parametrize("name", ["junior-applied-ai-engineer.txt", "junior-ai-engineer.json"])
def test_given_the_real_documents_then_the_scorer_finds_every_field_of_the_readings(name: str, tmp_path: Path) -> None:
    extracted = tmp_path / "extracted.json"
    extracted.write_text(json.dumps(dump(read(SHARED / "blueprints" / name).blueprint)), encoding="utf-8")
    reading = SHARED / "expected" / f"{Path(name).stem}.json"

    command = [sys.executable, str(SHARED / "expected" / "score.py"), str(reading), str(extracted), "--diff"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert "56 of 56 fields perfect" in report, report


@needs_documents
@pytest.mark.parametrize("name", ["junior-ai-engineer", "applied-ai-engineer"])
def test_given_a_real_page_and_its_browser_copy_then_both_read_alike(name: str) -> None:
    post = SHARED / "blueprints" / f"{name}.json"
    source = json.loads(post.read_text(encoding="utf-8"))
    copy = browser_copy(source["content"]["rendered"], source["title"]["rendered"]).encode()
    markup, text = (
        without_lines(dump(document.blueprint), brackets=False)
        for document in (read(post), read_blueprint(copy, "copy.txt"))
    )
    for side in (markup, text):  # bold ends a stakeholder's name in the page; the copy has lost it
        side["stakeholders"]["external"] = [item["name"].split(" (")[0] for item in side["stakeholders"]["external"]]

    assert text == markup


@needs_documents
@pytest.mark.parametrize("path", sorted((SHARED / "blueprints").glob("*")), ids=lambda path: path.name)
def test_given_a_real_document_then_all_sections_are_found_and_hardly_anything_is_a_problem(path: Path) -> None:
    blueprint = read(path).blueprint

    assert len(blueprint.problems) <= 3, blueprint.problems
    for number, section in SECTIONS.items():
        title, fields = section.title, section.fields
        assert all(getattr(blueprint, field) for field in fields if field not in KEEPERS_ONLY), (
            number,
            title,
        )


@needs_documents
def test_given_names_and_words_that_nobody_has_told_then_every_section_is_read_as_well_as_the_goal() -> None:
    vocabularies = vocabularies_of(read_folder(SEEDS, within="vocabulary").documents)
    every = list(unknown_names.examples(KnownNames.of(vocabularies)))
    tallies: dict[str, unknown_names.Tally] = {}
    for name, example, known in unknown_names.trials(every, vocabularies, range(3)):
        if name.endswith((" 100%", "reasons")):
            unknown_names.compare(example.expected, example.read(known), tallies.setdefault(name, {}), [])

    assert len(tallies) == 4
    for name, tally in tallies.items():
        for section, (same, wanted, found) in tally.items():
            assert same / max(wanted, found, 1) >= unknown_names.GOAL, (name, section)
