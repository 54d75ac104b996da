"""The rules of the fold on small documents: names, evidence, precedence, placing, steps and their time, ids of
texts.
"""

from __future__ import annotations

import dataclasses
import hashlib
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.documents.document import Document, DocumentFormat
from graph.documents.names import Names
from graph.documents.spelling import letters, slug, spelled, words
from graph.errors import DocumentError
from graph.folding.fold import fold
from graph.model import EdgeKey, Graph, NodeKey
from tests.support.documents import document

LEVELS = document(
    """
levels:
  - {name: Intern, rank: 0}
  - {name: Junior, rank: 1, months_min: 12, months_max: 24, aliases: [Jr, Entry-level]}
  - {name: Associate, rank: 1}
  - {id: mid, name: Mid-level, rank: 2, months_min: 24, months_max: 36, unmarked: true, aliases: [Mid]}
  - {name: Senior, rank: 3, months_min: 30, months_max: 50, aliases: [Sr]}
  - {name: Lead, rank: 4, aliases: [Tech Lead]}
  - {name: Manager, rank: 5, track: management, in_titles: [Bakery Manager, Manager of]}
  - {name: Senior Manager, rank: 6, track: management, in_titles: [Senior Bakery Manager]}
families:
  - {name: Baking, aliases: [Baker]}
  - {name: Milling, aliases: [Miller]}
""",
    "vocabulary/all.yaml",
)


def role(text: str, **more: str) -> Document:
    id = text.split("id: ", 1)[1].split("\n", 1)[0]
    return document(text, f"roles/{id}.yaml", **more)


def as_format(said: Document, format: DocumentFormat) -> Document:
    return dataclasses.replace(said, format=format)


def folded(*documents: Document) -> Graph:
    graph = fold([LEVELS, *documents])
    graph.check()
    return graph


def node(graph: Graph, label: str, id: str) -> dict[str, Any]:
    return graph.nodes[NodeKey(label, id)]


def ends(graph: Graph, type: str, start: str) -> list[str]:
    return sorted(edge.end for edge in graph.edges if (edge.type, edge.start) == (type, start))


def step(graph: Graph, start: str, end: str) -> dict[str, Any]:
    """What the one step between two roles says, without its evidence."""
    (said,) = (
        said for edge, said in graph.edges.items() if (edge.type, edge.start, edge.end) == ("PROGRESSES_TO", start, end)
    )
    return {name: value for name, value in said.items() if not name.startswith("evidence")}


def messages(graph: Graph, kind: str) -> list[str]:
    return sorted(
        said["message"] for key, said in graph.nodes.items() if key.label == "Finding" and said["kind"] == kind
    )


# The whole graph


def test_given_two_small_documents_when_folded_then_the_graph_is_exactly_this() -> None:
    words = document(
        "levels: [{name: Junior, rank: 1}]\nskills: [{name: Kneading, aliases: [Kneading dough]}]\n",
        "vocabulary/all.yaml",
    )
    baker = document(
        """
id: baker
title: Junior Baker
mission: Bakes.
technical_skills:
  - {name: kneading dough, tier: must, use: bread}
tools:
  - {category: Heat, cell: Deck oven / Peel, names: [Deck oven, Peel], use: baking, commonality: common}
stakeholders: {peer_roles: [Millers]}
kpis: [{name: Loaves sold, target: "100", frequency: daily, measures: sales}]
responsibilities: [{text: Bake bread, category: operational}]
career:
  next:
    - {name: Miller, months_min: 6, months_max: 9}
""",
        "roles/baker.yaml",
    )
    graph = fold([baker, words])
    graph.check()
    text = f"baker/responsible_for/operational/{hashlib.sha256(b'bake bread').hexdigest()[:10]}"
    findings = {key for key in graph.nodes if key.label == "Finding"}
    assert {key: said for key, said in graph.nodes.items() if key.label not in ("Document", "Finding")} == {
        NodeKey("Level", "junior"): {"name": "Junior", "rank": 1, "track": "individual"},
        NodeKey("Role", "baker"): {
            "title": "Junior Baker",
            "mission": "Bakes.",
            "described": True,
            "status": "published",
        },
        NodeKey("Role", "miller"): {"title": "Miller", "described": False, "status": "published"},
        NodeKey("Skill", "kneading"): {"name": "Kneading", "kind": "technical", "aliases": ["Kneading dough"]},
        NodeKey("Tool", "deck-oven"): {"name": "Deck oven"},
        NodeKey("Tool", "peel"): {"name": "Peel"},
        NodeKey("ToolCategory", "heat"): {"name": "Heat"},
        NodeKey("Stakeholder", "millers"): {"name": "Millers"},
        NodeKey("Kpi", "loaves-sold"): {"name": "Loaves sold"},
        NodeKey("Responsibility", text): {"text": "Bake bread", "kind": "operational"},
    }

    def said(section: str, words: str, line: int = -1, **properties: Any) -> dict[str, Any]:
        evidence = {"document": "test/roles/baker.yaml", "section": section, "line": line, "words": words}
        return properties | {f"evidence_{name}": [value] for name, value in evidence.items()}

    career, tools = "15 Career Path and Progression", "10 Tools, Platforms, and Software"
    assert {key: said for key, said in graph.edges.items() if NodeKey("Finding", key.start) not in findings} == {
        EdgeKey("DESCRIBED_IN", "baker", "test/roles/baker.yaml"): {},
        EdgeKey("MENTIONED_IN", "miller", "test/roles/baker.yaml"): {},
        EdgeKey("AT_LEVEL", "baker", "junior"): said("1 Role Summary", "Junior Baker"),
        EdgeKey("REQUIRES", "baker", "kneading"): said(
            "8 Technical Skills Required", "kneading dough", 6, tier="must", use="bread", weight=0.7
        ),
        EdgeKey("USES", "baker", "deck-oven"): said(
            tools, "Deck oven / Peel", 8, commonality="common", purpose="baking"
        ),
        EdgeKey("USES", "baker", "peel"): said(tools, "Deck oven / Peel", 8, commonality="common", purpose="baking"),
        EdgeKey("IN_CATEGORY", "deck-oven", "heat"): said(tools, "Heat", 8),
        EdgeKey("IN_CATEGORY", "peel", "heat"): said(tools, "Heat", 8),
        EdgeKey("WORKS_WITH", "baker", "millers", "peer"): said(
            "12 Stakeholders and Collaboration Map", "Millers", 9, relation="peer"
        ),
        EdgeKey("MEASURED_BY", "baker", "loaves-sold"): said(
            "7 KPIs and Productivity Metrics", "Loaves sold", 10, target="100", frequency="daily", measures="sales"
        ),
        EdgeKey("RESPONSIBLE_FOR", "baker", text): said("3 Core Responsibilities", "Bake bread", 11, position=0),
        EdgeKey("PROGRESSES_TO", "baker", "miller", "next"): said(
            career, "Miller", 14, kind="next", confirmed=False, months_min=6, months_max=9, months_basis="stated"
        ),
    }
    assert sorted(graph.nodes[key]["kind"] for key in findings) == ["unknown_name"] * 5


