"""What YAML files said when they were read last, so that a file that is as it was is not parsed again.

A cache in the data folder's `.ladder`, one row a document, told by the hash of the file's bytes and of the code that
reads them. It may be deleted at any time, and whatever goes wrong with it, the files are read as without it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import pydantic
import yaml

import graph
from graph.documents.document import Document
from loaders.curated.read import read_yaml

FILE = "readings.sqlite"
_ROW = "SELECT title, content FROM readings WHERE id = ? AND hash = ?"
_TABLE = "CREATE TABLE IF NOT EXISTS readings (id TEXT PRIMARY KEY, hash BLOB, title TEXT, content TEXT) WITHOUT ROWID"
_WAIT_SECONDS = 1  # for another process that writes


class Readings:
    """Reads YAML documents as `read_yaml` does, by the cache where it holds them."""

    def __init__(self, kept: sqlite3.Connection | None = None) -> None:
        self._kept = kept
        self._seen: set[str] = set()
        self._new: list[tuple[str, bytes, str, str]] = []

    def read(self, data: bytes, collection: str, name: str) -> Document:
        """The document in a YAML file. Raises DocumentErrors as `read_yaml`."""
        id = f"{collection}/{name}"
        digest = hashlib.sha256(_version() + data).digest()
        self._seen.add(id)
        if (found := self._find(id, digest)) is not None:
            return Document.from_properties(id, {"collection": collection, "format": "yaml", **found})
        document = read_yaml(data, collection, name)
        if self._kept is not None:
            with suppress(TypeError, ValueError):  # text that is no Unicode
                self._new.append((id, digest, document.title, document.content_json()))
        return document

    def _find(self, id: str, digest: bytes) -> dict[str, str] | None:
        with suppress(sqlite3.Error):
            for title, content in self._kept.execute(_ROW, (id, digest)) if self._kept else ():
                return {"title": title, "content": content}
        return None

    def keep(self, *, whole: bool) -> None:
        """Writes down what was read anew; after a `whole` folder, forgets documents that it has no longer."""
        if self._kept is None:
            return
        with suppress(sqlite3.Error), self._kept:
            gone = {id for (id,) in self._kept.execute("SELECT id FROM readings")} - self._seen if whole else ()
            self._kept.executemany("DELETE FROM readings WHERE id = ?", ((id,) for id in gone))
            self._kept.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", self._new)


@contextmanager
def kept_readings(state: Path, *, whole: bool) -> Iterator[Readings]:
    """Readings by the cache in a folder of state; without one where that folder does not exist or cannot be written."""
    kept = _opened(state / FILE) if state.is_dir() else None
    try:
        readings = Readings(kept)
        yield readings
        readings.keep(whole=whole)
    finally:
        if kept is not None:
            kept.close()


def _opened(file: Path) -> sqlite3.Connection | None:
    """The cache; one that is damaged is begun anew."""
    for _ in range(2):
        try:
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
            kept = sqlite3.connect(file, timeout=_WAIT_SECONDS)
            kept.execute(_TABLE)
        except sqlite3.OperationalError:  # locked, or a full disk
            return None
        except sqlite3.DatabaseError:
            file.unlink(missing_ok=True)
        except OSError:
            return None
        else:
            return kept
    return None


@cache
def _version() -> bytes:
    """Of all that decides what a file says: other code may read it otherwise."""
    here, documents = Path(__file__).parent, Path(graph.__file__).parent
    sources = sorted([*here.glob("*.py"), *documents.glob("documents/*.py"), *documents.glob("s*.py")])
    versions = f"{sys.version_info} {pydantic.VERSION} {yaml.__version__}".encode()
    return hashlib.sha256(versions + b"".join(source.read_bytes() for source in sources)).digest()
