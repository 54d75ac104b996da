"""Positions that ask for stages of skills which are described elsewhere: `{skill: communication, level: 2}`.

A reference is a record with the id of a skill and a stage, or a mapping of ids to stages. Its texts are those that the
skill's own record has at that stage: an entry that says the stage, or the entry at that place of its list. A list of
ids of stages is one too: `expects: [communication.2, delivery.1]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from loaders.mapped.sources.data.leaves import Path

Node = tuple[Path, dict[str, Any]]
Reference = tuple[Path, str, str, Path]  # the record that refers, keys of skill and stage ("": a list), place of texts
MOST = 5_000


def find_references(nodes: Sequence[Node], ids: Mapping[str, Path], tree: Any) -> list[Reference]:
    """The references of a document, at most `MOST`; empty where fewer than two records refer to stages."""
    found: list[Reference] = []
    for path, record in nodes:
        for key, stage_key, skill, at in (*_pairs(record, ids, tree), *_listed(record, ids)):
            if path[: len(skill)] != skill and len(found) < MOST:
                found.append((path, key, stage_key, skill + at))
    return found if len({path for path, *_ in found}) > 1 else []


def _pairs(record: dict[str, Any], ids: Mapping[str, Path], tree: Any) -> Iterator[tuple[str, str, Path, Path]]:
    """Keys of a skill and a stage that a record refers to, where the skill is, and where in it the stage."""
    scalars = {key: value for key, value in record.items() if isinstance(value, str)}
    keyed = [key for key, value in scalars.items() if key in ids and _is_stage(value)]
    if len(keyed) > 1 and len(keyed) == len(record):
        told = ((key, ids[key], _stage(at_path(tree, ids[key]), scalars[key])) for key in keyed)
        yield from ((key, key, skill, at) for key, skill, at in told if at)
        return
    named = [(key, ids[value]) for key, value in scalars.items() if value in ids]
    pairs = [
        (key, stage_key, skill, at)
        for key, skill in named
        for stage_key, stage in scalars.items()
        if stage_key != key and _is_stage(stage) and (at := _stage(at_path(tree, skill), stage))
    ]
    pairs = [pair for pair in pairs if scalars[pair[1]] not in ids] or pairs  # a skill may stand in a list of its group
    yield from pairs if len(pairs) == 1 else ()


def _listed(record: dict[str, Any], ids: Mapping[str, Path]) -> Iterator[tuple[str, str, Path, Path]]:
    """Of lists of ids most of which are of records in a list inside another record."""
    for key, values in record.items():
        said = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
        places = [
            place for value in said if (place := ids.get(value)) and len(place) > 3 and isinstance(place[-1], int)
        ]
        if len(places) > 1 and 2 * len(places) >= len(said):
            yield from ((key, "", place[:-2], place[-2:]) for place in places)


def _is_stage(value: str) -> bool:
    return 0 < len(value) <= 30 and len(value.split()) <= 3


def _stage(skill: Any, stage: str) -> Path:
    """The path inside a skill to what it says of a stage; empty where it says nothing."""
    parts = skill.items() if isinstance(skill, dict) else ()
    for key, part in parts:
        if isinstance(part, dict) and stage in part:
            return (key, stage)
        if not isinstance(part, list) or len(part) < 2:
            continue
        for at, item in enumerate(part):
            if isinstance(item, dict) and stage in item.values():
                return (key, at)
        if stage.isdigit() and 0 < int(stage) <= len(part):
            return (key, int(stage) - 1)
    return ()


def at_path(tree: Any, path: Path) -> Any:
    for part in path:
        tree = tree[part]
    return tree
