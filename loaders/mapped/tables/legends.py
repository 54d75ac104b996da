"""Signs in the cells of a matrix, and the line beside it that tells them: "K = knows, U = uses, M = masters"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.tables.model import Said
from loaders.mapped.wording.texts import is_short, plain, tidy

SIGN = r"[^\W_]{1,2}"
LEGEND = re.compile(rf"(?:[^\W\d_]+:\s*)?(?:{SIGN}\s*=\s*[^,;|=]{{3,60}}(?:[,;|]\s*|$)){{2,9}}")
ENTRY = re.compile(rf"(?P<sign>{SIGN})\s*=\s*(?P<meaning>[^,;|=]+)")
CROSS = "x"
LEAST_STAGES = 2
MOST_TOLD = 0.8  # share of cells that name a stage that is told


def legend_of(grid: Grid) -> dict[str, str]:
    """What signs mean by a line above or below a table, in its order."""
    if grid.legend:
        return {sign.label: tidy(said.label) for sign, said in _entries(grid.legend)}
    line = _line(grid)
    return {entry["sign"]: tidy(entry["meaning"]) for entry in ENTRY.finditer(line.label)} if line else {}


def _line(grid: Grid) -> Cell | None:
    placed = {id(cell) for cell in grid.places.values()}
    apart = dict.fromkeys([*grid.above, *(cell for cell in grid.cells if id(cell) not in placed)])
    lines = [cell for cell in apart if LEGEND.fullmatch(cell.label)]
    return lines[0] if len(lines) == 1 else None


def mark_legends(grids: Sequence[Grid]) -> None:
    """Marks tables of two columns that tell what figures mean ("Stage | Meaning", 1, 2, 3) with which cells of another
    table of the document are filled; and those that tell what each stage of a skill means, a column each.
    """
    for grid in grids:
        stages = _stages_told(grid)
        for other in grids if stages else ():
            if other is not grid and _is_filled_with_stages(other, stages):
                grid.is_legend, other.meanings = True, stages
    for grid in grids:
        if signs := {sign.label for sign, _ in _entries(grid)}:
            filled = [other for other in grids if other is not grid and _is_filled_with(other, signs)]
            grid.is_legend = bool(filled)
            for other in filled:
                other.legend = grid


def _stages_told(grid: Grid) -> dict[tuple[str, str], Cell]:
    """What a table says by the names of its first column and its heads: "Kneading | Awareness | Working | Expert"."""
    heads = [plain(cell.label) for cell in grid.row(0)]
    if grid.width < LEAST_STAGES + 1 or len(set(heads)) < len(heads) or not all(is_short(head) for head in heads):
        return {}
    cells = ((row, at, grid.at(row, at)) for row in range(1, grid.height) for at in range(1, grid.width))
    return {(plain(grid.at(row, 0).label), heads[at]): cell for row, at, cell in cells if cell.lines}


def _is_filled_with_stages(grid: Grid, told: Mapping[tuple[str, str], Cell]) -> bool:
    """Whether most cells of a table name a stage that is told of the skill at the left."""
    cells = [(row, cell) for row in range(1, grid.height) for cell in grid.row(row)[1:] if cell.lines]
    named = sum((plain(grid.at(row, 0).label), plain(cell.label)) in told for row, cell in cells)
    return len(cells) > grid.height and named >= MOST_TOLD * len(cells)


def _entries(grid: Grid) -> list[list[Cell]]:
    """The rows of a figure and what it means, with which a table ends."""
    rows = [said for row in grid.rows() if (said := [cell for cell in row if cell.lines])]
    told = [row for row in rows if len(row) == 2 and row[0].label.isdecimal()]
    return told if 2 < len(told) < len(rows) and told == rows[-len(told) :] else []


def _is_filled_with(grid: Grid, signs: set[str]) -> bool:
    rows = [[cell.label for cell in grid.row(row)[1:] if cell.lines] for row in range(1, grid.height)]
    said = [label for row in rows for label in row]
    return grid.width > 2 and len(said) > grid.height and 2 * sum(label in signs for label in said) > len(said)


def explain_signs(texts: Sequence[Said], grid: Grid) -> None:
    """Gives texts that are signs the stage that they stand for, and those that only tick a competency its name."""
    if grid.meanings:
        _explain_stages(texts, grid)
        return
    labels = {cell.label for said in texts for cell in said.cells}
    if all(label.casefold() == CROSS for label in labels):
        for said in texts:
            said.meaning = said.competency
            _mark(said, "label")
    elif all(len(said.cells) == 1 for said in texts) and labels <= (legend := legend_of(grid)).keys():
        for said in texts:
            said.stage = said.meaning = legend[said.cells[0].label]
            _mark(said, "stage")
        line = _line(grid)
        for cell in grid.legend.cells if grid.legend else [line] if line and texts else []:
            cell.used = "stage"


def _explain_stages(texts: Sequence[Said], grid: Grid) -> None:
    """Gives texts that name a stage of their skill what is told of it."""
    for said in texts:
        if meaning := grid.meanings.get((plain(said.competency), plain(said.cells[0].label))):
            said.stage, said.meaning, meaning.used = tidy(said.cells[0].label), meaning.text, "text"
            _mark(said, "stage")


def _mark(said: Said, use: str) -> None:
    for cell in said.cells:
        cell.used = use
