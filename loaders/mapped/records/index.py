"""What the records of a document hold: their places, names and ids, and which keys are fields.

A *place* is a path without the numbers of list entries: `competencies.level`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from loaders.mapped.records.names import listed_levels, name_in, names_levels
from loaders.mapped.sources.data.leaves import Path
from loaders.mapped.wording.labels import is_step, level_words, read_label
from loaders.mapped.wording.texts import plain, tidy
from loaders.mapped.wording.words import Words


class Index:
    """The records of a tree by their places, names and ids."""

    def __init__(self, tree: Any, words: Words) -> None:
        self.words = words
        self.tree = tree
        self._fields: dict[int, frozenset[str]] = {}
        self._names: dict[int, str] = {}  # by the identity of a record
        self._steps: dict[int, frozenset[str]] = {}
        self.nodes: dict[str, list[tuple[Path, dict[str, Any]]]] = defaultdict(list)
        self._collect(tree, ())
        self.beside = {
            place: frozenset(key for _, record in held for key in record) for place, held in self.nodes.items()
        }
        self.own_ids = self._without_references({place: self._own_ids(held) for place, held in self.nodes.items()})
        self.ids = self._ids()
        self.listed = listed_levels(tree, words)

    def _collect(self, value: Any, path: Path) -> None:
        if isinstance(value, dict):
            self.nodes[place_of(path)].append((path, value))
            for key, part in value.items():
                self._collect(part, (*path, key))
        elif isinstance(value, list):
            for at, part in enumerate(value):
                self._collect(part, (*path, at))

    def _own_ids(self, held: list[tuple[Path, dict[str, Any]]]) -> frozenset[str]:
        """The keys of the ids and codes of records themselves: each has another, where those of what they belong to
        return.
        """
        values: dict[str, list[str]] = defaultdict(list)
        for _, record in held:
            for key, value in record.items():
                if isinstance(value, str) and value:
                    values[key].append(value)
        return frozenset(
            key
            for key, said in values.items()
            if len(set(said)) == len(said)
            and (self.words.is_one("id", key) or all(read_label(value).code == value for value in said))
        )

    def _without_references(self, own: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        """Without the keys that hold what records of other places have as their `id`: `levelId` of `levels`."""
        homes: dict[str, set[str]] = defaultdict(set)
        for place, keys in own.items():
            for _, record in self.nodes[place] if "id" in keys else ():
                homes[str(record.get("id"))].add(place)

        def refers(place: str, key: str) -> bool:
            said = [record[key] for _, record in self.nodes[place] if key in record]
            return key != "id" and all(homes[value] - {place} for value in said)

        return {place: frozenset(key for key in keys if not refers(place, key)) for place, keys in own.items()}

    def _ids(self) -> dict[str, tuple[str, str]]:
        """Ids and names of records, each with the place and the name of its record."""
        found: dict[str, tuple[str, str]] = {}
        for place, records in self.nodes.items():
            figures = self._figures_of_levels(place)
            for _path, record in records:
                if name := self.name_of(record):
                    for key, value in record.items():
                        known = key in self.own_ids[place] or self.words.is_one("name", key)
                        known = known or key in figures
                        if isinstance(value, str) and known:
                            found.setdefault(value, (place, name))
        for path, record in self.every:
            if names_levels(record, self.words):  # `levels: {1: Junior, 2: Senior}`
                found |= {key: (place_of(path), tidy(name)) for key, name in record.items()}
            last = path[-1] if path else 0
            if isinstance(last, str) and not self.is_field(last) and (name := self.name_of(record)):
                found.setdefault(last, (place_of(path[:-1]), name))  # `ae1: {label: Account Executive I}`
        return found

    def _figures_of_levels(self, place: str) -> set[str]:
        """The keys that count named levels: `levels: [{level: 1, name: Baker}]`."""
        held = [record for _, record in self.nodes[place]]
        listed = plain(place.rpartition(".")[2]).removesuffix("s") in self.words.steps
        if not listed or not all(map(self.name_of, held)):
            return set()
        keys = {key for key in held[0] if plain(key) in self.words.steps}
        return {key for key in keys if len({str(record.get(key)) for record in held}) == len(held)}

    @property
    def every(self) -> list[tuple[Path, dict[str, Any]]]:
        """All records with their paths."""
        return [held for records in self.nodes.values() for held in records]

    def name_of(self, record: dict[str, Any]) -> str:
        """A record's own name."""
        if id(record) not in self._names:
            self._names[id(record)] = name_in(record, self.words)
        return self._names[id(record)]

    def is_field(self, key: str) -> bool:
        """Whether a key is the name of a field, and no label."""
        said = key.replace("_", " ").replace("-", " ")
        return any(
            self.words.is_one(kind, said) for kind in ("name", "id", "text", "fact", "title", "competency", "group")
        ) or self.is_container(key)

    def steps_in(self, record: dict[str, Any]) -> frozenset[str]:
        """The keys of a record that only count a level."""
        if id(record) not in self._steps:
            self._steps[id(record)] = frozenset(key for key in record if is_step(key, self.words))
        return self._steps[id(record)]

    def is_container(self, key: str) -> bool:
        """Whether a key holds many of something: "roles", "career levels", and not the level "Mid-level"."""
        said = plain(key)
        steps = said.rpartition(" ")[2].rstrip("s") in self.words.steps and not level_words(said, self.words)
        return said in self.words.lists["containers"] or steps

    def fields_in(self, value: Any) -> frozenset[str]:
        """The names of all fields inside a value."""
        if not isinstance(value, (dict, list)):
            return frozenset()
        if id(value) not in self._fields:
            parts = value.values() if isinstance(value, dict) else value
            names = filter(self.is_field, value) if isinstance(value, dict) else ()
            self._fields[id(value)] = frozenset(names).union(*map(self.fields_in, parts))
        return self._fields[id(value)]


def place_of(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))
