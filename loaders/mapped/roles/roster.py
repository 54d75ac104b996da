"""Who is who: from the labels of documents to roles with a title and a level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from loaders.mapped.found import Role
from loaders.mapped.sources.pieces import CODES
from loaders.mapped.wording.labels import (
    BRACKETS,
    INITIALS,
    NUMBER_AFTER,
    is_step,
    level_words,
    read_label,
    step_apart,
    titles_between,
    without_level,
    without_track,
)
from loaders.mapped.wording.levels import lettered, names_job, names_person, rank, track_of
from loaders.mapped.wording.texts import JOINED, plain, tidy, words_in
from loaders.mapped.wording.words import Words


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
            if _may_be_of(role, family):
                self._labels.setdefault((plain(family), plain(label)), role)
            if label not in role.labels:
                role.labels.append(label)
        return role

    def put_in(self, title: str, level: str, family: str) -> None:
        """Tells the discipline of the role that has a title on a level: in brackets it is known already."""
        role = self.roles.get(plain(f"{title} ({family})")) or self.roles.get(plain(title))
        if role and _may_be_of(role, family) and plain(role.level) in ("", plain(role.title), plain(level)):
            self.role(role.title, "", family, labels=(title,))

    def titles(self) -> list[str]:
        return [role.title for role in self.roles.values()]

    def find(self, label: str, family: str = "") -> Role | None:
        said = read_label(label)
        for name in (tidy(label), said.text, said.name, said.code):
            if name and (
                role := self._labels.get((plain(family), plain(name)))
                or (self._labels.get(("", plain(name))) if not family else None)
            ):
                return role
        step, title = step_apart(label)
        if (role := self.roles.get(plain(title))) and plain(role.level) == plain(step):
            return role
        role = self._labels.get(("", plain(label)))
        counted = role and role.number is not None and plain(label) == str(role.number)  # a level that has a title
        return role if role and counted and plain(role.family) in ("", plain(family)) else None

    def named(self, label: str) -> Role | None:
        """The role with a title or code, or the only one on a level; none where several disciplines are on it."""
        on_level = self._on(label)
        if len({plain(role.family) for role in on_level}) > 1 and plain(label) not in self.roles:
            return None
        return self.find(label) or (on_level[0] if len(on_level) == 1 else None)

    def told_in(self, document: str) -> Callable[[str], Role | None]:
        """Finds the role that a document means by a title, a code or a level: of a level the only one that the document
        itself is about, before those of others.
        """
        own: dict[str, list[Role]] = defaultdict(list)
        for role in self.roles.values():
            if role.document == document and role.level:
                own[plain(role.level)].append(role)

        def find(label: str) -> Role | None:
            on_level = own.get(plain(label), [])
            return on_level[0] if len(on_level) == 1 else self.named(label)

        return find

    def titled_in(self, sentence: str) -> list[Role]:
        """The roles whose titles stand in a sentence, in order; none within a longer title."""
        said = f" {plain(sentence)} "
        found: dict[int, Role] = {}
        for title in sorted((title for title in self.roles if f" {title} " in said), key=len, reverse=True):
            while (at := said.find(f" {title} ")) >= 0:
                found[at] = self.roles[title]
                said = f"{said[: at + 1]}{'·' * len(title)}{said[at + 1 + len(title) :]}"
        return list(dict.fromkeys(found[at] for at in sorted(found)))

    def on_level(self, label: str) -> list[Role]:
        """The roles on a level, else the one with this title or code."""
        return self._on(label) or [role for role in (self.find(label),) if role and role.level]

    def _on(self, level: str) -> list[Role]:
        return [role for role in self.roles.values() if role.level and plain(role.level) == plain(level)]

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
        if known is not None and known.level == level_name(label) and _may_be_of(known, family):
            return self.role(title, known.level, family, document=document, line=line)
        found = (self.find(title, family) if title else None) or self.find(label, family)
        found = found or self._of_code(said.code, tidy(label), family) or self._of_letter(label, family)
        job = title or self._job_in(label)
        if found and not (job and self._is_another(found, job)):
            found.family = found.family or family
            return found
        level = level_name(label)
        if plain(said.name) in self.posts:
            return self.role(said.name, "", family, document=document, line=line, labels=(label,))
        match = None if title else self._by_words(said.name, family)
        if match and {match.level, level} <= self.levels and match.level != level:
            match = None  # both are levels of the ladder
        if match is not None and plain(match.level) in ("", plain(match.title), plain(level)):
            open_yet = not match.level or (match.level == match.title and match.level not in self.levels)
            match.level = level if open_yet else match.level
            self.role(match.title, match.level, match.family or family, labels=(label, said.text))
            return match
        title = title or title_of(label, family, self.words)
        other = self.roles.get(plain(title))
        if other and not _may_be_of(other, family):  # "Baker" of two disciplines
            title = f"{title} ({family})"
        labels = (label, said.text)
        role = self.role(title, level, family, document=document, line=line, number=said.number, labels=labels)
        role.word = role.word or _word_of(label, title, family, self.words)
        if without_track(said.code) != said.code:  # "L4 EM"
            role.track = role.track or track_of(said.code, self.words) or ""
        return role

    def in_range(self, label: str) -> list[Role]:
        """The roles that a range of counted titles names ("Baker I–III"), where each of them is there."""
        titles = titles_between(label)
        roles = [role for title in titles if (role := self.roles.get(plain(title)))]
        return roles if len(roles) == len(titles) else []

    def on_track(self, role: Role, track: str) -> Role:
        """The role beside another on its level whose title is of a track; made where there is no title for managers."""
        if not track:
            return role
        on_level = self._on(role.level) or [role]
        own = {other: other.track or track_of(other.title, self.words) or "individual" for other in on_level}
        found = next((other for other in on_level if own[other] == track), None)
        found = found or (
            role if track == "individual" else self.role(f"{role.title} ({track})", role.level, role.family)
        )
        found.track = track
        return found

    def _job_in(self, label: str) -> str:
        """The job that a label names beside a code: "Finance Manager" of "Finance Manager (M1)"; "" of "M1 - Leads"."""
        said = read_label(label)
        named = said.code and said.name != said.text
        return said.name if named and (label.rstrip().endswith(")") or names_job(said.name, self.words)) else ""

    def _is_another(self, role: Role, title: str) -> bool:
        """Whether a title is that of another job than a role on the same level."""
        one, other = (set(words_in(without_level(each, self.words))) for each in (role.title, title))
        if not (one or other):  # "Lead" and "Manager" on one grade
            return rank(role.title, self.words) != rank(title, self.words)
        alike = (a.startswith(b) or b.startswith(a) for a in one for b in other)  # "Engineer", "Engineering"
        return bool(one and other) and not any(alike)

    def _of_code(self, code: str, label: str, family: str) -> Role | None:
        """The role that a table of titles gives this code or calls by the whole label, where it is of no other
        discipline.
        """
        role = self._labels.get(("", plain(code or label)))
        if not code:  # "S3", which might be another thing elsewhere, is one where a title is on it
            sure = any(map(str.isdecimal, label)) or (label in self.levels and len(self._on(label)) == 1)
            role = role if role and role.level == label != role.title and sure else None
        role = role or (self.roles.get(plain(label)) if code else None)
        return role if role and _may_be_of(role, family) else None

    def _of_letter(self, label: str, family: str) -> Role | None:
        """The role on the level that a code calls by a letter and a label by its word: "L5" for "Level 5"."""
        role = self._labels.get(("", lettered(label, self.words)))
        return role if role and role.level != role.title and _may_be_of(role, family) else None

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
            and _may_be_of(role, family)
        ]
        return fits[0] if len(fits) == 1 else None


def _may_be_of(role: Role, family: str) -> bool:
    """Whether a role is of a discipline, or one of the two is not known."""
    return not role.family or not family or plain(role.family) == plain(family)


def _words_of_seniority(name: str, words: Words) -> list[str]:
    """In any order; "Senior+" and "Senior 2" have one more than "Senior"."""
    found = level_words(name, words)
    counted = NUMBER_AFTER.search(name)
    more = [counted[1]] if counted else ["+"] if "+" in words_in(name) else []
    return sorted([*found, *(more if found else [])])


def _word_of(label: str, title: str, family: str, words: Words) -> str:
    """What a label says where a title is this and the discipline, and says it in words: "Junior" of "L1: Junior", not
    "IC2" or "3".
    """
    said = read_label(label)
    names = (said.text, said.name, tidy(said.text.removeprefix(said.code).removesuffix(said.code)))
    made = (name for name in names if family and plain(title) in {plain(f"{family} {name}"), plain(f"{name} {family}")})
    name = next(made, "")
    counted = is_step(name, words) or (said.code and said.code in name)
    return name if not counted and any(word.isalpha() and len(word) > 1 for word in words_in(name)) else ""


def level_name(label: str) -> str:
    """A level as the ladder calls it: its code without a track, several codes as they stand, else its words without the
    figure before them.
    """
    said = read_label(label)
    if said.code and said.code != said.text and CODES.fullmatch(said.text):
        return said.text
    return without_track(said.code) if said.code and said.code != said.text else without_track(said.name or said.text)


def title_of(label: str, family: str, words: Words) -> str:
    """The documented pattern: the label where it names a job; where it names a level alone, "Product Designer IC2" and
    "Senior Product Designer".
    """
    said = read_label(label)
    if without_level(said.name, words) and not is_step(said.name, words) and not said.name.isdigit():
        short = INITIALS.match(said.text) and said.text.startswith(said.name)  # "Baker (BK)"
        return said.text if short else said.name
    if not family and said.name != said.text and level_words(said.name, words):
        return said.name  # "Senior (L3)"
    if not family or plain(family) in plain(said.text):
        return said.text
    if said.name != said.text and JOINED.match(said.name) and len(level_words(said.name, words)) > 1:
        return said.name  # "P8（资深专家）": a senior expert
    meant = BRACKETS.search(said.text) if said.code else None
    if meant and level_words(meant[1], words) and not without_level(meant[1], words):
        return f"{meant[1]} {family}"  # "BI1 (Junior)"
    bare = tidy(said.text.removeprefix(said.code).removesuffix(said.code)) if said.name == said.text else said.name
    worded = said.code and level_words(bare, words) and not without_level(bare, words)
    if worded and (is_step(said.code, words) or names_person(family, words)):
        return f"{bare} {family}"  # "Junior (Level 1)"; "L1: Junior" and "L1 Junior" of a "Baker", not of "Baking"
    if said.code or said.name.isdigit() or is_step(said.name, words) or not level_words(said.name, words):
        return f"{family} {said.text}"
    bracket = BRACKETS.search(said.name)
    bare = BRACKETS.sub("", said.name)
    return f"{bare} {family}" + (f" ({bracket[1]})" if bracket else "")
