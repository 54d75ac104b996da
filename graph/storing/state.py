"""The stored state of the graph, and reads that see one state only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from graph.neo4j.database import Database, Row
from graph.storing.errors import LoadUnderWay, NotReady

T = TypeVar("T")

TRIES = 5  # for work that a load may interrupt
STATE = (
    "MATCH (s:GraphState {id: 'graph'}) RETURN s.generation AS generation, s.revision AS revision, s.ready AS ready, "
    "s.fold_version AS fold_version"
)


@dataclass(frozen=True, slots=True)
class GraphState:
    """A new generation begins when an empty graph is filled, a new revision with each load. `fold_version` is the
    version of the code that made the graph; it does not count when states are compared.
    """

    generation: str
    revision: int
    ready: bool = True
    fold_version: str = field(default="", compare=False)


def read_state(database: Database) -> GraphState | None:
    """The state of the graph, or None for a database that has never been loaded."""
    rows = database.read(STATE)
    return GraphState(**rows[0]) if rows else None


def ready_state(rows: Sequence[Row]) -> GraphState:
    """The state that `STATE` returned. Raises NotReady for a graph that is empty or being filled."""
    if not rows or not rows[0]["ready"]:
        raise NotReady("The graph is empty or still being filled; `ladder load` fills it. Try again in a moment.")
    return GraphState(**rows[0])


def require_ready(database: Database) -> GraphState:
    """The state of a graph that can be asked. Raises NotReady for one that is empty or being filled."""
    return ready_state(database.read(STATE))


def read_of_one_state(database: Database, read: Callable[[Database], T]) -> tuple[GraphState, T]:
    """The result of `read`, and the one state that all of it was read from. Raises NotReady, and LoadUnderWay when
    loads keep changing the graph.
    """
    for _ in range(TRIES):
        ordered = database.in_order()
        state, found = require_ready(ordered), read(ordered)
        if read_state(ordered) == state:
            return state, found
    raise LoadUnderWay(f"The graph changed {TRIES} times while it was read. Try again when the loads are done.")


def counts(database: Database) -> dict[str, int]:
    """Number of nodes by label."""
    rows = database.read("MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS count ORDER BY label")
    return {row["label"]: row["count"] for row in rows}
