"""Whether pages are of the form in which headings name levels, and what is so of tables and of roles beside them."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mapped.proposal.draft import Draft
from loaders.mapped.proposal.section_levels import section_levels
from loaders.mapped.prose.names import NamedItems
from loaders.mapped.roles.called import page_title
from loaders.mapped.sources.pieces import Source
from loaders.mapped.tables.model import MOST_LEVELS
from loaders.mapped.wording.labels import (
    read_label,
)
from loaders.mapped.wording.texts import plain, size, words_in


def is_sectioned(draft: Draft, source: Source) -> bool:
    page = draft.sections_of(source)
    levels = section_levels(draft, page)
    names = NamedItems([page], draft.words, draft.is_level)
    listed = sum(names.are_levels(section) for section in page)
    return len(levels) >= 2 or listed > 1 or bool(listed and draft.known)


def like_these(draft: Draft, sectioned: list[Source], sources: Sequence[Source]) -> list[Source]:
    """Pages that say something of one level only, and of nothing else, where others name it beside more: each is about
    one competency, or about a discipline that has one level ("Miller (B2)").
    """
    labels = [label for source in sectioned for label in section_levels(draft, draft.sections_of(source))]
    known, codes = set(map(plain, labels)), {read_label(label).code for label in labels} - {""}
    found = []
    for source in (source for source in sources if source not in sectioned):
        said = [section.labels for section in draft.sections_of(source) if section.entries]
        levels = {plain(own[-1]) for own in said if own}
        outer = {own[0] for own in said if len(own) > 1}
        of_competency = len(sectioned) > 1 and len(levels) == 1 and levels <= known and all(said)
        if of_competency or (len(outer) == 1 and read_label(outer.pop()).code in codes):
            found.append(source)
    return found


def say_more(draft: Draft, source: Source) -> bool:
    """Whether a page says most of its levels below their headings, and only an overview of them in tables."""
    page = draft.sections_of(source)
    levels = section_levels(draft, page) if source.format != "xlsx" else []
    told = around = 0
    for section in page:
        cells = [cell for piece in section.tables if piece.grid for cell in piece.grid.cells]
        in_tables = sum(cell.words for cell in cells if not draft.is_level(cell.label))
        if set(section.labels).isdisjoint(levels):
            around += in_tables
        else:
            told += in_tables + sum(size(line) for entry in section.entries for line in entry.lines)
    return len(levels) > 1 and told > around


def is_about_one(draft: Draft, source: Source) -> bool:
    """Whether a page is called like a level and says most below its headings: its tables compare it with others."""
    ladder = draft.words.lists["ladders"].intersection(words_in(source.title))  # "Contributor Ladder"
    if source.format == "xlsx" or ladder or not draft.is_level(page_title(source, draft.words)):
        return False
    page = draft.sections_of(source)
    told = sum(size(line) for section in page for entry in section.entries for line in entry.lines)
    return told > sum(cell.words for piece in source.tables if piece.grid for cell in piece.grid.cells)


def are_tables_of_levels(draft: Draft, source: Source) -> bool:
    """Whether tables with the same heads stand each under the heading of another level and name none at their sides:
    what looks like levels in them are stages of skills.
    """
    page = [section for section in draft.sections_of(source) if section.tables]
    levels = section_levels(draft, draft.sections_of(source))
    own = [next((label for label in reversed(section.labels) if label in levels), "") for section in page]
    grids = [piece.grid for section in page for piece in section.tables if piece.grid]
    sides = [cells for grid in grids for cells in (grid.row(0), grid.column(0)[1:])]
    named = any(sum(draft.is_level(cell.label) for cell in cells) >= MOST_LEVELS * len(cells) for cells in sides)
    heads = {tuple(plain(cell.label) for cell in grid.row(0)) for grid in grids}
    return len(grids) == len(page) == len(set(own) - {""}) > 1 == len(heads) and not named


def are_roles(draft: Draft, sources: list[Source]) -> bool:
    """Whether several documents, each called like another level, have the same headings: what looks like levels in them
    are competencies ("Module 1", "Module 2" under each of "Engineer 1", "Engineer 2").
    """
    titles = {plain(source.title) for source in sources if draft.is_level(source.title)}
    inner = {tuple(sorted(map(plain, section_levels(draft, draft.sections_of(source))))) for source in sources}
    return len(titles) == len(sources) > 2 and len(inner) == 1
