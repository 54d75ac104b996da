"""What a reading knows and has found so far: shared by the readers of each form."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.mapped.found import Framework, Role, Text
from loaders.mapped.mapping import Mapping
from loaders.mapped.prose.told import Told
from loaders.mapped.roles.roster import Roster
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.labels import leads_on, read_label, step_apart, without_track
from loaders.mapped.wording.levels import lettered
from loaders.mapped.wording.texts import plain, tidy
from loaders.mapped.wording.words import Words


class Reading:
    """Documents, the mapping that is followed, and who and what was found. `about` are texts that may describe a
    competency, with their documents; `lists` the names of records that stand in one list; `stated` the roles whose
    titles stand below the name of a track.
    """

    def __init__(self, sources: Sequence[Source], mapping: Mapping, words: Words) -> None:
        self.sources, self.mapping, self.words = sources, mapping, words
        self.roster = Roster(words, mapping.levels)
        self.found = Framework(levels=list(mapping.levels))
        self.lists: list[list[str]] = []
        self.stated: dict[str, Role] = {}
        self.about: list[tuple[Told, str]] = []
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
        if leads_on(label):
            return False
        if self.roster.in_range(label):
            return True
        said = read_label(label)
        counted = lettered(label, self.words)
        names = (tidy(label), said.text, said.name, said.code, without_track(said.code), counted)
        both = step_apart(label)
        return any(plain(name) in self.known for name in names if name) or all(
            plain(name) in self.known for name in both
        )

    def say(self, role: Role, text: Text) -> None:
        role.document = role.document or text.document
        self.found.texts.append((role, text))
