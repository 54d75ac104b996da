"""Reading role documents: documents per second on one core, for HTML and for text, and the peak memory of a process
that only reads.

Real documents beside the checkout (`../shared/blueprints`) where they are, else the shorter fixtures of the tests.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

from benchmarks.figures import Effort, Figure
from benchmarks.servers import ROOT, peak_memory
from loaders.blueprints.read import read_blueprint, recognise

REAL = ROOT.parent / "shared" / "blueprints"
FIXTURES = ROOT / "tests" / "blueprints" / "fixtures"


def rows(effort: Effort) -> Iterator[Figure]:
    for kind, batch in sorted(documents().items()):
        measure(batch, 0.1)
        samples = tuple(measure(batch, effort.seconds / 2) for _ in range(effort.rounds))
        kilobytes = sum(len(data) for _, data in batch) / len(batch) / 1000
        yield Figure(
            f"readers.{kind.lower()}",
            f"read {kind} blueprints of {kilobytes:.0f} kB on average",
            "documents/s",
            samples,
        )
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.read_documents"], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    yield Figure("readers.memory", "peak memory while reading them all", "MB", (float(done.stdout),))


def documents() -> dict[str, list[tuple[str, bytes]]]:
    """The files by format."""
    folder = REAL if REAL.is_dir() else FIXTURES
    found: dict[str, list[tuple[str, bytes]]] = {}
    for path in (path for path in sorted(folder.iterdir()) if not path.name.endswith(".reading.json")):
        data = path.read_bytes()
        found.setdefault("HTML" if recognise(data) in {"html", "wordpress"} else "text", []).append((path.name, data))
    return found


def measure(batch: list[tuple[str, bytes]], seconds: float) -> float:
    """Documents per second, over whole rounds of the batch."""
    count, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        for name, data in batch:
            read_blueprint(data, name)
        count += len(batch)
    return count / (time.perf_counter() - begun)


if __name__ == "__main__":
    for found in documents().values():
        measure(found, 0.1)
    print(peak_memory())
