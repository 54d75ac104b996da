"""Section 10, the tools: a table of category, tools, use and how common they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graph.documents.blueprint import Commonality, Tool
from loaders.blueprints.blocks import Block
from loaders.blueprints.knowledge import KnownNames, WordSense, folded, word_set
from loaders.blueprints.outline import Part, Reading, Section
from loaders.blueprints.tables import (
    ACRONYM,
    COMMON_ACRONYMS,
    ENGLISH,
    MAX_ROWS,
    MAX_WORDS,
    MIXED,
    column_key,
    cut_score,
    openings,
)
from loaders.blueprints.tool_cells import tool_names
from loaders.blueprints.wording import COMMONALITY, COMMONALITY_TAIL, TABLE_HEADS

COLUMNS = (
    ("commonality", r"common|optional|prevalence"),
    ("use", r"\buse\b|purpose|usage"),
    ("category", r"^category|^type"),
    ("cell", r"tool|platform|software|system"),
)
TAIL = 200  # characters at a row's end in which its commonality stands
BREAKS = frozenset({"/", "+", "or", "&"})
PRODUCT_NOUNS = word_set(
    "actions analytics assistant boards builder center central cloud code composer console designer desk desktop "
    "docs drive editor engine enterprise explorer flow forms hub lab manager notebook notebooks one online pipelines "
    "platform portal pro registry search server service services sheets stack storage studio suite teams vault "
    "workbench workspace"
)


@dataclass(frozen=True)
class Row:
    """A row without borders: its words up to the commonality, and the commonality as written."""

    block: Block
    words: list[str]
    commonality: str


def commonality(words: str) -> Commonality | None:
    """The first of common, context-specific and optional in the words as written."""
    found = COMMONALITY.search(words)
    return cast("Commonality", found[1].casefold().replace("-", "_").replace(" ", "_")) if found else None


def as_row(block: Block) -> Row:
    tail = COMMONALITY_TAIL.search(block.text, max(0, len(block.text) - TAIL))
    words = block.text[: tail.start()] if tail else block.text
    return Row(block, words.split(), tail[1] if tail else "")


class RowCutter:
    """Cuts rows into category, tools and use: every pair of borders is scored and the best one taken."""

    def __init__(self, rows: Sequence[Row], known: KnownNames, sense: WordSense) -> None:
        self.known, self.sense = known, sense
        self.prefixes: dict[tuple[str, ...], set[str]] = {}
        for row in rows:
            for size in range(1, min(len(row.words), 7)):
                self.prefixes.setdefault(tuple(row.words[:size]), set()).add(row.words[size])

    def cut(self, row: Row) -> tuple[str, str, str] | None:
        words = row.words
        if not 3 <= len(words) <= MAX_WORDS:
            return None
        uses = openings(words)
        tools = sorted({*uses, *self.lower_names(words)})
        categories = {at: self.category_score(words, at) + self.tool_start(words, at) for at in tools}
        starts = {
            at: cut_score(words, at, self.sense) - 0.2 * self.known_at(words, at) + self.use_score(words, at)
            for at in uses
        }
        options = [
            (categories[first] + starts[second] + self.cell_score(words, first, second), first, second)
            for first in tools
            for second in uses
            if second > first
        ]
        if not options:
            return None
        _, first, second = max(options)
        return " ".join(words[:first]), " ".join(words[first:second]), " ".join(words[second:])

    def lower_names(self, words: Sequence[str]) -> list[int]:
        """Words in lower case that may begin a tool's name (dbt, pytest): known ones, and those before a capital, a
        slash or a bracket.
        """
        found = []
        for at in range(1, len(words) - 1):
            bare = words[at].strip("()")
            free = words[at - 1] not in BREAKS and bare[:1].islower() and words[at] == bare
            if free and (
                folded(bare) in self.known.tool_keys
                or words[at + 1][:1].isupper()
                or words[at + 1] in BREAKS
                or words[at + 1].startswith("(")
            ):
                found.append(at)
        return found

    def known_at(self, words: Sequence[str], at: int) -> float:
        """Weight of a known tool's name that begins at a word: the longer, the surer."""
        for size in (4, 3, 2, 1) if self.known.tool_keys else ():
            if at + size <= len(words) and folded(" ".join(words[at : at + size])) in self.known.tool_keys:
                return 1.5 + 0.5 * size
        return 0.0

    def category_score(self, words: Sequence[str], at: int) -> float:
        """How well the words before `at` name a category: known, shared with other rows, few, and no names among
        them.
        """
        category = words[:at]
        score = -0.15 * at
        goes_on = words[at][:1].islower() and not self.known_at(words, at) and self.sense.ordinary(words[at])
        if not goes_on:
            score += 3.0 if folded(" ".join(category)) in self.known.category_keys else 0.0
            score += 1.5 if len(self.prefixes.get(tuple(category), ())) > 1 else 0.0
        for index, word in enumerate(category):
            bare = word.strip("()/,")
            if index and bare[:1].isupper() and category[index - 1] not in BREAKS:
                score -= 0.1 if bare in COMMON_ACRONYMS else 0.5 if ACRONYM.match(bare) else 1.0
            if index and MIXED.search(bare):
                score -= 0.8
            score -= self.known_at(words, index) if index else 0.0
        if category[-1] in BREAKS or " ".join(category).count("(") != " ".join(category).count(")"):
            score -= 5.0
        return score

    def tool_start(self, words: Sequence[str], at: int) -> float:
        """How well a word begins a tool's name: a known tool, or a word that this document does not use as an ordinary
        one.
        """
        known = self.known_at(words, at)
        if known:
            return known
        bare = words[at].strip("()")
        goes_on = self.sense.follows(words[at - 1], words[at]) or self.ends_product(words, at, 0)
        score = -1.5 if goes_on else 0.0
        if bare[:1].islower() and not MIXED.search(bare):
            plain = self.sense.ordinary(bare) or ENGLISH.match(bare.capitalize())
            return score + ((-1.2 if "-" in bare else -2.5) if plain else -0.2)
        if bare in COMMON_ACRONYMS:
            return score - 1.5
        if ACRONYM.match(bare):
            return score + 0.5
        return score + (0.0 if self.sense.ordinary(bare) and not MIXED.search(bare) else 0.8)

    def use_score(self, words: Sequence[str], at: int) -> float:
        """How well the words from `at` on make one phrase of use: no list of names, no further ordinary word in
        capitals.
        """
        score = -float(words[at:].count("/")) - float(self.ends_product(words, at, 0))
        for index in range(at + 1, len(words)):
            word = words[index]
            if (
                word[:1].isupper()
                and words[index - 1] not in BREAKS
                and not MIXED.search(word)
                and (self.sense.ordinary(word) or ENGLISH.match(word))
            ):
                score -= 0.5
            elif index == at + 1 and word[:1].isupper() and not ACRONYM.match(word) and not ENGLISH.match(words[at]):
                sentence = words[index + 1 : index + 2]  # that its capital begins, so that the use begins there
                score -= 0.5 if sentence and sentence[0][:1].islower() and not self.known_at(words, index) else 0.0
        return score

    def cell_score(self, words: Sequence[str], start: int, end: int) -> float:
        """How well words make one cell of tools: lists of short names; ordinary capitals inside would rather begin the
        use.
        """
        if words[end - 1] in BREAKS or words[end] in BREAKS:
            return -5.0
        score, run, depth = 0.0, 0, 0
        for index in range(start, end):
            word = words[index]
            inside = depth > 0 or word.startswith("(")
            depth += word.count("(") - word.count(")")
            if inside:
                continue
            run = 0 if word in BREAKS else run + 1
            score -= 0.4 if run > 3 else 0.0
            if self.ends_product(words, index, start):
                score += 0.4
            elif index > start and words[index - 1] not in BREAKS:
                ordinary = self.sense.ordinary(word)
                score -= 0.5 if word[:1].isupper() and ordinary else 0.0
                score -= 0.2 if word[:1].islower() and ordinary else 0.0
        return score - (5.0 if depth else 0.0)

    def ends_product(self, words: Sequence[str], at: int, start: int) -> bool:
        """Whether a word is the noun of a product's name: "Boards" after a name, before a slash or another capital."""
        if at <= start or words[at - 1] in BREAKS or folded(words[at]) not in PRODUCT_NOUNS:
            return False
        name, following = words[at - 1], words[at + 1 : at + 2]
        named = name[:1].isupper() and not self.sense.ordinary(name) and not ENGLISH.match(name)
        return named and words[at][:1].isupper() and (not following or not following[0][:1].islower())


