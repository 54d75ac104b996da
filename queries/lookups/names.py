"""Search by name: exact names, whole words in any order, prefixes, typing errors; ranked by `queries.lookups.fit`.

One statement searches in three ways. Exact names are looked up by id, since the index lacks some names: it leaves out
English stop words (so `A*` and `IT`) and splits words in its own way: `d'entrepôt` is one. Then the index is searched
for names with all words or prefixes, and only without a result for names with some of the words or with typing errors.

Only words and quoted pieces of the text reach the index, so a text cannot use or break the index's query syntax.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.documents.spelling import ELISIONS, begins_with_vowel, letters, spelled, without_elisions
from queries.lookups.fit import EXACT, WHOLE, fit, slips
from queries.network.called import Called, Thing, meant
from queries.network.network import Level, Network

KINDS = {"ROLE": "Role", "SKILL": "Skill", "TOOL": "Tool", "STAKEHOLDER": "Stakeholder", "FAMILY": "Family"}
LEVEL = "Level"  # not in the index: they are few, and ranked as they are
MOST_WORDS = 12
LONGEST_WORD = 40  # letters; Neo4j 5 refuses a fuzzy search for very long words
_MORE = 20  # candidates beyond the hits, since the index ranks differently from `fit`
_MOST_FOUND = 1_000  # of all kinds, from which the candidates are taken

# Stop words of the analyzer `standard-folding`: they are not in the index, so a search must not require them.
_NOT_INDEXED = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not"),
        *("of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was"),
        *("will", "with"),
    )
)

_SHOWN = "WHERE any(label IN labels(node) WHERE label IN $labels) AND ($drafts OR coalesce(node.status, '') <> 'draft')"
_IN_INDEX = (
    f"CALL db.index.fulltext.queryNodes('names', $%s, {{limit: $most}}) YIELD node, score WITH node, score {_SHOWN} "
    "RETURN node ORDER BY score DESC LIMIT $candidates"
)
# An imported role may have hundreds of search titles: then only those that may match well are returned.
_SEARCH_TITLES = (
    "[title IN coalesce(node.search_titles, []) WHERE size(node.search_titles) < 20 OR (size(title) <= $longest AND "
    "all(piece IN $pieces WHERE toLower(title) CONTAINS piece))]"
)
_LEAST_SHARE = 10  # search titles more than so many times longer than the text are left out
STATEMENT = (
    f"CALL () {{ MATCH (node:{'|'.join(KINDS.values())}) WHERE node.id IN $ids WITH node {_SHOWN} RETURN node "
    f"UNION {_IN_INDEX % 'all_words'} }} "
    "WITH collect(node) AS found "
    "CALL (found) { UNWIND found AS node RETURN node "
    f"UNION WITH found WHERE size(found) = 0 {_IN_INDEX % 'some_words'} }} "
    "RETURN collect({label: labels(node)[0], id: node.id, name: coalesce(node.title, node.name), "
    f"others: coalesce(node.aliases, []) + {_SEARCH_TITLES}}}) AS found"  # one record: each takes the driver time
)


@dataclass(frozen=True, slots=True)
class Hit:
    """`matched` is the best matching name, alias or id; `score` is from 0 to 1."""

    label: str
    id: str
    name: str
    matched: str
    score: float


def parameters(
    text: str, labels: list[str], first: int, *, drafts: bool, ids: Iterable[str] = ()
) -> dict[str, Any] | None:
    """Parameters of `STATEMENT`, or None for a text without a letter or digit. `first` is the number of wanted hits;
    `ids` come from `named_ids`, where a network is available.
    """
    pieces = _pieces(text)
    if not pieces:
        return None
    return {
        "ids": list({text, spelled(text).replace(" ", "-"), *ids}),
        "all_words": all_words(pieces),
        "some_words": some_words(pieces),
        "pieces": [word for piece in pieces for word in _folded(piece) if word.isascii() and word not in _NOT_INDEXED],
        "longest": _LEAST_SHARE * len(text),
        "labels": labels,
        "candidates": first + _MORE,
        "most": _MOST_FOUND,
        "drafts": drafts,
    }


def named_ids(network: Network, text: str) -> Iterator[str]:
    """Ids of the roles, skills, tools and families that have the text as a name or alias."""
    kinds: tuple[tuple[Called, Sequence[Thing]], ...] = (
        (network.role_names, network.roles),
        (network.skill_names, network.skills),
        (network.tool_names, network.tools),
        (network.family_names, network.families),
    )
    for names, things in kinds:
        for number in meant(names, text):
            yield things[number].id


# Queries of the index


def _pieces(text: str) -> list[str]:
    """The text split at white space, without quotes and escapes of the index's syntax."""
    cleaned = without_elisions(text).casefold().replace('"', " ").replace("\\", " ")
    pieces = (piece[:LONGEST_WORD] for piece in cleaned.split())
    return [piece for piece in pieces if any(map(str.isalnum, piece))][:MOST_WORDS]


