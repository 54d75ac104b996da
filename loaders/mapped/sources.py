"""A file of any form as one `Source`: a stream of pieces with lines (headings, items, paragraphs, tables), or data.

Markdown becomes HTML by markdown-it-py, DOCX by mammoth, and both are read by the HTML reader of blueprints; workbooks
and CSV become grids; YAML and JSON stay what they are.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Literal

import yaml

from loaders.blueprints.blocks import Block, clean
from loaders.blueprints.markup import read_markup
from loaders.converting import docx_to_html, markdown_to_html, office_kind, without_front_matter
from loaders.decoding import binary_kind, decode
from loaders.errors import LoadError
from loaders.mapped import jsonld
from loaders.mapped.data import Leaf, leaves_of
from loaders.mapped.grids import Cell, Grid, grid_of
from loaders.mapped.labels import is_level, tidy
from loaders.mapped.words import shipped

LARGEST_FILE = 20_000_000  # bytes
MOST_ROWS = 20_000
BOLD_DEPTH = 7  # a bold line stands below every heading
FACT = re.compile(r"^([^\W\d][^:.]{1,30}):\s+(\S.{0,60})$")
COMMENT = re.compile(r"<!--(?!line \d+-->).*?-->", re.DOTALL)

PieceKind = Literal["heading", "item", "paragraph", "table", "fact"]


@dataclass(eq=False, slots=True)
class Piece:
    """A part of a document's text. `depth` is a heading's rank (1–6, a bold line 7) or an item's nesting; `bold` the
    bold words that it opens with; `lines` what stands under it; a fact's `bold` is its label. `used` says what became
    of it.
    """

    kind: PieceKind
    text: str
    line: int
    depth: int = 1
    bold: str = ""
    linked: bool = False
    lines: list[str] = field(default_factory=list)
    grid: Grid | None = None
    used: str = ""


@dataclass(eq=False)
class Source:
    """One document. `name` is its path in the folder; `data` are the leaves of YAML or JSON."""

    name: str
    format: str
    pieces: list[Piece] = field(default_factory=list)
    title: str = ""
    data: list[Leaf] = field(default_factory=list)
    tree: Any = None
    weight: float | None = None

    def copy(self) -> Source:
        """The same words, none of them used."""
        for piece in self.pieces:
            for cell in piece.grid.cells if piece.grid else ():
                cell.used = ""
        for leaf in self.data if self.tree is not None else ():
            leaf.used = ""
        pieces = [replace(piece, lines=list(piece.lines), used="") for piece in self.pieces]
        return replace(self, pieces=pieces)

    @property
    def stem(self) -> str:
        return PurePosixPath(self.name).stem

    @property
    def tables(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.grid is not None]

    def fact(self, is_one: Callable[[str], bool]) -> Piece | None:
        """The first label with a value, such as "Grade: SEO", whose label is asked for."""
        return next((piece for piece in self.pieces if piece.kind == "fact" and is_one(piece.bold)), None)


def read_source(data: bytes, name: str) -> Source:
    """A file's content. Raises LoadError for what is no text, too large or broken."""
    if len(data) > LARGEST_FILE:
        raise LoadError(name, f"has {len(data):,} bytes; at most {LARGEST_FILE:,} are read", suggestion="Split it.")
    ending = PurePosixPath(name).suffix.lower()
    if data.startswith(b"PK"):
        return _office(data, name)
    if kind := binary_kind(data):
        raise LoadError(name, f"is {kind}, not text", suggestion=_instead(kind))
    text = decode(data)[0].replace("\0", "")
    if not text.strip():
        raise LoadError(name, "is empty", suggestion="Save the document again.")
    if ending in (".csv", ".tsv"):
        return Source(name, "csv", [Piece("table", "", 1, grid=_csv(text, name))])
    if ending in (".yaml", ".yml", ".json", ".jsonld"):
        return _data(text, name)
    if ending in (".html", ".htm"):
        return _markup(text, name, "html")
    return _markdown(text, name)


def _instead(kind: str) -> str:
    return "Save it as DOCX, HTML or Markdown: in a PDF the layout is only guessed." if "PDF" in kind else "Unpack it."


# Markdown, HTML, DOCX


def _markdown(text: str, name: str) -> Source:
    facts: dict[str, Any] = {}
    tree, leaves = None, list[Leaf]()
    front, text = without_front_matter(text)
    if front:
        try:
            said = yaml.safe_load(front)
        except (yaml.YAMLError, ValueError, RecursionError):
            said = None
        facts = said if isinstance(said, dict) else {}
        if any(isinstance(value, list) and any(isinstance(each, dict) for each in value) for value in facts.values()):
            tree, leaves = leaves_of(yaml.compose(front, Loader=yaml.CSafeLoader))
            for leaf in leaves:
                leaf.line += 1
    source = _markup(markdown_to_html(text), name, "markdown")
    told = [
        Piece("fact", tidy(str(value)), 1, bold=str(key))
        for key, value in facts.items()
        if isinstance(value, (str, int, float)) and str(value).strip()
    ]
    source.pieces = told + source.pieces if tree is None else source.pieces
    source.tree, source.data = tree, leaves
    weight = facts.get("weight", facts.get("order", facts.get("nav_order", facts.get("sidebar_position"))))
    source.weight = float(weight) if isinstance(weight, (int, float)) else None
    title = facts.get("title")
    if isinstance(title, str) and title.strip() and "{" not in title:
        source.title = tidy(title)
    return source


