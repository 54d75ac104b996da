"""What holds for any documents: the fold knows no order, leaves no trace of what is gone, and differences lead from
graph to graph. 400 random sequences of edits in the tests; `make soak` runs thousands.
"""

from __future__ import annotations

import copy
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from graph.documents.blueprint import (
    Blueprint,
    Career,
    CareerStep,
    KindStatement,
    Scorecard,
    Stakeholder,
    Stakeholders,
    TechnicalSkill,
    Tool,
)
from graph.documents.document import Document, LevelTerm, RoleTerm, SkillTerm, Term, ToolTerm, Vocabulary
from graph.documents.spelling import slug
from graph.folding.fold import fold
from graph.model import Change, Difference, Graph

SEQUENCES = int(os.environ.get("LADDER_FOLD_SEQUENCES", "400"))
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300 + SEQUENCES)]

# Few names, so that documents meet: spellings of one name, joined names, names that are aliases or ids of others, and
# some that name nothing.
TITLES = [
    "Baker",
    "Junior Baker",
    "Senior Baker",
    "Baker (Senior)",
    "Sr. Miller",
    "Miller",
    "Miller / Baker",
    "Bread Bakers",
    "Bread Baker",
    "C++ Cook",
]
ROLE_IDS = ["baker", "miller", "senior-baker", "cook"]
SKILLS = ["Kneading", "kneading dough", "Kneadng", "C#", "Weighing", "…"]
TOOLS = ["Oven", "Deck oven", "Peel / Oven", "Oven / Peel", "?"]
LEVELS = ["junior", "Senior", "Mid-level", "Chief", "!"]
FAMILIES = ["Baking", "baker", "Milling"]
STAKEHOLDERS = ["Bakers", "Miller", "Sales", "s"]
TEXTS = ["Degree", "degree", "A degree:", "Bake"]


def some(names: list[str], most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=most)


