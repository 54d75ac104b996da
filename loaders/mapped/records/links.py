"""Documents that name levels by ids which another document lists: `level: 2` beside `{id: 2, name: Baker}`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from loaders.mapped.records.names import name_in
from loaders.mapped.sources.data.leaves import records_in
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.levels import is_level
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import Words


def refer_to_levels(sources: Sequence[Source], words: Words) -> bool:
    """Whether one document lists levels with ids, and all that name levels do so by these ids alone."""
    said = {source.name: set(_levels(source, words)) for source in sources}
    for source in sources:
        ids, named = _listed(source.tree, words)
        others = [levels for name, levels in said.items() if levels and name != source.name]
        known = 2 * named >= len(ids) or (named and ids == set[str]().union(*others))
        if ids and known and others and all(len(levels) > 1 and levels <= ids for levels in others):
            return True
    return False


def _listed(tree: Any, words: Words) -> tuple[set[str], int]:
    """The ids of a list of records that have names too, and how many are called like levels; none of other data."""
    parts = tree.values() if isinstance(tree, dict) else [tree]
    held = next((part for part in parts if isinstance(part, list) and part and isinstance(part[0], dict)), [])
    ids: list[str] = []
    levels = 0
    for record in held:
        own = [value for key, value in record.items() if _is_id(key, value, words)] if isinstance(record, dict) else []
        name = name_in(record, words) if own else ""
        if not name or name in own:
            return set(), 0
        ids += own[:1]
        levels += is_level(name, words)
    return (set(ids), levels) if len(set(ids)) == len(ids) > 1 else (set(), 0)


def _is_id(key: str, value: Any, words: Words) -> bool:
    return isinstance(value, str) and (words.is_one("id", key) or plain(key) in words.steps)


def _levels(source: Source, words: Words) -> Iterator[str]:
    """What a document gives its records as their level."""
    for _, record in records_in(source.tree):
        yield from (value for key, value in record.items() if isinstance(value, str) and plain(key) in words.steps)
