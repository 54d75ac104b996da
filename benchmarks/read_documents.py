"""How fast role documents are read: documents a second on one core and the peak memory, for HTML and for text.

    python -m benchmarks.read_documents [SECONDS] [FILE…]

Without files it reads the real documents beside the checkout (`../shared/blueprints`), or the shorter fixtures of the tests.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, show
from loaders.blueprints import read_blueprint, recognise

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT.parent / "shared" / "blueprints"
FIXTURES = ROOT / "tests" / "blueprints" / "fixtures"


def default_paths() -> list[Path]:
    folder = REAL if REAL.is_dir() else FIXTURES
    return [path for path in sorted(folder.iterdir()) if not path.name.endswith(".reading.json")]


def documents(paths: list[Path]) -> dict[str, list[tuple[str, bytes]]]:
    """The files by format."""
    found: dict[str, list[tuple[str, bytes]]] = {}
    for path in paths:
        data = path.read_bytes()
        kind = recognise(data)
        found.setdefault("HTML" if kind in {"html", "wordpress"} else "text", []).append((path.name, data))
    return found


def measure(batch: list[tuple[str, bytes]], seconds: float) -> tuple[int, float, int]:
    """Documents read, the seconds it took, and the bytes in them."""
    count, size, start = 0, 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for name, data in batch:
            read_blueprint(data, name)
            count, size = count + 1, size + len(data)
    return count, time.perf_counter() - start, size


def rows(seconds: float = 3.0, paths: list[Path] | None = None) -> Iterator[Figure]:
    for kind, batch in sorted(documents(paths or default_paths()).items()):
        measure(batch, 0.1)
        count, took, size = measure(batch, seconds)
        yield Figure(f"read a {kind} blueprint of {size / count / 1000:.0f} kB", count / took, "documents/s")
    yield Figure("peak memory while reading", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")


if __name__ == "__main__":
    show(rows(float(sys.argv[1]) if sys.argv[1:] else 3.0, [Path(name) for name in sys.argv[2:]]))
