"""The graph's history: what each load changed, from the Revision nodes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import orjson

from graph.model import Change
from graph.neo4j.database import Database
from queries.errors import QuestionError
from queries.state import STATE

_NEWEST = (
    "MATCH (r:Revision) WHERE r.number > $since RETURN r.number AS number, r.loaded_at AS loaded_at, r.documents AS "
    "documents, r.changes AS changes "
    "ORDER BY number DESC LIMIT $most"
)
_COUNTED = re.compile(r"(\d+) of them")  # a very large load keeps how many of each label, not which
MOST_REVISIONS = 10_000


@dataclass(frozen=True, slots=True)
class Revision:
    """A load that changed something: number, time, ids of the documents that came, changed or went, and the changes in
    the order they are kept.
    """

    number: int
    loaded_at: datetime
    documents: tuple[str, ...]
    changes: tuple[Change, ...]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many nodes of each label and edges of each type were added, changed and removed."""
        found: dict[str, Counter[str]] = {kind: Counter() for kind in ("added", "changed", "removed")}
        for kind, label, id in dict.fromkeys(change[:3] for change in self.changes):
            counted = _COUNTED.fullmatch(id)
            found[kind][label] += int(counted[1]) if counted else 1
        return {kind: dict(sorted(labels.items())) for kind, labels in found.items()}


def revisions(database: Database, since: int = 0, most: int = MOST_REVISIONS) -> list[Revision]:
    """The newest `most` revisions after `since`, the newest first. Raises QuestionError for a revision that has not
    been.
    """
    last = database.read(STATE)[0]["revision"]
    if not 0 <= since <= last:
        raise QuestionError(
            "since",
            since,
            f"There is no revision {since}; the graph is at revision {last}. `ladder history` lists them.",
        )
    rows = database.read(_NEWEST, since=since, most=most)
    return [
        Revision(
            row["number"],
            row["loaded_at"].to_native(),
            tuple(row["documents"]),
            tuple(Change(**orjson.loads(each)) for each in row["changes"]),
        )
        for row in rows
    ]
