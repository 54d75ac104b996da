"""The data of an answer: GraphQL's answer, shortened and bounded."""

from __future__ import annotations

from typing import Any

import orjson

USUAL, LONG = 7_800, 24_000  # characters of text and data, a little less than 2,000 and 6,000 tokens
FEW = 5
# The text has these: sentences and evidence
IN_WORDS = frozenset({"summary", "reason", "text", "caveats", "message", "suggestion", "evidence"})
_EMPTY: tuple[Any, ...] = (None, [], {})
_WRAPPERS = ({"skill"}, {"tool"}, {"id", "name"}, {"id", "title"})


def lean(value: Any) -> Any:
    """The value with ids instead of nodes, and without what is empty or what the text says."""
    if isinstance(value, list):
        return [part for item in value if (part := lean(item)) != {}]  # a null may stand for one of several roles
    if not isinstance(value, dict):
        return value
    if value.keys() == {"id"} or value.keys() in _WRAPPERS:
        return lean(value.get("id") or next(iter(value.values())))
    kept = {name: lean(item) for name, item in value.items() if name not in IN_WORDS}
    return {name: part for name, part in kept.items() if part not in _EMPTY}


def bounded(data: dict[str, Any], most: int) -> dict[str, Any]:
    """The data with its longest lists cut until it has at most `most` characters; `cut` holds the original lengths.

    Lists of more than `FEW` items are cut first, inner lists before those around them.
    """
    cut: dict[str, int] = {}
    for few in (FEW, 1):
        while len(orjson.dumps(data)) > most and (lists := _lists(data, "", few)):
            place, longest = max(lists, key=lambda entry: (len(orjson.dumps(entry[1])), entry[0]))
            cut.setdefault(place, len(longest))
            del longest[max(few, len(longest) // 2) :]
    return data | {"cut": cut} if cut else data


def _lists(value: Any, place: str, few: int) -> list[tuple[str, list[Any]]]:
    """The innermost lists of more than `few` items, with their paths."""
    if isinstance(value, dict):
        return [found for name, item in value.items() for found in _lists(item, f"{place}.{name}".lstrip("."), few)]
    if not isinstance(value, list):
        return []
    inner = [found for number, item in enumerate(value) for found in _lists(item, f"{place}[{number}]", few)]
    return inner or ([(place, value)] if len(value) > few else [])
