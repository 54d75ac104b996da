"""Section 7, the metrics: a table of name, what it measures, why it matters, target and frequency."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from graph.documents.blueprint import Kpi
from loaders.blueprints.blocks import Block
from loaders.blueprints.knowledge import folded, word_set
from loaders.blueprints.outline import Reading, Section
from loaders.blueprints.tables import CAPITAL, FIGURE, MAX_ROWS, VERB, column_key, fitting_cut, header_columns
from loaders.blueprints.wording import TABLE_HEADS, frequency_words

COLUMNS = (
    ("measures", r"what it measures|definition|description|how (?:it is )?measured"),
    ("why", r"why it matters|rationale|why"),
    (
        "target",
        r"(?:example |typical |sample )?(?:target|benchmark)s?(?:\s*(?:/|or)\s*(?:target|benchmark)s?)?(?: \([^)]*\))?",
    ),
    ("frequency", r"(?:measurement |review |reporting )?(?:frequency|cadence)"),
    ("type", r"(?:metric )?\btype\b|\bcategory\b"),
    ("source", r"data source|\bsource\b"),
    ("owner", r"\bowner\b"),
    ("name", r"^(?:metric|kpi|indicator|measure)(?: name)?"),
)
USUAL = ["name", "measures", "why", "target"]
TYPES = word_set(
    "output outcome quality efficiency reliability collaboration development innovation leadership governance "
    "productivity performance "
    "operational delivery stakeholder financial risk compliance security process input safety experience"
)
MEASURED = word_set(
    "% # number count time percent percentage share change ability presence existence average completion proportion "
    "feedback survey movement "
    "frequency volume total whether how rate ratio extent degree incidents delta tail end-to-end completed"
)
REASONS = word_set(
    "reliability predictability trust stability early critical core key direct directly non-negotiable common "
    "operational customer business "
    "user downstream leading foundational captures detect prevent protect ensure avoid support enable reduce improve "
    "efficiency "
    "sustainability ux cost risk compliance safety regulatory patient audit cash revenue trustworthiness"
)
TARGETS = word_set(
    "critical high meet meets maintain within below above median no zero none positive improve improvement downward "
    "upward stable target decreasing "
    "increasing beat trend trending baseline at up all every full demonstrated e.g. under over near less more fewer "
    "consistent steady "
    "achieve documented agreed established declining rising p50 p90 p95 p99 dashboard alerts updates reduction reduce "
    "increase exceed "
    "sustained continuous e.g"
)
PREPOSITIONS = word_set("of in and with per for from that between to by on / reported required where")


def first_word(words: Sequence[str], at: int) -> str:
    word = words[at].strip("“”\"'(),.;:").casefold()
    return word or words[at][:1]


def reads_as_reason(words: Sequence[str], at: int) -> float:
    following = words[at + 1] if at + 1 < len(words) else ""
    if VERB.match(words[at]) and following not in PREPOSITIONS:
        return 1.2
    return 0.8 if first_word(words, at) in REASONS else 0.0


def reads_as_target(words: Sequence[str], at: int) -> float:
    if words[at - 1] in COMPARISONS:
        return -3.0
    mid_sentence = words[at - 1].isalpha() and words[at - 1].islower()
    compared = words[at].startswith(COMPARISONS)
    if first_word(words, at - 1) in TARGETS and not (compared and mid_sentence):
        return -1.5
    if compared:
        return 1.8
    if FIGURE.match(words[at].lstrip("“\"'(+~≈±$€£")[:1] or " ") and not words[at].startswith(("%", "#")):
        return 1.6
    if first_word(words, at) in TARGETS or TREND.match(words[at]):
        return 1.6
    return 0.0


def reads_as_measured(words: Sequence[str], at: int) -> float:
    return 1.2 if words[at][0] in "%#" or first_word(words, at) in MEASURED else 0.0


def reads_as_type(words: Sequence[str], at: int) -> float:
    return 2.0 if all(part in TYPES for part in first_word(words, at).split("/")) else -2.0


def reads_as_frequency(words: Sequence[str], at: int) -> float:
    return 0.8 if REPEATED.match(words[at]) else 0.0 if words[at][0].isupper() else -4.0


BEGINS: dict[str, Callable[[Sequence[str], int], float]] = {
    "measures": reads_as_measured,
    "why": reads_as_reason,
    "target": reads_as_target,
    "type": reads_as_type,
    "frequency": reads_as_frequency,
}
COMPARISONS = (">", "<", "≥", "≤", ">=", "<=")
TREND = re.compile(r"(?:[A-Z][a-z]+ing|[A-Z][a-z]+er);?$")
REPEATED = re.compile(r"(?:Once|Twice|Thrice|Every|Each|Per|At|After|Before|On|Upon|During|With)$|[A-Z][\w-]*ly$")
LENGTHS = {"name": 3, "measures": 6, "why": 4, "target": 5, "type": 1, "frequency": 1}
NO_FREQUENCY = 0.6  # what it costs a row to say no frequency in a table that has the column


def begins_cell(word: str, reading: Reading) -> bool:
    """Whether a word is written with a capital because it begins a cell: cells are written like sentences."""
    bare = word.strip("“”\"'(),.;:")
    return bool(CAPITAL.match(bare)) and folded(bare) not in reading.known.tool_keys


class RowCutter:
    """Cuts rows without borders: each row by its own words, and then again by what the columns of all rows begin with.

    Where a cell of its own would begin with a capital, none stands inside another cell; only a metric's name may have
    several.
    """

    def __init__(self, rows: Sequence[Sequence[str]], columns: Sequence[str], reading: Reading) -> None:
        self.columns, self.reading = columns, reading
        self.openers: dict[str, Counter[str]] = {column: Counter() for column in columns}
        first = [self.cut(words) for words in rows]
        for row in filter(None, first):
            for column, cell in row.items():
                self.openers[column][folded(cell.split()[0])] += 1

    def cut(self, words: Sequence[str]) -> dict[str, str] | None:
        """The cells of a row by column."""
        count = frequency_words(words) if "frequency" in self.columns else 0
        body, inner = words[: len(words) - count], [column for column in self.columns if column != "frequency"]
        cut = self.cut_into(body, inner)
        if count:
            return None if cut is None else cut[1] | {"frequency": " ".join(words[len(words) - count :])}
        options = [(score - NO_FREQUENCY, row) for score, row in filter(None, [cut])]
        if "frequency" in self.columns:
            options += filter(None, [self.cut_into(words, [*inner, "frequency"])])
        return max(options, key=lambda option: option[0])[1] if options else None

    def cut_into(self, words: Sequence[str], columns: Sequence[str]) -> tuple[float, dict[str, str]] | None:
        cut = fitting_cut(words, len(columns), self.reading.words, self.cell_score(words, columns)) if words else None
        return None if cut is None else (cut[0], dict(zip(columns, cut[1], strict=True)))

    def agreement(self, column: str, word: str) -> float:
        """How far other rows begin this column, and no other, with the word."""
        here = self.openers[column][word]
        there = max(count[word] for key, count in self.openers.items() if key != column)
        return 0.3 * (min(here, 4) - min(there, 4))

    def cell_score(self, words: Sequence[str], columns: Sequence[str]) -> Callable[[int, int, int], float]:
        """How much a piece of this row looks like a cell of each column."""
        figures = [0, *accumulate(bool(FIGURE.search(word)) for word in words)]
        compared = [0, *accumulate(outside(words, lambda word: word.startswith(COMPARISONS)))]
        capitals = [0, *accumulate(outside(words, lambda word: begins_cell(word, self.reading)))]

        def score(column: int, start: int, end: int) -> float:
            kind = columns[column]
            value = -0.08 * abs(end - start - LENGTHS.get(kind, 5))
            if kind in BEGINS:
                value += BEGINS[kind](words, start)
            value += self.agreement(kind, folded(words[start]))
            if kind != "name":
                value -= 2.0 * (compared[end] - compared[start]) if kind != "target" else 0.0
                value -= 1.8 * (capitals[end] - capitals[start + 1])
            count = figures[end] - figures[start]
            if kind == "target":
                value += 0.6 if count else -0.2
                value -= 1.0 if end - start == 1 and words[start].isdigit() and words[start] != "0" else 0.0
            elif count:
                value -= 0.5 if kind == "why" else 0.2
            if kind == "type" and end - start > 1:
                value -= 2.0
            if kind == "frequency":
                value += 1.0 - 0.3 * (end - start)
            return value

        return score


def outside(words: Sequence[str], test: Callable[[str], bool]) -> Iterator[bool]:
    """The test of each word that stands outside brackets and quotes; False for the others."""
    depth = 0
    for word in words:
        depth += word.count("(") + word.count("“")
        yield depth == 0 and test(word)
        depth = max(0, depth - word.count(")") - word.count("”"))


def split_rows(rows: list[Block], reading: Reading) -> tuple[list[tuple[Block, dict[str, str]]], dict[str, str]]:
    """Each row's cells by column, and the header's words for the columns."""
    columns, titles = [*USUAL, "frequency"], dict[str, str]()
    found: list[tuple[Block, dict[str, str] | None]] = []
    for block in rows:
        if TABLE_HEADS[7].match(block.text):
            if block.cells:
                columns = [column_key(cell, COLUMNS) or cell for cell in block.cells]
                titles = dict(zip(columns, block.cells, strict=False))
            elif heads := header_columns(block.text, COLUMNS):
                columns, titles = [key for key, _ in heads], dict(heads)
            continue
        found.append((block, dict(zip(columns, block.cells, strict=False)) if block.cells else None))
    cutter = RowCutter([block.text.split() for block, row in found if row is None], columns, reading)
    return [(block, whole_row(block, row, cutter, reading)) for block, row in found], titles


def whole_row(block: Block, row: dict[str, str] | None, cutter: RowCutter, reading: Reading) -> dict[str, str]:
    """The row's cells as the format has them, else as they are cut; where that fails, all of it is the name."""
    row = cutter.cut(block.text.split()) if row is None else row
    if row is None or not row.get("name"):
        suggestion = "Give the row's columns tabs between them, or use the HTML."
        reading.problem("a metric's row could not be taken apart", block.text, block.line, suggestion)
    return {"name": block.text} if row is None else row


