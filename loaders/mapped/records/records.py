"""YAML and JSON of any shape: each text with the labels of the records and keys that hold it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.mapped.records.index import Index, place_of
from loaders.mapped.records.labels import Labels
from loaders.mapped.records.names import name_in
from loaders.mapped.records.own import groups_of
from loaders.mapped.records.references import Reference, at_path, find_references
from loaders.mapped.sources.data.leaves import Leaf, Path
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.texts import SENTENCE, size, tidy
from loaders.mapped.wording.words import Words

FILE = "file"  # the place of what its file is called


@dataclass(eq=False, slots=True)
class Entry:
    """A text with the label that each place gives it, from the outside in. `path` leads to it from `Records.tree`;
    `stage` is the one of a skill that a record asks for.
    """

    leaf: Leaf
    path: Path
    labels: dict[str, str] = field(default_factory=dict)
    stage: str = ""


class Records(Index):
    """The data of one document, or of several as one, prepared to be asked for labels."""

    def __init__(self, sources: Sequence[Source], words: Words) -> None:
        one = len(sources) == 1
        super().__init__(sources[0].tree if one else [source.tree for source in sources], words)
        self.documents: dict[Leaf, Source] = {leaf: source for source in sources for leaf in source.data}
        self.listing: set[str] = set()  # places of lists of ids of stages
        self._labels = Labels(self)
        self.entries = [
            Entry(leaf, path, self._labels.of(leaf, path))
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
            owners = self._labels.of(Leaf(path, "", 1), (*path, key))
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

    def is_listed(self, entry: Entry) -> bool:
        """Whether a text stands in a list of levels, of which its place tells the level."""
        return isinstance(entry.path[-1], int) and f"{place_of(entry.path)}#" in entry.labels
