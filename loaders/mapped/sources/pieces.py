"""One document of any form: a stream of pieces with lines (headings, items, paragraphs, tables), or data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from pathlib import PurePosixPath
from typing import Any, Literal

from loaders.mapped.sources.data.leaves import Leaf
from loaders.mapped.sources.grids import Cell, Grid

OF_FOLDERS = ("index", "_index", "readme")  # names of files that are the page of their folder
EXPORTED = re.compile(  # what wikis and sites add to the names of pages: a number, ".page-data", ".pt-BR"
    r"[ _-](?:[0-9a-f]{32}(?:_all)?|\d{4,})$|\.(?!js$|net$)[a-z][\w-]*$"
)
DATED = re.compile(r"^(?:19|20)\d\d[-_.](?:0[1-9]|1[0-2])[-_.](?:[0-2]\d|3[01])[-_. ]+(?=\S)")  # as blogs have it
COMPOUND = re.compile(r"(?i)\b(mid|entry) (level)\b")  # words that keep their hyphen in a file's name
BOLD_DEPTH = 7  # a bold line stands below every heading
_CODE = r"[A-Z]{1,3}[ -]?\d{1,2}"
_CODES = rf"{_CODE}(?: ?(?:[,/–-]|and|or|to|et|ou|à|und|oder|bis|y|o|e) ?{_CODE})*"
CODES = re.compile(_CODES)  # "EC-04 and EC-05"
INTRODUCED = 2  # headings, the title among them, above which a page introduces its job
GRADED = re.compile(  # "Bakers are classified as EC-04 and EC-05 in the group of …"
    r"(?i:\b(?:classified|graded|class[ée]e?s?|classifi[ée]e?s?|clasificados?|classificados?|eingruppiert|eingestuft"
    rf"|levels?|niveaux?)\b)(?: [a-zà]{{1,6}}){{0,3}} ({_CODES})\b"
)
POST = re.compile(  # "This is an APS 4 position", "at Band 6 grade"
    rf"\b({_CODES}|(?:Band|Grade|Level|Tier) \d{{1,2}}[a-d]?)"
    r" (?i:position|role|classification|grade|level|post|job|vacancy)\b"
)
VALUE = re.compile(r"([^\W\d][^:：\n]{0,30})(?::\s+|：\s*)(\S[^:：\n]{0,30})$")
PieceKind = Literal["heading", "item", "paragraph", "table", "fact"]


@dataclass(eq=False, slots=True)
class Piece:
    """A part of a document's text. `depth` is a heading's rank (1–6, a bold line 7) or an item's nesting; `bold` the
    bold words that it opens with; `lines` what stands under it; a fact's `bold` is its label. `used` says what became
    of it; `around` that it stands in a menu or footer, which nothing reads; `short` what a heading is called when the
    words of the heading above it are left out; `of_column` that it was the head of a column, and only the items below
    it were in it.
    """

    kind: PieceKind
    text: str
    line: int
    depth: float = 1
    bold: str = ""
    linked: bool = False
    lines: list[str] = field(default_factory=list)
    grid: Grid | None = None
    used: str = ""
    around: bool = False
    short: str = ""
    of_column: bool = False


@dataclass(eq=False)
class Source:
    """One document. `name` is its path in the folder, `prefix` what others beside it are called too ("Ladder 2026 - ");
    it `begins` the titles of others where these start with its own; `data` are the leaves of YAML or JSON,
    `translations` those that say the same in another language.
    """

    name: str
    format: str
    pieces: list[Piece] = field(default_factory=list)
    title: str = ""
    data: list[Leaf] = field(default_factory=list)
    tree: Any = None
    weight: float | None = None
    prefix: str = ""
    begins: bool = False
    translations: list[Leaf] = field(default_factory=list)

    def copy(self) -> Source:
        """The same words, none of them used."""
        self.unmark()
        return replace(self, pieces=[replace(piece, lines=list(piece.lines)) for piece in self.pieces])

    def unmark(self) -> None:
        """Forgets what became of the words; a copy shares cells and leaves."""
        for piece in self.pieces:
            piece.used = ""
            for cell in piece.grid.cells if piece.grid else ():
                cell.used = ""
        for leaf in self.data if self.tree is not None else ():
            leaf.used = ""

    @property
    def stem(self) -> str:
        """The file's name without its ending; of the page of a folder ("junior-baker/index.html") the folder's."""
        path = PurePosixPath(self.name)
        stem = path.parent.name if path.stem.casefold() in OF_FOLDERS and path.parent.name else path.stem
        return DATED.sub("", EXPORTED.sub("", stem)).removeprefix(self.prefix)

    @property
    def called(self) -> str:
        """What the file's name says, in words."""
        return COMPOUND.sub(r"\1-\2", self.stem.replace("-", " ").replace("_", " "))

    @property
    def tables(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.grid is not None]

    def facts(self) -> Iterator[tuple[str, str, Piece | Cell]]:
        """Labels with values: facts, short items and paragraphs such as "Scale: Level 4", rows of two cells, and
        headings with the paragraph below them.
        """
        headings = 0
        for above, piece in pairwise([Piece("paragraph", "", 0), *self.pieces]):
            headings += piece.kind == "heading"
            if above.kind == "heading" and piece.kind == "paragraph":
                yield above.text, piece.text, piece
            if piece.kind == "fact":
                yield piece.bold, piece.text, piece
            elif piece.kind in ("item", "paragraph") and (match := VALUE.match(piece.text)):
                yield match[1], match[2], piece
            elif piece.kind == "paragraph" and (
                graded := GRADED.search(piece.text) or (POST.search(piece.text) if headings < INTRODUCED else None)
            ):
                yield "classification", graded[1], piece
            elif piece.grid is not None and piece.grid.width == 2:
                yield from ((label.label.strip(" :*"), value.label, value) for label, value in piece.grid.rows())


def folders_of(documents: Iterable[str]) -> dict[str, str]:
    """The folder of each document directly below the one that all are in; the document itself where it has none."""
    paths = {document: PurePosixPath(document).parts for document in documents}
    above = zip(*(path[:-1] for path in paths.values()), strict=False)
    shared = sum(1 for _ in takewhile(lambda names: len(set(names)) == 1, above))  # "originals" in a data folder
    return {document: path[shared] if len(path) > shared + 1 else document for document, path in paths.items()}
