"""Changing words of curated files where they stand: comments, order and layout of all else are kept."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import orjson
import yaml

from graph.errors import DocumentErrors
from loaders.curated.read import parse, read_yaml
from loaders.curated.scalars import Yaml
from loaders.errors import LoadError

_PLAIN = re.compile(r"^\w(?:[\w +./()&-]*[\w)+])?$")  # words that every reader of YAML takes for words
Steps = tuple[str | int, ...]  # keys and places that lead to a word


class Edit(NamedTuple):
    """Characters of a text, and what comes instead."""

    start: int
    end: int
    text: str


class Changed(NamedTuple):
    """A file as it is and as it is to be. `before` is None for a new one."""

    path: Path
    before: str | None
    after: str

    def diff(self) -> str:
        before, after = ((text or "").splitlines(keepends=True) for text in (self.before, self.after))
        old = str(self.path) if self.before is not None else "/dev/null"
        return "".join(difflib.unified_diff(before, after, old, str(self.path)))

    def write(self) -> None:
        """Writes the file. Raises LoadError."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(self.after, encoding="utf-8", newline="")
        except OSError as error:
            raise LoadError(
                str(self.path), f"cannot be written ({error.strerror})", suggestion="Nothing more was changed."
            ) from error


def text_of(path: Path) -> str:
    """The text of a file with the line ends that it has. Raises LoadError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LoadError(str(path), f"cannot be read ({error})", suggestion="Check the file.") from error


def words_of(text: str) -> Iterator[tuple[Steps, yaml.ScalarNode]]:
    """Every word of a YAML text with the way to it."""
    yield from _words(_root(text), ())


def _root(text: str) -> yaml.Node | None:
    node: yaml.Node | None = yaml.compose(text, Loader=Yaml)
    return node


def _words(node: yaml.Node | None, steps: Steps) -> Iterator[tuple[Steps, yaml.ScalarNode]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _words(value, (*steps, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            yield from _words(item, (*steps, at))
    elif isinstance(node, yaml.ScalarNode):
        yield steps, node


def replaced(node: yaml.ScalarNode, words: str) -> Edit:
    """Other words in the place of some, quoted as they are or as they need be."""
    return Edit(node.start_mark.index, node.end_mark.index, _written(words, node.style))


def _written(words: str, style: str | None) -> str:
    if style == "'":
        return "'" + words.replace("'", "''") + "'"
    if not style and _PLAIN.match(words):
        try:
            values, _ = parse(f"a: [{words}]".encode(), "words")
            if values == {"a": [words]}:
                return words
        except LoadError:
            pass
    return orjson.dumps(words).decode()


def with_first_key(text: str, before: str, key: str, words: str) -> str:
    """The text of a mapping with a key more, in front of another one."""
    root = _root(text)
    assert isinstance(root, yaml.MappingNode)
    mark = next(named.start_mark for named, _ in root.value if named.value == before)
    end = ", " if root.flow_style else ("\r\n" if "\r\n" in text else "\n") + " " * mark.column
    return text[: mark.index] + f"{key}: {_written(words, None)}{end}" + text[mark.index :]


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; they must not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def checked(changed: Changed, name: str) -> Changed:
    """The change, if its file can be loaded afterwards. Raises LoadError."""
    try:
        read_yaml(changed.after.encode(), "check", name)
    except DocumentErrors as error:
        hint = "Make the change by hand; nothing was written."
        raise LoadError(
            str(changed.path), f"would not be read any more ({error.errors[0].message})", suggestion=hint
        ) from error
    return changed
