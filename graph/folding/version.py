"""The version of the code that folds.

Other code may fold the same documents into another graph, so a load under another version writes the difference. The
version is a hash of the fold's code without comments, docstrings and layout.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_GRAPH = Path(__file__).parents[1]
# The code that decides which graph the documents make; reading and writing a database does not.
_ROOMS = ("documents/*.py", "folding/**/*.py", "model.py", "schema.py", "sections.py", "weights.py")

_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def fold_version() -> str:
    """Twelve hexadecimal digits."""
    sources = sorted({path for room in _ROOMS for path in _GRAPH.glob(room)})
    return version_of((path.relative_to(_GRAPH).as_posix(), path.read_text(encoding="utf-8")) for path in sources)


def version_of(sources: Iterable[tuple[str, str]]) -> str:
    """The version of some sources, given as name and text."""
    digest = hashlib.sha256()
    for name, text in sources:
        digest.update(f"{name}\n{_what_it_does(text)}\n".encode())
    return digest.hexdigest()[:12]


def _what_it_does(source: str) -> str:
    """The code without docstrings, comments and layout, written from its syntax tree."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)
