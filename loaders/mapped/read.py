"""The one reader that follows a mapping: documents and what they mean become a `Framework`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from loaders.mapped.bases import bases, on_one_level, sentences_of
from loaders.mapped.called import in_full, page_level, page_names, page_title
from loaders.mapped.families import call_by_documents, families, family_called
from loaders.mapped.found import Framework, Role, Text
from loaders.mapped.grids import Grid
from loaders.mapped.labels import NUMBER_BEFORE, STEP_FIRST, is_bare, level_words, page_name, read_label, without_track
from loaders.mapped.levels import IsLevel
from loaders.mapped.mapping import Mapping, Part
from loaders.mapped.merging import call_alike, call_in_full, keep_declined, merge_texts, set_apart_of_steps
from loaders.mapped.order import stages_upward
from loaders.mapped.pieces import Piece, Source
from loaders.mapped.places import Places
from loaders.mapped.prose.model import Section
from loaders.mapped.prose.names import NamedItems, share_forms
from loaders.mapped.prose.read import Told, read_sections
from loaders.mapped.prose.sections import sections_of
from loaders.mapped.prose.stages import call_by_skills, skills_of_stages
from loaders.mapped.prose.strange import strange_levels
from loaders.mapped.prose.trimming import without_boilerplate, without_facets, without_stages
from loaders.mapped.record_texts import read_records
from loaders.mapped.records import Records, place_of
from loaders.mapped.remainders import beside_names, unused
from loaders.mapped.roster import Roster, level_name
from loaders.mapped.stated import stated_steps
from loaders.mapped.steps import all_steps, part_letters, part_tracks
from loaders.mapped.tables.documents import tables_of
from loaders.mapped.tables.model import Table
from loaders.mapped.tables.read import read_table
from loaders.mapped.tables.stages import stages_of, stages_told
from loaders.mapped.texts import plain, tidy
from loaders.mapped.titles import titles_beside, titles_told
from loaders.mapped.words import Words


def read_framework(sources: Sequence[Source], mapping: Mapping, words: Words) -> Framework:
    """What the sources say when the mapping is followed."""
    return _Reader(sources, mapping, words).read()


class _Reader:
    def __init__(self, sources: Sequence[Source], mapping: Mapping, words: Words) -> None:
        self.sources, self.mapping, self.words = sources, mapping, words
        self.roster = Roster(words, mapping.levels)
        self.found = Framework(levels=list(mapping.levels))
        self.lists: list[list[str]] = []  # the names of records that stand in one list
        self.about: list[tuple[Told, str]] = []  # what may describe a competency, with its document
        unplaced = {plain(title) for title, level in mapping.roles.items() if not level}
        self.roster.posts = unplaced - set(map(plain, mapping.levels))
        for title, level in mapping.roles.items():
            number = mapping.numbers.get(title)
            self.roster.role(
                title,
                level or (title if title in mapping.levels else ""),
                number=number,
                labels=(level,) if level else () if number is None else (str(number),),
            )
        self.known = {plain(level) for level in mapping.levels} | {plain(title) for title in mapping.roles}
        self.known |= {plain(read_label(level).name) for level in mapping.levels}
        self.known |= {str(mapping.numbers[title]) for title in mapping.roles if title in mapping.numbers}

    def is_level(self, label: str) -> bool:
        said = read_label(label)
        names = (tidy(label), said.text, said.name, said.code, without_track(said.code))
        apart = STEP_FIRST.match(tidy(label))  # "Band 5 Junior Baker"
        both = (apart["step"], tidy(label)[apart.end("step") :].strip()) if apart else ("",)
        return any(plain(name) in self.known for name in names if name) or all(
            plain(name) in self.known for name in both
        )

    def read(self) -> Framework:
        parts: dict[int, list[Source]] = defaultdict(list)
        for source in self.sources:
            for at, part in enumerate(self.mapping.documents):
                if part.covers(source.name):
                    parts[at].append(source)
                    break
        for grid in self._grids() if self.mapping.roles else ():
            table = read_table(grid, self.is_level, self.words)
            titles = table is not None and bool(table.tracks)
            if table is not None and table.has_disciplines:
                self._place(table)
            for cell in grid.row(0) if titles else grid.cells:
                cell.used = cell.used or "heading" if titles else ""  # other tables are read with their documents
        prose = {at: self._pages(part, parts[at]) for at, part in enumerate(self.mapping.documents) if part.is_prose}
        share_forms([names for _, names in prose.values()])
        told = {at: self._told(part, parts[at]) for at, part in enumerate(self.mapping.documents)}
        for at, part in enumerate(self.mapping.documents):
            for text, title in told[at]:
                family = text.family or part.family
                if title and family and plain(title) in self.roster.roles:
                    self.roster.role(title, "", family)  # before a label is taken for that of another discipline
        for at, part in enumerate(self.mapping.documents):
            if at in prose:
                self._prose(part, parts[at], *prose[at])
            else:
                self._part(part, parts[at], told[at])
        self._finish()
        return self.found

    def _place(self, table: Table) -> None:
        """Puts the titles of a table into their disciplines."""
        for level in (level for track in table.tracks for level in track if plain(level.title) in self.roster.roles):
            self.roster.role(level.title, "", level.track, labels=(level.label,))

    def _grids(self) -> Iterator[Grid]:
        return (piece.grid for source in self.sources for piece in source.tables if piece.grid)

    def _told(self, part: Part, sources: list[Source]) -> list[tuple[Text, str]]:
        """The texts of tables, each with the title that the table gives its level."""
        if part.form == "tables":
            return [told for source in sources for told in tables_of(source, self.is_level, self.words, part.family)]
        stages = stages_of(self.sources) if part.form == "stages" else {}
        stated = sources if part.form == "stages" else ()
        return [told for source in stated for told in stages_told(source, stages, self.is_level, self.words)]

    def _part(self, part: Part, sources: list[Source], told: list[tuple[Text, str]]) -> None:
        if part.form == "records" and sources:
            self._records(part, sources)
        for text, title in told:
            if text.field == "description":
                self.found.descriptions.append(text)
                continue
            family = text.family or part.family
            role = self.roster.of_label(text.subject, title, family, document=text.document, line=text.line)
            role.branch = role.branch or text.family
            self._say(role, text)
            for other in self._others_on(role) if part.form == "tables" and not (title or family) else ():
                self._say(other, replace(text, lines=list(text.lines)))

    def _others_on(self, role: Role) -> list[Role]:
        """The roles of other disciplines on a role's level, which a text about the level is about too."""
        if role.level not in self.mapping.levels or not role.family:
            return []
        return [other for other in self.roster.roles.values() if other.level == role.level and other is not role]

    def _say(self, role: Role, text: Text) -> None:
        role.document = role.document or text.document
        self.found.texts.append((role, text))

    def _records(self, part: Part, sources: list[Source]) -> None:
        records = Records(sources, self.words)
        self.lists += [[records.name_of(record) for _, record in held] for held in records.nodes.values()]
        for entry in records.entries:
            places = self.found.places.setdefault(records.documents[entry.leaf].name, set())
            places.update(entry.labels, (place_of(entry.path[:at]) for at in range(1, len(entry.path) + 1)))
        titles: dict[str, dict[str, str]] = {}
        found = list(read_records(records, Places(part.level, part.competency, part.title)))
        on_level = Counter(level for level, _ in {(record.level, record.title) for record in found if record.title})
        for record in found:
            source, family = records.documents[record.leaf], record.family or part.family
            if record.field == "description":
                about = Told("", record.competency, record.leaf.lines, [record.leaf], field="description")
                self.about.append((about, source.name))
                continue
            own = titles.setdefault(family, titles_beside(self.mapping.levels, family, self.words))
            place: dict[str, Any] = {"document": source.name, "line": record.leaf.line}
            title = record.title or own.get(record.level, "")
            if record.title and on_level[record.level] > 1:  # a baker and a miller on level 3
                role = self.roster.role(title, level_name(record.level), family, **place)
            else:
                role = self.roster.of_label(record.level, title, family, **place)
            role.branch = role.branch or record.family
            lines, line = record.leaf.lines, record.leaf.line
            text = Text(
                record.level,
                record.competency,
                lines,
                source.name,
                line,
                record.group,
                record.field,
                stage=record.stage,
            )
            self._say(role, text)

    @cached_property
    def _skills(self) -> dict[str, str]:
        return skills_of_stages(self.sources, self.is_level)

    def _levels_of(self, part: Part) -> IsLevel:
        return self.is_level if part.form == "sections" else (lambda label: False)

    def _pages(self, part: Part, sources: list[Source]) -> tuple[list[list[Section]], NamedItems]:
        pages = [sections_of(source) for source in sources]
        without_boilerplate(pages)
        without_stages(pages)
        without_facets(pages, self._levels_of(part))
        call_by_skills(pages, self._skills, self._levels_of(part))
        return pages, NamedItems(pages, self.words, self._levels_of(part))

    def _prose(self, part: Part, sources: list[Source], pages: list[list[Section]], names: NamedItems) -> None:
        levels = self._levels_of(part)
        told_titles = titles_told(sources, self.mapping.levels)
        called_by = page_names(sources, self.words)
        for source, page in zip(sources, pages, strict=True):
            own = self._page_role(part, source, called_by[source.name]) if part.form == "pages" else None
            titles: dict[str, dict[str, str]] = {}
            called = NUMBER_BEFORE.sub("", page_name(source.title, self.words))
            about = (called or page_title(source, self.words)) if part.competency == "title" else ""
            strange = strange_levels(page, levels, self.words, part.ignore) if part.form == "sections" else []
            self.found.strange += [(source.name, piece.line, tidy(piece.text)) for piece in strange]
            for told in read_sections(
                page, self.words, levels, names, jobs=part.headings == "job description", ignore=part.ignore
            ):
                if not (told.subject or set(strange).isdisjoint(told.headings)):
                    continue
                if told.field == "description" or (own is None and not told.subject and told.competency):
                    self.about.append((told, source.name))
                    continue
                if own is not None:
                    role = own
                elif told.subject:
                    family = family_called(told.discipline, self.words) or part.family
                    if family not in titles:
                        titles[family] = self._titles_beside(pages, levels, family) | told_titles
                    role = self.roster.of_label(
                        told.subject, titles[family].get(told.subject, ""), family, document=source.name, line=told.line
                    )
                    role.branch = role.branch or told.discipline
                else:
                    continue
                told.use()
                here = about or told.competency or ("" if told.field else called)
                field = "" if about else told.field
                subject = told.subject or role.title
                text = Text(subject, here, told.lines, source.name, told.line, told.group, field, stage=told.stage)
                text.places = {part.text: part.line for part in told.parts if isinstance(part, Piece)}
                self._say(role, text)

    def _titles_beside(self, pages: list[list[Section]], levels: IsLevel, family: str) -> dict[str, str]:
        """The titles of labels that only others of these pages, or of the mapping, tell."""
        labels = dict.fromkeys(label for page in pages for section in page for label in section.labels if levels(label))
        return titles_beside(labels, family, self.words) | titles_beside(self.mapping.levels, family, self.words)

    def _listed_stages(self, named: Iterable[str]) -> list[str]:
        """The stages in the order in which a list of the data names them all, with those that nothing asks for."""
        said = set(named)
        lists = (list(dict.fromkeys(name for name in names if name)) for names in self.lists if said <= set(names))
        return next(lists, []) if said else []

    def _page_role(self, part: Part, source: Source, name: str) -> Role:
        title, stated = page_title(source, self.words), ""
        level = page_level(source, part.level, self.words)
        level = level if level in self.mapping.levels else in_full(level, part.level, self.mapping.levels)
        for label, value, piece in source.facts() if part.family else ():
            if plain(value) == plain(part.family) and self.words.is_one("family_facts", label):
                piece.used = piece.used or "track"
                stated = "" if plain(label) in self.words.lists["units"] else part.family
        said = read_label(title)
        in_folder = f" {plain(part.family)} " in f" {plain(source.name)} "
        if part.family and in_folder and is_bare(title, self.words):
            return self.roster.of_label(title, "", part.family, document=source.name)
        if level.isdecimal() and title in self.mapping.numbers:
            level = ""  # the title is the level, and this its figure
        codes = (said.code, read_label(source.called).code) if not level else ()
        level = next((code for code in codes if code and self.is_level(code)), level)
        if not level and self.is_level(title):
            level = said.name if said.name in self.mapping.levels else title
        if not level:  # "Senior" of "Senior Baker", where "Baker" is a level too
            own = plain(" ".join(level_words(title, self.words)))
            fits = [known for known in self.mapping.levels if f" {plain(known)} " in f" {plain(title)} "]
            level = next((known for known in fits if plain(known) == own), fits[0] if fits else "")
        number = self.mapping.numbers.get(title)
        role = self.roster.role(name, level, part.family, document=source.name, number=number)
        role.branch = role.branch or stated
        if level and plain(role.level) != plain(level) and role.document not in ("", source.name):
            what = f"places {role.title!r} on {level!r}, and {role.document} on {role.level!r}; that one counts"
            self.found.clashes.append((source.name, 1, what))
        return role

    def _finish(self) -> None:
        found, roles = self.found, list(self.roster.roles.values())
        set_apart_of_steps(found, self.words)
        call_alike(found)
        call_in_full(found)
        merge_texts(found)
        for role in roles:
            role.track = role.track or self.mapping.track(role.level)
        families(roles, self.words)
        order = {level: at for at, level in enumerate(self.mapping.levels)}
        part_letters(roles)
        part_tracks(roles, order, self.words)
        keep_declined(found, order)
        found.roles = sorted(roles, key=lambda role: (order.get(role.level, len(order)), roles.index(role)))
        self._find_steps(order)
        for role in found.roles:
            if role.level == role.title and role.number is not None:
                role.level = str(role.number)
        call_by_documents(roles, {source.name: source.title or source.called for source in self.sources})
        named = dict.fromkeys(text.stage for _, text in found.texts if text.stage)
        found.stages = self.mapping.stages or stages_upward(named, self.words) or self._listed_stages(named)
        self._describe({plain(text.competency) for _, text in found.texts if not text.field})
        for source in self.sources:
            found.unused += unused(source)

    def _find_steps(self, order: dict[str, int]) -> None:
        """Steps that are stated, that follow from what builds on what, and that the order of levels implies."""
        found = self.found
        found.stated = stated_steps(self.sources, self.roster, order, self.words)
        sentences = list(sentences_of(self.sources, self.roster))
        found.bases = bases(sentences, self.roster, self.words)
        found.bases.sort(key=lambda base: order.get(base.lower.level, len(order)))
        rungs = order.copy()
        for one, other in on_one_level(sentences, self.roster, self.words):
            rungs |= {other.level: rungs[one.level]} if {one.level, other.level} <= rungs.keys() else {}
        told = dict.fromkeys(link.step for link in (*found.stated, *found.bases))
        found.steps = all_steps(found.roles, rungs, list(told), self.words)

    def _describe(self, names: set[str]) -> None:
        """Keeps what is said of a competency at all levels. What no competency has stays unused, and what pages say of
        one under several headings: these are levels that nothing names.
        """
        places = Counter(plain(told.competency) for told, _ in self.about if told.headings)
        for told, document in self.about:
            if (name := plain(told.competency)) in names and places[name] <= 1:
                told.use()
                text = Text("", told.competency, told.lines, document, told.line, field="description")
                self.found.descriptions.append(text)
        for source in self.sources:
            self.found.descriptions += beside_names(source, names)
        kept = {(plain(text.competency), text.text): text for text in reversed(self.found.descriptions)}
        self.found.descriptions = [*reversed(kept.values())]
