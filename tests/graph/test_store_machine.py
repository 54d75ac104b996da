"""Keepers at work on a real Neo4j: loads, edits, removals, vocabulary, crashes in mid-load, two at once. The graph is
always what its documents say.

25 random sequences in the tests; `make soak`, or LADDER_SOAK_EXAMPLES=N, runs more of them.
"""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from graph.documents.blueprint import (
    Blueprint,
    Career,
    CareerStep,
    KindStatement,
    Stakeholder,
    Stakeholders,
    TechnicalSkill,
    Tool,
)
from graph.documents.document import Document, DocumentFormat, LevelTerm, RoleTerm, SkillTerm, Term, Vocabulary
from graph.documents.names import Names
from graph.errors import DocumentErrors
from graph.folding.fold import fold
from graph.model import Graph
from graph.neo4j.database import Database, DatabaseError
from graph.storing.batches import Progress
from graph.storing.errors import LoadUnderWay, NotReady, UnknownDocument
from graph.storing.load import load
from graph.storing.plan import Request, remove_request
from graph.storing.state import read_state, require_ready
from graph.storing.stored import read_documents, read_graph
from graph.storing.verify import verify
from tests.support.server import Server, wipe

pytestmark = pytest.mark.integration

EXAMPLES = int(os.environ.get("LADDER_SOAK_EXAMPLES", "25"))
COLLECTIONS = ("seeds", "acme")
NAMED = {"Role", "Level", "Family", "Skill", "Tool", "ToolCategory", "Stakeholder"}  # labels whose ids people keep

# Few names, so that documents meet; none that a load refuses.
TITLES = ["Baker", "Junior Baker", "Senior Baker", "Miller", "Senior Miller", "Miller / Baker", "Bread Maker"]
SKILLS = ["Kneading", "Kneading dough", "Weighing", "C#"]


class Crash(Exception):
    """What a process that dies in mid-load leaves behind."""


def document(number: int, content: Blueprint | Vocabulary, format: DocumentFormat = "yaml") -> Document:
    collection = COLLECTIONS[number % 2]
    return Document(f"{collection}/{number}", f"Document {number}", collection, format, content)


def some(names: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=2, unique=True)


@st.composite
def roles(draw: st.DrawFn) -> Document:
    """A role; each file has an id of its own, or none."""
    number = draw(st.integers(0, 5))
    steps = [[CareerStep(name=title) for title in draw(some(TITLES))] for _ in range(2)]
    content = Blueprint(
        id=draw(st.sampled_from([None, f"role-{number}"])),
        title=draw(st.sampled_from(TITLES)),
        status=draw(st.sampled_from([None, "draft", "retired"])),
        years_min=draw(st.sampled_from([None, 1.0, 3.0])),
        technical_skills=[
            TechnicalSkill(name=name, tier=draw(st.sampled_from([None, "must"]))) for name in draw(some(SKILLS))
        ],
        tools=[Tool(cell=cell, category="Heat") for cell in draw(some(["Oven", "Peel"]))],
        stakeholders=Stakeholders(internal=[Stakeholder(name=name) for name in draw(some(["Bakers", "Sales"]))]),
        qualifications=[KindStatement(text=text) for text in draw(some(["Degree", "degree"]))],
        career=Career(next=steps[0], adjacent=steps[1]),
    )
    return document(number, content, draw(st.sampled_from(["yaml", "html", "sheet"])))


LEVELS = [
    LevelTerm(name="Junior", rank=1, months_min=12, months_max=24),
    LevelTerm(id="mid", name="Mid-level", rank=2, unmarked=True),
    LevelTerm(name="Senior", rank=3),
]


@st.composite
def vocabularies(draw: st.DrawFn) -> Document:
    """Names that unite what documents say, and take it apart again when they go."""
    skills = [
        *draw(
            some_of(
                [SkillTerm(name="Kneading", aliases=["Kneading dough"]), SkillTerm(name="Kneading dough", kind="soft")]
            )
        ),
        *draw(some_of([SkillTerm(name="Scales", aliases=["Weighing"], replaces=["weighing"])])),
    ]
    named = draw(some_of([RoleTerm(name="Baker", aliases=["Bread Maker"]), RoleTerm(name="Miller", level="mid")]))
    families = draw(some_of([Term(name="Baking", aliases=["Baker"]), Term(name="Milling", aliases=["Miller"])]))
    return document(
        draw(st.integers(6, 7)),
        Vocabulary(levels=draw(st.sampled_from([[], LEVELS])), skills=skills, roles=named, families=families),
    )


