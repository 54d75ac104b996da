"""The common form of every role document: a stream of blocks with their lines, whatever the document was written in.

`markup.py` makes it from HTML, `flattened.py` from text; `outline.py` turns it into sections. Blocks carry what the
format knew (bold, table cells, blank lines around an item) as optional attributes, so that one set of section readers
serves all formats.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

from graph.sections import SECTIONS

BlockKind = Literal["section", "heading", "item", "paragraph", "row"]

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
NUMBERED_TITLE = re.compile(r"^(?:section\s+)?(\d{1,2})\s*[).:–—-]?\s+(\S.{2,90})$", re.IGNORECASE)
RUN_IN = re.compile(r"(?<!\d)\s–\s|\s–\s(?!\d)")  # between two figures it is a range
NUMBERS = re.compile(r"\s\d{1,2}[.)]\s")
STRIKE = "~~"  # around struck-out words, as in Markdown
STRUCK = re.compile(r"(?:~~[^~]+~~[\s:.]*)+")
BRACKETED = re.compile(r"\([^()]*\)")
MAX_TEXT = 20_000  # characters of a block; a longer one is no part of a role document
SAME_TITLE = 88  # percent of rapidfuzz's token ratio from which two section titles are one
LIKELY_TITLE = 75  # the same where the number says so too


@dataclass(frozen=True, slots=True)
class Line:
    """A line under a block: a dash item, a label and its value, a sub-bullet."""

    text: str
    line: int


@dataclass(slots=True)
class Block:
    """A heading, list item, paragraph or table row. `line` counts from 1.

    `depth` is the nesting of an item, `lines` what stands under it, `bold` the bold words it opens with (HTML only),
    `cells` a row's columns where the format has them, `apart` an item between blank lines, `number` the section that a
    heading opens. `tag` is the HTML element it was, `linked` says that all its words are links, `around` that it stands
    in a menu or footer; of a row, `table` is the table's number in the document, `spans` the rows and columns that each
    cell covers, `cell_lines` each cell's lines.
    """

    kind: BlockKind
    text: str
    line: int
    depth: int = 1
    lines: list[Line] = field(default_factory=list)
    bold: str = ""
    cells: list[str] | None = None
    apart: bool = False
    number: int = 0
    tag: str = ""
    linked: bool = False
    around: bool = False
    table: int = 0
    spans: list[tuple[int, int]] = field(default_factory=list)
    cell_lines: list[list[str]] = field(default_factory=list)

    @property
    def bold_only(self) -> bool:
        return bool(self.bold) and self.bold.rstrip(": ") == self.text.rstrip(": ")


def clean(text: str) -> str:
    """Text with one space between words, composed characters and nothing invisible."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def is_struck(text: str) -> bool:
    """Whether all words are struck out: they no longer hold."""
    return STRIKE in text and STRUCK.fullmatch(text) is not None


def split_outside_brackets(pattern: re.Pattern[str], text: str) -> list[str]:
    """The parts of a text between matches that stand outside round brackets."""
    masked = BRACKETED.sub(lambda match: "\0" * len(match[0]), text)
    parts, start = [], 0
    for match in pattern.finditer(masked):
        parts.append(text[start : match.start()])
        start = match.end()
    return [*parts, text[start:]]


def split_run_in(text: str) -> Iterator[str]:
    """The parts of a list that was run in: "Lead-in: – first – second", "Lead-in: 1. first 2. second"."""
    if " – " not in text and ": 1" not in text:
        return iter([text])
    pattern = NUMBERS if re.search(r":\s1[.)]\s", text) else RUN_IN
    return (part.strip() for part in pattern.split(text) if part.strip())


def plain_heading(text: str) -> str:
    """A heading in lower case without its parentheses: what headings are recognised by."""
    return re.sub(r"\([^()]*\)?", " ", text).casefold().strip(" :.")


TITLES = {number: section.title.casefold() for number, section in SECTIONS.items()}


def section_number(text: str) -> int | None:
    """The template's section that a heading opens, by its title; its number alone is not enough."""
    if not 3 < len(text) <= 100:
        return None
    numbered = NUMBERED_TITLE.match(text)
    number, title = (int(numbered[1]), numbered[2]) if numbered else (0, text)
    title = plain_heading(title)
    if number in TITLES and fuzz.token_set_ratio(title, TITLES[number]) >= LIKELY_TITLE:
        return number
    if not numbered and not text[0].isupper():
        return None
    best = process.extractOne(title, TITLES, scorer=fuzz.ratio, score_cutoff=SAME_TITLE)
    return best[2] if best else None
