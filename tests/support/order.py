"""In which order tests run, and which of them go to a worker together.

Tests that read the seeds stand before those that write, so that a server loads the seeds once. Tests that need no
server follow, and those of another Neo4j version come last.

A worker takes neighbours of one file at a time. The last worker takes them from the end: with both versions it begins
with the older one, so that one server of it is enough. Small tests are left for whoever is done first.
"""

from __future__ import annotations

from itertools import groupby

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]
from xdist.workermanage import WorkerController  # type: ignore[import-untyped]


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """Tests that need no server stay with those of their file that need one. Otherwise the order stays."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    reading = {item.path for item in items if _reads_seeds(item)}
    serving = {item.path for item in items if has_server(item)}

    def place(item: pytest.Item) -> tuple[bool, int]:
        if _reads_seeds(item) or (item.path in reading and not has_server(item)):
            kind = 0
        elif item.path in serving:
            kind = 1
        else:
            kind = 3 if item.path in slow else 2
        return _is_older(item), kind

    return sorted(items, key=place)


def _reads_seeds(item: pytest.Item) -> bool:
    names = _fixtures(item)
    return "seeds_to_read" in names and "seeded" not in names


def has_server(item: pytest.Item) -> bool:
    return "server" in _fixtures(item)


def _fixtures(item: pytest.Item) -> list[str]:
    names: list[str] = getattr(item, "fixturenames", [])
    return names


def _is_older(item: pytest.Item) -> bool:
    call = getattr(item, "callspec", None)
    return call is not None and call.params.get("neo4j_version") == "lts"


class NeighboursOfAFile(LoadScopeScheduling):  # type: ignore[misc]
    """Gives workers the tests in the order above."""

    def schedule(self) -> None:
        if self.collection is None and self.collection_is_completed:
            tests = next(iter(self.registered_collections.values()))
            runs = groupby(tests, key=lambda test: test.split("::", 1)[0])
            self._run_of = {test: f"{number} {file}" for number, (file, run) in enumerate(runs) for test in run}
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        return self._run_of[nodeid]

    def _assign_work_unit(self, node: WorkerController) -> None:
        if len(self.nodes) > 1 and node is self.nodes[-1]:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)
