"""Names in questions: ids and names alike, in any spelling; what several things share is refused with all of them."""

from __future__ import annotations

import pytest

from graph.folding.fold import fold
from queries.errors import AmbiguousName, UnknownId
from queries.ladders.ladder import career_network, ladder, roles_to_compare
from queries.network.build import network_of
from queries.network.network import Network
from queries.planner.filters import RoleFilter, filtered_roles
from queries.planner.gaps import SkillSource, skill_gap
from queries.planner.naming import Kind, resolve
from queries.planner.paths import career_paths
from queries.planner.question import RoleSelector
from queries.planner.roles import role_id, role_selector
from tests.support.documents import document

LADDER = [
    document(
        """
levels: [{name: N2, rank: 2}, {name: N3, rank: 3}, {name: Erste Stufe, id: first, rank: 1}]
families: [{name: Daten & mehr, id: daten, aliases: [Data]}]
skills: [{name: C++}, {name: Abfragen, aliases: [Queries]}]
tools: [{name: Oven, id: kiln}]
roles:
  - {name: "Entwickler:in", aliases: [Dev]}
""",
        "vocabulary/all.yaml",
    ),
    document(
        "title: Entwickler:in\nfamily: daten\nlevel: n2\ntechnical_skills: [C++]\ntools: [Oven]\n"
        "career: {next: ['Analyst (m/w/d)']}\n",
        "roles/1.yaml",
    ),
    document(
        "title: Analyst (m/w/d)\nfamily: daten\nlevel: n3\ntechnical_skills: [C++, Abfragen]\n",
        "roles/2.yaml",
    ),
    document("id: baker-cake\ntitle: Cake Baker\naliases: [Baker]\n", "roles/3.yaml"),
    document("id: baker-bread\ntitle: Bread Baker\naliases: [baker]\n", "roles/4.yaml"),
    document("id: old-baker\ntitle: Old Cook\nstatus: retired\naliases: [Cook]\n", "roles/5.yaml"),
    document("id: cook-now\ntitle: Kitchen Cook\naliases: [Cook]\n", "roles/6.yaml"),
]


@pytest.fixture(scope="module")
def known() -> Network:
    return network_of(fold(LADDER))


@pytest.mark.parametrize(
    ("kind", "text", "id"),
    [
        ("level", "n3", "n3"),
        ("level", "N3", "n3"),
        ("level", "erste stufe", "first"),
        ("family", "DATEN UND MEHR", None),
        ("family", "Daten & Mehr", "daten"),
        ("family", "data", "daten"),
        ("skill", "c++", "c-plus-plus"),
        ("skill", "queries", "abfragen"),
        ("tool", "oven", "kiln"),
        ("role", "dev", "entwickler-in"),
        ("role", "Entwickler:in", "entwickler-in"),
        ("role", "entwicklerin", "entwickler-in"),
        ("role", "Entwickler", "entwickler-in"),
        ("role", "analyst", "analyst-m-w-d"),
        ("role", "Cook", "cook-now"),  # the other one is retired
        ("role", "Entwick", None),
    ],
)
def test_given_an_id_or_a_name_in_some_spelling_when_asked_for_then_it_is_that_thing(
    known: Network, kind: Kind, text: str, id: str | None
) -> None:
    things = {
        "role": known.roles,
        "skill": known.skills,
        "tool": known.tools,
        "family": known.families,
        "level": known.levels,
    }[kind]
    if id is None:
        with pytest.raises(UnknownId):
            resolve(known, "x", kind, text)
    else:
        assert things[resolve(known, "x", kind, text)].id == id


def test_given_a_name_that_several_roles_have_when_asked_for_then_it_is_refused_with_all_of_them(
    known: Network,
) -> None:
    with pytest.raises(AmbiguousName) as refused:
        role_id(known, "Baker")
    assert refused.value.suggestions == ("baker-bread", "baker-cake")
    assert str(refused.value) == (
        "'Baker' may mean 2 roles; name one by its id. Did you mean baker-bread or baker-cake?"
    )


def test_given_names_when_each_question_is_asked_then_the_answer_is_that_for_the_ids(known: Network) -> None:
    by_id = RoleSelector(level="n3", family="daten")
    assert role_selector(known, "level:N3/Daten & Mehr") == by_id
    named = RoleSelector(level="N3", family="Data")
    start, end = known.role_number["entwickler-in"], known.role_number["analyst-m-w-d"]
    assert career_paths(known, RoleSelector("Entwickler"), named).paths[0].roles == (start, end)
    assert skill_gap(known, SkillSource(role="Dev"), "Analyst") == skill_gap(
        known, SkillSource(role="entwickler-in"), "analyst-m-w-d"
    )
    wanted = RoleFilter(family="Data", level="N2", skill="C++", tool="Oven")
    assert filtered_roles(known, wanted) == {start}
    assert career_network(known, wanted).roles == (start,)
    assert ladder(known, "Data").family == "daten"
    assert roles_to_compare(known, ["Dev", "Analyst"]) == (start, end)