# Ids


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Machine Learning Engineer", "machine-learning-engineer"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("F#", "f-sharp"),
        (".NET", "dot-net"),
        ("ASP.NET", "asp-net"),
        ("Node.js", "node-js"),
        ("R&D", "r-and-d"),
        ("Q & A", "q-and-a"),
        ("Café  crème", "cafe-creme"),
        ("ＡＩ", "ai"),
        ("Bachelor's degree", "bachelors-degree"),
        ("CI/CD", "ci-cd"),
        ("LLaMA 3.1 (70B)", "llama-3-1-70b"),
        ("Straße", "strasse"),
        ("Инженер", "inzhener"),
    ],
)
def test_given_a_name_when_made_an_id_then_symbols_are_spelled(name: str, id: str) -> None:
    assert slug(name) == id


@given(st.text(alphabet=st.one_of(st.sampled_from(".+#&' -aÀñ가й"), st.characters(codec="utf-8")), max_size=12))
def test_given_composed_and_decomposed_letters_when_spelled_then_the_name_is_one(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert spelled(apart) == spelled(name)
    assert letters(apart) == letters(name)
    assert words(apart) == words(name)


@pytest.mark.parametrize("name", ["", "…", "—", "()", "/", "  "])
def test_given_a_name_without_a_letter_or_digit_when_made_an_id_then_it_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no letter or digit"):
        slug(name)


@pytest.mark.parametrize(
    "said",
    [
        role("id: a\ntitle: '…'\n"),
        role("id: a\ntitle: A\naliases: ['…']\n"),
        document("skills: ['…']\n", "roles/a.yaml"),
        document("skills: [{name: A, aliases: ['…']}]\n", "roles/a.yaml"),
        document("skills: [{name: A, not_aliases: ['…']}]\n", "roles/a.yaml"),
    ],
)
def test_given_a_name_that_makes_no_id_when_folded_then_the_error_names_the_document(said: Document) -> None:
    with pytest.raises(DocumentError, match="has no letter or digit") as caught:
        fold([LEVELS, said])
    assert caught.value.document == "test/roles/a.yaml"


def test_given_two_different_names_that_want_one_id_when_folded_then_it_is_refused_at_its_line() -> None:
    """Latin and Cyrillic letters that are spelled alike."""
    with pytest.raises(DocumentError, match="'Rezume' and 'Резуме' would both have the id 'rezume'") as caught:
        fold([document("skills:\n  - Rezume\n  - {name: REZUMÉ}\n  - Резуме\n", "vocabulary/all.yaml")])
    assert (caught.value.document, caught.value.line) == ("test/vocabulary/all.yaml", 4)


@pytest.mark.parametrize("level", ["'?'", "Chief"])
def test_given_a_blueprint_with_a_level_that_is_none_when_folded_then_the_role_has_no_level_and_a_finding_says_so(
    level: str,
) -> None:
    graph = folded(role(f"id: a\ntitle: Cook\nlevel: {level}\n"))
    assert ends(graph, "AT_LEVEL", "a") == []
    assert messages(graph, "no_level") == ["Cook (a) has no level: neither its documents nor its title show one."]


# Names


def test_given_aliases_of_several_files_when_folded_then_they_unite_in_one_term() -> None:
    shipped = document(
        "skills: [{name: Kneading, aliases: [Dough], description: By hand.}]\ntools: [{id: oven, name: Deck oven}]\n",
        "vocabulary/skills.yaml",
    )
    own = document(
        "skills: [{name: kneading, aliases: [Folding]}]\ntools: [{name: Deck Oven, aliases: [Stove]}]\n",
        "vocabulary/own.yaml",
        "acme",
    )
    names = Names.of([shipped, own])
    assert {names.find("skill", name) for name in ("Kneading", "DOUGH", "folding")} == {"kneading"}
    assert {names.find("tool", name) for name in ("Stove", "deck oven", "oven")} == {"oven"}
    graph = fold([shipped, own, role("id: a\ntitle: A\ntechnical_skills: [Folding]\ntools: [Stove]\n")])
    assert node(graph, "Skill", "kneading") == {
        "name": "kneading",
        "kind": "technical",
        "description": "By hand.",
        "aliases": ["Folding", "Dough"],
    }
    assert node(graph, "Tool", "oven") == {"name": "Deck oven", "aliases": ["Stove"]}


def test_given_a_level_named_again_without_its_id_when_folded_then_it_is_the_same_level() -> None:
    own = document("levels: [{name: Mid-level, rank: 2, aliases: [Regular]}]\n", "vocabulary/own.yaml", "acme")
    graph = folded(own, role("id: a\ntitle: Regular Cook\n"))
    assert ends(graph, "AT_LEVEL", "a") == ["mid"]
    assert [key.id for key in graph.nodes if key.label == "Level" and key.id.startswith("mid")] == ["mid"]


def test_given_terms_that_replace_each_other_in_a_circle_when_folded_then_each_stays_itself() -> None:
    words = document(
        "skills: [{name: One, replaces: [two]}, {name: Two, replaces: [one]}, {name: Three, replaces: [four]}, Four]\n",
        "vocabulary/all.yaml",
    )
    graph = fold([words, role("id: a\ntitle: A\ntechnical_skills: [One, Two, Three, Four]\n")])
    assert {key.id: said["name"] for key, said in graph.nodes.items() if key.label == "Skill"} == {
        "one": "One",
        "two": "Two",
        "three": "Three",
    }


def test_given_two_terms_that_replace_one_when_folded_then_the_first_document_counts() -> None:
    words = [
        document(f"skills: [{{name: {name}, replaces: [old]}}, Old]\n", f"vocabulary/{name}.yaml")
        for name in ("b", "a")
    ]
    assert {Names.of(order).find("skill", "Old") for order in (words, words[::-1])} == {"a"}


def test_given_an_id_that_is_another_terms_name_when_folded_then_the_id_leads_to_its_own_term() -> None:
    words = document(
        "levels:\n  - {id: x, name: Foreman, rank: 1}\n  - {id: foreman, name: Chief, rank: 2}\n", "vocabulary/all.yaml"
    )
    graph = fold(
        [
            words,
            role("id: a\ntitle: Chief Baker\n"),
            role("id: b\ntitle: Baker\nlevel: foreman\n"),
            role("id: c\ntitle: Baker\nlevel: x\n"),
        ]
    )
    graph.check()
    assert [ends(graph, "AT_LEVEL", id) for id in "abc"] == [["foreman"], ["foreman"], ["x"]]
    assert "The level name 'Foreman' is claimed by foreman and x; it names foreman." in messages(
        graph, "alias_collision"
    )


@pytest.mark.parametrize(
    ("title", "level", "family"),
    [
        ("Junior Baker", "junior", "baking"),
        ("Jr. Baker", "junior", "baking"),
        ("Entry-level Baker", "junior", "baking"),
        ("Baker, Senior", "senior", "baking"),
        ("SENIOR MILLER", "senior", "milling"),
        ("Tech Lead Baker", "lead", "baking"),
        ("Baker (Senior)", None, "baking"),
        ("Baker", None, "baking"),
        ("Lead Senior Baker", "lead", None),
        ("Senior Bakery Manager", "senior-manager", None),
        ("Bakery Manager", "manager", None),
        ("Product Manager", None, None),
        ("Seniority Baker", None, None),
    ],
)
def test_given_a_title_when_folded_then_its_words_show_level_and_family(
    title: str, level: str | None, family: str | None
) -> None:
    graph = folded(role(f"id: a\ntitle: {title}\n"))
    assert ends(graph, "AT_LEVEL", "a") == ([level] if level else [])
    assert ends(graph, "IN_FAMILY", "a") == ([family] if family else [])


def test_given_a_stated_level_when_folded_then_it_beats_the_title() -> None:
    assert ends(folded(role("id: a\ntitle: Senior Baker\nlevel: Mid\nfamily: Milling\n")), "AT_LEVEL", "a") == ["mid"]
    assert ends(folded(role("id: a\ntitle: Senior Baker\nlevel: Mid\nfamily: Milling\n")), "IN_FAMILY", "a") == [
        "milling"
    ]


def test_given_another_spelling_of_a_title_when_named_as_a_step_then_it_is_that_role() -> None:
    known = document("roles: [{name: Machine Baker, aliases: [M Baker]}]\n", "vocabulary/roles.yaml")
    names = ["M Baker", "Mid-level Machine Baker", "machine  baker", "Machine Baker (mid)"]
    graph = folded(known, role("id: a\ntitle: A\ncareer:\n  next: [" + ",\n    ".join(names) + ", Sr. M Baker]\n"))
    assert ends(graph, "PROGRESSES_TO", "a") == ["machine-baker", "senior-machine-baker"]
    assert step(graph, "a", "machine-baker")["kind"] == "next"
    assert graph.edges[EdgeKey("PROGRESSES_TO", "a", "machine-baker", "next")]["evidence_words"] == names
    assert node(graph, "Role", "senior-machine-baker")["title"] == "Senior Machine Baker"


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        ("Miller / Cook", ["cook", "miller"]),
        ("Miller/Cook", ["cook", "miller"]),
        ("Miller or Cook", ["cook", "miller"]),
        ("Miller / Waiter", ["miller-waiter"]),
        ("Miller /", ["miller"]),
        ("Bread/Pastry Cook", ["bread-pastry-cook"]),
    ],
)
def test_given_joined_titles_when_folded_then_they_are_split_only_where_both_are_known(
    words: str, steps: list[str]
) -> None:
    known = document("roles: [Miller, Cook]\n", "vocabulary/roles.yaml")
    assert ends(folded(known, role(f"id: a\ntitle: A\ncareer: {{next: ['{words}']}}\n")), "PROGRESSES_TO", "a") == steps


