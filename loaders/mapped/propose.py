"""From documents to a mapping: what they are is found by their shapes and by the words for levels in many languages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from loaders.mapped.found import Role
from loaders.mapped.labels import (
    count_of,
    is_level,
    is_short,
    level_words,
    page_name,
    plain,
    read_label,
    tidy,
    track_of,
    without_level,
)
from loaders.mapped.mapping import Form, Mapping, Part
from loaders.mapped.order import by_height, merged, upward
from loaders.mapped.pages import NamedItems, Section, is_job_description, sections_of
from loaders.mapped.read import are_disciplines, page_level, page_title, read_tables
from loaders.mapped.records import Places, Records, find_places, read_records
from loaders.mapped.roster import Roster, families, family_of, level_name
from loaders.mapped.sources import Source
from loaders.mapped.tables import Heading, Table, read_table
from loaders.mapped.words import Words

IsLevel = Callable[[str], bool]
MOST_MAPPED = 14  # files that a mapping names one by one


def propose(sources: Sequence[Source], words: Words) -> Mapping:
    """A mapping for documents of any form; without `documents` where nothing in them names levels or roles."""
    return _Proposal(sources, words).mapping()


class _Proposal:
    def __init__(self, sources: Sequence[Source], words: Words) -> None:
        self.sources, self.words = sources, words
        self.roster = Roster(words)
        self.known: set[str] = set()
        self.parts: list[Part] = []
        self.sequences: list[list[str]] = []
        self.tracks: dict[str, list[str]] = defaultdict(list)
        self.titled: dict[str, str | None] = {}  # roles that tables name, with their levels
        self.numbers: dict[str, int] = {}
        self._sections_of: dict[str, list[Section]] = {}

    def sections(self, source: Source) -> list[Section]:
        if source.name not in self._sections_of:
            self._sections_of[source.name] = sections_of(source)
        return self._sections_of[source.name]

    def is_level(self, label: str) -> bool:
        return plain(label) in self.known or plain(read_label(label).name) in self.known or is_level(label, self.words)

    def mapping(self) -> Mapping:
        tabled = self._title_tables()
        rest = [source for source in self.sources if source.name not in tabled]
        matrices = [source for source in self.sources if self._has_texts(source)]
        data = [(source, places) for source in rest if source.tree is not None and (places := self._places(source))]
        for source in matrices:
            self._matrix(source)
        for source, places in data:
            self._data(source, places)
        done = tabled | {source.name for source in matrices} | {source.name for source, _ in data}
        left = [source for source in rest if source.tree is not None and source.name not in done]
        if len(left) > 1 and (together := self._places_of(left)):
            self._data_together(left, together)
            done |= {source.name for source in left}
        prose = [source for source in self.sources if source.name not in done and source.pieces]
        sectioned = [source for source in prose if self._is_sectioned(source)]
        pages = self._role_pages([source for source in prose if source not in sectioned])
        if sectioned and not (pages and len(sectioned) < len(pages) // 4):
            self._sections(sectioned)
        if pages:
            self._pages(pages)
        return self._result()

    # Tables

    def _title_tables(self) -> set[str]:
        """Reads tables that only name levels and titles; their labels are then known everywhere."""
        found = set()
        for source in self.sources:
            for piece in source.tables:
                table = read_table(piece.grid, self.is_level, self.words) if piece.grid else None
                if table is None or not table.tracks:
                    continue
                found.add(source.name)
                for track in table.tracks:
                    self._title_track(track, source, several=len(table.tracks) > 1)
        return {
            name for name in found if not any(self._has_texts(source) for source in self.sources if source.name == name)
        }

    def _title_track(self, track: list[Heading], source: Source, *, several: bool) -> None:
        levels = []
        for level in track:
            name = level_name(level.label)
            self.known |= {plain(level.label), plain(name), plain(level.title)} - {""}
            self.titled[level.title or name] = name if level.title else None
            self.roster.role(
                level.title or name, name if level.title else "", document=source.name, labels=(level.label,)
            )
            levels.append(name)
        if any(level.title for level in track):
            self.sequences.append(levels)
            if several:
                self.tracks[_track_name(track[0].track, levels, self.words)] += levels

    def _has_texts(self, source: Source) -> bool:
        return (
            any(
                piece.grid is not None
                and (table := read_table(piece.grid, self.is_level, self.words)) is not None
                and any(not said.field for said in table.texts)
                for piece in source.tables
            )
            or len([table for table in self._tables(source) if table.texts]) > 1
        )

    def _tables(self, source: Source) -> list[Table]:
        return [
            table
            for piece in source.tables
            if piece.grid and (table := read_table(piece.grid, self.is_level, self.words))
        ]

    def _matrix(self, source: Source) -> None:
        family = "" if self.titled else family_of(source, self.words)
        found = list(read_tables(source, self.is_level, self.words))
        disciplines = are_disciplines(found)
        for table, heading in found:
            if not table.texts:
                continue
            own = heading if disciplines else family
            named = [
                (level, self.roster.of_label(level.label, level.title, own, document=source.name))
                for level in table.levels
            ]
            self.sequences.append(list(dict.fromkeys(role.level for _, role in named)))
            for level, role in named:
                if level.title:
                    self.titled[role.title] = role.level
                if level.track:
                    self.tracks[level.track] += [role.level] if role.level not in self.tracks[level.track] else []
        self._add(source, "tables", family=family)

    # Data

    def _places(self, source: Source) -> Places | None:
        return self._places_of([source])

    def _places_of(self, sources: list[Source]) -> Places | None:
        records = Records(sources, self.words)
        places = find_places(records, self.is_level)
        if places is None:
            return None
        texts = list(read_records(records, places))
        for source in sources:
            for leaf in source.data:
                leaf.used = ""
        return places if len(texts) > 1 else None

    def _data_together(self, sources: list[Source], places: Places) -> None:
        """Several documents that hold one level each."""
        for label in places.order:
            self.roster.of_label(label, places.titles.get(label, ""), "", document=sources[0].name)
        files = _patterns(sources, self.sources)
        part = Part(files=files, form="records", level=places.level, competency=places.competency, title=places.title)
        self.parts.append(part)

    def _data(self, source: Source, places: Places) -> None:
        records = Records([source], self.words)
        own = records.name_of(records.tree) if isinstance(records.tree, dict) else ""
        family = own or family_of(source, self.words)
        named = [
            self.roster.of_label(label, places.titles.get(label, ""), family, document=source.name)
            for label in places.order
        ]
        self.sequences.append([role.level for role in named])
        place = {"level": places.level, "competency": places.competency, "title": places.title}
        self._add(source, "records", family=family, **place)

    # Prose

    def _is_sectioned(self, source: Source) -> bool:
        page = self.sections(source)
        levels = self._section_levels(page)
        names = NamedItems([page], self.words, self.is_level)
        listed = sum(names.are_levels(section) for section in page)
        return len(levels) >= 2 or listed > 1

    def _section_levels(self, page: list[Section]) -> list[str]:
        """Headings that name levels, at the depth where most of the headings do and text stands under them."""
        by_depth: dict[int, list[str]] = defaultdict(list)
        seen: set[int] = set()
        for section in page:
            if not (section.entries or section.tables):
                continue
            for piece in section.path:
                if id(piece) not in seen:
                    seen.add(id(piece))
                    by_depth[piece.depth].append(tidy(piece.text))
        best: list[str] = []
        for labels in by_depth.values():
            fits = [label for label in labels if self.is_level(label)]
            if len(fits) >= 0.5 * len(labels) and len(set(map(plain, fits))) > len(best):
                nouns = {plain(without_level(label, self.words)) for label in fits} - {""}
                like = [label for label in labels if self.is_level(label) or plain(label) in nouns]
                best = list(dict.fromkeys(like))
        return best

    def _sections(self, sources: list[Source]) -> None:
        pages = [self.sections(source) for source in sources]
        jobs = is_job_description(pages, self.words)
        abilities = self._are_abilities(sources, pages)
        for source, page in zip(sources, pages, strict=True):
            labels = self._section_levels(page)
            names = NamedItems([page], self.words, self.is_level)
            for section in page:
                self._section_track(section, labels)
                if names.are_levels(section):
                    labels += [
                        entry.name
                        for entry in section.entries
                        if entry.name and self.is_level(entry.name) and entry.name not in labels
                    ]
            family = "" if abilities else family_of(source, self.words)
            self.sequences.append(
                list(
                    dict.fromkeys(
                        self.roster.of_label(label, "", family, document=source.name).level for label in labels
                    )
                )
            )
            headings = "job description" if jobs else "competencies"
            self._add(source, "sections", family=family, headings=headings, competency="title" if abilities else "")

    def _are_abilities(self, sources: list[Source], pages: list[list[Section]]) -> bool:
        """Whether several documents are about one competency each: they tell the same bare levels and nothing else, and
        their titles name no people and no discipline.
        """
        told: Counter[str] = Counter()
        for source, page in zip(sources, pages, strict=True):
            said = [section for section in page if section.entries and any(map(self.is_level, section.labels))]
            bare = [
                label
                for section in said
                if self.is_level(label := section.labels[-1]) and not without_level(label, self.words)
            ]
            parts = set(plain(page_name(source.title, self.words)).split())
            if len(bare) < len(said) or not parts or parts & self.words.lists["disciplines"]:
                return False
            told.update({plain(label) for label in bare})
        return len(sources) > 1 and max(told.values(), default=0) > 1

    def _section_track(self, section: Section, labels: list[str]) -> None:
        """A heading around a level that names its track."""
        for outer, inner in zip(section.labels, section.labels[1:], strict=False):
            if inner in labels and (track := track_of(outer, self.words)) and not self.is_level(outer):
                level = level_name(inner)
                self.tracks[track] += [level] if level not in self.tracks[track] else []

    def _role_pages(self, sources: list[Source]) -> list[Source]:
        """Documents that describe one role each: their titles say a level, or they have a level's fact, or they are of
        one discipline with those, or have a job description's headings.
        """
        sure = [
            source for source in sources if self.is_level(page_title(source, self.words)) or self._level_fact(source)
        ]
        bases = {plain(without_level(page_title(source, self.words), self.words)) for source in sure} - {""}
        found = []
        shared = self._shared_headings(sources)
        for source in sources:
            title = page_title(source, self.words)
            page = self.sections(source)
            alike = {plain(label) for section in page if section.entries for label in section.labels} & shared
            kinds = sum(bool(section.path) and bool(section.entries) for section in page)
            jobs = kinds >= 2 and is_job_description([page], self.words)
            if source in sure or (plain(title) in bases and kinds) or ((jobs or len(alike) > 1) and is_short(title)):
                found.append(source)
        return found if any(source in found for source in sure) or len(found) else []

    def _shared_headings(self, sources: list[Source]) -> set[str]:
        """Headings with text under them that stand in at least half of the documents: those of one form."""
        if len(sources) < 2:
            return set()
        counts = Counter(
            label
            for source in sources
            for label in {plain(label) for part in self.sections(source) if part.entries for label in part.labels}
        )
        return {label for label, count in counts.items() if count >= max(2, len(sources) / 2)}

    def _level_fact(self, source: Source) -> str:
        piece = source.fact(lambda label: self.words.is_one("level_facts", label))
        return piece.bold if piece else ""

    def _pages(self, sources: list[Source]) -> None:
        labels = [label for source in sources if (label := self._level_fact(source))]
        label = max(set(labels), key=labels.count) if labels else ""
        jobs = is_job_description([self.sections(source) for source in sources], self.words)
        roles: list[tuple[Source, Role]] = []
        if folders := self._folders(sources):
            for family, own in folders.items():
                for source in own:
                    self.roster.of_label(page_title(source, self.words), "", family, document=source.name)
                files = _patterns(own, self.sources)
                self.parts.append(Part(files=files, form="pages", family=family, level=label))
            return
        for source in sources:
            title = page_title(source, self.words)
            said = read_label(title)
            level = page_level(source, label)
            for piece in source.pieces:
                piece.used = ""
            roles.append(
                (
                    source,
                    self.roster.role(
                        said.name if said.name != said.text else title, level or said.code, document=source.name
                    ),
                )
            )
        self._page_levels([role for _, role in roles])
        before = len(self.sequences)
        self._page_order(roles)
        self.parts.append(
            Part(
                files=_patterns(sources, self.sources),
                form="pages",
                level=label,
                family=self._only_family([role for _, role in roles]) if len(self.sequences) > before else "",
                headings="job description" if jobs else "competencies",
            )
        )

    def _only_family(self, roles: list[Role]) -> str:
        """Roles that the documents put in one order, of which no two titles name one discipline, are of one family."""
        families([role for role in roles if not role.family], self.words)
        counts = Counter(role.family for role in roles)
        return roles[0].family if max(counts.values()) == 1 else ""

    def _folders(self, sources: list[Source]) -> dict[str, list[Source]]:
        """Pages by the discipline that their folder names, where their titles name levels alone."""
        titles = [page_title(source, self.words) for source in sources if "/" in source.name]
        if len(titles) < len(sources) or any(without_level(title, self.words) for title in titles):
            return {}
        found: dict[str, list[Source]] = defaultdict(list)
        for source in sources:
            found[source.name.split("/")[-2].replace("-", " ").replace("_", " ").title()].append(source)
        return found if len(found) > 1 else {}

    def _page_levels(self, roles: list[Role]) -> None:
        """Where no fact and no code names a level: the title, or in several disciplines its words of seniority."""
        if any(role.level for role in roles):
            return
        families([role for role in roles if not role.family], self.words)
        several = len({role.family for role in roles}) > 1
        for role in roles:
            words = level_words(role.title, self.words)
            role.level = (" ".join(words).title() or role.title) if several else role.title

    def _page_order(self, roles: list[tuple[Source, Role]]) -> None:
        weighed = [(source.weight, role) for source, role in roles if source.weight is not None]
        if len(weighed) == len(roles) and len({weight for weight, _ in weighed}) == len(roles) > 1:
            self.sequences.append([role.level for _, role in sorted(weighed, key=lambda each: each[0] or 0)])
        names = [(int(match[0]), role) for source, role in roles if (match := re.match(r"\d+", source.stem))]
        if len({number for number, _ in names}) == len(roles) > 1:
            self.sequences.append([role.level for _, role in sorted(names, key=lambda each: each[0])])
        pages = {source.name for source, _ in roles}
        for source in self.sources:
            if source.name not in pages and (listed := _listed(source, [role for _, role in roles])):
                self.sequences.insert(0, [role.level for role in listed])
            if source.name not in pages and (numbered := _numbered(source, [role for _, role in roles])):
                self.numbers |= {role.title: number for number, role in numbered}
                self.sequences.insert(0, [role.level for _, role in sorted(numbered, key=lambda each: each[0])])

    # The result

    def _add(self, source: Source, form: Form, **more: str) -> None:
        part = Part.model_validate(
            {"files": [source.name], "form": form} | {key: value for key, value in more.items() if value}
        )
        same = next((each for each in self.parts if each.model_copy(update={"files": part.files}) == part), None)
        if same is None:
            self.parts.append(part)
        else:
            self.parts[self.parts.index(same)] = same.model_copy(update={"files": [*same.files, source.name]})

    def _result(self) -> Mapping:
        roles = list(self.roster.roles.values())
        for role in roles:
            role.level = role.level or (role.title if role.title in self.titled else "")
        titles: dict[str, list[str]] = defaultdict(list)
        for role in roles:
            if role.level:
                titles[role.level].append(role.title)
        levels = self._ordered(list(titles), titles)
        titled = {
            title: None if level == title else level
            for title in self.titled
            if (level := self.roster.role(title).level) is not None
        }
        tracks = self._own_tracks(levels)
        return Mapping(levels=levels, tracks=tracks, roles=titled, numbers=self.numbers, documents=self.parts)

    def _ordered(self, levels: list[str], titles: dict[str, list[str]]) -> list[str]:
        sequences = [
            upward([level for level in sequence if level in titles], titles, self.words) for sequence in self.sequences
        ]
        listed = merged(sequences)
        rest = [level for level in levels if level not in listed]
        return [*listed, *by_height(rest, titles, self.words)]

    def _own_tracks(self, levels: list[str]) -> dict[str, list[str]]:
        if self.tracks:
            return {track: [level for level in levels if level in own] for track, own in self.tracks.items()}
        prefixes: dict[str, list[str]] = defaultdict(list)
        for level in levels:
            if read_label(level).code and (counted := count_of(level)):
                prefixes[counted[0]].append(level)
        found: dict[str, list[str]] = defaultdict(list)
        for level in levels:
            track = track_of(level, self.words)
            if track is None and len(prefixes) > 1 and (counted := count_of(level)) and counted[0] in prefixes:
                track = counted[0]
            if track:
                found[track].append(level)
        return dict(found)


def _track_name(label: str, levels: list[str], words: Words) -> str:
    own = {track for level in levels if (track := track_of(level, words))}
    return track_of(label, words) or (own.pop() if len(own) == 1 else "") or plain(label) or "individual"


def _numbered(source: Source, roles: list[Role]) -> list[tuple[int, Role]]:
    """Roles that an index lists with figures: "2. Engineer"."""
    text = "\n".join([piece.text + "\n" + "\n".join(piece.lines) for piece in source.pieces])
    patterns = [rf"(?<![\w.])(\d{{1,2}})\s*[.):–-]\s+{re.escape(role.title)}(?![\w ]*\w)" for role in roles]
    matches = [re.search(pattern, text, re.IGNORECASE) for pattern in patterns]
    found = [(int(match[1]), role) for match, role in zip(matches, roles, strict=True) if match]
    return found if len(found) == len(roles) > 1 and len({number for number, _ in found}) == len(found) else []


def _listed(source: Source, roles: list[Role]) -> list[Role]:
    """Roles in the order in which an index names all of them, each as an entry of its own."""
    entries = [plain(piece.text) for piece in source.pieces]
    found = [(entries.index(plain(role.title)), role) for role in roles if plain(role.title) in entries]
    return [role for _, role in sorted(found, key=lambda each: each[0])] if len(found) == len(roles) > 1 else []


def _patterns(sources: Iterable[Source], everything: Sequence[Source]) -> list[str]:
    """The files by one pattern where it covers no other, else one by one."""
    names = [source.name for source in sources]
    endings = {name.rpartition(".")[2] for name in names}
    patterns = sorted(
        {f"{name.rpartition('/')[0]}{'/' if '/' in name else ''}*.{name.rpartition('.')[2]}" for name in names}
    )
    others = [source.name for source in everything if source.name not in names]
    part = Part(files=patterns, form="pages")
    return patterns if len(names) > len(endings) and not any(part.covers(name) for name in others) else names


__all__ = ["propose"]
