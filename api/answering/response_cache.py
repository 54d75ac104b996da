"""Whole answers kept in memory, each for one revision of the graph."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import NamedTuple

from queries.state import GraphState

ENTRY_BYTES = 500  # what an entry takes beside its body, about
LARGEST_SHARE = 8  # an answer larger than one part in eight of the cache is not kept

Key = tuple[str, str | None, bytes, str, bool]


class Entry(NamedTuple):
    """`state` is None for an answer that the graph had no part in."""

    body: bytes
    etag: str
    state: GraphState | None


def etag_of(body: bytes) -> str:
    return f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'


class ResponseCache:
    """The answers used last, of at most `most_bytes` together; 0 keeps none."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._entries: OrderedDict[Key, Entry] = OrderedDict()
        self.bytes = self.hits = self.misses = 0

    def get(self, key: Key, state: GraphState | None) -> Entry | None:
        """The answer to this question at this state of the graph."""
        entry = self._entries.get(key)
        if entry is None or entry.state != state:
            return None
        self.hits += 1
        self._entries.move_to_end(key)
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        if len(entry.body) * LARGEST_SHARE > self._most_bytes:
            return
        self._drop(key)
        self._entries[key] = entry
        self.bytes += _size(key, entry)
        while self.bytes > self._most_bytes:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: Key) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.bytes -= _size(key, entry)


def _size(key: Key, entry: Entry) -> int:
    return len(entry.body) + len(key[2]) + ENTRY_BYTES
