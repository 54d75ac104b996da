"""What a record says of itself by the ids of others: its groups and its levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from loaders.mapped.wording.texts import plain, tidy
from loaders.mapped.wording.words import Words

Ids = Mapping[str, tuple[str, str]]  # the place and the name of the record with each id


def groups_of(skill: Any, ids: Ids, words: Words) -> dict[str, str]:
    """The groups that a record says that it is in, by their keys: `{name: Kneading, area: Dough}`."""
    said = skill.items() if isinstance(skill, dict) else ()
    return {
        key: ids.get(value, ("", tidy(value)))[1]
        for key, value in said
        if isinstance(value, str) and words.is_one("group", key)
    }


def levels_of(records: Iterable[dict[str, Any]], ids: Ids, words: Words) -> dict[str, str]:
    """The levels that records say that they are on, by their keys: `{id: sd1, level: b6}`."""
    return {
        key: ids.get(value, ("", value))[1]
        for record in records
        for key, value in record.items()
        if isinstance(value, str) and plain(key) in words.steps
    }
