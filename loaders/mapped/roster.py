"""Who is who: from the labels of documents to roles with a title and a level."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from loaders.mapped.data import records_in
from loaders.mapped.found import Role
from loaders.mapped.labels import (
    BRACKETS,
    NUMBER_AFTER,
    Label,
    is_step,
    level_words,
    read_label,
    without_level,
    without_track,
)
from loaders.mapped.levels import names_job, track_of
from loaders.mapped.pieces import Piece, Source
from loaders.mapped.texts import is_short, plain, tidy, words_in
from loaders.mapped.words import Words, shipped

LEGEND = re.compile(r"(?P<title>[^|;,()\n:•·→>]{3,60}?)\s*\((?P<level>[^()\n]{1,20})\)")  # "Junior Baker (B1) | …"
LISTED = re.compile(  # "1 - Junior Baker", "K1 – Baker (scale V)"
    r"^(?P<level>[^\W_]{1,4})\s*[:–—=-]\s+(?P<title>[^\W\d_][^|;,()\n:]{1,50}?)(?:\s*\([^()]{1,40}\))?$"
)

MOST_LEVELS = 0.6  # share of labels with a code
DEFINED = re.compile(r"^(?P<level>[^\W_]{1,4})\s*\((?P<title>[^()\d]{3,40})\)\s*[:：]")  # "E1 (Associate): does …"


class Roster:
    """The roles of a ladder, each once. A label finds its role by title, by code, or by the level that it names."""

    def __init__(self, words: Words, levels: Iterable[str] = ()) -> None:
        self.words, self.levels = words, frozenset(levels)  # levels that are settled
        self.roles: dict[str, Role] = {}
        self.posts: set[str] = set()  # titles that are on no level
        self._labels: dict[tuple[str, str], Role] = {}  # family, label → role
        self._written: dict[str, str] = {plain(level): level for level in self.levels}  # "S3" for "s3"

    def role(
        self,
        title: str,
        level: str = "",
        family: str = "",
        *,
        document: str = "",
        line: int = 1,
        number: int | None = None,
        labels: tuple[str, ...] = (),
    ) -> Role:
        """The role with this title, made when there is none."""
        level = self._written.setdefault(plain(level), level)
        role = self.roles.get(plain(title))
        if role is None:
            role = self.roles[plain(title)] = Role(title, level, family, document=document, line=line, number=number)
        role.level = role.level or level
        role.number = role.number if role.number is not None else number
        role.family = role.family or family
        for label in (title, *labels):
            self._labels.setdefault(("", plain(label)), role)
            self._labels.setdefault((plain(family), plain(label)), role)
            if label not in role.labels:
                role.labels.append(label)
        return role

    def find(self, label: str, family: str = "") -> Role | None:
        said = read_label(label)
        for name in (tidy(label), said.text, said.name, said.code):
            if name and (
                role := self._labels.get((plain(family), plain(name)))
                or (self._labels.get(("", plain(name))) if not family else None)
            ):
                return role
        role = self._labels.get(("", plain(label)))
        counted = role and role.number is not None and plain(label) == str(role.number)  # a level that has a title
        return role if role and counted and plain(role.family) in ("", plain(family)) else None

    def named(self, label: str) -> Role | None:
        """The role with a title or code, or the only one on a level."""
        on_level = [role for role in self.roles.values() if role.level and plain(role.level) == plain(label)]
        return self.find(label) or (on_level[0] if len(on_level) == 1 else None)

    def owners(self) -> dict[str, Role]:
        """The role of each document that is about one."""
        found: dict[str, list[Role]] = defaultdict(list)
        for role in self.roles.values():
            found[role.document].append(role)
        return {document: own[0] for document, own in found.items() if len(own) == 1}

    def of_label(self, label: str, title: str = "", family: str = "", *, document: str = "", line: int = 1) -> Role:
        """The role that a level's label in a table, a heading or data stands for."""
        said = read_label(label)
        known = self.roles.get(plain(title)) if title else None
        if known is not None and known.level == level_name(label):
            return self.role(title, known.level, family, document=document, line=line)
        if (
            found := (self.find(title, family) if title else None)
            or self.find(label, family)
            or self._of_code(said.code, tidy(label), family)
        ):
            return found
        level = level_name(label)
        if plain(said.name) in self.posts:
            return self.role(said.name, "", family, document=document, line=line, labels=(label,))
        match = None if title else self._by_words(said.name, family)
        if match is not None and plain(match.level) in ("", plain(match.title), plain(level)):
            open_yet = not match.level or (match.level == match.title and match.level not in self.levels)
            match.level = level if open_yet else match.level
            self.role(match.title, match.level, match.family or family, labels=(label, said.text))
            return match
        title = title or title_of(label, family, self.words)
        labels = (label, said.text)
        role = self.role(title, level, family, document=document, line=line, number=said.number, labels=labels)
        if without_track(said.code) != said.code:  # "L4 EM"
            role.track = role.track or track_of(said.code, self.words) or ""
        return role

    def _of_code(self, code: str, label: str, family: str) -> Role | None:
        """The role that a table of titles gives this code or calls by the whole label, where it is of no other
        discipline.
        """
        role = self._labels.get(("", plain(code or label)))
        if not code:  # "S3", which might be another thing elsewhere, is one where a title is on it
            role = role if role and role.level == label != role.title and any(map(str.isdecimal, label)) else None
        role = role or (self.roles.get(plain(label)) if code else None)
        return role if role and (not role.family or not family or plain(role.family) == plain(family)) else None

    def _by_words(self, name: str, family: str) -> Role | None:
        """ "Senior" is the Senior Frontend Engineer, where that is the only senior title."""
        own = _words_of_seniority(name, self.words)
        if not own or without_level(name, self.words):
            return None
        fits = [
            role
            for role in self.roles.values()
            if _words_of_seniority(role.title, self.words) == own
            and plain(role.title) != plain(name)
            and (not family or not role.family or plain(role.family) == plain(family))
        ]
        return fits[0] if len(fits) == 1 else None


