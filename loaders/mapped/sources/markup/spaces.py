"""Titles of wiki pages, which Confluence exports behind the name of their space: "People : Bakers"."""

from __future__ import annotations

from loaders.mapped.sources.pieces import Piece

MARK = "confluence"  # in the classes and the footer of an exported page
BETWEEN = " : "


def part_space(pieces: list[Piece], html: str) -> None:
    """Parts the name of the space from the title, as a word that nothing reads."""
    title = next((piece for piece in pieces if piece.kind == "heading" and piece.depth == 1), None)
    if title is None or BETWEEN not in title.text or MARK not in html.casefold():
        return
    space, _, title.text = title.text.partition(BETWEEN)
    pieces.insert(pieces.index(title), Piece("paragraph", space, title.line, around=True))
