"""From documents to a mapping: what they are is found by their shapes and by the words for levels in many languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from loaders.mapped.mapping import Mapping
from loaders.mapped.proposal import data, levels, pages, posts, sectioned, sections, tables
from loaders.mapped.proposal.by_place import known_by_place, repeated_parts, told_by_place
from loaders.mapped.proposal.draft import Draft
from loaders.mapped.records.labels import DOCUMENT
from loaders.mapped.roles.ladders import LEAST, by_folder, ladders_of
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.labels import is_bare
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import Words


def propose(sources: Sequence[Source], words: Words) -> Mapping:
    """A mapping for documents of any form; without `documents` where nothing in them names levels or roles. Folders
    that have nothing in common are ladders of their own, but for tracks and what lies beside folders.
    """
    folders = by_folder((source.name for source in sources), words)
    inside = {folder: [source for source in sources if source.name in own] for folder, own in folders.items()}
    names, whole = dict[str, set[str]](), set[str]()
    for folder, own in inside.items():
        draft = _propose_together(own, words)
        mapping = draft.mapping()
        names[folder] = {*mapping.levels, *mapping.roles, *draft.roster.titles()}
        whole |= {folder} if len(mapping.levels) >= LEAST and not _are_called_by_folder(draft) else set()
    ladders = ladders_of(names, whole, words)
    if len(ladders) == 1:
        return _propose_together(sources, words).mapping()
    apart = [[source for folder in ladder for source in inside[folder]] for ladder in ladders]
    return _as_one([propose(own, words) for own in apart])


def _are_called_by_folder(draft: Draft) -> bool:
    """Whether the titles of pages name levels alone: what they are levels of is the folder's name, beside others."""
    paged = any(part.form == "pages" for part in draft.parts)
    return paged and all(is_bare(title, draft.words) for title in draft.roster.titles())


def _as_one(mappings: Sequence[Mapping]) -> Mapping:
    """The mappings of several ladders as one."""
    tracks: dict[str, list[str]] = defaultdict(list)
    for track, own in (pair for mapping in mappings for pair in mapping.tracks.items()):
        tracks[track] += own
    return Mapping(
        levels=[level for mapping in mappings for level in mapping.levels],
        tracks=tracks,
        roles={title: level for mapping in mappings for title, level in mapping.roles.items()},
        numbers={title: number for mapping in mappings for title, number in mapping.numbers.items()},
        documents=[part for mapping in mappings for part in mapping.documents],
    )


def _propose_together(sources: Sequence[Source], words: Words) -> Draft:
    draft = Draft(sources, words)
    titled = _find(draft, sources)
    heads = told_by_place(draft) if not draft.parts else _other_levels(draft)
    if heads:
        draft = Draft(sources, words)
        draft.known |= heads
        titled = _find(draft, sources)
    if not draft.parts:
        posts.propose_posts(draft, sources)
    if not draft.parts:
        tables.propose_titles(draft, titled)
    return draft


def _other_levels(draft: Draft) -> set[str]:
    """The levels that are parts of all pages, or have the same parts each, where one level at most was found."""
    roles = draft.roster.roles
    levels = {role.level for role in roles.values() if role.level}
    parts = repeated_parts(draft) if len(levels) < 2 else set()
    pages = all(part.form == "pages" for part in draft.parts)
    return set() if pages and parts.intersection(map(plain, roles)) else parts


def _find(draft: Draft, sources: Sequence[Source]) -> set[str]:
    """Proposes what is found; the names of the documents that only name levels and titles."""
    titled = tables.title_tables(draft)
    draft.known |= known_by_place(draft)
    rest = [source for source in sources if source.name not in titled]
    done = titled | _tables(draft, sources) | _data(draft, rest)
    left = [source for source in rest if source.tree is not None and source.name not in done]
    if len(left) > 1 and (together := data.places_of(draft, left)):
        data.propose_together(draft, left, together)
        done |= {source.name for source in left}
    left_over = titled - {file for part in draft.parts for file in part.files}
    told = [source for source in sources if source.name in titled and sectioned.is_sectioned(draft, source)]
    _prose(draft, [*(source for source in sources if source.name not in done and source.pieces), *told])
    tables.propose_stages(draft, left_over)
    return titled


def _tables(draft: Draft, sources: Sequence[Source]) -> set[str]:
    matrices = [
        source
        for source in sources
        if tables.has_texts(draft, source)
        and not (sectioned.say_more(draft, source) or sectioned.is_about_one(draft, source))
    ]
    aspect = tables.are_aspects(draft, matrices)
    for source in matrices:
        tables.propose_matrix(draft, source, aspect=aspect)
    return {source.name for source in matrices}


def _data(draft: Draft, sources: Sequence[Source]) -> set[str]:
    trees = [source for source in sources if source.tree is not None]
    joined, roles = data.are_joined(draft, trees), data.are_roles(draft, trees)
    together = data.places_of(draft, trees) if joined or roles else None
    if together and (joined or together.level == DOCUMENT):
        data.propose_together(draft, trees, together)
        return {source.name for source in trees}
    found = [
        (source, places)
        for source in sources
        if source.tree is not None and (places := data.places_of(draft, [source]))
    ]
    found = data.without_names_of_levels(found)
    skills = data.about_one_each(found)
    together = data.places_of(draft, skills) if len(skills) > 1 else None
    if together and together.competency:
        data.propose_together(draft, skills, together)
    ladders = [source for source, _ in found]
    others = [source for source in trees if source not in ladders]
    for source, places in found:
        if not (together and together.competency and source in skills):
            data.propose_data(draft, source, places, others)
    return {source.name for source in ladders}


def _prose(draft: Draft, sources: Sequence[Source]) -> None:
    parted = [source for source in sources if sectioned.is_sectioned(draft, source)]
    parted += sectioned.like_these(draft, parted, sources)
    if sectioned.are_roles(draft, parted):
        parted = []
    parted = [source for source in parted if not levels.is_about_others(draft, source, sources)]
    roles = pages.role_pages(draft, [source for source in sources if source not in parted])
    if len(parted) < len(roles) // 4:  # few with parts that look like levels, among many pages of a role
        roles = pages.role_pages(draft, sources)
        parted = [source for source in parted if source not in roles]
    if parted:
        sections.propose_sections(draft, parted)
    if roles:
        pages.propose_pages(draft, roles)
