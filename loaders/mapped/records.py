"""YAML and JSON of any shape: which places hold levels, competencies and texts.

A *place* is a path without the numbers of list entries: `competencies.level`. A record is known by its name and joined
where another holds its id. A key of a mapping that is no field's name (`junior:`, `communication:`) is a label itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loaders.mapped.data import Leaf
from loaders.mapped.labels import is_short, plain, read_label, size, tidy
from loaders.mapped.sources import Source
from loaders.mapped.words import Words

IsLevel = Callable[[str], bool]
SENTENCE = 3
Path = tuple[str | int, ...]


@dataclass(eq=False, slots=True)
class Entry:
    """A text with the label that each place gives it, from the outside in."""

    leaf: Leaf
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Places:
    """Where levels and competencies stand; `order` are the levels as the document lists them."""

    level: str
    competency: str
    title: str = ""
    order: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    level: str
    competency: str
    leaf: Leaf
    group: str = ""
    title: str = ""
    field: str = ""


class Records:
    """The data of one document, or of several as one, prepared to be asked for labels."""

    def __init__(self, sources: Sequence[Source], words: Words) -> None:
        self.words = words
        one = len(sources) == 1
        self.tree: Any = sources[0].tree if one else [source.tree for source in sources]
        self.documents: dict[Leaf, Source] = {leaf: source for source in sources for leaf in source.data}
        paths = [
            (leaf, leaf.path if one else (at, *leaf.path)) for at, source in enumerate(sources) for leaf in source.data
        ]
        self.nodes: dict[str, list[tuple[Path, dict[str, Any]]]] = defaultdict(list)
        self.ids: dict[str, tuple[str, str]] = {}  # id or name → place and name of the record
        self._collect(self.tree, ())
        for place, records in self.nodes.items():
            for _path, record in records:
                if name := self.name_of(record):
                    for key, value in record.items():
                        if isinstance(value, str) and (words.is_one("id", key) or words.is_one("name", key)):
                            self.ids.setdefault(value, (place, name))
        self.entries = [Entry(leaf, self._labels(leaf, path)) for leaf, path in paths]
        if not one:
            for entry in self.entries:
                entry.labels["file"] = tidy(self.documents[entry.leaf].stem.replace("-", " ").replace("_", " "))

    def _collect(self, value: Any, path: Path) -> None:
        if isinstance(value, dict):
            self.nodes[place_of(path)].append((path, value))
            for key, part in value.items():
                self._collect(part, (*path, key))
        elif isinstance(value, list):
            for at, part in enumerate(value):
                self._collect(part, (*path, at))

    def name_of(self, record: dict[str, Any]) -> str:
        """A record's own name: its name, else its title, else its id; the title before a name written like an id."""
        title = record.get("title")
        if isinstance(title, str) and is_short(title) and title != title.lower():
            return tidy(title)
        for kind in ("name", "title", "id"):
            for key, value in record.items():
                if isinstance(value, str) and self.words.is_one(kind, key.replace("_", " ")) and is_short(value):
                    return tidy(value)
        return ""

    def is_field(self, key: str) -> bool:
        """Whether a key is the name of a field, and no label."""
        said = key.replace("_", " ").replace("-", " ")
        return any(
            self.words.is_one(kind, said) for kind in ("name", "id", "text", "fact", "title", "competency", "group")
        ) or self.is_container(key)

    def is_container(self, key: str) -> bool:
        return plain(key) in _CONTAINERS or any(plain(key).rstrip("s") == step for step in self.words.steps)

    def _labels(self, leaf: Leaf, path: Path) -> dict[str, str]:
        found: dict[str, str] = {}
        value: Any = self.tree
        place = ""
        for part in path:
            if isinstance(value, dict):
                self._label_record(found, place, value, leaf)
            value = value[part]  # a leaf's path leads through mappings and lists only
            if isinstance(part, int):
                if isinstance(value, dict) and not self.name_of(value):
                    found.setdefault(f"{place}#", str(part + 1))
                continue
            label = not self.is_field(part)
            place = f"{place}.{'*' if label else part}".strip(".")
            if label:
                found[place] = tidy(part.replace("_", " "))
        return found

    def _label_record(self, found: dict[str, str], place: str, record: dict[str, Any], leaf: Leaf) -> None:
        if name := self.name_of(record):
            found[place or "document"] = name
        for key, value in record.items():
            if isinstance(value, str) and self.words.is_one("id", key) and read_label(value).code == value != name:
                found[f"{place}.{key}".strip(".")] = value
        for key, value in record.items():
            if not isinstance(value, str) or (
                leaf.path and leaf.path[-1] == key and leaf.text == value and size(value) > SENTENCE
            ):
                continue
            here = f"{place}.{key}".strip(".")
            if self.words.is_one("id", key) or self.words.is_one("name", key):
                continue
            if value in self.ids and self.ids[value][0] != place:
                found[here] = self.ids[value][1]
            elif is_short(value) and size(value) <= 6:
                found[here] = tidy(value)


