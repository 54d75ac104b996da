"""What records of data are called, and what tells levels without a record of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

from loaders.mapped.wording.labels import read_label
from loaders.mapped.wording.levels import is_level, levels_among
from loaders.mapped.wording.texts import MOST_WORDS, SENTENCE, is_short, size, tidy
from loaders.mapped.wording.words import Words

SMALL_CODE = re.compile(r"[a-z]{1,3}[-_]?\d{1,2}")  # "n1", "lvl_2"
MOST_NAMED = {"name": 16, "title": MOST_WORDS, "id": MOST_WORDS}  # words of a value that names its record, by its key


def name_in(record: dict[str, Any], words: Words) -> str:
    """A record's own name: its name, else its title, else its id, of several the one that is a code; the title before a
    name written like an id.
    """
    title, name = record.get("title"), record.get("name")
    like_id = not isinstance(name, str) or name == name.lower()
    if isinstance(title, str) and is_short(title) and title != title.lower() and like_id:
        return tidy(title)
    for kind in MOST_NAMED:
        called = [
            tidy(value)
            for key, value in record.items()
            if isinstance(value, str) and words.is_one(kind, key) and is_short(value, MOST_NAMED[kind])
        ]
        if called:
            codes = [value for value in called if kind == "id" and read_label(value).code == value]
            return (codes or called)[0]
    return ""


def names_levels(record: dict[str, Any], words: Words) -> bool:
    """Whether figures, codes or words for levels are keys to names of which most are levels: `{n1: Junior}`."""
    names = [value for value in record.values() if isinstance(value, str) and is_short(value)]
    level = _is_level(words)
    coded = all(
        key.isdigit() or read_label(key).code == key or SMALL_CODE.fullmatch(key) or (key.islower() and level(key))
        for key in record
    )
    return (
        coded and len(names) == len(record) > 1 and 2 * len(levels_among(names, _is_level(words), words)) >= len(names)
    )


def listed_levels(tree: Any, words: Words) -> list[str]:
    """Levels that a document lists by name: lists of as many texts elsewhere tell each its own, in the same order."""
    lists = [value for key, value in tree.items() if isinstance(value, list)] if isinstance(tree, dict) else []
    for values in lists:
        names = [tidy(value) for value in values if isinstance(value, str) and is_short(value)]
        if len(set(names)) == len(values) > 1 and set(names) == levels_among(names, _is_level(words), words):
            return names
    return []


def is_among_names(key: str, value: Any, others: Collection[str]) -> bool:
    """Whether a key with a text or texts is written with a capital, as several beside it are."""
    texts = isinstance(value, str) or (isinstance(value, list) and all(isinstance(text, str) for text in value))
    return texts and len(others) > 1 and all(name[:1].isupper() for name in (key, *others))


def are_sentences(values: list[Any]) -> bool:
    """Whether several values are texts, and most say more than a name."""
    texts = [value for value in values if isinstance(value, str)]
    return len(texts) == len(values) > 1 and 2 * sum(size(text) >= SENTENCE for text in texts) > len(texts)


def _is_level(words: Words) -> Callable[[str], bool]:
    return lambda label: is_level(label, words)
