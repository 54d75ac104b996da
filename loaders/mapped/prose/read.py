"""The texts of a page, each with the headings that it stands under."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.mapped.grids import Cell
from loaders.mapped.labels import has_letters, page_name, plain, rank, track_of
from loaders.mapped.pieces import BOLD_DEPTH, Piece
from loaders.mapped.prose.named_texts import are_headless, named_texts
from loaders.mapped.prose.names import IsLevel, NamedItems, heading_kind, is_name
from loaders.mapped.prose.sections import Entry, Section, depth_of
from loaders.mapped.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """A text of a page: under which labels (`subject` "" for the page's own role), and what it was read from."""

    subject: str
    competency: str
    lines: list[str]
    parts: list[Piece | Cell]
    group: str = ""
    field: str = ""
    headings: Sequence[Piece | Cell] = ()

    @property
    def line(self) -> int:
        return self.parts[0].line

    def use(self) -> None:
        """Marks the words of this text as used; those of a text that nobody takes stay unused."""
        for part in self.parts:
            part.used = part.used or self.field or "text"
        for part in self.headings:
            part.used = part.used or "heading"


def _told(section: Section, entries: list[Entry], subject: str, competency: str, group: str, field: str) -> Told:
    """All that the entries say as one text."""
    lines = [line for entry in entries for line in entry.lines]
    return Told(subject, competency, lines, _pieces(entries), group, field, section.headings)


def _named(section: Section, entries: list[Entry], subject: str, competency: str, group: str) -> Told:
    """What an entry says behind its name, and what stands under it."""
    first, *rest = entries
    nested = [line for entry in rest for line in entry.lines]
    lines = [line for line in (first.rest, *first.lines[1:], *nested) if line]
    return Told(subject, competency, lines, _pieces(entries), group, "", section.headings)


def _pieces(entries: list[Entry]) -> list[Piece | Cell]:
    return [piece for entry in entries for piece in (entry.piece, *entry.below)]


def read_sections(
    page: list[Section], words: Words, is_level: IsLevel, names: NamedItems, *, jobs: bool, ignore: Iterable[str]
) -> Iterator[Told]:
    """The texts of one page."""
    left_out = {plain(line) for line in ignore}
    preamble = _preamble(page)
    only = not any(section.path and section.entries for section in page)
    around = _around(page, is_level)
    headless = are_headless([piece.grid for section in page for piece in section.tables if piece.grid])
    for section in page:
        labels = section.labels
        if left_out & {plain(label) for label in labels} or not (section.entries or section.tables):
            continue
        subject = next((label for label in reversed(labels) if is_level(label)), "")
        if subject and labels[-1] != subject and words.is_one("level_facts", labels[-1]):
            _use_level(section)
            continue
        others = [label for label in labels if label != subject]
        outer = others[-1] if others and subject == labels[-1] and not around else ""
        others = [] if outer else others
        if jobs:
            yield from _job(section, subject, others, words, names)
            continue
        yield from _rows(section, subject, others, words, headless=headless)
        if names.are_levels(section):
            yield from _by_level(section, others, words)
        elif section not in preamble and names.are_competencies(section):
            yield from _by_name(section, subject, others)
        elif section.entries and (section in preamble or not others) and not (subject and not others) and not only:
            yield _told(section, section.entries, subject, "", "", "summary")
        elif section.entries:
            competency = others[-1] if others else subject
            group = others[-2] if len(others) > 1 else outer
            yield _told(section, section.entries, subject, competency, group, "" if others else "section")


def _rows(section: Section, subject: str, others: list[str], words: Words, *, headless: bool) -> Iterator[Told]:
    for grid in (piece.grid for piece in section.tables if piece.grid):
        for row in named_texts(grid, words, headless=headless):
            lines = [line for cell in row.cells for line in cell.lines]
            headings: list[Piece | Cell] = [*section.path, *row.headings]
            yield Told(subject, row.name, lines, list(row.cells), "".join(others[-1:]), headings=headings)


def branches(page: list[Section], words: Words, is_level: IsLevel) -> dict[str, str]:
    """Levels by the heading above them, where several such headings each hold levels of their own, none names a track
    and they do not go on where the one before ended, as stages do: disciplines.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for section in page:
        for outer, inner in zip(section.labels, section.labels[1:], strict=False):
            if is_level(inner) and not is_level(outer):
                found[inner].add(outer)
    outers = set[str]().union(*found.values())
    alone = all(len(above) == 1 for above in found.values())
    if len(outers) < 2 or not alone or any(track_of(outer, words) for outer in outers) or _are_stages(found, words):
        return {}
    return {level: next(iter(above)) for level, above in found.items()}


def _are_stages(found: dict[str, set[str]], words: Words) -> bool:
    """Whether the levels under each heading stand above all those under the heading before it."""
    heights: dict[str, list[float]] = defaultdict(list)
    for level, above in found.items():
        said = rank(level, words)
        heights[next(iter(above))] += [] if said is None else [said]
    return all(heights.values()) and all(min(upper) > max(lower) for lower, upper in pairwise(heights.values()))


def _use_level(section: Section) -> None:
    """What says how high a title stands or is paid is no text."""
    for part in (*section.path, *(entry.piece for entry in section.entries)):
        part.used = part.used or "level"


def _around(page: list[Section], is_level: IsLevel) -> bool:
    """Whether headings around levels name competencies: the same level then stands under several of them."""
    outers: dict[str, set[str]] = defaultdict(set)
    for section in page:
        labels = section.labels
        if len(labels) > 1 and is_level(labels[-1]):
            outers[plain(labels[-1])].add(plain(labels[-2]))
    return any(len(found) > 1 for found in outers.values())


def _preamble(page: list[Section]) -> set[Section]:
    """Labels in bold that stand directly under the title, where others like them stand under headings."""
    bold = [section for section in page if section.path and depth_of(section.path[-1]) == BOLD_DEPTH]
    grouped = [section for section in bold if len(section.path) > 1]
    return {section for section in bold if len(section.path) == 1} if len(grouped) > len(bold) // 2 else set()


def _job(section: Section, subject: str, others: list[str], words: Words, names: NamedItems) -> Iterator[Told]:
    kind = heading_kind(section, words)
    if not section.entries or kind == "elsewhere":
        return
    heading = others[-1] if others else ""
    if not kind:
        fact = words.is_one("level_facts", heading) or words.is_one("fact", heading)
        yield _told(section, section.entries, subject, heading, "", "other" if others and not fact else "summary")
        return
    heading = heading or subject
    common = kind in ("requirements", "wishes") and names.are_common(section)
    named = [entry for entry in section.entries if common and entry.piece.kind == "item" and is_name(entry)]
    for entry in named:
        yield _named(section, [entry], subject, entry.name, heading)
    if unnamed := [entry for entry in section.entries if entry not in named]:
        yield _told(section, unnamed, subject, heading, "", kind)


def _by_level(section: Section, others: list[str], words: Words) -> Iterator[Told]:
    """Each level with what stands behind its name; what stands before the first is about none of them. Below a heading
    that says no more than "Levels", it is about the role itself.
    """
    _, groups = section.by_names()
    if others and _says_levels(others[-1], words):
        for entries in groups:
            yield replace(_named(section, entries, entries[0].name, "", ""), field="summary")
        return
    for entries in groups:
        yield _named(section, entries, entries[0].name, "".join(others[-1:]), others[-2] if len(others) > 1 else "")


def _says_levels(label: str, words: Words) -> bool:
    """Whether a heading says "Levels", "Our career levels" and nothing more."""
    said = plain(label)
    return bool(set(said.split()) & words.steps) and (said in words.steps or not page_name(label, words))


def _by_name(section: Section, subject: str, others: list[str]) -> Iterator[Told]:
    """Each competency with what stands behind its name; what stands before the first is about the role itself."""
    before, groups = section.by_names()
    if before:
        yield _told(section, before, subject, "", "", "summary")
    for entries in groups:
        named = _named(section, entries, subject, entries[0].name, "".join(others[-1:]))
        if any(map(has_letters, named.lines)):  # not figures alone: "Team vs house: 0.5"
            yield named
