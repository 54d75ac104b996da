"""Standards in and out: JSON-LD that other programs read, and ESCO's CSV.

The classification itself is not at hand: ESCO is tested with small files of the columns that its publisher documents.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, SH, SKOS, Literal, Namespace, URIRef
from rdflib import Graph as Triples

from graph.documents.blueprint import Blueprint, TechnicalSkill
from graph.documents.document import Document, SkillTerm, Vocabulary
from graph.errors import DocumentErrors, LadderError
from graph.folding.fold import fold
from graph.model import NodeKey
from loaders.curated.read import read_yaml
from loaders.standards.esco import language_of, own_names, read_esco, with_other_names
from loaders.standards.jsonld import read_jsonld
from queries.analyst.jsonld import jsonld
from tests.support.seeds import seeds_graph

SAME = "http://data.europa.eu/esco/skill/1"
SKILLS = Vocabulary(
    skills=[SkillTerm(name="Kneading", aliases=["To knead", "Kneading"], same_as=[SAME], group="Craft")]
)
BAKER = Blueprint(
    title="Baker & co",
    aliases=["Bread maker"],
    same_as=["http://data.europa.eu/esco/occupation/2"],
    technical_skills=[TechnicalSkill(name="Kneading", expects="Kneads “by hand”\nand by feeling")],
)
DOCUMENTS = [
    Document("own/skills.yaml", "Skills", "own", "yaml", SKILLS),
    Document("own/roles/baker.yaml", "Baker & co", "own", "yaml", BAKER, licence="CC0"),
]


def test_given_a_graph_when_exported_as_jsonld_and_read_again_then_it_is_the_same_graph(tmp_path: Path) -> None:
    graph = fold(DOCUMENTS)
    (tmp_path / "ladder.jsonld").write_bytes(jsonld(graph)[""])
    again = read_jsonld(tmp_path / "ladder.jsonld")
    read = [replace(document, role_id=None) for document in again]  # the graph remembers the id of the first load
    assert sorted(read, key=lambda document: document.id) == sorted(DOCUMENTS, key=lambda document: document.id)
    assert fold(again) == graph


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of rdflib's own reader
def test_given_an_export_when_read_here_and_by_another_program_then_nothing_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("socket.socket.connect", lambda self, address: asked.append(address))
    monkeypatch.setattr("socket.getaddrinfo", lambda *place, **_: asked.append(place) or [])
    path = tmp_path / "ladder.jsonld"
    path.write_bytes(jsonld(fold(DOCUMENTS))[""])

    read_jsonld(path)
    triples = Triples().parse(path, format="json-ld")

    assert len(triples) > 20
    assert asked == []


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of rdflib's own reader
def test_given_an_export_when_read_by_another_program_then_occupations_and_concepts_are_there() -> None:
    triples = Triples().parse(data=jsonld(fold(DOCUMENTS))[""], format="json-ld")
    concept = URIRef("urn:ladder:skill:kneading")
    assert (concept, RDF.type, SKOS.Concept) in triples
    assert (concept, SKOS.exactMatch, URIRef(SAME)) in triples
    assert {str(label) for label in triples.objects(concept, SKOS.altLabel)} == {"To knead"}
    role = URIRef("urn:ladder:role:baker-and-co")
    schema = "https://schema.org/"
    assert (role, RDF.type, URIRef(f"{schema}Occupation")) in triples
    assert (role, URIRef(f"{schema}skills"), concept) in triples
    for skill in triples.subjects(RDF.type, SKOS.Concept):
        preferred = set(triples.objects(skill, SKOS.prefLabel))
        assert len(preferred) == 1, "SKOS: one preferred label"
        assert not preferred & set(triples.objects(skill, SKOS.altLabel)), "SKOS: no label is both"
        assert list(triples.objects(skill, SKOS.inScheme))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_given_an_export_when_read_by_another_program_then_steps_and_sentences_are_there() -> None:
    text = """
