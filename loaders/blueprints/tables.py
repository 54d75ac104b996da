"""Rows to cells. A table that lost its borders gets them back from what its columns hold, never from positions.

A row may be cut before a word that can open a cell (a capital, a figure, a sign). Of all ways to cut it into as many
cells as the table has columns, the one is taken whose cuts fall best between words and whose cells look most like their
columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from loaders.blueprints.knowledge import WordSense, word_set

MAX_WORDS = 120  # of a row; a longer one is no row
MAX_CUTS = 24
MAX_ROWS = 400  # of a table without borders
JOINING = word_set(
    "/ + & – — - → to of for per in on with within vs vs. a an the and or by from at as than via into over under "
    "between without is are "
    "e.g., i.e., ≥ ≤ > < = ~ ±"
)
ENDINGS = word_set("to of for in on with by from at")  # that a sentence may end in: "what it contributed to"
OPENS = re.compile(r"^[“\"']?(?:[A-ZÀ-Þ0-9%#<>≥≤~≈+±$€£]|[a-zà-ÿ]+[A-Z]|[a-z]\d|e\.g\.)")
VERB = re.compile(r"[A-Z][a-z]+[^s\W]s$")
ENGLISH = re.compile(
    r"^[A-Z][a-z-]{2,}(?:ing|tion|sion|ment|ness|ity|ance|ence|ency|ive|ed|ly|sis|scale|able|ible|ory|ral|nal|ical)$"
)
MIXED = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|\d[A-Za-z]")
COMMON_ACRONYMS = word_set(
    "AI API APIs BI CD CI CRM DB DBs EHR EMR ERP ETL FP&A HR IAM IDE IT KPI LLM LLMs ML NLP OPS PM QA R&D SDK SDKs "
    "SDLC SLA SLO SRE UI UX"
)
ACRONYM = re.compile(r"^[A-Z][A-Z0-9]+s?$")
CAPITAL = re.compile(r"^[A-ZÀ-Þ][a-zà-ÿ]+(?:-[a-zà-ÿ]+)*$")
FIGURE = re.compile(r"[\d%<>≥≤]")


def openings(words: Sequence[str]) -> list[int]:
    """Where a new cell may begin: not at the row's start, nor inside brackets or quotes, nor after a word that
    joins.
    """
    found: list[int] = []
    depth = 0
    for index, word in enumerate(words):
        before = words[index - 1] if index else ""
        joined = (
            before.casefold() in JOINING and not VERB.match(word) and not (before in ENDINGS and CAPITAL.match(word))
        )
        if (
            index
            and depth <= 0
            and OPENS.match(word)
            and word != "+"
            and not joined
            and not before.endswith((",", ":", "("))
        ):
            found.append(index)
        depth = max(0, depth + word.count("(") + word.count("“") - word.count(")") - word.count("”"))
    return found[:MAX_CUTS]


def cut_score(words: Sequence[str], at: int, sense: WordSense) -> float:
    """How well a cell border stands before a word: ordinary words in capitals begin cells, names need not, known pairs
    stay together.
    """
    word, before = words[at], words[at - 1]
    following = words[at + 1] if at + 1 < len(words) else ""
    bare = word.strip("“”\"'(),.;:")
    score = 0.0
    if FIGURE.match(bare[:1] or " "):
        score += 0.8
    elif ACRONYM.match(bare):
        score -= 0.4
    elif MIXED.search(bare):
        score -= 0.8
    else:
        score += 0.8 if sense.ordinary(bare) or ENGLISH.match(bare) else -0.2
    if following and (following[0].islower() or word.endswith(",")):
        score += 0.7
    elif following in {"/", "+", "&"}:
        score -= 0.4
    if before.endswith(")"):
        score += 0.6
    if before.endswith(";"):
        score -= 4.0
    if before.casefold() in JOINING:
        score -= 1.0
    if sense.follows(before, word):
        score -= 1.0
    return score


CellScore = Callable[[int, int, int], float]


def cut_row(words: Sequence[str], columns: int, sense: WordSense, cell: CellScore) -> list[str] | None:
    """The row's cells, or None where it cannot be cut into that many. `cell` is as in `fitting_cut`."""
    fit = fitting_cut(words, columns, sense, cell)
    return fit and fit[1]


def fitting_cut(
    words: Sequence[str], columns: int, sense: WordSense, cell: CellScore
) -> tuple[float, list[str]] | None:
    """The row's cells with how well they fit, or None where it cannot be cut into that many.

    `cell(column, start, end)` says how much the words from `start` up to `end` look like a cell of the column.
    """
    starts = openings(words)
    if columns < 1 or len(starts) < columns - 1 or len(words) > MAX_WORDS:
        return None
    bounds = (0, *starts, len(words))
    cuts = [0.0, *(cut_score(words, at, sense) for at in starts), 0.0]

    @cache
    def best(column: int, first: int) -> tuple[float, tuple[int, ...]]:
        """The best score of the columns from `column` on, when it begins at bound `first`; and where the next ones
        begin.
        """
        if column == columns - 1:
            return cell(column, bounds[first], len(words)), ()
        options = []
        for after in range(first + 1, len(bounds) - (columns - 1 - column)):
            rest, more = best(column + 1, after)
            options.append((cell(column, bounds[first], bounds[after]) + cuts[after] + rest, (after, *more)))
        return max(options)

    fit, chosen = best(0, 0)
    edges = [0, *(bounds[index] for index in chosen), len(words)]
    return fit, [" ".join(words[start:end]) for start, end in pairwise(edges)]


def header_columns(header: str, known: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The columns that a header without borders names, in its order, each with its words."""
    found = []
    for key, pattern in known:
        match = re.search(pattern, header, re.IGNORECASE)
        if match:
            found.append((match.start(), key, match[0]))
    return [(key, words) for _, key, words in sorted(found)]


def column_key(cell: str, known: Sequence[tuple[str, str]]) -> str | None:
    """The column that a header cell names."""
    return next((key for key, pattern in known if re.search(pattern, cell, re.IGNORECASE)), None)
