"""Pages that describe one role each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from loaders.mapped.found import Role
from loaders.mapped.mapping import Part
from loaders.mapped.proposal.draft import Draft, patterns
from loaders.mapped.proposal.kinds import job_descriptions
from loaders.mapped.proposal.page_order import are_counted_up, are_one_way, order_pages
from loaders.mapped.prose.names import is_job_description
from loaders.mapped.roles.called import (
    are_short_forms,
    in_full,
    in_short,
    page_level,
    page_names,
    page_title,
    page_tracks,
)
from loaders.mapped.roles.families import capitals, families, folder_called
from loaders.mapped.sources.pieces import Piece, Source
from loaders.mapped.wording.labels import is_bare, is_step, level_words, read_label, without_level
from loaders.mapped.wording.levels import level_in, levels_among
from loaders.mapped.wording.texts import is_short, plain, size

INDEXES = ("index", "readme")
LEAST_FACTS = 3  # names of facts that tell a kind of page
ALIKE_FACTS = 2 / 3  # share of them that pages of one kind have in common
LONG_TITLE = 14  # most words of a job's title ("Head of …, Region North")


def role_pages(draft: Draft, sources: Sequence[Source]) -> list[Source]:
    """Documents that describe one role each: their titles say a level, or they have a level's fact, or they are of
    one discipline with those, or have a job description's headings.
    """
    sources = [source for source in sources if not (source.begins or _names_a_track(draft, source))]
    sure = [
        source for source in sources if draft.is_level(page_title(source, draft.words)) or _level_fact(draft, source)
    ]
    bases = {plain(without_level(page_title(source, draft.words), draft.words)) for source in sure} - {""}
    found = []
    shared = _shared_headings(draft, sources)
    for source in sources:
        title = page_title(source, draft.words)
        page = draft.sections_of(source)
        alike = {plain(label) for section in page if section.entries for label in section.labels} & shared
        kinds = sum(bool(section.path) and bool(section.entries or section.tables) for section in page)
        jobs = kinds >= 2 and is_job_description([page], draft.words)
        named = is_short(title) or (jobs and size(title) <= LONG_TITLE)
        named = named and plain(title) not in draft.words.lists["unnamed"]  # "README"
        if source in sure or (plain(title) in bases and kinds) or ((jobs or len(alike) > 1) and named):
            found.append(source)
    facts = [_facts_named(source) for source in found]
    found = [source for source in sources if source in found or _is_of_their_form(source, facts)]
    if draft.parts and len(found) == 1 and plain(found[0].stem) in INDEXES:
        return []  # it tells of the documents that hold the ladder
    return _without_indexes(found)


def _is_of_their_form(source: Source, others: Sequence[set[str]]) -> bool:
    """Whether a page has a title and nearly the same names of facts as half of the others have: one kind of page on a
    site, whatever its headings are called.
    """
    own = _facts_named(source)
    alike = sum(len(own & named) >= max(LEAST_FACTS, ALIKE_FACTS * len(own | named)) for named in others)
    return bool(source.title) and size(source.title) <= LONG_TITLE and alike > 1 and 2 * alike >= len(others)


def _facts_named(source: Source) -> set[str]:
    return {plain(piece.bold) for piece in source.pieces if piece.kind == "fact"}


def _without_indexes(sources: list[Source]) -> list[Source]:
    """Documents without those that are called the index of their folder, or like it, with pages of roles inside."""
    folders = Counter(folder for source in sources for folder in _folders_around(source.name))
    beside = Counter(source.name.rpartition("/")[0] for source in sources)
    found = []
    for source in sources:
        inside = folders[source.name.rpartition(".")[0]]  # what wikis call the folder of a page's own pages
        called = plain(source.stem) in INDEXES and beside[source.name.rpartition("/")[0]] > 2
        found += [] if called or inside > 1 else [source]
    return found


def _folders_around(document: str) -> Iterator[str]:
    parts = document.split("/")[:-1]
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _names_a_track(draft: Draft, source: Source) -> bool:
    """Whether a page is called by a track and a word that says so: "Manager Track" is no role."""
    said = plain(page_title(source, draft.words))
    return " " in said and said in draft.words.tracks and said.split()[-1].rstrip("s") == "track"


def _shared_headings(draft: Draft, sources: list[Source]) -> set[str]:
    """Headings with text under them that stand in at least half of the documents: those of one form."""
    if len(sources) < 2:
        return set()
    counts = Counter(
        label
        for source in sources
        for label in {plain(label) for part in draft.sections_of(source) if part.entries for label in part.labels}
    )
    return {label for label, count in counts.items() if count >= max(2, len(sources) / 2)}


def _level_fact(draft: Draft, source: Source) -> str:
    """The label of the first level that the page states, such as "Grade: SEO"; outside facts only of what looks like
    one.
    """
    for label, value, piece in source.facts():
        is_fact = isinstance(piece, Piece) and piece.kind == "fact"
        said = is_fact or draft.is_level(level_in(value, draft.words)) or value.strip().isdecimal()
        if said and draft.words.is_one("level_facts", label):
            return label
    return ""


def _counted_fact(draft: Draft, sources: list[Source]) -> str:
    """The label beside which every page has a level that is counted ("Scale: Level 4"), not the same on all."""
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for source in sources:
        for label, value, _ in source.facts():
            named = draft.words.is_one("title", label) or is_step(label, draft.words)
            if is_step(value, draft.words) and not named:
                values[label].setdefault(source.name, value)
    fits = (label for label, own in values.items() if len(own) == len(sources) and len(set(own.values())) > 1)
    return next(fits, "")


def propose_pages(draft: Draft, sources: list[Source]) -> None:
    facts = {source.name: _level_fact(draft, source) for source in sources}
    labels = [label for label in facts.values() if label]
    label = max(dict.fromkeys(labels), key=labels.count) if labels else _counted_fact(draft, sources)
    facts = {document: own or label for document, own in facts.items()}
    jobs = job_descriptions({source.name: draft.sections_of(source) for source in sources}, draft.words)
    roles: list[tuple[Source, Role]] = []
    if folders := _folders(draft, sources):
        for family, own in folders.items():
            for source in own:
                draft.roster.of_label(page_title(source, draft.words), "", family, document=source.name)
            files = patterns(own, draft.sources)
            draft.parts.append(Part(files=files, form="pages", family=family, level=label))
        return
    levels = {source.name: page_level(source, facts[source.name], draft.words) for source in sources}
    known = {*levels.values(), *(role.level for role in draft.roster.roles.values())}
    levels = {document: in_full(level, facts[document], known) for document, level in levels.items()}
    figures = _are_figures(list(levels.values()))
    short = are_short_forms([read_label(page_title(source, draft.words)).code for source in sources])
    names = page_names(sources, draft.words)
    codes = _codes_of_names(sources)
    for source in sources:
        said = read_label(page_title(source, draft.words))
        for piece in source.pieces:
            piece.used = ""
        name = names[source.name]
        level = name if figures else levels[source.name] or ("" if short else said.code or codes.get(source.name, ""))
        role = draft.roster.role(name, level, document=source.name, labels=in_short(name))
        if role.level.isdecimal() and read_label(level).code == level:
            role.level = level  # its own page says more than the figure of a table
        roles.append((source, role))
        if figures:
            draft.numbers[name] = int(levels[source.name])
    if figures:
        ordered = sorted(roles, key=lambda found: draft.numbers[found[1].title])
        draft.sequences.append([role.level for _, role in ordered])
    told = [role for _, role in roles]
    stated = any(role.level for role in told) or _are_levels(
        draft, [role.title for role in told], jobs=len(jobs) == len(sources)
    )
    _page_levels(draft, roles)
    before = len(draft.sequences)
    tracks = page_tracks(sources, draft.words)
    draft.put_on_tracks((tracks.get(source.name, ""), role.level) for source, role in roles)
    order_pages(draft, roles)
    if not stated and len(draft.sequences) == before and not draft.tracks:
        for role in told:  # jobs side by side: nothing says that one is higher
            role.level = ""
    one_way = not jobs and are_counted_up(roles, draft.words)
    family = _only_family(draft, told, one_way=one_way) if len(draft.sequences) > before else ""
    stated_families = _stated_families(draft, roles, tracks)
    read: dict[tuple[str, str, bool], list[Source]] = defaultdict(list)
    for source in sources:  # pages of one language call their facts alike
        read[facts[source.name], stated_families.get(source.name, family), source.name in jobs].append(source)
    for (fact, discipline, job), alike in read.items():
        files = patterns(alike, draft.sources)
        headings: Literal["job description", "competencies"] = "job description" if job else "competencies"
        draft.parts.append(Part(files=files, form="pages", level=fact, family=discipline, headings=headings))


def _stated_families(draft: Draft, roles: list[tuple[Source, Role]], tracks: Mapping[str, str]) -> dict[str, str]:
    """The disciplines that all pages state beside one label, or beside one each ("Department", "Abteilung"), by
    document, where some share one and each level is in it once: "Job family: Bakers". One that all have counts where
    it is no part of a company.
    """
    said: dict[str, dict[str, str]] = defaultdict(dict)
    first: dict[str, str] = {}
    parts_of_companies = set[str]()
    for source, _ in roles:
        for label, value, _piece in source.facts():
            if draft.words.is_one("family_facts", label) and is_short(value):
                said[plain(label)].setdefault(source.name, value)
                first.setdefault(source.name, value)
                if plain(label) in draft.words.lists["units"]:
                    parts_of_companies.add(value)
    for own in (*said.values(), first):
        places = {(own.get(source.name), role.level, tracks.get(source.name)) for source, role in roles}
        several = len(set(own.values()))
        apart = len({plain(without_level(role.title, draft.words)) for _, role in roles}) == len(roles)
        told = several > 1 or parts_of_companies.isdisjoint(own.values())
        if len(own) == len(roles) == len(places) and told and several < len(roles) + apart:
            for source, role in roles:
                role.family = own[source.name]
            return own
    return {}


def _are_figures(levels: list[str]) -> bool:
    """Whether several pages have a figure of their own each as their level, from 0 or 1 on: the titles are levels,
    which it counts. Others are grades (5, 7, 9).
    """
    if not 1 < len(levels) == len(set(levels)) or not all(map(str.isdecimal, levels)):
        return False
    figures = sorted(map(int, levels))
    return figures[0] < 2 and figures[-1] - figures[0] < len(figures)


def _codes_of_names(sources: list[Source]) -> dict[str, str]:
    """The codes that the names of documents begin with, by document, in folders where each has another: "B2 Junior.md"
    with the heading "Junior Baker".
    """
    folders: dict[str, dict[str, str]] = defaultdict(dict)
    for source in sources:
        folders[source.name.rpartition("/")[0]][source.name] = read_label(source.called).code
    told = [codes for codes in folders.values() if len(set(codes.values()) - {""}) == len(codes) > 1]
    return {document: code for codes in told for document, code in codes.items()}


def _are_levels(draft: Draft, titles: list[str], *, jobs: bool) -> bool:
    """Whether several titles name levels, or one of them and another its discipline: "Baker" beside "Senior Baker".
    Jobs are on levels only where two are of one discipline.
    """
    bases = Counter(plain(without_level(title, draft.words)) for title in titles)
    if jobs and len(titles) > 1 and max(bases.values()) == 1:
        return False
    return len(titles) == 1 or len(levels_among(titles, draft.is_level, draft.words)) > 1


def _only_family(draft: Draft, roles: list[Role], *, one_way: bool) -> str:
    """Roles that the documents put in one order, of which no two titles name one discipline, are of one family; those
    of one way are of that which most are of.
    """
    families([role for role in roles if not role.family], draft.words)
    family, count = Counter(role.family for role in roles).most_common(1)[0]
    if one_way and any(role.family for role in roles):
        return family or next(role.title for role in roles if not role.family)  # of "Associate" and "Senior Associate"
    return family if count == 1 else ""


def _folders(draft: Draft, sources: list[Source]) -> dict[str, list[Source]]:
    """Pages by the discipline that their folder names, where their titles name levels alone."""
    titles = [page_title(source, draft.words) for source in sources if "/" in source.name]
    if len(titles) < len(sources) or not all(is_bare(title, draft.words) for title in titles):
        return {}
    found: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        found[capitals(folder_called(source.name).lower(), draft.words)].append(source)
    return found if len(found) > 1 else {}


def _page_levels(draft: Draft, told: list[tuple[Source, Role]]) -> None:
    """Where no fact and no code names a level: the title, or its words of seniority where several disciplines have
    them in common.
    """
    roles = [role for _, role in told]
    if any(role.level for role in roles):
        return
    families([role for role in roles if not role.family], draft.words)
    said = {role.title: " ".join(level_words(role.title, draft.words)).title() for role in roles}
    placed = {(role.family, said[role.title]) for role in roles if said[role.title]}
    shared = len(placed) > len({word for _, word in placed}) and any(role.title not in draft.titled for role in roles)
    shared = shared and not are_one_way(draft, told)
    shared = shared and all(said.get(base.lower.title) != said.get(base.upper.title) for base in draft.bases())
    for role in roles:
        role.level = (said[role.title] or role.title) if shared else role.title
