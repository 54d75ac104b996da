"""What headings and the names that open items are: levels, competencies, parts of job descriptions, or words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

from loaders.mapped.prose.abreast import heads_abreast
from loaders.mapped.prose.model import NAME_WORDS, Entry, Section
from loaders.mapped.prose.named_texts import are_lists
from loaders.mapped.wording.directions import tells_steps
from loaders.mapped.wording.job_headings import OF_JOBS, kind_of
from loaders.mapped.wording.levels import IsLevel, between, is_level, levels_among
from loaders.mapped.wording.parts import MOST_OF_FACT, are_facts_of_roles, is_fact_of_roles, part_of
from loaders.mapped.wording.texts import plain, size
from loaders.mapped.wording.words import Words

REPEATED = 0.5  # share of the roles that an item's name must return in to be a competency


def heading_kind(section: Section, words: Words, *, own: bool = False) -> str:
    """What a job description's heading means: its `own` words, else those of the heading above it."""
    labels = section.labels[-1:] if own else reversed(section.labels)
    return next(filter(None, (kind_of(label, words) for label in labels)), "")


def is_job_description(pages: Iterable[list[Section]], words: Words) -> bool:
    """Whether most of the sections that say something stand under headings of job descriptions, or all but those about
    steps. Those that say how high a level is, or have no names of competencies directly below it, stand under headings
    of no kind.
    """
    said = [section for page in pages for section in page if section.entries and section.path]
    said = [section for section in said if not _is_of_no_kind(section, words)] or said
    own = [(section.labels[-1], heading_kind(section, words, own=True)) for section in said]
    kinds = [kind for _, kind in own if kind]
    told = set(kinds) - {"elsewhere"}  # a page's changelog is no job's
    if told & set(OF_JOBS):  # beside duties "KPIs" and "Stakeholders" are no competencies either
        kinds += filter(None, (part_of(label, words) for label, kind in own if not kind))
    steps = sum(tells_steps(label, words) for label, _ in own)
    if told and len(kinds) + steps == len(said):
        return True
    return len(kinds) >= (0.5 if len(set(kinds)) > 1 else 0.7) * max(len(said), 1) and bool(told)


def _is_of_no_kind(section: Section, words: Words) -> bool:
    label, named = section.labels[-1], any(entry.name for entry in section.entries)
    return words.is_one("level_facts", label) or (is_level(label, words) and not named)


def is_name(entry: Entry) -> bool:
    """Whether it opens with a name and says something of it, behind the name or in items below."""
    said = size(entry.rest) >= 3 or bool(entry.below and entry.piece.bold)
    return bool(entry.name) and said and size(entry.name) <= NAME_WORDS


def _are_bold(section: Section) -> bool:
    """Whether each of three items or more opens with a bold name of few words and says something of it."""
    items = [entry for entry in section.entries if entry.piece.kind == "item"]
    return len(items) >= 3 and all(entry.bold and is_name(entry) and size(entry.name) <= 3 for entry in items)


def _bold_form(section: Section) -> str:
    """How a section's entries that open with a bold name are written, "" where fewer than two do."""
    named = [entry.piece.kind for entry in section.entries if entry.bold and is_name(entry)]
    return named[0] if len(named) > 1 and len(set(named)) == 1 else ""


