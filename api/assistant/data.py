"""The data of an answer: what GraphQL answered, said shorter, and bounded."""

from __future__ import annotations

from typing import Any

import orjson

USUAL, LONG = 7_800, 24_000  # characters of text and data, a little less than 2,000 and 6,000 tokens
FEW = 5
# The text says these: sentences, and where a fact stands
IN_WORDS = frozenset({"summary", "reason", "text", "caveats", "message", "suggestion", "evidence"})
_WRAPPERS = ({"skill"}, {"tool"}, {"id", "name"}, {"id", "title"})


def lean(value: Any) -> Any:
    """Things by their ids alone; neither nulls nor empty lists nor what the text says."""
    if isinstance(value, list):
        return [lean(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"id"} or value.keys() in _WRAPPERS:
        return lean(value.get("id") or next(iter(value.values())))
    return {
        name: lean(each) for name, each in value.items() if name not in IN_WORDS and each is not None and each != []
    }


def bounded(data: dict[str, Any], most: int) -> dict[str, Any]:
    """The data with its longest lists cut until it has at most `most` characters; `cut` says how many there were.

    First those of more than `FEW` items are cut, the innermost before those that hold them.
    """
    cut: dict[str, int] = {}
    for few in (FEW, 1):
        while len(orjson.dumps(data)) > most and (lists := _lists(data, "", few)):
            place, longest = max(lists, key=lambda each: (len(orjson.dumps(each[1])), each[0]))
            cut.setdefault(place, len(longest))
            del longest[max(few, len(longest) // 2) :]
    return data | {"cut": cut} if cut else data


def _lists(value: Any, place: str, few: int) -> list[tuple[str, list[Any]]]:
    """The lists of more than `few` items that hold no other, with their places."""
    if isinstance(value, dict):
        return [found for name, each in value.items() for found in _lists(each, f"{place}.{name}".lstrip("."), few)]
    if not isinstance(value, list):
        return []
    inner = [found for number, each in enumerate(value) for found in _lists(each, f"{place}[{number}]", few)]
    return inner or ([(place, value)] if len(value) > few else [])
