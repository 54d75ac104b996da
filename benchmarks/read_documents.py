"""How fast role documents are read: documents a second on one core and the peak memory, for HTML and for text.

    python benchmarks/read_documents.py [SECONDS] [FILE…]

Without files it reads the real documents beside the checkout (`../shared/blueprints`), or the shorter fixtures of the tests.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

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


def main(arguments: list[str]) -> None:
    seconds = float(arguments[0]) if arguments else 3.0
    paths = [Path(name) for name in arguments[1:]] or default_paths()
    for kind, batch in sorted(documents(paths).items()):
        measure(batch, 0.1)
        count, took, size = measure(batch, seconds)
        print(f"{kind:5} {count / took:6.1f} documents/s, {size / took / 1e6:5.2f} MB/s, {size / count / 1000:5.1f} kB a document")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
