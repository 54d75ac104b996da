"""Ids for good: a role's id is its own, it stays when titles change, and no two files become one role in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.documents.document import Document
from graph.documents.names import Names
from graph.documents.spelling import spelled
from graph.errors import DocumentError
from graph.folding.findings import found_in
from graph.folding.fold import fold
from graph.model import Graph, NodeKey
from graph.neo4j.database import Database
from graph.storing.load import load
from graph.storing.plan import Request, after_load
from graph.storing.stored import read_documents, read_graph
from tests.support.documents import document

VOCABULARY = document(
    """
levels:
  - {name: Junior, rank: 1}
  - {id: mid, name: Mid-level, rank: 2, unmarked: true}
  - {name: Senior, rank: 3, aliases: [Sr]}
  - {name: Staff, rank: 4}
  - {name: Manager, rank: 5, track: management}
roles:
  - {id: baker, name: Baker, aliases: [Bread Maker]}
  - {id: senior-baker, name: Senior Baker}
  - {name: Miller, aliases: [Flour Maker]}
""",
    "vocabulary/all.yaml",
)


def titled(title: str, name: str = "a", more: str = "", collection: str = "test") -> Document:
    return document(f"title: {title!r}\n{more}", f"roles/{name}.yaml", collection)


def ids(documents: Sequence[Document]) -> dict[str, str]:
    """The id of each role by its document."""
    names = Names.of(documents)
    return {document.id: names.role_of(document) for document in documents if document.id != VOCABULARY.id}


@pytest.mark.parametrize(
    ("title", "more", "id"),
    [
        ("Barista", "", "barista"),
        ("Baker", "", "baker"),
        ("Bread Maker", "", "baker"),
        ("Sr. Bread Maker", "", "senior-baker"),
        ("Mid-level Baker", "", "baker"),
        ("Junior Bread Maker", "", "junior-bread-maker"),
        ("Flour Maker", "", "flour-maker"),
        ("Staff Engineer (Backend)", "", "staff-engineer-backend"),
        ("Staff Engineer (Frontend)", "", "staff-engineer-frontend"),
        ("Baker (Night)", "", "baker-night"),
        ("Staff Engineer (Staff)", "", "staff-engineer"),
        ("Engineer (Senior)", "level: senior\n", "engineer"),
        ("Staff Engineer (IC)", "", "staff-engineer"),
        ("Staff Engineer (Individual Contributor)", "", "staff-engineer"),
        ("Staff Engineer (People Manager)", "", "staff-engineer-people-manager"),
        ("Engineering Manager (People Manager)", "", "engineering-manager"),
        ("Site Reliability Engineer (SRE)", "aliases: [SRE]\n", "site-reliability-engineer"),
        ("Baker (Bread Maker)", "", "baker"),
    ],
)
def test_given_a_title_when_first_loaded_then_its_id_is_of_it_and_of_the_vocabulary(
    title: str, more: str, id: str
) -> None:
    assert ids([VOCABULARY, titled(title, more=more)]) == {"test/roles/a.yaml": id}


def test_given_another_role_with_a_new_title_when_folded_then_no_other_id_changes() -> None:
    junior = titled("Junior Barista", "junior")
    for title in ("Barista", "Coffee Specialist"):
        barista = titled(title, "barista", "id: barista\naliases: [Barista]\n")
        assert ids([VOCABULARY, barista, junior])[junior.id] == "junior-barista"


def test_given_a_new_title_when_loaded_then_the_role_keeps_the_id_of_its_first_load(database: Database) -> None:
    load(database, Request([VOCABULARY, titled("Barista"), titled("Junior Barista", "b")]))
    load(database, Request([titled("Coffee Specialist")]))
    stored = read_graph(database).graph
    assert stored.nodes[NodeKey("Role", "barista")]["title"] == "Coffee Specialist"
    assert {key.id for key in stored.nodes if key.label == "Role"} == {"barista", "junior-barista"}
    assert stored == fold(read_documents(database).values())
    assert load(database, Request([titled("Coffee Specialist")])).writes == 0


def test_given_a_graph_of_before_ids_were_kept_when_loaded_then_they_are_those_that_its_roles_have(
    database: Database,
) -> None:
    load(database, Request([titled("Barista")]))
    database.write(lambda transaction: transaction.run("MATCH (d:Document) REMOVE d.role_id"))
    database.write(lambda transaction: transaction.run("MATCH (s:GraphState) SET s.fold_version = 'old'"))
    load(database, Request([titled("Coffee Specialist")]))
    assert [key.id for key in read_graph(database).graph.nodes if key.label == "Role"] == ["barista"]


def test_given_a_role_merged_into_another_when_folded_then_its_documents_and_steps_are_the_others() -> None:
    merged = document("roles: [{id: baker, name: Baker, replaces: [old-baker]}]\n", "vocabulary/merged.yaml")
    old = titled("Oven Keeper", "old", "id: old-baker\n")
    step = titled("Cook", "cook", "career: {next: [{role: old-baker}]}\n")
    graph = fold([VOCABULARY, merged, old, step])
    assert {key.id for key in graph.nodes if key.label == "Role"} == {"baker", "cook"}
    assert [(key.start, key.end) for key in graph.edges if key.type == "PROGRESSES_TO"] == [("cook", "baker")]


def test_given_a_level_of_one_collection_when_another_has_it_in_a_title_then_it_has_no_rank_of_it() -> None:
    levels = document("levels: [{name: Night, rank: 9}]\nfamilies: [Baker]\n", "vocabulary/levels.yaml", "acme")
    shipped = document("levels: [{name: Day, rank: 1}]\n", "vocabulary/levels.yaml", "seeds")
    roles = [titled("Night Baker", "own", "", "acme"), titled("Night Baker Two", "other"), titled("Day Baker", "day")]
    graph = fold([levels, shipped, *roles, titled("Miller", "m", "career: {next: [Night Miller]}\n")])
    placed = {(key.start, key.end) for key in graph.edges if key.type in ("AT_LEVEL", "IN_FAMILY")}
    assert placed == {("night-baker", "night"), ("night-baker", "baker"), ("day-baker", "day")}


# The kind

WORDS = ["Baker", "Bread Maker", "Miller", "Junior", "Senior", "Sr", "Mid-level", "(Night)", "(Senior)", "Café", "C#"]
titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join).filter(spelled)


@settings(max_examples=150)
@given(
    first=st.lists(titles, min_size=1, max_size=5), renames=st.lists(st.tuples(st.integers(0, 4), titles), max_size=6)
)
def test_given_any_folder_when_titles_change_in_any_order_then_no_id_changes(
    first: list[str], renames: list[tuple[int, str]]
) -> None:
    stored = loaded({}, [VOCABULARY, *(titled(title, str(at)) for at, title in enumerate(first))])
    before = ids(list(stored.values()))
    for at, title in renames:
        stored = loaded(stored, [titled(title, str(at % len(first)))])
        assert ids(list(stored.values())) == before


def loaded(stored: Mapping[str, Document], put: Sequence[Document]) -> dict[str, Document]:
    """The documents as a graph keeps them after a load."""
    after = after_load(dict(stored), Request(put))
    nodes = fold(after.values()).nodes
    return {id: Document.from_properties(id, nodes[NodeKey("Document", id)]) for id in after}


texts = st.text("aAbáéöñßøBЖжC+#.&/()- ²", min_size=1, max_size=6).filter(lambda text: bool(spelled(text.strip())))


@settings(max_examples=300)
@given(st.lists(titles | texts.map(str.strip), min_size=2, max_size=4, unique=True))
def test_given_different_titles_of_one_collection_when_folded_then_there_are_as_many_roles_or_a_message(
    said: list[str],
) -> None:
    documents = [VOCABULARY, *(titled(title, str(at)) for at, title in enumerate(said))]
    graph = folded_or_refused(documents)
    if graph is None:
        return
    described = [key.id for key, node in graph.nodes.items() if key.label == "Role" and node.get("described")]
    assert len(described) + len(merged(graph)) == len(said)


def folded_or_refused(documents: list[Document]) -> Graph | None:
    """None where two names with other letters want one id, which a load refuses."""
    try:
        return fold(documents)
    except DocumentError as error:
        if "would both have the id" not in error.message:
            raise
        return None


def merged(graph: Graph) -> list[str]:
    return [
        finding.message for finding in found_in(graph) if finding.kind == "merged_names" and finding.name_kind == "role"
    ]


@settings(max_examples=100)
@given(st.sampled_from(["levels", "families", "skills", "tools"]), st.lists(texts, min_size=2, max_size=3, unique=True))
def test_given_different_terms_of_one_collection_when_folded_then_each_has_an_id_or_there_is_a_message(
    kind: str, names: list[str]
) -> None:
    rank = ", rank: 1" if kind == "levels" else ""
    said = document("".join([f"{kind}:\n", *(f"  - {{name: '{name.strip()}'{rank}}}\n" for name in names)]))
    said = replace(said, id="test/vocabulary/own.yaml")
    graph = folded_or_refused([said])
    if graph is None:
        return
    found = [finding for finding in found_in(graph) if finding.kind == "merged_names"]
    singular = {"levels": "level", "families": "family", "skills": "skill", "tools": "tool"}[kind]
    known = {Names.of([said]).find(singular, name) for name in names}  # type: ignore[arg-type]
    assert len(known) + len(found) == len(names)
