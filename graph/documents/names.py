"""Names: they resolve the words of a document to ids.

`Names` is built from all documents (the vocabulary's terms, the roles' titles and aliases) and resolves a name by its
slug, so case, accents, punctuation and spacing never matter. A name that no term or alias matches is new: it becomes a
node of its own and a finding. Similarity makes suggestions; it never merges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import filterfalse
from typing import Any

from rapidfuzz import fuzz, process

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document, Term
from graph.documents.spelling import letters, slug, spelled, without_parentheses
from graph.documents.titles import Titles
from graph.errors import DocumentError
from graph.schema import NAME_KINDS, NameKind

TERM_LISTS: dict[NameKind, str] = {
    "level": "levels",
    "family": "families",
    "skill": "skills",
    "tool": "tools",
    "tool_category": "tool_categories",
    "stakeholder": "stakeholders",
    "role": "roles",
}
WITH_LETTERS = "Write a name that has a letter or a figure."  # the next step where a name makes no id
LEAST_SIMILARITY = 72  # of 100; less similar names are not suggested


@dataclass(frozen=True, slots=True)
class Resolved:
    """`name` is canonical; `known` is false for a name that no term of the vocabulary and no role matches."""

    id: str
    name: str
    known: bool


@dataclass(frozen=True, slots=True)
class Collision:
    """A name that two terms of one kind claim; `kept_by` keeps it."""

    kind: NameKind
    alias: str
    kept_by: str
    wanted_by: str
    document: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Merged:
    """Two documents or terms of one collection that get one id although not both state it."""

    kind: NameKind
    id: str
    name: str
    document: str
    line: int | None
    first_name: str
    first_document: str


@dataclass(slots=True)
class _Index:
    """The names of one kind."""

    names: dict[str, str] = field(default_factory=dict)  # id → canonical name
    aliases: dict[str, list[str]] = field(default_factory=dict)  # id → other names
    ids: dict[str, str] = field(default_factory=dict)  # slug of any name → id

    def add(self, id: str, name: str, aliases: Iterable[str]) -> None:
        known = self.names.setdefault(id, name)
        if slug(known) != slug(name):
            aliases = [name, *aliases]
        elif letters(known) != letters(name):
            raise ValueError(f"{known!r} and {name!r} would both have the id {id!r}; give one of them another `id`")
        self.ids[id] = id
        self.ids.setdefault(slug(name), id)
        own = self.aliases.setdefault(id, [])
        own += [alias for alias in aliases if alias not in own and alias != known]


def may_be_suggested(name: str, written: str) -> bool:
    """Whether a known name (a slug) is near enough to a written one, as `Names.suggest` asks."""
    return _similarity(slug(written), name) >= LEAST_SIMILARITY


def _similarity(one: str, other: str, *, score_cutoff: float | None = None) -> float:
    """0–100: the better of two ratios, of the letters in order (finds typing errors) and of the words in any order."""
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one.replace("-", " "), other.replace("-", " ")))


_Claim = tuple[Document, NameKind, str | None, Term | Blueprint]
_Named = tuple[Document, NameKind, str, Term | Blueprint]


def _claims(documents: Iterable[Document]) -> Iterator[_Claim]:
    """Every term and role, with its stated id or None."""
    for document in documents:
        if isinstance(document.content, Blueprint):
            yield document, "role", document.content.id, document.content
        else:
            for kind in NAME_KINDS:
                for term in getattr(document.content, TERM_LISTS[kind]):
                    yield document, kind, term.id, term


def _states_no_id(claim: _Claim) -> bool:
    return claim[2] is None


def _imported(claim: _Claim) -> bool:
    return claim[0].imported


def _known_by_uri(claim: _Claim) -> bool:
    return claim[0].known_by_uri


def _line(content: Term | Blueprint, *fields: str) -> int | None:
    """The line that a message gives: of a term, or of the first of the role's fields that has one."""
    return content.line if isinstance(content, Term) else content.line_of(*fields)


def _name(content: Term | Blueprint) -> str:
    return content.title if isinstance(content, Blueprint) else content.name


