"""Which of the names that the index finds is meant: symbols count, accents and case do not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.documents.spelling import letters
from queries.lookups.names import fit, lucene_query, rank

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
    hits = rank(text, rows(*NAMES), 3)
    assert hits[0].name == best
    assert all(hit.score < hits[0].score for hit in hits[1:])


def rows(*names: str, **more: Any) -> list[dict[str, Any]]:
    return [
        {"label": "Skill", "id": f"id-{name}", "name": name, "others": [], "described": True} | more for name in names
    ]


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Java", ["JavaScript", "Java", "Java Enterprise"], ["Java", "Java Enterprise", "JavaScript"]),
        ("engineer DATA senior", ["Data Engineer", "Senior Data Engineer"], ["Senior Data Engineer", "Data Engineer"]),
        ("VP", ["Java", "JVM", "Vice President"], []),
        ("C#", ["Cassandra", "C", "CSS"], []),
        ("cobol", ["Tool calling", "dbt", "Go"], []),
        (
            "senior software engineer",
            ["Senior Engineering Manager", "Senior Software Engineer"],
            ["Senior Software Engineer"],
        ),
        ("инженер ДАННЫХ", ["Инженер данных", "Инженер"], ["Инженер данных"]),
        ("データ", ["データ", "データベース"], ["データ"]),
        ("วิศวกรข้อมูล", ["วิศวกรข้อมูล", "วิศวกร"], ["วิศวกรข้อมูล"]),
        ("A*", ["A*", "Alpha"], ["A*"]),
        ("kube", ["Kubernetes", "Cube"], ["Kubernetes"]),
        ("ML enginer", ["ML Engineer", "ML Engineer I", "Engineer"], ["ML Engineer", "ML Engineer I"]),
    ],
)
def test_given_what_is_typed_when_ranked_then_the_names_come_in_this_order(
    text: str, names: list[str], found: list[str]
) -> None:
    hits = [hit.name for hit in rank(text, rows(*names), 10)]
    assert hits[: len(found)] == found
    if not found:
        assert hits == []


def test_given_an_id_or_an_alias_when_typed_then_it_is_exact() -> None:
    row = {"label": "Role", "id": "site-reliability-engineer", "name": "Site Reliability Engineer", "others": ["SRE"]}
    for text in ("sre", "SITE reliability-engineer", "site-reliability-engineer"):
        (hit,) = rank(text, [row | {"described": True}], 3)
        assert hit.score == 1.0


WORDS = st.lists(st.sampled_from(["data", "senior", "engineer", "Java", "é", "script", "mach"]), min_size=1, max_size=5)


@given(WORDS, WORDS)
def test_given_any_words_then_the_fit_is_a_share_and_knows_no_case_accents_or_order(
    one: list[str], other: list[str]
) -> None:
    score = fit(" ".join(one), " ".join(other))
    assert 0 <= score <= 1
    assert (score == 1) == (letters(" ".join(one)) == letters(" ".join(other)))
    if score < 1:
        assert fit(" ".join(one).upper(), " ".join(other).replace("é", "e")) == pytest.approx(score)


def test_given_words_that_the_query_syntax_knows_when_asked_for_then_none_of_it_is_left() -> None:
    query = lucene_query('a:b -c +d "e" (f) [g TO h] i~2 j^3 k* ? \\ /l/ && ||')
    assert {character for character in query if not character.isalnum()} <= set(' ()^*~"')
