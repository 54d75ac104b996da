"""Pages inside data: what a site's generator or a content store keeps as HTML or Markdown in a field of a record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.converting import markdown_to_html
from loaders.mapped.sources.data.leaves import Leaf
from loaders.mapped.sources.markup.page import read_page
from loaders.mapped.sources.pieces import Piece, Source
from loaders.mapped.wording.texts import is_short, size, tidy
from loaders.mapped.wording.words import shipped

HTML = re.compile(r"<h[1-6]\b[^<>]*>.{1,300}?</h[1-6]>", re.DOTALL)
MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)
LEAST_HEADINGS = 2


def pages_in(leaves: Sequence[Leaf], name: str) -> Source | None:
    """The page that most words of a document are, or its pages below their titles; None where it holds something
    else.
    """
    held = [leaf for leaf in leaves if _is_page(leaf.text)]
    if 2 * sum(size(leaf.text) for leaf in held) <= sum(size(leaf.text) for leaf in leaves):
        return None
    titles = {leaf: _title_beside(leaf, leaves) for leaf in held}
    if len(held) > 1 and len({tidy(title.text) for title in titles.values() if title}) < len(held):
        return None  # texts with headings inside, each of which the records around it place
    pieces: list[Piece] = []
    for leaf, title in titles.items():
        leaf.used = "text"  # the pieces tell what becomes of it
        if title is not None:
            title.used = "title"
        if title is not None and len(held) > 1:
            pieces.append(Piece("heading", tidy(title.text), title.line, 1))
        pieces += _pieces(leaf, name, below=len(held) > 1)
    only = titles[held[0]] if len(held) == 1 else None
    return Source(name, "data", pieces, tidy(only.text) if only else "", data=list(leaves))


def _is_page(text: str) -> bool:
    return any(len(found.findall(text)) >= LEAST_HEADINGS for found in (HTML, MARKDOWN))


def _pieces(leaf: Leaf, name: str, *, below: bool) -> list[Piece]:
    """The pieces of a page on the line of its text, in YAML on the lines below; `below` a title headings are a rank
    lower.
    """
    html = leaf.text if HTML.search(leaf.text) else markdown_to_html(leaf.text)
    block = name.endswith((".yaml", ".yml")) and "\n" in leaf.text
    found = []
    for piece in read_page(html, name, "html").pieces:
        line = leaf.line + (piece.line if block else 0)
        depth = piece.depth + 1 if below and piece.kind == "heading" else piece.depth
        found.append(replace(piece, line=line, depth=depth))
    return found


def _title_beside(page: Leaf, leaves: Sequence[Leaf]) -> Leaf | None:
    """What the records around a page call it: the name that shares most of its path."""
    is_one = shipped().is_one
    named = [
        leaf
        for leaf in leaves
        if (is_one("title", leaf.key) or is_one("name", leaf.key)) and is_short(leaf.text) and leaf is not page
    ]
    shared = {leaf: _shared(leaf, page) for leaf in named}
    return max(shared, key=lambda leaf: shared[leaf], default=None)


def _shared(one: Leaf, other: Leaf) -> int:
    """How many steps of their paths two texts have in common."""
    pairs = list(zip(one.path, other.path, strict=False))
    return next((at for at, (a, b) in enumerate(pairs) if a != b), len(pairs))