def read_rows(blocks: list[Block], reading: Reading) -> list[Tool]:
    """The tools of the table's rows, with real cells or without."""
    columns = ["category", "cell", "use", "commonality"]
    rows: list[Row] = []
    tools: list[Tool] = []
    for block in blocks:
        if TABLE_HEADS[10].match(block.text):
            if block.cells:
                columns = [column_key(cell, COLUMNS) or cell for cell in block.cells]
        elif block.cells:
            tools.extend(from_cells(block, dict(zip(columns, block.cells, strict=False)), reading))
        else:
            rows.append(as_row(block))
    cutter = RowCutter(rows[:MAX_ROWS], reading.known, reading.words)
    if len(rows) > MAX_ROWS:
        reading.problem(
            f"the table has more than {MAX_ROWS} rows; the rest was left out",
            rows[MAX_ROWS].block.text,
            rows[MAX_ROWS].block.line,
        )
    return tools + [tool for row in rows[:MAX_ROWS] for tool in from_words(row, cutter, reading)]


def from_cells(block: Block, row: dict[str, str], reading: Reading) -> list[Tool]:
    if not row.get("cell"):
        reading.problem(
            "a row of the tool table names no tool",
            block.text,
            block.line,
            "Fill in the tool's cell or remove the row.",
        )
        return []
    names = tool_names(row["cell"], reading.known)
    common = commonality(row.get("commonality", ""))
    if common is None:
        reading.problem(
            "a tool's commonality is none of Common, Optional, Context-specific",
            block.text,
            block.line,
            "Add one of the three words.",
        )
    return [
        Tool(
            category=row.get("category") or None,
            cell=row["cell"],
            names=names,
            use=row.get("use") or None,
            commonality=common,
            line=block.line,
        )
    ]


