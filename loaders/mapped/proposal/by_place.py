"""Levels that only their places tell, where no word does, or words tell others: the heads of a matrix, what a column
calls levels, headings with the same parts each.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, pairwise

from loaders.mapped.proposal.draft import Draft
from loaders.mapped.proposal.section_levels import section_levels
from loaders.mapped.prose.model import depth_of
from loaders.mapped.sources.headings import label_of
from loaders.mapped.sources.pieces import Source
from loaders.mapped.tables.matrix_head import heads_of_matrix
from loaders.mapped.tables.model import MOST_LEVELS
from loaders.mapped.wording.directions import tells_steps
from loaders.mapped.wording.job_headings import kind_of
from loaders.mapped.wording.labels import page_name
from loaders.mapped.wording.levels import asks, is_ability, is_comparing, levels_among, names_job
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, size, tidy, words_in
from loaders.mapped.wording.words import Words

SHORT = 4  # most words of a level whose words say nothing
LEAST, MOST = 3, 12  # levels that only parts tell
COUNTED = re.compile(r"[^\W\d]{0,3} ?\d{1,3}(?:\.\d)?")  # "W2", "61", "1.5"


def told_by_place(draft: Draft) -> set[str]:
    """Names that only their places tell to be levels."""
    told = repeated_heads(draft) | called_levels(draft) or repeated_parts(draft) or repeated_names(draft)
    return told or called_steps(draft) or names_below_levels(draft)


def known_by_place(draft: Draft) -> set[str]:
    """Levels that no word tells, in documents of which words tell others."""
    return levels_of_one_form(draft) | headed_levels(draft) | completed_levels(draft)


def repeated_heads(draft: Draft) -> set[str]:
    """Heads of matrices whose words say no level: "Base", "Autonomo" behind "Competenza"."""
    grids = [piece.grid for source in draft.sources for piece in source.tables if piece.grid]
    return {plain(head) for grid in grids for head in heads_of_matrix(grid, draft.words)}


def called_levels(draft: Draft) -> set[str]:
    """What stands in a column called level, where others have names and texts of competencies."""
    found = set[str]()
    for grid in (piece.grid for source in draft.sources for piece in source.tables if piece.grid):
        heads = [tidy(cell.label) for cell in grid.row(0)]
        levels = [column for column, head in enumerate(heads) if draft.words.is_one("level_facts", head)]
        beside = all(any(draft.words.is_one(kind, head) for head in heads) for kind in ("competency", "text"))
        if len(levels) == 1 and beside:
            labels = {plain(cell.label): is_short(cell.label) for cell in grid.column(levels[0])[1:] if cell.lines}
            found |= set(labels) if len(labels) > 1 and all(labels.values()) else set()
    return found


def headed_levels(draft: Draft) -> set[str]:
    """What stands in a table's first column called level, each once, where headings of the document are called so."""
    found = set[str]()
    for source in draft.sources:
        for grid in (piece.grid for piece in source.tables if piece.grid):
            cells = [plain(cell.label) for cell in grid.column(0)[1:] if cell.lines]
            named = draft.words.is_one("level_facts", tidy(grid.at(0, 0).label)) and len(set(cells)) == len(cells) > 1
            headings = (plain(label_of(piece)) for piece in source.pieces if piece.kind == "heading")
            found |= set(cells) if named and set(headings).issuperset(cells) else set()
    return found


def levels_of_one_form(draft: Draft) -> set[str]:
    """Short headings of which none says a level, directly below a heading that has levels below it on other pages:
    "Scout", "Guide" below "Steps in detail", where other pages have "Junior Baker", "Baker", "Senior Baker".
    """
    below: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for source in draft.sources:
        for section in (section for section in draft.sections_of(source) if section.entries):
            for outer, inner in pairwise(section.labels):
                labels = below[plain(outer)][source.name]
                labels += [inner] if inner not in labels else []
    shared = [pages for pages in below.values() if len(pages) > 1]
    asked = set[str]().union(*shared)
    pages_asked = (source for source in draft.sources if source.name in asked)
    known = {source.name: set(section_levels(draft, draft.sections_of(source))) for source in pages_asked}
    found: set[str] = set()
    for pages in shared:
        levels = {name: len(known[name].intersection(labels)) for name, labels in pages.items()}
        told = any(count > 2 and count >= MOST_LEVELS * len(pages[name]) for name, count in levels.items())
        for labels in (labels for name, labels in pages.items() if told and not levels[name] and len(labels) > 1):
            found |= {plain(label) for label in labels if all(size(other) <= SHORT for other in labels)}
    return found


