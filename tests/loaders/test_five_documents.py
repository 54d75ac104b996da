"""The graph of the five real documents against readings that the program had no part in: two by a person, and one of
this file's own.

Each document is folded alone and without vocabulary, so that names stay as they are written.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graph.documents.document import Document
from graph.folding.fold import fold
from graph.model import Graph, NodeKey
from graph.schema import RELATIONSHIPS
from loaders.folder import read_folder

SHARED = Path(__file__).resolve().parents[3] / "shared"
READ_BY_A_PERSON = ("junior-ai-engineer", "junior-applied-ai-engineer")
FIVE = (*READ_BY_A_PERSON, "applied-ai-engineer", "associate-applied-ai-engineer", "junior-generative-ai-engineer")

pytestmark = pytest.mark.skipif(
    not (SHARED / "blueprints").is_dir(), reason=f"the real documents are not at {SHARED / 'blueprints'}"
)


@cache
def documents() -> dict[str, Document]:
    """By the name of the file."""
    return {Path(document.id).stem: document for document in read_folder(SHARED / "blueprints").documents}


@cache
def graph_of(name: str) -> Graph:
    return fold([documents()[name]])


class Fact(NamedTuple):
    """A mention: the words of the document with what the edge and its end say."""

    words: str
    section: int
    edge: dict[str, Any]
    end: dict[str, Any]


def facts(name: str, type: str) -> list[Fact]:
    """Every mention of the described role's edges of a type."""
    graph, found = graph_of(name), []
    for key, said in graph.edges.items():
        if key.type == type and name in (key.start, key.end):
            end = graph.nodes[NodeKey(RELATIONSHIPS[type].end, key.end)]
            for words, section in zip(said["evidence_words"], said["evidence_section"], strict=True):
                found.append(Fact(words, int(section.split()[0]), said | {"start": key.start}, end))
    return found


def plain(text: str) -> str:
    """Without differences of dashes, quotes and spaces."""
    return re.sub(r"\s+", " ", re.sub("[‐‑‒–—−]", "-", text)).strip().casefold()


def bag(values: Any) -> Counter[Any]:
    return Counter(
        tuple(plain(part) if isinstance(part, str) else part for part in value)
        if isinstance(value, tuple)
        else plain(value)
        for value in values
    )


# A person's reading


