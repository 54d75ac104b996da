"""The levels of a page that its headings name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.mapped.proposal.draft import Draft
from loaders.mapped.prose.model import Section, depth_of
from loaders.mapped.prose.sections import level_stated
from loaders.mapped.roles.order import merged
from loaders.mapped.sources.headings import label_of
from loaders.mapped.sources.stating import is_grade
from loaders.mapped.tables.model import MOST_LEVELS
from loaders.mapped.wording.labels import GENDERS
from loaders.mapped.wording.levels import are_grades, asks, base_of, between, is_comparing, levels_among, names_job
from loaders.mapped.wording.texts import JOINED, is_short, plain

Headings = list[tuple[str, str]]  # each with the one above it, "" for none


@dataclass
class _Outline:
    """The headings with text under them by depth, and what stands under each: headings, names, heads of tables."""

    by_depth: dict[float, Headings] = field(default_factory=lambda: defaultdict(list))
    under: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, page: list[Section]) -> _Outline:
        found, seen = cls(), set[int]()
        for section in (section for section in page if section.entries or section.tables):
            for outer, inner in pairwise(section.labels):
                found.under[outer].add(plain(inner))
            if section.labels:
                found.under[section.labels[-1]] |= {plain(entry.name) for entry in section.entries if entry.name}
            heads = {plain(cell.label) for piece in section.tables if piece.grid for cell in piece.grid.row(0)}
            for label in section.labels if heads else ():
                found.under[label] |= heads
            for outer, piece in zip(["", *section.labels], section.path, strict=False):
                if id(piece) not in seen:
                    seen.add(id(piece))
                    found.by_depth[depth_of(piece)].append((outer, label_of(piece)))
        return found

    def below(self, labels: set[str]) -> set[str]:
        return set[str]().union(*(self.under[label] for label in labels))


@dataclass
class _Rank:
    """The levels among the headings of one depth: those that words or other levels tell (`known`), the `sure` ones of
    them, and what stands `below`.
    """

    headings: Headings
    known: set[str]
    below: set[str]
    alike: bool
    sure: set[str]

    @classmethod
    def of(cls, draft: Draft, headings: Headings, outline: _Outline) -> _Rank:
        labels = [label for _, label in headings]
        known = levels_among(labels, draft.is_level, draft.words)
        known = set() if are_grades(known, draft.words) else known
        below = outline.below(known)
        alike = len(known) > 1 and all(_is_like(outline.under[label], below) for label in known)
        sure = known if alike or not below else {label for label in labels if draft.is_level(label)} & known
        return cls(headings, known, below, alike, sure)

    @property
    def count(self) -> int:
        return sum(label in self.sure for _, label in self.headings)

    @property
    def is_one_of_levels(self) -> bool:
        return self.alike or (bool(self.sure) and 2 * self.count >= len(self.headings))

    def levels(self, draft: Draft, outline: _Outline) -> list[str]:
        """The levels in order, with headings beside them that look like none and have the same below them."""
        labels = [label for _, label in self.headings]
        jobs = self.count > MOST_LEVELS * len(labels)
        others = set() if self.below else between(labels, self.known) | _returning(draft, labels, self.known)
        others |= self.known | _below_roles(draft, self.headings, self.known)
        below_each: dict[str, list[str]] = defaultdict(list)
        placed: set[str] = set()
        for outer, label in self.headings:
            if plain(outer) in draft.words.tracks and label in placed:
                continue  # below a track's last heading, and no part of it
            placed.add(label)
            like = label in others or GENDERS.search(label) or _is_like(outline.under[label], self.below)
            named = like or (jobs and names_a_job(draft, label))
            named = named and not (asks(label) or is_comparing(label, draft.words))
            below_each[outer] += [label] if named else []
        return merged(below_each.values())


def section_levels(draft: Draft, page: list[Section]) -> list[str]:
    """Headings that name levels, at the depth where most of the headings do and text stands under them."""
    outline = _Outline.of(page)
    best, levels = _Rank([], set(), set(), False, set()), list[str]()
    for headings in outline.by_depth.values():
        rank = _Rank.of(draft, headings, outline)
        if rank.is_one_of_levels and len(set(map(plain, rank.sure))) > len(levels):
            best, levels = rank, rank.levels(draft, outline)
    levels = _opened(page, _with_those_apart(draft, page, levels, best, outline))
    around = {label for label in levels if draft.words.headings.get(plain(label)) in ("summary", "elsewhere")}
    strays = _strays(page, best.known) | (around - best.known)
    levels = [level for level in levels if level not in strays]
    jobs = _stating_grades(page)
    return jobs if len(jobs) > len(levels) else levels


def _stating_grades(page: list[Section]) -> list[str]:
    """The headings of one rank that state a grade each, where most of the rank do: jobs, whatever they are called."""
    ranks: dict[float, dict[str, bool]] = defaultdict(dict)
    for section in page:
        for piece in section.path:
            ranks[depth_of(piece)].setdefault(label_of(piece), False)
        if section.path and section.levels and is_grade(level_stated(section.levels[0])):
            ranks[depth_of(section.path[-1])][section.labels[-1]] = True
    found = ([label for label, stated in labels.items() if stated] for labels in ranks.values())
    return next((own for own, labels in zip(found, ranks.values(), strict=True) if 1 < len(own) > len(labels) / 2), [])


def _with_those_apart(
    draft: Draft, page: list[Section], levels: list[str], best: _Rank, outline: _Outline
) -> list[str]:
    """The levels, and those of another rank with the same below them, such as a part of the page that is one level."""
    own = set(map(plain, levels))
    lowest = [label for label in outline.under if draft.is_level(label) and own.isdisjoint(outline.under[label])]
    apart = {label for label in lowest if best.below and _is_like(outline.under[label], best.below)}
    if apart <= set(levels):
        return levels
    met = (label for section in page for label in section.labels)
    return merged([levels, list(dict.fromkeys(label for label in met if label in apart.union(levels)))])


def _opened(page: list[Section], levels: list[str]) -> list[str]:
    """The levels; instead of one that only stands above counted ones ("Baker" above "Baker I" and "Baker II") these."""
    counted: dict[str, list[str]] = defaultdict(list)
    for outer, inner in (pair for section in page for pair in pairwise(section.labels)):
        if base_of(inner) == plain(outer) and inner not in counted[outer]:
            counted[outer].append(inner)
    opened = {level for level in levels if len(counted[level]) > 1}
    found = [label for level in levels for label in (counted[level] if level in opened else [level])]
    return list(dict.fromkeys(found))


def _below_roles(draft: Draft, headings: Sequence[tuple[str, str]], levels: set[str]) -> set[str]:
    """Short headings below one that says "Roles", where most are levels: "User" beside "Contributor", "Maintainer"."""
    below: dict[str, list[str]] = defaultdict(list)
    for outer, label in headings:
        if outer and draft.words.is_one("title", plain(outer).rpartition(" ")[2].removesuffix("s")):
            below[outer].append(label)
    most = [own for own in below.values() if sum(label in levels for label in own) > MOST_LEVELS * len(own)]
    return {label for own in most for label in own if is_short(label)}


def _strays(page: list[Section], levels: set[str]) -> set[str]:
    """Headings among which few are levels ("Expert" below "Overview"), where most levels stand below one heading."""
    below: dict[str, set[str]] = defaultdict(set)
    for section in page:
        for outer, inner in pairwise(section.labels):
            below[outer].add(inner)
    counts = {outer: len(labels & levels) for outer, labels in below.items()}
    full = [outer for outer, count in counts.items() if count > max(2, MOST_LEVELS * len(below[outer]))]
    few = [below[outer] for outer, count in counts.items() if 0 < 2 * count <= len(below[outer])]
    return set[str]().union(*few) - below[full[0]] if len(full) == 1 else set()


def _returning(draft: Draft, labels: list[str], levels: set[str]) -> set[str]:
    """The headings that return as often as levels do, below each competency or in its document, where most that return
    are levels.
    """
    counts = Counter(labels)
    counts |= Counter({label: draft.told[label] for label in counts})
    least = min((counts[level] for level in levels), default=0)
    found = {label for label, count in counts.items() if count >= max(2, least) and is_short(label)}
    return found if 2 * len(found & levels) >= len(found) else set()


def names_a_job(draft: Draft, label: str) -> bool:
    """Whether a short heading ends with a word for people who do a job: "Pastry Baker" between levels is one too."""
    joined = tuple(word for word in draft.words.lists["disciplines"] if JOINED.match(word))  # "見習いエンジニア"
    return is_short(label) and (names_job(label, draft.words) or plain(label).endswith(joined))


def _is_like(under: set[str], inner: set[str]) -> bool:
    """Whether what stands under a heading is what stands under levels beside it."""
    return bool(under) and 2 * len(under & inner) >= max(len(under), len(inner))
