"""Prose in which headings name levels and competencies: a page a role, or a page with a heading for each level."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from loaders.mapped.grids import Cell
from loaders.mapped.labels import is_level, is_short, plain, size, tidy
from loaders.mapped.sources import BOLD_DEPTH, Piece, Source
from loaders.mapped.words import Words, shipped

LABELLED = re.compile(r"^(?P<name>[^\s.,;:!?–—-][^.:;!?]{1,60}?)(?:\s+[–—-]\s+|\s*[:：]\s+)(?P<text>\S.*)$", re.DOTALL)
NUMBERED = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=[^\W\d])")  # "2.1 Communication"
NAME_WORDS = 6  # most of a name that opens an item
REPEATED = 0.5  # share of the roles that an item's name must return in to be a competency
IsLevel = Callable[[str], bool]


@dataclass(eq=False, slots=True)
class Entry:
    """An item or paragraph with what is nested in it; `name` is the label that it opens with, if it does."""

    piece: Piece
    text: str
    name: str = ""
    rest: str = ""
    bold: bool = False
    below: list[Piece] = field(default_factory=list)

    def use(self, use: str) -> None:
        for piece in (self.piece, *self.below):
            piece.used = piece.used or use

    @property
    def lines(self) -> list[str]:
        return [self.text, *(line for piece in self.below for line in (piece.text, *piece.lines)), *self.piece.lines]


@dataclass(eq=False, slots=True)
class Section:
    """What stands directly under one heading; `path` are the headings that lead to it, the page's title left out."""

    path: list[Piece]
    entries: list[Entry] = field(default_factory=list)
    tables: list[Piece] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        return [NUMBERED.sub("", tidy(piece.text)) for piece in self.path]

    def use(self, use: str) -> None:
        for piece in self.path:
            piece.used = piece.used or "heading"
        for entry in self.entries:
            entry.use(use)


def sections_of(source: Source) -> list[Section]:
    """The sections of a page in order. Menus are left out: blocks of links, and headings above them."""
    found = [Section([])]
    path: list[Piece] = []
    pieces = _without_menu(source)
    _raise_levels(pieces)
    for at, piece in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if heading := _as_heading(piece, following):
            depth = piece.depth if piece.kind == "heading" else BOLD_DEPTH
            if plain(heading) == plain(source.title) and not any(section.entries for section in found[1:]):
                path = []
                piece.used = "title"
                continue
            path = [each for each in path if _depth(each) < depth] + [piece]
            found.append(Section(list(path)))
        elif piece.kind == "table":
            found[-1].tables.append(piece)
        elif (
            piece.kind == "item"
            and piece.depth > 1
            and found[-1].entries
            and found[-1].entries[-1].piece.kind == "item"
        ):
            found[-1].entries[-1].below.append(piece)
        elif piece.kind in ("item", "paragraph") and piece.text:
            found[-1].entries.append(_entry(piece))
    return found


def _raise_levels(pieces: list[Piece]) -> None:
    """Where headings of one rank name levels and what stands under them, as bold lines do, levels rank above."""
    for depth in range(BOLD_DEPTH, 1, -1):
        like = [piece for piece in pieces if piece.kind == "heading" and piece.depth == depth]
        levels = [piece for piece in like if is_level(piece.text, shipped())]
        if 2 <= len(levels) < 0.5 * len(like) and like[0] in levels:
            for piece in levels:
                piece.depth = depth - 1


def _depth(piece: Piece) -> int:
    return piece.depth if piece.kind == "heading" else BOLD_DEPTH


def _without_menu(source: Source) -> list[Piece]:
    """From the page's title on where a menu stands before it."""
    start = next(
        (
            at
            for at, piece in enumerate(source.pieces)
            if piece.kind == "heading" and plain(piece.text) == plain(source.title)
        ),
        0,
    )
    before = source.pieces[:start]
    kept = source.pieces[start:] if sum(piece.linked for piece in before) > len(before) // 3 else source.pieces
    return [piece for piece in kept if not (piece.linked and piece.kind != "heading")]


def _as_heading(piece: Piece, following: Piece | None) -> str:
    """A heading's words; a paragraph that is no more than a label of the list under it counts as one."""
    text = tidy(piece.text)
    if piece.kind == "heading":
        sentence = piece.depth == BOLD_DEPTH and (not is_short(text) or "\n" in piece.text)
        if sentence:
            piece.kind = "paragraph"
        return "" if sentence else text
    lists = following is not None and following.kind == "item"
    if piece.kind == "paragraph" and lists and piece.bold and is_short(tidy(piece.bold)) and size(text) <= 20:
        rest = tidy(text.removeprefix(tidy(piece.bold)))
        if not rest or size(rest) <= 14:
            piece.lines = [rest, *piece.lines] if rest else piece.lines
            piece.text = piece.bold
            return tidy(piece.bold)
    if piece.kind == "paragraph" and lists and text and piece.text.rstrip().endswith((":", "：")) and size(text) <= 4:
        return text
    return ""