def test_given_a_joined_title_that_is_itself_a_name_when_folded_then_it_is_not_split() -> None:
    known = document("roles: [Miller, Cook, Miller / Cook]\n", "vocabulary/roles.yaml")
    assert ends(folded(known, role("id: a\ntitle: A\ncareer: {next: [Miller / Cook]}\n")), "PROGRESSES_TO", "a") == [
        "miller-cook"
    ]


# Several documents


def test_given_a_skill_named_several_times_when_folded_then_the_strongest_counts_and_every_mention_is_evidence() -> (
    None
):
    words = document("skills: [{name: Kneading, aliases: [Kneading dough]}]\n", "vocabulary/skills.yaml")
    first = role(
        "id: a\ntitle: A\ntechnical_skills:\n  - {name: Kneading, tier: good, importance: critical}\n  - {name: "
        "kneading dough, tier: advanced}\n"
    )
    other = as_format(
        role(
            "id: a\ntitle: A\ntechnical_skills:\n  - {name: Kneading, tier: must, use: bread}\n",
            collection="a-blueprint",
        ),
        "html",
    )
    graph = folded(other, first, words)
    assert graph.edges[EdgeKey("REQUIRES", "a", "kneading")] == {
        "tier": "must",
        "importance": "critical",
        "weight": 1.0,
        "use": "bread",
        "evidence_document": ["test/roles/a.yaml", "test/roles/a.yaml", "a-blueprint/roles/a.yaml"],
        "evidence_section": ["8 Technical Skills Required"] * 3,
        "evidence_line": [4, 5, 4],
        "evidence_words": ["Kneading", "kneading dough", "Kneading"],
    }


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", {"weight": 0.42}),
        ("tier: must", {"tier": "must", "weight": 0.7}),
        ("tier: emerging, importance: optional", {"tier": "emerging", "importance": "optional", "weight": 0.12}),
        (
            "tier: must, importance: critical, proficiency: 3",
            {"tier": "must", "importance": "critical", "weight": 1.0, "proficiency": 3.0},
        ),
    ],
)
def test_given_tier_and_importance_when_folded_then_the_weight_is_from_the_table(
    said: str, expected: dict[str, Any]
) -> None:
    graph = folded(role(f"id: a\ntitle: A\ntechnical_skills: [{{name: Kneading, {said}}}]\n"))
    edge = graph.edges[EdgeKey("REQUIRES", "a", "kneading")]
    assert {name: value for name, value in edge.items() if not name.startswith("evidence")} == expected


