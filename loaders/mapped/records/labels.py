"""The labels of a text in data: what the keys and records around it are called.

A record is known by its name and joined where another holds its id. A key of a mapping that is no field's name
(`junior:`, `communication:`) is a label itself.
"""

from __future__ import annotations

import re
from typing import Any

from loaders.mapped.records.index import Index, place_of
from loaders.mapped.records.names import are_sentences, is_among_names
from loaders.mapped.records.own import levels_of
from loaders.mapped.sources.data.leaves import Leaf, Path
from loaders.mapped.wording.labels import level_words, read_label
from loaders.mapped.wording.parts import is_fact_of_roles
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, size, tidy
from loaders.mapped.wording.words import spaced

DOCUMENT = "document"  # the place of what a document calls itself
NAMED = "title"  # the place of a record's name where its key is a code
LEVELS = "levels"  # the place of levels that texts name by their own places in lists
LISTED = "name"  # the place of a record's name in a list that its key labels
STEP = re.compile(r"([^\W\d_]{2,})[_-]?(\d{1,2})")  # a key that counts a level: "level1"
LONG_NAME = 14  # most words of a competency's name, with what stands in brackets behind it


class Labels:
    """Asks an index for the labels of a text."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words = index.words
        self._said: dict[int, list[tuple[str, str]]] = {}  # by the identity of a record

    def of(self, leaf: Leaf, path: Path) -> dict[str, str]:
        """The label that each place on a path gives a text, from the outside in."""
        found: dict[str, str] = {}
        value: Any = self.index.tree
        place = ""
        for at, part in enumerate(path):
            if isinstance(value, dict):
                listed = at > 1 and isinstance(path[at - 1], int) and place.endswith("*")
                self._label_record(found, place, value, leaf, listed=listed)
            branch = isinstance(value, dict) and _is_branch(value, str(part), self.index)
            around, value = value, value[part]  # a leaf's path leads through mappings and lists only
            if isinstance(part, int):
                if len(around) == len(self.index.listed) and all(isinstance(sibling, str) for sibling in around):
                    found |= {LEVELS: self.index.listed[part]} if tidy(around[0]) != self.index.listed[0] else {}
                if self._is_counted(value, around, place):
                    found.setdefault(f"{place}#", self._counted(place, part + 1))
                continue
            other = isinstance(value, str) and self._is_beside_records(around)
            other = other or self._is_beside_steps(part, around)
            label = branch or not (other or self.index.is_field(part)) or self._is_among_names(part, value, path[:at])
            place = f"{place}.{'*' if label else part}".strip(".")
            if label:
                named = isinstance(value, dict) and self.index.name_of(value)
                joined = "" if named else self.index.ids.get(part, ("", ""))[1]
                if joined and read_label(part).code == part:
                    found[f"{place}.{NAMED}"], joined = joined, part
                found[place] = joined or self._called(part)
        return found

    def _called(self, key: str) -> str:
        """A key in words; "level1" as one would write it."""
        step = STEP.fullmatch(key)
        known = step is not None and step[1].casefold() in self.words.steps
        return f"{step[1].capitalize()} {step[2]}" if step and known else tidy(key.replace("_", " "))

    def _label_record(
        self, found: dict[str, str], place: str, record: dict[str, Any], leaf: Leaf, *, listed: bool
    ) -> None:
        if name := self.index.name_of(record):
            name = self.index.ids[name][1] if name in self.index.ids and self.index.ids[name][0] != place else name
            key = found.get(place, "")
            coded = key != name and read_label(key).code == key != ""  # "E1: {title: Engineer I}"
            found[f"{place}.{LISTED}" if listed else f"{place}.{NAMED}" if coded else place or DOCUMENT] = name
        for key, value in self._said_in(record):
            is_id = isinstance(record[key], str) and self.words.is_one("id", key)
            if is_id and read_label(value).code == value != name:
                found[f"{place}.{key}".strip(".")] = value
        for key, value in self._said_in(record):
            if is_fact_of_roles(spaced(key), self.words) or (
                leaf.path and leaf.path[-1] == key and leaf.text == value and size(value) > SENTENCE
            ):
                continue
            if size(value) >= SENTENCE and not self.index.is_field(key) and leaf.text in record.values():
                continue  # texts beside this one, each under its label
            here = f"{place}.{key}".strip(".")
            joined, called = self.index.ids.get(value, ("", ""))
            own = not called or key in self.index.own_ids.get(place, ())  # else what the record belongs to
            if (own and self.words.is_one("id", key)) or self.words.is_one("name", key) or plain(value) == plain(name):
                continue  # the record's name, perhaps spelled as in addresses
            if called and joined != place:
                coded = read_label(value).code == value and not self.words.is_one("id", key)
                found |= {here: value, f"{here}.{NAMED}": called} if coded else {here: called}
                found |= {f"{here}.{key}": level for key, level in self._levels_of(value).items()}
            elif self._is_label(key, value):
                found[here] = tidy(value)

    def _levels_of(self, id: str) -> dict[str, str]:
        """The levels that the record with an id says that it is on, by their keys."""
        place, name = self.index.ids[id]
        called = (record for _, record in self.index.nodes[place] if self.index.name_of(record) == name)
        return levels_of(called, self.index.ids, self.words)

    def _is_beside_records(self, record: dict[str, Any]) -> bool:
        """Whether most keys that are no field's name hold records ("L1: {…}"): a text beside them is about them all."""
        held = [value for key, value in record.items() if not self.index.is_field(key)]
        return sum(isinstance(value, dict) for value in held) > max(1, len(held) / 2)

    def _is_beside_steps(self, key: str, record: dict[str, Any]) -> bool:
        """Whether a key names no level among those that count them: "training" beside "level1" and "level2"."""
        steps = self.index.steps_in(record)
        return len(steps) > 1 and not (key in steps or read_label(key).code or level_words(key, self.words))

    def _is_among_names(self, key: str, value: Any, path: Path) -> bool:
        """Whether a key that elsewhere holds many of something names a competency, as "Data" beside "Strategy"."""
        others = self.index.beside[place_of(path)] - {key}
        return (
            self.index.is_container(key)
            and is_among_names(key, value, others)
            and not any(map(self.index.is_field, others))
        )

    def _is_counted(self, value: Any, around: list[Any], place: str) -> bool:
        """Whether its place in a list is all that tells what it is about: a record without a name, or one of the texts
        of a list of levels ("levels: [text, text]").
        """
        if isinstance(value, dict):
            return not self.index.name_of(value) and not self._says_level(value)
        return self._step_of(place) != "" and are_sentences(around)

    def _says_level(self, record: dict[str, Any]) -> bool:
        return any(isinstance(value, str) and plain(key) in self.words.steps for key, value in record.items())

    def _counted(self, place: str, number: int) -> str:
        """A record without a name by its place in its list: "Milestone 2" where the list holds steps."""
        step = self._step_of(place)
        return f"{step.capitalize()} {number}" if step else str(number)

    def _step_of(self, place: str) -> str:
        """The word for a level that the key of a list is: "milestone" of "skills.milestones"."""
        step = plain(place.rpartition(".")[2]).rstrip("s")
        return step if step in self.words.steps else ""

    def _said_in(self, record: dict[str, Any]) -> list[tuple[str, str]]:
        """The keys of a record with the texts that they hold: found once, for each text in the record asks for it."""
        if id(record) not in self._said:
            values = ((key, self._only_title(key, value)) for key, value in record.items())
            self._said[id(record)] = [(key, value) for key, value in values if isinstance(value, str)]
        return self._said[id(record)]

    def _only_title(self, key: str, value: Any) -> Any:
        """A value; of a list of one title the title."""
        one = isinstance(value, list) and len(value) == 1 and self.words.is_one("title", key)
        return value[0] if one else value

    def _is_label(self, key: str, value: str) -> bool:
        if self.words.is_one("competency", key):
            return size(value) <= LONG_NAME and not value.rstrip().endswith(".")
        return is_short(value) and size(value) <= 6 and not (size(value) >= SENTENCE and self.words.is_one("text", key))


def _is_branch(parent: dict[str, Any], key: str, index: Index) -> bool:
    """Whether a key that elsewhere holds many of something is a label beside another: `guild:` and `roles:`, both with
    the same fields inside.
    """
    if not isinstance(parent.get(key), dict) or not index.is_container(key):
        return False
    inside = index.fields_in(parent[key])
    beside = [value for other, value in parent.items() if isinstance(value, dict) and not index.is_field(other)]
    return any(map(index.is_container, inside)) and any(index.fields_in(value) == inside for value in beside)
