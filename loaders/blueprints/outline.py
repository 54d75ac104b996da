"""Blocks to the template's sections, each with its parts, and the notes that are taken while reading them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.documents.blueprint import Other, Problem
from graph.sections import SECTIONS
from loaders.blueprints.blocks import Block
from loaders.blueprints.knowledge import KnownNames, WordSense

MAX_PROBLEMS = 500  # a document with more says nothing new


@dataclass(slots=True)
class Part:
    """What stands under one sub-heading; the first part of a section has none (`heading` is empty)."""

    heading: str
    line: int
    blocks: list[Block] = field(default_factory=list)

    def of(self, kind: str) -> list[Block]:
        return [block for block in self.blocks if block.kind == kind]


@dataclass(slots=True)
class Section:
    """One of the twenty sections with the parts under its sub-headings, in the document's order."""

    number: int
    title: str
    line: int
    parts: list[Part] = field(default_factory=list)

    def blocks(self) -> Iterable[Block]:
        return (block for part in self.parts for block in part.blocks)


@dataclass(slots=True)
class Outline:
    """`before` and `after` are the blocks outside the blueprint: page navigation, advertisements, comments."""

    sections: dict[int, Section]
    before: list[Block]
    after: list[Block]
    repeated: list[Block]


def outline(blocks: list[Block]) -> Outline:
    """The sections that are there, repeated ones joined; nothing follows the last section's table."""
    found = Outline({}, [], [], [])
    section: Section | None = None
    for block in blocks:
        if block.kind == "section":
            if block.number in found.sections:
                found.repeated.append(block)
            section = found.sections.setdefault(block.number, Section(block.number, block.text, block.line))
            section.parts.append(Part("", block.line))
        elif section is None:
            found.before.append(block)
        elif ends_document(section, block):
            found.after.append(block)
        elif block.kind == "heading":
            section.parts.append(Part(block.text, block.line))
        elif block.text:  # a row of a table may have no words, where a document is cut off
            section.parts[-1].blocks.append(block)
    return found


def ends_document(section: Section, block: Block) -> bool:
    """The scorecard is one table; what follows it belongs to the page around the document."""
    return (
        section.number == max(SECTIONS)
        and block.kind != "row"
        and any(block.kind == "row" for block in section.blocks())
    )


@dataclass(slots=True)
class Reading:
    """What the section readers share: what is known beforehand, and what they could not place or understand."""

    known: KnownNames
    words: WordSense
    family: str | None = None
    section: int = 0
    other: list[Other] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, what: str, words: str, line: int | None, suggestion: str | None = None) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            section = self.section or None
            self.problems.append(
                Problem(section=section, what=what, words=words[:300], line=line, suggestion=suggestion)
            )

    def keep(self, heading: str, text: str, line: int | None, items: Iterable[str] = ()) -> None:
        """Keep what has no field of its own."""
        if text.strip():
            self.other.append(
                Other(section=self.section or None, heading=heading or None, text=text, items=list(items), line=line)
            )

    def keep_blocks(self, heading: str, blocks: Iterable[Block]) -> None:
        """Keep blocks as notes; list items stay with the paragraph that introduces them."""
        lead: Block | None = None
        for block in blocks:
            if block.kind == "item" and lead is not None:
                self.other[-1].items.extend((block.text, *(line.text for line in block.lines)))
                continue
            lead = block if block.kind == "paragraph" and block.text.endswith(":") and not block.lines else None
            self.keep(heading, block.text, block.line, [line.text for line in block.lines])
