"""Which of the names that the index finds is meant: symbols count, accents and case do not. And which it finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.documents.spelling import plain
from graph.neo4j.database import Database
from queries.ladders.ladder import role_page
from queries.lookups.names import rank
from queries.planner.filters import RoleFilter
from tests.support.client import Client
from tests.support.documents import document
from tests.support.networks import network as small_network
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
        ("l'eclair", "Éclair"),
    ],
)
def test_given_names_of_symbols_when_ranked_then_the_one_written_comes_first(text: str, best: str) -> None:
    rows = [{"label": "Skill", "id": name, "name": name, "others": []} for name in NAMES]
    hits = rank(text, rows, 3)
    assert hits[0].name == best
    assert [hit.name for hit in hits if hit.score == hits[0].score] == [best]


VOCABULARY = """
levels: [{name: Junior, rank: 1}, {name: Senior, rank: 2}, {name: Employé, id: g3, rank: 3}]
families: [{name: Site Reliability, aliases: [DevOps, SRE team]}]
skills:
  - {name: "A*", kind: technical, aliases: [A star]}
  - {name: C, kind: technical}
  - {name: "C#", kind: technical, aliases: [C sharp language]}
  - {name: Machine learning, kind: technical, aliases: [ML, Maschinelles Lernen für Ärzte]}
  - {name: データ, kind: technical}
  - {name: 数据工程, kind: technical}
  - {name: Qualité d’accueil, kind: soft}
  - {name: Storia dell'arte, kind: soft}
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
    "Qualité d’accueil",
    "Storia dell'arte",
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
STORE = "id: store\ntitle: Agent d'entrepôt\n"
BAKER = "id: baker\ntitle: วิศวกรข้อมูล\naliases: [Senior Data Engineer, Engineer of the Year, IT Manager]\n"


@pytest.fixture
def names_to_read(server: Server) -> Iterator[Database]:
    """Names of many scripts, for tests that only read."""
    documents = (document(VOCABULARY, "vocabulary/all.yaml"), document(COOK), document(BAKER, "roles/b.yaml"))
    documents += (document(STORE, "roles/s.yaml"),)
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
        ("entrepôt", "Agent d'entrepôt"),
        ("entrepot", "Agent d'entrepôt"),
        ("l'entrepot", "Agent d'entrepôt"),
        ("L’ENTREPÔT", "Agent d'entrepôt"),
        ("entre", "Agent d'entrepôt"),
        ("entrepto", "Agent d'entrepôt"),
        ("agent entrepot", "Agent d'entrepôt"),
        ("AGENT D ENTREPOT", "Agent d'entrepôt"),
        ("accueil", "Qualité d’accueil"),
        ("l'accueil qualite", "Qualité d’accueil"),
        ("arte", "Storia dell'arte"),
        ("l'arte", "Storia dell'arte"),
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


@pytest.mark.integration
@pytest.mark.parametrize("text", ["entrepot", "ENTREPÔT", "d’entrepôt"])
def test_given_a_text_without_accents_when_roles_are_filtered_then_names_with_accents_are_found(
    client: Client, names_to_read: Database, text: str
) -> None:
    answer = client.ask("query($text: String!) { roles(filter: {text: $text}) { nodes { title } } }", text=text)
    assert answer["data"] == {"roles": {"nodes": [{"title": "Agent d'entrepôt"}]}}, answer


@pytest.mark.integration
@pytest.mark.parametrize("text", ["G3", "g3", "l'employé", "Employe"])
def test_given_a_level_by_id_or_name_when_searched_then_it_is_found(
    client: Client, names_to_read: Database, text: str
) -> None:
    answer = client.ask("query($text: String!) { search(text: $text, first: 1) { kind id name } }", text=text)
    assert answer["data"] == {"search": [{"kind": "LEVEL", "id": "g3", "name": "Employé"}]}
    only = client.ask("query($text: String!) { search(text: $text, kinds: [LEVEL]) { id } }", text=text)
    assert only["data"] == {"search": [{"id": "g3"}]}


@pytest.mark.integration
@pytest.mark.parametrize(
    ("text", "suggestions", "hint"),
    [
        ("G9", ["g3"], "Did you mean g3? The levels are junior, senior, g3."),
        ("employee", ["g3"], "Did you mean g3? The levels are junior, senior, g3."),
        ("???", [], "The levels are junior, senior, g3."),
    ],
)
def test_given_an_unknown_level_when_asked_for_then_the_nearest_and_all_others_are_told(
    client: Client, names_to_read: Database, text: str, suggestions: list[str], hint: str
) -> None:
    answer = client.ask("query($level: ID!) { roles(filter: {level: $level}) { totalCount } }", level=text)
    [error] = answer["errors"]
    assert error["message"] == f"There is no level '{text}'. {hint}"
    assert (error["extensions"]["code"], error["extensions"]["suggestions"]) == ("NOT_FOUND", suggestions)


def found(client: Client, text: str) -> list[str]:
    answer = client.ask("query($text: String!) { search(text: $text) { name } }", text=text)
    return [hit["name"] for hit in answer["data"]["search"]]  # type: ignore[index]


NAMED = st.lists(st.text("aeézEÉœoß' ", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=8)


@given(names=NAMED, first=st.integers(1, 3))
def test_given_names_with_accents_when_paged_then_each_comes_once_in_the_order_of_bare_letters(
    names: list[str], first: int
) -> None:
    network = small_network(len(names), ())
    roles = tuple(role._replace(title=name) for role, name in zip(network.roles, names, strict=True))
    network = replace(network, roles=roles)
    for order in ("TITLE", "LEVEL", "UPDATED"):
        seen: list[int] = []
        after = None
        while True:
            page = role_page(network, RoleFilter(), order, first, after)
            seen += [role for _, role in page.rows]
            if not page.more:
                break
            after = page.rows[-1][0]
        assert sorted(seen) == list(range(len(names)))
        assert [plain(names[role]) for role in seen] == sorted(map(plain, names))


WRITTEN = [
    "Etage",
    "Équipe",
    "Zoo",
    "épi",
    "Œuvre",
    "Oeuvre b",
    "Straße",
    "Strasse b",
    "O’Neill",
    "O'Neill b",
    "Ångström",
]


@pytest.mark.integration
def test_given_names_with_accents_when_paged_from_the_database_then_they_stand_as_in_memory(
    client: Client, server: Server
) -> None:
    named = [f'{{name: "{name}", kind: technical}}' for name in WRITTEN]
    words = document(f"skills: [{', '.join(named)}]\n", "vocabulary.yaml", "accents")
    role = document(f"title: Cook\ntechnical_skills: {WRITTEN}\n", "roles/a.yaml", "accents")
    with holding(server, "accents", (words, role)):
        query = "query($after: String) { skills(first: 2, after: $after) { nodes { name } pageInfo { endCursor } } }"
        seen: list[str] = []
        after = None
        while (page := client.ask(query, after=after)["data"]["skills"])["nodes"]:  # type: ignore[index]
            seen += [skill["name"] for skill in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
        assert seen == sorted(WRITTEN, key=plain)
        answer = client.ask('{ skills(filter: {text: "equip"}) { nodes { name } } }')
        assert answer["data"] == {"skills": {"nodes": [{"name": "Équipe"}]}}
