"""The one reader that follows a mapping: documents and what they mean become a `Framework`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from loaders.mapped.found import Framework, Role, Text
from loaders.mapped.mapping import Mapping, Part
from loaders.mapped.prose.names import share_forms
from loaders.mapped.prose.told import Told
from loaders.mapped.reading.finish import finish
from loaders.mapped.reading.pages import Pages
from loaders.mapped.reading.reading import Reading
from loaders.mapped.records.facts import families_of
from loaders.mapped.records.index import place_of
from loaders.mapped.records.places import Places
from loaders.mapped.records.records import Records
from loaders.mapped.records.texts import read_records
from loaders.mapped.roles.roster import level_name
from loaders.mapped.roles.titles import titles_beside
from loaders.mapped.sources.grids import Grid
from loaders.mapped.sources.pieces import Source
from loaders.mapped.stages.tables import stages_of, stages_told
from loaders.mapped.tables.documents import tables_of
from loaders.mapped.tables.legends import legend_of
from loaders.mapped.tables.model import Table
from loaders.mapped.tables.read import read_table
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import Words


def read_framework(sources: Sequence[Source], mapping: Mapping, words: Words) -> Framework:
    """What the sources say when the mapping is followed."""
    return _Reader(sources, mapping, words).read()


class _Reader(Reading):
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
        pages = Pages(self)
        prose = {at: pages.prepared(part, parts[at]) for at, part in enumerate(self.mapping.documents) if part.is_prose}
        share_forms([names for _, names in prose.values()])
        told = {at: self._told(part, parts[at]) for at, part in enumerate(self.mapping.documents)}
        for at, part in enumerate(self.mapping.documents):
            for text, title in told[at]:
                family = text.family or part.family
                if title and family:  # before a label is taken for that of another discipline
                    self.roster.put_in(title, level_name(text.subject), family)
        for at, part in enumerate(self.mapping.documents):
            if at in prose:
                pages.read(part, parts[at], *prose[at])
            else:
                self._part(part, parts[at], told[at])
        self._join_tracks()
        finish(self)
        return self.found

    def _join_tracks(self) -> None:
        """Takes titles that heads put on a track off it on the levels below the first manager's: there is one way."""
        order = {level: at for at, level in enumerate(self.mapping.levels)}
        families: dict[str, list[Role]] = defaultdict(list)
        for role in self.stated.values():
            families[plain(role.family)].append(role)
        for own in families.values():
            managers = [order[role.level] for role in own if role.track == "management" and role.level in order]
            for role in own:
                if order.get(role.level, 0) < min(managers, default=0):
                    role.track = ""

    def _place(self, table: Table) -> None:
        """Puts the titles of a table into their disciplines."""
        for level in (level for track in table.tracks for level in track if plain(level.title) in self.roster.roles):
            self.roster.role(level.title, "", level.track, labels=(level.label,))

    def _grids(self) -> Iterator[Grid]:
        return (piece.grid for source in self.sources for piece in source.tables if piece.grid)

    def _told(self, part: Part, sources: list[Source]) -> list[tuple[Text, str]]:
        """The texts of tables, each with the title that the table gives its level."""
        if part.form == "tables":
            grids = (piece.grid for source in sources for piece in source.tables if piece.grid)
            self.lists += [[*legend_of(grid).values()] for grid in grids]
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
            if text.track:
                role.track = text.track
                self.stated[role.title] = role
            self.say(role, text)
            for other in self._others_on(role) if part.form == "tables" and not (title or family) else ():
                self.say(other, replace(text, lines=list(text.lines)))

    def _others_on(self, role: Role) -> list[Role]:
        """The roles of other disciplines on a role's level, which a text about the level is about too."""
        if role.level not in self.mapping.levels or not role.family:
            return []
        return [other for other in self.roster.roles.values() if other.level == role.level and other is not role]

    def _records(self, part: Part, sources: list[Source]) -> None:
        records = Records(sources, self.words)
        self.lists += [[records.name_of(record) for _, record in held] for held in records.nodes.values()]
        for entry in records.entries:
            places = self.found.places.setdefault(records.documents[entry.leaf].name, set())
            places.update(entry.labels, (place_of(entry.path[:at]) for at in range(1, len(entry.path) + 1)))
        for leaf in families_of(records).get(part.family, ()):
            leaf.used = "label"
        titles: dict[str, dict[str, str]] = {}
        found = list(read_records(records, Places(part.level, part.competency, part.title)))
        on_level = Counter(level for level, _ in {(record.level, record.title) for record in found if record.title})
        levels = list(dict.fromkeys(record.level for record in found if record.level))
        for record in found:
            source, family = records.documents[record.leaf], record.family or part.family
            if record.field == "description":
                about = Told("", record.competency, record.leaf.lines, [record.leaf], field="description")
                self.about.append((about, source.name))
                continue
            own = titles.setdefault(family, titles_beside(levels, family, self.words))
            place: dict[str, Any] = {"document": source.name, "line": record.leaf.line}
            title = record.title or own.get(record.level, "")
            if record.title and on_level[record.level] > 1:  # a baker and a miller on level 3
                role = self.roster.role(title, level_name(record.level), family, **place)
            else:
                role = self.roster.of_label(record.level, title, family, **place)
            role.branch = role.branch or record.family
            if record.track:
                role.track = record.track
                self.stated[role.title] = role
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
            self.say(role, text)
