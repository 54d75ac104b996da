"""Role blueprints: from a file's bytes to a `Blueprint`.

A blueprint is a page of twenty numbered sections about one role. It comes as a WordPress post (JSON with HTML in it),
as plain HTML, or as text copied from a browser. Reading goes four steps, each in its own module:

    decoding.py              bytes → text, its format and character set by content
    markup.py, flattened.py  text → blocks: headings, list items, paragraphs and table rows, each with its line
    outline.py               blocks → the twenty sections with their sub-headings
    sections/                one small reader a section → the fields of a Blueprint

The section readers do not know which format they read: a block carries bold words or table cells where the format had
them. What a heading, a label or a closing word means stands in `wording.py`. Nothing is dropped in silence: what has no
field goes to `other`, what could not be read or had to be guessed to `problems`, and what stands outside the twenty
sections to `ReadDocument.outside`.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from graph.documents.blueprint import Blueprint
from graph.documents.document import DocumentFormat
from graph.sections import SECTIONS
from loaders.blueprints.blocks import MAX_TEXT, Block, clean
from loaders.blueprints.flattened import read_flattened
from loaders.blueprints.knowledge import KnownNames, WordSense
from loaders.blueprints.markup import read_markup
from loaders.blueprints.outline import Outline, Reading, Section, outline
from loaders.blueprints.sections.career import read_career
from loaders.blueprints.sections.deliverables import read_deliverables
from loaders.blueprints.sections.grouped import (
    read_activities,
    read_ai_impact,
    read_decisions,
    read_environment,
    read_goals,
    read_qualifications,
    read_responsibilities,
    read_risks,
    read_variants,
)
from loaders.blueprints.sections.hiring import read_hiring
from loaders.blueprints.sections.measures import read_kpis
from loaders.blueprints.sections.people import read_stakeholders
from loaders.blueprints.sections.profile import (
    level_and_family,
    level_of,
    read_mission,
    read_summary,
    role_title,
    title_line,
)
from loaders.blueprints.sections.scorecard import read_scorecard
from loaders.blueprints.sections.skills import read_soft_skills, read_technical_skills
from loaders.blueprints.sections.tools import read_tools
from loaders.decoding import Source, binary_kind, decode, format_of, open_source
from loaders.errors import LoadError, NotABlueprint

__all__ = ["KnownNames", "ReadDocument", "read_blueprint", "recognise"]

FEWEST_SECTIONS = 3  # of twenty, from which a document is taken for a blueprint
MAP_INSTEAD = "`ladder map` shows whether the document can be read as a ladder of another form."
HALF = len(SECTIONS) // 2  # from which it is surely one, and `ladder map` leaves it alone

SectionReader = Callable[[Section, Reading], dict[str, Any]]
READERS: dict[int, SectionReader] = {
    1: read_summary,
    2: read_mission,
    3: read_responsibilities,
    4: read_activities,
    5: read_deliverables,
    6: read_goals,
    7: read_kpis,
    8: read_technical_skills,
    9: read_soft_skills,
    10: read_tools,
    11: read_environment,
    12: read_stakeholders,
    13: read_decisions,
    14: read_qualifications,
    15: read_career,
    16: read_risks,
    17: read_variants,
    18: read_ai_impact,
    19: read_hiring,
    20: read_scorecard,
}


@dataclass(frozen=True)
class ReadDocument:
    """A blueprint that was read. `outside` are the texts around the twenty sections (navigation, advertisements), which
    no field holds.
    """

    blueprint: Blueprint
    format: DocumentFormat
    title: str
    uri: str | None = None
    outside: tuple[str, ...] = ()


def recognise(data: bytes) -> DocumentFormat | None:
    """What a file's content is: `wordpress` (any JSON), `html` or `text`; None where it is no text at all."""
    if binary_kind(data) or not data.strip(b"\0 \t\r\n"):
        return None
    return format_of(decode(data[: 256 * 1024])[0])


