"""The graph as a value: what a fold gives, what the database holds, and the difference between the two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeVar

import orjson

from graph.schema import NODES, RELATIONSHIPS, Properties


class NodeKey(NamedTuple):
    label: str
    id: str

    def __str__(self) -> str:
        return f"{self.label}:{self.id}"


class EdgeKey(NamedTuple):
    """`key` is the value of the relationship's key property, empty where there is none."""

    type: str
    start: str
    end: str
    key: str = ""

    def __str__(self) -> str:
        kind = f" {{{self.key}}}" if self.key else ""
        return f"({self.start})-[:{self.type}{kind}]->({self.end})"


@dataclass(slots=True)
class Graph:
    """Nodes and edges with their properties; no property is None and no node repeats its id."""

    nodes: dict[NodeKey, Properties] = field(default_factory=dict)
    edges: dict[EdgeKey, Properties] = field(default_factory=dict)

    def check(self) -> None:
        """Raises SchemaError when a row is not what the schema allows, or an edge lacks an end."""
        for node, properties in self.nodes.items():
            NODES[node.label].check(properties)
        for edge, properties in self.edges.items():
            relationship = RELATIONSHIPS[edge.type]
            relationship.check(properties)
            for end in (NodeKey(relationship.start, edge.start), NodeKey(relationship.end, edge.end)):
                assert end in self.nodes, f"{edge} has no end {end}"

    def counts(self) -> dict[str, int]:
        """Number of nodes by label and edges by type."""
        counts: dict[str, int] = {}
        for name in (*(node.label for node in self.nodes), *(edge.type for edge in self.edges)):
            counts[name] = counts.get(name, 0) + 1
        return dict(sorted(counts.items()))

    def of_drafts(self) -> set[NodeKey]:
        """Roles that are drafts, documents that describe them, and nodes that only they have to do with: what shows to
        keepers only.
        """
        drafts = {
            node
            for node, properties in self.nodes.items()
            if node.label == "Role" and properties.get("status") == "draft"
        }
        if not drafts:
            return drafts
        others: dict[NodeKey, set[NodeKey]] = {}
        for edge in self.edges:
            relationship = RELATIONSHIPS[edge.type]
            start, end = NodeKey(relationship.start, edge.start), NodeKey(relationship.end, edge.end)
            others.setdefault(start, set()).add(end)
            others.setdefault(end, set()).add(start)
            if edge.type == "DESCRIBED_IN" and start in drafts:
                drafts.add(end)
        return drafts | {
            node
            for node, met in others.items()
            if met <= drafts and (node.label != "Role" or not self.nodes[node]["described"])
        }


Key = TypeVar("Key", NodeKey, EdgeKey)


ChangeKind = Literal["added", "changed", "removed"]


class Counted(NamedTuple):
    """What changes are counted by; `label` is a node's label or an edge's type, `draft`: only keepers may see them."""

    kind: ChangeKind
    label: str
    draft: Literal[True] | None = None


class Change(NamedTuple):
    """One line of a difference. `field` is None when the whole node or edge came or went; values are JSON; `draft`: it
    speaks of a draft.
    """

    kind: ChangeKind
    label: str
    id: str
    field: str | None = None
    before: str | None = None
    after: str | None = None
    draft: Literal[True] | None = None

    def to_json(self) -> str:
        return orjson.dumps({name: value for name, value in self._asdict().items() if value is not None}).decode()


