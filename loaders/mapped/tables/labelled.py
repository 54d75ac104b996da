"""Cells that name competencies inside: "Dough: kneads by hand", "Ovens: heats one" in one cell "Expectations"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from statistics import mean

from loaders.mapped.sources.grids import Cell
from loaders.mapped.tables.model import Said, Table
from loaders.mapped.wording.levels import IsLevel
from loaders.mapped.wording.parts import part_of
from loaders.mapped.wording.texts import SENTENCE, plain, size, tidy
from loaders.mapped.wording.words import Words

NAMED = re.compile(r"^(?P<name>[^:：]{2,40}?)\s*[:：]\s*(?P<rest>\S.*)$", re.DOTALL)
NAME_WORDS = 4  # most of a name
OTHERS = ("text", "fact", "examples", "aside", "remarks", "level_facts", "title", "name")


def part_labelled(table: Table, is_level: IsLevel, words: Words) -> None:
    """Parts the texts of a table about one thing by the names inside: at least two, of which most cells have most."""
    about = {plain(said.competency) for said in table.texts}
    one = len(about) == 1 and all(not name or words.is_one("text", name) for name in about)
    told = [list(_parts(said)) for said in table.texts]
    names = Counter(plain(name) for parts in told for name in {name for name, _ in parts})
    most = len(names) > 1 and 2 * sum(names.values()) >= len(told) * len(names)
    long = mean([cell.words for parts in told for _, cell in parts] or [0]) >= SENTENCE
    if not one or len(told) < 2 or not (most and long) or "" in names:
        return
    if any(is_level(name) or part_of(name, words) or _is_other(name, words) for name in names):
        return
    parted = []
    for said, parts in zip(table.texts, told, strict=True):
        for cell in said.cells:
            cell.used = "text"
        parted += [Said(said.level, name, [cell], said.group) for name, cell in parts]
    table.texts = parted


def _parts(said: Said) -> Iterator[tuple[str, Cell]]:
    """The names in the cells of a text, each with a cell of what is said of it; "" for what stands before the first."""
    for cell in said.cells:
        name = ""
        lines = []
        for line in cell.lines:
            found = NAMED.match(line)
            if found and size(found["name"]) <= NAME_WORDS and found["name"][0].isalpha():
                name, line = tidy(found["name"]), found["rest"]
            lines.append((name, line))
        yield from ((name, _cell(own, cell)) for name, own in groupby(lines, key=lambda pair: pair[0]))


def _cell(lines: Iterator[tuple[str, str]], cell: Cell) -> Cell:
    return Cell([line for _, line in lines], cell.line, cell.row, cell.column)


def _is_other(name: str, words: Words) -> bool:
    """Whether a name is a word for something else than a competency: "Example", "Note"."""
    return words.is_aside(name) or any(words.is_one(kind, name) for kind in OTHERS)