def perhaps(names: list[str]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(names)


def _ordered(low: float | None, high: float | None) -> dict[str, float | None]:
    return {"years_min": low, "years_max": high if low is None or high is None else max(low, high)}


# Strategies are made once: to make them anew for each example takes longer than to draw from them and to fold.
career_steps = st.builds(CareerStep, name=st.sampled_from(TITLES)) | st.builds(
    CareerStep, role=st.sampled_from([*ROLE_IDS, "gone", "!"])
)
timed_steps = st.builds(
    CareerStep,
    name=st.sampled_from(TITLES),
    months_min=st.integers(0, 9),
    months_max=st.integers(9, 30),
    line=st.integers(1, 9),
)
steps = st.lists(career_steps | timed_steps, max_size=2)
skills = st.builds(
    TechnicalSkill,
    name=st.sampled_from(SKILLS),
    tier=st.sampled_from([None, "must", "good"]),
    importance=st.sampled_from([None, "critical", "optional"]),
    line=st.none() | st.integers(1, 9),
)
years = st.builds(_ordered, st.none() | st.sampled_from([0.0, 2.0, 3.5]), st.none() | st.sampled_from([2.0, 5.0]))
tools = st.builds(Tool, cell=st.sampled_from(TOOLS), names=some(TOOLS, 1), category=st.just("Heat"))
stakeholders = st.builds(Stakeholder, name=st.sampled_from(STAKEHOLDERS))
statements = st.builds(KindStatement, text=st.sampled_from(TEXTS), items=some(TEXTS, 1))
blueprints = st.builds(
    lambda years, **said: Blueprint(**said, **years),
    id=perhaps(ROLE_IDS),
    title=st.sampled_from(TITLES),
    aliases=some(["Bread Maker", "Miller", "baker", "Sr Baker"], 1),
    status=st.sampled_from([None, "draft", "retired"]),
    replaced_by=perhaps(ROLE_IDS),
    level=perhaps(LEVELS),
    family=perhaps(FAMILIES),
    technical_skills=st.lists(skills, max_size=3),
    tools=st.lists(tools, max_size=2),
    stakeholders=st.builds(Stakeholders, internal=st.lists(stakeholders, max_size=3)),
    career=st.builds(Career, next=steps, feeders=steps, adjacent=steps, promotion_to=perhaps(TITLES)),
    qualifications=st.lists(statements, max_size=2),
    scorecard=st.builds(Scorecard, top_technical_skills=some(SKILLS, 1), top_tools=some(TOOLS, 1)),
    years=years,
)


def terms(
    kind: type[Any], names: list[str], aliases: list[str], **more: st.SearchStrategy[Any]
) -> st.SearchStrategy[list[Any]]:
    corrections = {"not_aliases": some(aliases, 1), "replaces": some([*map(slug, names), *map(slug, aliases)], 1)}
    term = st.builds(kind, name=st.sampled_from(names), aliases=some(aliases, 1), **corrections, **more)
    return st.lists(term, max_size=2, unique_by=lambda term: term.name)


vocabularies = st.builds(
    Vocabulary,
    levels=terms(
        LevelTerm,
        ["Junior", "Senior", "Mid-level"],
        ["Sr", "Jr", "Mid"],
        rank=st.integers(0, 3),
        track=st.sampled_from(["individual", "management"]),
    ),
    families=terms(Term, ["Baking", "Milling"], ["Baker", "Miller"]),
    skills=terms(SkillTerm, ["Kneading", "Weighing"], ["Kneading dough", "kneadng"], id=perhaps(["kneading", "dough"])),
    tools=terms(ToolTerm, ["Oven", "Peel"], ["Deck oven"]),
    roles=terms(
        RoleTerm,
        ["Baker", "Miller", "Bread Baker"],
        ["Miller", "Bread Bakers"],
        level=perhaps(LEVELS),
        family=perhaps(FAMILIES),
    ),
    stakeholders=terms(Term, ["Sales", "Bakers"], ["s"]),
)
formats = st.sampled_from(["yaml", "html", "sheet"])


@st.composite
def documents_at(
    draw: st.DrawFn, numbers: range, content: st.SearchStrategy[Blueprint] | st.SearchStrategy[Vocabulary]
) -> Document:
    number = draw(st.sampled_from(numbers))
    collection = ["seeds", "acme", "import"][number % 3]
    return Document(f"{collection}/{number}", f"Document {number}", collection, draw(formats), draw(content))


role_documents = documents_at(range(8), blueprints)
vocabulary_documents = documents_at(range(8, 11), vocabularies)
LADDER = Document(
    "seeds/ladder",
    "Ladder",
    "seeds",
    "yaml",
    Vocabulary(
        levels=[
            LevelTerm(name="Junior", rank=1, months_min=12, months_max=24),
            LevelTerm(id="mid", name="Mid-level", rank=2, unmarked=True),
            LevelTerm(name="Senior", rank=3, aliases=["Sr"]),
        ],
        families=[Term(name="Baking", aliases=["Baker"])],
    ),
)
sets_of_documents = st.lists(
    role_documents | vocabulary_documents, max_size=8, unique_by=lambda document: document.id
).map(lambda some: [LADDER, *some])
many = settings(max_examples=150, suppress_health_check=list(HealthCheck))


def applied(graph: Graph, difference: Difference) -> Graph:
    """Another graph: what the difference takes away goes, what it changes was as it says before, what it adds was not
    there.
    """
    result = Graph({**graph.nodes}, {**graph.edges})
    pairs: list[tuple[dict[Any, Any], dict[Any, Any], dict[Any, Any], dict[Any, Any]]] = [
        (result.nodes, difference.removed_nodes, difference.changed_nodes, difference.added_nodes),
        (result.edges, difference.removed_edges, difference.changed_edges, difference.added_edges),
    ]
    for rows, removed, changed, added in pairs:
        for key, properties in removed.items():
            assert rows.pop(key) == properties
        for key, (before, after) in changed.items():
            assert rows[key] == before != after
            rows[key] = after
        for key, properties in added.items():
            assert key not in rows
            rows[key] = properties
    return result


def check(graph: Graph, documents: list[Document]) -> None:
    """The schema holds, and nothing in the graph comes from a document that is not there."""
    graph.check()
    ids = {document.id for document in documents}
    assert {key.id for key in graph.nodes if key.label == "Document"} == ids
    described = {edge.start for edge in graph.edges if edge.type == "DESCRIBED_IN"}
    for edge, said in graph.edges.items():
        if "evidence_document" in said:
            assert said["evidence_document"]
            assert set(said["evidence_document"]) <= ids
            assert len({len(said[f"evidence_{name}"]) for name in ("document", "section", "line", "words")}) == 1
        if edge.type == "PROGRESSES_TO":
            assert edge.start != edge.end
            assert edge.key == said["kind"]
            assert said.get("months_min", 0) <= said.get("months_max", 0)
    for key, said in graph.nodes.items():
        assert None not in said.values()
        if key.label == "Role":
            assert said["described"] == (key.id in described)
        if key.label == "Finding":
            assert said["suggestion"]


@many
@given(sets_of_documents, st.randoms(use_true_random=False))
def test_given_any_documents_when_folded_in_any_order_then_the_graph_is_the_same(
    documents: list[Document], random: Any
) -> None:
    graph = fold(documents)
    check(graph, documents)
    shuffled = [*documents]
    random.shuffle(shuffled)
    assert fold(shuffled) == graph


@many
@given(sets_of_documents)
def test_given_any_documents_when_stored_and_read_back_then_they_fold_to_the_same_graph(
    documents: list[Document],
) -> None:
    graph = fold(documents)
    stored = {key.id: said for key, said in graph.nodes.items() if key.label == "Document"}
    assert fold(Document.from_properties(id, said) for id, said in stored.items()) == graph


@many
@given(sets_of_documents, st.data())
def test_given_any_documents_when_some_are_taken_back_then_the_difference_leads_to_the_graph_of_the_rest_and_back(
    documents: list[Document], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from(documents).map(lambda document: document.id)))
    rest = [document for document in documents if document.id not in gone]
    before, after = fold(documents), fold(rest)
    check(after, rest)
    assert applied(before, Difference.between(before, after)) == after
    assert applied(after, Difference.between(after, before)) == before
    assert not Difference.between(before, copy.deepcopy(before))


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_given_the_seeds_when_any_of_them_are_taken_back_then_nothing_of_them_is_left(
    seed_documents: list[Document], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from([document.id for document in seed_documents]), min_size=1, max_size=20))
    rest = [document for document in seed_documents if document.id not in gone]
    before, after = fold(seed_documents), fold(reversed(rest))
    check(after, rest)
    assert applied(before, Difference.between(before, after)) == after


