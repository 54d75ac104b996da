"""A mapping in the making: what each form adds to it, and the mapping that comes of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from loaders.mapped.found import Link, Role
from loaders.mapped.mapping import Form, Mapping, Part
from loaders.mapped.prose.model import Section
from loaders.mapped.prose.sections import sections_of
from loaders.mapped.records.facts import tracks_of
from loaders.mapped.records.records import Records
from loaders.mapped.roles.families import STEM
from loaders.mapped.roles.order import by_height, counted_on, in_count, merged, upward
from loaders.mapped.roles.roster import Roster, level_name
from loaders.mapped.sources.pieces import Source
from loaders.mapped.steps.bases import bases, sentences_of
from loaders.mapped.steps.stated import stated_steps
from loaders.mapped.wording.labels import is_bare, is_step, level_words, read_label, without_level
from loaders.mapped.wording.levels import count_of, is_level, names_job, names_people, rank, track_of
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import Words


class Draft:
    """Roles, levels, tracks and parts that were found so far."""

    def __init__(self, sources: Sequence[Source], words: Words) -> None:
        self.sources, self.words = sources, words
        self.roster = Roster(words)
        self.known: set[str] = set()
        self.parts: list[Part] = []
        self.sequences: list[list[str]] = []
        self.tracks: dict[str, list[str]] = defaultdict(list)
        self.titled: dict[str, str | None] = {}  # roles that tables name, with their levels
        self.in_lists: set[str] = set()  # those of them that a table only lists
        self.posts: list[str] = []  # roles that are on no level
        self.listed: list[str] = []  # levels that no role is on
        self.numbers: dict[str, int] = {}
        self._sections_of: dict[str, list[Section]] = {}
        self._tracks_told: dict[str, dict[str, str]] = {}

    def sections_of(self, source: Source) -> list[Section]:
        if source.name not in self._sections_of:
            self._sections_of[source.name] = sections_of(source)
        return self._sections_of[source.name]

    def tracks_told(self, source: Source) -> dict[str, str]:
        """The tracks that the records of a document say, by their names and ids."""
        if source.name not in self._tracks_told:
            self._tracks_told[source.name] = tracks_of(Records([source], self.words))
        return self._tracks_told[source.name]

    def put_on(self, track: str, level: str) -> None:
        """A level on a track, once."""
        if level not in self.tracks[track]:
            self.tracks[track].append(level)

    def put_on_tracks(self, said: Iterable[tuple[str, str]]) -> None:
        """Levels on the tracks named before them; none where one is on several, for then titles or pages tell tracks
        apart.
        """
        pairs = dict.fromkeys((track, level) for track, level in said if track)
        if len({level for _, level in pairs}) == len(pairs):
            for track, level in pairs:
                self.put_on(track, level)

    def is_level(self, label: str) -> bool:
        return plain(label) in self.known or plain(read_label(label).name) in self.known or is_level(label, self.words)

    def bases(self) -> list[Link]:
        """Which of the roles so far builds on which."""
        return bases(sentences_of(self.sources, self.roster), self.roster, self.words)

    def add(self, source: Source, form: Form, **more: str) -> None:
        """A document with how it is read; documents that are read alike share a part."""
        part = Part.model_validate(
            {"files": [source.name], "form": form} | {key: value for key, value in more.items() if value}
        )
        same = next((known for known in self.parts if known.model_copy(update={"files": part.files}) == part), None)
        if same is None:
            self.parts.append(part)
        elif source.name not in same.files:
            self.parts[self.parts.index(same)] = same.model_copy(update={"files": [*same.files, source.name]})

    def discipline(self, name: str, levels: Iterable[str]) -> str:
        """What a document with some levels is about, as a table of titles calls it: "Physio" of "Physiotherapy". Where
        such tables name none like it, and have these levels, only what names people or a job stays a discipline.
        """
        listed = {plain(each) for title in self.in_lists for each in (title, self.titled.get(title)) if each}
        if listed.isdisjoint(plain(each) for level in levels for each in (level, level_name(level))):
            return name
        known = {role.family for role in self.roster.roles.values() if role.family}
        alike = [family for family in known if _are_alike(plain(family), plain(name))]
        if len(alike) == 1:
            return alike[0]
        return name if known and (names_people(name, self.words) or names_job(name, self.words)) else ""

    def mapping(self) -> Mapping:
        """What was found, as a mapping."""
        roles = self._without_figures(list(self.roster.roles.values()))
        for role in roles:
            role.level = role.level or (role.title if role.title in self.titled else "")
        _call_levels_in_full(roles, self.words)
        titles: dict[str, list[str]] = defaultdict(list, {level: [] for level in self.listed})
        for role in roles:
            if role.level:
                titles[role.level].append(role.title)
        levels = self._ordered(list(titles), titles)
        titled = {
            title: None if level == title else level
            for title in self.titled
            if (level := self.roster.role(title).level) is not None
        }
        told = {level for level in titled.values() if level}
        titled = {title: level for title, level in titled.items() if level or title not in told}
        titled |= dict.fromkeys(self.posts)
        tracks = self._own_tracks(levels)
        called = _called_by_titles(levels, titled, self.words)
        return Mapping(
            levels=[called.get(level, level) for level in levels],
            tracks={track: [called.get(level, level) for level in own] for track, own in tracks.items()},
            roles=dict.fromkeys(titled) if called else titled,
            numbers=self.numbers | {title: int(level) for level, title in called.items()},
            documents=self.parts,
        )

    def _without_figures(self, roles: list[Role]) -> list[Role]:
        """The roles without those called by a bare figure ("4") that counts a level of others ("Grade 4")."""
        counted = {
            str(count[1]) for role in roles if is_step(role.level, self.words) and (count := count_of(role.level))
        }
        figures = [role for role in roles if role.title in counted]
        for role in figures:
            self.titled.pop(role.title, None)
        return [role for role in roles if role not in figures]

    def _ordered(self, levels: list[str], titles: dict[str, list[str]]) -> list[str]:
        sequences = [
            upward([level for level in sequence if level in titles], titles, self.words) for sequence in self.sequences
        ]
        stated = stated_steps(self.sources, self.roster, {}, self.words)
        managers = self.tracks.get("management", [])
        links = (*stated, *self.bases())
        steps = [[link.lower.level, link.upper.level] for link in links if link.lower.level and link.upper.level]
        known = in_count(sequences)
        if not known and steps and set(levels) > {level for step in steps for level in step}:
            known = [by_height(levels, titles, self.words, managers)]
        counted = counted_on(levels, [*steps, *known])
        listed = merged([*steps * (len(known) + 1), *known, *counted])  # stated steps outvote the order
        rest = [level for level in levels if level not in listed]
        return [*listed, *by_height(rest, titles, self.words, managers)]

    def _own_tracks(self, levels: list[str]) -> dict[str, list[str]]:
        if self.tracks:
            return {track: [level for level in levels if level in own] for track, own in self.tracks.items()}
        prefixes: dict[str, list[str]] = defaultdict(list)
        for level in levels:
            if read_label(level).code and (counted := count_of(level)):
                prefixes[counted[0]].append(level)
        in_one_order = any(len(set(sequence)) == len(levels) for sequence in self.sequences)
        several = any(len(own) > 1 for own in prefixes.values())  # else categories: "C2", "D2", "E1"
        parted = len(prefixes) == 2 or (len(prefixes) > 2 and not in_one_order and several)  # "S1, S2, L1, L2": stages
        found: dict[str, list[str]] = defaultdict(list)
        for level in levels:
            track = track_of(level, self.words)
            if track is None and parted and (counted := count_of(level)) and counted[0] in prefixes:
                track = counted[0]
            if track:
                found[track].append(level)
        lettered = found.keys() - {"individual", "management"}
        if len(lettered) == 1 and "management" in found and "individual" not in found:
            found["individual"] = found.pop(lettered.pop())
        return self._without_one_way(found, levels)

    def _without_one_way(self, tracks: dict[str, list[str]], levels: list[str]) -> dict[str, list[str]]:
        """Tracks without the managers of ladders that are one way up, whatever other ladders stand beside them."""
        orders = [set(sequence) for sequence in self.sequences]
        for order in sorted(orders, key=len, reverse=True):
            own = [level for level in levels if level in order]
            whole = all(other <= order or other.isdisjoint(order) for other in orders)
            on_tracks = {track for track, placed in tracks.items() if order.intersection(placed)}
            if whole and on_tracks == {"management"} and self._is_one_ladder(own, tracks["management"]):
                tracks["management"] = [level for level in tracks["management"] if level not in order]
        return {track: placed for track, placed in tracks.items() if placed}

    def _is_one_ladder(self, levels: list[str], managers: list[str]) -> bool:
        """Whether titles without a word of seniority stand above a manager: one ladder, as up to "Partner"."""
        first = next(at for at, level in enumerate(levels) if level in managers)
        above = [level for level in levels[first:] if level not in managers]
        return bool(above) and all(rank(level, self.words) is None for level in above)

    @cached_property
    def told(self) -> Counter[str]:
        """In how many documents each heading stands."""
        pages = ({label for part in self.sections_of(source) for label in part.labels} for source in self.sources)
        return Counter(label for labels in pages for label in labels)


def patterns(sources: Iterable[Source], everything: Sequence[Source]) -> list[str]:
    """The files by one pattern where it covers no other, else one by one."""
    names = [source.name for source in sources]
    endings = {name.rpartition(".")[2] for name in names}
    patterns = sorted(
        {f"{name.rpartition('/')[0]}{'/' if '/' in name else ''}*.{name.rpartition('.')[2]}" for name in names}
    )
    others = [source.name for source in everything if source.name not in names]
    part = Part(files=patterns, form="pages")
    return patterns if len(names) > len(endings) and not any(part.covers(name) for name in others) else names


def _are_alike(one: str, other: str) -> bool:
    """Whether one name is the other or a short form of it: "physio" and "physiotherapists"."""
    return one == other or (min(len(one), len(other)) > STEM and (one.startswith(other) or other.startswith(one)))


def _call_levels_in_full(roles: Sequence[Role], words: Words) -> None:
    """Levels that some tables call in short ("Senior" of "Senior Baker") are called by their titles, where that of the
    title without a word of seniority ("Baker") is one of them, and no other craft shares them.
    """
    full = {plain(role.title) for role in roles if role.level == role.title}
    short = [role for role in roles if plain(role.level) == plain(" ".join(level_words(role.title, words))) != ""]
    named = all(plain(without_level(role.title, words)) in full for role in short)
    if named and len({role.level for role in short}) == len(short):
        for role in short:
            role.level = role.title


def _called_by_titles(levels: list[str], roles: dict[str, str | None], words: Words) -> dict[str, str]:
    """The names of levels that are figures, where each has one and most say no more than how high it is ("1 | Junior"):
    the names are the levels, and the figures their order. Beside a title ("1 | Junior Baker") the figure is the level.
    """
    titles = {level: title for title, level in roles.items() if level}
    figures = bool(levels) and all(level.isdecimal() and len(level) < 4 for level in levels)
    bare = sum(is_bare(title, words) for title in titles.values())
    each = len(titles) == len(roles) == len(levels) > 1 and titles.keys() == set(levels)
    return titles if figures and each and 2 * bare > len(titles) else {}
