"""Every refusal of a reader has a next step."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOMS = [Path(__file__).parents[2] / room for room in ("loaders", "graph/documents")]
ERRORS = ("LoadError", "NotABlueprint", "DocumentError")
PLACE = 4  # of the next step among the arguments


def without_a_next_step() -> Iterator[str]:
    for path in (path for room in ROOMS for path in room.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                given = [
                    *node.args[PLACE:],
                    *(keyword.value for keyword in node.keywords if keyword.arg == "suggestion"),
                ]
                if not given or (isinstance(given[0], ast.Constant) and not given[0].value):
                    yield f"{path.name}:{node.lineno}: {ast.unparse(node)}"


def test_given_any_refusal_of_a_reader_then_it_has_a_next_step() -> None:
    assert list(without_a_next_step()) == []
