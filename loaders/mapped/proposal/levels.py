"""Levels that pages tell in headings and lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from loaders.mapped.called import page_title
from loaders.mapped.labels import GENDERS
from loaders.mapped.levels import are_grades, base_of, between, ends_with_job, levels_among
from loaders.mapped.order import merged
from loaders.mapped.pieces import Source
from loaders.mapped.proposal.draft import Draft
from loaders.mapped.prose.names import NamedItems
from loaders.mapped.prose.sections import Section, depth_of, label_of
from loaders.mapped.tables.model import MOST_LEVELS
from loaders.mapped.texts import JOINED, is_short, plain, size, words_in

SHORT = 4  # most words of a level whose words say nothing


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


def names_below_levels(draft: Draft) -> set[str]:
    """The short headings with texts below the only one that says "Levels": levels, where nothing says another thing."""
    below: dict[str, list[str]] = defaultdict(list)
    for section in (section for source in draft.sources for section in draft.sections_of(source)):
        for outer, inner in pairwise(section.labels) if section.entries else ():
            if set(words_in(outer)) & draft.words.steps and inner not in below[outer]:
                below[outer].append(inner)
    fits = [own for own in below.values() if len(own) > 2 and all(size(label) <= SHORT for label in own)]
    return set(map(plain, fits[0])) if len(fits) == 1 else set()


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


def _share_a_noun(labels: Sequence[str]) -> bool:
    """Whether most of several labels of two words or more have a word in common."""
    counts = Counter(word for label in set(labels) if " " in label for word in set(label.split()))
    return len(set(labels)) > 1 and max(counts.values(), default=0) > len(set(labels)) / 2


def is_about_others(draft: Draft, source: Source, sources: Sequence[Source]) -> bool:
    """Whether a document called like a level names only its own and those of documents beside it in headings and lists:
    "Bakers" and "Senior Bakers" on the page of the Head Baker, beside those of the Baker and the Senior Baker; or only
    lists these documents.
    """
    page = draft.sections_of(source)
    names = NamedItems([page], draft.words, draft.is_level)
    headings, listed = section_levels(draft, page), [name for section in page for name in names.levels_of(section)]
    titles = [page_title(other, draft.words) for other in sources]
    if listed and not headings and set(map(plain, listed)) <= set(map(plain, titles)):
        return True  # an index: "Baker: makes bread", "Miller: makes flour"
    words = [_singular(title) for title in titles if draft.is_level(title) or ends_with_job(title, draft.words)]
    named = all(any(_singular(level) <= title for title in words) for level in (*headings, *listed))
    return draft.is_level(page_title(source, draft.words)) and named and len(words) > 2


def _singular(text: str) -> set[str]:
    return {word.removesuffix("s") for word in words_in(text)}


def section_levels(draft: Draft, page: list[Section]) -> list[str]:
    """Headings that name levels, at the depth where most of the headings do and text stands under them."""
    by_depth: dict[float, list[tuple[str, str]]] = defaultdict(list)  # headings, each with the one above it
    seen: set[int] = set()
    under: dict[str, set[str]] = defaultdict(set)
    for section in page:
        if not (section.entries or section.tables):
            continue
        for outer, inner in zip(section.labels, section.labels[1:], strict=False):
            under[outer].add(plain(inner))
        if section.labels:
            under[section.labels[-1]] |= {plain(entry.name) for entry in section.entries if entry.name}
            heads = {plain(cell.label) for piece in section.tables if piece.grid for cell in piece.grid.row(0)}
            for label in section.labels:
                under[label] |= heads
        for outer, piece in zip(["", *section.labels], section.path, strict=False):
            if id(piece) not in seen:
                seen.add(id(piece))
                by_depth[depth_of(piece)].append((outer, label_of(piece)))
    best: list[str] = []
    told, inside = set[str](), set[str]()
    for headings in by_depth.values():
        labels = [label for _, label in headings]
        fits = {label for label in labels if draft.is_level(label)}
        known = levels_among(labels, draft.is_level, draft.words)
        if are_grades(known, draft.words):
            continue
        below = set[str]().union(*(under[label] for label in known))
        alike = len(known) > 1 and all(_is_like(under[label], below) for label in known)
        sure = known if alike or not below else fits
        count = sum(label in sure for label in labels)
        if (alike or count >= 0.5 * len(labels)) and len(set(map(plain, sure))) > len(best):
            jobs = count > MOST_LEVELS * len(labels)
            others = set() if below else between(labels, known) | _returning(draft, labels, known)
            roles = _below_roles(draft, headings, known)
            like = {
                label
                for label in labels
                if label in known
                or label in roles
                or GENDERS.search(label)
                or _is_like(under[label], below)
                or (jobs and names_a_job(draft, label))
                or label in others
            }
            below_each: dict[str, list[str]] = defaultdict(list)
            for outer, label in headings:
                below_each[outer] += [label] if label in like else []
            best, told, inside = merged(below_each.values()), known, below
    own = set(map(plain, best))
    lowest = [label for label in under if inside and draft.is_level(label) and own.isdisjoint(under[label])]
    like_these = {label for label in lowest if _is_like(under[label], inside)}
    if not like_these <= set(best):  # levels of another rank, such as a part of the page that is one level alone
        met = (label for section in page for label in section.labels)
        best = merged([best, list(dict.fromkeys(label for label in met if label in like_these.union(best)))])
    best = _opened(page, best)
    strays = _strays(page, told)
    around = {label for label in best if draft.words.headings.get(plain(label)) in ("summary", "elsewhere")}
    return [level for level in best if level not in strays | around - told]


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
    return is_short(label) and (ends_with_job(label, draft.words) or plain(label).endswith(joined))


def _is_like(under: set[str], inner: set[str]) -> bool:
    """Whether what stands under a heading is what stands under levels beside it."""
    return bool(under) and 2 * len(under & inner) >= max(len(under), len(inner))


def levels_listed(page: list[Section], names: NamedItems, levels: Sequence[str]) -> list[str]:
    """Levels that open the items of lists. A list that has nothing in common with `levels` and other lists tells stages
    of skills: "Novice: …", "Expert: …" below "Scale".
    """
    lists = [listed for section in page if (listed := names.levels_of(section))]
    met = Counter(plain(name) for listed in [levels, *lists] for name in set(listed))
    others = len(levels) > 1 or max(met.values(), default=0) > 1
    told = [listed for listed in lists if not others or any(met[plain(name)] > 1 for name in listed)]
    return merged(told)
