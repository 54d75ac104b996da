"""Which state of the graph an answer is of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graph.database import DatabaseUnavailable, Row

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
