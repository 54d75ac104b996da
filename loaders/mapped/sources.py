"""A file of any form as one `Source`."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

import yaml

from loaders.converting import docx_to_html, office_kind
from loaders.decoding import binary_kind, decode
from loaders.errors import LoadError
from loaders.mapped import jsonld
from loaders.mapped.cells import read_csv, read_workbook
from loaders.mapped.data import Leaf, leaves_of
from loaders.mapped.labels import tidy
from loaders.mapped.markup import read_markdown, read_page
from loaders.mapped.pdf import read_pdf
from loaders.mapped.pieces import Piece, Source

LARGEST_FILE = 20_000_000  # bytes


def read_source(data: bytes, name: str) -> Source:
    """A file's content. Raises LoadError for what is no text, too large or broken."""
    if len(data) > LARGEST_FILE:
        raise LoadError(name, f"has {len(data):,} bytes; at most {LARGEST_FILE:,} are read", suggestion="Split it.")
    ending = PurePosixPath(name).suffix.lower()
    if data.startswith(b"PK"):
        return _office(data, name)
    if data.startswith(b"%PDF"):
        return read_pdf(data, name)
    if kind := binary_kind(data):
        raise LoadError(name, f"is {kind}, not text", suggestion="Unpack it, or save the document in it as text.")
    text = decode(data)[0].replace("\0", "")
    if not text.strip():
        raise LoadError(name, "is empty", suggestion="Save the document again.")
    if ending in (".csv", ".tsv"):
        grid = read_csv(text, name)
        return Source(name, "csv", [Piece("table", "", 1, grid=grid)], grid.banner())
    if ending in (".yaml", ".yml", ".json", ".jsonld"):
        return _data(text, name)
    if ending in (".html", ".htm"):
        return read_page(text, name, "html")
    return read_markdown(text, name)


def _office(data: bytes, name: str) -> Source:
    kind = office_kind(data, name)
    if kind == "docx":
        return read_page(docx_to_html(data, name), name, "docx")
    if kind == "xlsx":
        try:
            pieces = list(read_workbook(data))
            grids = [piece.grid for piece in pieces if piece.grid is not None]
            return Source(name, "xlsx", pieces, grids[0].banner() if len(grids) == 1 else "")
        except Exception as error:  # a cut or forged file fails anywhere inside the library
            hint = "Save the file again with its program."
            raise LoadError(name, f"cannot be read ({type(error).__name__})", suggestion=hint) from error
    raise LoadError(name, "is a ZIP archive, no Word document and no Excel workbook", suggestion="Unpack it.")


def _data(text: str, name: str) -> Source:
    try:
        node = yaml.compose(
            text.replace("\t", "  ") if name.endswith((".json", ".jsonld")) else text, Loader=yaml.CSafeLoader
        )
        tree, leaves = leaves_of(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        form = "JSON" if name.endswith((".json", ".jsonld")) else "YAML"
        line, hint = mark.line + 1 if mark else None, "Correct the line or the one before it."
        what = f"malformed {form}: {error.problem or error.context}"
        raise LoadError(name, what, line, suggestion=hint) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        hint = "Split it, or save it again as plain text."
        raise LoadError(name, f"cannot be read: {error}", suggestion=hint) from None
    if jsonld.is_role(tree):
        return _posting(tree, leaves, name)
    return Source(name, "data", data=leaves, tree=tree)


def _posting(tree: dict[str, Any], leaves: list[Leaf], name: str) -> Source:
    title = jsonld.title_of(tree)
    pieces = [Piece("heading", title, 1, 1)]
    for heading, items in jsonld.sections(leaves):
        if heading:
            pieces.append(Piece("heading", heading, items[0][1], 2))
            pieces += [Piece("item", tidy(text), line) for text, line in items]
        else:
            read = [read_page(f"<div>{text}</div>", name, "html") for text, _ in items]
            pieces += [piece for source in read for piece in source.pieces]
    for leaf in leaves:
        if leaf.text == title:
            leaf.used = "title"
    return Source(name, "data", pieces, title, data=leaves, tree=None)
