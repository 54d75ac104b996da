"""Search by name: prefixes, typing errors, aliases and accents, best first.

The text is data: only its letters and digits reach the full-text index, so its query syntax can neither do nor break
anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz
from slugify import slugify

from graph.documents.spelling import spelled

KINDS = {"ROLE": "Role", "SKILL": "Skill", "TOOL": "Tool", "STAKEHOLDER": "Stakeholder", "FAMILY": "Family"}
MOST_WORDS = 12
LONGEST_WORD = 40  # letters; the index of Neo4j 5 refuses a fuzzy search for very long ones
CANDIDATES = 100

STATEMENT = (
    "CALL db.index.fulltext.queryNodes('names', $query, {limit: $candidates}) YIELD node, score "
    "WITH node, score WHERE any(label IN labels(node) WHERE label IN $labels) AND ($drafts OR coalesce(node.status, "
    "'') <> 'draft') "
    "RETURN labels(node)[0] AS label, node.id AS id, coalesce(node.title, node.name) AS name, "
    "coalesce(node.aliases, []) + coalesce(node.search_titles, []) AS others, score"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """`matched` is the name or alias that fits best; `score` is from 0 to 1."""

    label: str
    id: str
    name: str
    matched: str
    score: float


def parameters(text: str, labels: list[str], *, drafts: bool) -> dict[str, Any] | None:
    """Parameters of `STATEMENT`, or None for a text without a letter or digit."""
    query = lucene_query(text)
    return {"query": query, "labels": labels, "candidates": CANDIDATES, "drafts": drafts} if query else None


def lucene_query(text: str) -> str:
    """Each word as it is, as a prefix and with one or two slips, in this order of weight."""
    words = [word[:LONGEST_WORD] for word in re.findall(r"\w+", slugify(text, separator=" "))[:MOST_WORDS]]
    return " ".join(f"({word}^4 {word}*^2 {word}~)" for word in words)


def rank(text: str, rows: list[dict[str, Any]], first: int) -> list[Hit]:
    """The index finds; which of a node's names fits best, and how well, is judged here. Ties: shorter names, then
    ids.
    """
    wanted = spelled(text)
    hits = [_hit(wanted, row) for row in rows]
    return sorted(hits, key=lambda hit: (-hit.score, len(hit.matched), hit.label, hit.id))[:first]


def _hit(wanted: str, row: dict[str, Any]) -> Hit:
    score, _, matched = max((_fit(wanted, name), name == row["name"], name) for name in (row["name"], *row["others"]))
    return Hit(row["label"], row["id"], row["name"], matched, round(score, 4))


def _fit(wanted: str, name: str) -> float:
    """0–1: equal, then a prefix, then a prefix of a word, then likeness."""
    text = spelled(name)
    if text == wanted:
        return 1.0
    likeness = fuzz.ratio(wanted, text) / 100
    if text.startswith(wanted):
        return 0.9 + likeness / 20
    if f" {wanted}" in f" {text}":
        return 0.8 + likeness / 20
    return max(likeness, fuzz.token_set_ratio(wanted, text) / 100 * 0.9) * 0.8
