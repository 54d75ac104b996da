"""Lists to statements: a lead-in that ends in a colon takes what it introduces.

Published pages flatten nested lists, so nothing marks where a lead-in's items end. They are written alike: with or
without a full stop, in capitals or not. The first item under a lead-in sets the style; the first one written
differently is a statement again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.blueprints.blocks import Block
from loaders.blueprints.outline import Part, Reading

GROUP_WORDS = 9
FIRST_WORD = re.compile(r"[A-Za-zÀ-ÿ]+")
PARENTHESES = re.compile(r"\s*\([^()]*\)")


@dataclass(slots=True)
class Entry:
    """A statement as it is put together: its words, line, and the items under it."""

    text: str
    line: int
    items: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Style:
    """How an item is written. `capital` is None where the first word cannot tell (an acronym, a figure)."""

    stop: bool
    capital: bool | None

    def agrees(self, other: Style) -> bool:
        return self.stop == other.stop and (
            self.capital is None or other.capital is None or self.capital == other.capital
        )


def style(text: str) -> Style:
    word = FIRST_WORD.match(text)
    capital = (
        None
        if word is None or (len(word[0]) > 1 and not word[0][1:].islower()) or text[:1].isdigit()
        else word[0][0].isupper()
    )
    return Style(text.rstrip("”\"')").endswith((".", "!")), capital)


def leads_in(text: str) -> bool:
    return text.endswith(":")


def is_group_name(text: str) -> bool:
    """A few words without a sentence's end: what a group of items may be called."""
    return (
        not text.endswith((".", ";", "!", "?"))
        and 0 < len(PARENTHESES.sub("", text).split()) <= GROUP_WORDS
        and ": " not in text
    )


def entries(
    items: list[Block], reading: Reading, *, groups: bool = False, own: re.Pattern[str] | None = None
) -> list[Entry]:
    """The statements of a list of items.

    `groups` also takes a short name without a colon as a lead-in to the sentences that follow it. `own` are first words
    that always stand for themselves.
    """
    found: list[Entry] = []
    index = 0
    while index < len(items):
        block = items[index]
        entry = Entry(block.text, block.line, [line.text for line in block.lines])
        found.append(entry)
        index += 1
        nested = list(deeper(items, index))
        for child in nested:
            entry.items.extend((child.text, *(line.text for line in child.lines)))
        index += len(nested)
        if nested:
            continue
        names_group = groups and names_sentences(items, index - 1)
        if (leads_in(block.text) and not block.lines) or names_group:
            children = introduced(items, index, named=names_group, own=own)
            for child in children:
                entry.items.extend((child.text, *(line.text for line in child.lines)))
                index += 1
            warn_of_guess(items, found, children, reading)
    return found


def deeper(items: list[Block], start: int) -> Iterator[Block]:
    for index in range(start, len(items)):
        if items[index].depth <= items[start - 1].depth:
            return
        yield items[index]


def names_sentences(items: list[Block], index: int) -> bool:
    """Whether an item names a group: short and without a full stop, before an item that is a sentence."""
    if index + 1 >= len(items) or not is_group_name(items[index].text) or items[index].lines:
        return False
    following = items[index + 1].text
    return items[index].bold_only or (style(following).stop and not leads_in(following))


def introduced(items: list[Block], start: int, *, named: bool, own: re.Pattern[str] | None) -> list[Block]:
    """The items under a lead-in: the first, and those after it that are written alike."""
    children: list[Block] = []
    sample: Style | None = None
    for index in range(start, len(items)):
        block = items[index]
        if children and block.depth > children[0].depth:
            children.append(block)
            continue
        written = style(block.text)
        if leads_in(block.text) or (sample is not None and not sample.agrees(written)):
            break
        names_next = (block.bold_only and items[start - 1].bold_only) or (named and names_sentences(items, index))
        if children and (names_next or (own is not None and own.match(block.text))):
            break
        if sample is None or sample.capital is None:
            sample = written
        children.append(block)
    return children


def warn_of_guess(items: list[Block], found: list[Entry], children: list[Block], reading: Reading) -> None:
    """Say so where the items under a lead-in are written like the statements before it: their end is then a guess."""
    if len(children) < 2 or children[-1] is not items[-1] or not found[:-1]:
        return
    before = found[-2]
    if not before.items and style(before.text).agrees(style(children[0].text)):
        lead = found[-1]
        suggestion = "Check the last items; nest them in the source if they stand for themselves."
        reading.problem("where the items under a lead-in end is a guess", lead.text, lead.line, suggestion)


def part_entries(
    part: Part, reading: Reading, *, groups: bool = False, own: re.Pattern[str] | None = None
) -> list[Entry]:
    """The statements of a part: its list; without one, the dash lines under a paragraph, or the paragraphs themselves.

    Paragraphs beside a list are kept as notes.
    """
    items, paragraphs = part.of("item"), part.of("paragraph")
    if items:
        reading.keep_blocks(part.heading, paragraphs)
        return entries(items, reading, groups=groups, own=own)
    listed = [block for block in paragraphs if block.lines]
    if len(listed) == 1:
        lead = listed[0]
        reading.keep_blocks(part.heading, [block for block in paragraphs if block is not lead])
        reading.keep(part.heading, lead.text, lead.line)
        return entries([Block("item", line.text, line.line) for line in lead.lines], reading, groups=groups, own=own)
    return [Entry(block.text, block.line, [line.text for line in block.lines]) for block in paragraphs]