def some_of(terms: list[Any]) -> st.SearchStrategy[list[Any]]:
    return st.sets(st.integers(0, len(terms) - 1)).map(lambda chosen: [terms[at] for at in sorted(chosen)])


documents = roles() | vocabularies()
sets_of_documents = st.lists(documents, min_size=1, max_size=3, unique_by=lambda document: document.id)
LARGE = document(
    8, Blueprint(title="Cook", technical_skills=[TechnicalSkill(name=f"Dish {number}") for number in range(5)])
)  # needs several batches
FAULTY = document(9, Blueprint(title="Cook", level="no-such-level"))


def as_first_loaded(document: Document, stored: dict[str, Document]) -> Document:
    """A role's id is the one that it got first."""
    if document.id not in stored or isinstance(document.content, Vocabulary):
        return document
    return replace(document, role_id=stored[document.id].role_id)


def with_ids(documents: dict[str, Document]) -> dict[str, Document]:
    """The documents as they are stored."""
    names = Names.of(documents.values())
    return {
        id: document
        if isinstance(document.content, Vocabulary)
        else replace(document, role_id=names.own_role_of(document))
        for id, document in documents.items()
    }


class Keepers(RuleBasedStateMachine):
    """`documents` is what should be there, in plain Python; the database is checked against its fold after every
    step.
    """

    server: Server
    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.documents: dict[str, Document] = {}
        self.revision = 0
        self.named: set[str] = set()  # every `Label:id` that ever was
        wipe(self.database)

    def _expect(self, after: dict[str, Document]) -> bool:
        """Documents as they are to be; the revision grows when anything is different. True when it does."""
        changed = after != self.documents
        self.documents = with_ids(after)
        self.revision += changed
        return changed

    def _after(self, put: Iterable[Document], collection: str | None = None) -> dict[str, Document]:
        kept = {id: document for id, document in self.documents.items() if document.collection != collection}
        return kept | {document.id: as_first_loaded(document, self.documents) for document in put}

    @initialize(first=sets_of_documents, dying=sets_of_documents, crash=st.sampled_from([None, 0.0, 0.5, 1.0]))
    def fill_an_empty_graph_in_batches(self, first: list[Document], dying: list[Document], crash: float | None) -> None:
        """A first load that dies between two batches is not seen, keeps others out for a minute, and leaves nothing in
        the one that comes then.
        """
        request = Request(first)
        if crash is not None:
            with pytest.raises(Crash):
                load(self.database, Request([*dying, LARGE]), load_rows=5, progress=crash_at(crash))
            with pytest.raises(NotReady):
                require_ready(self.database)
            with pytest.raises(LoadUnderWay):
                load(self.database, request)
            self.database.write(
                lambda transaction: transaction.run(
                    "MATCH (s:GraphState) SET s.heartbeat = datetime() - duration('PT61S')"
                )
            )
        assert load(self.database, request, load_rows=5).revision == 1
        self._expect({document.id: document for document in first})

    @rule(put=sets_of_documents)
    def load_files(self, put: list[Document]) -> None:
        outcome = load(self.database, Request(put))
        assert bool(outcome.writes) == self._expect(self._after(put))

    @rule(
        put=st.lists(documents, max_size=3, unique_by=lambda document: document.id),
        collection=st.sampled_from(COLLECTIONS),
    )
    def load_a_whole_folder(self, put: list[Document], collection: str) -> None:
        own = [document for document in put if document.collection == collection]
        load(self.database, Request(own, frozenset({collection})))
        self._expect(self._after(own, collection))

    @rule(edited=vocabularies())
    def change_the_vocabulary(self, edited: Document) -> None:
        load(self.database, Request([edited]))
        self._expect(self._after([edited]))

    @rule(data=st.data())
    def remove_a_document(self, data: st.DataObject) -> None:
        id = data.draw(st.sampled_from(["seeds/none", *sorted(self.documents)]))
        if id in self.documents:
            load(self.database, remove_request(self.database, document=id))
        else:
            with pytest.raises(UnknownDocument):
                remove_request(self.database, document=id)
        self._expect({other: document for other, document in self.documents.items() if other != id})

    @rule()
    def load_the_same_again(self) -> None:
        outcome = load(self.database, Request(list(self.documents.values())))
        assert (outcome.writes, outcome.revision) == (0, self.revision)

    @rule(put=documents)
    def load_a_faulty_file_among_others(self, put: Document) -> None:
        with pytest.raises(DocumentErrors, match="no-such-level"):
            load(self.database, Request([put, FAULTY]))

    @rule(put=sets_of_documents, at=st.floats(0, 1), killed=st.booleans())
    def crash_in_mid_load(self, put: list[Document], at: float, killed: bool) -> None:
        """The process dies, or the server ends the transaction: nothing of the load is seen. A load that has nothing to
        do cannot crash.
        """
        interrupt = self._kill_at(at) if killed else crash_at(at)
        if self._after(put) == self.documents:
            load(self.database, Request(put), progress=interrupt)
        else:
            with pytest.raises((Crash, DatabaseError)):
                load(self.database, Request(put), progress=interrupt)

    def _kill_at(self, at: float) -> Progress:
        def kill(what: str, done: int, total: int) -> None:
            if done >= at * total:
                with self.server.connect() as other:
                    running = (
                        "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery WHERE NOT currentQuery "
                        "STARTS WITH 'SHOW' "
                    )
                    other.read(f"{running} TERMINATE TRANSACTIONS id YIELD message RETURN message")

        return kill

    @rule(one=documents, other=documents)
    def two_load_at_once(self, one: Document, other: Document) -> None:
        """As one after the other, whichever was first."""
        failures = at_once([partial(self._load_alone, document) for document in (one, other)])
        assert failures == []
        orders = []
        for order in itertools.permutations((one, other)):
            after, steps = self.documents, 0
            for document in order:
                said = as_first_loaded(document, after)
                steps += after.get(document.id) != said
                after = with_ids(after | {document.id: said})
            orders.append((after, self.revision + steps))
        state = read_state(self.database)
        assert state is not None
        stored = (read_documents(self.database), state.revision)
        assert stored in orders
        self.documents, self.revision = stored

    def _load_alone(self, document: Document) -> None:
        with self.server.connect() as own:
            load(own, Request([document]))

    @invariant()
    def the_graph_is_the_fold_of_the_documents(self) -> None:
        if not self.revision:
            return
        expected = fold(self.documents.values())
        verification = verify(self.database)
        assert read_graph(self.database).graph == expected
        assert verification
        state = read_state(self.database)
        assert state is not None
        assert (state.revision, state.ready) == (self.revision, True)
        self._check_history(expected)

    def _check_history(self, graph: Graph) -> None:
        """Every revision is told once, and every id that people may have kept and that is gone is noted as gone."""
        rows = self.database.read(
            "MATCH (r:Revision) RETURN r.number AS number, size(r.changes) AS changes ORDER BY number"
        )
        assert [row["number"] for row in rows] == list(range(1, self.revision + 1))
        assert all(row["changes"] for row in rows)
        present = {str(key) for key in graph.nodes if key.label in NAMED}
        retired = {
            row["id"]: row["replaced_by"]
            for row in self.database.read("MATCH (r:RetiredId) RETURN r.id AS id, r.replaced_by AS replaced_by")
        }
        assert not retired.keys() & present
        assert self.named - present <= retired.keys()
        self.named |= present


def crash_at(part: float) -> Progress:
    """Dies after this part of the rows."""

    def crash(what: str, done: int, total: int) -> None:
        if done >= part * total:
            raise Crash

    return crash


def at_once(work: list[Callable[[], None]]) -> list[Exception]:
    """Runs each in a thread of its own; the errors they ended with."""
    failures: list[Exception] = []

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.timeout(60 + 20 * EXAMPLES)
def test_given_keepers_at_work_when_anything_happens_then_the_graph_is_what_its_documents_say(
    server: Server, database: Database
) -> None:
    Keepers.server, Keepers.database = server, database
    sequences = settings(
        max_examples=EXAMPLES,
        stateful_step_count=7,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Keepers, settings=sequences)
    wipe(database)
