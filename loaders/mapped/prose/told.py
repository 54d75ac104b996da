"""A text of a page, and how it is made of what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loaders.mapped.prose.model import Entry, Section
from loaders.mapped.prose.named_texts import NamedTexts
from loaders.mapped.sources.data.leaves import Leaf
from loaders.mapped.sources.grids import Cell
from loaders.mapped.sources.pieces import Piece
from loaders.mapped.wording.labels import page_name
from loaders.mapped.wording.texts import labelled
from loaders.mapped.wording.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """A text of a page: under which labels (`subject` "" for the page's own role), of which track of a level that is on
    several, and what it was read from.
    """

    subject: str
    competency: str
    lines: list[str]
    parts: Sequence[Piece | Cell | Leaf]
    group: str = ""
    field: str = ""
    headings: Sequence[Piece | Cell] = ()
    discipline: str = ""
    stage: str = ""
    track: str = ""

    @property
    def line(self) -> int:
        return self.parts[0].line

    def use(self) -> None:
        """Marks the words of this text as used; those of a text that nobody takes stay unused."""
        for part in self.parts:
            part.used = part.used or self.field or "text"
        for part in self.headings:
            part.used = part.used or "heading"


def told_together(
    section: Section, entries: list[Entry], subject: str, competency: str, group: str, field: str
) -> Told:
    """All that the entries say as one text."""
    lines = [line for entry in entries for line in entry.lines]
    return Told(subject, competency, lines, _pieces(entries), group, field, section.headings)


def told_of_name(section: Section, entries: list[Entry], subject: str, competency: str, group: str) -> Told:
    """What an entry says behind its name, and what stands under it."""
    first, *rest = entries
    nested = [line for entry in rest for line in entry.lines]
    lines = [line for line in (first.rest, *first.lines[1:], *nested) if line]
    return Told(subject, competency, lines, _pieces(entries), group, "", section.headings)


def _pieces(entries: list[Entry]) -> list[Piece | Cell]:
    return [piece for entry in entries for piece in (entry.piece, *entry.below)]


def told_in_columns(cells: list[Cell], section: Section, subject: str, others: Sequence[str]) -> Told:
    """What columns of a table say of the competency, or of the role, that it stands under."""
    lines = [line for cell in cells for line in cell.lines]
    competency, group = (others[-1], "".join(others[-2:-1])) if others else (subject, "")
    return Told(subject, competency, lines, list(cells), group, "" if others else "section", section.headings)


def told_of_row(row: NamedTexts, section: Section, subject: str, group: str) -> Told:
    """What a row of a table says of what it names."""
    lines = [line for cell in row.cells for line in cell.lines]
    headings: list[Piece | Cell] = [*section.path, *row.headings]
    return Told(subject, row.name, lines, list(row.cells), group, headings=headings, stage=row.stage)


def told_as_duties(told: Told, words: Words) -> Told:
    """What a job lists below no more than "Job description" as what it does, for a page that says so nowhere else."""
    listed = all(isinstance(part, Piece) and part.kind == "item" for part in told.parts)
    says_kind = told.field == "summary" and told.competency and not page_name(told.competency, words)
    return replace(told, field="responsibilities") if says_kind and listed else told


def told_as_wanted(column: NamedTexts, kind: str, subject: str, section: Section) -> Told:
    """What a job asks for in one column of a table, each row with its name before it."""
    names = {cell.row: cell.label for cell in column.headings}
    lines = [line for cell in column.cells for line in labelled(names.get(cell.row, ""), cell.lines)]
    headings: list[Piece | Cell] = [*section.path, *column.headings]
    return Told(subject, column.name, lines, list(column.cells), field=kind, headings=headings)
