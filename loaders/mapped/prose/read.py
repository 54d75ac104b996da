"""The texts of a page, each with the headings that it stands under."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from loaders.mapped.found import FACT
from loaders.mapped.prose.abreast import texts_abreast, texts_of_tracks
from loaders.mapped.prose.disciplines import disciplines_of
from loaders.mapped.prose.entries import told_by_level, told_by_name, told_of_job
from loaders.mapped.prose.model import Section, depth_of
from loaders.mapped.prose.named_texts import (
    are_headless,
    are_lists,
    expected_cells,
    listed_texts,
    named_texts,
    wanted_texts,
)
from loaders.mapped.prose.names import NamedItems, heading_kind
from loaders.mapped.prose.strange import says_competencies
from loaders.mapped.prose.told import Told, told_as_duties, told_as_wanted, told_in_columns, told_of_row, told_together
from loaders.mapped.sources.grids import Cell, Grid
from loaders.mapped.sources.pieces import BOLD_DEPTH, Piece
from loaders.mapped.tables.read import read_table
from loaders.mapped.wording.directions import tells_steps
from loaders.mapped.wording.job_headings import OF_JOBS
from loaders.mapped.wording.levels import IsLevel, base_of, is_level, track_stated
from loaders.mapped.wording.parts import is_fact_of_roles
from loaders.mapped.wording.texts import labelled, plain, size, tidy, words_in
from loaders.mapped.wording.words import Words

LEAST_COMPARED = 3  # competencies and levels of a table that compares levels
LEAST_GROUPED = 3  # competencies below one heading
FACT_WORDS = 8  # of what a row says that is a fact of the role ("Reports to")


def read_sections(
    page: list[Section], words: Words, is_level: IsLevel, names: NamedItems, *, jobs: bool, ignore: Iterable[str]
) -> Iterator[Told]:
    """The texts of one page."""
    left_out = {plain(line) for line in ignore}
    reader = _Page(page, words, is_level, names, jobs=jobs)
    for section in page:
        said = section.entries or section.tables
        for piece in section.levels if any(map(is_level, section.labels)) else ():
            piece.used = piece.used or "level"
        yield from reader.facts(section)
        if said and not left_out & {plain(label) for label in section.labels}:
            discipline = next(filter(reader.disciplines.__contains__, section.labels), "")
            inside = reader.counted(section)
            for told in reader.told(section):
                if inside and reader.bases.get(plain(section.labels[-1])):  # directly below it: about these roles
                    told = replace(told, competency="", field="summary")
                stage = told.stage or ("" if told.field else section.stage)
                for level in inside or [told.subject]:
                    yield replace(told, discipline=discipline, subject=level, stage=stage)


class _Page:
    """What the reading of a section asks of all others on its page."""

    def __init__(self, page: list[Section], words: Words, known: IsLevel, names: NamedItems, *, jobs: bool) -> None:
        self.words, self.is_level, self.names, self.jobs = words, known, names, jobs
        self.disciplines = disciplines_of(page, words, known)
        self.levels = list(dict.fromkeys(label for section in page for label in section.labels if known(label)))
        self.bases: dict[str, list[str]] = defaultdict(list)
        for level in self.levels:
            self.bases[base_of(level)].append(level)
        self.bases.pop("", None)
        self.preamble = _preamble(page)
        said = [section.labels for section in page if section.entries]
        groups = [labels[-2] for labels in said if len(labels) > 1 and says_competencies(labels[-2], words)]
        self.grouped = max(Counter(map(plain, groups)).values(), default=0) >= LEAST_GROUPED
        told = [labels for labels in said if len(labels) > 1]
        self.groups = {plain(labels[-2]) for labels in told if not known(labels[-2])}
        self.opened = any(names.are_competencies(section) for section in page if section.labels)
        self.parted = {plain(labels[-2]) for labels in told if words.is_one("text", labels[-1])}
        self.only = not any(section.path and section.entries for section in page)
        self.around = _around(page, known, words) and not self.disciplines
        grids = [piece.grid for section in page for piece in section.tables if piece.grid]
        heads = [plain(cell.label) for grid in grids for cell in grid.row(0)]
        self.headless = are_headless(grids)
        kinds = (heading_kind(section, words, own=True) for section in page if section.entries)
        self.duties = jobs and "responsibilities" in kinds
        self.lists = are_lists(grids) or 2 * sum(head in names.listed for head in heads) > len(heads)

    def counted(self, section: Section) -> list[str]:
        """The counted levels that a heading above them names together: what "Baker" says is of "Baker I" and "II"."""
        if any(map(self.is_level, section.labels)):
            return []
        inside = (self.bases.get(plain(label), []) for label in section.labels)
        return next((levels for levels in inside if len(levels) > 1), [])

    def facts(self, section: Section) -> Iterator[Told]:
        """Years, and whom the role reports to; marks those that name its track."""
        subject = next(filter(self.is_level, reversed(section.labels)), "")
        for piece in (piece for piece in section.facts if not piece.used):
            if is_fact_of_roles(piece.bold, self.words):
                yield Told(subject, piece.bold, [piece.text], [piece], field=FACT)
            elif track_stated(piece.bold, piece.text, self.words):
                piece.used = "track"

    def told(self, section: Section) -> Iterator[Told]:
        for piece in section.levels:
            piece.used = piece.used or "level"
        labels = [label for label in section.labels if label not in self.disciplines]
        subject = next((label for label in reversed(labels) if self.is_level(label)), "")
        stated = bool(section.entries) and all(entry.piece.used == "level" for entry in section.entries)
        if labels and (subject or stated) and labels[-1] != subject and self.words.is_one("level_facts", labels[-1]):
            _use_level(section)
            return
        aside = "steps" if labels and tells_steps(labels[-1], self.words) else ""
        remark = bool(labels) and (self.words.is_remark(labels[-1]) or self.words.is_one("unwanted", labels[-1]))
        aside = "other" if remark else aside
        if section.entries and aside:
            yield told_together(section, section.entries, subject, labels[-1], "", aside)
            return
        around = labels[: labels.index(subject)] if subject else []
        labels = [label for label in labels if not (label in around and self._names_levels(label))]
        others = [_without(subject, label, self.words) for label in labels if label != subject]
        outer = others[-1] if others and subject == labels[-1] and not self.around else ""
        others = [] if outer else others
        if len(others) > 1 and section.entries and self._is_beside(*others[-2:]) and not self.jobs:
            yield told_together(section, section.entries, subject, labels[-1], others[-2], "other")
            return
        if len(others) > 1 and self.words.is_one("text", others[-1]):
            others.pop()  # "Examples" below a competency are part of what is said of it
        if self.jobs:
            yield from self._rows(section, subject, others, of_skills=True)
            told = told_of_job(section, subject, others, self.words, self.names)
            yield from told if self.duties else (told_as_duties(each, self.words) for each in told)
            return
        compared = [] if subject else list(self._matrices(section))
        yield from compared or self._rows(section, subject, others)
        yield from self._texts(section, subject, others, outer)

    def _names_levels(self, heading: str) -> bool:
        """Whether a heading above levels only says that these stand below it: "Career levels"."""
        return not (self.words.steps | self.words.lists["ladders"]).isdisjoint(words_in(heading))

    def _is_beside(self, outer: str, heading: str) -> bool:
        """Whether a heading is, beside "Expectations", of what helps to get there."""
        return plain(outer) in self.parted and self.words.is_one("aside", heading)

    def _matrices(self, section: Section) -> Iterator[Told]:
        """Tables that compare the levels of the page, each by several competencies."""
        for grid in (piece.grid for piece in section.tables if piece.grid and self.levels):
            table = read_table(grid, lambda label: self.is_level(label) or is_level(label, self.words), self.words)
            about = {plain(said.competency) for said in table.texts} - {""} if table else set()
            called = _called([level.label for level in table.levels] if table else [], self.levels)
            if table is None or min(len(about), len(called)) < LEAST_COMPARED:
                for cell in grid.cells:
                    cell.used = ""
                continue
            for said in table.texts:
                lines = [line for cell in said.cells for line in cell.lines]
                level, parts = called[said.level.label], list[Piece | Cell](said.cells)
                yield Told(level, said.competency, lines, parts, said.group, said.field, section.headings)
            for competency, cell in table.descriptions:
                yield Told("", competency, cell.lines, [cell], field="description", headings=section.headings)

    def _rows(self, section: Section, subject: str, others: list[str], *, of_skills: bool = False) -> Iterator[Told]:
        """What tables say; `of_skills` takes only what a job asks for, and tables whose head says "skill"."""
        for grid in (piece.grid for piece in section.tables if piece.grid):
            wanted = list(wanted_texts(grid, self.words))
            for row, kind in wanted:
                yield told_as_wanted(row, kind, subject, section)
            if not wanted and (not of_skills or self.words.is_one("competency", grid.at(0, 0).label)):
                yield from self._table(grid, section, subject, others)

    def _table(self, grid: Grid, section: Section, subject: str, others: list[str]) -> Iterator[Told]:
        """The texts of a table: by tracks, all of its columns as one, or row by row, each with a name."""
        group = "".join(others[-1:])
        if tracked := list(texts_of_tracks(grid, self.words)) if subject else []:
            for track, row in tracked:
                yield replace(told_of_row(row, section, subject, group), track=track)
            return
        cells, lines = texts_abreast(grid, self.names.parts, self.words)
        if cells := cells or expected_cells(grid, self.words):
            told = told_in_columns(cells, section, subject, others)
            yield replace(told, lines=lines, headings=[*told.headings, *grid.row(0)]) if lines else told
            return
        for row in listed_texts(grid) if self.lists else named_texts(grid, self.words, subject, headless=self.headless):
            told = told_of_row(row, section, subject, row.group or group)
            if not (self.words.is_one("fact", row.name) and sum(map(size, told.lines)) < FACT_WORDS):
                yield told
            elif is_fact_of_roles(row.name, self.words):
                yield replace(told, field=FACT, group="", stage="")

    def _texts(self, section: Section, subject: str, others: list[str], outer: str) -> Iterator[Told]:
        first = section in self.preamble
        if self.names.are_levels(section):
            yield from told_by_level(section, others, self.words)
        elif not first and self.names.are_competencies(section):
            yield from told_by_name(section, subject, others, self.words, self.names)
        elif section.entries and self._is_summary(section, subject, others):
            told = told_together(section, section.entries, subject, "", "", "summary")
            fact = others and self.words.is_one("fact", others[-1])
            yield replace(told, lines=labelled(others[-1], told.lines)) if fact else told
        elif section.entries and len(others) == 1 and (kind := self._kind_of_job(section)):
            yield told_together(section, section.entries, subject, others[0], "", kind)
        elif section.entries:
            competency = others[-1] if others else subject
            group = others[-2] if len(others) > 1 else outer
            yield told_together(section, section.entries, subject, competency, group, "" if others else "section")

    def _kind_of_job(self, section: Section) -> str:
        """What a heading means in job descriptions ("Requirements"), where it stands beside groups of competencies or
        beside those that open entries, or groups competencies itself.
        """
        kind = heading_kind(section, self.words, own=True)
        beside = self.grouped or self.opened or plain(section.labels[-1]) in self.groups
        return kind if beside and kind in OF_JOBS else ""

    def _is_summary(self, section: Section, subject: str, others: list[str]) -> bool:
        """Whether it is about the role as a whole: it stands before the page's parts, or below "Summary" or the name of
        a fact, such as "Years of experience".
        """
        fact = bool(others) and self.words.is_one("fact", others[-1])
        if others and (fact or heading_kind(section, self.words, own=True) == "summary"):
            return True
        if any(_defines_level(label, self.words) for label in others):
            return True
        return (section in self.preamble or not others) and not (subject and not others) and not self.only


def _defines_level(label: str, words: Words) -> bool:
    """Whether a heading says no more than that the level is described below it: "Definition of the level"."""
    said = {*words_in(label)} - words.lists["joining"] - words.lists["articles"]
    told = {word for word in said if words.is_one("text", word)}
    return bool(told and said & words.steps) and said <= words.steps | told


def _without(subject: str, label: str, words: Words) -> str:
    """A heading without the role behind it that it stands below: "Requirements" of "Requirements for a Baker"."""
    parts, own = tidy(label).rstrip(":").split(), plain(subject).split()
    if not own or plain(" ".join(parts[-len(own) :])) != " ".join(own):
        return label
    parts = parts[: -len(own)]
    while parts and plain(parts[-1]) in words.lists["joining"] | words.lists["articles"]:
        parts.pop()
    return " ".join(parts) or label


def _called(labels: Sequence[str], levels: Sequence[str]) -> dict[str, str]:
    """The headings of the levels that labels name, some in fewer words ("Junior" for "Level 1: Junior Baker"); nothing
    where one names none, or two the same.
    """
    found: dict[str, str] = {}
    for label in labels:
        own = set(words_in(label))
        more = sorted((len(said - own), level) for level in levels if own <= (said := set(words_in(level))))
        if more and (len(more) == 1 or more[0][0] < more[1][0]):
            found[label] = more[0][1]
    return found if len(set(found.values())) == len(labels) else {}


def _use_level(section: Section) -> None:
    """What says how high a title stands or is paid is no text."""
    for part in (*section.path, *(entry.piece for entry in section.entries)):
        part.used = part.used or "level"


def _around(page: list[Section], is_level: IsLevel, words: Words) -> bool:
    """Whether headings around levels name competencies: the same level then stands under several of them, which are no
    tracks.
    """
    outers: dict[str, set[str]] = defaultdict(set)
    for section in page:
        labels = section.labels
        if len(labels) > 1 and is_level(labels[-1]) and plain(labels[-2]) not in words.tracks:
            outers[plain(labels[-1])].add(plain(labels[-2]))
    return any(len(found) > 1 for found in outers.values())


def _preamble(page: list[Section]) -> set[Section]:
    """What opens a page and is about all of it: labels in bold directly under the title, where others like them stand
    under headings, and headings above the first of those that rank higher.
    """
    bold = [section for section in page if section.path and depth_of(section.path[-1]) == BOLD_DEPTH]
    grouped = [section for section in bold if len(section.path) > 1]
    found = {section for section in bold if len(section.path) == 1} if len(grouped) > len(bold) // 2 else set()
    said = [section for section in page if section.path]
    top = min((depth_of(section.path[0]) for section in said), default=0)
    before = list(takewhile(lambda section: depth_of(section.path[0]) > top, said))
    parted = {section.path[0] for section in said if len(section.path) > 1 and depth_of(section.path[0]) == top}
    return found.union(before) if len(parted) > 1 else found