class Names:
    """All names of a set of documents. Build it with `Names.of`."""

    def __init__(self) -> None:
        self._kinds: dict[NameKind, _Index] = {kind: _Index() for kind in NAME_KINDS}
        self.terms: dict[tuple[NameKind, str], Term] = {}
        self.collisions: list[Collision] = []
        self.merged: list[Merged] = []
        self._roles: dict[str, str] = {}  # document → the id of its role before merges
        self.titles = Titles(self)
        self._stated_levels: dict[str, str] = {}  # role → level
        self._merged: dict[tuple[NameKind, str], str] = {}
        self._not_aliases: set[tuple[NameKind, str, str]] = set()
        self._by_uri: dict[tuple[NameKind, str], str] = {}  # ids by `same_as`
        self._public: set[tuple[NameKind, str]] = set()  # ids that only public data has, which is known by URIs
        self._complete = False  # while names are added, what a name leads to may still change
        self._resolved: dict[tuple[NameKind, str], Resolved] = {}

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Names:
        """The names of all documents. An id beats a canonical name, a canonical name an alias, and an earlier document
        (by precedence) a later one.

        A term or role without a stated id is the same as the one that has its name; an imported term also as the one
        that has its name as an alias, since imports take no name from the vocabulary. Raises DocumentError for a name
        without letters or digits and for two different names that need one id.

        Public data that is known by URIs comes last: what has the URI of another document's role or term is that one,
        and so is a skill that has its name.
        """
        names = cls()
        claims = list(_claims(sorted(documents, key=lambda document: document.precedence)))
        names._note_corrections(claims)
        terms, roles = ([claim for claim in claims if isinstance(claim[3], content)] for content in (Term, Blueprint))
        added: list[_Named] = []
        public_terms, public_roles = (list(filter(_known_by_uri, some)) for some in (terms, roles))
        terms, roles = (list(filterfalse(_known_by_uri, some)) for some in (terms, roles))
        curated, imported = (
            sorted(some, key=_states_no_id) for some in (filterfalse(_imported, terms), filter(_imported, terms))
        )
        described = sorted(roles, key=_states_no_id)
        stated = [claim for claim in described if not _states_no_id(claim)]
        for batch in (curated, imported, public_terms, stated, described[len(stated) :], public_roles):
            named = [names._add(*claim) for claim in batch]
            for entry in named:
                names._add_aliases(*entry)
            added += named
            if batch is imported:
                names.titles.add_role_terms(names._role_terms(added))
        for kind, old in names._merged:  # an old id may be no term any more and still be written in documents
            names._kinds[kind].ids.setdefault(old, names.survivor(kind, old))
        for entry in added:
            names._note_collisions(*entry)
        names._note_merged(added)
        names._complete = True
        return names

    def _note_corrections(self, claims: Iterable[_Claim]) -> None:
        """Collects `replaces` and `not_aliases` of all files before any name is added."""
        for document, kind, id, content in claims:
            if isinstance(content, Term):
                try:
                    owner = id or slug(content.name)
                    self._not_aliases |= {(kind, owner, slug(alias)) for alias in content.not_aliases}
                except ValueError as error:
                    raise DocumentError(document.id, str(error), content.line, kind, WITH_LETTERS) from error
                for old in content.replaces:
                    if old != owner:
                        self._merged.setdefault((kind, old), owner)

    def survivor(self, kind: NameKind, id: str) -> str:
        """The id of the term that this one was finally merged into, or the id itself. In a cycle of merges it is the id
        itself.
        """
        if (kind, id) not in self._merged:
            return id
        seen = [id]
        while (target := self._merged.get((kind, seen[-1]))) is not None:
            if target in seen:
                return id
            seen.append(target)
        return seen[-1]

    def _own_aliases(self, kind: NameKind, id: str, content: Term | Blueprint) -> list[str]:
        return [alias for alias in content.aliases if (kind, id, slug(alias)) not in self._not_aliases]

    def _role_terms(self, terms: Iterable[_Named]) -> Iterator[tuple[str, str]]:
        """Names and stated ids of the vocabulary's roles that state one: all titles, then all aliases."""
        stated = [(content.id, content) for _, kind, _, content in terms if kind == "role" and content.id]
        yield from ((_name(content), id) for id, content in stated)
        yield from ((alias, id) for id, content in stated for alias in self._own_aliases("role", id, content))

    def _add(self, document: Document, kind: NameKind, id: str | None, content: Term | Blueprint) -> _Named:
        name = _name(content)
        index = self._kinds[kind]
        if document.known_by_uri and id:
            if same := self._same(kind, content):
                index.ids.setdefault(id, same)
                id, known = same, index.names.get(same, name)
                name = known if slug(known) == slug(name) else name
            else:
                self._public.add((kind, id))
        try:
            if isinstance(content, Blueprint):
                id = id or document.role_id or self.titles.role_id(content)
                self._roles[document.id] = id
            else:
                id = id or index.ids.get(slug(name), slug(name))
                self.titles.defined(kind, id, document.collection)
            survivor = self.survivor(kind, id)
            index.ids.setdefault(id, survivor)
            if survivor == id:
                index.add(id, name, self._own_aliases(kind, id, content))
            else:  # its names become aliases of the term that it was merged into
                index.ids.setdefault(slug(name), survivor)
                others = index.aliases.setdefault(survivor, [])
                others += [alias for alias in (name, *content.aliases) if alias not in others]
        except ValueError as error:
            at = next((at for at, alias in enumerate(content.aliases, 1) if not letters(alias)), 0)
            field = f"aliases[{at}]" if at and letters(name) else "title"
            raise DocumentError(document.id, str(error), _line(content, field), kind, WITH_LETTERS) from error
        if isinstance(content, Term) and survivor == id:
            first = self.terms.setdefault((kind, id), content)
            if first is not content:  # a later file adds to a term
                more: dict[str, Any] = {name: value for name, value in content if getattr(first, name) is None}
                more["same_as"] = list(dict.fromkeys((*first.same_as, *content.same_as)))
                self.terms[kind, id] = first.model_copy(update=more)
        elif isinstance(content, Blueprint) and content.level and (level := self.find("level", content.level)):
            self._stated_levels.setdefault(id, level)
        for uri in content.same_as:
            self._by_uri.setdefault((kind, uri), survivor)
        return document, kind, survivor, content

    def _same(self, kind: NameKind, content: Term | Blueprint) -> str | None:
        """What has a URI of a term or role of public data, or the name of a skill of it."""
        for uri in content.same_as:
            if (kind, uri) in self._by_uri:
                return self._by_uri[kind, uri]
        index, name = self._kinds[kind], _name(content)
        id = index.ids.get(slug(name)) if kind == "skill" else None
        if id is None or (kind, id) in self._public:
            return None
        known = index.names.get(id, name)
        return None if slug(known) == slug(name) and letters(known) != letters(name) else id

    def _add_aliases(self, document: Document, kind: NameKind, id: str, content: Term | Blueprint) -> None:
        for alias in self._own_aliases(kind, id, content):
            try:
                self._kinds[kind].ids.setdefault(slug(alias), id)
            except ValueError as error:
                field = f"aliases[{content.aliases.index(alias) + 1}]"
                raise DocumentError(document.id, str(error), _line(content, field), kind, WITH_LETTERS) from error

    def _note_collisions(self, document: Document, kind: NameKind, id: str, content: Term | Blueprint) -> None:
        if document.known_by_uri:  # nobody can change its names
            return
        for name in (_name(content), *self._own_aliases(kind, id, content)):
            owner = self._kinds[kind].ids[slug(name)]
            if owner != id:
                line = _line(content, "title" if name == _name(content) else "aliases", "title")
                self.collisions.append(Collision(kind, name, owner, id, document.id, line))

    def _note_merged(self, added: Iterable[_Named]) -> None:
        """Notes terms and roles that share an id although their files do not say so. Three cases are intended and not
        noted: a curated file with an `id` adds to a blueprint, a term to one of the same name in another file, and a
        ladder tells a role in several of its documents.
        """
        first: dict[tuple[type, NameKind, str, str], tuple[Document, Term | Blueprint]] = {}
        for document, kind, id, content in sorted(added, key=lambda entry: entry[0].precedence):
            earlier, said = first.setdefault((type(content), kind, id, document.collection), (document, content))
            if said is content or (said.id and content.id):
                continue
            if isinstance(content, Blueprint) and not document.format == earlier.format == "mapped":
                meant = bool(said.id or content.id) and earlier.precedence[0] != document.precedence[0]
            else:
                meant = earlier is not document and _name(said) == _name(content)
            replaced = isinstance(said, Term) and slug(_name(said)) != slug(_name(content))
            if not meant and not replaced:
                line = _line(content, "id", "title")
                self.merged.append(Merged(kind, id, _name(content), document.id, line, _name(said), earlier.id))

    # Which role a document describes

    def role_of(self, document: Document) -> str:
        """The id of the role that a document describes, after merges."""
        return self.survivor("role", self._roles[document.id])

    def own_role_of(self, document: Document) -> str:
        """The id of a document's role before merges: the one that its file states, else the one of its first load, else
        the one that its title gives.
        """
        return self._roles[document.id]

    def find(self, kind: NameKind, name: str) -> str | None:
        """The id of a name, or None where no term, alias or role matches it or it has no letter or digit."""
        try:
            resolved = self.resolve(kind, name)
        except ValueError:
            return None
        return resolved.id if resolved.known else None

    def resolve(self, kind: NameKind, name: str) -> Resolved:
        """The id and canonical name of a name as written; an unknown name gets the id that its node will have. Raises
        ValueError as `slug` does.

        A role's name is also tried without its closing parenthesis, and with its level word and the rest made canonical
        ("Sr. ML Engineer" → "Senior Machine Learning Engineer").
        """
        found = self._resolved.get((kind, name))
        if found is None:
            found = self._resolve(kind, name)
            if self._complete:
                self._resolved[kind, name] = found
        return found

    def _resolve(self, kind: NameKind, name: str) -> Resolved:
        index = self._kinds[kind]
        for candidate in (name, *(self._other_titles(name) if kind == "role" else ())):
            id = index.ids.get(slug(candidate))
            if id is not None:
                return Resolved(id, index.names.get(id, candidate), known=True)
            name = candidate
        return Resolved(slug(name), name, known=False)

    def _other_titles(self, title: str) -> Iterator[str]:
        bare = without_parentheses(title)
        yield bare
        yield self._with_canonical_level(bare)

    def name_of(self, kind: NameKind, id: str) -> str | None:
        return self._kinds[kind].names.get(id)

    def aliases_of(self, kind: NameKind, id: str) -> list[str]:
        return self._kinds[kind].aliases.get(id, [])

    def ids(self, kind: NameKind) -> Iterable[str]:
        return self._kinds[kind].names.keys()

    def level_of(self, slug: str) -> str | None:
        """The level that has a name with this slug."""
        return self._kinds["level"].ids.get(slug)

    def with_uri(self, kind: NameKind, uri: str) -> str | None:
        """The id of what has this URI elsewhere."""
        return self._by_uri.get((kind, uri))

    def owners(self, kind: NameKind) -> Mapping[str, str]:
        """Every name of a kind, as a slug, with the id that it leads to."""
        return self._kinds[kind].ids

    def split(self, kind: NameKind, name: str) -> list[str]:
        """The parts of a joined name ("ML Platform Engineer / MLOps Engineer") where each is known, else the name."""
        if ("/" in name or " or " in name) and self.find(kind, name) is None:
            for separator in (" / ", "/", " or "):
                parts = [part.strip() for part in name.split(separator)]
                if len(parts) > 1 and all(part and re.search(r"\w", part) and self.find(kind, part) for part in parts):
                    return parts
        return [name]

    def suggest(self, kind: NameKind, name: str, limit: int = 3) -> list[tuple[str, str]]:
        """Nearest canonical names as (id, name), best first. Aliases are searched too."""
        index = self._kinds[kind]
        if not spelled(name):
            return []
        found = process.extract(
            slug(name), index.ids.keys(), scorer=_similarity, limit=limit * 4, score_cutoff=LEAST_SIMILARITY
        )
        ids = dict.fromkeys(index.ids[key] for key, _, _ in found)
        return [(id, index.names[id]) for id in ids if id in index.names][:limit]

    def _with_canonical_level(self, title: str) -> str:
        parts = self.titles.level_and_rest(title)
        base = self._kinds["role"].ids.get(parts[1]) if parts else None
        name = self._kinds["role"].names.get(base or "")
        if parts is None or base is None or name is None or self.titles.level_in_title(name) is not None:
            return title
        return self.titles.at_level(parts[0], name, self._stated_levels.get(base))
