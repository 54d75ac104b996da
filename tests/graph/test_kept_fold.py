"""The graph that is kept from load to load is always the fold of the stored documents, or it is not found; and a fold
that reads only the changed documents is the whole fold.

60 random sequences of edits in the tests; `make soak` runs thousands.
"""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from graph.documents.blueprint import Blueprint, Kpi, Named, Other, Problem, RelatedRole, SoftSkill, Tool
from graph.documents.document import Document, Scale, Vocabulary
from graph.documents.names import Names
from graph.folding.fold import fold, folded
from graph.folding.sayings import Sayings
from graph.storing import kept
from graph.storing.kept import FILE, KeptFold, StoredDocument
from graph.storing.plan import Request, after_load
from tests.graph.test_fold_machine import (
    LADDER,
    SKILLS,
    TEXTS,
    TITLES,
    TOOLS,
    blueprints,
    documents_at,
    perhaps,
    some,
    vocabulary_documents,
)
from tests.support.documents import document

SEQUENCES = int(os.environ.get("LADDER_FOLD_SEQUENCES", "60"))
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300 + SEQUENCES)]


def hashes(documents: dict[str, Document]) -> list[StoredDocument]:
    return [StoredDocument(id, document.properties()["sha256"], document.role_id) for id, document in documents.items()]


def as_stored(documents: dict[str, Document]) -> dict[str, Document]:
    """With the id that each role got."""
    names = Names.of(documents.values())
    return {
        id: replace(document, role_id=names.own_role_of(document))
        if isinstance(document.content, Blueprint)
        else document
        for id, document in documents.items()
    }


FIELDS = sorted({*Blueprint.model_fields} - {"years_max"})


named = st.lists(st.builds(Named, name=st.sampled_from(TITLES)), max_size=2)
hot_tools = st.builds(
    Tool,
    cell=st.sampled_from([*TOOLS, "Baker"]),
    category=perhaps(["Heat", "Ovens"]),
    names=some(TOOLS, 1),
    hot=st.booleans(),
)
skills_at_steps = st.builds(
    SoftSkill,
    name=st.sampled_from(SKILLS),
    step=st.sampled_from([None, "can", "!"]),
    weight=st.sampled_from([None, 0.5]),
)
related = st.builds(RelatedRole, name=st.sampled_from(TITLES), tier=st.just("near"))
# With the sections that make nodes and edges which several documents share
rich_blueprints = st.builds(
    lambda known, hot, **more: known.model_copy(update=more | {"tools": [*known.tools, *hot]}),
    known=blueprints,
    hot=st.lists(hot_tools, max_size=1),
    soft_skills=st.lists(skills_at_steps, max_size=2),
    related=st.lists(related, max_size=2),
    builds_on=named,
    no_longer=st.lists(st.builds(Named, name=st.sampled_from(SKILLS)), max_size=1),
    kpis=st.lists(st.builds(Kpi, name=st.sampled_from(TEXTS), target=st.just("1")), max_size=2),
    other=st.lists(st.builds(Other, text=st.sampled_from(TEXTS)), max_size=2),
    problems=st.lists(st.builds(Problem, what=st.sampled_from(TEXTS)), max_size=1),
)
scales = st.builds(Scale, name=st.sampled_from(["Craft", "Words"]), steps=st.permutations(["knows", "can", "teaches"]))
scale_documents = documents_at(range(11, 12), st.builds(Vocabulary, scales=st.lists(scales, max_size=2)))
rich_documents = documents_at(range(8), rich_blueprints)


