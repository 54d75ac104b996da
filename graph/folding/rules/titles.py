"""The finding about titles that are nearly the same, and which titles an edit of some makes it compare anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from itertools import chain, combinations, product
from typing import TypeVar

from rapidfuzz import fuzz, process

from graph.documents.spelling import slug
from graph.folding.rules.ladder import Found, Ladder

LEAST_LIKENESS = 85  # of 100, of two words: "engineer" and "engineers" are alike, "product" and "production" are not

MANY, NEIGHBOURS = 200, 3

_Words = tuple[str, ...]
_Item = TypeVar("_Item", str, _Words)


def similar_titles(ladder: Ladder) -> Iterator[Found]:
    """Compares titles of one level only: "Junior X" and "Senior X" are similar and yet two roles. Of several roles with
    the same title only the first is compared; `alias_collision` reports the others.
    """
    at_level: dict[str, dict[str, str]] = {}  # by level: the first role by title
    for role, said in ladder.roles.items():
        if ladder.kept(role):
            level = ladder.rungs[role].id if role in ladder.rungs else ""
            at_level.setdefault(level, {}).setdefault(slug(said["title"]), role)
    looks = _looks({word for titles in at_level.values() for title in titles for word in title.split("-")})
    for _, titles in sorted(at_level.items()):
        for one, other in sorted(_near_pairs({role: title for title, role in titles.items()}, looks)):
            message = (
                f"{ladder.title(other)} and {ladder.title(one)} are at one level and their titles are nearly the same."
            )
            yield Found(f"{one} {other}", message, (other, one), *ladder.told_at(other, "title"))


def _near_pairs(titles: Mapping[str, str], looks: Mapping[str, str]) -> set[tuple[str, str]]:
    """Pairs of roles, the lower id first, whose titles (by role, as slugs) have the same words in another order, the
    same letters with other word breaks, or are alike.

    Titles are compared only where they become equal when each group of similar words counts as one word: comparing all
    pairs of ten thousand titles would take minutes.
    """
    same: dict[_Words, set[str]] = {}
    kin: dict[_Words, set[_Words]] = {}
    for role, title in titles.items():
        words, joined = _forms(title)
        for key in (words, joined):
            same.setdefault(key, set()).add(role)
        kin.setdefault(tuple(sorted(looks[word] for word in words)), set()).add(words)
    pairs = {pair for roles in same.values() for pair in _pairs(roles)}
    for one, other in chain.from_iterable(map(_pairs, kin.values())):
        if _alike(one, other):
            pairs |= {(min(pair), max(pair)) for pair in product(same[one], same[other])}
    return pairs


def _forms(title: str) -> tuple[_Words, _Words]:
    """A title's words in alphabetical order, and all its letters as one word."""
    return tuple(sorted(title.split("-"))), (title.replace("-", ""),)


def _pairs(items: Iterable[_Item]) -> Iterator[tuple[_Item, _Item]]:
    """All pairs in order. More than MANY items are paired with their neighbours in the alphabet only: a thousand
    similar titles are a series, and a few of its pairs show a keeper as much.
    """
    ordered = sorted(items)
    if len(ordered) <= MANY:
        yield from combinations(ordered, 2)
        return
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + NEIGHBOURS]:
            yield one, other


def _looks(words: Iterable[str]) -> dict[str, str]:
    """For each word the first word of its group: similar words are in one group, transitively (union–find).

    Words with digits stay alone: "Store Manager 0001" to "Store Manager 9999" are as many roles.
    """
    first = {word: word for word in words}
    ordered = sorted(filter(_without_digits, first))

    def look(word: str) -> str:
        while word != first[word]:
            word = first[word]
        return word

    for at, word in enumerate(ordered):
        for other in _similar(word, ordered[at + 1 :]):
            one, two = sorted((look(word), look(other)))
            first[two] = one
    return {word: look(word) for word in first}


def _similar(word: str, words: Collection[str]) -> Iterator[str]:
    return (
        other
        for other, _, _ in process.extract(word, words, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=None)
    )


def _without_digits(word: str) -> bool:
    return not any(map(str.isdigit, word))


def _alike(one: _Words, other: _Words) -> bool:
    """Whether the words that two titles do not share are similar in pairs. An extra word makes another title."""
    rest, other_rest = (
        [word for word in words if word not in others] for words, others in ((one, other), (other, one))
    )
    return len(rest) == len(other_rest) and all(
        _without_digits(word) and fuzz.ratio(word, match) >= LEAST_LIKENESS
        for word, match in zip(rest, other_rest, strict=True)
    )


def compared_anew(titles: Collection[str], before: Set[str], after: Set[str]) -> set[str] | None:
    """The titles that `similar_titles` may compare with some edited ones, which were `before` and are `after`; None
    where it may compare any otherwise: words that come or go join groups, or a group is so large that only neighbours
    are paired. Titles are slugs; `titles` are all of both times.
    """
    edited = before | after
    stable = _words_of(title for title in titles if title not in edited)
    words = stable | _words_of(edited)
    group_of: dict[str, str] = {}
    for word in words.intersection(chain.from_iterable(chain.from_iterable(map(_forms, edited)))):
        if word not in group_of:
            group = _group(word, words)
            kept = group & stable
            if kept and not kept <= _group(min(kept), stable):
                return None
            group_of.update(dict.fromkeys(group, min(group)))

    def looks(title: str) -> set[_Words]:
        return {tuple(sorted(group_of.get(word, word) for word in form)) for form in _forms(title)}

    anew = set[_Words]().union(*map(looks, edited))
    found = {title for title in titles if not anew.isdisjoint(looks(title))}
    return found if len(found) <= MANY else None


def _words_of(titles: Iterable[str]) -> set[str]:
    return {word for title in titles for word in title.split("-")}


def _group(word: str, words: Collection[str]) -> set[str]:
    """The words of a word's group, as `_looks` makes it."""
    if not _without_digits(word):
        return {word}
    found, pending = {word}, [word]
    others = set(filter(_without_digits, words)) - found
    while pending:
        near = set(_similar(pending.pop(), others))
        others -= near
        found |= near
        pending += near
    return found
