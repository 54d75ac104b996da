"""Parts of answers that many answers share: what a selection makes of a role is the same until the next revision, if it
depends on nothing but the network in memory. It is made into bytes once and kept as long as its network.
"""

from __future__ import annotations

from contextlib import suppress

from cachetools import LRUCache
from orjson import Fragment, dumps

from api.operations.running import Complete, Run
from api.types.role_facts import RoleFacts
from queries.network.network import Network

MOST_BYTES = 16_000_000  # of one network; the least recently used parts are forgotten first
ENTRY_BYTES = 300  # memory of a part beside its bytes, roughly

Kept = LRUCache[tuple[object, int], bytes]  # by selection and role


def shared(part: Complete) -> Complete:
    """The same part of an answer as bytes, from the second time on without making it. Its source is a role."""
    selection = object()

    def fragment(role: RoleFacts, run: Run) -> Fragment:
        kept = _kept(role.network)
        key = (selection, role.number)
        found = kept.get(key)
        if found is None:
            found = dumps(part(role, run))
            with suppress(ValueError):  # larger than all that may be kept
                kept[key] = found
        return Fragment(found)

    return fragment


def _kept(network: Network) -> Kept:
    kept: Kept | None = network.derived.get(shared)
    if kept is None:
        kept = network.derived[shared] = LRUCache(MOST_BYTES, getsizeof=_size)
    return kept


def _size(part: bytes) -> int:
    return len(part) + ENTRY_BYTES
