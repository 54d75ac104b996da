"""A difference as statements with batches of rows. Edges are removed before nodes and written after them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph import schema
from graph.model import Difference, EdgeKey, Key, NodeKey
from graph.neo4j.database import Row
from graph.schema import RELATIONSHIPS, Properties

ROWS_A_STATEMENT = 5_000
_ROWS_OF = {"Document": 500}  # long rows: the driver holds a statement's rows as bytes twice

Progress = Callable[[str, int, int], None]  # (what, rows done, rows in all)


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one label or type. The statement returns `written`, the number of rows that matched their nodes; with
    `must_meet` that must be all of them.
    """

    statement: str
    rows: list[Row]
    must_meet: bool
    what: str


def batches(difference: Difference, progress: Progress, *, empty: bool = False) -> Iterator[Batch]:
    """The statements that write a difference. For an `empty` graph they create rows without looking for existing ones.

    No row is created twice: the driver never retries a transaction whose commit may have succeeded.
    """
    total, done = difference.rows, 0
    node, edge = (_create_nodes, _create_edges) if empty else (schema.write_nodes, schema.write_edges)
    groups: list[tuple[Callable[[str], str], Mapping[Any, Properties], Callable[[Any, Properties], Row], bool]] = [
        (schema.delete_edges, difference.removed_edges, _edge_row, False),
        (schema.delete_nodes, difference.removed_nodes, _node_row, False),
        (node, _and_changed(difference.added_nodes, difference.changed_nodes), _node_row, True),
        (edge, _and_changed(difference.added_edges, difference.changed_edges), _edge_row, True),
    ]
    for statement, said, row, must_meet in groups:
        for name, keys in sorted(_by_name(said).items()):
            size = _ROWS_OF.get(name, ROWS_A_STATEMENT)
            for start in range(0, len(keys), size):
                part = [row(key, said[key]) for key in keys[start : start + size]]
                reached = done + len(part)
                yield Batch(statement(name), part, must_meet, name)
                done = reached
                progress(name, done, total)


def _and_changed(
    added: dict[Key, Properties], changed: dict[Key, tuple[Properties, Properties]]
) -> dict[Key, Properties]:
    return added | {key: after for key, (_, after) in changed.items()} if changed else added


def _by_name(keys: Iterable[Key]) -> dict[str, list[Key]]:
    """By label or type."""
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(key[0], []).append(key)
    return found


def _node_row(key: NodeKey, properties: Properties) -> Row:
    return {"id": key.id, "properties": properties}


def _edge_row(key: EdgeKey, properties: Properties) -> Row:
    return {"start": key.start, "end": key.end, "key": key.key, "properties": properties}


def _create_nodes(label: str) -> str:
    return f"UNWIND $rows AS row CREATE (n:{label} {{id: row.id}}) SET n += row.properties RETURN count(n) AS written"


def _create_edges(type: str) -> str:
    """The row's properties include the key property, where there is one."""
    relationship = RELATIONSHIPS[type]
    ends = f"MATCH (a:{relationship.start} {{id: row.start}}) MATCH (b:{relationship.end} {{id: row.end}})"
    return f"UNWIND $rows AS row {ends} CREATE (a)-[r:{type}]->(b) SET r = row.properties RETURN count(r) AS written"
