"""Fixtures: a server of its own process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.served import Served, serving
from tests.support.server import Server


@pytest.fixture(scope="module")
def served(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), server.environment | {"LADDER_REQUEST_SECONDS": "5"}) as up:
        yield up
