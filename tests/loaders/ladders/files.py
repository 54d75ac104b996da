"""The files of an invented ladder: written, and read as `ladder map` reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from loaders.mapped.folder import files_under, map_files
from loaders.mapped.found import Framework


def as_csv(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def read(files: Mapping[str, str | bytes], folder: Path) -> Framework:
    """What a folder says that holds these files and nothing else."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return map_files(files_under([folder]))[1]
