"""Curated YAML: one role or one piece of vocabulary a file. Every error names file, line, field, value and the nearest
valid one.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process

from graph.documents.blueprint import SCALARS, URI, Blueprint
from graph.documents.document import Document, Vocabulary
from graph.documents.spelling import spelled
from graph.errors import DocumentErrors
from loaders.curated.bounds import check_bounds
from loaders.curated.scalars import Yaml, scalar
from loaders.errors import LoadError

_Path = tuple[str | int, ...]
PLACED_FIELDS = frozenset({"id", "title", "aliases", "level", "family", *SCALARS})  # whose items carry no line


class Places(dict[_Path, int]):
    """The line of every path in a file, and what the file has there where its value is no text."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[_Path, str] = {}


Content = typing.TypeVar("Content", bound=BaseModel)


def read_yaml(data: bytes, collection: str, name: str) -> Document:
    """The document in a YAML file; `name` is its path in the collection's folder. Raises DocumentErrors with all that
    is wrong.
    """
    id = f"{collection}/{name}"
    try:
        values, lines = parse(data, id)
    except LoadError as error:
        raise DocumentErrors([error]) from error
    model: type[Blueprint | Vocabulary] = Vocabulary if _is_vocabulary(values) else Blueprint
    content = _with_lines(checked(model, values, lines, id), lines)
    if isinstance(content, Blueprint):
        placed = {_dotted(path): line for path, line in lines.items() if _is_placed(path)}
        content = content.model_copy(update={"field_line": placed})
    title = content.title if isinstance(content, Blueprint) else PurePosixPath(name).stem.replace("-", " ").capitalize()
    return Document(id, title, collection, "yaml", content)


def checked(model: type[Content], values: dict[str, Any], lines: Places, document: str) -> Content:
    """The values of a file as a model. Raises DocumentErrors with all that does not fit, in words."""
    try:
        return model.model_validate(values, strict=True)
    except ValidationError as error:
        raise DocumentErrors([_explain(fault, document, model, lines) for fault in error.errors()]) from None


def _is_placed(path: _Path) -> bool:
    """A field of the role itself, or an item of one whose items carry no line: `level`, `aliases[2]`."""
    return 0 < len(path) <= 2 and path[0] in PLACED_FIELDS