def _markup(html: str, name: str, format: str) -> Source:
    blocks, title = read_markup(COMMENT.sub(lambda match: "\n" * match[0].count("\n"), html), name)
    pieces = list(_pieces(blocks))
    return Source(name, format, pieces, _title(pieces) or title)


def _pieces(blocks: list[Block]) -> Iterator[Piece]:
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.kind == "row":
            end = at
            while end < len(blocks) and blocks[end].kind == "row" and blocks[end].table == block.table:
                end += 1
            yield Piece("table", "", block.line, grid=_grid(blocks[at:end]))
            at = end
            continue
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.tag == "dt" and following is not None and following.tag == "dd":
            yield Piece("fact", tidy(following.text), following.line, bold=tidy(block.text))
            at += 2
            continue
        yield _piece(block)
        at += 1


def _piece(block: Block) -> Piece:
    lines = [line.text for line in block.lines]
    if block.kind in ("heading", "section"):
        depth = int(block.tag[1]) if block.tag[:1] == "h" and block.tag[1:].isdigit() else BOLD_DEPTH
        return Piece("heading", block.text, block.line, depth, linked=block.linked, lines=lines)
    if block.kind == "item":
        return Piece("item", block.text, block.line, block.depth, block.bold, block.linked, lines)
    if (match := FACT.match(block.text)) and not lines and is_fact(match[1]):
        return Piece("fact", tidy(match[2]), block.line, bold=tidy(match[1]))
    return Piece("paragraph", block.text, block.line, 1, block.bold, block.linked, lines)


def _title(pieces: list[Piece]) -> str:
    """The first heading of the first rank, but for those of menus, which have links under them; else a bold line or the
    only heading of its rank that the document begins with.
    """
    headings = [
        piece
        for at, piece in enumerate(pieces)
        if piece.kind == "heading" and not (at + 1 < len(pieces) and pieces[at + 1].linked)
    ]
    first = next((piece for piece in headings if piece.depth == 1), None)
    if first is None and pieces and pieces[0].kind == "heading":
        like = [piece for piece in headings if piece.depth == pieces[0].depth]
        if sum(is_level(piece.text, shipped()) for piece in like) > 1 and is_level(pieces[0].text, shipped()):
            return ""  # the first of several levels
        alone = len(like) == 1
        first = pieces[0] if alone or pieces[0].depth == BOLD_DEPTH else None
    return tidy(first.text) if first else ""


def is_fact(label: str) -> bool:
    """ "Grade", "Niveau", "Department": a label whose value places the role."""
    return any(shipped().is_one(kind, tidy(label)) for kind in ("level_facts", "family_facts", "title"))


def _grid(rows: list[Block]) -> Grid:
    return grid_of(
        [(Cell(lines, row.line), *span) for lines, span in zip(row.cell_lines, row.spans, strict=True)] for row in rows
    )


def _office(data: bytes, name: str) -> Source:
    kind = office_kind(data, name)
    if kind == "docx":
        return _markup(docx_to_html(data, name), name, "docx")
    if kind == "xlsx":
        try:
            return Source(name, "xlsx", list(_workbook(data)))
        except Exception as error:  # a cut or forged file fails anywhere inside the library
            hint = "Save the file again with its program."
            raise LoadError(name, f"cannot be read ({type(error).__name__})", suggestion=hint) from error
    raise LoadError(name, "is a ZIP archive, no Word document and no Excel workbook", suggestion="Unpack it.")


def _workbook(data: bytes) -> Iterator[Piece]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # about parts of the file that hold no cells
        workbook = load_workbook(io.BytesIO(data), data_only=True)
    for sheet in workbook.worksheets:
        if sheet.sheet_state != "visible":
            continue
        yield Piece("heading", sheet.title, 1, 0)
        yield Piece("table", "", 1, grid=_sheet(sheet))


def _sheet(sheet: Any) -> Grid:
    grid = Grid()
    spans = {(area.min_row, area.min_col): area.size for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS)):
        for cell in row:
            if cell.value is not None:
                span = spans.get((cell.row, cell.column), {"rows": 1, "columns": 1})
                words = Cell(_lines(cell.value), cell.row)
                grid.put(words, cell.row - 1, cell.column - 1, span["rows"], span["columns"])
    return grid.fitted()


def _lines(value: Any) -> list[str]:
    if value is None:
        return []
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return [line for part in text.splitlines() if (line := clean(part).lstrip("•-–*· ").strip())]


def _csv(text: str, name: str) -> Grid:
    heading = text.partition("\n")[0]
    delimiter = max(",;\t|", key=heading.count)
    try:
        reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter)
        rows = [[(Cell(_lines(value), reader.line_num), 1, 1) for value in row] for row in reader]
    except csv.Error as error:
        hint = "A cell that holds the separator or a quotation mark stands in quotes."
        raise LoadError(name, f"malformed CSV: {error}", suggestion=hint) from None
    return grid_of(rows)


# YAML and JSON


def _data(text: str, name: str) -> Source:
    try:
        node = yaml.compose(
            text.replace("\t", "  ") if name.endswith((".json", ".jsonld")) else text, Loader=yaml.CSafeLoader
        )
        tree, leaves = leaves_of(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        form = "JSON" if name.endswith((".json", ".jsonld")) else "YAML"
        raise LoadError(
            name, f"malformed {form}: {error.problem or error.context}", mark.line + 1 if mark else None
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise LoadError(name, f"cannot be read: {error}") from None
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
            read = [_markup(text, name, "html") for text, _ in items]
            pieces += [piece for source in read for piece in source.pieces]
    for leaf in leaves:
        if leaf.text == title:
            leaf.used = "title"
    return Source(name, "data", pieces, title, data=leaves, tree=None)
