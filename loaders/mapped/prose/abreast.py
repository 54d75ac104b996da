"""Tables below the heading of a level whose heads part what is said of it: "Core | Growth", "IC | Manager"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from loaders.mapped.prose.model import Section
from loaders.mapped.prose.named_texts import NamedTexts
from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.wording.levels import IsLevel
from loaders.mapped.wording.texts import SENTENCE, is_short, labelled, plain, tidy
from loaders.mapped.wording.words import Words

OTHERS = ("competency", "name", "group", "title", "level_facts", "family_facts", "unwanted")


def heads_abreast(pages: Iterable[list[Section]], is_level: IsLevel, words: Words) -> tuple[set[str], set[str]]:
    """The heads of tables of one row that return on the pages: those that part what is said of one competency, as they
    stand below several ("People", "Delivery"), and those that are competencies themselves.
    """
    below: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        for section in page:
            above = [plain(label) for label in section.labels if not is_level(label)]
            for grid in (piece.grid for piece in section.tables if piece.grid and _is_one_row(piece.grid, words)):
                for cell in grid.said_in(0):
                    below[plain(cell.label)].append("".join(above[-1:]))
    parts = {head for head, headings in below.items() if len({*headings} - {""}) > 1}
    return parts, {head for head, headings in below.items() if len(headings) > 1} - parts


def texts_abreast(grid: Grid, parts: set[str], words: Words) -> tuple[list[Cell], list[str]]:
    """The cells of a table of one row with the lines that they say, each behind its head but for the first; nothing
    where it is another table.
    """
    heads = grid.said_in(0)
    if not heads or not _is_one_row(grid, words) or not {plain(cell.label) for cell in heads} <= parts:
        return [], []
    first, *others = ((grid.at(0, column), cell) for column, cell in enumerate(grid.row(1)) if cell.lines)
    lines = [line for head, cell in others for line in labelled(head.label.rstrip(" :"), cell.lines)]
    return [first[1], *(cell for _, cell in others)], [*first[1].lines, *lines]


def texts_of_tracks(grid: Grid, words: Words) -> Iterator[tuple[str, NamedTexts]]:
    """The texts of a table with a column for each track behind one of names ("Attribute | IC | Manager"), each with its
    track; nothing where it is another table.
    """
    names, *heads = [plain(cell.label) for cell in grid.row(0)] or [""]
    tracks = [words.tracks.get(head, "") for head in heads]
    if names in words.tracks or not all(tracks) or not 1 < len(set(tracks)) == len(tracks):
        return
    for name, *cells in list(grid.rows())[1:]:
        for track, head, cell in zip(tracks, grid.row(0)[1:], cells, strict=True):
            if cell.lines and cell is not name and is_short(name.label):
                yield track, NamedTexts(tidy(name.label), [cell], [grid.at(0, 0), head, name])


def _is_one_row(grid: Grid, words: Words) -> bool:
    """Whether all heads are short, and below each stands one cell with a list or a sentence."""
    heads, texts = grid.said_in(0), grid.said_in(1) if grid.height == 2 else []
    said = bool(texts) and all(len(cell.lines) > 1 or cell.words > SENTENCE for cell in texts)
    named = any(words.is_one(kind, cell.label) for kind in OTHERS for cell in heads)
    return said and len(texts) <= len(heads) and all(is_short(cell.label) for cell in heads) and not named