class NamedItems:
    """What the names that open items are: levels, competencies that return from role to role, or just words."""

    def __init__(self, pages: list[list[Section]], words: Words, is_level: IsLevel) -> None:
        self.words, self.is_level = words, is_level
        self.named: set[int] = set()
        self.told = set[str]()
        self.told = {plain(name) for page in pages for section in page for name in self.levels_of(section)}
        owners: dict[str, set[int]] = defaultdict(set)
        self.sizes: dict[str, list[int]] = defaultdict(list)  # words behind each name
        under: dict[tuple[str, int], set[str]] = defaultdict(set)
        subjects: set[int] = set()
        tracks: dict[str, set[int]] = defaultdict(set)  # subjects by the heading around them
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
                tracks["".join(section.labels[: section.labels.index(own)][-1:]) if own else ""].add(place)
                for entry in section.entries:
                    if entry.name:
                        owners[plain(entry.name)].add(place)
                        self.sizes[plain(entry.name)].append(size(entry.rest))
                        under[plain(entry.name), place].add(plain("".join(section.labels[-1:])))
        everywhere = {name for (name, _), headings in under.items() if len(headings) > 1}  # "In short" below each
        returning = {name: at for name, at in owners.items() if len(at) > 1 and name not in everywhere}
        self.shares = defaultdict(float, {name: len(at) / len(subjects) for name, at in returning.items()})
        groups = [subjects, *(inside for inside in tracks.values() if len(inside) > 1)]
        self.on_track = defaultdict(float, {name: _share_in(groups, at) for name, at in returning.items()})
        self.several = len(subjects) > 1
        grids = [[piece.grid for section in page for piece in section.tables if piece.grid] for page in pages]
        listing = [grid for own in grids if are_lists(own) for grid in own]
        self.parts, abreast = heads_abreast(pages, is_level, words)
        listed = {plain(cell.label) for grid in listing for cell in grid.row(0)}
        self.listed = abreast | listed  # heads of tables of lists
        direct = [section for page in pages for section in page if self._is_of_level(section)]
        items = [section for section in direct if any(entry.piece.kind == "item" for entry in section.entries)]
        self.beside_headings = self._are_beside_headings(pages)
        self.all_bold = len(items) > 1 and all(map(_are_bold, items))
        self.formed = [(form, self._share(section) >= REPEATED) for section in direct if (form := _bold_form(section))]
        self.forms = set[str]()
        share_forms([self])

    def _is_of_level(self, section: Section) -> bool:
        """Whether it stands directly under a level's heading."""
        return bool(section.entries) and bool(section.labels) and self.is_level(section.labels[-1])

    def _is_first(self, section: Section) -> bool:
        """Whether it stands directly below a page's title or a level's heading."""
        return not section.path or self._is_of_level(section)

    def _are_beside_headings(self, pages: Iterable[list[Section]]) -> bool:
        """Whether what names say directly below a level's heading or a page's title is short, and most texts stand
        under headings of their own: "Horizon: a week" above "Craft".
        """
        said = [section for page in pages for section in page if section.entries]
        named = ([entry for entry in section.entries if entry.name] for section in said if self._is_first(section))
        direct = [entries for entries in named if entries]
        sizes = [size(entry.rest) for entries in direct for entry in entries]
        return len(said) > 2 * len(direct) > 0 and median(sizes) < MOST_OF_FACT

    def _share(self, section: Section) -> float:
        """In how many roles the names that open a section's entries return."""
        names = [entries[0].name for entries in section.by_names()[1]]
        return sum(self.shares[plain(name)] for name in names) / max(len(names), 1)

    def returns(self, entry: Entry) -> bool:
        """Whether the name that opens an entry returns in other roles."""
        return self.shares[plain(entry.name)] > 0

    def is_fact(self, entry: Entry) -> bool:
        """Whether the name that opens an entry is a fact's, and sentences are not behind it ("Experience: leads …")."""
        fact = self.words.is_one("fact", entry.name)
        if fact and is_fact_of_roles(entry.name, self.words):
            return are_facts_of_roles(entry.name, self.sizes[plain(entry.name)], self.words)
        return fact

    def are_levels(self, section: Section) -> bool:
        """ "Junior: …", "Senior: …" under one competency."""
        return bool(self.levels_of(section))

    def levels_of(self, section: Section) -> list[str]:
        """The levels under one competency, as they stand there: "Junior Baker: …", "Baker: …"."""
        names = [entry.name for entry in section.entries if entry.name]
        levels = levels_among(names, self.is_level, self.words)
        fits = set(map(plain, levels))
        listed = [entry for entry in section.entries if entry.piece.kind == "item"] or section.entries
        least = 1 if fits and fits <= self.told else 2  # one alone, where others of the pages name it beside more
        if len(fits) < max(least, 0.6 * len(listed)):
            return []
        return list(filter((levels | between(names, levels)).__contains__, names))

    def are_competencies(self, section: Section) -> bool:
        """ "Dough: …", "Ovens: …" under one level, perhaps behind a sentence or two about it."""
        before, groups = section.by_names()
        names = [entries[0].name for entries in groups]
        listed = [
            entry for entry in section.entries if entry not in before and entry.piece.kind == groups[0][0].piece.kind
        ]
        fact = len(names) == 1 and self.words.is_one("fact", names[0])
        if len(names) == 1 and groups[0][0].bold and not fact and self._is_of_level(section):
            return self._share(section) == 1  # one competency of all levels
        if len(names) < 2 or len(names) < 0.6 * len(listed) or not self.several:
            return False
        if self.beside_headings and self._is_first(section):
            return False
        if self._is_of_level(section) and (_bold_form(section) in self.forms or (self.all_bold and _are_bold(section))):
            return True  # each level may call them otherwise ("Kneads: …", "Invents: …")
        return sum(self.on_track[plain(name)] for name in names) >= REPEATED * len(names)

    def return_in_jobs(self, section: Section) -> bool:
        """In a job description: whether all items open with a bold name, and most of these return in other jobs."""
        items = [entry for entry in section.entries if entry.piece.kind == "item"]
        bold = len(items) > 1 and all(entry.bold and self.names_skill(entry) for entry in items)
        returning = sum(self.shares[plain(entry.name)] > 0 for entry in items)
        return bold and len(items) == len(section.entries) and returning >= REPEATED * len(items)

    def are_common(self, section: Section) -> bool:
        """In a job description: several items open with a name, or all of them with a bold one."""
        items = [entry for entry in section.entries if entry.piece.kind == "item"]
        named = [entry for entry in items if self.names_skill(entry)]
        says = any(map(is_name, named))
        return (says and len(named) >= 2) or (bool(items) and all(entry.bold for entry in items))

    def names_skill(self, entry: Entry) -> bool:
        """In a job description: whether it opens with a name, or with a bold one that is none of a fact and says a word
        or two of it ("**Ovens**: Fires them").
        """
        fact = self.words.is_one("fact", entry.name) or entry.name.casefold() in self.words.headings
        return is_name(entry) or (entry.bold and bool(entry.rest) and size(entry.name) <= NAME_WORDS and not fact)


def _share_in(groups: Iterable[set[int]], owners: set[int]) -> float:
    """The share of the roles that have a name: of all, or of those of one track."""
    return max(len(owners & group) / len(group) for group in groups)


def share_forms(documents: Sequence[NamedItems]) -> None:
    """Tells documents of one ladder how its levels write their competencies: names in bold that open entries are ones
    everywhere where they return below most levels.
    """
    formed = [said for names in documents for said in names.formed]
    written = Counter(form for form, _ in formed)
    returning = Counter(form for form, returns in formed if returns)
    for names in documents:
        names.forms = {form for form, count in written.items() if 2 * returning[form] > count}
