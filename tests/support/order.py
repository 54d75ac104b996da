"""In which order tests run, and which of them go to a worker together.

Tests that only read the seeds stand before those that write, so that a server loads the seeds once. A worker gets the
neighbours of one file at a time, dear ones first: a slow file at the end would keep one worker busy and the other idle.
"""

from __future__ import annotations

from itertools import groupby

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """Files with slow tests; what reads the seeds; what has a database of its own; what needs no server. Within these
    the order stays.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    readers = {item.path for item in items if _reads_seeds(item)}

    def place(item: pytest.Item) -> int:
        if item.path in slow:
            return 0
        if _reads_seeds(item) or (item.path in readers and not _has_server(item)):
            return 1  # tests of a file that need no server stay with those before them
        return 2 if _has_server(item) else 3

    return sorted(items, key=place)


def _reads_seeds(item: pytest.Item) -> bool:
    names = _fixtures(item)
    return "seeds_to_read" in names and "seeded" not in names


def _has_server(item: pytest.Item) -> bool:
    return "server" in _fixtures(item)


def _fixtures(item: pytest.Item) -> list[str]:
    names: list[str] = getattr(item, "fixturenames", [])
    return names


class NeighboursOfAFile(LoadScopeScheduling):  # type: ignore[misc]
    """Gives a worker the neighbours of one file in the order of the tests: as `--dist loadfile`, where a file's tests
    stand together.
    """

    def schedule(self) -> None:
        if self.collection is None and self.collection_is_completed:
            tests = next(iter(self.registered_collections.values()))
            runs = groupby(tests, key=lambda test: test.split("::", 1)[0])
            self._run_of = {test: f"{number} {file}" for number, (file, run) in enumerate(runs) for test in run}
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        return self._run_of[nodeid]