def _words_of_seniority(name: str, words: Words) -> list[str]:
    """In any order; "Senior+" and "Senior 2" have one more than "Senior"."""
    found = level_words(name, words)
    counted = NUMBER_AFTER.search(name)
    more = [counted[1]] if counted else ["+"] if "+" in words_in(name) else []
    return sorted([*found, *(more if found else [])])


def level_name(label: str) -> str:
    """A level as the ladder calls it: its code without a track, else its words without the figure before them."""
    said = read_label(label)
    return without_track(said.code) if said.code and said.code != said.text else without_track(said.name or said.text)


def title_of(label: str, family: str, words: Words) -> str:
    """The documented pattern: the label where it names a job; where it names a level alone, "Product Designer IC2" and
    "Senior Product Designer".
    """
    said = read_label(label)
    if without_level(said.name, words) and not is_step(said.name, words) and not said.name.isdigit():
        return said.name
    if not family and said.name != said.text and level_words(said.name, words):
        return said.name  # "Senior (L3)"
    if not family or plain(family) in plain(said.text):
        return said.text
    meant = BRACKETS.search(said.text) if said.code else None
    if meant and level_words(meant[1], words) and not without_level(meant[1], words):
        return f"{meant[1]} {family}"  # "BI1 (Junior)"
    if is_step(said.code, words) and level_words(said.name, words):
        return f"{said.name} {family}"  # "Junior (Level 1)"
    if said.code or said.name.isdigit() or is_step(said.name, words) or not level_words(said.name, words):
        return f"{family} {said.text}"
    bracket = BRACKETS.search(said.name)
    bare = BRACKETS.sub("", said.name)
    return f"{bare} {family}" + (f" ({bracket[1]})" if bracket else "")


def titles_beside(labels: Iterable[str], family: str, words: Words) -> dict[str, str]:
    """Titles of labels that only those beside them tell: beside "Senior Engineer" a "Team Lead" is one as it stands;
    beside "N1 - Junior" is "N2 - Autonomous" none, for no discipline is in it. A title on two levels, as in "Level 4:
    Baker" and "Level 5: Baker", has the level behind it.
    """
    said = {label: read_label(label) for label in labels}
    if apart := _beside_codes(said):
        return apart
    coded = {label for label, read in said.items() if read.code and read.name != read.text}
    bare = {label for label, read in said.items() if not without_level(read.name, words) or is_step(read.name, words)}
    found: dict[str, str] = {}
    jobs = (
        words.lists["disciplines"] | set(plain(family).split()) | _nouns([said[label].name for label in coded], words)
    )
    titles = {
        label
        for label in said.keys() - bare
        if not coded or jobs & set(plain(said[label].name).split()) or names_job(said[label].name, words)
    }
    people = words.managers | {word for word, rank in words.ranks.items() if " " in word or rank == 0}
    if 2 * len(titles) >= len(said):
        most = len(titles) >= MOST_LEVELS * len(said)  # beside them "LA4 - Associate" is a title too
        people_in = {label for label in bare if people & set(level_words(label, words))}
        found = {label: said[label].name for label in (people_in | (bare & coded) if most else people_in)}
    if family and coded & bare:
        others = {
            label
            for label in coded - bare - titles
            if not (jobs | words.managers) & set(plain(said[label].name).split())
        }
        found |= {label: f"{family} {said[label].text}" for label in others}
    jobs |= words.managers
    names = {label for label in said.keys() - bare - coded if not jobs & set(plain(said[label].name).split())}
    if family and names and not coded and len(names) <= len(bare) and names | bare == said.keys():
        found = {label: f"{family} {said[label].name}" for label in said}  # "Junior", "Junior Plus", "Wizard"
    return found | _on_several_levels({label: said[label] for label in coded if label in titles or not family}, bare)


