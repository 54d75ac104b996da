"""Tables: those that name levels and titles, and matrices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from loaders.mapped.proposal import sectioned
from loaders.mapped.proposal.draft import Draft
from loaders.mapped.roles.families import family_of
from loaders.mapped.roles.roster import level_name
from loaders.mapped.roles.titles import titles_again, titles_beside, titles_told
from loaders.mapped.sources.pieces import Source
from loaders.mapped.stages.tables import asked_stages, stages_of
from loaders.mapped.tables.documents import disciplines_of_tables, read_tables
from loaders.mapped.tables.legends import mark_legends
from loaders.mapped.tables.model import Heading, Table
from loaders.mapped.tables.read import read_table
from loaders.mapped.wording.labels import is_bare, read_label
from loaders.mapped.wording.levels import names_job, names_people, track_of
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import Words


def title_tables(draft: Draft) -> set[str]:
    """Reads tables that only name levels and titles; their labels are then known everywhere."""
    found = set()
    for source in draft.sources:
        mark_legends([piece.grid for piece in source.tables if piece.grid])
        for piece in source.tables:
            table = read_table(piece.grid, draft.is_level, draft.words) if piece.grid else None
            if table is None or not table.tracks:
                continue
            found.add(source.name)
            if _only_calls_levels(draft, table):
                draft.known |= {plain(label) for level in table.levels for label in (level.label, level.title)} - {""}
                continue
            several = len(table.tracks) > 1 and not table.is_one_ladder
            for track in table.tracks:
                family = track[0].track if table.has_disciplines else ""
                _title_track(draft, track, source, several=several, family=family)
    return {
        name for name in found if not any(has_texts(draft, source) for source in draft.sources if source.name == name)
    }


def _only_calls_levels(draft: Draft, table: Table) -> bool:
    """Whether a table gives each level one word, of seniority or beside such words ("N1 | Junior", "N2 | Growing"): no
    titles where several documents have texts on these levels, each of a discipline.
    """
    titles = [level.title for level in table.levels]
    bare = [is_bare(title, draft.words) for title in titles]
    one_word = not any(" " in title or names_job(title, draft.words) for title in titles)
    told = any(bare) and (all(bare) or one_word)
    with_texts = (source for source in draft.sources if has_texts(draft, source))
    return told and len(list(islice(with_texts, 2))) > 1


def propose_stages(draft: Draft, names: set[str]) -> None:
    """Tables of titles that ask for stages: those that are described elsewhere, any where nothing else says more."""
    stages = stages_of(draft.sources) if names else {}
    for source in (listed for listed in draft.sources if listed.name in names):
        for piece in source.tables:
            table = read_table(piece.grid, draft.is_level, draft.words) if piece.grid else None
            if (
                piece.grid
                and table
                and any(asked_stages(piece.grid, table, stages, draft.words, alone=not draft.parts))
            ):
                draft.add(source, "stages", family=family_of(source, draft.words))


def propose_titles(draft: Draft, names: set[str]) -> None:
    """Tables of titles that nothing says more about: roles on levels without a text."""
    for source in (source for source in draft.sources if source.name in names):
        draft.add(source, "stages", family="")


def _title_track(draft: Draft, track: list[Heading], source: Source, *, several: bool, family: str) -> None:
    levels = []
    times = Counter(level.title for level in track)
    called = _called_in_headings(source) if max(times.values()) > 1 else {}
    for level in track:
        name = level_name(level.label)
        if level.title and times[level.title] > 1:  # "Baker" on two levels; headings may tell more: "Baker I (L3)"
            level.title = called.get(name) or f"{level.title} {level.label}"
        level.title = level.title or called.get(name, "")
        draft.known |= {plain(level.label), plain(name), plain(level.title)} - {""}
        draft.titled[level.title or name] = name if level.title else None
        draft.in_lists.add(level.title or name)
        level_of = name if level.title else ""
        draft.roster.role(level.title or name, level_of, family, document=source.name, labels=(level.label,))
        levels.append(name)
    titled = any(level.title for level in track)
    if titled or not several:
        draft.sequences.append(levels)
        if titled and several and not family:
            beside = all(level.label == level.title for level in track)  # "Baking | Milling" above titles
            name = plain(track[0].track) if beside else _track_name(track[0].track, levels, draft.words)
            draft.tracks[name] += levels


def _called_in_headings(source: Source) -> dict[str, str]:
    """The titles that headings give levels, by their codes."""
    said = [read_label(piece.text) for piece in source.pieces if piece.kind == "heading"]
    return {label.code: label.name for label in said if label.code and label.name != label.text}


def has_texts(draft: Draft, source: Source) -> bool:
    return not sectioned.are_tables_of_levels(draft, source) and (
        any(
            piece.grid is not None
            and (table := read_table(piece.grid, draft.is_level, draft.words)) is not None
            and (any(said.field != "summary" for said in table.texts) or _describes_titles(table))
            for piece in source.tables
        )
        or len([table for table in _tables(draft, source) if table.texts]) > 1
    )


def _describes_titles(table: Table) -> bool:
    """Whether a table says of each level its title and what it means, and no more."""
    return bool(table.texts) and all(level.title for level in table.levels)


def _tables(draft: Draft, source: Source) -> list[Table]:
    return [
        table
        for piece in source.tables
        if piece.grid and (table := read_table(piece.grid, draft.is_level, draft.words))
    ]


def are_aspects(draft: Draft, sources: Sequence[Source]) -> bool:
    """Whether several documents say other things of the same jobs ("Influence", "Quality"): none is called like a
    discipline, and no competency stands in two.
    """
    levels, about = set[frozenset[str]](), list[str]()
    for source in sources if len(sources) > 1 else ():
        tables = [table for table in _tables(draft, source) if table.texts]
        levels |= {frozenset(plain(level.label) for level in table.levels) for table in tables}
        about += {plain(said.competency) for table in tables for said in table.texts}
    names = [family_of(source, draft.words) for source in sources]
    disciplines = any(names_people(name, draft.words) or names_job(name, draft.words) for name in names)
    one = len(levels) == 1 < len(sources) and any(names_job(label, draft.words) for label in next(iter(levels)))
    return one and not disciplines and len(set(about)) == len(about)


def propose_matrix(draft: Draft, source: Source, *, aspect: bool = False) -> None:
    found = read_tables(source, draft.is_level, draft.words)
    levels = [level.label for table, _ in found for level in table.levels]
    family = "" if aspect else draft.discipline(family_of(source, draft.words), levels)
    disciplines = disciplines_of_tables(source, found, draft.words)
    again = titles_again(levels, family, draft.words) if not disciplines else {}
    for table, heading in found:
        if not table.texts:
            continue
        own = disciplines.get(heading, family)
        labels = [level.label for level in table.levels]
        told = titles_told([source], labels) if not disciplines else {}
        titles = titles_beside(labels, own, draft.words) | again | told
        times = Counter(plain(level.label) for level in table.levels if level.title)
        for level in (level for level in table.levels if times[plain(level.label)] > 1 and not level.family):
            draft.roster.role(level.title, level_name(level.label), own, document=source.name)
        called = _called_in_headings(source)  # in full where the table is short: "Senior Baker (B3)"
        named = [
            (
                level,
                draft.roster.of_label(
                    level.label,
                    (level.title and called.get(level.label, level.title)) or titles.get(level.label, ""),
                    level.family or own,
                    document=source.name,
                ),
            )
            for level in table.levels
        ]
        draft.sequences.append(list(dict.fromkeys(role.level for _, role in named)))
        for level, role in named:
            if level.title or level.label in told:
                draft.titled[role.title] = role.level
        draft.put_on_tracks((level.track, role.level) for level, role in named)
    parted = all(heading in disciplines for table, heading in found if table.texts)
    draft.add(source, "tables", family=family if not parted else "")


def _track_name(label: str, levels: list[str], words: Words) -> str:
    own = {track for level in levels if (track := track_of(level, words))}
    return track_of(label, words) or (own.pop() if len(own) == 1 else "") or plain(label) or "individual"
