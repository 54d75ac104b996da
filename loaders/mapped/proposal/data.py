"""YAML and JSON: the places of levels and competencies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from loaders.mapped.mapping import Part
from loaders.mapped.proposal.draft import Draft, patterns
from loaders.mapped.records.facts import families_of, track_around, tracks_of
from loaders.mapped.records.links import refer_to_levels
from loaders.mapped.records.names import name_in
from loaders.mapped.records.places import Places, find_places
from loaders.mapped.records.records import Records
from loaders.mapped.records.references import at_path
from loaders.mapped.records.texts import read_records
from loaders.mapped.roles.families import family_of, folder_called
from loaders.mapped.roles.titles import grades_in_data, titles_beside, titles_in_data, titles_told
from loaders.mapped.sources.data.exports import are_linked
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.labels import page_name, without_level
from loaders.mapped.wording.levels import track_of
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import Words


def places_of(draft: Draft, sources: list[Source]) -> Places | None:
    records = Records(sources, draft.words)
    places = find_places(records, draft.is_level)
    if places is None:
        return None
    said = list(read_records(records, places))
    for source in sources:
        for leaf in source.data:
            leaf.used = ""
    if sum(record.field != "description" for record in said) < 2:
        return None
    texts = [record for record in said if not record.field]
    about = {record.competency for record in texts}
    return replace(places, texts=len(texts), only=about.pop() if len(about) == 1 else "")


def without_names_of_levels(found: list[tuple[Source, Places]]) -> list[tuple[Source, Places]]:
    """The documents with their places, without those that say a sentence or two of each level, where another says more
    of the same levels.
    """
    levels = [set(map(plain, places.order)) for _, places in found]

    def names(places: Places, own: set[str]) -> bool:
        more = (other.texts for (_, other), said in zip(found, levels, strict=True) if own <= said)
        return places.texts <= 2 * len(own) and any(count > 2 * places.texts for count in more)

    return [(source, places) for (source, places), own in zip(found, levels, strict=True) if not names(places, own)]


def about_one_each(found: list[tuple[Source, Places]]) -> list[Source]:
    """The documents that are about one competency each, told by their names; else all, where each states one of its own
    for the same levels. Beside one with several they are disciplines.
    """
    if named := [source for source, places in found if not places.competency]:
        return named
    stated = {plain(places.only) for _, places in found if places.only}
    levels = [set(map(plain, places.order)) for _, places in found]
    most = max(levels, key=len, default=set[str]())
    apart = len(stated) == len(found) and all(own <= most for own in levels)
    return [source for source, _ in found] if apart else []


def are_joined(draft: Draft, sources: list[Source]) -> bool:
    """Whether documents ask for stages of skills that others of them describe, or hold the ids of others' records or
    levels.
    """
    if len(sources) < 2:
        return False
    return are_linked(sources) or refer_to_levels(sources, draft.words) or Records(sources, draft.words).joined


def are_roles(draft: Draft, sources: list[Source]) -> bool:
    """Whether most of several documents are called like another level each: a level inside them is then a stage."""
    names = [name_in(source.tree, draft.words) for source in sources if isinstance(source.tree, dict)]
    called = [name for name in names if name and draft.is_level(name)]
    return 1 < len(set(called)) == len(called) > len(sources) / 2


def propose_together(draft: Draft, sources: list[Source], places: Places) -> None:
    """Several documents that hold one level each."""
    grades = grades_in_data(sources, places.order, draft.words)
    records = Records(sources, draft.words)
    tracks = _tracks_of_folders(records, places, draft.words) | tracks_of(records)
    for label in places.order:
        if grades:
            draft.titled[label] = grades[label]
            draft.roster.role(label, grades[label], document=sources[0].name)
            continue
        role = draft.roster.of_label(label, places.titles.get(label, ""), "", document=sources[0].name)
        if told := tracks.get(label) or tracks.get(role.title):
            draft.put_on(told, role.level)
    files = patterns(sources, draft.sources)
    part = Part(files=files, form="records", level=places.level, competency=places.competency, title=places.title)
    draft.parts.append(part)


def _tracks_of_folders(records: Records, places: Places, words: Words) -> dict[str, str]:
    """The tracks that the folders of documents are called by, of the level that each has ("ic/", "management/")."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in records.entries:
        if level := entry.labels.get(places.level):
            found[level].add(track_of(folder_called(records.documents[entry.leaf].name), words) or "")
    return {level: next(iter(tracks)) for level, tracks in found.items() if len(tracks) == 1 and "" not in tracks}


