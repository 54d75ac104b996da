"""The catalogue: named, parameterised, read-only `.cypher` files, shared by the API, the commands, the docs and
analysts.

A query's name is the path without the suffix, `paths/shortest_path`. The file begins with a header:

    // title: …
    // question: …
    // statistic: NAME           only where `queries/analyst/statistics.py` computes the columns from the rows
    // param NAME: string|integer [LOW..HIGH]|float|boolean = EXAMPLE — meaning
    // column NAME: meaning
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import process

from graph.errors import LadderError, did_you_mean

FOLDER = Path(__file__).parents[1] / "cypher"

Value = str | int | float | bool
_TYPES: dict[str, type] = {"string": str, "integer": int, "float": float, "boolean": bool}
_LINE = re.compile(r"^// (title|question|statistic|param|column)(?: (\w+))?: (.+)$")
_PARAMETER = re.compile(r"^(string|integer|float|boolean)(?: (\d+)\.\.(\d+))? = (.+?) — (.+)$")


class CatalogueError(LadderError):
    """An unknown query or a parameter with an invalid value; names it and what is allowed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter; its example is also its default. `low` and `high` bound an integer."""

    name: str
    type: str
    example: Value
    meaning: str
    low: int | None = None
    high: int | None = None

    @property
    def kind(self) -> str:
        """Type and bounds in words."""
        return self.type if self.low is None else f"{self.type} {self.low}–{self.high}"

    def value(self, query: str, given: Value) -> Value:
        """The given text or value, converted to the parameter's type. Raises CatalogueError for an invalid value."""
        try:
            value = _typed(self.type, given)
        except (ValueError, KeyError):
            raise CatalogueError(
                f"{query}: {self.name} should be {self.type}, not {given!r}; for example {self.example}."
            ) from None
        if self.low is not None and self.high is not None and not self.low <= int(value) <= self.high:
            raise CatalogueError(f"{query}: {self.name} may be from {self.low} to {self.high}; {value} was given.")
        return value


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """`statistic` names the function in `queries/analyst/statistics.py` that computes the columns from the statement's
    edges (start, end).
    """

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    statement: str
    statistic: str | None = None

    def values(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """The given values, converted to their types; examples for the others. Raises CatalogueError."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise CatalogueError(f"{self.name} has no parameter {name!r}; it has {', '.join(known) or 'none'}.")
        return {
            name: parameter.value(self.name, given[name]) if name in given else parameter.example
            for name, parameter in known.items()
        }


@cache
def catalogue() -> dict[str, NamedQuery]:
    """Every query by name."""
    paths = sorted(FOLDER.glob("*/*.cypher"))
    return {query.name: query for query in map(_read, paths)}


def named(name: str) -> NamedQuery:
    """The query with this name or, if it is unique, this last part of a name. Raises CatalogueError."""
    queries = catalogue()
    found = [query for query in queries.values() if name in (query.name, query.name.split("/")[1])]
    if len(found) == 1:
        return found[0]
    near = [match for match, _, _ in process.extract(name, queries.keys(), limit=3, score_cutoff=60)]
    hint = " ".join(filter(None, (did_you_mean(near), "`ladder query list` shows all.")))
    raise CatalogueError(f"There is no query {name!r}.", suggestions=near, hint=hint)


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
    return NamedQuery(
        name,
        header["title"],
        header["question"],
        tuple(parameters),
        columns,
        "\n".join(lines).strip(),
        header.get("statistic"),
    )


def _parameter(path: Path, name: str, rest: str) -> Parameter:
    match = _PARAMETER.match(rest)
    if not match:
        raise CatalogueError(f"{path.name}: parameter {name} is not `TYPE = EXAMPLE — meaning`.")
    type, low, high, example, meaning = match.groups()
    bounds = (int(low), int(high)) if low else (None, None)
    return Parameter(name, type, _typed(type, example), meaning, *bounds)


def _typed(type: str, given: Value) -> Value:
    if type == "boolean":
        return {"true": True, "false": False}[str(given).lower()]
    value: Value = _TYPES[type](str(given))
    return value