def test_given_documents_that_disagree_when_folded_then_curated_beats_blueprint_beats_import_and_lists_unite() -> None:
    curated = role("id: cook\ntitle: Cook\nlevel: mid\nyears_min: 2\nsearch_titles: [Chef]\n", collection="z")
    blueprint = as_format(
        role(
            "id: cook\ntitle: Cook\nlevel: senior\nyears_min: 3\nyears_max: 6\nmission: Cooks.\nsearch_titles: "
            "[Kitchen hand, Chef]\n",
            collection="m",
        ),
        "text",
    )
    sheet = as_format(
        role("id: cook\ntitle: Cook\nlevel: junior\nyears_max: 9\nmission: Fries.\n", collection="a"), "sheet"
    )
    graph = folded(sheet, blueprint, curated)
    assert node(graph, "Role", "cook") == {
        "title": "Cook",
        "mission": "Cooks.",
        "years_min": 2.0,
        "years_max": 6.0,
        "search_titles": ["Chef", "Kitchen hand"],
        "described": True,
        "status": "published",
    }
    assert ends(graph, "AT_LEVEL", "cook") == ["mid"]
    assert ends(graph, "DESCRIBED_IN", "cook") == ["a/roles/cook.yaml", "m/roles/cook.yaml", "z/roles/cook.yaml"]
    assert messages(graph, "contradiction") == [
        "cook: level is mid in z/roles/cook.yaml but junior in a/roles/cook.yaml; mid counts.",
        "cook: level is mid in z/roles/cook.yaml but senior in m/roles/cook.yaml; mid counts.",
        'cook: mission is "Cooks." in m/roles/cook.yaml but "Fries." in a/roles/cook.yaml; what m/roles/cook.yaml says '
        "counts.",
        "cook: years_max is 6.0 in m/roles/cook.yaml but 9.0 in a/roles/cook.yaml; 6.0 counts.",
        "cook: years_min is 2.0 in z/roles/cook.yaml but 3.0 in m/roles/cook.yaml; 2.0 counts.",
    ]