class Loads(RuleBasedStateMachine):
    """Documents come, change and go, as `plan` and `load` see them, sometimes from a place that keeps nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.kept = KeptFold(Path(self._folder.name))
        self.stored: dict[str, Document] = {}
        self.newest = False

    def teardown(self) -> None:
        self._folder.cleanup()

    def _load(self, request: Request, *, keeps: bool = True) -> None:
        after = after_load(self.stored, request)
        shas = {stored.id: stored.sha256 for stored in hashes(after)}
        found = self.kept.find(hashes(self.stored))
        sayings = Sayings(shas, found.surroundings, found.sayings) if found else Sayings(shas)
        graph = folded(after.values(), sayings).graph
        assert graph == fold(after.values())
        if found is not None:
            assert found.graph == fold(self.stored.values()), "the fold after changes nothing of the one before"
        if keeps:
            self.kept.keep(graph, sayings)
        self.newest = keeps or (self.newest and as_stored(after) == self.stored)
        self.stored = as_stored(after)

    @rule(
        put=rich_documents | vocabulary_documents | scale_documents | st.just(LADDER),
        keeps=st.sampled_from([True, True, False]),
    )
    def load_a_file(self, put: Document, keeps: bool) -> None:
        self._load(Request([put]), keeps=keeps)

    @precondition(lambda self: self.stored)
    @rule(data=st.data(), fields=st.lists(st.sampled_from(FIELDS), min_size=1, max_size=2, unique=True))
    def edit_some_fields(self, data: st.DataObject, fields: list[str]) -> None:
        before = self.stored[data.draw(st.sampled_from(sorted(self.stored)))]
        if isinstance(before.content, Blueprint):
            said = data.draw(rich_blueprints)
            content = before.content.model_copy(update={field: getattr(said, field) for field in fields})
            content = content.model_copy(update={"years_max": None})
            self._load(Request([replace(before, content=content, role_id=None)]))

    @rule(
        puts=st.lists(
            rich_documents | vocabulary_documents | scale_documents,
            min_size=2,
            max_size=4,
            unique_by=lambda put: put.id,
        )
    )
    def load_several_files(self, puts: list[Document]) -> None:
        self._load(Request(puts))

    @precondition(lambda self: self.stored)
    @rule(data=st.data())
    def remove_a_file(self, data: st.DataObject) -> None:
        self._load(Request(drop=frozenset({data.draw(st.sampled_from(sorted(self.stored)))})))

    @precondition(lambda self: self.newest and (Path(self._folder.name) / FILE).exists())
    @rule(at=st.integers(0, 10_000), cut=st.booleans())
    def damage_the_file(self, at: int, cut: bool) -> None:
        file = Path(self._folder.name) / FILE
        data = bytearray(file.read_bytes())
        data[at % len(data)] ^= 1
        file.write_bytes(data[: at % len(data)] if cut else data)
        self.newest = False

    @rule(collection=st.sampled_from(["seeds", "acme", "import"]))
    def remove_a_collection(self, collection: str) -> None:
        self._load(Request(authoritative=frozenset({collection})))

    @invariant()
    def what_is_found_is_the_whole_fold(self) -> None:
        found = self.kept.find(hashes(self.stored))
        if self.newest:
            assert found is not None
        if found is not None:
            assert found.graph == fold(self.stored.values())


TestLoads = Loads.TestCase
TestLoads.settings = settings(
    max_examples=SEQUENCES, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
)

BAKER = replace(document("title: Baker\n"), role_id="baker")


@pytest.fixture
def keeper(tmp_path: Path) -> KeptFold:
    keeper = KeptFold(tmp_path)
    keeper.keep(fold([BAKER]))
    assert keeper.find(hashes({BAKER.id: BAKER})) is not None
    return keeper


def test_given_other_documents_or_another_fold_when_looked_for_then_nothing_is_found(
    keeper: KeptFold, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in (replace(BAKER, role_id="cook"), replace(BAKER, title="Other"), replace(BAKER, id="test/b")):
        assert keeper.find(hashes({other.id: other})) is None
    monkeypatch.setattr(kept, "fold_version", lambda: "other")
    assert keeper.find(hashes({BAKER.id: BAKER})) is None


@pytest.mark.parametrize("length", [0, 31, 32, 64, 80])
def test_given_a_file_that_was_cut_off_when_looked_for_then_nothing_is_found(
    keeper: KeptFold, tmp_path: Path, length: int
) -> None:
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:length])
    assert keeper.find(hashes({BAKER.id: BAKER})) is None


def test_given_a_byte_that_was_changed_when_looked_for_then_nothing_is_found(keeper: KeptFold, tmp_path: Path) -> None:
    file = tmp_path / FILE
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    assert keeper.find(hashes({BAKER.id: BAKER})) is None
    keeper.keep(fold([BAKER]))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_given_no_folder_when_kept_then_nothing_is_written(tmp_path: Path) -> None:
    keeper = KeptFold(tmp_path / "none")
    keeper.keep(fold([BAKER]))
    assert not (tmp_path / "none").exists()