def _folded(piece: str) -> list[str]:
    """The words of a piece as the index splits them: `C#` becomes c. In other scripts the index keeps accents."""
    decomposed = unicodedata.normalize("NFKD", piece)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    if bare.isascii():
        return re.findall(r"[a-z0-9]+", bare)
    return ["".join(character for character in piece if character.isalnum())]


def all_words(pieces: Iterable[str]) -> str:
    """The index query for names with every piece, whole or as a prefix."""
    return " ".join(f"{'' if piece in _NOT_INDEXED else '+'}({_whole(piece)} {_begun(piece)})" for piece in pieces)


def some_words(pieces: Iterable[str]) -> str:
    """The index query for names and aliases with any piece, also with the typing errors that `fit` allows."""
    either = " ".join(f"({_whole(piece)} {_begun(piece)} {_slipped(piece)})" for piece in pieces)
    return " ".join(f"{property}:({either})" for property in ("title", "name", "aliases"))


def _whole(piece: str) -> str:
    return f'"{piece}"^4'


def _begun(piece: str) -> str:
    words = _folded(piece)
    whole = f"({' '.join(f'+{word}*' for word in words)})"
    elided = f" /({'|'.join(ELISIONS)})'{words[0]}.*/" if len(words) == 1 and begins_with_vowel(words[0]) else ""
    return f"({whole}{elided})^2"


def _slipped(piece: str) -> str:
    return " ".join(
        f"{short}{word}~{allowed}"
        for word in _folded(piece)
        if (allowed := slips(word))
        for short in ("", "d'", "l'")
        if not short or begins_with_vowel(word)
    )


# Ranking


def ranked(text: str, records: Sequence[Mapping[str, Any]], first: int, levels: Sequence[Level] = ()) -> list[Hit]:
    """The hits among the records of `STATEMENT` and these levels."""
    rows = [{"label": LEVEL, "id": level.id, "name": level.name, "others": ()} for level in levels]
    return rank(text, (*records[0]["found"], *rows), first)


def rank(text: str, rows: Iterable[dict[str, Any]], first: int) -> list[Hit]:
    """The rows with a score above 0, best first. Ties: canonical names, shorter names, then labels and ids."""
    hits = [hit for row in rows if (hit := _hit(text, row)).score > 0]
    return sorted(hits, key=_order)[:first]


def _order(hit: Hit) -> tuple[float, bool, int, str, str]:
    return -hit.score, hit.matched != hit.name, len(hit.matched), hit.label, hit.id


def _best(text: str, names: Sequence[str]) -> tuple[float, str]:
    """Score and name of the best match. Names are tried from the shortest on, and the first with all words ends the
    search: a longer one cannot score higher.
    """
    typed = letters(text)
    best = (0.0, names[0])
    for name in sorted(names, key=lambda name: (letters(name) != typed, len(letters(name)))):
        score = fit(text, name)
        if score > best[0]:
            best = (score, name)
        if score >= WHOLE:
            break
    return best


def _hit(text: str, row: dict[str, Any]) -> Hit:
    id, name = row["id"], row["name"]
    score, matched = _best(text, (name, *row["others"]))
    if score < EXACT and letters(text) == letters(id):
        score, matched = EXACT, id
    return Hit(row["label"], id, name, matched, round(score, 4))