def _entry(piece: Piece) -> Entry:
    bold = tidy(piece.bold).rstrip(".")
    if bold and size(bold) <= NAME_WORDS + 2 and len(piece.text) > len(piece.bold) + 2:
        return Entry(piece, piece.text, bold, tidy_start(piece.text[len(piece.bold) :]), True)
    if bold and piece.kind == "item" and size(bold) <= NAME_WORDS and piece.lines:
        return Entry(piece, piece.text, bold, "", True)
    if (match := LABELLED.match(piece.text)) and size(match["name"]) <= NAME_WORDS:
        return Entry(piece, piece.text, tidy(match["name"]), match["text"].strip())
    return Entry(piece, piece.text)


def tidy_start(text: str) -> str:
    return text.lstrip(" .:–—-*").strip()


def without_boilerplate(pages: list[list[Section]]) -> None:
    """Takes out paragraphs that stand in every one of several pages: they say nothing of a role."""
    if len(pages) < 3:
        return
    texts = Counter(
        text
        for page in pages
        for text in {plain(each.text) for section in page for each in section.entries if each.piece.kind == "paragraph"}
    )
    for page in pages:
        for section in page:
            section.entries = [
                each
                for each in section.entries
                if each.piece.kind != "paragraph" or texts[plain(each.text)] < len(pages)
            ]


def heading_kind(section: Section, words: Words, *, own: bool = False) -> str:
    """What a job description's heading means: its `own` words, else those of the heading above it."""
    for label in section.labels[-1:] if own else reversed(section.labels):
        said = re.sub(r"\s*\([^)]*\)", "", label).casefold().replace("’", "'").strip(" :.!?…")
        if kind := words.headings.get(said):
            return kind
    return ""


def is_job_description(pages: Iterable[list[Section]], words: Words) -> bool:
    """Whether most of the sections that say something stand under headings of job descriptions."""
    said = [section for page in pages for section in page if section.entries and section.path]
    kinds = [kind for section in said if (kind := heading_kind(section, words, own=True))]
    return len(kinds) >= (0.5 if len(set(kinds)) > 1 else 0.7) * max(len(said), 1) and bool(kinds)


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
    bold = [section for section in page if section.path and _depth(section.path[-1]) == BOLD_DEPTH]
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
            and _is_name(entry)
            and names.are_common(section)
        ):
            entry.use("text")
            yield Told(subject, entry.name, [entry.rest, *entry.lines[1:]], entry.piece.line, heading)
        else:
            unnamed.append(entry)
    section.use(kind)
    if unnamed:
        yield Told(subject, heading, _all(unnamed), unnamed[0].piece.line, field=kind)


def _is_name(entry: Entry) -> bool:
    return size(entry.rest) >= 3 and size(entry.name) <= NAME_WORDS


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
                _first(cells).line,
                others[-1] if others else "",
            )


def _first(cells: list[Cell]) -> Cell:
    return cells[0]


class NamedItems:
    """What the names that open items are: levels, competencies that return from role to role, or just words."""

    def __init__(self, pages: list[list[Section]], words: Words, is_level: IsLevel) -> None:
        self.words, self.is_level = words, is_level
        self.named: set[int] = set()
        owners: dict[str, set[int]] = defaultdict(set)
        subjects: set[int] = set()
        place = 0
        for page in pages:
            place += 1
            subject = ""
            for section in page:
                own = next((label for label in reversed(section.labels) if is_level(label)), "")
                if own != subject:
                    place, subject = place + 1, own
                if not section.entries:
                    continue
                subjects.add(place)
                for entry in section.entries:
                    if entry.name:
                        owners[plain(entry.name)].add(place)
        self.shares = {name: len(found) / max(len(subjects), 1) for name, found in owners.items()}
        self.several = len(subjects) > 1

    def are_levels(self, section: Section) -> bool:
        """ "Junior: …", "Senior: …" under one competency."""
        names = [entry.name for entry in section.entries if entry.name]
        fits = {plain(name) for name in names if self.is_level(name)}
        return len(fits) >= 2 and len(fits) >= 0.6 * len(section.entries)

    def are_competencies(self, section: Section) -> bool:
        names = [entry.name for entry in section.entries if entry.name]
        if len(names) < 2 or len(names) < 0.8 * len(section.entries) or not self.several:
            return False
        return sum(self.shares[plain(name)] for name in names) / len(names) >= REPEATED

    def are_common(self, section: Section) -> bool:
        """In a job description: several items open with a name, or all of them with a bold one."""
        items = [entry for entry in section.entries if entry.piece.kind == "item"]
        named = [entry for entry in items if entry.name and _is_name(entry)]
        return len(named) >= 2 or (bool(items) and all(entry.bold for entry in items))
