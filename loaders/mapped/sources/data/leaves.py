"""YAML and JSON of any shape as leaves: each text with its path, its line, and the records that hold it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import yaml

Path = tuple[str | int, ...]
FRAGMENT = re.compile(r"\s*<(?:p|div|ul|ol|span|strong|b|em|i)\b[^<>]*>.*</?[a-z]+ ?/?>\s*", re.DOTALL)
HEADING = re.compile(r"<h[1-6]\b")
LINE_END = re.compile(r"</(?:p|div|li|ul|ol)>|<br ?/?>")
HALVES = r"\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}"  # of a sign beyond 16 bits
ESCAPED = re.compile(rf"(?<!\\)((?:\\\\)*)(?:({HALVES})|\\u[dD][89a-fA-F][\da-fA-F]{{2}})")  # both, or one alone
TAG = re.compile(r"</?[a-z][^<>]*>")
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


def compose_json(text: str) -> yaml.Node | None:
    """The nodes of JSON, which YAML contains but for tabs between values and signs that are escaped in two halves.
    Raises YAMLError for what is neither.
    """
    whole = ESCAPED.sub(lambda found: found[1] + (json.loads(f'"{found[2]}"') if found[2] else "\ufffd"), text)
    return yaml.compose(whole.replace("\t", "  "), Loader=yaml.CSafeLoader)


def leaves_of(node: yaml.Node | None) -> tuple[Any, list[Leaf]]:
    """The values of a document and its leaves in order. Raises ValueError for a document that is too large or deep."""
    leaves: list[Leaf] = []
    return (_value(node, (), leaves) if node else None), leaves


def records_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """All mappings of a document, each with its path."""
    if isinstance(value, dict):
        yield path, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from records_in(part, (*path, key))


def _value(node: yaml.Node, path: Path, leaves: list[Leaf], held: Any = None) -> Any:
    """The value of a node; of one whose key stood before with `held`, both together."""
    if len(path) > MOST_DEPTH:
        raise ValueError(f"it is nested more than {MOST_DEPTH} deep")
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = held if isinstance(held, dict) else {}
        times: Counter[str] = Counter()
        for key_node, value_node in node.value:
            key = _free_key(str(key_node.value), values, value_node, times)
            values[key] = _value(value_node, (*path, key), leaves, values.get(key))
        return values
    if isinstance(node, yaml.SequenceNode):
        items: list[Any] = held if isinstance(held, list) else []
        for item in node.value:
            items.append(_value(item, (*path, len(items)), leaves))
        return items
    text = _without_tags(str(node.value))
    if text.strip() and node.tag != "tag:yaml.org,2002:null":
        leaves.append(Leaf(path, text, node.start_mark.line + 1))
        if len(leaves) > MOST_LEAVES:
            raise ValueError(f"it holds more than {MOST_LEAVES:,} values")
    return text


def _without_tags(text: str) -> str:
    """The words of a text that is kept as HTML, line by line: "<p>Kneads it.</p>". A page with headings stays."""
    if not FRAGMENT.fullmatch(text) or HEADING.search(text):
        return text
    lines = unescape(TAG.sub("", LINE_END.sub("\n", text))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _free_key(key: str, values: dict[str, Any], node: yaml.Node, times: Counter[str]) -> str:
    """A key that stands twice with two lists or two mappings holds both; with other values the second gets a figure, so
    that none hides the other. `times` counts how often each stood.
    """
    kind = dict if isinstance(node, yaml.MappingNode) else list if isinstance(node, yaml.SequenceNode) else ()
    free = key
    while free in values and not isinstance(values[free], kind):
        times[key] += 1
        free = f"{key} ({times[key] + 1})"
    return free
