"""Pages on which headings name levels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from loaders.mapped.families import family_called, family_of
from loaders.mapped.found import Role
from loaders.mapped.labels import GENDERS, is_bare, is_step, level_words, page_name, read_label, without_level
from loaders.mapped.levels import are_grades, between, ends_with_job, levels_among, track_of
from loaders.mapped.pieces import Source
from loaders.mapped.proposal.draft import Draft
from loaders.mapped.prose.disciplines import disciplines_of
from loaders.mapped.prose.names import NamedItems, is_job_description
from loaders.mapped.prose.sections import Section, depth_of, label_of
from loaders.mapped.read import page_title
from loaders.mapped.roster import level_name, titles_beside
from loaders.mapped.tables.model import MOST_LEVELS
from loaders.mapped.texts import JOINED, is_short, plain, size, words_in
from loaders.mapped.words import Words

SHORT = 4  # most words of a level whose words say nothing
MOST_DIRECT = 0.8  # share of texts that stand directly under a level, in documents about one competency each


def is_sectioned(draft: Draft, source: Source) -> bool:
    page = draft.sections_of(source)
    levels = _section_levels(draft, page)
    names = NamedItems([page], draft.words, draft.is_level)
    listed = sum(names.are_levels(section) for section in page)
    return len(levels) >= 2 or listed > 1 or bool(listed and draft.known)


def say_more(draft: Draft, source: Source) -> bool:
    """Whether a page says most of its levels below their headings, and only an overview of them in tables."""
    page = draft.sections_of(source)
    levels = _section_levels(draft, page) if source.format != "xlsx" else []
    told = around = 0
    for section in page:
        if not set(section.labels).isdisjoint(levels):
            told += sum(size(line) for entry in section.entries for line in entry.lines)
        else:
            around += sum(cell.words for piece in section.tables if piece.grid for cell in piece.grid.cells)
    return len(levels) > 1 and told > around


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
    found: set[str] = set()
    known = {source.name: set(_section_levels(draft, draft.sections_of(source))) for source in draft.sources}
    for pages in (pages for pages in below.values() if len(pages) > 1):
        levels = {name: len(known[name].intersection(labels)) for name, labels in pages.items()}
        told = any(count > 2 and count >= MOST_LEVELS * len(pages[name]) for name, count in levels.items())
        for labels in (labels for name, labels in pages.items() if told and not levels[name] and len(labels) > 1):
            found |= {plain(label) for label in labels if all(size(other) <= SHORT for other in labels)}
    return found


def _share_a_noun(labels: Sequence[str]) -> bool:
    """Whether most of several labels of two words or more have a word in common."""
    counts = Counter(word for label in set(labels) if " " in label for word in set(label.split()))
    return len(set(labels)) > 1 and max(counts.values(), default=0) > len(set(labels)) / 2


def are_tables_of_levels(draft: Draft, source: Source) -> bool:
    """Whether tables with the same heads stand each under the heading of another level and name none at their sides:
    what looks like levels in them are stages of skills.
    """
    page = [section for section in draft.sections_of(source) if section.tables]
    levels = _section_levels(draft, draft.sections_of(source))
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
    inner = {tuple(sorted(map(plain, _section_levels(draft, draft.sections_of(source))))) for source in sources}
    return len(titles) == len(sources) > 2 and len(inner) == 1


def is_about_others(draft: Draft, source: Source, sources: Sequence[Source]) -> bool:
    """Whether a document called like a level names only its own and those of documents beside it in headings and lists:
    "Bakers" and "Senior Bakers" on the page of the Head Baker, beside those of the Baker and the Senior Baker.
    """
    page = draft.sections_of(source)
    names = NamedItems([page], draft.words, draft.is_level)
    titles = [page_title(other, draft.words) for other in sources]
    words = [_singular(title) for title in titles if draft.is_level(title) or ends_with_job(title, draft.words)]
    levels = {*_section_levels(draft, page), *(name for section in page for name in names.levels_of(section))}
    named = all(any(_singular(level) <= title for title in words) for level in levels)
    return draft.is_level(page_title(source, draft.words)) and named and len(words) > 2


def _singular(text: str) -> set[str]:
    return {word.removesuffix("s") for word in words_in(text)}


def _section_levels(draft: Draft, page: list[Section]) -> list[str]:
    """Headings that name levels, at the depth where most of the headings do and text stands under them."""
    by_depth: dict[float, list[str]] = defaultdict(list)
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
        for piece in section.path:
            if id(piece) not in seen:
                seen.add(id(piece))
                by_depth[depth_of(piece)].append(label_of(piece))
    best: list[str] = []
    told: set[str] = set()
    for labels in by_depth.values():
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
            like = [
                label
                for label in labels
                if label in known
                or GENDERS.search(label)
                or _is_like(under[label], below)
                or (jobs and _names_a_job(draft, label))
                or label in others
            ]
            best, told = list(dict.fromkeys(like)), known
    strays = _strays(page, told)
    return [level for level in best if level not in strays]


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


def _names_a_job(draft: Draft, label: str) -> bool:
    """Whether a short heading ends with a word for people who do a job: "Pastry Baker" between levels is one too."""
    joined = tuple(word for word in draft.words.lists["disciplines"] if JOINED.match(word))  # "見習いエンジニア"
    return is_short(label) and (ends_with_job(label, draft.words) or plain(label).endswith(joined))


def _is_like(under: set[str], inner: set[str]) -> bool:
    """Whether what stands under a heading is what stands under levels beside it."""
    return bool(under) and 2 * len(under & inner) >= max(len(under), len(inner))


def propose_sections(draft: Draft, sources: list[Source]) -> None:
    pages = [draft.sections_of(source) for source in sources]
    jobs = is_job_description(pages, draft.words)
    abilities = _are_abilities(draft, sources, pages)
    job = _job_beside(draft, sources) if abilities else ""
    for source, page in zip(sources, pages, strict=True):
        labels = _section_levels(draft, page)
        names = NamedItems([page], draft.words, draft.is_level)
        for section in page:
            _section_track(draft, section, labels)
        labels += [name for name in _levels_listed(page, names, labels) if name not in labels]
        listed = any(not section.path and names.are_levels(section) for section in page)  # below the page's title
        first = any(plain(source.title) in map(plain, section.labels) for section in page)  # the first competency
        family = "" if listed or first else job if abilities else family_of(source, draft.words)
        untold = [label for label in _untold(draft, page, labels) if label not in labels]
        labels += untold
        posts = _without_code(draft, labels) or _side_by_side(labels, draft.words)
        labels = [label for label in labels if label not in posts]
        named = [draft.roster.role(read_label(post).name, "", family, document=source.name) for post in posts]
        draft.posts += [role.title for role in named]
        roles: list[Role] = []
        for heading, own in _by_discipline(draft, page, labels).items():
            called = family_called(heading, draft.words) or family
            titles = titles_beside(own, called, draft.words)
            roles += [
                draft.roster.of_label(level, titles.get(level, ""), called, document=source.name) for level in own
            ]
        draft.titled |= {role.title: role.level for role in roles if not set(untold).isdisjoint(role.labels)}
        draft.sequences.append(list(dict.fromkeys(role.level for role in roles)))
        headings = "job description" if jobs else "competencies"
        draft.add(source, "sections", family=family, headings=headings, competency="title" if abilities else "")


def _levels_listed(page: list[Section], names: NamedItems, levels: Sequence[str]) -> list[str]:
    """Levels that open the items of lists. A list that has nothing in common with `levels` and other lists tells stages
    of skills: "Novice: …", "Expert: …" below "Scale".
    """
    lists = [listed for section in page if (listed := names.levels_of(section))]
    met = Counter(plain(name) for listed in [levels, *lists] for name in set(listed))
    others = len(levels) > 1 or max(met.values(), default=0) > 1
    told = [listed for listed in lists if not others or any(met[plain(name)] > 1 for name in listed)]
    return list(dict.fromkeys(name for listed in told for name in listed))


def _by_discipline(draft: Draft, page: list[Section], levels: list[str]) -> dict[str, list[str]]:
    """Levels by the heading of a discipline that they stand under, "" for none."""
    found: dict[str, list[str]] = defaultdict(list)
    disciplines = disciplines_of(page, draft.words, levels.__contains__)
    for section in page if disciplines else ():
        level = next((label for label in reversed(section.labels) if label in levels), "")
        heading = next(filter(disciplines.__contains__, section.labels), "")
        if level and level not in found[heading]:
            found[heading].append(level)
    placed = [level for own in found.values() for level in own]
    return {"": [level for level in levels if level not in placed], **found}


def _without_code(draft: Draft, labels: list[str]) -> list[str]:
    """Titles that name no level, beside others that have one behind them each: "Partner" beside "Baker (Band B)"."""
    coded = [label for label in labels if level_name(label) == read_label(label).code != ""]
    plainly = [label for label in labels if label not in coded and not draft.is_level(label)]
    return plainly if len(coded) > len(labels) / 2 else []


def _side_by_side(labels: list[str], words: Words) -> list[str]:
    """Titles of many jobs on one page, of which none is above another: most are alone in their discipline, and a word
    for managers returns from one to the other ("Head of Bakery", "Head of Milling").
    """
    bases = {label: plain(without_level(label, words)) for label in labels}
    counts = Counter(bases.values())
    alone = [label for label in labels if bases[label] and counts[bases[label]] == 1]
    said = (level_words(label, words) for label in alone)
    heads = Counter(found for found in said if words.managers.intersection(found))
    coded = any(read_label(label).code for label in labels)
    return alone if not coded and 2 * len(alone) > len(labels) and max(heads.values(), default=0) > 1 else []


def _untold(draft: Draft, page: list[Section], labels: list[str]) -> list[str]:
    """Headings of the levels' rank that name a level and its job, and say nothing of it."""
    depths = {depth_of(section.path[-1]) for section in page if section.path and section.labels[-1] in labels}
    outers = {id(piece) for section in page for piece in section.path[:-1]}
    empty = [
        section.path[-1]
        for section in page
        if section.path and not (section.entries or section.tables) and id(section.path[-1]) not in outers
    ]
    names = [label_of(piece) for piece in empty if depth_of(piece) in depths]
    return [name for name in names if draft.is_level(name) and not _names_no_job(draft, name)]


