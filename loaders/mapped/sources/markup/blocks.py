"""The blocks of a page as pieces: tables as grids, lists of definitions and labels with values as facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from loaders.blueprints.blocks import Block
from loaders.mapped.sources.grids import Cell, Grid, grid_of
from loaders.mapped.sources.markup.imprint import is_imprint
from loaders.mapped.sources.pieces import BOLD_DEPTH, Piece
from loaders.mapped.sources.unfolded import unfolded
from loaders.mapped.wording.texts import SENTENCE, is_short, size, tidy
from loaders.mapped.wording.words import shipped

MOST_DEFINED = 60  # terms and what they mean that stand before or behind one
TICK = re.compile(r"^\[[ xX]?\]\s+")  # the box of a task: "- [ ] Kneads alone"
FACT = re.compile(r"^([^\W\d][^:：.]{1,30})(?::\s+|：\s*)(\S.{0,60})$")
FACTS_APART = re.compile(r"\s+[·•|｜]\s+|\s*｜\s*")
ADDRESS = re.compile(r"^(?:[^:：]{1,40}[:：]\s*)?(?:<?https?://\S+\s*)+$")  # "Source: https://…", and nothing more


def pieces_of(blocks: list[Block]) -> Iterator[Piece]:
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.kind == "row":
            end = at
            while end < len(blocks) and blocks[end].kind == "row" and blocks[end].table == block.table:
                end += 1
            banners = _banners(blocks[at:end])
            for row in blocks[at : at + banners]:
                heading = row is block and is_short(row.cell_lines[0][0])
                yield Piece(
                    "heading" if heading else "paragraph", tidy(" ".join(row.cell_lines[0])), row.line, BOLD_DEPTH
                )
            yield Piece("table", "", blocks[at + banners].line, grid=_grid(blocks[at + banners : end]))
            at = end
            continue
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.tag == "dt" and following is not None and following.tag == "dd":
            end = next((behind for behind in range(at + 1, len(blocks)) if blocks[behind].tag != "dd"), len(blocks))
            yield _definition(block, blocks[at + 1 : end], placed=_places_role(blocks, at))
            at = end
            continue
        yield from _facts_of_line(block) or [_piece(block)]
        at += 1


def _facts_of_line(block: Block) -> list[Piece]:
    """The facts of a line that holds several: "Level: S1 · Track: Specialist"."""
    parts = FACTS_APART.split(block.text) if block.kind == "paragraph" and not block.lines else []
    facts = [match for part in parts if (match := FACT.match(part.strip()))]
    if len(facts) < max(len(parts), 2) or not any(is_fact(match[1]) for match in facts):
        return []
    return [Piece("fact", tidy(match[2]), block.line, bold=tidy(match[1])) for match in facts]


def _banners(rows: list[Block]) -> int:
    """How many rows above a table's head are one cell, merged over all columns: what the table is called."""
    wide = max(sum(across for _, across in row.spans) for row in rows)
    ones = takewhile(lambda row: len(row.cell_lines) == 1 and row.spans[0][1] == wide > 1 and row.cell_lines[0], rows)
    count = len(list(ones))
    return count if len(rows) - count > 2 else 0


def _places_role(blocks: list[Block], at: int) -> bool:
    """Whether the list of definitions around a term has one that places the role: "Grade" beside "Duty station"."""
    before, behind = blocks[max(at - MOST_DEFINED, 0) : at], blocks[at : at + MOST_DEFINED]
    around = [*takewhile(_is_defined, reversed(before)), *takewhile(_is_defined, behind)]
    return any(block.tag == "dt" and is_fact(tidy(block.text)) for block in around)


def _is_defined(block: Block) -> bool:
    return block.tag in ("dt", "dd")


def _definition(term: Block, said: list[Block], *, placed: bool) -> Piece:
    """What a list of definitions says of a term: a fact of the role, or an item that opens with its name. What few
    words say in a list that `placed` the role is a fact too.
    """
    name, lines = (
        tidy(term.text),
        [line for block in said for line in (block.text, *(line.text for line in block.lines))],
    )
    if (is_fact(name) and is_short(lines[0])) or (placed and len(lines) == 1 and size(lines[0]) < SENTENCE):
        return Piece("fact", tidy(lines[0]), said[0].line, bold=name, lines=lines[1:])
    linked = all(block.linked for block in said)
    return Piece("item", f"{name}: {lines[0]}", term.line, bold=name, linked=linked, lines=lines[1:])


def _piece(block: Block) -> Piece:
    lines = [line.text for line in block.lines]
    if block.kind in ("heading", "section"):
        depth = int(block.tag[1]) if block.tag[:1] == "h" and block.tag[1:].isdigit() else BOLD_DEPTH
        depth = -block.depth if block.tag == "summary" else depth
        text = block.text if depth == BOLD_DEPTH else tidy(block.text) or block.text
        return Piece("heading", text, block.line, depth, linked=block.linked, lines=lines, around=block.around)
    if block.kind == "item":
        text = TICK.sub("", block.text)
        return Piece("item", text, block.line, block.depth, block.bold, block.linked, lines, around=block.around)
    if (match := FACT.match(block.text)) and not lines and is_fact(match[1]) and is_short(match[2]):
        return Piece("fact", tidy(match[2]), block.line, bold=tidy(match[1]))
    around = block.around or is_imprint(block.text)
    linked = block.linked or (not lines and bool(ADDRESS.match(block.text)))
    return Piece("paragraph", block.text, block.line, 1, block.bold, linked, lines, around=around)


def is_fact(label: str) -> bool:
    """ "Grade", "Niveau", "Department": a label whose value places the role."""
    return any(shipped().is_one(kind, tidy(label)) for kind in ("level_facts", "family_facts", "track_facts", "title"))


def _grid(rows: list[Block]) -> Grid:
    return unfolded(
        grid_of(
            [(Cell(lines, row.line), *span) for lines, span in zip(row.cell_lines, row.spans, strict=True)]
            for row in rows
        )
    )
