"""Fixtures that tests of every layer use. What they are made of is in tests/support/."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

from graph.documents.document import Document
from graph.neo4j.database import Database
from graph.settings import Settings, load_settings
from loaders.folder import SEEDS, read_folder
from tests.support.client import Client
from tests.support.environment import clean_environment
from tests.support.ladder import Ladder
from tests.support.order import NeighboursOfAFile, has_server, in_order
from tests.support.server import VERSIONS, Server, emptied, holding, neo4j

# A Neo4j of a test lives for seconds: with the quick compiler alone it costs half the processor time.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

# Looking for cycles in all that is imported, after each 700 new objects, took a fifth of the time of tests that compute
gc.set_threshold(20_000, 20, 20)


hypothesis.settings.register_profile("untimed", deadline=None)  # timings never decide a test
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--neo4j-version",
        choices=[*VERSIONS, "both"],
        default="current",
        help="Which supported Neo4j the integration tests run on; all others run on the current one.",
    )
    parser.addoption(
        "--long", action="store_true", help="Also run what takes minutes or a quiet machine (make faults)."
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """With both versions an integration test is two; the one on the current version has its plain name."""
    if "neo4j_version" not in metafunc.fixturenames:
        return
    asked = metafunc.config.getoption("--neo4j-version")
    if asked == "both":
        asked = "current"
        older = ["lts"] if metafunc.definition.get_closest_marker("integration") else []
    else:
        older = []
    params = [pytest.param(asked, id=pytest.HIDDEN_PARAM), *(pytest.param(name, id=name) for name in older)]
    metafunc.parametrize("neo4j_version", params, indirect=True, scope="session")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None, object, object]:
    """A test with a server is one of Neo4j without saying so. Without --long the long tests are left out. The order is
    ours; pytest would move tests of a version together.
    """
    for item in items:
        if has_server(item) and not any(map(item.get_closest_marker, ("integration", "one_version"))):
            item.add_marker("one_version")
    collected = {item: at for at, item in enumerate(items)}
    result = yield
    if not config.getoption("--long"):
        long = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    items[:] = in_order(sorted(items, key=collected.__getitem__))
    return result


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()  # modules and tests live until the end


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> NeighboursOfAFile:
    return NeighboursOfAFile(config, log)


@pytest.fixture(scope="session")
def neo4j_version(request: pytest.FixtureRequest) -> str:
    return VERSIONS[request.param]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, neo4j_version: str) -> Iterator[Server]:
    with neo4j(tmp_path_factory.mktemp("neo4j"), neo4j_version) as started:
        yield started


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    """An empty database."""
    with emptied(server) as connected:
        yield connected


@pytest.fixture(scope="session")
def seed_documents() -> list[Document]:
    return read_folder(SEEDS).documents


@pytest.fixture
def seeds_to_read(server: Server, seed_documents: list[Document]) -> Iterator[Database]:
    """The seeds for tests that only read."""
    with holding(server, "seeds", seed_documents) as connected:
        yield connected


@pytest.fixture
def seeded(server: Server, seeds_to_read: Database) -> Database:
    """The seeds for a test that changes them."""
    server.held = None
    return seeds_to_read


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    clean_environment(monkeypatch)
    return load_settings(home=tmp_path, request_seconds=60)  # a server that has just started plans for seconds


@pytest.fixture
def client(server: Server, settings: Settings) -> Client:
    return Client(server, settings)


@pytest.fixture
def run(server: Server, tmp_path: Path) -> Ladder:
    return Ladder(server, tmp_path)
