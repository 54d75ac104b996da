"""Section 5, the deliverables: grouped by sub-headings, by bold paragraphs, or by the names of groups among the
items.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graph.documents.blueprint import KindStatement
from loaders.blueprints.blocks import Block
from loaders.blueprints.outline import Part, Reading, Section
from loaders.blueprints.statements import Entry, deeper, entries, is_group_name, leads_in, style
from loaders.blueprints.wording import snake

MOSTLY_SMALL = 0.3  # share of items in lower case from which capitals name a group


def names_a_group(items: list[Block], index: int, *, small: bool, apart: bool) -> bool:
    """Whether an item is the name of the group that follows it, and no deliverable.

    `small`: the deliverables are written in lower case; `apart`: blank lines set some items apart.
    """
    block = items[index]
    if index + 1 >= len(items) or not is_group_name(block.text.rstrip(":")) or block.lines or style(block.text).stop:
        return False
    if block.bold_only or any(True for _ in deeper(items, index + 1)):
        return True
    if small:
        return style(block.text).capital is True or index == 0
    return apart and (block.apart or index == 0) and not leads_in(block.text)


def groups(items: list[Block]) -> Iterator[tuple[Block | None, list[Block]]]:
    """The items by the group name that they stand under."""
    cased = [style(item.text).capital for item in items]
    small = bool(items) and cased.count(False) >= MOSTLY_SMALL * len(items) and cased[0] is not False
    apart = any(item.apart for item in items)
    name: Block | None = None
    members: list[Block] = []
    for index, item in enumerate(items):
        if names_a_group(items, index, small=small, apart=apart):
            if members:
                yield name, members
            name, members = item, []
        else:
            members.append(item)
    if members:
        yield name, members


def from_part(part: Part, reading: Reading) -> Iterator[tuple[str, Entry]]:
    heading = part.heading
    for block in part.of("paragraph"):
        if block.lines:
            yield from ((block.text.rstrip(":"), Entry(line.text, line.line)) for line in block.lines)
        else:
            reading.keep(heading, block.text, block.line)
    for name, members in groups(part.of("item")):
        flat = [Block("item", item.text, item.line, lines=item.lines) for item in members] if name else members
        yield from ((name.text.rstrip(":") if name else heading, entry) for entry in entries(flat, reading))


def read_deliverables(section: Section, reading: Reading) -> dict[str, Any]:
    """Section 5; `kind` is the group's name as one word."""
    found = []
    for part in section.parts:
        for kind, entry in from_part(part, reading):
            found.append(KindStatement(kind=snake(kind) or None, text=entry.text, items=entry.items, line=entry.line))
        reading.keep_blocks(part.heading, part.of("row"))
    return {"deliverables": found}
