"""YAML and JSON of any shape as leaves: each text with its path, its line, and the records that hold it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

Path = tuple[str | int, ...]
MOST_LEAVES = 100_000
MOST_DEPTH = 40


@dataclass(eq=False, slots=True)
class Leaf:
    """A scalar. `path` are the keys and places that lead to it; `used` says what became of it."""

    path: Path
    text: str
    line: int
    used: str = ""
    labels: dict[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def key(self) -> str:
        return next((part for part in reversed(self.path) if isinstance(part, str)), "")


def leaves_of(node: yaml.Node | None) -> tuple[Any, list[Leaf]]:
    """The values of a document and its leaves in order. Raises ValueError for a document that is too large or deep, and
    MarkedYAMLError for a key that stands twice.
    """
    leaves: list[Leaf] = []
    return (_value(node, (), leaves) if node else None), leaves


def _value(node: yaml.Node, path: Path, leaves: list[Leaf]) -> Any:
    if len(path) > MOST_DEPTH:
        raise ValueError(f"it is nested more than {MOST_DEPTH} deep")
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in values:
                problem = f"the key {key!r} stands twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
            values[key] = _value(value_node, (*path, key), leaves)
        return values
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, at), leaves) for at, item in enumerate(node.value)]
    text = str(node.value)
    if text.strip() and node.tag != "tag:yaml.org,2002:null":
        leaves.append(Leaf(path, text, node.start_mark.line + 1))
        if len(leaves) > MOST_LEAVES:
            raise ValueError(f"it holds more than {MOST_LEAVES:,} values")
    return text