_CONTAINERS = {
    "levels",
    "level",
    "roles",
    "role",
    "competencies",
    "competency",
    "skills",
    "skill",
    "themes",
    "theme",
    "areas",
    "tracks",
    "track",
    "data",
    "items",
    "entries",
    "matrix",
    "ladder",
    "framework",
    "rows",
    "categories",
    "pillars",
    "dimensions",
    "groups",
    "capabilities",
    "attributes",
    "behaviours",
    "behaviors",
    "topics",
    "families",
    "positions",
    "stufen",
    "rollen",
    "kompetenzen",
    "niveaux",
    "compétences",
    "niveles",
    "competencias",
    "níveis",
    "competências",
    "fähigkeiten",
    "bereiche",
    "habilidades",
    "domaines",
    "milestones",
    "expectations",
    "criteria",
    "job family",
    "job families",
    "sections",
}


def place_of(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def find_places(records: Records, is_level: IsLevel) -> Places | None:
    """Where the levels and the competencies stand; None where no place names levels."""
    texts = [entry for entry in records.entries if size(entry.leaf.text) >= SENTENCE]
    labels: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry in texts:
        for place, label in entry.labels.items():
            labels[place][label] += 1
    best, strength = "", 0.0
    for place, said in labels.items():
        fits = sum(is_level(label) for label in said)
        named = any(
            plain(part).rstrip("s") in records.words.steps
            or plain(part) in ("role", "roles", "seniority", "seniority level", "stufe")
            for part in place.replace("*", "").replace("#", "").split(".")[-2:]
        )
        if len(said) < 2 or len(said) > 40:
            continue
        share = fits / len(said)
        coded = all(read_label(label).code for label in said)
        worth = share * min(len(said), 8) + 3 * named - (1 if place.endswith("#") else 0) + coded / 2
        if (share >= 0.6 or (named and not place.endswith((".id", ".key")))) and worth > strength:
            best, strength = place, worth
    if not best:
        return None
    competency = _competency_place(texts, best, records)
    order = _order(records, best)
    title, titles = _title_place(texts, best, competency, is_level)
    return Places(best, competency, title, tuple(order), titles)


def _title_place(texts: list[Entry], level: str, competency: str, is_level: IsLevel) -> tuple[str, dict[str, str]]:
    """A place that names each level once more, in words of its own: its title."""
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for entry in texts:
        if level in entry.labels:
            for place, label in entry.labels.items():
                if place not in (level, competency) and not place.endswith("#"):
                    pairs[place].add((entry.labels[level], label))
    for place, said in pairs.items():
        titles = dict(said)
        fits = sum(map(is_level, titles.values()))
        alike = all(plain(one) == plain(other) for one, other in said)
        if len(titles) == len(said) == len(set(titles.values())) > 1 and 2 * fits >= len(titles) and not alike:
            return place, titles
    return "", {}


def _competency_place(texts: list[Entry], level: str, records: Records) -> str:
    """The place that, with the level, tells the texts apart best; of equal ones the one with fewer labels."""
    counts: dict[str, set[str]] = defaultdict(set)
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    owned = [entry for entry in texts if level in entry.labels]
    for entry in owned:
        for place, label in entry.labels.items():
            if place != level and not place.endswith("#"):
                counts[place].add(plain(label))
                pairs[place].add((entry.labels[level], plain(label)))
    usable = {place: len(pairs[place]) for place, labels in counts.items() if len(labels) >= 2}
    usable = usable or {place: len(pairs[place]) for place in counts if _says(place, records.words)}
    if not usable:
        return ""
    named = [place for place in usable if _says(place, records.words)]
    pool = named or list(usable)
    most = max(usable[place] for place in pool)
    best = [place for place in pool if usable[place] >= 0.8 * most]
    return min(best, key=lambda place: (len(counts[place]), _is_group(place, records.words), -len(place)))


def _is_group(place: str, words: Words) -> bool:
    return words.is_one("group", place.split(".")[-1].replace("_", " "))


def _says(place: str, words: Words) -> bool:
    return any(words.is_one("competency", part.replace("_", " ")) for part in place.split(".")[-1:])


def _order(records: Records, level: str) -> list[str]:
    """The levels in the order of the records that are joined, else of their first text."""
    met = list(dict.fromkeys(entry.labels[level] for entry in records.entries if level in entry.labels))
    for nodes in records.nodes.values():
        names = [records.name_of(record) for _, record in nodes]
        if len(set(names) & set(met)) >= max(2, 0.8 * len(met)):
            return [name for name in dict.fromkeys(names) if name]
    return met


def read_records(records: Records, places: Places) -> Iterator[Record]:
    """Each text with its level and competency."""
    for entry in records.entries:
        level = entry.labels.get(places.level, "")
        competency = entry.labels.get(places.competency, "") if places.competency else ""
        text = entry.leaf.text
        if not level or plain(text) in (plain(level), plain(competency)):
            continue
        if (
            size(text) < SENTENCE
            or records.words.is_one("fact", entry.leaf.key)
            or records.words.is_one("id", entry.leaf.key)
        ):
            continue
        title = entry.labels.get(places.title, "") if places.title else ""
        group = next(
            (
                label
                for place, label in entry.labels.items()
                if place not in (places.level, places.competency)
                and records.words.is_one("group", place.split(".")[-1])
            ),
            "",
        )
        entry.leaf.used = "text"
        yield Record(level, competency, entry.leaf, group, title, "" if competency else "summary")
