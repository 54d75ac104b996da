"""The graph as a value, and the difference between two graphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Literal, NamedTuple, TypeVar

import orjson

from graph.schema import NODES, RELATIONSHIPS, TEXT_RELATIONSHIPS, Properties


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
        """Draft roles, the documents that describe them, and nodes that are linked to nothing else: only keepers see
        these.
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
    """A group of changes that are counted together. `label` is a node's label or an edge's type; only keepers may see
    those with `draft`.
    """

    kind: ChangeKind
    label: str
    draft: Literal[True] | None = None


class Change(NamedTuple):
    """One line of a difference. `field` is None when the whole node or edge was added or removed; values are JSON;
    `draft`: it is about a draft; `title` is the name for people; `roles` are the ids of the roles that it is about;
    `words` is what a requirement that is added or removed says.
    """

    kind: ChangeKind
    label: str
    id: str
    field: str | None = None
    before: str | None = None
    after: str | None = None
    draft: Literal[True] | None = None
    title: str | None = None
    roles: tuple[str, ...] | None = None
    words: str | None = None

    def to_json(self) -> str:
        return orjson.dumps({name: value for name, value in self._asdict().items() if value is not None}).decode()


@dataclass(slots=True)
class Difference:
    """The changes that turn one graph into another."""

    added_nodes: dict[NodeKey, Properties]
    changed_nodes: dict[NodeKey, tuple[Properties, Properties]]
    removed_nodes: dict[NodeKey, Properties]
    added_edges: dict[EdgeKey, Properties]
    changed_edges: dict[EdgeKey, tuple[Properties, Properties]]
    removed_edges: dict[EdgeKey, Properties]
    drafts: frozenset[NodeKey] = frozenset()
    nodes: tuple[Mapping[NodeKey, Properties], ...] = ()  # after and before, for titles

    @classmethod
    def between(cls, before: Graph, after: Graph) -> Difference:
        nodes, edges = _compare(before.nodes, after.nodes), _compare(before.edges, after.edges)
        return cls(*nodes, *edges, _drafts(before, after), (after.nodes, before.nodes))

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

    def changes(self) -> list[Change]:
        """One line for each node or edge that is added or removed and for each property that changes, in a fixed order:
        roles first, mere consequences of other changes last.
        """
        return sorted(self._changes(), key=_rank)

    def _changes(self) -> Iterator[Change]:
        yield from self._whole("added", self.added_nodes, self.added_edges)
        changed: list[tuple[NodeKey | EdgeKey, tuple[Properties, Properties]]] = [
            *self.changed_nodes.items(),
            *self.changed_edges.items(),
        ]
        for key, (before, after) in sorted(changed, key=lambda pair: str(pair[0])):
            for name in sorted(before.keys() | after.keys()):
                if before.get(name) != after.get(name):
                    yield self._change("changed", key, name, _json(before.get(name)), _json(after.get(name)))
        yield from self._whole("removed", self.removed_nodes, self.removed_edges)

    def _change(self, kind: ChangeKind, key: NodeKey | EdgeKey, *values: str | None) -> Change:
        field, before, after = values or (None, None, None)
        return Change(
            kind,
            *_label_and_id(key),
            field,
            before,
            after,
            self._is_of_draft(key),
            " → ".join(filter(None, map(self._title, ends_of(key)))) or None,
            tuple(dict.fromkeys(filter(None, map(_role_of, ends_of(key))))) or None,
        )

    def _title(self, node: NodeKey) -> str | None:
        said = next((nodes[node] for nodes in self.nodes if node in nodes), {})
        title: str | None = said.get("title") or said.get("name") or said.get("text") or said.get("message")
        return title

    def counts(self) -> Counter[Counted]:
        """Numbers of added, changed and removed nodes and edges by label or type, drafts counted separately."""
        parts: tuple[tuple[ChangeKind, Iterable[NodeKey | EdgeKey]], ...] = (
            ("added", chain(self.added_nodes, self.added_edges)),
            ("changed", chain(self.changed_nodes, self.changed_edges)),
            ("removed", chain(self.removed_nodes, self.removed_edges)),
        )
        return Counter(Counted(kind, key[0], self._is_of_draft(key)) for kind, keys in parts for key in keys)

    def _whole(self, kind: ChangeKind, nodes: Mapping[NodeKey, Any], edges: Mapping[EdgeKey, Any]) -> Iterator[Change]:
        keys: Iterable[NodeKey | EdgeKey] = [*nodes, *edges]
        for key in sorted(keys, key=str):
            words = _words(edges[key]) if isinstance(key, EdgeKey) and key.type == "REQUIRES" else None
            yield self._change(kind, key)._replace(words=words)

    def _is_of_draft(self, key: NodeKey | EdgeKey) -> Literal[True] | None:
        return (not self.drafts.isdisjoint(ends_of(key))) or None


def _compare(
    before: dict[Key, Properties], after: dict[Key, Properties]
) -> tuple[dict[Key, Properties], dict[Key, tuple[Properties, Properties]], dict[Key, Properties]]:
    if not before:
        return after, {}, {}  # a first load: no copy, which would double the memory
    changed = {
        key: (old, value)
        for key, value in after.items()
        if (old := before.get(key)) is not value and old is not None and old != value
    }
    return _missing(after, before), changed, _missing(before, after)


def _missing(here: dict[Key, Properties], there: dict[Key, Properties]) -> dict[Key, Properties]:
    """What is here and not there."""
    if here.keys() <= there.keys():  # as good as always so, and several times as fast to see
        return {}
    return {key: value for key, value in here.items() if key not in there}


def _drafts(before: Graph, after: Graph) -> frozenset[NodeKey]:
    """Nodes that are of drafts in every graph that has them: everybody may see that a draft was published."""
    old, new = before.of_drafts(), after.of_drafts()
    return frozenset(
        node
        for node in old | new
        if (node in old or node not in before.nodes) and (node in new or node not in after.nodes)
    )


def ends_of(key: NodeKey | EdgeKey) -> tuple[NodeKey, ...]:
    """The node itself, or start and end of the edge."""
    if isinstance(key, NodeKey):
        return (key,)
    relationship = RELATIONSHIPS[key.type]
    return NodeKey(relationship.start, key.start), NodeKey(relationship.end, key.end)


# Derived by the fold: these change because something else did.
_FOLLOWS = frozenset({"ASSUMES", "Finding", "ABOUT", "IN_DOCUMENT", "MENTIONED_IN", "IS_ROLE"})


def _rank(change: Change) -> int:
    """Roles, then other facts, then what the fold derives."""
    if change.label in _FOLLOWS or (change.field or "").startswith("evidence_"):
        return 2
    return 0 if change.label == "Role" else 1


def _role_of(node: NodeKey) -> str | None:
    """The id of the role that a node is or, for a text, belongs to."""
    if node.label == "Role":
        return node.id
    return node.id.partition("/")[0] if node.label in _TEXT_LABELS else None


def _words(requirement: Properties) -> str | None:
    """The step of a scale that is asked for, and what is expected in words."""
    return ": ".join(filter(None, (requirement.get("step"), requirement.get("expects")))) or None


_TEXT_LABELS = frozenset(RELATIONSHIPS[type].end for type in TEXT_RELATIONSHIPS)


def _label_and_id(key: NodeKey | EdgeKey) -> tuple[str, str]:
    if isinstance(key, NodeKey):
        return key.label, key.id
    return key.type, f"{key.start}→{key.end}" + (f" {key.key}" if key.key else "")


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value).decode()
