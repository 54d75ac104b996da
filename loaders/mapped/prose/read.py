"""The texts of a page, each with the headings that it stands under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.mapped.labels import is_short, plain, tidy
from loaders.mapped.pieces import BOLD_DEPTH, Piece
from loaders.mapped.prose.names import IsLevel, NamedItems, heading_kind, is_name
from loaders.mapped.prose.sections import Entry, Section, depth_of
from loaders.mapped.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """A text of a page: under which labels (`subject` "" for the page's own role)."""

    subject: str
    competency: str
    lines: list[str]
    line: int
    group: str = ""
    field: str = ""


def read_sections(
    page: list[Section], words: Words, is_level: IsLevel, names: NamedItems, *, jobs: bool, ignore: Iterable[str]
) -> Iterator[Told]:
    """The texts of one page."""
    left_out = {plain(each) for each in ignore}
    preamble = _preamble(page)
    only = not any(section.path and section.entries for section in page)
    around = _around(page, is_level)
    for section in page:
        labels = section.labels
        if left_out & {plain(label) for label in labels} or not (section.entries or section.tables):
            continue
        subject = next((label for label in reversed(labels) if is_level(label)), "")
        others = [label for label in labels if label != subject]
        outer = others[-1] if others and subject == labels[-1] and not around else ""
        others = [] if outer else others
        if jobs:
            yield from _job(section, subject, others, words, names)
            continue
        for piece in section.tables:
            yield from _table(piece, section, subject, others, words)
        if names.are_levels(section):
            yield from _by_level(section, others)
        elif section not in preamble and names.are_competencies(section):
            yield from _by_name(section, subject, others)
        elif section.entries and (section in preamble or not others) and not (subject and not others) and not only:
            section.use("summary")
            yield Told(subject, "", _all(section.entries), section.entries[0].piece.line, field="summary")
        elif section.entries:
            competency = others[-1] if others else subject
            section.use("text")
            group = others[-2] if len(others) > 1 else outer
            field = "" if others else "section"
            yield Told(subject, competency, _all(section.entries), section.entries[0].piece.line, group, field)


def _around(page: list[Section], is_level: IsLevel) -> bool:
    """Whether headings around levels name competencies: the same level then stands under several of them."""
    outers: dict[str, set[str]] = defaultdict(set)
    for section in page:
        labels = section.labels
        if len(labels) > 1 and is_level(labels[-1]):
            outers[plain(labels[-1])].add(plain(labels[-2]))
    return any(len(found) > 1 for found in outers.values())


def _all(entries: list[Entry]) -> list[str]:
    return [line for entry in entries for line in entry.lines]


def _preamble(page: list[Section]) -> set[Section]:
    """Labels in bold that stand directly under the title, where others like them stand under headings."""
    bold = [section for section in page if section.path and depth_of(section.path[-1]) == BOLD_DEPTH]
    grouped = [section for section in bold if len(section.path) > 1]
    return {section for section in bold if len(section.path) == 1} if len(grouped) > len(bold) // 2 else set()


def _job(section: Section, subject: str, others: list[str], words: Words, names: NamedItems) -> Iterator[Told]:
    kind = heading_kind(section, words)
    if not section.entries or kind == "elsewhere":
        return
    if not kind:
        section.use("summary" if not others else "text")
        yield Told(
            subject,
            others[-1] if others else "",
            _all(section.entries),
            section.entries[0].piece.line,
            field="summary" if not others else "other",
        )
        return
    heading = others[-1] if others else subject
    unnamed = []
    for entry in section.entries:
        if (
            kind in ("requirements", "wishes")
            and entry.piece.kind == "item"
            and entry.name
            and is_name(entry)
            and names.are_common(section)
        ):
            entry.use("text")
            yield Told(subject, entry.name, [entry.rest, *entry.lines[1:]], entry.piece.line, heading)
        else:
            unnamed.append(entry)
    section.use(kind)
    if unnamed:
        yield Told(subject, heading, _all(unnamed), unnamed[0].piece.line, field=kind)


def _by_level(section: Section, others: list[str]) -> Iterator[Told]:
    section.use("text")
    for entry in section.entries:
        if entry.name:
            lines = [line for line in (entry.rest, *entry.lines[1:]) if line]
            yield Told(
                entry.name, others[-1] if others else "", lines, entry.piece.line, others[-2] if len(others) > 1 else ""
            )


def _by_name(section: Section, subject: str, others: list[str]) -> Iterator[Told]:
    section.use("text")
    for entry in section.entries:
        if entry.name:
            lines = [line for line in (entry.rest, *entry.lines[1:]) if line]
            yield Told(subject, entry.name, lines, entry.piece.line, others[-1] if others else "")


def _table(piece: Piece, section: Section, subject: str, others: list[str], words: Words) -> Iterator[Told]:
    """One table a level: names at the left, texts beside them, under a head."""
    grid = piece.grid
    if grid is None or grid.width < 2 or grid.height < 3:
        return
    body = list(grid.rows())[1:]
    heads = [cell.label for cell in grid.row(0)]
    shorter = all(len(head.split()) <= 4 for head in heads) and heads[0]
    names = [row[0].label for row in body]
    texts = [[cell for cell in row[1:] if cell.lines and cell is not row[0]] for row in body]
    lengths = [sum(cell.words for cell in cells) for cells in texts]
    if (
        not shorter
        or len(set(names)) < len(names)
        or not all(map(is_short, filter(None, names)))
        or sum(lengths) < 4 * len(lengths)
    ):
        return
    piece.used = "table"
    for cell in grid.row(0):
        cell.used = cell.used or "heading"
    for name, cells, row in zip(names, texts, body, strict=True):
        if name and cells:
            row[0].used = "competency"
            for cell in cells:
                cell.used = "text"
            section.use("heading")
            yield Told(
                subject,
                tidy(name),
                [line for cell in cells for line in cell.lines],
                cells[0].line,
                others[-1] if others else "",
            )
