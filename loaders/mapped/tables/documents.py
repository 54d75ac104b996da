"""All tables of a document: their texts, and what the headings above them name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from loaders.mapped.found import DECLINED, FACT, Text
from loaders.mapped.roles.families import family_called, of_one
from loaders.mapped.roles.order import are_apart
from loaders.mapped.roles.titles import titles_again, titles_beside
from loaders.mapped.sources.grids import Grid
from loaders.mapped.sources.headings import label_of
from loaders.mapped.sources.pieces import Piece, Source
from loaders.mapped.tables.legends import mark_legends
from loaders.mapped.tables.model import Table
from loaders.mapped.tables.pillars import pillars_of
from loaders.mapped.tables.read import read_table
from loaders.mapped.wording.labels import BRACKETS, page_name
from loaders.mapped.wording.levels import IsLevel, names_people
from loaders.mapped.wording.texts import is_short, plain, words_in
from loaders.mapped.wording.words import Words

PARTED_HEADING = re.compile(r"\s*[:：]\s+|\s+[–—|-]\s+")


def tables_of(source: Source, is_level: IsLevel, words: Words, own: str = "") -> Iterator[tuple[Text, str]]:
    """The texts of a document's tables, each with the title that the table gives its level."""
    found = read_tables(source, is_level, words)
    disciplines = disciplines_of_tables(source, found, words)
    summaries = [table for table, _ in found if table.texts and all(said.field == "summary" for said in table.texts)]
    if alike := _of_one_column(found, words):
        summaries = alike
        columns = {plain(said.competency) for table in alike for said in table.texts}
        for cell in (cell for piece in source.tables if piece.grid for cell in piece.grid.cells):
            cell.used = "heading" if cell.used == "competency" and plain(cell.label) in columns else cell.used
    pillars = pillars_of(source, found, is_level, words) if not disciplines and not alike else set()
    every = (level.label for table, _ in found for level in table.levels)
    again = titles_again(every, own, words) if not disciplines else {}
    for table, heading in found:
        titles = titles_beside([level.label for level in table.levels], disciplines.get(heading, own), words) | again
        about_one = table in summaries and len(summaries) > 1 and len({plain(above) for _, above in found}) > 1
        for said in table.texts:
            competency = heading if not said.competency or about_one else said.competency
            field = said.field if not about_one else ""
            field = "summary" if competency == heading and _is_about_role(heading, words) else field
            lines = said.meaning.splitlines() if said.meaning else [line for cell in said.cells for line in cell.lines]
            line, family = said.cells[0].line, said.level.family or disciplines.get(heading, "")
            group = heading if heading in pillars else said.group
            text = Text(said.level.label, competency, lines, source.name, line, group, field, family, said.stage)
            text.track = said.level.track if table.forks else ""
            yield text, said.level.title or titles.get(said.level.label, "")
        for competency, cell in table.descriptions:
            yield Text("", competency, cell.lines, source.name, cell.line, field="description"), ""
        apart = [(level, name, cell, DECLINED) for level, name, cell in table.declined]
        apart += [(said.level, said.competency, said.cells[0], FACT) for said in table.facts]
        for level, name, cell, field in apart:
            lines, family = cell.lines if field == FACT else [], level.family or disciplines.get(heading, "")
            text = Text(level.label, name, lines, source.name, cell.line, field=field, family=family)
            yield text, level.title or titles.get(level.label, "")


def _is_about_role(heading: str, words: Words) -> bool:
    """Whether a heading is the name of a fact or of a summary: what stands below it is no competency."""
    said = BRACKETS.sub("", heading).casefold()
    return words.is_one("fact", said) or words.headings.get(said) == "summary"


def _of_one_column(found: Sequence[tuple[Table, str]], words: Words) -> list[Table]:
    """Tables under headings of their own that all have the same one column of texts, but for columns with words such as
    "Example" above: the headings are what they are about, unless they name disciplines.
    """
    alike: dict[str, list[tuple[Table, str]]] = defaultdict(list)
    for table, heading in found:
        if len(columns := _columns(table)) == 1:
            alike[columns.pop()].append((table, plain(heading)))
    alike.pop("", None)
    most = max(alike.values(), key=len, default=[])
    headings = {heading for _, heading in most}
    named = all(set(heading.split()) & words.lists["disciplines"] for heading in headings)
    return [table for table, _ in most] if len(headings) == len(most) > 1 and not named else []


def _columns(table: Table) -> set[str]:
    names = {plain(said.competency) for said in table.texts if said.field != "summary"}
    return names or {plain(said.competency) for said in table.texts}


def disciplines_of_tables(source: Source, found: Sequence[tuple[Table, str]], words: Words) -> dict[str, str]:
    """The disciplines that the headings of tables name, by heading; none where they name other things, such as a
    track, or what several disciplines share.
    """
    headings = _of_disciplines(source, found, words)
    return {
        heading: family_called(without_track, words)
        for table, heading in found
        if table.texts and heading in headings and (without_track := _without_track(heading, words))
    }


def _without_track(heading: str, words: Words) -> str:
    """ "Sales" of "Expert track: Sales"; "" of "Management track" """
    return " ".join(part for part in PARTED_HEADING.split(heading) if plain(part) not in words.tracks)


