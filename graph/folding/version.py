"""Which version of the fold made a graph.

The same documents folded by other code may give another graph, so a load under another version writes the difference.
The version is a hash of what the code of the fold does: comments, docstrings and layout do not count.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_GRAPH = Path(__file__).parents[1]
# What decides which graph comes of which documents. Reading and writing a database does not.
_ROOMS = ("documents/*.py", "folding/**/*.py", "model.py", "schema.py", "sections.py", "weights.py")

_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def fold_version() -> str:
    """Twelve hexadecimal digits."""
    sources = sorted({path for room in _ROOMS for path in _GRAPH.glob(room)})
    return version_of((path.relative_to(_GRAPH).as_posix(), path.read_text(encoding="utf-8")) for path in sources)


def version_of(sources: Iterable[tuple[str, str]]) -> str:
    """The version of some sources, each with its name."""
    digest = hashlib.sha256()
    for name, text in sources:
        digest.update(f"{name}\n{_what_it_does(text)}\n".encode())
    return digest.hexdigest()[:12]


def _what_it_does(source: str) -> str:
    """The code written anew from its syntax tree, without docstrings; the parser leaves comments and layout out."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, _WITH_DOCSTRING) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)