def from_words(row: Row, cutter: RowCutter, reading: Reading) -> list[Tool]:
    cut = cutter.cut(row)
    if cut is None:
        suggestion = "Give the row's columns tabs between them, or use the HTML."
        reading.problem("a row of the tool table could not be taken apart", row.block.text, row.block.line, suggestion)
        return []
    category, cell, use = cut
    return from_cells(
        row.block, {"category": category, "cell": cell, "use": use, "commonality": row.commonality}, reading
    )


def from_items(part: Part, reading: Reading) -> Iterator[Tool]:
    """The tools of a part that lists them under its category instead of a table: "Docker (Common): packaging"."""
    for block in part.of("item"):
        mark = re.search(r"\s*[(\[]((?:common|optional|context[- ]specific)[^()\[\]]*)[)\]]", block.text, re.IGNORECASE)
        text = block.text.replace(mark[0], "", 1) if mark else block.text
        cell, _, use = text.partition(": ")
        row = {"category": part.heading, "cell": cell.strip(" .:"), "use": use, "commonality": mark[1] if mark else ""}
        yield from from_cells(block, row, reading)


def keep_qualifiers(blocks: list[Block], reading: Reading) -> None:
    """Keep what stands beside a commonality word ("Common (in large organisations)")."""
    for block in blocks:
        words = block.cells[-1] if block.cells else as_row(block).commonality
        if (
            words
            and not re.fullmatch(COMMONALITY.pattern, words, re.IGNORECASE)
            and not TABLE_HEADS[10].match(block.text)
        ):
            reading.keep("Commonality", words, block.line)


def read_tools(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 10."""
    blocks = [block for block in section.blocks() if block.kind == "row"]
    tools = read_rows(blocks, reading)
    keep_qualifiers(blocks, reading)
    for part in section.parts:
        listed = not blocks and part.heading and part.of("item")
        tools += from_items(part, reading) if listed else []
        reading.keep_blocks(
            part.heading,
            (block for block in part.blocks if block.kind != "row" and not (listed and block.kind == "item")),
        )
    if not tools:
        reading.problem(
            "no table of tools was found", section.title, section.line, "Check that the section has its table."
        )
    return {"tools": tools}