@cache
def reading(name: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((SHARED / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    return said


def leaves(items: list[Any]) -> list[str]:
    """A lead-in is replaced by what it introduces."""
    return [
        leaf for item in items for leaf in (item["items"] if isinstance(item, dict) and item.get("items") else [item])
    ]


@pytest.mark.parametrize("name", READ_BY_A_PERSON)
def test_given_a_reading_when_folded_then_skills_are_the_same_with_tier_and_importance(name: str) -> None:
    expected = [(skill["name"], skill["tier"], skill["importance"]) for skill in reading(name)["technical_skills"]]
    found = [fact for fact in facts(name, "REQUIRES") if fact.section == 8]
    assert bag((fact.words, fact.edge.get("tier"), fact.edge.get("importance")) for fact in found) == bag(expected)
    assert {fact.end["kind"] for fact in found} == {"technical"}
    assert bag(fact.words for fact in facts(name, "REQUIRES") if fact.section == 9) == bag(reading(name)["soft_skills"])
    assert bag(fact.end["name"] for fact in facts(name, "REQUIRES")) == bag(
        [words for words, *_ in expected] + reading(name)["soft_skills"]
    )


@pytest.mark.parametrize("name", READ_BY_A_PERSON)
def test_given_a_reading_when_folded_then_tools_are_the_same_with_cell_use_and_commonality(name: str) -> None:
    expected = [
        (tool["cell"], called, tool["use"], tool["commonality"].replace("-", "_"))
        for tool in reading(name)["tools"]
        for called in tool["names"] or [tool["cell"]]
    ]
    found = facts(name, "USES")
    assert bag((fact.words, fact.end["name"], fact.edge["purpose"], fact.edge["commonality"]) for fact in found) == bag(
        expected
    )
    categories = {tool["category"] for tool in reading(name)["tools"]}
    assert bag(said["name"] for key, said in graph_of(name).nodes.items() if key.label == "ToolCategory") == bag(
        categories
    )


@pytest.mark.parametrize("name", READ_BY_A_PERSON)
def test_given_a_reading_when_folded_then_stakeholders_are_the_same_by_relation(name: str) -> None:
    relations = {
        "internal": "internal",
        "external": "external",
        "peer_roles": "peer",
        "upstream": "upstream",
        "downstream": "downstream",
    }
    expected = [(relations[group], words) for group, names in reading(name)["stakeholders"].items() for words in names]
    found = facts(name, "WORKS_WITH")
    assert bag((fact.edge["relation"], fact.words) for fact in found if fact.edge["relation"] != "manager") == bag(
        expected
    )
    managers = {fact.words for fact in found if fact.edge["relation"] == "manager"}
    assert managers <= {words for relation, words in expected if relation == "internal"}


@pytest.mark.parametrize("name", READ_BY_A_PERSON)
def test_given_a_reading_when_folded_then_the_career_is_the_same(name: str) -> None:
    said = reading(name)["career"]
    steps = facts(name, "PROGRESSES_TO")
    assert bag(fact.words for fact in steps if fact.edge["start"] != name) == bag(said["feeders"])
    assert bag(fact.words for fact in steps if fact.edge["start"] == name) == bag(
        [*said["next"], *said["adjacent"], said["promotion_to"]]
    )
    assert {plain(fact.words) for fact in steps if fact.edge["kind"] == "lateral"} == {
        plain(words) for words in said["adjacent"]
    }
    assert bag(fact.end["text"] for fact in facts(name, "PROMOTED_BY")) == bag(said["promotion_skills"])


@pytest.mark.parametrize("name", READ_BY_A_PERSON)
def test_given_a_reading_when_folded_then_kpis_are_the_same_with_target_and_frequency(name: str) -> None:
    expected = [(kpi["name"], kpi["target"], kpi["frequency"]) for kpi in reading(name)["kpis"]]
    assert bag((fact.words, fact.edge["target"], fact.edge["frequency"]) for fact in facts(name, "MEASURED_BY")) == bag(
        expected
    )


@pytest.mark.parametrize("name", READ_BY_A_PERSON)
def test_given_a_reading_when_folded_then_sentences_are_the_same_or_as_many(name: str) -> None:
    said = reading(name)
    responsibilities = [(duty["category"], duty["text"]) for duty in said["responsibilities"]]
    assert bag(
        (fact.end["kind"], " ".join(fact.end["text"].split()[:8])) for fact in facts(name, "RESPONSIBLE_FOR")
    ) == bag(responsibilities)
    delivered = [leaf for fact in facts(name, "DELIVERS") for leaf in fact.end.get("items") or [fact.end["text"]]]
    assert bag(delivered) == bag(leaves(said["deliverables"]))
    singular = {
        "challenges": "challenge",
        "bottlenecks": "bottleneck",
        "anti_patterns": "anti_pattern",
        "exercises": "exercise",
        "rubric_rows": "rubric",
    }
    singular |= {"strong_signals": "strong_signal", "weak_signals": "weak_signal", "red_flags": "red_flag"}
    for type, section in (
        ("AIMS_FOR", "goals"),
        ("DECIDES", "decision_rights"),
        ("FACES", "risks"),
        ("HIRED_BY", "hiring"),
    ):
        counts = Counter(fact.end["kind"] for fact in facts(name, type) if fact.end["kind"] != "long_term")
        assert counts == {singular.get(kind, kind): count for kind, count in said[section].items()}, section


@pytest.mark.parametrize("name", READ_BY_A_PERSON)
def test_given_a_reading_when_folded_then_the_role_is_the_same(name: str) -> None:
    role, said = graph_of(name).nodes[NodeKey("Role", name)], reading(name)
    assert [role[field] for field in ("title", "horizon", "years_min", "years_max")] == [
        said[field] for field in ("title", "horizon", "years_min", "years_max")
    ]
    families = [node["name"] for key, node in graph_of(name).nodes.items() if key.label == "Family"]
    assert families == [said["family"]]


# This file's own reading: top-level list items and table rows of a section, no more


class Lists(HTMLParser):
    """Counts the outermost list items, and collects the first two cells of table rows, by section."""

    def __init__(self) -> None:
        super().__init__()
        self.section, self.depth = 0, 0
        self.items: Counter[int] = Counter()
        self.rows: dict[int, list[list[str]]] = {}
        self.text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("ul", "ol"):
            self.depth += 1
        elif tag == "li" and self.depth == 1:
            self.items[self.section] += 1
        elif tag == "tr":
            self.rows.setdefault(self.section, []).append([])
        elif tag in ("h2", "td"):
            self.text = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.depth -= 1
        if tag in ("h2", "td") and self.text is not None:
            text = "".join(self.text)
            if tag == "td":
                self.rows[self.section][-1].append(plain(text))
            elif number := re.match(r"\s*(\d+)\)", text):
                self.section = int(number[1])
            self.text = None

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)


class Reading(NamedTuple):
    """Outermost list items by section; rows of the tables of sections 7 and 10, as lists of cells or as whole lines."""

    items: Counter[int]
    rows: dict[int, list[str]]


def own_reading(name: str) -> Reading:
    path = next((SHARED / "blueprints").glob(f"{name}.*"))
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        lists = Lists()
        lists.feed(html.unescape(json.loads(text)["content"]["rendered"]).replace("&", "&amp;"))
        return Reading(
            lists.items, {number: [" ".join(cells) for cells in rows if cells] for number, rows in lists.rows.items()}
        )
    items: Counter[int] = Counter()
    rows: dict[int, list[str]] = {}
    for number, section in re.findall(r"^(\d+)\) [^\n]*\n(.*?)(?=^\d+\) |\Z)", text, re.MULTILINE | re.DOTALL):
        items[int(number)] = len(re.findall(r"^  (?:\d+\.|•) ", section, re.MULTILINE))
        for paragraph in re.split(r"\n\s*\n", section.strip()):
            lines = paragraph.split("\n")
            if len(lines) > 2 and not any(line.startswith(" ") for line in lines):
                rows.setdefault(int(number), []).extend(plain(line) for line in lines[1:])
    return Reading(items, rows)


@pytest.mark.parametrize("name", FIVE)
def test_given_list_items_and_table_rows_when_folded_then_there_is_a_fact_for_each_and_no_other(name: str) -> None:
    own = own_reading(name)
    assert len(facts(name, "RESPONSIBLE_FOR")) == own.items[3] > 0
    kpis = [plain(fact.words) for fact in facts(name, "MEASURED_BY")]
    assert len(kpis) == len(own.rows[7])
    assert all(row.startswith(f"{kpi} ") for row, kpi in zip(own.rows[7], kpis, strict=True))
    cells = list(dict.fromkeys((plain(fact.words), plain(fact.edge["purpose"])) for fact in facts(name, "USES")))
    assert len(cells) == len(own.rows[10])
    assert all(f" {cell} {use} " in row for row, (cell, use) in zip(own.rows[10], cells, strict=True))
    if (
        name != "junior-applied-ai-engineer"
    ):  # its sub-items stand at the margin of the items; a person has read it above
        skills = Counter(fact.section for fact in facts(name, "REQUIRES"))
        assert skills == {8: own.items[8], 9: own.items[9]}


def test_given_all_five_when_folded_together_then_counts_are_the_sums_of_what_each_says() -> None:
    graph = fold(documents().values())
    counts = graph.counts()
    own = [own_reading(name) for name in FIVE]
    assert {key.id for key, said in graph.nodes.items() if key.label == "Role" and said["described"]} == set(FIVE)
    assert counts["DESCRIBED_IN"] == counts["Document"] == len(FIVE)
    assert counts["RESPONSIBLE_FOR"] == counts["Responsibility"] == sum(one.items[3] for one in own)
    assert counts["MEASURED_BY"] == sum(len(one.rows[7]) for one in own)
    assert counts["Kpi"] == len({plain(fact.words) for name in FIVE for fact in facts(name, "MEASURED_BY")})
    read_by_a_person = len(reading("junior-applied-ai-engineer")["technical_skills"]) + len(
        reading("junior-applied-ai-engineer")["soft_skills"]
    )
    others = sum(
        one.items[8] + one.items[9] for name, one in zip(FIVE, own, strict=True) if name != "junior-applied-ai-engineer"
    )
    assert counts["REQUIRES"] == read_by_a_person + others
    for type in ("USES", "WORKS_WITH", "AIMS_FOR", "DECIDES", "FACES", "HIRED_BY", "DELIVERS"):
        assert counts[type] == sum(graph_of(name).counts()[type] for name in FIVE), type