def repeated_names(draft: Draft) -> set[str]:
    """Names that open the items of lists, the same in the same order under most headings or titles: levels, where
    nothing says another thing; or these headings, where they are what shares a noun ("Plena teksisto").
    """
    sections = [section for source in draft.sources for section in draft.sections_of(source)]
    lists: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for section in sections:
        items = [entry for entry in section.entries if entry.piece.kind == "item"]
        if any(entry.name for entry in items):
            lists[tuple(plain(entry.name) for entry in items)].append(plain((section.labels or [""])[-1]))
    names, headings = max(lists.items(), key=lambda found: len(found[1]), default=((), []))
    count = sum(map(len, lists.values()))
    if not (len(set(names) - {""}) == len(names) > 1 and 1 < len(headings) > count / 2):
        return set()
    return set(headings) if _share_a_noun(headings) and not _share_a_noun(names) else set(names)


def repeated_parts(draft: Draft) -> set[str]:
    """Headings with the same parts each, or these parts: what has signs of levels, beside what is called like
    competencies; without these, the headings of a document that says that it is a ladder.
    """
    titled = any(page_name(source.title, draft.words) != source.title for source in draft.sources)
    for outers, inners in _matrices(draft):
        short = all(size(label) <= SHORT for label in (*outers, *inners))
        signs = _signs(outers, draft) - _signs(inners, draft)
        levels, others = (outers, inners) if signs >= 0 else (inners, outers)
        if (signs or titled) and short and LEAST <= len(levels) <= MOST and len(others) > 1:
            return set(map(plain, levels))
    return set()


def completed_levels(draft: Draft) -> set[str]:
    """Headings with the same parts each, or these parts, of which half are levels, and none of the other side is: the
    rest are levels too ("Member" beside "Senior" and "Lead").
    """
    found = set[str]()
    for sides in _matrices(draft):
        levels = [levels_among(side, draft.is_level, draft.words) for side in sides]
        for own, other, side, others in ((*levels, *sides), (*levels[::-1], *sides[::-1])):
            last = max((at for at, label in enumerate(side) if label in own), default=0)  # behind it may stand links
            side = [label for at, label in enumerate(side) if at <= last or names_job(label, draft.words)]
            rest = [label for label in side if label not in own]
            told = not other and LEAST <= len(side) <= MOST and 0 < len(rest) <= len(own) and len(others) > 1
            told = told and not any(kind_of(label, draft.words) for label in others)  # parts of job descriptions
            if told and not any(_says_another(label, draft.words) for label in rest):
                found.update(map(plain, side))
    return found


def _says_another(label: str, words: Words) -> bool:
    """Whether a label has words for something else than a level, or too many."""
    kinds = ("competency", "group", "text", "fact", "title", "level_facts", "unwanted", "stages")
    known = any(words.is_one(kind, label) for kind in kinds) or words.is_aside(label) or words.is_remark(label)
    other = is_comparing(label, words) or asks(label) or tells_steps(label, words)
    return known or other or size(label) > SHORT or bool(kind_of(label, words))


def _matrices(draft: Draft) -> Iterator[tuple[list[str], list[str]]]:
    """The two sides of what pages, tables and data say: headings of which each has most of the parts that return under
    most of them, and these parts.
    """
    for pairs_in in (_in_pages, _in_tables, _in_data):
        names: dict[str, str] = {}
        parts: dict[str, dict[str, None]] = defaultdict(dict)  # in order, each once
        for pair in (pair for source in draft.sources for pair in pairs_in(draft, source)):
            outer, inner = map(plain, pair)
            names.setdefault(outer, pair[0])
            names.setdefault(inner, pair[1])
            parts[outer][inner] = None
        times = Counter(inner for own in parts.values() for inner in own)
        again = {inner for inner, count in times.items() if count > 1}
        outers = [outer for outer, own in parts.items() if outer not in again and again.intersection(own)]
        inners = {inner for inner, count in times.items() if inner in again and 2 * count >= len(outers)}
        outers = [outer for outer in outers if 2 * len(inners.intersection(parts[outer])) > len(inners)]
        yield [names[outer] for outer in outers], [names[inner] for inner in times if inner in inners]