def read_blueprint(data: bytes, name: str, known: KnownNames = KnownNames()) -> ReadDocument:
    """The blueprint in a file's content; `name` is what messages call it.

    Raises LoadError when it cannot be read at all (too large, no text, broken JSON), NotABlueprint when it has not at
    least three of the twenty sections.
    """
    source = open_source(data, name)
    found, blocks, page_title = _outline(source, name)
    if len(found.sections) < FEWEST_SECTIONS:
        raise not_a_blueprint(name, found)
    reading = Reading(known, WordSense(block.text for block in blocks if block.kind != "row"))
    title = find_title(source, found, page_title, name, reading)
    blueprint = read_sections(found, title, reading, source)
    return ReadDocument(
        blueprint, source.format, title, source.uri, tuple(block.text for block in (*found.before, *found.after))
    )


def _outline(source: Source, name: str) -> tuple[Outline, list[Block], str]:
    if source.format == "text":
        blocks, page_title = read_flattened(source.text, name), ""
    else:
        blocks, page_title = read_markup(source.text, name)
    return outline(blocks), blocks, page_title


def count_sections(data: bytes, name: str) -> int:
    """How many of the twenty sections a file has; 0 where it cannot be read."""
    try:
        return len(_outline(open_source(data, name), name)[0].sections)
    except LoadError:
        return 0


def not_a_blueprint(name: str, found: Outline) -> NotABlueprint:
    few = ", ".join(SECTIONS[number].title for number in (1, 3, 8))
    hint = f"A blueprint has at least {FEWEST_SECTIONS} of {len(SECTIONS)} sections, such as {few}. {MAP_INSTEAD}"
    return NotABlueprint(name, f"is not a role blueprint: {_has(found)}", suggestion=hint)


def _has(found: Outline) -> str:
    there = [SECTIONS[number].title for number in sorted(found.sections)]
    if not there:
        return "it has no section of one"
    return f"it has {len(there)} section{'s' if len(there) > 1 else ''} of one ({', '.join(there)})"


def find_title(source: Source, found: Outline, page_title: str, name: str, reading: Reading) -> str:
    """The role's title: the post's or the page's, the line before the first section, the scorecard's, else the file's
    name.
    """
    candidates = [role_title(html.unescape(clean(source.title)))] if source.title else []
    candidates += [title_line(found.before), role_title(page_title)]
    if 20 in found.sections:
        rows = [block.text for block in found.sections[20].blocks() if block.text.casefold().startswith("role title")]
        candidates += [row[len("role title") :].strip(" :") for row in rows[:1]]
    title = next((candidate for candidate in candidates if candidate), "")
    if not title:
        title = PurePath(name).stem.replace("-", " ").replace("_", " ").strip().title() or "Untitled role"
        reading.problem(
            "the role's title was not found; the file's name stands for it",
            title,
            None,
            "Put the title before the first section.",
        )
    return title[:200]


def _tell_missing(found: Outline, reading: Reading) -> None:
    """Each section that is missing; of a document that has few, what it has: it may be a ladder of another form."""
    if len(found.sections) < HALF:
        reading.section = 0
        there = ", ".join(SECTIONS[number].title for number in sorted(found.sections))
        reading.problem(f"it has {len(found.sections)} sections", there, None, MAP_INSTEAD)
        return
    for reading.section in sorted(SECTIONS.keys() - found.sections.keys()):
        title = SECTIONS[reading.section].title
        reading.problem("the section is missing", title, None, "Add it, or leave it if the role has nothing there.")


def read_sections(found: Outline, title: str, reading: Reading, source: Source) -> Blueprint:
    """Every section by its reader, and what is missing, repeated or odd as problems."""
    fields: dict[str, Any] = {}
    reading.family = level_and_family(title)[1]
    for note in source.notes:
        reading.problem(note, "", None, "Save the document as UTF-8.")
    _tell_missing(found, reading)
    for number, section in sorted(found.sections.items()):
        reading.section = number
        fields |= READERS[number](section, reading)
    for section in found.sections.values():
        reading.section = section.number
        for block in section.blocks():
            if len(block.text) >= MAX_TEXT - 1:
                reading.problem(
                    f"a text is longer than {MAX_TEXT:,} characters; the rest was left out",
                    block.text,
                    block.line,
                    "Split it.",
                )
    for block in found.repeated:
        reading.section = block.number
        reading.problem("the section is there twice; both were read", block.text, block.line, "Join the two.")
    reading.section = 1
    summary = " ".join(block.text for block in found.sections[1].blocks()) if 1 in found.sections else ""
    level, family = level_of(title, summary, fields.get("years_min"), reading)
    return Blueprint(title=title, level=level, family=family, other=reading.other, problems=reading.problems, **fields)
