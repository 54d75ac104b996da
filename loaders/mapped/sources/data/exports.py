"""Exports of databases, in which each record holds its fields apart and links to others by lists of their ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from loaders.mapped.sources.data.leaves import Leaf, Path
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.words import shipped

FIELDS, RECORDS = "fields", "records"
LEAST_LINKS = 3
LINK = re.compile(r"[\w-]{8,40}")


def flattened(tree: Any, leaves: list[Leaf], table: str) -> Any:
    """The values of a document with the fields of `{id: …, fields: {…}}` in the record itself, lists of one id as that
    id, and `records` called by the table; the paths of the leaves follow.
    """
    if not any(FIELDS in leaf.path for leaf in leaves):
        return tree
    moved: dict[Path, Path] = {}
    flat = _flat(tree, (), (), moved, inside=False)
    if moved and isinstance(flat, dict) and RECORDS in flat:
        flat = {table if key == RECORDS else key: value for key, value in flat.items()}
        paths = {leaf.path: moved.get(leaf.path, leaf.path) for leaf in leaves}
        moved = {old: (table, *new[1:]) for old, new in paths.items() if new[0] == RECORDS}
    for leaf in leaves if moved else ():
        leaf.path = moved.get(leaf.path, leaf.path)
    return flat


def are_linked(sources: Sequence[Source]) -> bool:
    """Whether records of one document hold the ids that those of another have."""
    ids = {source.name: {leaf.text for leaf in source.data if leaf.key == "id"} for source in sources}
    links = 0
    for source in sources:
        others = set[str]().union(*(own for name, own in ids.items() if name != source.name))
        links += sum(leaf.key != "id" and leaf.text in others and _is_id(leaf.text) for leaf in source.data)
    return links >= LEAST_LINKS


def _is_id(text: str) -> bool:
    return LINK.fullmatch(text) is not None and any(map(str.isdigit, text))


def _called(key: str, fields: dict[str, Any]) -> str:
    """A field's key; `name` for the one that a table of competencies begins with."""
    first = key == next(iter(fields)) and isinstance(fields[key], str) and "name" not in map(str.casefold, fields)
    return "name" if first and shipped().is_one("competency", key) else key


def _flat(value: Any, old: Path, new: Path, moved: dict[Path, Path], *, inside: bool) -> Any:
    """A value with its paths before and after; `inside` says that it stands in a record with fields."""
    if isinstance(value, dict):
        parts = [((*old, key), key, part) for key, part in value.items()]
        apart = value.get(FIELDS)
        if isinstance(apart, dict) and isinstance(value.get("id"), str) and not set(apart) & set(value):
            parts = [part for part in parts if part[1] != FIELDS]
            parts += [((*old, FIELDS, key), _called(key, apart), part) for key, part in apart.items()]
            inside = True
        return {key: _flat(part, place, (*new, key), moved, inside=inside) for place, key, part in parts}
    if isinstance(value, list):
        if inside and len(value) == 1 and isinstance(value[0], str) and _is_id(value[0]):
            return _flat(value[0], (*old, 0), new, moved, inside=inside)
        return [_flat(part, (*old, at), (*new, at), moved, inside=inside) for at, part in enumerate(value)]
    if old != new:
        moved[old] = new
    return value