@dataclass(slots=True)
class Difference:
    """What has to be done to one graph to make it another."""

    added_nodes: dict[NodeKey, Properties]
    changed_nodes: dict[NodeKey, tuple[Properties, Properties]]
    removed_nodes: dict[NodeKey, Properties]
    added_edges: dict[EdgeKey, Properties]
    changed_edges: dict[EdgeKey, tuple[Properties, Properties]]
    removed_edges: dict[EdgeKey, Properties]
    drafts: frozenset[NodeKey] = frozenset()

    @classmethod
    def between(cls, before: Graph, after: Graph) -> Difference:
        return cls(*_compare(before.nodes, after.nodes), *_compare(before.edges, after.edges), _drafts(before, after))

    def __bool__(self) -> bool:
        return any(
            (
                self.added_nodes,
                self.changed_nodes,
                self.removed_nodes,
                self.added_edges,
                self.changed_edges,
                self.removed_edges,
            ),
        )

    @property
    def rows(self) -> int:
        """Number of nodes and edges to write or remove."""
        parts = (
            self.added_nodes,
            self.changed_nodes,
            self.removed_nodes,
            self.added_edges,
            self.changed_edges,
            self.removed_edges,
        )
        return sum(len(part) for part in parts)

    def changes(self) -> Iterator[Change]:
        """One line for each node or edge that comes or goes and for each property that changes, in a fixed order."""
        yield from self._whole("added", self.added_nodes, self.added_edges)
        changed: list[tuple[NodeKey | EdgeKey, tuple[Properties, Properties]]] = [
            *self.changed_nodes.items(),
            *self.changed_edges.items(),
        ]
        for key, (before, after) in sorted(changed, key=lambda pair: str(pair[0])):
            for name in sorted(before.keys() | after.keys()):
                if before.get(name) != after.get(name):
                    yield Change(
                        "changed",
                        *_label_and_id(key),
                        name,
                        _json(before.get(name)),
                        _json(after.get(name)),
                        self._is_of_draft(key),
                    )
        yield from self._whole("removed", self.removed_nodes, self.removed_edges)

    def counts(self) -> Counter[Counted]:
        """How many nodes of each label and edges of each type come, change and go, those of drafts apart."""
        parts: tuple[tuple[ChangeKind, Iterable[NodeKey | EdgeKey]], ...] = (
            ("added", chain(self.added_nodes, self.added_edges)),
            ("changed", chain(self.changed_nodes, self.changed_edges)),
            ("removed", chain(self.removed_nodes, self.removed_edges)),
        )
        return Counter(Counted(kind, key[0], self._is_of_draft(key)) for kind, keys in parts for key in keys)

    def _whole(self, kind: ChangeKind, nodes: Mapping[NodeKey, Any], edges: Mapping[EdgeKey, Any]) -> Iterator[Change]:
        keys: Iterable[NodeKey | EdgeKey] = [*nodes, *edges]
        for key in sorted(keys, key=str):
            yield Change(kind, *_label_and_id(key), draft=self._is_of_draft(key))

    def _is_of_draft(self, key: NodeKey | EdgeKey) -> Literal[True] | None:
        return (not self.drafts.isdisjoint(_ends(key))) or None


def _compare(
    before: dict[Key, Properties], after: dict[Key, Properties]
) -> tuple[dict[Key, Properties], dict[Key, tuple[Properties, Properties]], dict[Key, Properties]]:
    if not before:
        return after, {}, {}  # a first load: a copy would take as much memory again
    added = {key: value for key, value in after.items() if key not in before}
    changed = {key: (before[key], value) for key, value in after.items() if key in before and before[key] != value}
    removed = {key: value for key, value in before.items() if key not in after}
    return added, changed, removed


def _drafts(before: Graph, after: Graph) -> frozenset[NodeKey]:
    """What shows to keepers only in each graph that has it: publishing a draft is told to all."""
    old, new = before.of_drafts(), after.of_drafts()
    return frozenset(
        node
        for node in old | new
        if (node in old or node not in before.nodes) and (node in new or node not in after.nodes)
    )


def _ends(key: NodeKey | EdgeKey) -> tuple[NodeKey, ...]:
    if isinstance(key, NodeKey):
        return (key,)
    relationship = RELATIONSHIPS[key.type]
    return NodeKey(relationship.start, key.start), NodeKey(relationship.end, key.end)


def _label_and_id(key: NodeKey | EdgeKey) -> tuple[str, str]:
    if isinstance(key, NodeKey):
        return key.label, key.id
    return key.type, f"{key.start}→{key.end}" + (f" {key.key}" if key.key else "")


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value).decode()
