"""Tables of job descriptions that hold a list below each head ("Duties | Requirements"), or a mark beside each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.sources.pieces import BOLD_DEPTH, Piece
from loaders.mapped.wording.job_headings import OF_JOBS, WANTED, kind_of
from loaders.mapped.wording.texts import has_letters, is_short, tidy
from loaders.mapped.wording.words import shipped

MARKS = frozenset({"x", "✓", "✔", "✔️", "✗", "●", "•", "ja", "yes", "sí", "oui"})  # "Knows rye: x"
MOST_COUNTED = 2  # columns that count or weigh: "No.", "Share in %"; more rate several jobs
Column = tuple[Cell, list[Cell]]  # a head and what stands below it


def opened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with each head of such a table as a heading and what stands below it as items."""
    above = ""
    for piece in pieces:
        if piece.kind == "heading":
            above = kind_of(tidy(piece.text), shipped()) if "." not in piece.text else _numbered(piece.text)
        found = list(_lists(piece.grid, above)) if piece.grid else []
        yield from found or [piece]


def _numbered(text: str) -> str:
    """What a heading means behind its number: "2. Duties"."""
    return kind_of(tidy(text.partition(".")[2]), shipped())


def _lists(grid: Grid, above: str) -> Iterator[Piece]:
    """The lists of a table below a heading that means `above`; nothing where it is another kind of table."""
    for table in (grid, grid.turned()) if grid.width == 2 else (grid,):
        columns = list(_columns(table))
        marked = _marked(columns)
        if marked or _are_lists(columns):
            own = {kind_of(head.label, shipped()) for head, _ in marked or columns} & set(OF_JOBS)
            yield from _pieces(marked or columns, headed=own != {above} or len(own) > 1)
            return


def _columns(grid: Grid) -> Iterator[Column]:
    for head, *cells in (grid.column(at) for at in range(grid.width)):
        yield head, [cell for cell in dict.fromkeys(cells) if cell.lines]


def _are_lists(columns: Sequence[Column]) -> bool:
    """Whether all columns but those that count or weigh have another heading of job descriptions each, and one has
    that of duties: skills beside figures are none.
    """
    kinds = [kind for head, cells in columns if cells and (kind := kind_of(head.label, shipped())) in OF_JOBS]
    others = [cells for head, cells in columns if kind_of(head.label, shipped()) not in OF_JOBS]
    counted = len(others) <= MOST_COUNTED and not any(has_letters(cell.label) for cells in others for cell in cells)
    heads = all(is_short(head.label.rstrip(".")) or not cells for head, cells in columns)
    apart = len(kinds) == len(set(kinds)) and ("responsibilities" in kinds or len(columns) == 1)
    return bool(kinds) and counted and heads and apart


def _marked(columns: Sequence[Column]) -> list[Column]:
    """The lines of the first column by the heads that they have a mark below: "Criterion | Required | Desired"."""
    (names, lines), *others = columns or [(Cell([], 0), [])]
    kinds = [kind_of(head.label, shipped()) for head, _ in others]
    marks = all(cell.label.casefold() in MARKS for _, cells in others for cell in cells)
    if not marks or set(kinds) != set(WANTED) or not names.lines:
        return []
    rows = {cell.row: cell for cell in lines}
    return [(head, [rows[cell.row] for cell in cells if cell.row in rows]) for head, cells in others]


def _pieces(columns: Sequence[Column], *, headed: bool) -> Iterator[Piece]:
    """Headings with their items; what only counts or weighs stays a word that nothing reads."""
    for head, cells in columns:
        if kind_of(head.label, shipped()) not in OF_JOBS:
            for cell in (cell for cell in (head, *cells) if cell.lines):
                yield Piece("paragraph", cell.label, cell.line, around=True)
    for head, cells in columns:
        if kind_of(head.label, shipped()) in OF_JOBS and cells:
            if headed:
                yield Piece("heading", tidy(head.label), head.line, BOLD_DEPTH, of_column=True)
            for cell in cells:
                yield from (Piece("item", line, cell.line) for line in cell.lines)
