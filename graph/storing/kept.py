"""A cache of the last load's graph in the local data folder, so that the next load folds once instead of twice.

A fold is a pure function of its documents, so the cache key is made of their ids, hashes and roles and of the version
of the fold, and holds for any database. The file may be deleted at any time; a damaged one is ignored.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import orjson

from graph.folding.version import fold_version
from graph.model import EdgeKey, Graph, NodeKey
from graph.neo4j.installation import write_private

FILE = "last-fold"
_DIGEST = 32  # bytes


class StoredDocument(NamedTuple):
    """What identifies a version of a document."""

    id: str
    sha256: str
    role_id: str | None


class KeptFold:
    """Caches one graph in a folder, or none where the folder does not exist or cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def find(self, documents: Iterable[StoredDocument]) -> Graph | None:
        """The cached graph, if it is the fold of these documents."""
        key = _key(documents)
        try:
            with self._file.open("rb") as file:
                if file.read(_DIGEST) != key:
                    return None
                digest, body = file.read(_DIGEST), file.read()
        except OSError:
            return None
        if hashlib.blake2b(body, digest_size=_DIGEST).digest() != digest:
            return None
        nodes, edges = marshal.loads(body)
        return Graph(
            {NodeKey._make(key): said for key, said in nodes}, {EdgeKey._make(key): said for key, said in edges}
        )

    def keep(self, graph: Graph) -> None:
        """Replaces the cached graph."""
        if not self._file.parent.is_dir():
            return
        parts = (graph.nodes.items(), graph.edges.items())
        body = marshal.dumps([[(tuple(key), said) for key, said in part] for part in parts])
        documents = (
            StoredDocument(key.id, said["sha256"], said.get("role_id"))
            for key, said in graph.nodes.items()
            if key.label == "Document"
        )
        digest = hashlib.blake2b(body, digest_size=_DIGEST).digest()
        try:
            write_private(self._file, b"".join((_key(documents), digest, body)))
        except OSError:  # a full disk, or another load that writes at the same time
            return


def _key(documents: Iterable[StoredDocument]) -> bytes:
    """The cache key. It has Python's version, since marshal's format depends on it."""
    said = [fold_version(), sys.version, *map(list, sorted(documents))]
    return hashlib.blake2b(orjson.dumps(said), digest_size=_DIGEST).digest()