def read_kpis(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 7. Columns without a field (type, why it matters) are kept as notes, one for each column."""
    rows = [block for block in section.blocks() if block.kind == "row"]
    if len(rows) > MAX_ROWS:
        reading.problem(
            f"the table has more than {MAX_ROWS} rows; the rest was left out", rows[MAX_ROWS].text, rows[MAX_ROWS].line
        )
    split, titles = split_rows(rows[:MAX_ROWS], reading)
    kpis = []
    for block, row in split:
        if row.get("name"):
            fields = {key: row.get(key) or None for key in ("target", "frequency", "measures")}
            kpis.append(Kpi(name=row["name"], line=block.line, **fields))
    keep_columns(split, titles, reading)
    for part in section.parts:
        reading.keep_blocks(part.heading, (block for block in part.blocks if block.kind != "row"))
    if not kpis:
        reading.problem(
            "no table of metrics was found", section.title, section.line, "Check that the section has its table."
        )
    return {"kpis": kpis}


def keep_columns(split: list[tuple[Block, dict[str, str]]], titles: dict[str, str], reading: Reading) -> None:
    used = {"name", "target", "frequency", "measures"}
    extra = {column: None for _, row in split for column in row if column not in used}
    for column in extra:
        title = titles.get(column, "Why it matters" if column == "why" else column)
        items = [f"{row['name']}: {row[column]}" for _, row in split if row.get("name") and row.get(column)]
        if items:
            reading.keep(title, title, split[0][0].line, items)
