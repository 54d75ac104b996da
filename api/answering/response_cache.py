"""A cache of whole answers. An entry holds for one revision of the graph."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from typing import NamedTuple

from cachetools import LRUCache

from graph.storing.state import GraphState

ENTRY_BYTES = 500  # memory of an entry beside its body and the variables in its key, roughly
LARGEST_SHARE = 8  # an answer larger than one eighth of the cache is not kept

Key = tuple[str, str | None, bytes, str, bool, bool]  # digest, operation, variables, identity, drafts, gzip


class Entry(NamedTuple):
    """`state` is None for an answer made without the graph. `gzip`: the body is compressed. `key_bytes`: size of the
    variables in its key.
    """

    body: bytes
    etag: str
    state: GraphState | None
    gzip: bool = False
    key_bytes: int = 0


def etag_of(body: bytes) -> str:
    return f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'


def _size(entry: Entry) -> int:
    return len(entry.body) + entry.key_bytes + ENTRY_BYTES


class ResponseCache:
    """The most recently used answers, `most_bytes` in all; 0 keeps none."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._entries: LRUCache[Key, Entry] = LRUCache(most_bytes, getsizeof=_size)
        self.hits = self.misses = 0

    @property
    def bytes(self) -> int:
        return int(self._entries.currsize)

    def get(self, key: Key, state: GraphState | None) -> Entry | None:
        """The answer to this question, if it was made from this state of the graph."""
        entry = self._entries.get(key)
        if entry is None or entry.state != state:
            return None
        self.hits += 1
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        if len(entry.body) * LARGEST_SHARE > self._most_bytes:
            return
        with suppress(ValueError):  # with its key it is larger than the whole cache
            self._entries[key] = entry._replace(key_bytes=len(key[2]))
