"""Flattened text to blocks: what is left of a page copied from a browser.

Headings have lost their size, bold and cell borders are gone, nested lists stand side by side. Indentation, bullets,
blank lines and the order of things are left, and they are read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from loaders.blueprints.blocks import MAX_TEXT, Block, Line, clean, section_number, split_run_in
from loaders.blueprints.wording import LABEL, SUB_HEADINGS, TABLE_HEADS, closes_row
from loaders.errors import LoadError

BULLET = re.compile(r"^(?:[•◦▪●○‣·*+-]|\d{1,3}[.)])\s+(?=\S)")
DASH = re.compile(r"^[–—]\s+")
SENTENCE = re.compile(r"[.:;!]$|: | – ")  # what no heading has
RULE = re.compile(r"^[|:\s-]+$")  # the line under a header drawn with bars
GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)")
MAX_LINES = 20_000  # with words on them; a role document has about 900
HEADING_WORDS = 12
KNOWN_HEADING_WORDS = 22
LISTS_OF_NAMES = frozenset({8, 9, 12, 15})  # sections in which a sentence under an item is about what it names
TELLING_ROWS = 50  # of a table, which tell where its columns begin
NESTED = 3  # spaces that set a nested bullet apart from its parent


@dataclass(frozen=True, slots=True)
class Source:
    """One line of the file: its number, indentation and words, whether blank lines stand around it, and all its
    characters.
    """

    number: int
    indent: int
    text: str
    after_blank: bool
    before_blank: bool
    whole: str


def source_lines(text: str) -> list[Source]:
    """The lines that have words. Tabs stay where they may be column borders."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    filled = [bool(line.strip()) for line in raw]
    found = []
    for index, line in enumerate(raw):
        if filled[index]:
            start = line.expandtabs(4) if line[:1].isspace() else line
            words = line[:MAX_TEXT].strip()
            words = "\t".join(clean(cell) for cell in words.split("\t")) if "\t" in words else clean(words)
            after = index == 0 or not filled[index - 1]
            before = index + 1 >= len(raw) or not filled[index + 1]
            if words:
                indent = len(start) - len(start.lstrip())
                found.append(Source(index + 1, indent, words, after, before, line[:MAX_TEXT].rstrip()))
    return found


