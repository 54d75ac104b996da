"""Plain words of a YAML file by the rules of YAML 1.2: `012` is twelve, `NO` and `2020-01-01` are words."""

from __future__ import annotations

import re
from typing import Any

import yaml

_TAG = "tag:yaml.org,2002:"
_LONGEST_NUMBER = 40  # characters; a number of a ladder has three


class Yaml(yaml.CSafeLoader):
    """A reader that knows the core schema of YAML 1.2 alone."""

    yaml_implicit_resolvers: dict[str | None, list[tuple[str, re.Pattern[str]]]] = {}


for _kind, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
):
    Yaml.add_implicit_resolver(f"{_TAG}{_kind}", re.compile(f"^(?:{_pattern})$"), _first)


def scalar(node: yaml.ScalarNode) -> Any:
    """The value of a word. Raises yaml.MarkedYAMLError for a tag or a number that is none."""
    words = node.value
    try:
        match node.tag.removeprefix(_TAG):
            case "str":
                return words
            case "null":
                return None
            case "bool" if words.lower() in ("true", "false"):
                return words.lower() == "true"
            case "int" if len(words) <= _LONGEST_NUMBER and "_" not in words:
                base = {"0o": 8, "0x": 16}.get(words[:2], 10)
                return int(words[2:] if base != 10 else words, base)
            case "float" if "_" not in words:
                return float(words.lower().replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        pass
    problem = f"{words[:_LONGEST_NUMBER]!r} is no {node.tag.removeprefix(_TAG)} that can be read"
    raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
