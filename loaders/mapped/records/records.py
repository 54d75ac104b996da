"""YAML and JSON of any shape: each text with the labels of the records and keys that hold it.

A *place* is a path without the numbers of list entries: `competencies.level`. A record is known by its name and joined
where another holds its id. A key of a mapping that is no field's name (`junior:`, `communication:`) is a label itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from loaders.mapped.records.names import are_sentences, is_among_names, listed_levels, name_in, names_levels
from loaders.mapped.records.own import groups_of, levels_of
from loaders.mapped.records.references import Reference, at_path, find_references
from loaders.mapped.sources.data.leaves import Leaf, Path
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.labels import level_words, read_label
from loaders.mapped.wording.parts import is_fact_of_roles
from loaders.mapped.wording.texts import SENTENCE, is_short, plain, size, tidy
from loaders.mapped.wording.words import Words, spaced

DOCUMENT = "document"  # the place of what a document calls itself
FILE = "file"  # the place of what its file is called
NAMED = "title"  # the place of a record's name where its key is a code
LEVELS = "levels"  # the place of levels that texts name by their own places in lists
LISTED = "name"  # the place of a record's name in a list that its key labels
LONG_NAME = 14  # most words of a competency's name, with what stands in brackets behind it


@dataclass(eq=False, slots=True)
class Entry:
    """A text with the label that each place gives it, from the outside in. `path` leads to it from `Records.tree`;
    `stage` is the one of a skill that a record asks for.
    """

    leaf: Leaf
    path: Path
    labels: dict[str, str] = field(default_factory=dict)
    stage: str = ""


class Records:
    """The data of one document, or of several as one, prepared to be asked for labels."""

    def __init__(self, sources: Sequence[Source], words: Words) -> None:
        self.words = words
        one = len(sources) == 1
        self.tree: Any = sources[0].tree if one else [source.tree for source in sources]
        self.documents: dict[Leaf, Source] = {leaf: source for source in sources for leaf in source.data}
        self.listing: set[str] = set()  # places of lists of ids of stages
        self._fields: dict[int, frozenset[str]] = {}
        self._names: dict[int, str] = {}  # by the identity of a record
        self.nodes: dict[str, list[tuple[Path, dict[str, Any]]]] = defaultdict(list)
        self._collect(self.tree, ())
        self._beside = {
            place: frozenset(key for _, record in held for key in record) for place, held in self.nodes.items()
        }
        self.own_ids = {place: self._own_ids(held) for place, held in self.nodes.items()}
        self.ids = self._ids()
        self.listed = listed_levels(self.tree, words)
        self.entries = [
            Entry(leaf, path, self._labels(leaf, path))
            for at, source in enumerate(sources)
            for leaf in source.data
            for path in [leaf.path if one else (at, *leaf.path)]
        ]
        asked = self._asked()
        self.joined = not one and any(path[0] != target[0] for path, _, _, target in asked)
        self._give(asked)
        names = {source: name_in(source.tree, words) for source in sources if isinstance(source.tree, dict)}
        names = names if not all(names.values()) else {}  # else `DOCUMENT` tells them apart
        for entry in () if one else self.entries:
            source = self.documents[entry.leaf]
            entry.labels[FILE] = names.get(source) or tidy(source.called)

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

    def _ids(self) -> dict[str, tuple[str, str]]:
        """Ids and names of records, each with the place and the name of its record."""
        found: dict[str, tuple[str, str]] = {}
        for place, records in self.nodes.items():
            for _path, record in records:
                if name := self.name_of(record):
                    for key, value in record.items():
                        known = key in self.own_ids[place] or self.words.is_one("name", key)
                        if isinstance(value, str) and known:
                            found.setdefault(value, (place, name))
        for path, record in self.every:
            if names_levels(record, self.words):  # `levels: {1: Junior, 2: Senior}`
                found |= {key: (place_of(path), tidy(name)) for key, name in record.items()}
            last = path[-1] if path else 0
            if isinstance(last, str) and not self.is_field(last) and (name := self.name_of(record)):
                found.setdefault(last, (place_of(path[:-1]), name))  # `ae1: {label: Account Executive I}`
        return found

    @property
    def every(self) -> list[tuple[Path, dict[str, Any]]]:
        """All records with their paths."""
        return [held for records in self.nodes.values() for held in records]

    def _asked(self) -> list[Reference]:
        """What records ask for by the ids of skills, by keys that are ids, or by names that no two records share."""
        named = [(path, record, name) for path, record in self.every if (name := self.name_of(record))]
        ids: dict[str, Path] = {}
        for path, record, name in named:
            for key in self.own_ids[place_of(path)]:
                if isinstance(value := record.get(key), str) and value != name:
                    ids.setdefault(value, path)
            if path and isinstance(path[-1], str):
                ids.setdefault(path[-1], path)
        times = Counter(name for *_, name in named)
        for path, _, name in named:
            if times[name] == 1:
                ids.setdefault(name, path)
        return find_references(self.every, ids, self.tree)

    def _give(self, asked: Sequence[Reference]) -> None:
        """Gives texts of stages to the records that ask for them; what describes skills alone is then no entry."""
        given: list[Entry] = []
        for path, key, stage, target in asked:
            owners = self._labels(Leaf(path, "", 1), (*path, key))
            own = max((at.rpartition(".")[0] for at in owners), key=len, default="")
            if stage not in ("", key):
                owners.pop(f"{own}.{stage}".strip("."), None)
            if not stage:
                self.listing.add(place := f"{place_of(path)}.{key}")
                owners[place] = self.name_of(at_path(self.tree, target[:-2]))
            for group, label in groups_of(at_path(self.tree, target[:-2]), self.ids, self.words).items():
                owners.setdefault(f"{own}.{group}", label)
            asked_for = at_path(self.tree, path)[stage] if stage else ""
            asked_for = self.ids.get(asked_for, ("", asked_for))[1]
            given += [
                Entry(entry.leaf, entry.path, dict(owners), tidy(asked_for))
                for entry in self.entries
                if entry.path[: len(target)] == target and size(entry.leaf.text) >= SENTENCE
            ]
        if given:
            skills = {target[:-2] for *_, target in asked}
            lengths = {len(path) for path in skills}
            kept = [e for e in self.entries if not any(e.path[:length] in skills for length in lengths)]
            self.entries = [*kept, *given]

    def _collect(self, value: Any, path: Path) -> None:
        if isinstance(value, dict):
            self.nodes[place_of(path)].append((path, value))
            for key, part in value.items():
                self._collect(part, (*path, key))
        elif isinstance(value, list):
            for at, part in enumerate(value):
                self._collect(part, (*path, at))

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

    def fields_in(self, value: Any) -> frozenset[str]:
        """The names of all fields inside a value."""
        if not isinstance(value, (dict, list)):
            return frozenset()
        if id(value) not in self._fields:
            parts = value.values() if isinstance(value, dict) else value
            names = filter(self.is_field, value) if isinstance(value, dict) else ()
            self._fields[id(value)] = frozenset(names).union(*map(self.fields_in, parts))
        return self._fields[id(value)]

    def is_container(self, key: str) -> bool:
        """Whether a key holds many of something: "roles", "career levels", and not the level "Mid-level"."""
        said = plain(key)
        steps = said.rpartition(" ")[2].rstrip("s") in self.words.steps and not level_words(said, self.words)
        return said in self.words.lists["containers"] or steps

    def _labels(self, leaf: Leaf, path: Path) -> dict[str, str]:
        found: dict[str, str] = {}
        value: Any = self.tree
        place = ""
        for at, part in enumerate(path):
            if isinstance(value, dict):
                listed = at > 1 and isinstance(path[at - 1], int) and place.endswith("*")
                self._label_record(found, place, value, leaf, listed=listed)
            branch = isinstance(value, dict) and _is_branch(value, str(part), self)
            around, value = value, value[part]  # a leaf's path leads through mappings and lists only
            if isinstance(part, int):
                if len(around) == len(self.listed) and all(isinstance(sibling, str) for sibling in around):
                    found |= {LEVELS: self.listed[part]} if tidy(around[0]) != self.listed[0] else {}
                if self._is_counted(value, around, place):
                    found.setdefault(f"{place}#", self._counted(place, part + 1))
                continue
            other = isinstance(value, str) and self._is_beside_records(around)
            label = branch or not (other or self.is_field(part)) or self._is_among_names(part, value, path[:at])
            place = f"{place}.{'*' if label else part}".strip(".")
            if label:
                named = isinstance(value, dict) and self.name_of(value)
                joined = "" if named else self.ids.get(part, ("", ""))[1]
                if joined and read_label(part).code == part:
                    found[f"{place}.{NAMED}"], joined = joined, part
                found[place] = joined or tidy(part.replace("_", " "))
        return found

    def _is_beside_records(self, record: dict[str, Any]) -> bool:
        """Whether most keys that are no field's name hold records ("L1: {…}"): a text beside them is about them all."""
        held = [value for key, value in record.items() if not self.is_field(key)]
        return sum(isinstance(value, dict) for value in held) > max(1, len(held) / 2)

    def _is_among_names(self, key: str, value: Any, path: Path) -> bool:
        """Whether a key that elsewhere holds many of something names a competency, as "Data" beside "Strategy"."""
        others = self._beside[place_of(path)] - {key}
        return self.is_container(key) and is_among_names(key, value, others) and not any(map(self.is_field, others))

    def _is_counted(self, value: Any, around: list[Any], place: str) -> bool:
        """Whether its place in a list is all that tells what it is about: a record without a name, or one of the texts
        of a list of levels ("levels: [text, text]").
        """
        if isinstance(value, dict):
            return not self.name_of(value) and not self._says_level(value)
        return self._step_of(place) != "" and are_sentences(around)

    def is_listed(self, entry: Entry) -> bool:
        """Whether a text stands in a list of levels, of which its place tells the level."""
        return isinstance(entry.path[-1], int) and f"{place_of(entry.path)}#" in entry.labels

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

    def _label_record(
        self, found: dict[str, str], place: str, record: dict[str, Any], leaf: Leaf, *, listed: bool
    ) -> None:
        if name := self.name_of(record):
            name = self.ids[name][1] if name in self.ids and self.ids[name][0] != place else name
            key = found.get(place, "")
            coded = key != name and read_label(key).code == key != ""  # "E1: {title: Engineer I}"
            found[f"{place}.{LISTED}" if listed else f"{place}.{NAMED}" if coded else place or DOCUMENT] = name
        for key, value in record.items():
            if isinstance(value, str) and self.words.is_one("id", key) and read_label(value).code == value != name:
                found[f"{place}.{key}".strip(".")] = value
        for key, said in record.items():
            value = self._only_title(key, said)
            if (
                not isinstance(value, str)
                or is_fact_of_roles(spaced(key), self.words)
                or (leaf.path and leaf.path[-1] == key and leaf.text == value and size(value) > SENTENCE)
            ):
                continue
            if size(value) >= SENTENCE and not self.is_field(key) and leaf.text in record.values():
                continue  # texts beside this one, each under its label
            here = f"{place}.{key}".strip(".")
            own = key in self.own_ids.get(place, ()) or value not in self.ids  # else what the record belongs to
            if (own and self.words.is_one("id", key)) or self.words.is_one("name", key) or plain(value) == plain(name):
                continue  # the record's name, perhaps spelled as in addresses
            if value in self.ids and self.ids[value][0] != place:
                coded = read_label(value).code == value and not self.words.is_one("id", key)
                found |= {here: value, f"{here}.{NAMED}": self.ids[value][1]} if coded else {here: self.ids[value][1]}
                found |= {f"{here}.{key}": level for key, level in self._levels_of(value).items()}
            elif self._is_label(key, value):
                found[here] = tidy(value)

    def _levels_of(self, id: str) -> dict[str, str]:
        """The levels that the record with an id says that it is on, by their keys."""
        place, name = self.ids[id]
        called = (record for _, record in self.nodes[place] if self.name_of(record) == name)
        return levels_of(called, self.ids, self.words)

    def _only_title(self, key: str, value: Any) -> Any:
        """A value; of a list of one title the title."""
        one = isinstance(value, list) and len(value) == 1 and self.words.is_one("title", key)
        return value[0] if one else value

    def _is_label(self, key: str, value: str) -> bool:
        if self.words.is_one("competency", key):
            return size(value) <= LONG_NAME and not value.rstrip().endswith(".")
        return is_short(value) and size(value) <= 6 and not (size(value) >= SENTENCE and self.words.is_one("text", key))


def _is_branch(parent: dict[str, Any], key: str, records: Records) -> bool:
    """Whether a key that elsewhere holds many of something is a label beside another: `guild:` and `roles:`, both with
    the same fields inside.
    """
    if not isinstance(parent.get(key), dict) or not records.is_container(key):
        return False
    inside = records.fields_in(parent[key])
    beside = [value for other, value in parent.items() if isinstance(value, dict) and not records.is_field(other)]
    return any(map(records.is_container, inside)) and any(records.fields_in(value) == inside for value in beside)


def place_of(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))