def test_given_a_workbook_that_says_a_text_otherwise_when_folded_then_a_finding_says_what_counts() -> None:
    skills = "technical_skills: [{name: Kneading, expects: %s}, {name: Firing, use: ovens}]\n"
    head = "id: cook\ntitle: Cook\nmission: Cooks.\n"
    curated = role(head + skills % "By recipe", collection="own")
    edited = as_format(role(head + skills % "By feeling", collection="book"), "sheet")
    alike = as_format(role(head + skills % "by  recipe", collection="two"), "sheet")
    assert messages(folded(edited, alike, curated), "contradiction") == [
        'cook: Kneading, expects is "By recipe" in own/roles/cook.yaml but "By feeling" in book/roles/cook.yaml; '
        "what own/roles/cook.yaml says counts."
    ]
    assert messages(folded(curated, as_format(edited, "html")), "contradiction") == []
    bakes = as_format(role("id: cook\ntitle: Cook\nmission: Bakes.\n", collection="book"), "sheet")
    [told] = messages(folded(curated, bakes), "contradiction")
    assert told.startswith('cook: mission is "Cooks." in own/roles/cook.yaml but "Bakes." in book/roles/cook.yaml')


def test_given_a_document_that_agrees_when_folded_then_it_is_evidence_and_no_contradiction() -> None:
    graph = folded(role("id: a\ntitle: Cook\nlevel: mid\n"), role("id: a\ntitle: Cook\nlevel: Mid\n", collection="two"))
    assert graph.edges[EdgeKey("AT_LEVEL", "a", "mid")]["evidence_document"] == [
        "test/roles/a.yaml",
        "two/roles/a.yaml",
    ]
    assert messages(graph, "contradiction") == []


def test_given_a_mentioned_role_when_it_is_described_later_then_only_the_place_of_the_mention_is_left() -> None:
    baker = role("id: baker\ntitle: Baker\ncareer: {next: [Senior Baker]}\n")
    before = folded(baker)
    assert node(before, "Role", "senior-baker") == {"title": "Senior Baker", "described": False, "status": "published"}
    assert ends(before, "MENTIONED_IN", "senior-baker") == ["test/roles/baker.yaml"]
    assert (ends(before, "AT_LEVEL", "senior-baker"), ends(before, "IN_FAMILY", "senior-baker")) == (
        ["senior"],
        ["baking"],
    )
    after = folded(baker, role("id: senior-baker\ntitle: Senior Baker\nmission: Leads.\nstatus: draft\n"))
    assert node(after, "Role", "senior-baker") == {
        "title": "Senior Baker",
        "mission": "Leads.",
        "described": True,
        "status": "draft",
    }
    assert ends(after, "DESCRIBED_IN", "senior-baker") == ["test/roles/senior-baker.yaml"]
    assert ends(after, "MENTIONED_IN", "senior-baker") == ["test/roles/baker.yaml"]


def test_given_a_mentioned_role_with_a_term_when_folded_then_the_term_places_it() -> None:
    words = document("roles: [{name: Dough Whisperer, level: Sr, family: Baker}]\n", "vocabulary/roles.yaml")
    graph = folded(words, role("id: a\ntitle: A\ncareer: {adjacent: [Dough whisperer]}\n"))
    assert (ends(graph, "AT_LEVEL", "dough-whisperer"), ends(graph, "IN_FAMILY", "dough-whisperer")) == (
        ["senior"],
        ["baking"],
    )


# Stakeholders


