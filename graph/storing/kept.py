"""The graph of the last load, kept in the local data folder, so that the next load folds once and not twice.

A fold is a pure function of its documents, so what is kept is told by their ids, hashes and roles and by the version of
the fold, whatever database they are in. It may be deleted at any time; a damaged one counts for nothing.
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
    """A document by what tells it from any other."""

    id: str
    sha256: str
    role_id: str | None


class KeptFold:
    """Keeps one graph in a folder; none where that folder does not exist or cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def find(self, documents: Iterable[StoredDocument]) -> Graph | None:
        """The fold of the documents, where it is the one that is kept."""
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
        """Keeps a folded graph instead of the one before."""
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
        except OSError:  # a full disk, or another load that keeps its own
            return


def _key(documents: Iterable[StoredDocument]) -> bytes:
    """Marshal's form is that of one version of Python."""
    said = [fold_version(), sys.version, *map(list, sorted(documents))]
    return hashlib.blake2b(orjson.dumps(said), digest_size=_DIGEST).digest()
