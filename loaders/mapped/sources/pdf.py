"""PDFs as pieces. A PDF says where letters stand and no more: headings are guessed by their size, lines are joined."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from loaders.blueprints.blocks import clean
from loaders.errors import LoadError
from loaders.mapped.sources.pieces import BOLD_DEPTH, Piece, Source
from loaders.mapped.wording.texts import is_short, tidy

MOST_PAGES = 300
BULLET = re.compile(r"^[•●▪◦‣·*–—-]\s*(?=\S)")


@dataclass(slots=True)
class _Line:
    text: str
    page: int
    size: float = 0.0
    bold: bool = True


def read_pdf(data: bytes, name: str) -> Source:
    """What a PDF seems to say; the lines of its pieces are the numbers of pages. Raises LoadError."""
    try:
        from pypdf import PdfReader
    except ImportError:
        hint = "Install the extra `pdf` of this package, or save the document as DOCX, HTML or Markdown."
        raise LoadError(name, "is a PDF, and what reads PDFs is not installed", suggestion=hint) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read is told once, by us
    try:
        pages = PdfReader(io.BytesIO(data)).pages
        count = len(pages)
        lines = [line for at in range(count) for line in _lines(pages[at], at + 1)] if count <= MOST_PAGES else []
    except Exception as error:  # a cut or forged file fails anywhere inside the library
        hint = "Print it to PDF again, or save the document as DOCX, HTML or Markdown."
        raise LoadError(name, f"cannot be read ({type(error).__name__})", suggestion=hint) from error
    if count > MOST_PAGES:
        hint = "Save the part that holds the ladder as a file of its own."
        raise LoadError(name, f"has {count} pages, and at most {MOST_PAGES} are read", suggestion=hint)
    if not lines:
        hint = "It may be a scan; save the document as DOCX, HTML or Markdown."
        raise LoadError(name, "is a PDF without any text", suggestion=hint)
    pieces = list(_pieces(lines))
    first = next((piece for piece in pieces if piece.kind == "heading" and piece.depth == 1), None)
    return Source(name, "pdf", pieces, tidy(first.text) if first else "")


def _lines(page: Any, number: int) -> list[_Line]:
    lines = [_Line("", number)]

    def visit(text: str, _matrix: Any, place: Any, font: Any, size: float) -> None:
        for at, part in enumerate(text.split("\n")):
            if at:
                lines.append(_Line("", number))
            if part.strip():
                line = lines[-1]
                line.size = max(line.size, round(size * abs(place[3] or 1), 1))
                line.bold = line.bold and "bold" in str((font or {}).get("/BaseFont", "")).casefold()
            lines[-1].text += part

    page.extract_text(visitor_text=visit)
    return [line for line in lines if clean(line.text)]


def _pieces(lines: list[_Line]) -> Iterator[Piece]:
    letters = Counter[float]()
    for line in lines:
        letters[line.size] += len(line.text)
    body = letters.most_common(1)[0][0]
    larger = sorted((size for size in letters if size > body), reverse=True)
    open_: Piece | None = None
    for line in lines:
        text = clean(line.text)
        bullet = BULLET.match(text)
        if open_ is not None and not bullet and line.size == body and text[0].islower():
            open_.text = f"{open_.text} {text}"
            continue
        if open_ is not None:
            yield open_
        open_ = None
        if line.size in larger and not bullet:
            yield Piece("heading", text, line.page, min(larger.index(line.size) + 1, 6))
        elif line.bold and is_short(text) and not bullet:
            yield Piece("heading", text, line.page, BOLD_DEPTH)
        else:
            open_ = Piece("item" if bullet else "paragraph", BULLET.sub("", text), line.page)
    if open_ is not None:
        yield open_
