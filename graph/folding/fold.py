"""graph = fold(documents): every node and edge as a pure, deterministic function of the set of documents.

The first pass reads each document (`graph/folding/role.py`) in the order of precedence: the first value of a property
stays, and lists are united. The second pass derives what depends on several documents: the kind, time and confirmation
of career steps, the level and family of roles that are only mentioned, which stakeholders are roles, and the findings
(`graph/folding/findings.py`).
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document, Months, RoleTerm, Vocabulary
from graph.documents.names import Names
from graph.folding.assumed import add_assumed_skills
from graph.folding.facts import Evidence, Facts, scales_of
from graph.folding.findings import findings
from graph.folding.mentions import roles_that_are
from graph.folding.sayings import read_document
from graph.folding.steps import LATERAL_MONTHS, progressions
from graph.model import Graph, NodeKey
from graph.schema import RELATIONSHIPS
from graph.sections import section_title
from graph.weights import skill_weight


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pauses cyclic garbage collection: folds and loads make no reference cycles, and to search a growing graph for
    them takes as long as the work itself.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class Surroundings(NamedTuple):
    """What the fold of some documents may ask about all documents."""

    names: Names
    collections: frozenset[str]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Surroundings:
        """Raises DocumentError as `Names.of` does."""
        documents = list(documents)
        return cls(Names.of(documents), frozenset(document.collection for document in documents))


class Folded(NamedTuple):
    """The result of a fold: the graph, and the names in its documents."""

    graph: Graph
    names: Names


def fold(documents: Iterable[Document]) -> Graph:
    """The graph that the documents say. Raises DocumentError as `folded` does."""
    return folded(documents).graph


@collector_paused()
def folded(documents: Iterable[Document], around: Surroundings | None = None) -> Folded:
    """The graph that the documents say, and their names. `around` is told where the documents are a part of all. Raises
    DocumentError for a term or title without letters or digits and for two names that need one id.
    """
    ordered = sorted(documents, key=lambda document: document.precedence)
    del documents
    names, collections = around or Surroundings.of(ordered)
    facts = Facts(names, collections=collections, scales=scales_of(ordered))
    _read(facts, ordered)
    _place_mentioned_roles(facts)
    _add_progressions(facts)
    _weigh_skills(facts)
    add_assumed_skills(facts)
    _link_stakeholders_to_roles(facts)
    findings(facts)
    return Folded(facts.graph, names)


def _read(facts: Facts, documents: list[Document]) -> None:
    """The first pass. It takes the documents out of the list, so that those that nobody else holds make room."""
    roles = (document for document in documents if isinstance(document.content, Blueprint))
    facts.described.update(map(facts.names.role_of, roles))
    documents.reverse()
    while documents:
        document = documents.pop()
        if isinstance(document.content, Vocabulary):
            facts.node("Document", document.id, **document.properties())
            facts.vocabularies.append(document)
            _read_vocabulary(facts, document.id, document.content)
        else:
            read_document(facts, document, document.content)
    facts.close_reading()


def _read_vocabulary(facts: Facts, document: str, vocabulary: Vocabulary) -> None:
    """Levels and families become nodes; the other terms only resolve names."""
    for level in vocabulary.levels:
        id = facts.names.resolve("level", level.id or level.name).id
        said = {name: getattr(level, name) for name in ("rank", "track", "months_min", "months_max")}
        facts.node("Level", id, name=level.name, **said)
        for field, value in said.items():
            facts.say_once(("Level", id), field, value, document)
    for family in vocabulary.families:
        facts.family(facts.names.resolve("family", family.id or family.name).id, family.name)


def _place_mentioned_roles(facts: Facts) -> None:
    """A role that no document describes is placed by its term in the vocabulary, else by the words of its title."""
    for role, document in facts.mentioned.items():
        collection = facts.graph.nodes[NodeKey("Document", document)]["collection"]
        title = facts.graph.nodes[NodeKey("Role", role)]["title"]
        term = facts.names.terms.get(("role", role))
        level, family = (term.level, term.family) if isinstance(term, RoleTerm) else (None, None)
        placed = {
            "AT_LEVEL": facts.names.find("level", level)
            if level
            else facts.names.titles.level_in_title(title, collection),
            "IN_FAMILY": facts.names.find("family", family)
            if family
            else facts.names.titles.family_in_title(title, collection),
        }
        for relationship, id in placed.items():
            if id and NodeKey(RELATIONSHIPS[relationship].end, id) in facts.graph.nodes:
                facts.edge(relationship, role, id, evidence=Evidence(document, section_title(15), -1, title))


def _add_progressions(facts: Facts) -> None:
    levels = {
        key.start: facts.graph.nodes[NodeKey("Level", key.end)] for key in facts.graph.edges if key.type == "AT_LEVEL"
    }
    roles = {key.id: properties for key, properties in facts.graph.nodes.items() if key.label == "Role"}
    for step in progressions(facts.steps, levels, roles, _lateral_months(facts)):
        for evidence in step.evidence:
            facts.edge(
                "PROGRESSES_TO", step.start, step.end, step.properties["kind"], evidence=evidence, **step.properties
            )
    facts.steps.clear()  # nobody asks for them again


def _lateral_months(facts: Facts) -> Months:
    """How long a move sideways takes: the first vocabulary that says it counts."""
    vocabularies = (document.content for document in facts.vocabularies if isinstance(document.content, Vocabulary))
    return next((said.lateral_months for said in vocabularies if said.lateral_months), LATERAL_MONTHS)


def _weigh_skills(facts: Facts) -> None:
    for key, properties in facts.graph.edges.items():
        if key.type == "REQUIRES":
            for name in ("tier", "importance"):
                if properties.get(name, "") is None:
                    del properties[name]
            properties.setdefault("weight", skill_weight(properties.get("tier"), properties.get("importance")))


def _link_stakeholders_to_roles(facts: Facts) -> None:
    """ "Data Engineers" is the role Data Engineer; "Data Engineering" is a team and stays one."""
    roles = {key.id for key in facts.graph.nodes if key.label == "Role"}
    for key in [key for key in facts.graph.nodes if key.label == "Stakeholder"]:
        meant = roles_that_are(facts.names, facts.graph.nodes[key]["name"])
        if role := next(filter(roles.__contains__, meant), None):
            facts.edge("IS_ROLE", key.id, role)
