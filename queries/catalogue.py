"""The catalogue: named, parameterised, read-only `.cypher` files, shared by the API, the commands, the docs and analysts.

A file's header says what it is; its name is the path without the suffix, `paths/shortest_path`:

    // title: …
    // question: …
    // param NAME: string|integer|float|boolean = EXAMPLE — meaning
    // column NAME: meaning
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import process

FOLDER = Path(__file__).parent / "cypher"

Value = str | int | float | bool
_TYPES: dict[str, type] = {"string": str, "integer": int, "float": float, "boolean": bool}
_LINE = re.compile(r"^// (title|question|param|column)(?: (\w+))?: (.+)$")
_PARAMETER = re.compile(r"^(string|integer|float|boolean) = (.+?) — (.+)$")


class CatalogueError(Exception):
    """There is no such query, or a parameter does not fit; names it and what is allowed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter; its example is also its default."""

    name: str
    type: str
    example: Value
    meaning: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    statement: str

    def values(self, given: Mapping[str, str]) -> dict[str, Value]:
        """Values for the parameters: what was given as text, made its type, else the example. Raises CatalogueError."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise CatalogueError(f"{self.name} has no parameter {name!r}; it has {', '.join(known) or 'none'}.")
        return {name: _convert(self.name, parameter, given[name]) if name in given else parameter.example for name, parameter in known.items()}


@cache
def catalogue() -> dict[str, NamedQuery]:
    """Every query by name."""
    paths = sorted(FOLDER.glob("*/*.cypher"))
    return {query.name: query for query in map(_read, paths)}


def named(name: str) -> NamedQuery:
    """The query of a name, or of a last part that only one query has. Raises CatalogueError."""
    queries = catalogue()
    found = [query for query in queries.values() if name in (query.name, query.name.split("/")[1])]
    if len(found) == 1:
        return found[0]
    near = [match for match, _, _ in process.extract(name, queries.keys(), limit=3, score_cutoff=60)]
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise CatalogueError(f"There is no query {name!r}.{hint} `ladder query list` shows all.")


def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    header: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: dict[str, str] = {}
    lines = text.splitlines()
    while lines and lines[0].startswith("//"):
        match = _LINE.match(lines.pop(0))
        if not match:
            raise CatalogueError(f"{path.name}: a header line is not `// title|question|param|column …`.")
        word, name, rest = match.groups()
        if word == "param":
            parameters.append(_parameter(path, name, rest))
        elif word == "column":
            columns[name] = rest
        else:
            header[word] = rest
    name = f"{path.parent.name}/{path.stem}"
    return NamedQuery(name, header["title"], header["question"], tuple(parameters), columns, "\n".join(lines).strip())


def _parameter(path: Path, name: str, rest: str) -> Parameter:
    match = _PARAMETER.match(rest)
    if not match:
        raise CatalogueError(f"{path.name}: parameter {name} is not `TYPE = EXAMPLE — meaning`.")
    type, example, meaning = match.groups()
    return Parameter(name, type, _typed(type, example), meaning)


def _typed(type: str, text: str) -> Value:
    if type == "boolean":
        return {"true": True, "false": False}[text.lower()]
    value: Value = _TYPES[type](text)
    return value


def _convert(query: str, parameter: Parameter, text: Any) -> Value:
    try:
        return _typed(parameter.type, text)
    except (ValueError, KeyError):
        raise CatalogueError(f"{query}: {parameter.name} should be {parameter.type}, not {text!r}; for example {parameter.example}.") from None
