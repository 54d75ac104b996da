"""What sentences say of two roles: one builds on the other ("Same as Baker, but also …"), or stands on its level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from loaders.mapped.found import Link, Role
from loaders.mapped.roles.roster import Roster
from loaders.mapped.sources.pieces import Source
from loaders.mapped.steps.routes import NAME as CODES
from loaders.mapped.steps.routes import NAME_WORDS, SENTENCE_END, SIGNS
from loaders.mapped.wording.labels import level_words
from loaders.mapped.wording.texts import plain, words_in
from loaders.mapped.wording.words import Words


class Told(NamedTuple):
    """A sentence, and the role that it is about."""

    text: str
    own: Role | None
    document: str
    line: int


def bases(sentences: Iterable[Told], roster: Roster, words: Words) -> list[Link]:
    """Each role with the one that a sentence says it builds on."""
    owners = roster.owners().values()
    found: dict[tuple[Role, Role], Link] = {}
    for told in sentences:
        if told.own and (match := _phrase(words, "builds_on").match(told.text)):
            rest = told.text[match.end() :].split()
            lower = _named(rest, roster, words) or _longer(rest, owners, words)
            if lower and lower is not told.own and (told.own, lower) not in found:
                link = Link(lower, told.own, told.document, told.line, told.text)
                found.setdefault(link.step, link)
    return list(found.values())


def on_one_level(sentences: Iterable[Told], roster: Roster, words: Words) -> Iterator[tuple[Role, Role]]:
    """The pairs of roles that a sentence says are on one level."""
    for told in sentences:
        for match in _phrase(words, "same_level").finditer(told.text):
            before, after = told.text[: match.start()], told.text[match.end() :]
            one = next((role for code in CODES.findall(before) for role in roster.on_level(code)), told.own)
            coded = (role for code in CODES.findall(after)[:1] for role in roster.on_level(code))
            other = _named(after.split(), roster, words) or next(coded, None)
            if one and other and one is not other:
                yield other, one


def sentences_of(sources: Iterable[Source], roster: Roster) -> Iterator[Told]:
    """All sentences, with the role of a document about one, or that a heading above names."""
    owners = roster.owners()
    for source in sources:
        whole = owners.get(source.name)
        own = whole
        for piece in source.pieces:
            if piece.kind == "heading":
                own = whole or roster.named(piece.text) or own
            elif piece.kind in ("paragraph", "item"):
                for sentence in SENTENCE_END.split(piece.text):
                    yield Told(sentence, own, source.name, piece.line)


@lru_cache(maxsize=20)
def _phrase(words: Words, kind: str) -> re.Pattern[str]:
    """The words of a list, the longest first."""
    known = sorted(words.lists[kind], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", re.IGNORECASE)


def _named(said: Sequence[str], roster: Roster, words: Words) -> Role | None:
    """The role whose name the words begin with, but for articles and words for levels ("the level G2")."""
    without = [words.lists["articles"], words.lists["articles"] | words.steps]
    starts = [next((at for at, word in enumerate(said) if plain(word) not in left), 0) for left in without]
    for start in dict.fromkeys(starts):
        for size in range(min(NAME_WORDS, len(said) - start), 0, -1):
            if role := roster.named(" ".join(said[start : start + size]).strip(SIGNS)):
                return role
    return None


def _longer(said: Sequence[str], roles: Iterable[Role], words: Words) -> Role | None:
    """The one role whose title has the words up to a comma, one of them for a level, and fewest others: "Senior
    Manager" is the Senior Baking Manager.
    """
    end = next((at + 1 for at, word in enumerate(said) if word[-1] in ",;:.)…"), len(said))
    short = " ".join(said[:end])
    if not level_words(short, words):
        return None
    name = set(words_in(short))
    extra = {role.title: len(own - name) for role in roles if name <= (own := set(words_in(role.title)))}
    fits = sorted(extra, key=extra.__getitem__)
    alone = len(fits) == 1 or (len(fits) > 1 and extra[fits[0]] < extra[fits[1]])
    return next(role for role in roles if role.title == fits[0]) if alone else None
