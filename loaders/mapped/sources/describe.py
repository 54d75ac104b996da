"""What a document is, in words: for those whom nothing could read."""

from __future__ import annotations

from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.levels import is_shipped_level
from loaders.mapped.wording.texts import tidy

FORMATS = {
    "markdown": "Markdown",
    "html": "HTML",
    "docx": "a Word document",
    "xlsx": "a workbook",
    "csv": "CSV",
    "pdf": "a PDF",
    "data": "YAML or JSON",
}


def describe(source: Source) -> str:
    """ "Markdown with 14 headings and a table of 5 columns whose heads look like levels"."""
    parts: list[str] = []
    headings = [piece for piece in source.pieces if piece.kind == "heading"]
    items = sum(piece.kind == "item" for piece in source.pieces)
    if headings and source.format != "xlsx":
        parts.append(f"{_count(len(headings), 'heading')}{_of_levels([piece.text for piece in headings])}")
    if items:
        parts.append(_count(items, "list item"))
    for piece in source.tables[:2]:
        if piece.grid and piece.grid.width:
            heads = [cell.label for cell in piece.grid.row(0)]
            parts.append(f"a table of {_count(piece.grid.width, 'column')}{_of_levels(heads)}")
    if source.data:
        keys = list(source.tree)[:5] if isinstance(source.tree, dict) else []
        parts.append(_count(len(source.data), "value") + (f" under {', '.join(map(str, keys))}" if keys else ""))
    return f"{FORMATS[source.format]} with {' and '.join(parts) or 'text alone'}"


def _of_levels(labels: list[str]) -> str:
    fits = list(dict.fromkeys(tidy(label) for label in labels if is_shipped_level(label)))
    return f" of which some look like levels ({', '.join(fits[:4])})" if len(fits) > 1 else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
