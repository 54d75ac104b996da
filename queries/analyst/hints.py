"""Hints to an analyst: names in a statement that the schema does not declare, with the nearest declared one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from graph.schema import NODES, RELATIONSHIPS

_NODE = {node.label: {"id", *(property.name for property in node.properties)} for node in NODES.values()}
_EDGE = {type: {property.name for property in edge.all_properties} for type, edge in RELATIONSHIPS.items()}
_PROPERTIES = _NODE | _EDGE
_LEAST_LIKENESS = 60  # of 100


def hints(statement: str) -> list[str]:
    """One sentence a name: `There is no label or type 'Roles'. Did you mean Role?`"""
    return [_hint(name) for name in dict.fromkeys(unknown_names(statement))]


def unknown_names(statement: str) -> Iterator[str]:
    """Undeclared labels and relationship types, and undeclared properties as `owner.name`. For a variable without a
    label, any property of the schema and any key of a map in the statement counts as known.
    """
    text = re.sub(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", "''", statement)
    text = re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)
    made = set(re.findall(r"[{,]\s*(\w+):", text))  # keys of maps
    owners: dict[str, str] = {}
    for variable, names in re.findall(r"[(\[](\w*)\s*:\s*(\w+(?:\|\w+)*)", text):
        yield from (name for name in names.split("|") if name not in _PROPERTIES)
        owners[variable] = names.split("|")[0]
    anywhere = set().union(*_PROPERTIES.values())
    for variable, name in re.findall(r"\b([a-z]\w*)(?:\[[^\]]*\])?\.(\w+)\b(?!\.|\()", text):
        if not re.search(rf"\.{variable}\.|CALL {variable}\b", text):
            allowed = _PROPERTIES.get(owners.get(variable, ""), anywhere | made)
            if name not in allowed:
                yield f"{owners.get(variable, variable) if owners.get(variable) in _PROPERTIES else variable}.{name}"
    for owner, name in re.findall(r":\s*(\w+)(?:->)?\s*\{(\w+):", text):
        if name not in _PROPERTIES.get(owner, {name}):
            yield f"{owner}.{name}"


def _hint(name: str) -> str:
    owner, dot, property = name.partition(".")
    if dot:
        near = _nearest(property, _PROPERTIES.get(owner) or set().union(*_PROPERTIES.values()))
        return f"Nothing has a property {property!r} here ({name}).{near}"
    return f"The graph has no label or relationship type {name!r}.{_nearest(name, _PROPERTIES)}"


def _nearest(name: str, known: Iterable[str]) -> str:
    found = process.extractOne(
        name, sorted(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=_LEAST_LIKENESS
    )
    return f" Did you mean {found[0]}?" if found else " `ladder schema --graph` shows what there is."
