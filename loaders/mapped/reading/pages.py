"""Pages and their parts, in documents of words: whose role they are, and what they say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from loaders.mapped.found import DECLINED, Role, Text
from loaders.mapped.mapping import Part
from loaders.mapped.prose.model import Section
from loaders.mapped.prose.names import NamedItems
from loaders.mapped.prose.read import read_sections
from loaders.mapped.prose.sections import sections_of
from loaders.mapped.prose.strange import strange_levels
from loaders.mapped.prose.told import Told
from loaders.mapped.prose.trimming import without_boilerplate, without_facets, without_stages
from loaders.mapped.reading.reading import Reading
from loaders.mapped.roles.called import in_full, in_short, page_level, page_names, page_title, page_tracks
from loaders.mapped.roles.families import family_called
from loaders.mapped.roles.roster import level_name
from loaders.mapped.roles.titles import titles_beside, titles_told
from loaders.mapped.sources.pieces import Piece, Source
from loaders.mapped.stages.lists import call_by_skills, skills_of_stages
from loaders.mapped.wording.labels import NUMBER_BEFORE, is_bare, level_words, page_name, read_label, without_level
from loaders.mapped.wording.levels import IsLevel
from loaders.mapped.wording.texts import plain, tidy
from loaders.mapped.wording.words import Words


class Pages:
    """Reads the parts of a mapping that are prose."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.words, self.roster = reading, reading.words, reading.roster
        self.known = reading.mapping.levels

    @cached_property
    def _skills(self) -> dict[str, str]:
        return skills_of_stages(self.reading.sources, self.reading.is_level)

    def _levels_of(self, part: Part) -> IsLevel:
        return self.reading.is_level if part.form == "sections" else (lambda label: False)

    def prepared(self, part: Part, sources: list[Source]) -> tuple[list[list[Section]], NamedItems]:
        pages = [sections_of(source) for source in sources]
        without_boilerplate(pages)
        without_stages(pages)
        without_facets(pages, self._levels_of(part))
        call_by_skills(pages, self._skills, self._levels_of(part))
        return pages, NamedItems(pages, self.words, self._levels_of(part))

    def read(self, part: Part, sources: list[Source], pages: list[list[Section]], names: NamedItems) -> None:
        levels = self._levels_of(part)
        told_titles = titles_told(sources, self._levels_on(pages) or self.known)
        called_by = page_names(sources, self.words)
        tracks = page_tracks(sources, self.words) if part.form == "pages" else {}
        for source, page in zip(sources, pages, strict=True):
            own = self._page_role(part, source, called_by[source.name]) if part.form == "pages" else None
            if own and (track := tracks.get(source.name)):
                own.track = track
                self.reading.stated[own.title] = own
            titles: dict[str, dict[str, str]] = {}
            called = NUMBER_BEFORE.sub("", page_name(source.title, self.words))
            about = (called or page_title(source, self.words)) if part.competency == "title" else ""
            strange = strange_levels(page, levels, self.words, part.ignore) if part.form == "sections" else []
            apart = part.headings == "job description" and _are_apart(page, levels, self.words)
            self.reading.found.strange += [(source.name, piece.line, tidy(piece.text)) for piece in strange]
            for told in read_sections(
                page, self.words, levels, names, jobs=part.headings == "job description", ignore=part.ignore
            ):
                if not (told.subject or set(strange).isdisjoint(told.headings)):
                    continue
                if told.field == "description" or (own is None and not told.subject and told.competency):
                    self.reading.about.append((told, source.name))
                    continue
                family = family_called(told.discipline, self.words) or part.family
                if own is None and family not in titles:
                    titles[family] = self._titles_beside(pages, levels, family) | told_titles
                here = about or told.competency or ("" if told.field else called)
                for role in [own] if own else self._roles_of(told, titles[family], family, source.name, apart=apart):
                    self._say(told, role, source.name, here, about)

    def _roles_of(
        self, told: Told, titles: Mapping[str, str], family: str, document: str, *, apart: bool
    ) -> Iterator[Role]:
        """The roles that a part of a page is about: that of a level, or each of a range ("Baker I–III")."""
        if several := self.roster.in_range(told.subject):
            yield from several
        elif told.subject:
            title = titles.get(told.subject, "")
            role = self.roster.of_label(told.subject, title, family, document=document, line=told.line)
            role = self.roster.on_track(role, told.track)
            role.branch = role.branch or told.discipline or (role.title if apart else "")
            yield role

    def _say(self, told: Told, role: Role, document: str, competency: str, about: str) -> None:
        """Keeps what is told of a role; `about` is the competency that the whole document is about."""
        lines = [line for line in told.lines if not self.words.declines(line)]
        if not lines and told.field:
            return
        (told if lines else replace(told, field="level")).use()
        field = DECLINED if not lines else "" if about else told.field
        subject = told.subject or role.title
        text = Text(subject, competency, lines, document, told.line, told.group, field, stage=told.stage)
        text.places = {part.text: part.line for part in told.parts if isinstance(part, Piece)}
        self.reading.say(role, text)

    def _levels_on(self, pages: list[list[Section]]) -> list[str]:
        """The levels that headings of these pages name, or what opens an entry."""
        sections = [section for page in pages for section in page]
        labels = {label for section in sections for label in section.labels}
        labels |= {entry.name for section in sections for entry in section.entries if entry.name}
        named = {plain(name) for label in labels for name in (label, level_name(label), read_label(label).code)}
        return [level for level in self.known if plain(level) in named]

    def _titles_beside(self, pages: list[list[Section]], levels: IsLevel, family: str) -> dict[str, str]:
        """The titles of labels that only others of these pages, or of the mapping, tell."""
        labels = dict.fromkeys(label for page in pages for section in page for label in section.labels if levels(label))
        others = titles_beside(self.known, family, self.words)
        told = {label: label for label in labels if self.reading.mapping.roles.get(label)}
        beside = {label: title for label, title in others.items() if label not in labels}
        return beside | titles_beside(labels, family, self.words) | told

    def _page_role(self, part: Part, source: Source, name: str) -> Role:
        title, stated = page_title(source, self.words), ""
        for fact in (fact for fact in source.pieces if fact.kind == "fact" and fact.text.endswith(source.title)):
            fact.used = fact.used or ("title" if self.words.is_one("title", fact.bold) else "")
        level = page_level(source, part.level, self.words)
        level = level if level in self.known else in_full(level, part.level, self.known)
        for label, value, piece in source.facts() if part.family else ():
            if plain(value) == plain(part.family) and self.words.is_one("family_facts", label):
                piece.used = piece.used or "track"
                stated = "" if plain(label) in self.words.lists["units"] else part.family
        said = read_label(title)
        in_folder = f" {plain(part.family)} " in f" {plain(source.name)} "
        if part.family and in_folder and is_bare(title, self.words):
            return self.roster.of_label(title, "", part.family, document=source.name)
        if level.isdecimal() and title in self.reading.mapping.numbers:
            level = ""  # the title is the level, and this its figure
        codes = (said.code, read_label(source.called).code) if not level else ()
        level = next((code for code in codes if code and self.reading.is_level(code)), level)
        if not level and self.reading.is_level(title):
            level = said.name if said.name in self.known else title
        if not level:  # "Senior" of "Senior Baker", where "Baker" is a level too
            own = plain(" ".join(level_words(title, self.words)))
            fits = [known for known in self.known if f" {plain(known)} " in f" {plain(title)} "]
            level = next((known for known in fits if plain(known) == own), fits[0] if fits else "")
        number = self.reading.mapping.numbers.get(title)
        labels = in_short(name)
        role = self.roster.role(name, level, part.family, document=source.name, number=number, labels=labels)
        role.branch = role.branch or stated
        if level and plain(role.level) != plain(level) and role.document not in ("", source.name):
            what = f"places {role.title!r} on {level!r}, and {role.document} on {role.level!r}; that one counts"
            self.reading.found.clashes.append((source.name, 1, what))
        return role


def _are_apart(page: list[Section], is_level: IsLevel, words: Words) -> bool:
    """Whether the jobs of a page are of another discipline each, and most titles say nothing of seniority, nor any has
    a code or a figure.
    """
    titles = list(dict.fromkeys(label for section in page for label in section.labels if is_level(label)))
    bases = {plain(without_level(title, words)) for title in titles} - {""}
    counted = any(said.code or said.number is not None for said in map(read_label, titles))
    senior = sum(bool(level_words(title, words)) for title in titles)
    return not counted and len(bases) == len(titles) and 2 * senior < len(titles)
