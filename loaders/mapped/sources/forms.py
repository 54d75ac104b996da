"""A form: labels with values beside them ("Job title | Baker | Grade | 5"), in a table or lines, as HR keeps it above a
job.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.sources.pieces import Piece
from loaders.mapped.wording.labels import page_name
from loaders.mapped.wording.parts import LABELLED, part_of
from loaders.mapped.wording.texts import is_short, tidy
from loaders.mapped.wording.words import shipped

KINDS = ("title", "level_facts", "family_facts", "fact", "id")
LETTERHEAD = 16  # most words of a line above a form
LEAST_KNOWN = 2  # labels that must be known, one of them a word for titles or levels


def unfilled(pieces: Sequence[Piece]) -> tuple[list[Piece], str]:
    """The pieces with the form that they begin with as facts, and the title that it gives."""
    first = next((at for at, piece in enumerate(pieces) if not _stands_above(piece)), len(pieces))
    grid = pieces[first].grid if first < len(pieces) else None
    if grid is None:
        return _unlisted(pieces, first)
    if not (filled := _filled(grid)):
        return list(pieces), ""
    titles = [tidy(value.label) for label, value in filled if _is(("title",), label.label)]
    facts = [
        Piece("fact", tidy(value.label), value.line, bold=tidy(label.label).strip(" :")) for label, value in filled
    ]
    return [*pieces[:first], *facts, *pieces[first + 1 :]], "".join(titles)


def _unlisted(pieces: Sequence[Piece], first: int) -> tuple[list[Piece], str]:
    """The same of a form in lines or in the list at `first`, below a heading that says "Job description" alone."""
    headings = [piece for piece in pieces[:first] if piece.kind == "heading"]
    if not headings or page_name(headings[0].text, shipped()):
        return list(pieces), ""
    listed = list(takewhile(lambda piece: piece.kind == "item" and not piece.lines, pieces[first:]))
    said = [LABELLED.match(tidy(piece.text)) for piece in listed]
    facts = [
        Piece("fact", tidy(found["value"]), piece.line, bold=tidy(found["label"]))
        for found, piece in zip(said, listed, strict=True)
        if found and is_short(found["value"])
    ]
    known = sum(_is(KINDS, fact.bold) for fact in facts)
    facts = facts if known >= LEAST_KNOWN and len(facts) == len(listed) else []
    above = [piece for piece in pieces[:first] if piece.kind == "fact"]
    titles = [fact.text for fact in (*above, *facts) if _is(("title",), fact.bold)]
    return [*pieces[:first], *facts, *pieces[first + len(facts) :]], titles[0] if len(titles) == 1 else ""


def _stands_above(piece: Piece) -> bool:
    return piece.kind in ("heading", "fact") or (piece.kind == "paragraph" and is_short(piece.text, LETTERHEAD))


def _filled(grid: Grid) -> list[tuple[Cell, Cell]]:
    """The labels of a form with their values, beside them or below; nothing where a table is none."""
    readings = [grid, grid.turned()] if grid.height == 2 < grid.width else [grid]
    found = [pairs for reading in readings if (pairs := _read(reading))]
    return min(found, key=lambda pairs: sum(_is(KINDS, value.label) for _, value in pairs), default=[])


def _read(below: Grid) -> list[tuple[Cell, Cell]]:
    """The labels with the values beside them, where enough labels are known."""
    if below.width not in (2, 4) or below.height < LEAST_KNOWN:
        return []
    if all(_is(KINDS, cell.label) for cell in below.row(0)):
        return []  # heads of columns
    pairs = list(_pairs(below))
    titles, levels, known = (
        sum(_is(kinds, label.label) for label, _ in pairs) for kinds in (("title",), ("level_facts",), KINDS)
    )
    said = titles == 1 or (levels == 1 and not titles)
    fits = said and known >= LEAST_KNOWN and 3 * known >= len(pairs)
    return pairs if fits and all(is_short(label.label) for label, _ in pairs) else []


def _pairs(grid: Grid) -> Iterator[tuple[Cell, Cell]]:
    for row in grid.rows():
        for at in range(0, grid.width, 2):
            if row[at].lines and row[at + 1].lines and row[at] is not row[at + 1]:
                yield row[at], row[at + 1]


def _is(kinds: Sequence[str], label: str) -> bool:
    said = tidy(label)
    if "fact" in kinds and part_of(said, shipped()) == "manager":
        return True
    return any(shipped().is_one(kind, said) for kind in kinds)
