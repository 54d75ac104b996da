"""What a role's title shows: level, family, and the id where no file states one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from graph.documents.blueprint import Blueprint
from graph.documents.document import LevelTerm, RoleTerm
from graph.documents.spelling import slug, spelled, without_parentheses
from graph.schema import NameKind

if TYPE_CHECKING:
    from graph.documents.names import Names

SHIPPED = "seeds"  # the collection whose levels and families are recognised in the titles of all others
_TRACK_WORDS = {
    "individual": {"ic", "individual", "individual-contributor", "individual-track", "ic-track"},
    "management": {"management", "manager", "people-manager", "people-management", "management-track"},
}


class Titles:
    """Reads titles by the levels, families and roles of a vocabulary. A part of `Names`."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._role_terms: dict[str, str] = {}  # slug of a name → role; only the vocabulary's roles with a stated id
        self._defined_in: dict[tuple[NameKind, str], set[str]] = {}  # term → collections

    def defined(self, kind: NameKind, id: str, collection: str) -> None:
        """Notes that a collection defines a term."""
        self._defined_in.setdefault((kind, id), set()).add(collection)

    def add_role_terms(self, names: Iterable[tuple[str, str]]) -> None:
        """Notes names and stated ids of the vocabulary's roles; the first id of a name counts."""
        for name, id in names:
            self._role_terms.setdefault(slug(name), id)

    def role_id(self, said: Blueprint) -> str:
        """The id of a role whose file states none. It depends on the title and on the vocabulary's roles with a stated
        id, never on files of other roles, so a change of those cannot change it.
        """
        title = self._without_repetition(said)
        for candidate in (said.title, title, self._canonical_term(title)):
            if id := self._role_terms.get(slug(candidate)):
                return id
        return slug(title)

    def _without_repetition(self, said: Blueprint) -> str:
        """The title without a closing parenthesis that only repeats the level, the track or another name of the role.
        Any other parenthesis tells roles apart: (Backend), (Frontend).
        """
        bare = without_parentheses(said.title)
        repeated = spelled(said.title[len(bare) :]).replace(" ", "-") if said.title.startswith(bare) else ""
        if not repeated:
            return bare
        found = self._find_level(_words(bare))
        level = self._names.find("level", said.level) if said.level else found[0] if found else None
        term = self._names.terms.get(("level", level or ""))
        track = term.track if isinstance(term, LevelTerm) else ""
        role = self._role_terms.get(slug(bare))
        only_repeats = (
            (level is not None and self._names.level_of(repeated) == level)
            or repeated in _TRACK_WORDS.get(track, ())
            or repeated in map(slug, filter(spelled, said.aliases))
            or (role is not None and self._role_terms.get(repeated) == role)
        )
        return bare if only_repeats else said.title

    def _canonical_term(self, title: str) -> str:
        """The title with its level word and the rest as the vocabulary writes them."""
        parts = self.level_and_rest(title)
        id = self._role_terms.get(parts[1]) if parts else None
        term = self._names.terms.get(("role", id or ""))
        if parts is None or not isinstance(term, RoleTerm) or self.level_in_title(term.name) is not None:
            return title
        return self.at_level(parts[0], term.name, self._names.find("level", term.level) if term.level else None)

    @cached_property
    def _level_words(self) -> list[tuple[tuple[str, ...], str]]:
        """Word sequences that show a level in a title, longest first."""
        words = set()
        for kind, id in self._names.terms:
            term = self._names.terms[kind, id]
            if isinstance(term, LevelTerm):
                shown = (
                    term.in_titles
                    if term.in_titles is not None
                    else [self._names.name_of("level", id) or id, *self._names.aliases_of("level", id)]
                )
                words |= {(tuple(slug(word).split("-")), id) for word in shown}
        return sorted(words, key=lambda pair: (-len(pair[0]), pair))

    def level_in_title(self, title: str, collection: str | None = None) -> str | None:
        """The level that a title's words show: the longest sequence of words wins, then the first one.

        With a `collection`, only levels count that this collection or the shipped vocabulary defines.
        """
        found = self._find_level(_words(title), collection)
        return found[0] if found else None

    def family_in_title(self, title: str, collection: str | None = None) -> str | None:
        """The family that a title without its level words names; `collection` limits it as in `level_in_title`."""
        family = self._names.find("family", self.title_without_level(title, collection))
        return family if family and self._counts("family", family, collection) else None

    def title_without_level(self, title: str, collection: str | None = None) -> str:
        words = _words(title)
        found = self._find_level(words, collection)
        return "-".join(word for at, word in enumerate(words) if not found or at not in found[1]) or title

    def _counts(self, kind: NameKind, id: str, collection: str | None) -> bool:
        return collection is None or not {collection, SHIPPED}.isdisjoint(self._defined_in.get((kind, id), ()))

    def _find_level(self, words: list[str], collection: str | None = None) -> tuple[str, tuple[int, ...]] | None:
        best: tuple[int, int, str, tuple[int, ...]] | None = None
        for sequence, id in self._level_words:
            places = _subsequence(words, sequence)
            if places is not None and self._counts("level", id, collection):
                candidate = (-len(sequence), places[0], id, places)
                best = min(best, candidate) if best else candidate
        return (best[2], best[3]) if best else None

    def level_and_rest(self, title: str) -> tuple[str, str] | None:
        """The level that a title shows, and the slug of its other words."""
        words = slug(title).split("-")
        found = self._find_level(words)
        return (found[0], "-".join(word for at, word in enumerate(words) if at not in found[1])) if found else None

    def at_level(self, level: str, name: str, stated: str | None) -> str:
        """The title of a role at a level. `name` has no level word: it is the title at the `stated` level, or without
        one at any level whose word titles usually leave out.
        """
        term = self._names.terms["level", level]
        unmarked = isinstance(term, LevelTerm) and term.unmarked
        return name if (stated or (level if unmarked else None)) == level else f"{term.name} {name}"


def _words(title: str) -> list[str]:
    """The words of a title in lower case; none for one without a letter or digit."""
    try:
        return slug(without_parentheses(title)).split("-")
    except ValueError:
        return []


def _subsequence(words: list[str], sequence: tuple[str, ...]) -> tuple[int, ...] | None:
    places: list[int] = []
    start = 0
    for word in sequence:
        try:
            start = words.index(word, start) + 1
        except ValueError:
            return None
        places.append(start - 1)
    return tuple(places)
