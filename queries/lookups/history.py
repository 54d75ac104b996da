"""The graph's history: what each load changed, read from the Revision nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

import orjson

from graph.model import Change, ChangeKind
from graph.neo4j.database import Database
from graph.storing.state import STATE
from queries.errors import QuestionError

_NEWEST = (
    "MATCH (r:Revision) WHERE r.number > $since RETURN r.number AS number, r.loaded_at AS loaded_at, r.documents AS "
    "documents, r.changes AS changes, coalesce(r.counts, []) AS counts "
    "ORDER BY number DESC LIMIT $most"
)
MOST_REVISIONS = 10_000


@dataclass(frozen=True, slots=True)
class Revision:
    """A load that changed something: number, time, ids of the added, changed or removed documents, and the changes in
    stored order.
    """

    number: int
    loaded_at: datetime
    documents: tuple[str, ...]
    changes: tuple[Change, ...]
    kept_counts: tuple[str, ...]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many nodes of each label and edges of each type were added, changed and removed."""
        return counts_of(self.kept_counts)


def revisions(database: Database, since: int = 0, most: int = MOST_REVISIONS) -> list[Revision]:
    """The newest `most` revisions after `since`, the newest first. Raises QuestionError for an unknown revision."""
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
            tuple(map(_change, row["changes"])),
            tuple(row["counts"]),
        )
        for row in rows
    ]


def _change(kept: str) -> Change:
    said = orjson.loads(kept)
    return Change(**said | ({"roles": tuple(said["roles"])} if "roles" in said else {}))


def counts_of(kept: Iterable[str], *, drafts: bool = True) -> dict[str, dict[str, int]]:
    """The numbers of changes by kind and label, from the counts of a Revision; with or without those of drafts."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in get_args(ChangeKind)}
    for said in map(orjson.loads, kept):
        if drafts or not said.get("draft"):
            found[said["kind"]][said["label"]] += said["count"]
    return {kind: dict(sorted(labels.items())) for kind, labels in found.items()}
