"""Data in several languages: `{en: Baker, sv: Bagare}` is read in one of them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from loaders.mapped.sources.data.leaves import Leaf, records_in

CODES = "bg cs da de el en es et fi fr hr hu it ja ko lt lv nb nl nn pl pt ro ru sk sl sr sv tr uk vi zh"
LANGUAGES = frozenset(CODES.split())
DEFAULTS = ("defaultlocale", "defaultlanguage", "default_locale", "default_language", "locale", "language", "lang")
LEAST = 3  # times that the same languages stand beside each other


def in_one_language(tree: Any, leaves: list[Leaf]) -> tuple[Any, list[Leaf], list[Leaf]]:
    """The values and leaves of a document in one language: its default, English, or the first it has; and the leaves in
    others, which say the same.
    """
    met = Counter(tuple(record) for _, record in records_in(tree) if _are_languages(record))
    several = {keys for keys, count in met.items() if count >= LEAST}
    if not several:
        return tree, leaves, []
    own = _default(leaves)
    kept: list[Leaf] = []
    others: list[Leaf] = []
    chosen = {
        path: _chosen(record, own)
        for path, record in records_in(tree)
        if tuple(record) in several and _are_languages(record)
    }
    for leaf in leaves:
        language = chosen.get(leaf.path[:-1])
        if language is not None and leaf.path[-1] != language:
            others.append(leaf)
            continue
        leaf.path = leaf.path[:-1] if language is not None else leaf.path
        kept.append(leaf)
    return _one(tree, (), chosen), kept, others


def _are_languages(record: dict[str, Any]) -> bool:
    said = [key.partition("-")[0].partition("_")[0] for key in record]
    return len(record) > 1 and set(said) <= LANGUAGES and all(isinstance(value, str) for value in record.values())


def _default(leaves: list[Leaf]) -> str:
    return next((leaf.text for leaf in leaves if leaf.key.casefold() in DEFAULTS), "en")


def _chosen(record: dict[str, str], own: str) -> str:
    """The key of the language that a value is read in: the document's own, else English, else the first with words."""
    said = [key for key, value in record.items() if value.strip() and value not in ("null", "~")]
    return next((key for key in (own, "en") if key in said), said[0] if said else next(iter(record)))


def _one(value: Any, path: tuple[str | int, ...], chosen: dict[Any, str]) -> Any:
    if path in chosen:
        return value[chosen[path]]
    if isinstance(value, dict):
        return {key: _one(part, (*path, key), chosen) for key, part in value.items()}
    if isinstance(value, list):
        return [_one(part, (*path, at), chosen) for at, part in enumerate(value)]
    return value
