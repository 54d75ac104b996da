"""How well a name fits what was typed: a table of who comes first, and what holds for all names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.lookups.fit import BEGUN, EXACT, PARTLY, SLIPPED, WHOLE, fit

# What is typed, names in the order in which they should come, and names that should not come at all.
TABLE = [
    ("C", ["C", "C#", "C++", "Cassandra"], ["Scala", "Objective"]),
    ("c#", ["C#"], ["Cassandra", "C", "C++"]),
    ("C+", ["C++"], ["C", "C#", "Cassandra"]),
    ("r", ["R", "R Markdown", "React"], ["Java"]),
    (".net", [".NET", ".NET Core"], ["Kubernetes"]),
    ("dotnet", [".NET"], ["Docker"]),
    ("A*", ["A*", "A/B testing", "Accounting"], ["Java"]),
    ("Java", ["Java", "Java EE", "JavaScript"], ["Lava"]),
    ("rag", ["RAG", "RAG pipelines", "Ragas"], ["Dragons"]),
    ("sre", ["SRE", "Staff SRE", "Senior SRE"], ["Security"]),
    ("vp", ["VP Engineering"], ["Java", "Vue"]),
    ("scala", ["Scala", "Scala 3", "Scalability"], ["Scale", "At scale"]),
    ("raect", ["React", "React Native"], ["Rust"]),
    ("c++", ["C++", "C++ and C"], ["Core learning + evaluation"]),
    ("cobol", [], ["Control", "Collaboration", "Cobalt strategy"]),
    ("engineer DATA senior", ["Senior Data Engineer", "Senior Lead Data Engineer"], ["Data Steward", "Engineer"]),
    ("senior data engineer", ["Senior Data Engineer", "Senior Data Engineering Manager", "Data Engineer"], ["Data"]),
    ("ML enginer", ["ML Engineer", "AI/ML Engineer"], ["AI Engineer", "ML"]),
    ("app eng", ["Applied Engineer", "Applied AI Engineer"], ["Engineer"]),
    ("dev ops", ["DevOps"], ["Developer"]),
    ("devops", ["Dev Ops", "Dev Ops Engineer"], ["Developer"]),
    ("director engineering", ["Director of Engineering"], ["Director"]),
    ("инженер данных", ["Инженер данных", "Старший инженер данных"], ["Инженер"]),
    ("データ", ["データ", "データベース"], ["デザイン"]),
    ("วิศวกร", ["วิศวกร", "วิศวกรข้อมูล"], ["ข้อมูล"]),
    ("工程师", ["工程师", "数据工程师"], ["数据"]),
]

WORDS = st.lists(
    st.sampled_from(["senior", "data", "engineer", "java", "javascript", "of", "c++", "инженер", "データ", "é"]),
    min_size=1,
    max_size=5,
)
TEXTS = WORDS.map(" ".join) | st.text(max_size=30)


@pytest.mark.parametrize(("text", "names", "others"), TABLE)
def test_given_what_is_typed_then_names_come_in_the_order_that_a_careful_person_gives_them(
    text: str, names: list[str], others: list[str]
) -> None:
    scores = [fit(text, name) for name in names]
    assert sorted(scores, reverse=True) == scores
    assert len(set(scores)) == len(scores)
    assert all(scores)
    assert {name: fit(text, name) for name in others} == dict.fromkeys(others, 0.0)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("Data Engineer", EXACT, EXACT),
        ("data-engineer", EXACT, EXACT),
        ("Lead Data Engineer", WHOLE, EXACT),
        ("Data Engineering Lead", BEGUN, WHOLE),
        ("Data Enginere", SLIPPED, BEGUN),
    ],
)
def test_given_a_kind_of_likeness_then_the_score_stands_in_its_row(name: str, least: float, most: float) -> None:
    score = fit("data engineer", name)
    assert least <= score <= most
    assert score < most or least == most


def test_given_more_than_half_of_the_words_then_the_score_stands_in_the_lowest_row() -> None:
    assert PARTLY < fit("senior data engineer", "Data Engineer") < SLIPPED
    assert fit("cobol engineer", "Data Engineer") == 0


@given(TEXTS, TEXTS)
def test_given_any_two_texts_then_the_score_is_between_0_and_1(text: str, name: str) -> None:
    assert 0 <= fit(text, name) <= 1


@given(WORDS)
def test_given_a_name_then_it_fits_itself_in_any_case_and_with_any_accents(name: list[str]) -> None:
    for spelled in (" ".join(name), " ".join(name).upper(), "-".join(name), "".join(name)):
        assert fit(spelled, " ".join(name)) == EXACT
    assert fit("Éngïneer", "engineer") == fit("engineer", "Éngïneer") == EXACT


@given(TEXTS, TEXTS)
def test_given_other_accents_then_the_score_is_the_same(text: str, name: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert fit(text, name) == fit(apart, name)
    assert fit(name, text) == fit(name, apart)


@given(WORDS.flatmap(lambda words: st.tuples(st.just(words), st.permutations(words))), WORDS)
def test_given_the_words_in_another_order_then_the_score_is_the_same_but_for_the_very_name(
    orders: tuple[list[str], list[str]], name: list[str]
) -> None:
    one, other = (fit(" ".join(words), " ".join([*name, "lead"])) for words in orders)
    assert one == other or (max(one, other) == EXACT and min(one, other) > WHOLE)
