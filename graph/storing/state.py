"""Which state of the graph is stored."""

from __future__ import annotations

from dataclasses import dataclass

from graph.neo4j.database import Database
from graph.storing.errors import NotReady


@dataclass(frozen=True, slots=True)
class State:
    generation: str
    revision: int
    ready: bool
    fold_version: str


def read_state(database: Database) -> State | None:
    """The state of the graph, or None for a database that has never been loaded."""
    rows = database.read(
        "MATCH (s:GraphState {id: 'graph'}) RETURN s.generation AS generation, s.revision AS revision, s.ready AS "
        "ready, s.fold_version AS fold_version"
    )
    return State(**rows[0]) if rows else None


def require_ready(database: Database) -> State:
    """The state of a graph that can be asked. Raises NotReady for one that is empty or being filled."""
    state = read_state(database)
    if state is None or not state.ready:
        raise NotReady("The graph is empty or still being filled; `ladder load` fills it.")
    return state


def counts(database: Database) -> dict[str, int]:
    """Number of nodes by label."""
    rows = database.read("MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS count ORDER BY label")
    return {row["label"]: row["count"] for row in rows}