def parse(data: bytes, document: str) -> tuple[dict[str, Any], Places]:
    """Plain values and the line of every path in them. Raises LoadError for what is not UTF-8, not YAML or not a
    mapping.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise LoadError(
            document, f"byte 0x{data[error.start]:02x} is not UTF-8", line, None, "Save the file as UTF-8."
        ) from None
    try:
        check_bounds(text, document)
        node = yaml.compose(text, Loader=Yaml)
        lines = Places()
        values = _value(node, (), lines, document) if node else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise LoadError(
            document,
            f"malformed YAML: {error.problem or error.context}",
            mark.line + 1 if mark else None,
            None,
            "Correct the line or the one before it; words with `: `, `#` or brackets stand in quotes.",
        ) from None
    except (yaml.YAMLError, RecursionError) as error:
        hint = "Save the file as plain text, with less nesting."
        raise LoadError(document, f"malformed YAML: {error}", 1, None, hint) from None
    if not isinstance(values, dict):
        raise LoadError(
            document,
            "there is no mapping of keys to values in it",
            1,
            None,
            "`ladder schema --seeds` shows what a file holds.",
        )
    return values, lines


def _value(node: yaml.Node, path: _Path, lines: Places, document: str) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, line = key_node.value, key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise LoadError(document, "a key must be a word", line, None, "Write `key: value`.")
            if key in values:
                raise LoadError(document, f"the key {key!r} stands twice", line, None, "Keep one of the two.")
            values[key] = _value(value_node, (*path, key), lines, document)
            lines[(*path, key)] = line
        return values
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, at), lines, document) for at, item in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    value = scalar(node)
    if not isinstance(value, str):
        lines.words[path] = node.value
    return value


def _is_vocabulary(values: dict[str, Any]) -> bool:
    return "title" not in values and values.keys() <= Vocabulary.model_fields.keys()


def _with_lines(model: Content, lines: Places, path: _Path = ()) -> Content:
    """Each item that has a `line` gets its own."""
    updates: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        here = (*path, name if (*path, name) in lines else field.alias or name)
        if isinstance(value, list) and value and isinstance(value[0], BaseModel):
            updates[name] = [_with_lines(item, lines, (*here, at)) for at, item in enumerate(value)]
        elif isinstance(value, BaseModel):
            updates[name] = _with_lines(value, lines, here)
        elif name == "line" and value is None and path in lines:
            updates[name] = lines[path]
        elif name.endswith("_line") and value is None:
            updates[name] = lines.get((*path, f"{name.removesuffix('_line')}_to"))
    return model.model_copy(update=updates) if updates else model


# Errors


def _explain(error: Any, document: str, model: type[BaseModel], lines: Places) -> LoadError:
    path = tuple(part for part in error["loc"] if isinstance(part, (str, int)))
    line = next((lines[path[:length]] for length in range(len(path), -1, -1) if path[:length] in lines), None)
    field = _dotted(path)
    value = error.get("input")
    said = repr(value) if path not in lines.words else lines.words[path] or "nothing"
    match error["type"]:
        case "extra_forbidden":
            return LoadError(
                document,
                "unknown key",
                line,
                field,
                nearest(str(path[-1]), list(_keys_at(model, path[:-1])), "Keys here"),
            )
        case "literal_error":
            allowed = [word.strip("' ") for word in error["ctx"]["expected"].replace(" or ", ", ").split(",")]
            return LoadError(document, f"{said} is not allowed", line, field, nearest(str(value), allowed, "Allowed"))
        case "missing":
            return LoadError(document, "is missing", line, field, "Add it.")
        case "bool_type":
            return LoadError(document, f"{said} should be true or false", line, field, "Write true or false.")
        case "float_type" | "int_type" | "int_from_float":
            number = "number" if error["type"] == "float_type" else "whole number"
            return LoadError(
                document,
                f"{said} should be a {number}",
                line,
                field,
                "Write digits alone, such as 2" + (" or 2.5." if number == "number" else "."),
            )
        case "model_type" | "dict_type" | "list_type" | "string_type":
            wanted, hint = {
                "list_type": ("a list", "Write one entry a line, each after a dash; or [one, another]."),
                "string_type": ("text (in quotes)", 'Write it as "…".'),
            }.get(error["type"], ("keys and values", "`ladder schema --seeds` shows what stands there."))
            return LoadError(document, f"{said} should be {wanted}", line, field, hint)
    if error["type"] == "string_pattern_mismatch" and error["ctx"]["pattern"] == URI:
        return LoadError(document, f"{said} is no URI", line, field, "Write the whole address, with https://.")
    if error["type"] == "string_pattern_mismatch":
        hint = f"Write {_id_of(str(value))}."
        return LoadError(
            document, f"{said} is no id: lower-case words of a–z and 0–9 joined by hyphens", line, field, hint
        )
    message = error["msg"].removeprefix("Value error, ")
    named = [lines[(*path, word)] for word in re.findall(r"`(\w+)`", message) if (*path, word) in lines]
    line = max(named, default=line)  # what is wrong between several fields is told at the last of them
    shown = "" if isinstance(value, (dict, list)) else f" (not {said})"
    return LoadError(document, message[:1].lower() + message[1:] + shown, line, field, "Correct the value.")


def _id_of(words: str) -> str:
    """An id like the words, or an example of one."""
    return spelled(words).replace(" ", "-") or "one like senior-baker"


def _dotted(path: _Path) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def nearest(value: str, allowed: list[str], heading: str) -> str:
    """All that is allowed, behind what was probably meant."""
    found = process.extractOne(value.lower(), allowed, scorer=fuzz.WRatio, score_cutoff=60)
    if found:
        return f"Did you mean {found[0]!r}? {heading}: {', '.join(allowed)}."
    return f"{heading}: {', '.join(allowed)}."


def _keys_at(model: type[BaseModel], path: _Path) -> Iterator[str]:
    """The keys of the model that stands at a path."""
    for part in path:
        if isinstance(part, str):
            field = next((field for name, field in model.model_fields.items() if part in (name, field.alias)), None)
            inner = next(_models_in(field.annotation), None) if field else None
            if inner is None:
                return
            model = inner
    yield from (
        field.alias or name
        for name, field in model.model_fields.items()
        if name != "problems" and not name.endswith("line")
    )


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if (
        isinstance(annotation, type)
        and not isinstance(annotation, types.GenericAlias)
        and issubclass(annotation, BaseModel)
    ):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)