def _in_pages(draft: Draft, source: Source) -> Iterator[tuple[str, str]]:
    """Headings, each with a part of what stands below it: a heading, a name, a row of a table."""
    above = source.title  # or a heading of the same rank without a text
    for section in draft.sections_of(source):
        labels = section.labels
        if len(labels) == 1 and not (section.entries or section.tables):
            above = labels[0]
        yield from combinations(labels if len(labels) > 1 else dict.fromkeys((above, *labels)), 2)
        yield from ((labels[-1], entry.name) for entry in section.entries if labels and entry.name)
        for grid in (piece.grid for piece in section.tables if labels and piece.grid):
            yield from ((labels[-1], cell.label) for cell in grid.column(0)[1:] if cell.lines)


def _in_tables(draft: Draft, source: Source) -> Iterator[tuple[str, str]]:
    """Heads of columns with the names of rows that have a text there."""
    for grid in (piece.grid for piece in source.tables if piece.grid):
        for cell in (cell for cell in grid.cells if cell.row and cell.column and cell.words >= SENTENCE):
            yield grid.at(0, cell.column).label, grid.at(cell.row, 0).label


def _in_data(draft: Draft, source: Source) -> Iterator[tuple[str, str]]:
    """Keys of data with those in them."""
    for leaf in source.data:
        keys = [part for part in leaf.path if isinstance(part, str)]
        if len(keys) > 1:
            yield keys[-2], keys[-1]


def _signs(labels: Collection[str], draft: Draft) -> int:
    """How much labels look like levels, and not like competencies."""
    counted = all(COUNTED.fullmatch(plain(label)) for label in labels)
    levels = any(map(draft.is_level, labels)) or _share_a_noun([plain(label) for label in labels])
    abilities = sum(is_ability(label, draft.words) for label in labels)
    return counted + levels - (2 * abilities >= len(labels))


def names_below_levels(draft: Draft) -> set[str]:
    """The short headings with texts below the only one that says "Levels": levels, where nothing says another thing."""
    below: dict[str, list[str]] = defaultdict(list)
    for section in (section for source in draft.sources for section in draft.sections_of(source)):
        for outer, inner in pairwise(section.labels) if section.entries else ():
            if set(words_in(outer)) & draft.words.steps and inner not in below[outer]:
                below[outer].append(inner)
    fits = [own for own in below.values() if len(own) > 2 and all(size(label) <= SHORT for label in own)]
    return set(map(plain, fits[0])) if len(fits) == 1 else set()


def called_steps(draft: Draft) -> set[str]:
    """The headings of one rank that all end with the same word for levels ("Team step", "Company step"), with as many
    parts below each: levels, where nothing says another thing.
    """
    ends: dict[tuple[str, str, float], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for source in draft.sources:
        for section in draft.sections_of(source):
            for piece in section.path:
                first, _, last = plain(label_of(piece)).rpartition(" ")
                if first and last in draft.words.steps:
                    ends[source.name, last, depth_of(piece)][plain(label_of(piece))] += 1
    parts = {heading: [*own.values()] for heading, own in ends.items() if len(own) > 2}
    fits = [ends[heading] for heading, counts in parts.items() if min(counts) > 1 and max(counts) <= 2 * min(counts)]
    return set(fits[0]) if len(fits) == 1 else set()


def _share_a_noun(labels: Sequence[str]) -> bool:
    """Whether most of several labels of two words or more have a word in common."""
    counts = Counter(word for label in set(labels) if " " in label for word in set(label.split()))
    return len(set(labels)) > 1 and max(counts.values(), default=0) > len(set(labels)) / 2