class TextReader:
    """Turns lines into blocks, one at a time; the section decides what a line that stands alone may be."""

    def __init__(self, lines: list[Source]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.at = 0  # place of the line that is read
        self.section = 0
        self.table = ""  # "open" while the rows of a table follow
        self.list_indent: int | None = None
        self.starts: list[int] = []  # of the table's columns, where spaces align them

    def read(self) -> list[Block]:
        for index, line in enumerate(self.lines):
            self.at = index
            following = self.lines[index + 1] if index + 1 < len(self.lines) else None
            self.read_line(line, following)
        return self.blocks

    def read_line(self, line: Source, following: Source | None) -> None:
        bullet = BULLET.match(line.text)
        number = section_number(line.text) if line.indent == 0 else None
        if number:
            self.section, self.table, self.list_indent = number, "", None
            self.blocks.append(Block("section", line.text, line.number, number=number))
        elif bullet:
            self.item(line, line.text[bullet.end() :])
        elif line.indent >= 2 and self.blocks and self.blocks[-1].kind == "item":
            self.goes_on(self.blocks[-1], line)
        elif RULE.match(line.text) and self.table:
            return
        elif self.is_row(line):
            cells = columns(line.text) or aligned(line.whole, self.starts)
            self.blocks.append(Block("row", " ".join(cells) if cells else line.text, line.number, cells=cells))
        else:
            self.table = ""
            self.words(line, following)

    def item(self, line: Source, text: str) -> None:
        if not (self.blocks and self.blocks[-1].kind == "item"):
            self.list_indent = line.indent
        self.table = ""
        base = self.list_indent if self.list_indent is not None else line.indent
        depth = 2 if line.indent - base >= 2 or line.indent > NESTED else 1
        block = Block("item", text, line.number, depth=depth, apart=line.after_blank and line.before_blank)
        self.blocks.append(run_in(block))

    def goes_on(self, item: Block, line: Source) -> None:
        """A further line of an item: a line of its own after a dash, a label or a colon, and under a name; an item
        where a sentence follows the last of the small items under a lead-in; else the rest of the item's words.
        """
        dash = DASH.match(line.text)
        own = dash or LABEL.match(line.text) or item.text.endswith(":")
        under_name = self.section in LISTS_OF_NAMES and line.text[:1].isupper()
        if own or under_name:
            item.lines.append(Line(line.text[dash.end() :] if dash else line.text, line.number))
        elif item.text[:1].islower() and line.text[:1].isupper() and line.text.endswith("."):
            self.blocks.append(Block("item", line.text, line.number))
        elif item.lines:
            item.lines[-1] = Line(f"{item.lines[-1].text} {line.text}", item.lines[-1].line)
        else:
            item.text = f"{item.text} {line.text}"

    def is_row(self, line: Source) -> bool:
        """A table's header opens it; its rows follow without a blank line, or end as rows of this section end."""
        head = TABLE_HEADS.get(self.section)
        if head is not None and head.match(line.text.lstrip("| ")):
            self.table = "open"
            self.starts = column_starts([line.whole, *self.rows_below()])
            return True
        if self.table == "open" and not line.after_blank:
            return True
        return self.section in TABLE_HEADS and not line.text.endswith(".") and closes_row(line.text, self.section)

    def rows_below(self) -> Iterator[str]:
        """The lines that follow this one, a table's header, without a blank line: as many as tell its columns."""
        at = self.at + 1
        for line in takewhile(lambda line: not line.after_blank, self.lines[at : at + TELLING_ROWS]):
            if not RULE.match(line.text):
                yield line.whole

    def words(self, line: Source, following: Source | None) -> None:
        """A line outside lists and tables: a sub-heading, a new paragraph, or one more line of the last."""
        last = self.blocks[-1] if self.blocks else None
        dash = DASH.match(line.text)
        if last is not None and last.kind == "paragraph" and not line.after_blank:
            if dash:
                last.lines.extend(Line(text, line.number) for text in split_run_in(line.text[dash.end() :]))
            else:
                run_in(last, line)
        elif last is not None and last.kind == "item" and dash and not line.after_blank:
            last.lines.extend(Line(text, line.number) for text in split_run_in(line.text[dash.end() :]))
        elif self.is_heading(line, following):
            self.blocks.append(Block("heading", line.text, line.number))
        else:
            self.blocks.append(run_in(Block("paragraph", DASH.sub("", line.text), line.number)))

    def is_heading(self, line: Source, following: Source | None) -> bool:
        """A short line alone, without a sentence's end, with something under it; or one the template knows."""
        if following is None or not (line.after_blank and line.before_blank) or SENTENCE.search(line.text):
            return False
        limit = KNOWN_HEADING_WORDS if SUB_HEADINGS.search(line.text) else HEADING_WORDS
        return self.section != 0 and len(line.text.split()) <= limit and not line.text[:1].islower()


def columns(text: str) -> list[str] | None:
    """The cells of a row that kept its borders (tabs or bars), else None."""
    if "\t" in text:
        return [cell.strip() for cell in text.split("\t")]
    if text.count("|") >= 2 and text.startswith("|"):
        return [cell.strip() for cell in text.strip("|").split("|")]
    return None


def column_starts(table: list[str]) -> list[int]:
    """Where the columns of a table begin, if spaces align them: after the wide gaps of its header, where all rows
    agree; else nothing.
    """
    header = table[0].rstrip()
    starts = [len(header) - len(header.lstrip()), *(match.end() for match in GAP.finditer(header))]
    agreed = len(starts) > 2 and "\t" not in header and all(aligned(row, starts) for row in table)
    return starts if agreed else []


def aligned(row: str, starts: list[int]) -> list[str] | None:
    """The cells of a row whose columns begin at these places; None where a word stands across one, or a gap is in a
    cell.
    """
    cells = [row[start:end].strip() for start, end in pairwise([*starts, max(len(row), *starts)])] if starts else []
    across = any(start and row[start - 1 : start].strip() for start in starts)
    return None if not cells or across or any(map(GAP.search, cells)) else [clean(cell) for cell in cells]


def run_in(block: Block, more: Source | None = None) -> Block:
    """Take apart "Lead-in: – first – second" into the lead-in and its lines; `more` is a further line of the
    paragraph.
    """
    text, line = (more.text, more.number) if more else (block.text, block.line)
    lead, *parts = list(split_run_in(text)) or [text]
    if more and block.lines:
        block.lines[-1] = Line(f"{block.lines[-1].text} {lead}", block.lines[-1].line)
    elif parts and (lead.endswith(":") or len(parts) > 1):
        block.text = f"{block.text} {lead}" if more else lead
    else:
        block.text = f"{block.text} {text}" if more else text
        return block
    block.lines.extend(Line(part, line) for part in parts)
    return block


def read_flattened(text: str, document: str) -> list[Block]:
    """The blocks of a text file.

    Raises LoadError when it has too many lines to be a role document.
    """
    lines = source_lines(text)
    if len(lines) > MAX_LINES:
        raise LoadError(
            document,
            f"has {len(lines):,} lines of text; at most {MAX_LINES:,} are read",
            suggestion="Give one role document a file.",
        )
    return TextReader(lines).read()
