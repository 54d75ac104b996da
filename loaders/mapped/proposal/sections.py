"""Pages on which headings name levels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from statistics import median

from loaders.mapped.found import Role
from loaders.mapped.proposal.draft import Draft
from loaders.mapped.proposal.kinds import job_descriptions
from loaders.mapped.proposal.levels import levels_listed
from loaders.mapped.proposal.section_levels import section_levels
from loaders.mapped.prose.disciplines import disciplines_of
from loaders.mapped.prose.model import Section, depth_of
from loaders.mapped.prose.names import NamedItems
from loaders.mapped.prose.sections import level_stated
from loaders.mapped.roles.called import page_title
from loaders.mapped.roles.families import family_called, family_of
from loaders.mapped.roles.order import merged
from loaders.mapped.roles.roster import level_name
from loaders.mapped.roles.titles import titles_beside
from loaders.mapped.sources.headings import label_of
from loaders.mapped.sources.pieces import Piece, Source
from loaders.mapped.tables.model import MOST_LEVELS
from loaders.mapped.wording.labels import (
    is_bare,
    is_step,
    level_words,
    page_name,
    read_label,
    without_level,
    without_track,
)
from loaders.mapped.wording.levels import level_in, names_job, track_of, track_stated
from loaders.mapped.wording.texts import is_short, plain, tidy, words_in
from loaders.mapped.wording.words import Words

MOST_DIRECT = 0.8  # share of texts that stand directly under a level, or of documents in which so many do


def propose_sections(draft: Draft, sources: list[Source]) -> None:
    pages = [draft.sections_of(source) for source in sources]
    jobs = job_descriptions({source.name: draft.sections_of(source) for source in sources}, draft.words)
    abilities = _are_abilities(draft, sources, pages)
    job = _job_beside(draft, sources) if abilities else ""
    apart = abilities or _are_groups(draft, sources)  # from disciplines
    own = _families(draft, sources)
    for source, page in zip(sources, pages, strict=True):
        names = NamedItems([page], draft.words, draft.is_level)
        listed = any(not section.path and names.are_levels(section) for section in page)  # below the page's title
        first = any(plain(source.title) == plain(label_of(piece)) for piece in _tops(page))  # the first competency
        family = "" if listed or first else job if apart else own[source.name]
        labels, untold = _levels_on(draft, page, names)
        posts = _without_code(draft, labels) or _side_by_side(labels, source.title, draft.words)
        named = [draft.roster.role(read_label(post).name, "", family, document=source.name) for post in posts]
        draft.posts += [role.title for role in named]
        labels = [label for label in labels if not (label in posts or draft.roster.in_range(label))]
        stated = _stated(draft, page, labels)
        roles = _roles_on(draft, source, page, labels, family, stated)
        for label, level in stated.items():
            for track in [track for track, own in draft.tracks.items() if level_name(label) in own]:
                draft.put_on(track, level)
            for role in (role for role in roles if label in role.labels):
                role.level = draft.titled[role.title] = level
        for track, label in _tracks_stated(draft, page, labels):
            for role in (role for role in roles if label in role.labels):
                draft.put_on(track, role.level)
        draft.titled |= {role.title: role.level for role in roles if not untold.isdisjoint(role.labels)}
        draft.sequences.append(list(dict.fromkeys(role.level for role in roles)))
        headings = "job description" if source.name in jobs else "competencies"
        draft.add(source, "sections", family=family, headings=headings, competency="title" if abilities else "")


def _families(draft: Draft, sources: list[Source]) -> dict[str, str]:
    """The disciplines of pages; those that are called like levels of one discipline and count the same steps inside are
    called by their titles, so that "Step 1" of the Baker is not that of the Senior Baker.
    """
    found = {source.name: family_of(source, draft.words) for source in sources}
    counted: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        for label in section_levels(draft, draft.sections_of(source)):
            if is_step(label, draft.words):
                counted[plain(label)].append(source)
    for alike in counted.values():
        times = Counter(found[source.name] for source in alike)
        titles = {source.name: page_title(source, draft.words) for source in alike}
        if len({plain(title) for title in titles.values()}) == len(titles) > 1:
            found |= {name: titles[name] for name in titles if times[found[name]] > 1 or not found[name]}
    return found


def _tops(page: list[Section]) -> Iterator[Piece]:
    """The headings of a page that stand as high as its title."""
    return (section.path[0] for section in page if section.path and depth_of(section.path[0]) <= 1)


def _levels_on(draft: Draft, page: list[Section], names: NamedItems) -> tuple[list[str], set[str]]:
    """The levels of a page in order, and those of them of which it says nothing."""
    labels = section_levels(draft, page)
    for section in page:
        _section_track(draft, section, labels)
    labels += [name for name in levels_listed(page, names, labels) if name not in labels]
    known = set(labels)
    untold = [label for label in _untold(draft, page, labels) if label not in known]
    known.update(untold)
    inside = [label for section in page for label in section.labels[-1:] if label in known]
    return merged([labels, inside, untold]), set(untold)


def _roles_on(
    draft: Draft, source: Source, page: list[Section], levels: list[str], family: str, stated: Collection[str]
) -> list[Role]:
    """The roles that a page's levels stand for, discipline by discipline; those that state a level are titles."""
    roles: list[Role] = []
    for heading, own in _by_discipline(draft, page, levels).items():
        called = family_called(heading, draft.words) or family
        titles = titles_beside(own, called, draft.words) | {label: label for label in own if label in stated}
        roles += [draft.roster.of_label(level, titles.get(level, ""), called, document=source.name) for level in own]
    return roles