class Ladder(RuleBasedStateMachine):
    """A keeper at work: documents come, change and go; the graph only ever moves by differences."""

    def __init__(self) -> None:
        super().__init__()
        self.documents: dict[str, Document] = {}
        self.graph = Graph()
        self.folded = Graph()

    def _move(self, documents: dict[str, Document]) -> None:
        self.folded = fold(documents.values())
        difference = Difference.between(self.graph, self.folded)
        assert difference.rows >= len({(change.label, change.id) for change in difference.changes()})
        assert all(_is_told(change) for change in difference.changes())
        self.graph = applied(self.graph, difference)
        self.documents = documents

    @rule(document=role_documents)
    def load_or_edit_a_role(self, document: Document) -> None:
        self._move(self.documents | {document.id: document})

    @rule(document=vocabulary_documents | st.just(LADDER))
    def load_or_change_vocabulary(self, document: Document) -> None:
        self._move(self.documents | {document.id: document})

    @precondition(lambda self: self.documents)
    @rule(data=st.data())
    def edit_one_field(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from(sorted(self.documents)))
        document = self.documents[id]
        if isinstance(document.content, Blueprint):
            other = data.draw(blueprints)
            field = data.draw(st.sampled_from(["title", "level", "career", "technical_skills", "status"]))
            content = document.content.model_copy(update={field: getattr(other, field)})
            self._move(
                self.documents | {id: Document(id, document.title, document.collection, document.format, content)}
            )

    @precondition(lambda self: self.documents)
    @rule(data=st.data())
    def remove_a_document(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from(sorted(self.documents)))
        self._move({other: document for other, document in self.documents.items() if other != id})

    @rule(collection=st.sampled_from(["seeds", "acme", "import"]))
    def remove_a_collection(self, collection: str) -> None:
        self._move({id: document for id, document in self.documents.items() if document.collection != collection})

    @rule()
    def load_everything_again(self) -> None:
        before = self.graph
        self._move(dict(reversed(self.documents.items())))
        assert self.graph == before

    @invariant()
    def the_graph_is_the_fold_of_its_documents(self) -> None:
        assert self.graph == self.folded
        check(self.graph, list(self.documents.values()))


def _is_told(change: Change) -> bool:
    """A change of a property names it and its value before, after or both; what comes or goes is told whole."""
    if change.kind == "changed":
        return change.field is not None and change.before != change.after
    return (change.field, change.before, change.after) == (None, None, None)


TestLadder = Ladder.TestCase
TestLadder.settings = settings(max_examples=SEQUENCES, stateful_step_count=8, suppress_health_check=list(HealthCheck))
