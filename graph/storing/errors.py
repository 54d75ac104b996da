"""Why a load or a verification cannot be done. The graph is as before in all cases.

StoreError
    LoadTooLarge      the difference needs more memory than one transaction may take
    GraphAltered      somebody changed the graph by hand, so that the difference does not fit
    LoadUnderWay      another process is filling the empty graph, or loads come in all the time
    NotReady          there is nothing to ask yet
    UnknownDocument   there is no such document or collection
"""

from __future__ import annotations

from graph.errors import LadderError


class StoreError(LadderError):
    """The load cannot be done; nothing was written."""


class LoadTooLarge(StoreError):
    """Too many rows for one transaction."""


class GraphAltered(StoreError):
    """Somebody changed the graph by hand."""


class LoadUnderWay(StoreError):
    """Another first load is filling the graph."""


class NotReady(StoreError):
    """Nothing to ask yet."""


class UnknownDocument(StoreError):
    """No such document or collection."""