def _of_disciplines(source: Source, found: Sequence[tuple[Table, str]], words: Words) -> Set[str]:
    """The headings of tables that name disciplines: each has levels of its own, the same level is told of the same
    competency in several, they title the same levels otherwise, or they are called like disciplines.
    """
    every = {heading for _, heading in found}
    titled = {plain(track[0].track) for table, _ in found if table.has_disciplines for track in table.tracks} - {""}
    if _title_otherwise(found) or titled & {plain(of_one(heading, words)) for table, heading in found if table.texts}:
        return every
    alike = _of_one_column(found, words)
    found = [(table, heading) for table, heading in found if table not in alike]
    levels: dict[str, set[str]] = defaultdict(set)
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    groups: dict[str, set[str]] = defaultdict(set)
    for table, heading in found:
        for said in table.texts:
            levels[heading].add(said.level.label)
            if said.competency and not said.field:
                places[plain(said.level.label), plain(said.competency)].add(heading)
                groups[plain(said.group)].add(plain(heading))
    several = [len(headings) > 1 for headings in places.values()]
    called = len(levels) > 1 and all(
        set(words_in(heading)) & words.lists["disciplines"] or names_people(heading, words) for heading in levels
    )
    if called and (source.format == "xlsx" or any(several)):
        return every
    if source.format == "xlsx" and any(len(own) > 1 for group, own in groups.items() if group):
        return every if len(levels) > 1 else set()  # each sheet has the same groups of competencies
    if are_apart(levels, words):
        return every
    if source.format == "xlsx" and (apart := _tell_otherwise(found)):
        return apart
    sharing = {heading for heading in levels if _shares(heading, places)}
    if len(sharing) < 2 or source.format == "xlsx":  # whose sheets are called by what they are about
        return every if sum(several) > len(places) / 2 else set()
    others = set[str]().union(*(levels[heading] for heading in sharing))
    return sharing | {heading for heading in levels if levels[heading].isdisjoint(others)}


def _shares(heading: str, places: Mapping[tuple[str, str], set[str]]) -> bool:
    """Whether two competencies and a third of those below a heading, or half of them, have another text of the same
    level below another heading.
    """
    own = {competency for (_, competency), headings in places.items() if heading in headings}
    shared = {competency for (_, competency), headings in places.items() if heading in headings and len(headings) > 1}
    return (len(shared) > 1 and 3 * len(shared) >= len(own)) or 2 * len(shared) >= len(own) > 0


def _tell_otherwise(found: Sequence[tuple[Table, str]]) -> set[str]:
    """The headings of tables that give each level a title and tell of a competency in other words than those below
    another heading: of one job, a workbook has one text of it.
    """
    said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for table, heading in found:
        for text in table.texts if all(level.title for level in table.levels) else ():
            if text.competency and not text.field:
                words = "\n".join(line for cell in text.cells for line in cell.lines)
                said[plain(text.level.label), plain(text.competency)][heading] = plain(words)
    otherwise = [texts for texts in said.values() if len(set(texts.values())) == len(texts) > 1]
    return set().union(*otherwise) if len(otherwise) > 1 else set()


def _title_otherwise(found: Sequence[tuple[Table, str]]) -> bool:
    """Whether most levels that several tables title have another title in each: "Graduate Planner" and "Graduate
    Engineer" on G1.
    """
    titles: dict[str, list[str]] = defaultdict(list)
    for table, _ in found if len(found) > 1 else ():
        for level in table.levels if any(not said.field for said in table.texts) else ():
            if level.title:
                titles[plain(level.label)].append(plain(level.title))
    several = [len(set(said)) == len(said) for said in titles.values() if len(said) > 1]
    return 2 * sum(several) > len(several)


def read_tables(source: Source, is_level: IsLevel, words: Words) -> list[tuple[Table, str]]:
    """The tables of a document that name levels, each with the heading above it; none that says what levels mean on
    which others have texts of several titles each.
    """
    found: list[tuple[Table, str, Grid]] = []
    heading: Piece | None = None
    mark_legends([piece.grid for piece in source.tables if piece.grid])
    for piece in source.pieces:
        if piece.kind == "heading" or (piece.kind == "paragraph" and is_short(piece.text)):
            heading = piece
        elif piece.grid is not None and (table := read_table(piece.grid, is_level, words)):
            if heading is not None:
                heading.used = heading.used or "heading"
            called = label_of(heading) if heading else page_name(source.title or source.stem, words)
            found.append((table, called, piece.grid))
    titles: dict[str, set[str]] = defaultdict(set)
    for level in (level for table, *_ in found if table.texts for level in table.levels if level.title):
        titles[plain(level.label)].add(plain(level.title))
    shared = {label for label, own in titles.items() if len(own) > 1}
    kept = []
    for table, called, grid in found:
        if table.texts and _is_of_levels(table, shared):
            for cell in grid.cells:
                cell.used = ""
        else:
            kept.append((table, called))
    return kept


def _is_of_levels(table: Table, shared: Set[str]) -> bool:
    labels = {plain(level.label) for level in table.levels}
    return 2 * len(labels & shared) > len(labels) and not any(level.title for level in table.levels)
