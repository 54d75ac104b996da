"""An index in memory of all changes in the graph's history, by label, role and draft.

Revisions never change, so the index is read once and then grows by the new ones. It finds a page of changes and their
number; only the changes of the page are read from the database.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import orjson

from graph.neo4j.database import Row

REVISIONS_A_STATEMENT = 20
# Revisions after `$since` up to `$until`, a few at a time
READ = (
    "MATCH (r:Revision) WHERE $since < r.number <= $until "
    "RETURN r.number AS number, r.changes AS changes ORDER BY number LIMIT $most"
)
# Whole revisions
OF = (
    "MATCH (r:Revision) WHERE r.number IN $numbers "
    "RETURN r.number AS number, r.loaded_at AS loaded_at, r.changes AS changes"
)

Place = tuple[int, int]  # revision, place in it


@dataclass(slots=True)
class ChangeIndex:
    """The places of changes, numbered in order. `until`: the last revision in the index."""

    generation: str
    until: int = 0
    _revisions: array[int] = field(default_factory=lambda: array("I"))  # by change
    _places: array[int] = field(default_factory=lambda: array("I"))
    _of_label: dict[tuple[str, bool], array[int]] = field(default_factory=dict)  # by label and whether of a draft
    _of_role: dict[tuple[str, str, bool], array[int]] = field(default_factory=dict)  # by role too

    def add(self, rows: Iterable[Row]) -> None:
        """Adds the rows of `READ`."""
        for row in rows:
            for place, kept in enumerate(row["changes"]):
                self._add(row["number"], place, orjson.loads(kept))
            self.until = row["number"]

    def _add(self, number: int, place: int, change: Row) -> None:
        position, label, draft = len(self._revisions), change["label"], bool(change.get("draft"))
        self._revisions.append(number)
        self._places.append(place)
        self._of_label.setdefault((label, draft), array("I")).append(position)
        for role in change.get("roles", ()):
            self._of_role.setdefault((role, label, draft), array("I")).append(position)

    def page(
        self,
        since: int,
        until: int,
        after: Sequence[object] | None,
        first: int,
        *,
        labels: Sequence[str] | None,
        role: str | None,
        drafts: bool,
    ) -> tuple[list[Place], int]:
        """At most `first` places after the place `after`, and the number of all places of the revisions after `since`
        up to `until`. Raises TypeError for an `after` that is not a place.
        """
        begin = bisect_right(self._revisions, since)
        end = max(begin, bisect_right(self._revisions, until))
        start = begin
        if after is not None:
            start = max(begin, bisect_right(range(end), tuple(after), key=self._place))
        total = 0
        found: list[int] = []
        for positions in self._chosen(labels, role, drafts=drafts):
            last = bisect_left(positions, end)
            total += last - bisect_left(positions, begin)
            following = bisect_left(positions, start)
            found += positions[following : min(last, following + first)]
        return [self._place(position) for position in sorted(found)[:first]], total

    def _chosen(self, labels: Sequence[str] | None, role: str | None, *, drafts: bool) -> Iterator[array[int]]:
        """Disjoint sorted arrays of positions."""
        known = {label for label, _ in self._of_label}
        for label in known if labels is None else known.intersection(labels):
            for draft in (False, True) if drafts else (False,):
                part = self._of_label.get((label, draft)) if role is None else self._of_role.get((role, label, draft))
                if part:
                    yield part

    def _place(self, position: int) -> Place:
        return self._revisions[position], self._places[position]
