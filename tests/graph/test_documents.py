"""Documents as values: what they share, what they take, and how they are written."""

from __future__ import annotations

import tracemalloc

from benchmarks.generate import generate
from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.folding.fold import fold
from graph.model import Difference, Graph
from graph.storing.batches import batches


def test_given_roles_that_say_nothing_of_a_section_then_they_share_what_it_is_by_default() -> None:
    one, other = Blueprint(title="One"), Blueprint(title="Other")
    assert one.stakeholders is other.stakeholders
    assert one.career is other.career


def test_given_a_value_when_copied_with_a_change_then_it_and_all_others_stay_as_they_are() -> None:
    role = Blueprint(title="Baker", aliases=["Bread Baker"])
    changed = role.model_copy(update={"title": "Miller"})
    assert (role.title, changed.title, changed.aliases) == ("Baker", "Miller", ["Bread Baker"])
    assert role == Blueprint.model_validate({"title": "Baker", "aliases": ["Bread Baker"]})
    assert Blueprint(title="Cook").model_fields_set == set()


def test_given_many_roles_when_read_and_folded_then_each_takes_less_than_45_kb() -> None:
    ladder = generate(300)
    tracemalloc.start()
    try:
        documents = list(ladder.documents())
        graph = fold(documents)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(graph.edges) > 10_000
    assert taken / len(ladder.roles) < 45_000


def test_given_many_documents_when_written_then_few_go_in_one_statement() -> None:
    documents = [
        Document(f"test/{at}", "Role", "test", "yaml", Blueprint(id=f"role-{at}", title=f"Role {at}", level="mid"))
        for at in range(1_200)
    ]
    written = list(batches(Difference.between(Graph(), fold(documents)), lambda what, done, total: None))
    assert [len(batch.rows) for batch in written if batch.what == "Document"] == [500, 500, 200]
    assert [len(batch.rows) for batch in written if batch.what == "DESCRIBED_IN"] == [1_200]
