"""Which of the names that the index finds is meant: symbols count, accents and case do not. And which it finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.neo4j.database import Database
from queries.lookups.names import rank
from tests.support.client import Client
from tests.support.documents import document
from tests.support.server import Server, holding

NAMES = ["C", "C#", "C++", "Cassandra", "Go", "Node.js", "R", "React", "Éclair", ".NET"]


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("C++", "C++"),
        ("c#", "C#"),
        ("c", "C"),
        ("C+", "C++"),
        ("cass", "Cassandra"),
        ("node js", "Node.js"),
        ("eclair", "Éclair"),
        ("dotnet", ".NET"),
        ("raect", "React"),
    ],
)
def test_given_names_of_symbols_when_ranked_then_the_one_written_comes_first(text: str, best: str) -> None:
    rows = [{"label": "Skill", "id": name, "name": name, "others": []} for name in NAMES]
    hits = rank(text, rows, 3)
    assert hits[0].name == best
    assert [hit.name for hit in hits if hit.score == hits[0].score] == [best]


VOCABULARY = """
levels: [{name: Junior, rank: 1}, {name: Senior, rank: 2}]
families: [{name: Site Reliability, aliases: [DevOps, SRE team]}]
skills:
  - {name: "A*", kind: technical, aliases: [A star]}
  - {name: C, kind: technical}
  - {name: "C#", kind: technical, aliases: [C sharp language]}
  - {name: Machine learning, kind: technical, aliases: [ML, Maschinelles Lernen für Ärzte]}
  - {name: データ, kind: technical}
  - {name: 数据工程, kind: technical}
stakeholders: [{name: Chief Technology Officer, aliases: [CTO]}]
"""
SKILLS = [
    "A*",
    "C",
    "C#",
    "C++",
    ".NET",
    "R",
    "Cassandra",
    "Java",
    "JavaScript",
    "Machine learning",
    "データ",
    "数据工程",
]
COOK = f"""
id: cook
title: Инженер данных
aliases: [Старший повар, IT]
family: Site Reliability
search_titles: [Data Engineer]
technical_skills: {SKILLS}
stakeholders: {{internal: [CTO]}}
"""
BAKER = "id: baker\ntitle: วิศวกรข้อมูล\naliases: [Senior Data Engineer, Engineer of the Year, IT Manager]\n"


@pytest.fixture
def names_to_read(server: Server) -> Iterator[Database]:
    """Names of many scripts, for tests that only read."""
    documents = (document(VOCABULARY, "vocabulary/all.yaml"), document(COOK), document(BAKER, "roles/b.yaml"))
    with holding(server, "test", documents) as connected:
        yield connected


@pytest.mark.integration
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Инженер данных", "Инженер данных"),
        ("ИНЖЕНЕР-ДАННЫХ", "Инженер данных"),
        ("данных инженер", "Инженер данных"),
        ("инж", "Инженер данных"),
        ("старший повар", "Инженер данных"),
        ("cook", "Инженер данных"),
        ("IT", "Инженер данных"),
        ("data engineer", "Инженер данных"),
        ("วิศวกรข้อมูล", "วิศวกรข้อมูล"),
        ("engineer DATA senior", "วิศวกรข้อมูล"),
        ("データ", "データ"),
        ("数据", "数据工程"),
        ("工程", "数据工程"),
        ("a*", "A*"),
        ("c", "C"),
        ("C#", "C#"),
        ("c++", "C++"),
        (".net", ".NET"),
        ("dotnet", ".NET"),
        ("r", "R"),
        ("JAVA", "Java"),
        ("machinelearning", "Machine learning"),
        ("machine-learning", "Machine learning"),
        ("learning machine", "Machine learning"),
        ("ml", "Machine learning"),
        ("fur arzte", "Machine learning"),
        ("FÜR ÄRZTE", "Machine learning"),
        ("machine lerning", "Machine learning"),
        ("devops", "Site Reliability"),
        ("team sre", "Site Reliability"),
        ("cto", "Chief Technology Officer"),
    ],
)
def test_given_a_name_in_any_script_or_order_when_searched_then_it_comes_first(
    client: Client, names_to_read: Database, text: str, name: str
) -> None:
    assert found(client, text)[0] == name


@pytest.mark.integration
@pytest.mark.parametrize("text", ["cobol", "F#", "VP", "пекарь", "デザイン", "#", "++", "&"])
def test_given_a_word_in_no_name_when_searched_then_nothing_is_found(
    client: Client, names_to_read: Database, text: str
) -> None:
    assert found(client, text) == []


def found(client: Client, text: str) -> list[str]:
    answer = client.ask("query($text: String!) { search(text: $text) { name } }", text=text)
    return [hit["name"] for hit in answer["data"]["search"]]  # type: ignore[index]
