"""What opens the parts of a page that unfold, as headings among its others."""

from __future__ import annotations

from loaders.mapped.sources.pieces import BOLD_DEPTH, Piece


def place_summaries(pieces: list[Piece]) -> None:
    """What opens a part that unfolds stands below the heading before the first one, by how deep it is nested."""
    around, first = 0.0, 0.0
    for piece in pieces:
        if piece.kind != "heading":
            continue
        if piece.depth < 0:
            first = first or max(around, 0.5)
            piece.depth = min(around, first) - piece.depth / 10
        elif not first or piece.depth <= first:
            around = piece.depth
    _close_last([piece for piece in pieces if piece.kind == "heading"], first + 0.1 if first else 0)


def _close_last(headings: list[Piece], depth: float) -> None:
    """Headings behind the last of several parts that unfold stand beside it where they rank above all inside others."""
    parts = [at for at, piece in enumerate(headings) if depth and piece.depth == depth]
    if len(parts) < 2:
        return
    inside = [piece.depth for piece in headings[parts[0] + 1 : parts[-1]] if piece.depth != depth]
    for piece in headings[parts[-1] + 1 :]:
        if depth < piece.depth < min(inside, default=BOLD_DEPTH):
            piece.depth = depth
