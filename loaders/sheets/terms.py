"""The sheet Vocabulary: names with their other spellings, levels, pillars, scales. Its rows are written from documents,
and read as one vocabulary.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document, LevelTerm, Months, RoleTerm, Scale, SkillTerm, Term, ToolTerm, Vocabulary
from graph.documents.names import TERM_LISTS, Names
from graph.documents.spelling import slug
from graph.schema import NAME_KINDS, NameKind
from loaders.sheets.rows import Row

Key = tuple[NameKind, str]
Cells = Mapping[str, Any]  # by field of the sheet
LATERAL, SCALE = "lateral_months", "scale"
NO_WORDS = "none"  # of a level that titles never show
_MODELS: dict[str, type[Term]] = dict.fromkeys(NAME_KINDS, Term) | {
    "level": LevelTerm,
    "skill": SkillTerm,
    "tool": ToolTerm,
    "role": RoleTerm,
}


# Documents as rows


def term_rows(documents: Sequence[Document], others: Sequence[Document] = ()) -> Iterator[Cells]:
    """What the vocabularies of some documents say, each term once; and of `others` the levels, the scales and the terms
    that the documents use.
    """
    names = Names.of([*documents, *others])
    own = _terms(documents, names)
    used = _used(documents, names)
    foreign = {
        key: term.model_copy(update={"id": key[1]})
        for key, term in _terms(others, names).items()
        if key[0] == "level" or key in used
    }
    for kind in NAME_KINDS:
        for terms in (own, foreign):
            yield from (_row(kind, term) for key, term in terms.items() if key[0] == kind)
    scales = _scales([*documents, *others])
    yield from ({"kind": SCALE, "name": scale.name, "steps": scale.steps} for scale in scales)
    for said in _vocabularies(documents):
        if said.lateral_months:
            months = {"months_min": said.lateral_months.min, "months_max": said.lateral_months.max}
            yield {"kind": LATERAL, "name": "A move sideways", **months}
            break


def _vocabularies(documents: Iterable[Document]) -> Iterator[Vocabulary]:
    for document in sorted(documents, key=lambda document: document.precedence):
        if isinstance(document.content, Vocabulary):
            yield document.content


def _scales(documents: Iterable[Document]) -> list[Scale]:
    return list({scale.name: scale for said in _vocabularies(documents) for scale in said.scales}.values())


def _terms(documents: Iterable[Document], names: Names) -> dict[Key, Term]:
    """The terms, one for each id: the first value of a field counts, and spellings unite, as the fold has it."""
    found: dict[Key, Term] = {}
    said = [(kind, term) for said in _vocabularies(documents) for kind in NAME_KINDS for term in _of(said, kind)]
    for kind, term in sorted(said, key=lambda claim: claim[1].id is None):
        id = term.id or names.resolve(kind, term.name).id
        first = found.get((kind, id))
        found[kind, id] = _united(first, term) if first else _with_id(term, id)
    return found


def _of(said: Vocabulary, kind: NameKind) -> list[Term]:
    terms: list[Term] = getattr(said, TERM_LISTS[kind])
    return terms


def _with_id(term: Term, id: str) -> Term:
    """The term with its id, where its name does not give it."""
    return term if term.id or slug(term.name) == id else term.model_copy(update={"id": id})


def _united(first: Term, more: Term) -> Term:
    missing = {name: value for name, value in more if getattr(first, name) is None}
    names = [] if slug(more.name) == slug(first.name) else [more.name]
    lists = {
        "aliases": [*first.aliases, *names, *more.aliases],
        "not_aliases": [*first.not_aliases, *more.not_aliases],
        "replaces": [*first.replaces, *more.replaces],
    }
    return first.model_copy(update=missing | {name: list(dict.fromkeys(own)) for name, own in lists.items()})


def _used(documents: Iterable[Document], names: Names) -> set[Key]:
    """The terms that roles name."""
    used: set[Key] = set()
    for document in documents:
        if isinstance(document.content, Blueprint):
            used |= {(kind, id) for kind, name in _names_in(document.content) if (id := names.find(kind, name))}
    return used


def _names_in(said: Blueprint) -> Iterator[tuple[NameKind, str]]:
    yield "role", said.title
    if said.family:
        yield "family", said.family
    for skills in (said.technical_skills, said.soft_skills, said.no_longer):
        yield from (("skill", skill.name) for skill in skills)
    for tool in said.tools:
        yield from (("tool", name) for name in tool.names or [tool.cell])
        if tool.category:
            yield "tool_category", tool.category
    for relation in type(said.stakeholders).model_fields:
        yield from (("stakeholder", other.name) for other in getattr(said.stakeholders, relation))
    for others in (said.career.next, said.career.feeders, said.career.adjacent, said.related, said.builds_on):
        yield from (("role", other.name) for other in others if other.name)


def _row(kind: NameKind, term: Term) -> Cells:
    said = term.model_dump(exclude={"line"}, exclude_defaults=True, mode="json")
    if "kind" in said:
        said["skill_kind"] = said.pop("kind")
    if said.get("in_titles") == []:
        said["in_titles"] = [NO_WORDS]
    return {"kind": kind, **said}


# Rows as a vocabulary


def add_term(row: Row, values: dict[str, Any], into: dict[str, Any]) -> None:
    """Adds a row to the content of a vocabulary. Raises LoadError and ValidationError."""
    kind = values.pop("kind")
    if kind == LATERAL:
        months = {"min": values.pop("months_min", None), "max": values.pop("months_max", None)}
        _refuse_others(row, kind, values.keys() - {"name"})
        into[LATERAL] = Months.model_validate(months)
    elif kind == SCALE:
        steps = {"name": values.pop("name"), "steps": values.pop("steps", [])}
        _refuse_others(row, kind, values)
        into.setdefault("scales", []).append(Scale.model_validate(steps))
    else:
        if "skill_kind" in values and kind == "skill":
            values["kind"] = values.pop("skill_kind")
        if values.get("in_titles") == [NO_WORDS]:
            values["in_titles"] = []
        _refuse_others(row, kind, values.keys() - _MODELS[kind].model_fields.keys())
        into.setdefault(TERM_LISTS[kind], []).append(_MODELS[kind].model_validate(values))


def _refuse_others(row: Row, kind: str, fields: Collection[str]) -> None:
    for field in sorted(fields):
        raise row.fault(field, f"a row of the kind {kind} has none", "Empty the cell.")


def without_known(said: Vocabulary, documents: Iterable[Document]) -> Vocabulary:
    """The vocabulary without what other documents say already, so that a sheet that is carried to where it came from
    adds nothing.
    """
    others = list(documents)
    names, scales = Names.of(others), _scales(others)
    kept: dict[str, Any] = {
        TERM_LISTS[kind]: [term for term in _of(said, kind) if not _is_known(kind, term, names)] for kind in NAME_KINDS
    }
    kept["scales"] = [
        scale for scale in said.scales if (scale.name, scale.steps) not in ((s.name, s.steps) for s in scales)
    ]
    if said.lateral_months in [vocabulary.lateral_months for vocabulary in _vocabularies(others)]:
        kept[LATERAL] = None
    return said.model_copy(update=kept)


def _is_known(kind: NameKind, term: Term, names: Names) -> bool:
    """Whether the known names say all that the term says."""
    id = names.find(kind, term.id or term.name)
    known = names.terms.get((kind, id)) if id else None
    if id is None or known is None or (term.id and term.id != id):
        return False
    spellings = {names.name_of(kind, id), *names.aliases_of(kind, id)}
    if not {term.name, *term.aliases} <= spellings:
        return False
    return all(
        set(value) <= set(getattr(known, name)) if isinstance(value, list) else value == getattr(known, name)
        for name, value in term
        if name not in ("id", "name", "aliases", "line") and value != type(term).model_fields[name].default
    )


def without_known_terms(documents: Iterable[Document], others: Sequence[Document]) -> list[Document]:
    """The documents of sheets, their vocabularies without what others say; one of which nothing is left goes."""
    found: list[Document] = []
    for document in documents:
        if isinstance(document.content, Vocabulary):
            content = without_known(document.content, others)
            if content != Vocabulary():
                found.append(replace(document, content=content))
        else:
            found.append(document)
    return found
