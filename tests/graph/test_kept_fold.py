"""The graph that is kept from load to load is always the fold of the stored documents, or it is not found.

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

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.documents.names import Names
from graph.folding.fold import fold
from graph.storing import kept
from graph.storing.kept import FILE, KeptFold, StoredDocument
from graph.storing.plan import Request, after_load
from tests.graph.test_fold_machine import LADDER, blueprints, role_documents, vocabulary_documents
from tests.support.documents import document

SEQUENCES = int(os.environ.get("LADDER_FOLD_SEQUENCES", "60"))
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300 + SEQUENCES)]


def hashes(documents: dict[str, Document]) -> list[StoredDocument]:
    return [StoredDocument(id, each.properties()["sha256"], each.role_id) for id, each in documents.items()]


def as_stored(documents: dict[str, Document]) -> dict[str, Document]:
    """With the id that each role got."""
    names = Names.of(documents.values())
    return {
        id: replace(each, role_id=names.own_role_of(each)) if isinstance(each.content, Blueprint) else each
        for id, each in documents.items()
    }


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
        graph = fold(after.values())
        if keeps:
            self.kept.keep(graph)
        self.newest = keeps or (self.newest and as_stored(after) == self.stored)
        self.stored = as_stored(after)

    @rule(put=role_documents | vocabulary_documents | st.just(LADDER), keeps=st.sampled_from([True, True, False]))
    def load_a_file(self, put: Document, keeps: bool) -> None:
        self._load(Request([put]), keeps=keeps)

    @precondition(lambda self: self.stored)
    @rule(data=st.data())
    def edit_one_field(self, data: st.DataObject) -> None:
        before = self.stored[data.draw(st.sampled_from(sorted(self.stored)))]
        if isinstance(before.content, Blueprint):
            field = data.draw(st.sampled_from(["title", "level", "career", "technical_skills", "status", "years_min"]))
            said = getattr(data.draw(blueprints()), field)
            content = before.content.model_copy(update={field: said, "years_max": None})
            self._load(Request([replace(before, content=content, role_id=None)]))

    @rule(collection=st.sampled_from(["seeds", "acme", "import"]))
    def remove_a_collection(self, collection: str) -> None:
        self._load(Request(authoritative=frozenset({collection})))

    @invariant()
    def what_is_found_is_the_whole_fold(self) -> None:
        found = self.kept.find(hashes(self.stored))
        if self.newest:
            assert found is not None
        if found is not None:
            assert found == fold(self.stored.values())


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
