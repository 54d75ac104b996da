"""What sentences say of two roles: one builds on the other ("Same as Baker, but also …"), or stands on its level."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from loaders.mapped.found import Link, Role
from loaders.mapped.pieces import Source
from loaders.mapped.routes import NAME_WORDS, SENTENCE_END, SIGNS
from loaders.mapped.texts import plain, words_in
from loaders.mapped.words import Words

Find = Callable[[str], Role | None]
MOST_WORDS = 40  # of a sentence
PHRASE_WORDS = 6  # most of what stands before the name


class _Told(NamedTuple):
    """The words of a sentence, and the role that they are about."""

    words: Sequence[str]
    own: Role
    document: str
    line: int


def bases(sources: Iterable[Source], find: Find, owners: Mapping[str, Role], words: Words) -> list[Link]:
    """Each role with the one that a sentence says it builds on. `find` gives the role of a title or of a level,
    `owners` that of each document about one role.
    """
    found: dict[tuple[Role, Role], Link] = {}
    for told in _sentences(sources, find, owners):
        rest = _behind(told.words, words.lists["builds_on"])
        lower = (_named(rest, find, words) or _longer(rest, owners.values())) if rest else None
        if lower and lower is not told.own and (told.own, lower) not in found:
            found.setdefault((lower, told.own), Link(lower, told.own, told.document, told.line, " ".join(told.words)))
    return list(found.values())


def on_one_level(
    sources: Iterable[Source], find: Find, owners: Mapping[str, Role], words: Words
) -> Iterator[tuple[Role, Role]]:
    """The pairs of roles that a sentence says are on one level."""
    for told in _sentences(sources, find, owners):
        for at in range(len(told.words)):
            rest = _behind(told.words[at:], words.lists["same_level"])
            if rest and (other := _named(rest, find, words)) and other is not told.own:
                yield other, told.own


def _sentences(sources: Iterable[Source], find: Find, owners: Mapping[str, Role]) -> Iterator[_Told]:
    """Those below a heading that names a role, and all of a document about one."""
    for source in sources:
        whole = owners.get(source.name)
        own = whole
        for piece in source.pieces:
            if piece.kind == "heading":
                own = whole or find(piece.text) or own
            elif own and piece.kind in ("paragraph", "item"):
                for sentence in SENTENCE_END.split(piece.text):
                    if len(said := sentence.split()) <= MOST_WORDS:
                        yield _Told(said, own, source.name, piece.line)


def _behind(said: Sequence[str], phrases: Collection[str]) -> Sequence[str]:
    """The words behind the phrase that they begin with; none without such a phrase."""
    sizes = range(min(PHRASE_WORDS, len(said) - 1), 0, -1)
    return next((said[size:] for size in sizes if plain(" ".join(said[:size])) in phrases), ())


def _named(said: Sequence[str], find: Find, words: Words) -> Role | None:
    """The role whose name the words begin with, but for articles."""
    start = next((at for at, word in enumerate(said) if plain(word) not in words.lists["articles"]), 0)
    sizes = range(min(NAME_WORDS, len(said) - start), 0, -1)
    return next(filter(None, (find(" ".join(said[start : start + size]).strip(SIGNS)) for size in sizes)), None)


def _longer(said: Sequence[str], roles: Iterable[Role]) -> Role | None:
    """The one role whose title has the words up to a comma and fewest others: "Senior Manager" is the Senior Baking
    Manager.
    """
    end = next((at + 1 for at, word in enumerate(said) if word[-1] in ",;:.)…"), len(said))
    name = set(words_in(" ".join(said[:end])))
    extra = {role.title: len(own - name) for role in roles if name <= (own := set(words_in(role.title)))}
    fits = sorted(extra, key=extra.__getitem__)
    alone = len(fits) == 1 or (len(fits) > 1 and extra[fits[0]] < extra[fits[1]])
    return next(role for role in roles if role.title == fits[0]) if alone else None
