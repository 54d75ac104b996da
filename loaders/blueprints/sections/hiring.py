"""Section 19, hiring: what to assess, exercises, signals, and the rubric's table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from graph.documents.blueprint import Hiring, Statement
from loaders.blueprints.blocks import Block, split_run_in
from loaders.blueprints.outline import Part, Reading, Section
from loaders.blueprints.sections.grouped import keep_part, statement, under_headings
from loaders.blueprints.statements import Entry, part_entries
from loaders.blueprints.tables import MAX_ROWS, VERB, cut_row
from loaders.blueprints.wording import HIRING, TABLE_HEADS, heading_key

EXERCISE = re.compile(r"^(?:exercise|case|option|scenario|task|part|\d+[.)])\b", re.IGNORECASE)
WEIGHT = re.compile(
    r"\s((?:very )?(?:high|medium|low|moderate)(?:\s?[-/–]\s?(?:high|medium|low))?|\d{1,3}(?:\.\d)?\s?%)$",
    re.IGNORECASE,
)
COLUMN_STARTS = re.compile(
    r"What\s+(?:[“\"'][^”\"']*[”\"']|good|great|meets|strong|excellent|poor"
    r"|weak)\s+(?:bar )?looks?\s+like(?:\s+for\s+\w+)?(?:\s*\([^)]*\))?"
    r"|Weight(?:ing)?(?:\s*\([^)]*\))?|Common concerns|Red flags|Signals?|Evidence|Notes|Score"
    r"|(?:Meets|Exceeds|Strong|Below)\b[\w ]*?(?=\s(?:Meets|Exceeds|Strong|Below|Weight)|$)",
    re.IGNORECASE,
)


def run_in_entries(part: Part, reading: Reading) -> list[Entry]:
    """What to assess: each item with what it covers, which flattened text runs in behind a dash."""
    found = part_entries(part, reading)
    for entry in found:
        lead, *rest = list(split_run_in(entry.text)) or [entry.text]
        if rest:
            entry.text, entry.items = lead, [*rest, *entry.items]
    return found


def exercises(part: Part, reading: Reading) -> list[Entry]:
    """The exercises: a list, or paragraphs that begin like one or have lines under them."""
    if part.of("item") and not any(EXERCISE.match(block.text) for block in part.of("paragraph")):
        return run_in_entries(part, reading)
    found: list[Entry] = []
    for block in part.blocks:
        lines = [line.text for line in block.lines]
        if block.kind == "item" and found:
            found[-1].items.extend([block.text, *lines])
        elif block.kind == "paragraph" and (lines or EXERCISE.match(block.text)):
            found.append(Entry(block.text, block.line, lines))
        elif block.kind != "row":
            reading.keep(part.heading, block.text, block.line, lines)
    return found


def rubric(rows: Sequence[Block], reading: Reading) -> list[Statement]:
    """The rubric's rows: `text` is the dimension, `items` what the other columns say."""
    columns, weighted, found = 2, False, []
    for block in rows:
        if TABLE_HEADS[19].match(block.text):
            starts = COLUMN_STARTS.findall(block.text)
            columns, weighted = 1 + len(starts), any(start.casefold().startswith("weight") for start in starts)
            reading.keep("Rubric", block.text, block.line)
            continue
        cells = block.cells or rubric_cells(block.text, columns, reading, weighted=weighted)
        if len(cells) < 2:
            reading.problem(
                "a row of the rubric could not be taken apart",
                block.text,
                block.line,
                "Give its columns tabs, or use the HTML.",
            )
        found.append(
            Statement(text=cells[0] or block.text, items=[cell for cell in cells[1:] if cell], line=block.line)
        )
    return found


def rubric_cells(text: str, columns: int, reading: Reading, *, weighted: bool) -> list[str]:
    weight = WEIGHT.search(text) if weighted else None
    words = (text[: weight.start()] if weight else text).split()
    inner = columns - 1 if weight else columns

    def score(column: int, start: int, end: int) -> float:
        return -0.12 * abs(end - start - (2 if column == 0 else 7)) + (
            0.9 if column and VERB.match(words[start]) else 0.0
        )

    cells = cut_row(words, inner, reading.words, score) or cut_row(words, 2, reading.words, score) or [" ".join(words)]
    return [*cells, weight[1]] if weight else cells


def read_hiring(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 19."""
    found: dict[str, list[Statement]] = {key: [] for key, _ in HIRING}
    key: str | None = None
    for part in under_headings(section, reading):
        if key == "exercises" and EXERCISE.match(part.heading):
            items = [text for block in part.blocks for text in (block.text, *(line.text for line in block.lines))]
            found[key].append(Statement(text=part.heading, items=items, line=part.line))
            continue
        key = heading_key(part.heading, HIRING)
        if key == "rubric":
            found[key].extend(rubric(part.of("row")[:MAX_ROWS], reading))
            reading.keep_blocks(part.heading, [block for block in part.blocks if block.kind != "row"])
        elif key == "exercises":
            found[key].extend(map(statement, exercises(part, reading)))
        elif key == "assess":
            found[key].extend(map(statement, run_in_entries(part, reading)))
        elif key is not None:
            found[key].extend(map(statement, part_entries(part, reading)))
        else:
            keep_part(part, reading)
    return {"hiring": Hiring.model_validate(found)}
