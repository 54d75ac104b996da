"""Search by name: prefixes, typing errors, aliases and accents, best first.

The text is data: only its letters, marks and digits reach the full-text index, so its query syntax can neither do nor
break anything.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA

from graph.documents.spelling import letters, spelled

KINDS = {"ROLE": "Role", "SKILL": "Skill", "TOOL": "Tool", "STAKEHOLDER": "Stakeholder", "FAMILY": "Family"}
MOST_WORDS = 12
LONGEST_WORD = 40  # letters; the index of Neo4j 5 refuses a fuzzy search for very long ones
CANDIDATES = 100

STATEMENT = (
    "CALL db.index.fulltext.queryNodes('names', $query, {limit: $candidates}) YIELD node, score "
    "WITH node, score WHERE any(label IN labels(node) WHERE label IN $labels) AND ($drafts OR coalesce(node.status, "
    "'') <> 'draft') "
    "RETURN labels(node)[0] AS label, node.id AS id, coalesce(node.title, node.name) AS name, "
    "coalesce(node.aliases, []) + coalesce(node.search_titles, []) AS others, "
    "coalesce(node.described, true) AS described, score"
)

# Of 1, what a word that was asked for is worth by how a name has it; and the least score that helps anybody.
_PREFIX, _SLIP = 0.8, 0.75
_SHORTEST_SLIP, _TWO_SLIPS = 3, 8  # letters of a word that may have one slip, or two
LEAST_SCORE = 0.5


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
    """The words together, then each as it is, as a prefix and with one or two slips, in this order of weight. Words are
    asked for as they are written and in Latin letters, since the index holds names in any script.
    """
    spellings = [list(map(_bare, text.casefold().split())), spelled(text).split()]
    words = dict.fromkeys(word[:LONGEST_WORD] for words in spellings for word in words[:MOST_WORDS] if word)
    phrases = dict.fromkeys(" ".join(filter(None, words[:MOST_WORDS])) for words in spellings)
    whole = [f'"{phrase}"^8' for phrase in phrases if phrase]
    return " ".join([*whole, *(f"({word}^4 {word}*^2 {word}~)" for word in words)])


def _bare(word: str) -> str:
    """Letters, marks and digits of any script: nothing that the query syntax knows."""
    return "".join(character for character in word if unicodedata.category(character)[0] in "LMN")


def rank(text: str, rows: list[dict[str, Any]], first: int) -> list[Hit]:
    """The index finds; which of a node's names fits best, and how well, is judged by `fit`. Ties: a name before an
    alias, described roles, shorter names, ids.
    """
    hits = [(_hit(text, row), row) for row in rows]
    kept = [(hit, row) for hit, row in hits if hit.score >= LEAST_SCORE]

    def order(found: tuple[Hit, dict[str, Any]]) -> tuple[float, bool, bool, int, str, str]:
        hit, row = found
        return (-hit.score, hit.matched != hit.name, not row["described"], len(hit.matched), hit.label, hit.id)

    return [hit for hit, _ in sorted(kept, key=order)[:first]]


def _hit(text: str, row: dict[str, Any]) -> Hit:
    score, _, matched = max((fit(text, name), name == row["name"], name) for name in (row["name"], *row["others"]))
    if spelled(text).replace(" ", "-") == row["id"]:  # an id is as good as a name
        score, matched = 1.0, row["name"]
    return Hit(row["label"], row["id"], row["name"], matched, round(score, 4))


def fit(text: str, name: str) -> float:
    """How well a name fits what was typed, from 0 to 1.

    The same letters, whatever case, accents and spaces: 1. Otherwise each word that was typed counts: whole, in any
    order; as the beginning of a word; or with a slip. Their mean is lessened by the words that the name has beside
    them, so that it stays below 1.
    """
    if letters(text) == letters(name) != "":
        return 1.0
    wanted, words = spelled(text).split(), spelled(name).split()
    if not wanted or not words:
        return 0.0
    left = list(words)
    worth = 0.0
    for word in sorted(wanted, key=len, reverse=True):
        share, found = max(((_worth(word, other), other) for other in left), default=(0.0, ""))
        worth += share
        if share:
            left.remove(found)
    return worth / len(wanted) * (0.95 - 0.2 * len(left) / len(words))


def _worth(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if other.startswith(word):
        return _PREFIX
    longest = max(len(word), len(other))
    slips = OSA.distance(word, other, score_cutoff=_slips_allowed(word))
    return _SLIP * (1 - slips / longest) if slips <= _slips_allowed(word) else 0.0


def _slips_allowed(word: str) -> int:
    """Letters left out, added, mistaken or swapped: none in a short word, since that makes another word of it."""
    return 0 if len(word) < _SHORTEST_SLIP else 1 if len(word) < _TWO_SLIPS else 2
