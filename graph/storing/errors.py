"""Why a load or a verification fails. The graph is as before in all cases.

StoreError
    LoadTooLarge      the difference needs more memory than one transaction may take
    GraphAltered      somebody changed the graph by hand, so that the difference does not fit
    LoadUnderWay      another process is filling the empty graph, or other loads keep interfering
    UnknownDocument   there is no such document or collection
NotReady              the database answers, but the graph is empty or being filled
"""

from __future__ import annotations

from graph.errors import BAD_INPUT, LadderError
from graph.neo4j.database import DatabaseError


class StoreError(LadderError):
    """The load cannot be done; nothing was written."""


class LoadTooLarge(StoreError):
    """Too many rows for one transaction."""


class GraphAltered(StoreError):
    """Somebody changed the graph by hand."""


class LoadUnderWay(StoreError):
    """Another first load is filling the graph."""


class NotReady(DatabaseError):
    """The graph is empty or being filled."""

    exit_code = BAD_INPUT


class UnknownDocument(StoreError):
    """No such document or collection."""