def _stated(draft: Draft, page: list[Section], levels: list[str]) -> dict[str, str]:
    """The levels that most titles state in a line ("Grade: 5"), or below a heading ("A Baker is a grade 5.")."""
    found: dict[str, str] = {}
    for section in page:
        if section.levels and section.labels[-1:] and (title := section.labels[-1]) in levels:
            stated = level_in(level_stated(section.levels[0]), draft.words)
            found |= {title: level_name(stated)} if draft.is_level(stated) or read_label(stated).code else {}
        *outer, last = ["", *section.labels]
        title = next((label for label in reversed(outer) if label in levels), "")
        if title and section.entries and draft.words.is_one("level_facts", last):
            stated = level_in(section.entries[0].text, draft.words)
            found |= {title: level_name(stated)} if is_step(stated, draft.words) else {}
    return found if len(found) > MOST_LEVELS * len(levels) else {}


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
    coded = [label for label in labels if level_name(label) == without_track(read_label(label).code) != ""]
    plainly = [label for label in labels if label not in coded and not draft.is_level(label)]
    return plainly if len(coded) > len(labels) / 2 else []


def _side_by_side(labels: list[str], page: str, words: Words) -> list[str]:
    """Titles of many jobs on one page, of which none is above another: most are alone in their discipline, and a word
    for managers returns from one to the other ("Head of Bakery", "Head of Milling"); none where the page is called a
    career or a ladder.
    """
    if words.lists["ladders"].intersection(words_in(page)):
        return []
    bases = {label: plain(without_level(label, words)) for label in labels}
    counts = Counter(bases.values())
    alone = [label for label in labels if bases[label] and counts[bases[label]] == 1]
    said = (level_words(label, words) for label in alone)
    heads = Counter(found for found in said if words.managers.intersection(found))
    coded = any(read_label(label).code for label in labels)
    return alone if not coded and 2 * len(alone) > len(labels) and max(heads.values(), default=0) > 1 else []


def _untold(draft: Draft, page: list[Section], labels: list[str]) -> list[str]:
    """Headings of the levels' rank that name a level, with its job where levels do, and say nothing of it."""
    depths = {depth_of(section.path[-1]) for section in page if section.path and section.labels[-1] in labels}
    outers = {id(piece) for section in page for piece in section.path[:-1]}
    empty = [
        section.path[-1]
        for section in page
        if section.path and not (section.entries or section.tables) and id(section.path[-1]) not in outers
    ]
    names = [label_of(piece) for piece in empty if depth_of(piece) in depths]
    alike = {_names_no_job(draft, label) for label in labels}
    return [name for name in names if draft.is_level(name) and {_names_no_job(draft, name)} <= alike]


def _are_abilities(draft: Draft, sources: list[Source], pages: list[list[Section]]) -> bool:
    """Whether several documents are about one competency each: they tell the same levels and nothing else, and most of
    their titles name no people and no discipline, unless a table gives these levels their titles.
    """
    told: Counter[str] = Counter()
    titled = {plain(level) for level in draft.titled.values() if level}
    bare = True
    parts = direct = alone = jobs = again = 0
    for source, page in zip(sources, pages, strict=True):
        said = [section for section in page if section.entries and any(map(draft.is_level, section.labels))]
        levels = [label for section in said if draft.is_level(label := section.labels[-1])]
        bare = bare and all(_names_no_job(draft, label) for label in levels)
        name = page_title(source, draft.words)
        jobs += not titled.issuperset(map(plain, levels)) and names_job(name, draft.words)
        again += len(set(map(plain, levels))) < len(levels)
        parts, direct = parts + len(said), direct + len(levels)
        alone += len(levels) >= MOST_DIRECT * len(said)
        told.update({plain(level_name(label)) for label in levels})
    if max(direct / max(parts, 1), alone / len(sources)) < MOST_DIRECT or 2 * max(jobs, again) >= len(sources):
        return False
    return max(told.values(), default=0) > 1 and (bare or 2 * median(told.values()) > len(sources))


def _are_groups(draft: Draft, sources: list[Source]) -> bool:
    """Whether several documents are about a group of competencies each, as their titles say: "Care Competencies"."""
    titles = [tidy(source.title) for source in sources]
    said = (draft.words.is_one("competency", words_in(title)[-1]) for title in titles if " " in title)
    jobs = any(names_job(page_name(title, draft.words), draft.words) for title in titles)
    return sum(said) == len(titles) > 1 and not jobs


def _job_beside(draft: Draft, sources: list[Source]) -> str:
    """The job that the one other page of a folder is called by, such as its README; "" where none or several are."""
    titles = {page_name(source.title, draft.words) for source in draft.sources if source not in sources}
    jobs = [title for title in titles if names_job(title, draft.words) and is_short(title)]
    return jobs[0] if len(jobs) == 1 else ""


def _names_no_job(draft: Draft, label: str) -> bool:
    """Whether a label names a level alone, or counts it and says a word about it: "Level 2 - Doing"."""
    said = read_label(label)
    job = set(words_in(said.name)) & draft.words.lists["disciplines"] or level_words(said.name, draft.words)
    return is_bare(label, draft.words) or (is_step(said.code, draft.words) and not job)


def _tracks_stated(draft: Draft, page: list[Section], levels: list[str]) -> Iterator[tuple[str, str]]:
    """The tracks that facts below the headings of levels state ("Track: Manager"), each with its level."""
    for section in page:
        label = next((label for label in reversed(section.labels) if label in levels), "")
        for fact in section.facts if label else ():
            if track := track_stated(fact.bold, fact.text, draft.words):
                yield track, label


def _section_track(draft: Draft, section: Section, labels: list[str]) -> None:
    """A heading around a level that names its track."""
    for outer, inner in zip(section.labels, section.labels[1:], strict=False):
        if inner in labels and (track := track_of(outer, draft.words)) and outer not in labels:
            draft.put_on(track, level_name(inner))