def test_given_stakeholders_when_folded_then_those_that_are_roles_are_linked_and_teams_are_not() -> None:
    known = document("stakeholders: [Millers, Milling, S, Product]\n", "vocabulary/stakeholders.yaml")
    baker = role(
        "id: baker\ntitle: Baker\ncareer: {next: [Miller]}\nstakeholders: {internal: [Millers, Milling, s, Product], "
        "manager: [Baker], external: [Millers]}\n"
    )
    graph = folded(known, baker)
    assert {(edge.start, edge.end) for edge in graph.edges if edge.type == "IS_ROLE"} == {("baker", "baker")}
    with_miller = folded(known, baker, role("id: miller\ntitle: Miller\n"))
    assert {(edge.start, edge.end) for edge in with_miller.edges if edge.type == "IS_ROLE"} == {
        ("millers", "miller"),
        ("baker", "baker"),
    }
    assert sorted(edge.key for edge in graph.edges if edge.type == "WORKS_WITH" and edge.end == "millers") == [
        "external",
        "internal",
    ]


# Steps


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("next: [Senior Miller]", "promotion"),
        ("next: [Mid-level Miller]", "next"),
        ("next: [Junior Miller]", "next"),
        ("next: [Bakery Manager]", "next"),
        ("next: [Miller]", "next"),
        ("promotion_to: Senior Miller", "promotion"),
        ("promotion_to: Junior Miller", "promotion"),
        ("promotion_to: Bakery Manager", "promotion"),
        ("promotion_to: Miller", "promotion"),
        ("adjacent: [Senior Miller]", "lateral"),
    ],
)
def test_given_a_step_away_when_folded_then_its_kind_is_a_rise_on_one_track_or_what_is_stated(
    said: str, kind: str
) -> None:
    graph = folded(role(f"id: a\ntitle: Cook\nlevel: mid\ncareer: {{{said}}}\n"))
    (edge,) = (edge for edge in graph.edges if edge.type == "PROGRESSES_TO")
    assert (edge.start, edge.key, graph.edges[edge]["kind"]) == ("a", kind, kind)


def test_given_a_feeder_when_folded_then_the_step_leads_from_it_and_rises_if_it_is_lower() -> None:
    graph = folded(role("id: a\ntitle: Cook\nlevel: mid\ncareer: {feeders: [Junior Miller, Senior Miller]}\n"))
    assert {(edge.start, edge.end, edge.key) for edge in graph.edges if edge.type == "PROGRESSES_TO"} == {
        ("junior-miller", "a", "promotion"),
        ("senior-miller", "a", "next"),
    }


def test_given_a_step_named_by_one_end_or_both_when_folded_then_confirmed_says_which() -> None:
    a = role("id: a\ntitle: Junior Cook\ncareer: {next: [{role: b}, {role: c}], adjacent: [{role: d}, {role: e}]}\n")
    b = role("id: b\ntitle: Cook\nlevel: mid\ncareer: {feeders: [{role: a}]}\n")
    c = role("id: c\ntitle: Waiter\nlevel: mid\ncareer: {next: [{role: a}]}\n")
    d = role("id: d\ntitle: Junior Waiter\ncareer: {adjacent: [{role: a}]}\n")
    e = role("id: e\ntitle: Junior Washer\ncareer: {next: [{role: a}]}\n")
    graph = folded(a, b, c, d, e, role("id: a\ntitle: Junior Cook\ncareer: {next: [{role: c}]}\n", collection="two"))
    said = {
        (edge.start, edge.end, edge.key): said["confirmed"]
        for edge, said in graph.edges.items()
        if edge.type == "PROGRESSES_TO"
    }
    assert said == {
        ("a", "b", "promotion"): True,
        ("a", "c", "promotion"): False,
        ("c", "a", "next"): False,
        ("a", "d", "lateral"): True,
        ("d", "a", "lateral"): True,
        ("a", "e", "lateral"): False,
        ("e", "a", "next"): False,
    }
    assert graph.edges[EdgeKey("PROGRESSES_TO", "a", "b", "promotion")]["evidence_document"] == [
        "test/roles/a.yaml",
        "test/roles/b.yaml",
    ]


def test_given_one_pair_named_as_adjacent_and_as_next_when_folded_then_there_is_an_edge_of_each_kind() -> None:
    graph = folded(
        role(
            "id: a\ntitle: Junior Cook\ncareer: {next: [Senior Cook], adjacent: [Senior Cook], promotion_to: Senior "
            "Cook}\n"
        )
    )
    assert {edge.key for edge in graph.edges if edge.type == "PROGRESSES_TO"} == {"promotion", "lateral"}