def propose_data(draft: Draft, source: Source, places: Places, others: list[Source]) -> None:
    """A document with levels and competencies; `others` are data that have none, and may tell the titles."""
    records = Records([source], draft.words)
    own = _own_name(records, places)
    family = page_name(own, draft.words) or family_of(source, draft.words)
    family = "" if _are_disciplines(places.order, draft.words) else family
    told = titles_told([source], places.order) or titles_in_data(others, places.order, draft.words)
    told = told or titles_told([other for other in draft.sources if other.tree is None], places.order)
    titles = titles_beside(places.order, family, draft.words) | dict(places.titles) | told
    named = [
        draft.roster.of_label(label, titles.get(label, ""), family, document=source.name) for label in places.order
    ]
    draft.titled |= {role.title: role.level for role in named if told}
    draft.sequences.append(list(dict.fromkeys(role.level for role in named)))
    told_tracks = {name: track for one in (source, *others) for name, track in draft.tracks_told(one).items()}
    for label, role in zip(places.order, named, strict=True):
        said = {track for name in (label, role.title) if (track := told_tracks.get(name))}
        said = said or _track_of_roles(records, places, label, told_tracks)
        if not said and not places.title:  # else the titles on a level may be of several
            said = _tracks_of(records, places, label)
        for track in said:
            draft.put_on(track, role.level)
    place = {"level": places.level, "competency": places.competency, "title": places.title}
    draft.add(source, "records", family=family, **place)


def _are_disciplines(levels: Sequence[str], words: Words) -> bool:
    """Whether levels are the titles of several disciplines with levels each: "Baker I", "Baker II", "Miller I"."""
    jobs = Counter(plain(without_level(level, words)) for level in levels)
    return sum(bool(job) and count > 1 for job, count in jobs.items()) > 1


def _track_of_roles(records: Records, places: Places, level: str, told: dict[str, str]) -> set[str]:
    """The track that the roles on a level say, where it is the same of all."""
    on_level = (entry.labels for entry in records.entries if entry.labels.get(places.level) == level)
    tracks = {told.get(labels.get(places.title, ""), "") for labels in on_level}
    return tracks - {""} if len(tracks) == 1 else set()


def _tracks_of(records: Records, places: Places, level: str) -> set[str]:
    """The tracks that the keys and names around a level call so."""
    around = [entry for entry in records.entries if entry.labels.get(places.level) == level]
    told = {track_around(records, entry.path, entry.labels.get(places.competency, "")) for entry in around} - {""}
    if told:
        return told
    outside = {where for entry in around for where in entry.labels if places.level.startswith(where)}
    outside -= {places.level, places.competency}  # "Manager" is a level here, and some call competencies tracks
    names = {entry.labels[where] for entry in around for where in outside & entry.labels.keys()}
    return {records.words.tracks[plain(name)] for name in names if plain(name) in records.words.tracks}


def _own_name(records: Records, places: Places) -> str:
    """What a document is about: the discipline that it states first or in all its records, else its name, or that of
    the outermost part with a name that holds all levels, as in a site's page data.
    """
    first = records.tree if isinstance(records.tree, dict) else {}
    named = (
        value for key, value in first.items() if isinstance(value, str) and records.words.is_one("family_facts", key)
    )
    stated = families_of(records)
    only = next((name for name, leaves in stated.items() if len(stated) == 1 < len(leaves)), "")
    if own := next(named, "") or only or records.name_of(first):
        return own
    paths = [entry.path for entry in records.entries if places.level in entry.labels]
    around = tuple(keys[0] for keys in takewhile(lambda keys: len(set(keys)) == 1, zip(*paths, strict=False)))
    parts = (at_path(records.tree, around[:depth]) for depth in range(1, len(around) + 1))
    return next((name for part in parts if isinstance(part, dict) and (name := records.name_of(part))), "")
