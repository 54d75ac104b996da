"""How well a name matches typed text: the score by which search ranks its results.

| score | the name |
|---|---|
| 1 | equals the text, ignoring case, accents, spaces and punctuation |
| 0.8 and more | has all words of the text, in any order |
| 0.6 and more | has them all, some as prefixes: `app eng` |
| 0.4 and more | has them all, some with a typing error: `enginer` |
| 0.2 and more | has more than half of them, none as a prefix |
| 0 | is another name |

Inside a row, a higher score means that the text covers more of the name. Stop words (`of`, `the`) and elided ones
(`d'`, `l'`) may be missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from graph.documents.spelling import letters, without_elisions, words

EXACT = 1.0
WHOLE, BEGUN, SLIPPED, PARTLY = 0.8, 0.6, 0.4, 0.2
_SPAN = 0.19  # of a row: added when the text covers the whole name
_SAYS_NOTHING = frozenset(("a", "an", "and", "for", "in", "of", "the", "to"))

Match = Literal["whole", "begun", "slipped"]
_ROWS: dict[Match, float] = {"whole": WHOLE, "begun": BEGUN, "slipped": SLIPPED}


def fit(text: str, name: str) -> float:
    """The score, 0–1, by the table above."""
    typed, written = letters(text), letters(name)
    if not typed or not written:
        return 0.0
    if typed == written:
        return EXACT
    by_words = _fit_of_words(_meant(text), _meant(name))
    if by_words >= WHOLE or min(len(words(text)), len(words(name))) > 1:
        return by_words
    return max(by_words, _fit_of_letters(typed, written))


def slips(word: str) -> int:
    """How many typing errors (wrong, missing, extra or swapped letters) a word may have: none in a short one."""
    return 0 if len(word) < 5 else 1 if len(word) < 9 else 2


@lru_cache(maxsize=200_000)
def _meant(name: str) -> tuple[str, ...]:
    """The words without stop words and elided ones (`d'`), sorted by length, so that their order in the name does not
    matter.
    """
    said = words(without_elisions(name))
    meant = [word for word in said if word not in _SAYS_NOTHING]
    return tuple(sorted(meant or said, key=lambda word: (-len(word), word)))


def _fit_of_words(typed: Sequence[str], written: Sequence[str]) -> float:
    found = _matches(typed, written)
    if len(found) == len(typed):
        return min(_ROWS[match] for *_, match in found) + _SPAN * _covered(found, written)
    found = [pair for pair in found if pair[2] != "begun"]
    if 2 * len(found) <= len(typed):
        return 0.0
    return PARTLY + _SPAN * _covered(found, written) * len(found) / len(typed)


def _covered(found: list[tuple[str, str, Match]], written: Sequence[str]) -> float:
    """How much of a name, by letters, the matches cover."""
    return sum(min(len(word), len(other)) for word, other, _ in found) / sum(map(len, written))


def _matches(typed: Sequence[str], written: Sequence[str]) -> list[tuple[str, str, Match]]:
    """Pairs of a typed word and a word of the name, each used once: whole words first, then prefixes, then typing
    errors. A prefix takes the shortest word that it begins.
    """
    left, others = list(typed), list(reversed(written))
    found: list[tuple[str, str, Match]] = []
    for match in _ROWS:
        for word in tuple(left):
            other = next((other for other in others if _is(match, word, other)), None)
            if other is not None:
                found.append((word, other, match))
                left.remove(word)
                others.remove(other)
    return found


def _is(match: Match, word: str, other: str) -> bool:
    if match == "whole":
        return word == other
    return other.startswith(word) if match == "begun" else _slipped(word, other)


def _slipped(word: str, other: str) -> bool:
    """Whether a word is another with typing errors. The first letter must be right, and a wrong letter in a word of
    five makes another word (`scala`, `scale`).
    """
    allowed = slips(word)
    if not allowed or word[0] != other[0] or (len(word) == len(other) == 5 and sorted(word) != sorted(other)):
        return False
    return OSA.distance(word, other, score_cutoff=allowed) <= allowed


def _fit_of_letters(typed: str, written: str) -> float:
    """Compares without word breaks: for one word written as several (`dev ops`), and for scripts without word breaks,
    where the text may be anywhere in the name.
    """
    covered = min(len(typed) / len(written), 1.0)
    if written.startswith(typed) or (not typed.isascii() and typed in written):
        return BEGUN + _SPAN * covered
    return SLIPPED + _SPAN * covered if _slipped(typed, written) else 0.0