def years(low: float | None, high: float | None) -> str:
    return "".join(
        f"{name}: {value}\n" for name, value in (("years_min", low), ("years_max", high)) if value is not None
    )


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ((0, 2), (2, 5), (18, 30)),  # touch: a point, shown with its doubt
        ((0, 3), (2, 5), (22, 38)),  # overlap: narrower than its doubt
        ((0, 2), (4, 8), (36, 60)),  # apart
        ((0, 9), (2, 5), (24, 108)),  # one in the other
        ((1, None), (2.5, None), (14, 22)),  # no upper bound
        ((0, 0.5), (1, 3), (9, 15)),  # part of a year
    ],
)
def test_given_experience_ranges_that_rise_when_folded_then_the_time_is_from_them(
    start: tuple[float, float | None], end: tuple[float, float | None], months: tuple[int, int]
) -> None:
    graph = folded(
        role(f"id: a\ntitle: Junior A\n{years(*start)}career: {{next: [{{role: b}}]}}\n"),
        role(f"id: b\ntitle: Senior B\n{years(*end)}"),
    )
    assert step(graph, "a", "b") == {
        "kind": "promotion",
        "confirmed": False,
        "months_min": months[0],
        "months_max": months[1],
        "months_basis": "experience_range",
    }


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ((3, 6), (2, 5)),  # inverted
        ((2, 5), (2, 8)),  # equal
        ((None, 2), (3, 5)),
        ((0, 2), (None, 5)),
        ((None, None), (None, None)),
    ],
)
def test_given_experience_ranges_that_say_nothing_when_folded_then_the_time_is_the_levels(
    start: tuple[float | None, float | None], end: tuple[float | None, float | None]
) -> None:
    graph = folded(
        role(f"id: a\ntitle: Junior A\n{years(*start)}career: {{next: [{{role: b}}]}}\n"),
        role(f"id: b\ntitle: Senior B\n{years(*end)}"),
    )
    assert step(graph, "a", "b") == {
        "kind": "promotion",
        "confirmed": False,
        "months_min": 24,
        "months_max": 48,
        "months_basis": "level_default",
    }


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("Junior", "Mid", (12, 24)),
        ("Junior", "Lead", (36, 72)),  # three ranks
        ("Senior", "Manager", (30, 50)),  # another track counts as one rank
        ("Senior", "Junior", None),  # down
        ("Intern", "Junior", None),  # a level without a figure
        ("Senior", None, None),
    ],
)
def test_given_only_levels_when_folded_then_the_time_is_the_stay_times_the_rise(
    start: str, end: str | None, months: tuple[int, int] | None
) -> None:
    level = f"level: {end}\n" if end else ""
    graph = folded(
        role(f"id: a\ntitle: A\nlevel: {start}\ncareer: {{next: [{{role: b}}]}}\n"), role(f"id: b\ntitle: B\n{level}")
    )
    time = {name: value for name, value in step(graph, "a", "b").items() if name.startswith("months")}
    assert time == (
        {"months_min": months[0], "months_max": months[1], "months_basis": "level_default"}
        if months
        else {"months_basis": "unknown"}
    )


def test_given_stated_months_when_folded_then_they_count_and_those_of_the_first_document() -> None:
    a = as_format(
        role("id: a\ntitle: Junior A\nyears_min: 0\ncareer: {next: [{role: b, months_min: 1, months_max: 2}]}\n"),
        "html",
    )
    b = role("id: b\ntitle: Senior B\nyears_min: 4\ncareer: {feeders: [{role: a, months_min: 5, months_max: 6}]}\n")
    assert step(folded(a, b), "a", "b") == {
        "kind": "promotion",
        "confirmed": True,
        "months_min": 5,
        "months_max": 6,
        "months_basis": "stated",
    }


# Texts


def test_given_texts_when_folded_then_their_ids_are_hashes_of_the_normalised_words() -> None:
    graph = folded(
        role(
            "id: a\ntitle: A\nqualifications:\n  - {kind: education, text: 'A  Degree:', items: [One,  two ]}\n"
            "  - {kind: education, text: 'a degree:', items: [ONE, two]}\n"
            "  - {kind: education, text: 'A degree:', items: [one]}\n  - A degree\n"
        )
    )

    def id(kind: str, words: str) -> str:
        return f"a/qualifies_by/{kind}/{hashlib.sha256(words.encode()).hexdigest()[:10]}"

    both = id("education", "a degree:\none\ntwo")
    assert {
        edge.end: (said["position"], said["evidence_line"])
        for edge, said in graph.edges.items()
        if edge.type == "QUALIFIES_BY"
    } == {
        both: (0, [4, 5]),
        id("education", "a degree:\none"): (2, [6]),
        id("general", "a degree"): (3, [7]),
    }
    assert node(graph, "Qualification", both) == {"text": "A  Degree:", "items": ["One", "two"], "kind": "education"}


def test_given_one_text_in_two_roles_when_folded_then_each_has_its_own() -> None:
    graph = folded(role("id: a\ntitle: A\ndeliverables: [Bread]\n"), role("id: b\ntitle: B\ndeliverables: [Bread]\n"))
    assert [key.id.split("/")[:3] for key in graph.nodes if key.label == "Deliverable"] == [
        ["a", "delivers", "general"],
        ["b", "delivers", "general"],
    ]