title: Clerk
responsibilities: [{text: Opens the post, items: [Letters, Parcels]}, Greets guests]
qualifications: [A diploma]
career: {next: [{name: Head clerk, months_min: 24, months_max: 48}, {name: Secretary, implied: true}]}
"""
    triples = Triples().parse(data=jsonld(fold([read_yaml(text.encode(), "own", "clerk.yaml")]))[""], format="json-ld")
    ladder, schema = Namespace("urn:ladder:vocabulary:"), Namespace("https://schema.org/")
    clerk, head, secretary = (URIRef(f"urn:ladder:role:{id}") for id in ("clerk", "head-clerk", "secretary"))
    assert set(triples.objects(clerk, ladder.progressesTo)) == {head}
    steps = {triples.value(step, ladder.to): step for step in triples.objects(clerk, ladder.step)}
    assert steps.keys() == {head, secretary}
    months = [triples.value(steps[head], name) for name in (ladder.monthsMin, ladder.monthsMax, ladder.monthsBasis)]
    assert months == [Literal(24), Literal(48), Literal("stated")]
    assert triples.value(steps[secretary], ladder.implied) == Literal(True)
    assert triples.value(steps[head], ladder.implied) is None
    assert set(triples.objects(clerk, schema.responsibilities)) == {
        Literal("Opens the post\nLetters\nParcels"),
        Literal("Greets guests"),
    }
    assert set(triples.objects(clerk, schema.qualifications)) == {Literal("A diploma")}


SHAPES = Path(__file__).parents[1] / "support" / "skos.ttl"


def faults_of(triples: Triples) -> set[str]:
    """What pyshacl finds by the shapes of SKOS."""
    _, report, _ = validate(triples, shacl_graph=Triples().parse(SHAPES))
    assert isinstance(report, Triples)
    return {str(message) for message in report.objects(None, SH.resultMessage)}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_given_the_seeds_when_exported_then_their_vocabulary_keeps_the_conditions_of_skos() -> None:
    triples = Triples().parse(data=jsonld(seeds_graph())[""], format="json-ld")
    assert faults_of(triples) == set()
    skill = URIRef("urn:ladder:skill:python")
    for wrong in (
        (skill, SKOS.prefLabel, Literal("Another name")),
        (skill, SKOS.altLabel, triples.value(skill, SKOS.prefLabel)),
        (skill, RDF.type, SKOS.ConceptScheme),
        (skill, SKOS.exactMatch, Literal("ESCO")),
        (URIRef("urn:ladder:skill:nameless"), RDF.type, SKOS.Concept),
    ):
        triples.add(wrong)  # type: ignore[arg-type]
        assert faults_of(triples), wrong
        triples.remove(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"@graph": []}', b'{"@graph": [{"@type": "ladder:Document"}]}'])
def test_given_a_file_that_is_no_export_when_read_then_it_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jsonld").write_bytes(content)
    with pytest.raises(LadderError, match="ladder export --format jsonld"):
        read_jsonld(tmp_path / "a.jsonld")


OCCUPATION, ESSENTIAL, OPTIONAL = (
    f"http://data.europa.eu/esco/{kind}" for kind in ("occupation/o1", "skill/s1", "skill/s2")
)


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    files = {
        "skills_en.csv": [
            ["conceptType", "conceptUri", "skillType", "preferredLabel", "altLabels", "description"],
            [
                "KnowledgeSkillCompetence",
                ESSENTIAL,
                "skill/competence",
                "knead dough",
                "kneading\nKnead dough",
                "Works dough.",
            ],
            ["KnowledgeSkillCompetence", OPTIONAL, "knowledge", "oven types", "", "Knows ovens."],
        ],
        "occupations_en.csv": [
            ["conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description"],
            ["Occupation", OCCUPATION, "7512", "baker", "bread baker\npastry hand", "Bakers make bread."],
        ],
        "occupationSkillRelations_en.csv": [
            ["occupationUri", "relationType", "skillType", "skillUri"],
            [OCCUPATION, "essential", "skill/competence", ESSENTIAL],
            [OCCUPATION, "optional", "knowledge", OPTIONAL],
        ],
    }
    for name, rows in files.items():
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return tmp_path


def test_given_the_files_of_esco_when_read_then_occupations_ask_for_essential_and_optional_skills(esco: Path) -> None:
    graph = fold(read_esco(esco))
    role = graph.nodes[NodeKey("Role", "esco-baker")]
    assert (role["same_as"], role["search_titles"]) == ([OCCUPATION], ["bread baker", "pastry hand"])
    tiers = {edge.end: said["tier"] for edge, said in graph.edges.items() if edge.type == "REQUIRES"}
    assert tiers == {"esco-knead-dough": "must", "esco-oven-types": "good"}
    skill = graph.nodes[NodeKey("Skill", "esco-knead-dough")]
    assert (skill["aliases"], skill["same_as"], skill["description"]) == (["kneading"], [ESSENTIAL], "Works dough.")


def test_given_a_language_or_a_column_that_is_missing_when_read_then_the_message_names_it(esco: Path) -> None:
    with pytest.raises(
        LadderError, match=r"skills_de\.csv, occupations_de\.csv.* Languages in this folder: en"
    ) as told:
        read_esco(esco, "de")
    assert "occupationSkillRelations_de.csv" in str(told.value)
    (esco / "skills_en.csv").write_text("conceptUri,label\n")
    with pytest.raises(LadderError, match="preferredLabel"):
        read_esco(esco)


def test_given_a_file_of_esco_that_is_no_utf_8_when_read_then_it_is_said(esco: Path) -> None:
    (esco / "skills_en.csv").write_bytes(b"conceptUri,preferredLabel\nu,\xff\n")
    with pytest.raises(LadderError, match=r"skills_en\.csv: cannot be read: it is not UTF-8"):
        read_esco(esco)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", r"a\.json:2: is no JSON|a\.json:1: is no JSON"),
        ("{}", "what an export holds is missing"),
        ('{"@graph": [{"@type": "ladder:Document", "properties": {"id": "a"}}]}', "what an export holds is missing"),
    ],
)
def test_given_json_that_is_no_export_when_read_then_it_is_said_in_words(
    content: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(LadderError, match=said):
        read_jsonld(tmp_path / "a.json")


def test_given_a_same_as_that_is_no_uri_when_read_then_it_is_refused_with_its_line() -> None:
    with pytest.raises(DocumentErrors, match=r"a/b\.yaml:2: same_as\[1\]: 'Baker of ESCO' is no URI"):
        read_yaml(b"title: Baker\nsame_as: [Baker of ESCO]\n", "a", "b.yaml")


def own_role(text: str, name: str = "roles/a.yaml") -> Document:
    return read_yaml(text.encode(), "own", name)


SAME_BAKER = own_role(
    f"id: our-baker\ntitle: Bread Maker\nsummary: Ours.\nsame_as: ['{OCCUPATION}']\n"
    "technical_skills: [{name: Dough work, tier: good}]\n"
)
SAME_SKILL = own_role(f"skills: [{{name: Dough work, same_as: ['{ESSENTIAL}']}}]\n", "vocabulary/own.yaml")


def findings_of(*documents: Document) -> list[str]:
    nodes = fold(documents).nodes.items()
    return [said["message"] for key, said in nodes if key.label == "Finding" and said["kind"] == "alias_collision"]


def test_given_the_uri_of_an_own_role_or_skill_when_esco_is_there_then_it_is_that_one_in_any_order(esco: Path) -> None:
    public = read_esco(esco)
    graph = fold([SAME_SKILL, SAME_BAKER, *public])
    assert fold([*reversed(public), SAME_BAKER, SAME_SKILL]) == graph
    assert {key.id for key in graph.nodes if key.label == "Role"} == {"our-baker"}
    role = graph.nodes[NodeKey("Role", "our-baker")]
    assert (role["title"], role["summary"], role["same_as"]) == ("Bread Maker", "Ours.", [OCCUPATION])
    tiers = {edge.end: said["tier"] for edge, said in graph.edges.items() if edge.type == "REQUIRES"}
    assert tiers == {"dough-work": "good", "esco-oven-types": "good"}  # the ladder's own tier counts
    skill = graph.nodes[NodeKey("Skill", "dough-work")]
    assert (skill["name"], skill["aliases"], skill["same_as"]) == (
        "Dough work",
        ["knead dough", "kneading"],
        [ESSENTIAL],
    )


@pytest.mark.parametrize(
    "own",
    [
        "skills: [{name: Knead Dough}]\n",
        "skills: [{id: dough, name: Dough, aliases: [knead dough]}]\n",
        "title: Cook\nid: cook\ntechnical_skills: [Knead Dough]\n",
        "title: Cook\nid: cook\ntechnical_skills: [Kneading]\n",
    ],
)
def test_given_an_own_skill_of_that_name_when_esco_is_imported_later_then_it_keeps_its_id_and_name(
    own: str, esco: Path
) -> None:
    document = own_role(own)
    cook = own_role("title: Chef\nid: chef\ntechnical_skills: [Knead Dough, Kneading]\n", "roles/b.yaml")
    before = fold([document, own_role("title: Chef\nid: chef\n", "roles/b.yaml")])
    graph = fold([document, cook, *read_esco(esco, own=own_names([document]))])
    kept = {key: said["name"] for key, said in before.nodes.items() if key.label == "Skill"}
    assert {key: graph.nodes[key]["name"] for key in kept} == kept
    skills = [said for key, said in graph.nodes.items() if key.label == "Skill"]
    assert [said["name"] for said in skills if ESSENTIAL in said.get("same_as", ())] != ["knead dough"]
    assert len([said for said in skills if ESSENTIAL in said.get("same_as", ())]) == 1
    assert findings_of(document, *read_esco(esco, own=own_names([document]))) == []


def test_given_two_own_skills_when_esco_calls_one_concept_by_both_names_then_they_stay_two(esco: Path) -> None:
    own = own_role("title: Cook\nid: cook\ntechnical_skills: [Knead dough, Kneading]\n")
    coded = own_role("title: Chef\nid: chef\ntechnical_skills: [Kneading]\n", "roles/b.yaml")
    for documents in ([own], [SAME_SKILL, coded]):
        before = {key for key in fold(documents).nodes if key.label == "Skill"}
        assert before <= fold([*documents, *read_esco(esco, own=own_names(documents))]).nodes.keys()


def test_given_a_role_of_an_own_title_when_esco_is_there_then_no_finding_tells_to_change_esco(esco: Path) -> None:
    own = own_role("id: baker\ntitle: Baker\naliases: [Bread baker]\n")
    assert findings_of(own, *read_esco(esco)) == []


def test_given_transversal_skills_and_a_second_language_when_imported_then_they_are_soft_and_names_are_added(
    esco: Path,
) -> None:
    for name, label in (("skills_de.csv", "Teig kneten"), ("occupations_de.csv", "Bäcker/Bäckerin")):
        uri = ESSENTIAL if "skills" in name else OCCUPATION
        (esco / name).write_text(
            f"conceptUri,preferredLabel,altLabels,reuseLevel\n{uri},{label},,transversal\n", "utf-8"
        )
    (esco / "occupationSkillRelations_de.csv").write_text((esco / "occupationSkillRelations_en.csv").read_text())
    first = read_esco(esco)
    assert (language_of(first), language_of(read_esco(esco, "de")), language_of([])) == ("en", "de", None)
    graph = fold(with_other_names(first, read_esco(esco, "de"), own_names([])))
    assert graph.nodes.keys() - {key for key in graph.nodes if key.label == "Finding"} == {
        key for key in fold(first).nodes if key.label != "Finding"
    }
    assert graph.nodes[NodeKey("Role", "esco-baker")]["search_titles"][-1] == "Bäcker/Bäckerin"
    assert graph.nodes[NodeKey("Skill", "esco-knead-dough")]["aliases"] == ["kneading", "Teig kneten"]
    german = fold(read_esco(esco, "de"))
    assert german.nodes[NodeKey("Skill", "esco-teig-kneten")]["kind"] == "soft"
