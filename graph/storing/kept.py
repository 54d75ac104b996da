"""A cache of the last load's fold in the local data folder, so that the next load folds once instead of twice and reads
only the documents that changed.

A fold is a pure function of its documents, so the cache key is made of their ids, hashes and roles and of the version
of the fold, and holds for any database. The file may be deleted at any time; a damaged one is ignored.
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from graph.folding.sayings import Saying, Sayings, Version, from_columns, to_columns
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


class Kept(NamedTuple):
    """A fold as it was kept: the graph, and the sayings that it was made of, with their surroundings."""

    graph: Graph
    surroundings: bytes
    sayings: dict[str, tuple[Version, Saying]]


class KeptFold:
    """Caches one fold in a folder, or none where the folder does not exist or cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def find(self, documents: Iterable[StoredDocument]) -> Kept | None:
        """The cached fold, if it is the fold of these documents."""
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
        surroundings, rows, nodes, edges = marshal.loads(body)
        sayings = {id: (Version._make(version), Saying.from_rows(saying)) for id, version, saying in rows}
        graph = Graph(dict(from_columns(NodeKey, *nodes)), dict(from_columns(EdgeKey, *edges)))
        for _, saying in sayings.values():
            graph.nodes.update(saying.nodes)
            graph.edges.update(saying.edges)
        return Kept(graph, surroundings, sayings)

    def keep(self, graph: Graph, sayings: Sayings | None = None) -> None:
        """Replaces the cached fold."""
        if not self._file.parent.is_dir():
            return
        body = marshal.dumps(_rows(graph, sayings or Sayings({})))
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


def _rows(graph: Graph, sayings: Sayings) -> list[Any]:
    """The sayings, and the nodes and edges that are in none of them."""
    own, said = set[NodeKey](), set[EdgeKey]()
    for _, saying in sayings.now.values():
        own.update(key for key, _ in saying.nodes)
        said.update(key for key, _ in saying.edges)
    return [
        sayings.surroundings,
        [(id, tuple(version), saying.to_rows()) for id, (version, saying) in sayings.now.items()],
        to_columns((key, properties) for key, properties in graph.nodes.items() if key not in own),
        to_columns((key, properties) for key, properties in graph.edges.items() if key not in said),
    ]


def _key(documents: Iterable[StoredDocument]) -> bytes:
    """The cache key. It has Python's version, since marshal's format depends on it."""
    said = [fold_version(), sys.version, *map(list, sorted(documents))]
    return hashlib.blake2b(orjson.dumps(said), digest_size=_DIGEST).digest()