def test_given_every_section_with_texts_when_folded_then_each_has_its_relationship_and_kind() -> None:
    text = """
id: a
title: A
responsibilities: [{text: t, category: strategic}]
activities: [{text: t, cadence: weekly}]
deliverables: [{text: t, kind: reports}]
goals: {30_day: [t], 60_day: [t], 90_day: [t], 6_month: [t], 12_month: [t], long_term: [t]}
decision_rights: {independent: [t], team: [t], management: [t]}
qualifications: [{text: t, kind: education}]
risks: {challenges: [t], bottlenecks: [t], anti_patterns: [t], underperformance: [t], business: [t]}
variants: [{text: t, kind: industry}]
ai_impact: [{text: t, kind: change}]
hiring: {assess: [t], exercises: [t], strong_signals: [t], weak_signals: [t], red_flags: [t], rubric: [t]}
environment: [{text: t, kind: cloud}]
career: {promotion_skills: [t]}
other: [{section: 12, heading: Escalation, text: t}, {text: t}]
"""
    graph = folded(role(text))
    found = {
        (edge.type, node(graph, label, edge.end).get("kind"))
        for edge in graph.edges
        for label in [_END.get(edge.type)]
        if label
    }
    assert found == {
        ("RESPONSIBLE_FOR", "strategic"),
        ("DOES", "weekly"),
        ("DELIVERS", "reports"),
        *(("AIMS_FOR", kind) for kind in ("30_day", "60_day", "90_day", "6_month", "12_month", "long_term")),
        *(("DECIDES", kind) for kind in ("independent", "team", "management")),
        ("QUALIFIES_BY", "education"),
        *(("FACES", kind) for kind in ("challenge", "bottleneck", "anti_pattern", "underperformance", "business")),
        ("VARIES_BY", "industry"),
        ("CHANGED_BY_AI", "change"),
        *(("HIRED_BY", kind) for kind in ("assess", "exercise", "strong_signal", "weak_signal", "red_flag", "rubric")),
        ("WORKS_IN", "cloud"),
        ("PROMOTED_BY", None),
        ("NOTED_IN", "section_12"),
        ("NOTED_IN", None),
    }


_END = {
    "RESPONSIBLE_FOR": "Responsibility",
    "DOES": "Activity",
    "DELIVERS": "Deliverable",
    "AIMS_FOR": "Milestone",
    "DECIDES": "Decision",
    "QUALIFIES_BY": "Qualification",
    "FACES": "Risk",
    "VARIES_BY": "Variant",
    "CHANGED_BY_AI": "AiImpact",
    "HIRED_BY": "HiringCriterion",
    "WORKS_IN": "Environment",
    "PROMOTED_BY": "PromotionCriterion",
    "NOTED_IN": "Note",
}


@pytest.mark.parametrize(
    ("sort", "end", "months"),
    [
        ("next", "Associate", (6, 18)),  # no rise
        ("adjacent", "Associate", (6, 18)),
        ("adjacent", "Mid", (12, 24)),  # called a move sideways, and rises: the stay at the level
        ("adjacent", "Intern", (6, 18)),  # called a move sideways, and goes down
        ("adjacent", "Manager", (6, 18)),  # across tracks
        ("adjacent", None, (6, 18)),
    ],
)
def test_given_a_move_sideways_without_a_figure_when_folded_then_its_time_is_the_ladders(
    sort: str, end: str | None, months: tuple[int, int]
) -> None:
    level = f"level: {end}\n" if end else ""
    documents = (
        role(f"id: a\ntitle: A\nlevel: Junior\ncareer: {{{sort}: [{{role: b}}]}}\n"),
        role(f"id: b\ntitle: B\n{level}"),
    )
    own = document("lateral_months: {min: 3, max: 5}\n", "ladder.yaml")
    for graph, expected in ((folded(*documents), months), (folded(own, *documents), (3, 5))):
        (said,) = (said for key, said in graph.edges.items() if key.type == "PROGRESSES_TO")
        if months == (6, 18):
            assert (said["months_min"], said["months_max"], said["months_basis"]) == (*expected, "ladder_default")
        else:
            assert (said["months_min"], said["months_max"], said["months_basis"]) == (*months, "level_default")


def test_given_a_step_that_several_lines_say_when_folded_then_each_line_is_cited_once() -> None:
    graph = folded(
        role("id: a\ntitle: Junior A\ncareer:\n  next:\n    - role: b\n    - name: Senior B\n  promotion_to: b\n"),
        role("id: b\ntitle: Senior B\ncareer:\n  feeders: [Junior A, {role: a}]\n"),
    )
    said = graph.edges[EdgeKey("PROGRESSES_TO", "a", "b", "promotion")]
    places = list(zip(said["evidence_document"], said["evidence_line"], strict=True))
    assert sorted(places) == [
        ("test/roles/a.yaml", 5),
        ("test/roles/a.yaml", 6),
        ("test/roles/a.yaml", 7),
        ("test/roles/b.yaml", 4),
    ]


def test_given_a_move_sideways_that_both_roles_name_when_folded_then_each_direction_cites_both() -> None:
    graph = folded(
        role("id: a\ntitle: A\ncareer:\n  adjacent: [{role: b}]\n"),
        role("id: b\ntitle: B\ncareer:\n  adjacent: [{role: a}]\n"),
    )
    for start, end in (("a", "b"), ("b", "a")):
        said = graph.edges[EdgeKey("PROGRESSES_TO", start, end, "lateral")]
        assert said["confirmed"]
        assert sorted(said["evidence_document"]) == ["test/roles/a.yaml", "test/roles/b.yaml"]
