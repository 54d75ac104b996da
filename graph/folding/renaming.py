"""What an edit of titles and aliases changes in how other documents are read, and in what findings say of names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import chain
from typing import NamedTuple

from graph.documents.blueprint import Blueprint
from graph.documents.names import Names, may_be_suggested
from graph.documents.spelling import slug, spelled
from graph.folding.mentions import resolved, role_ids, role_words, roles_that_are, words_of
from graph.folding.rules.titles import compared_anew
from graph.model import NodeKey


class Said(NamedTuple):
    """What a document says, and the names by which it is read."""

    names: Names
    said: Blueprint


class Told(NamedTuple):
    """What findings and stakeholders may tell otherwise: who says it, of which roles."""

    documents: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    stakeholders: frozenset[NodeKey] = frozenset()


NOTHING = Told()


class Renaming:
    """The names of all documents before and after an edit of the titles and aliases of some roles, and these roles'
    titles. No role, term or id comes or goes.
    """

    def __init__(
        self, before: Names, after: Names, roles: Set[str], old_titles: Set[str], new_titles: Set[str]
    ) -> None:
        self._both = before, after
        self._titles = {*map(slug, old_titles)}, {*map(slug, new_titles)}
        old, new = (names.owners("role") for names in self._both)
        self._names = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
        self._names |= {name for owners in (old, new) for name, role in owners.items() if role in roles}
        self._known = {*before.ids("role")} & {*after.ids("role")}
        self._leads_elsewhere = cache(self._is_resolved_otherwise)
        self._suggested = cache(self._may_be_suggested)

    def is_read_otherwise(self, said: Blueprint) -> bool:
        """Whether words of a document name other roles than before."""
        return any(map(self._leads_elsewhere, role_words(said)))

    def _is_resolved_otherwise(self, words: str) -> bool:
        old, new = ([(role.id, role.known) for role in resolved(names, "role", words)] for names in self._both)
        return old != new

    def told(self, documents: Mapping[str, Sequence[Said]], role: Mapping[str, str]) -> Told | None:
        """Of all documents, by id, with the roles that they describe; None where findings may tell anything
        otherwise.
        """
        titles: dict[str, set[str]] = {}
        for id, sayings in documents.items():
            for _, said in sayings:
                titles.setdefault(slug(said.title), set()).add(role[id])
        alike = compared_anew(titles, *self._titles)
        if alike is None:
            return None
        suggested = {
            id: roles
            for id, sayings in documents.items()
            if (roles := set().union(*(self._near(said) for _, said in sayings)))
        }
        roles, disputing = (set().union(*found) for found in zip(*self._disputed(), strict=True))
        return Told(
            frozenset({*suggested, *disputing}),
            frozenset(roles.union(*(titles[title] for title in alike), *suggested.values())),
            frozenset(self._stakeholders(said for sayings in documents.values() for _, said in sayings)),
        )

    def _near(self, said: Blueprint) -> set[str]:
        """The roles that findings may suggest for what a document names, if an edited name is near to it."""
        unknown = {*role_ids(said)} - self._known
        replacement = [said.replaced_by] if said.replaced_by else []
        return set().union(*map(self._suggested, (*role_words(said), *unknown, *replacement)))

    def _may_be_suggested(self, words: str) -> set[str]:
        return {
            role
            for names in self._both
            for part in names.split("role", words)
            if spelled(part) and any(may_be_suggested(name, part) for name in self._names)
            for role, _ in names.suggest("role", part)
        }

    def _disputed(self) -> Iterator[tuple[set[str], set[str]]]:
        """Roles and documents of findings that come or go because names are claimed otherwise."""
        before, after = self._both
        yield set(), set()
        for collision in {*before.collisions} ^ {*after.collisions}:
            yield {collision.kept_by, collision.wanted_by}, {collision.document}
        for merged in {*before.merged} ^ {*after.merged}:
            yield {merged.id}, {merged.document, merged.first_document}

    def _stakeholders(self, documents: Iterable[Blueprint]) -> set[NodeKey]:
        """The stakeholders that may be other roles than before."""
        before, after = self._both
        return {
            NodeKey("Stakeholder", found.id)
            for words in set(chain.from_iterable(words_of("Stakeholder", said) for said in documents))
            for found in resolved(after, "stakeholder", words)
            if [*roles_that_are(before, found.name)] != [*roles_that_are(after, found.name)]
        }
