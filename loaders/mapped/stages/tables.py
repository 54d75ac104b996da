"""Tables of levels and titles that ask for a stage of each skill: "Weaver 2 | Masters | Repairs". What a stage means
may stand elsewhere, in a list under the skill's name: "1. **Masters**: knows one tool well".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import mean

from loaders.mapped.found import Text
from loaders.mapped.prose.model import Entry
from loaders.mapped.prose.sections import sections_of
from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.sources.pieces import Source
from loaders.mapped.stages.lists import LEAST_STAGES, stages_in
from loaders.mapped.tables.model import MOST_LEVELS, Heading, Said, Table
from loaders.mapped.tables.read import read_table
from loaders.mapped.tables.said import are_short_texts
from loaders.mapped.wording.levels import IsLevel
from loaders.mapped.wording.texts import SENTENCE, has_letters, is_short, plain, size, tidy
from loaders.mapped.wording.words import Words

MOST_COUNTED = 10  # stages of a list
Stages = Mapping[tuple[str, str], Entry]  # by skill and stage


def stages_of(sources: Iterable[Source]) -> dict[tuple[str, str], Entry]:
    """What lists say of stages, by the heading or page that they stand under and the name that opens each item."""
    found: dict[tuple[str, str], Entry] = {}
    for source in sources:
        for section in sections_of(source):
            skill = plain((section.labels or [source.title])[-1])
            counted = section.entries if _are_counted(section.entries) else []
            found |= {(skill, str(at)): entry for at, entry in enumerate(counted, 1)}
            found |= {(skill, plain(entry.name)): entry for entry in stages_in(section)}
    return found


def _are_counted(entries: Sequence[Entry]) -> bool:
    """Whether a list may tell what its figures mean: items without names, a sentence each."""
    items = all(entry.piece.kind == "item" and not entry.name and not entry.below for entry in entries)
    some = items and LEAST_STAGES <= len(entries) <= MOST_COUNTED
    return some and mean(size(entry.text) for entry in entries) >= SENTENCE


def stages_told(source: Source, stages: Stages, is_level: IsLevel, words: Words) -> Iterator[tuple[Text, str]]:
    """The stages that a document's tables ask for as texts, each with the title that the table gives its level."""
    for grid in (piece.grid for piece in source.tables if piece.grid):
        table = read_table(grid, is_level, words)
        asked = list(asked_stages(grid, table, stages, words, alone=True)) if table else []
        are_texts = not any((plain(said.competency), plain(said.cells[0].label)) in stages for said in asked)
        are_texts = are_texts and are_short_texts([said.cells[0] for said in asked])
        for said in asked:
            line, said.cells[0].used = said.cells[0].line, "text"
            text = Text(
                said.level.label,
                said.competency,
                lines_of(said, stages),
                source.name,
                line,
                stage="" if are_texts else tidy(said.cells[0].label),
            )
            yield text, said.level.title


def asked_stages(grid: Grid, table: Table, stages: Stages, words: Words, *, alone: bool = False) -> Iterator[Said]:
    """The stages that a table of titles asks for, column by column. `alone` takes words that nothing explains too."""
    if len(table.tracks) != 1:
        return
    levels = {level.cell.row: level for level in table.tracks[0]}
    for column in range(grid.width):
        head = grid.at(0, column)
        cells = [(levels[row], cell) for row in levels if (cell := grid.at(row, column)).lines]
        lettered = any(has_letters(cell.label) for _, cell in cells)  # else points of "Craft"
        about_role = words.is_one("fact", head.label) or (lettered and words.is_one("family_facts", head.label))
        if about_role or any(cell.used in ("level", "title") for _, cell in cells):
            continue
        explained = sum((plain(head.label), plain(cell.label)) in stages for _, cell in cells)
        if cells and (explained >= MOST_LEVELS * len(cells) or (alone and _are_words(cells))):
            yield from (Said(level, tidy(head.label), [cell]) for level, cell in cells)


def _are_words(cells: list[tuple[Heading, Cell]]) -> bool:
    return all(is_short(cell.label) and not any(map(str.isdigit, cell.label)) for _, cell in cells)


def lines_of(said: Said, stages: Stages) -> list[str]:
    """A stage as the table has it, and what is said of it elsewhere."""
    cell = said.cells[0]
    entry = stages.get((plain(said.competency), plain(cell.label)))
    if entry is None:
        return cell.lines
    for piece in (entry.piece, *entry.below):
        piece.used = "stage"
    return [f"{cell.label}: {entry.rest}", *entry.lines[1:]] if entry.name else entry.lines