def _are_abilities(draft: Draft, sources: list[Source], pages: list[list[Section]]) -> bool:
    """Whether several documents are about one competency each: they tell the same levels and nothing else, and most of
    their titles name no people and no discipline, unless a table gives these levels their titles.
    """
    told: Counter[str] = Counter()
    titled = {plain(level) for level in draft.titled.values() if level}
    bare = True
    parts = direct = jobs = 0
    for source, page in zip(sources, pages, strict=True):
        said = [section for section in page if section.entries and any(map(draft.is_level, section.labels))]
        levels = [label for section in said if draft.is_level(label := section.labels[-1])]
        bare = bare and all(_names_no_job(draft, label) for label in levels)
        name = page_title(source, draft.words)
        jobs += not titled.issuperset(map(plain, levels)) and ends_with_job(name, draft.words)
        parts, direct = parts + len(said), direct + len(levels)
        told.update(set(map(plain, levels)))
    if direct < MOST_DIRECT * parts or 2 * jobs >= len(sources):
        return False
    return max(told.values(), default=0) > 1 and (bare or 2 * min(told.values()) > len(sources))


def _job_beside(draft: Draft, sources: list[Source]) -> str:
    """The job that the one other page of a folder is called by, such as its README; "" where none or several are."""
    titles = {page_name(source.title, draft.words) for source in draft.sources if source not in sources}
    jobs = [title for title in titles if ends_with_job(title, draft.words) and is_short(title)]
    return jobs[0] if len(jobs) == 1 else ""


def _names_no_job(draft: Draft, label: str) -> bool:
    """Whether a label names a level alone, or counts it and says a word about it: "Level 2 - Doing"."""
    said = read_label(label)
    job = set(words_in(said.name)) & draft.words.lists["disciplines"] or level_words(said.name, draft.words)
    return is_bare(label, draft.words) or (is_step(said.code, draft.words) and not job)


def _section_track(draft: Draft, section: Section, labels: list[str]) -> None:
    """A heading around a level that names its track."""
    for outer, inner in zip(section.labels, section.labels[1:], strict=False):
        if inner in labels and (track := track_of(outer, draft.words)) and outer not in labels:
            level = level_name(inner)
            draft.tracks[track] += [level] if level not in draft.tracks[track] else []