def _beside_codes(said: Mapping[str, Label]) -> dict[str, str]:
    """Titles of labels that have a code before or behind without a sign between, where each has another: "Miller" and
    "Senior Miller" of "Miller B1" and "Senior Miller B2".
    """
    titles = {
        label: tidy(read.text.removeprefix(read.code).removesuffix(read.code))
        for label, read in said.items()
        if read.code and read.name == read.text != read.code
    }
    distinct = len({plain(title) for title in titles.values() if title}) == len(titles) > 1
    worded = any(level_words(title, shipped()) for title in titles.values())
    jobs = all(without_level(title, shipped()) for title in titles.values())
    return titles if distinct and worded and jobs and len(titles) > MOST_LEVELS * len(said) else {}


def _on_several_levels(coded: Mapping[str, Label], bare: Set[str]) -> dict[str, str]:
    """Titles of the labels whose name stands on several levels: they have the level behind it; all words of seniority
    alone are as written then ("E1 - Junior" beside "E3 - Middle" and "E4 - Middle").
    """
    levels: dict[str, set[str]] = defaultdict(set)
    for read in coded.values():
        levels[plain(read.name)].add(plain(read.code))
    several = {label for label, read in coded.items() if len(levels[plain(read.name)]) > 1}
    alike = {label for label in coded if label in bare and several & bare}
    alike |= {label for label in several if coded[label].text.startswith(f"{coded[label].name},")}  # "Baker, level 1"
    return {label: f"{coded[label].name} {coded[label].code}" for label in several} | {
        label: coded[label].text for label in alike
    }


def _nouns(names: Iterable[str], words: Words) -> set[str]:
    """The last words of jobs that several names have beside words of seniority: "baker" of "Junior Baker"."""
    nouns = [plain(without_level(name, words)) for name in names if level_words(name, words)]
    return {noun.split()[-1] for noun, count in Counter(nouns).items() if noun and count > 1}


def titles_told(sources: Iterable[Source], levels: Sequence[str]) -> dict[str, str]:
    """Titles by level, where one line gives those of most levels ("Junior Baker (B1) | Baker (B2) | …"), or a list
    those of all, each in an item ("1 - Junior Baker", or with what it means: "E1 (Associate): does …").
    """
    known = {plain(level): level for level in levels}
    listed: dict[str, str] = {}
    defined: dict[str, str] = {}
    items: list[Piece] = []
    for piece in (piece for source in sources for piece in source.pieces):
        legend = LEGEND.finditer(piece.text) if "(" in piece.text else ()
        told = [match for match in legend if plain(match["level"]) in known]
        found = {known[plain(match["level"])]: tidy(match["title"]) for match in told}
        if max(1, len(levels) / 2) < len(found) == len(told):
            piece.used = piece.used or "title"
            return found
        if piece.kind == "item" and (match := LISTED.match(piece.text)) and plain(match["level"]) in known:
            listed.setdefault(known[plain(match["level"])], tidy(match["title"]))
            items.append(piece)
        elif piece.kind == "item" and (match := DEFINED.match(piece.text)) and plain(match["level"]) in known:
            defined.setdefault(known[plain(match["level"])], tidy(match["title"]))
    if len(defined) == len(levels) > 1:
        return defined
    if not len(listed) == len(items) == len(levels) > 1:
        return {}
    for piece in items:
        piece.used = piece.used or "title"
    return listed


def titles_in_data(sources: Iterable[Source], levels: Sequence[str], words: Words) -> dict[str, str]:
    """Titles that records give to most levels, one to each: under it ("DS1: {title: …}") or beside it."""
    known = {plain(level): level for level in levels}
    found: dict[str, set[str]] = defaultdict(set)
    for path, record in (record for source in sources for record in records_in(source.tree)):
        beside = [value for key, value in record.items() if isinstance(value, str) and not words.is_one("title", key)]
        level = next((known[plain(str(said))] for said in (*path[-1:], *beside) if plain(str(said)) in known), "")
        titles = [value for key, value in record.items() if isinstance(value, str) and words.is_one("title", key)]
        if level and len(titles) == 1 and is_short(titles[0]) and plain(titles[0]) not in known:
            found[level].add(tidy(titles[0]))
    titled = {level: titles.pop() for level, titles in found.items() if len(titles) == 1}
    return titled if len(titled) > max(1, MOST_LEVELS * len(levels)) else {}


def grades_in_data(sources: Iterable[Source], titles: Sequence[str], words: Words) -> dict[str, str]:
    """The codes of levels that records give to all titles ("{name: Baker, grade: B2}"); empty where some have none."""
    known = {plain(title): title for title in titles}
    found: dict[str, str] = {}
    for _, record in (record for source in sources for record in records_in(source.tree)):
        said = {key: value for key, value in record.items() if isinstance(value, str)}
        names = [value for key, value in said.items() if words.is_one("name", key) or words.is_one("title", key)]
        codes = [value for key, value in said.items() if words.is_one("level_facts", key)]
        if names and plain(names[0]) in known and len(codes) == 1 and read_label(codes[0]).code == codes[0]:
            found.setdefault(known[plain(names[0])], codes[0])
    return found if len(found) == len(known) > 1 else {}
