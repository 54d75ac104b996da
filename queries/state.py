"""Which state of the graph an answer is of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from graph.neo4j.database import Database, DatabaseUnavailable, Row

T = TypeVar("T")

TRIES = 5
STATE = "MATCH (s:GraphState {id: 'graph'}) RETURN s.generation AS generation, s.revision AS revision, s.ready AS ready"


class GraphState(NamedTuple):
    generation: str
    revision: int


class GraphNotReady(DatabaseUnavailable):
    """The database answers, and holds no complete graph yet."""


def graph_state(rows: Sequence[Row]) -> GraphState:
    """The state that the row of `STATE` tells. Raises GraphNotReady while the graph is empty or being filled."""
    if not rows or not rows[0]["ready"]:
        raise GraphNotReady("The graph is empty or being loaded; `ladder load` fills it. Try again in a moment.")
    return GraphState(rows[0]["generation"], rows[0]["revision"])


def read_of_one_state(database: Database, read: Callable[[Database], T]) -> tuple[GraphState, T]:
    """What `read` reads, all of it of one state. Raises GraphNotReady, and DatabaseUnavailable when the graph changes
    all the time.
    """
    for _ in range(TRIES):
        ordered = database.in_order()
        state, found = graph_state(ordered.read(STATE)), read(ordered)
        if graph_state(ordered.read(STATE)) == state:
            return state, found
    raise DatabaseUnavailable(
        "The graph changed while it was being read, several times in a row. Try again in a moment."
    )
