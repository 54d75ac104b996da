"""ESCO's classification, from the CSV files that the European Commission publishes.

Occupations with their essential and optional skills, alternative labels, and URIs as `same_as`. A skill that the
documents of a ladder write without a term of the vocabulary keeps its id and name: ESCO's is that one. The first
language that is loaded names everything; another one adds other names.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from graph.documents.blueprint import Blueprint, SoftSkill, TechnicalSkill, Tier
from graph.documents.document import Document, SkillTerm, Vocabulary
from graph.documents.names import Names
from graph.documents.spelling import slug, spelled
from loaders.errors import LoadError

COLLECTION = "esco"
LICENCE = "CC BY 4.0"
ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
SOURCE = "https://esco.ec.europa.eu/"
TRANSVERSAL = "transversal"  # reuse level of skills such as communication, which no trade has alone
TIERS: dict[str, Tier] = {"essential": "must", "optional": "good"}
csv.field_size_limit(10_000_000)


def read_esco(folder: Path, language: str = "en", own: Own | None = None) -> list[Document]:
    """One document of the skills and one for each occupation, in a language. `own` are the names of a ladder that is in
    the graph. Raises LoadError for a file that is missing or lacks a column.
    """
    files = {
        f"skills_{language}.csv": ("conceptUri", "preferredLabel"),
        f"occupations_{language}.csv": ("conceptUri", "preferredLabel"),
        f"occupationSkillRelations_{language}.csv": ("occupationUri", "relationType", "skillUri"),
    }
    _check_there(folder, files)
    skills, occupations, relations = (list(_rows(folder / name, columns)) for name, columns in files.items())
    needs: dict[str, list[tuple[str, Tier]]] = defaultdict(list)
    for row in relations:
        if tier := TIERS.get(row["relationType"]):
            needs[row["occupationUri"]].append((row["skillUri"], tier))
    ids = _ids(skills)
    terms = [
        SkillTerm(
            id=ids[row["conceptUri"]],
            name=row["preferredLabel"],
            aliases=_labels(row),
            kind="soft" if row.get("reuseLevel") == TRANSVERSAL else "technical",
            description=row.get("description") or row.get("definition") or None,
            same_as=[row["conceptUri"]],
        )
        for row in skills
        if row["conceptUri"] in ids
    ]
    terms = list(_as_own(terms, own or NOTHING))
    documents = [_document("vocabulary", "ESCO skills", Vocabulary(skills=terms), f"{SOURCE}{language}")]
    names = {term.same_as[0]: term.id or "" for term in terms}
    roles = _ids(occupations)
    for row in occupations:
        uri = row["conceptUri"]
        if uri in roles:
            content = Blueprint(
                id=roles[uri],
                title=row["preferredLabel"],
                search_titles=_labels(row),
                summary=row.get("description") or None,
                same_as=[uri],
                technical_skills=[
                    TechnicalSkill(name=names[skill], tier=tier) for skill, tier in needs[uri] if skill in names
                ],
            )
            documents.append(_document(uri.rpartition("/")[2], row["preferredLabel"], content, uri))
    return documents


class Own(NamedTuple):
    """A ladder's names, and the skills that its documents write without a term: by id, as the first one writes them."""

    names: Names
    skills: Mapping[str, str]

    def has(self, term: SkillTerm) -> bool:
        """Whether a term of the ladder is the same, as the fold finds it."""
        same = any(self.names.with_uri("skill", uri) for uri in term.same_as)
        return same or self.names.find("skill", term.name) is not None


NOTHING = Own(Names(), {})


def own_names(documents: Sequence[Document]) -> Own:
    names = Names.of(documents)
    found: dict[str, str] = {}
    for document in sorted(documents, key=lambda document: document.precedence):
        if isinstance(said := document.content, Blueprint):
            skills: list[TechnicalSkill | SoftSkill] = [*said.technical_skills, *said.soft_skills]
            for skill in skills:
                if spelled(skill.name) and not (resolved := names.resolve("skill", skill.name)).known:
                    found.setdefault(resolved.id, skill.name)
    return Own(names, found)


def _as_own(terms: Iterable[SkillTerm], own: Own) -> Iterator[SkillTerm]:
    """The terms; one of which a label is a skill of the ladder has its id and name, and no other takes a name of it."""
    taken: set[str] = set()
    for term in sorted(terms, key=lambda term: slug(term.name) not in own.skills):
        labels = {slug(label): label for label in (term.name, *term.aliases)}
        ids = () if own.has(term) else labels.keys() & own.skills.keys() - taken
        id = next((id for id in labels if id in ids), None)
        others = [label for key, label in labels.items() if key not in own.skills]
        if id is None:
            yield term.model_copy(update={"aliases": [label for label in others if label != term.name]})
        else:
            taken.add(id)
            yield term.model_copy(update={"id": id, "name": own.skills[id], "aliases": others})


def language_of(documents: Iterable[Document]) -> str | None:
    """The language that ESCO was loaded in first."""
    uris = (document.uri or "" for document in documents if document.id == f"{COLLECTION}/vocabulary")
    return next((uri.removeprefix(SOURCE) or "en" for uri in uris), None)


def with_other_names(loaded: Sequence[Document], read: Iterable[Document], own: Own) -> list[Document]:
    """The loaded documents with the names of those read in another language, each where its URI is."""
    labels: dict[str, list[str]] = {}
    for document in read:
        said = document.content
        for thing in said.skills if isinstance(said, Vocabulary) else (said,):
            more = thing.search_titles if isinstance(thing, Blueprint) else thing.aliases
            labels[thing.same_as[0]] = [thing.title if isinstance(thing, Blueprint) else thing.name, *more]
    return [replace(document, content=_also_called(document.content, labels, own)) for document in loaded]


def _also_called(said: Blueprint | Vocabulary, labels: Mapping[str, list[str]], own: Own) -> Blueprint | Vocabulary:
    if isinstance(said, Blueprint):
        more = (label for uri in said.same_as for label in labels.get(uri, ()) if label != said.title)
        return said.model_copy(update={"search_titles": list(dict.fromkeys((*said.search_titles, *more)))})
    terms: list[SkillTerm] = []
    for term in said.skills:
        known = {slug(label) for label in (term.name, *term.aliases)} | own.skills.keys()
        others = [label for uri in term.same_as for label in labels.get(uri, ()) if slug(label) not in known]
        terms.append(term.model_copy(update={"aliases": [*term.aliases, *others]}))
    return said.model_copy(update={"skills": terms})


def _document(name: str, title: str, content: Vocabulary | Blueprint, uri: str) -> Document:
    return Document(f"{COLLECTION}/{name}", title, COLLECTION, "esco", content, uri, LICENCE, ATTRIBUTION)


def _ids(rows: list[dict[str, str]]) -> dict[str, str]:
    """An id for each concept that has a readable label: `esco-` and its label, and where labels are alike its URI's
    end too.
    """
    slugs = {row["conceptUri"]: spelled(row["preferredLabel"]).replace(" ", "-") for row in rows}
    counts = Counter(slugs.values())
    return {
        uri: f"esco-{slug}" if counts[slug] == 1 else f"esco-{slug}-{spelled(uri.rpartition('/')[2]).replace(' ', '-')}"
        for uri, slug in slugs.items()
        if slug
    }


def _labels(row: dict[str, str]) -> list[str]:
    """Alternative labels, a line each; one that is the preferred label in other letters adds nothing."""
    labels = [label.strip() for label in (row.get("altLabels") or "").splitlines() if label.strip()]
    own = spelled(row["preferredLabel"])
    return [label for label in dict.fromkeys(labels) if spelled(label) not in ("", own)]


def _check_there(folder: Path, names: Iterable[str]) -> None:
    """Raises LoadError that names all files that are missing, and the languages that are there."""
    missing = [name for name in names if not (folder / name).exists()]
    if not missing:
        return
    there = sorted(path.stem.removeprefix("occupations_") for path in folder.glob("occupations_*.csv"))
    hint = "Download ESCO as CSV in this language, and give the folder that it unpacks to."
    if there:
        hint = f"Languages in this folder: {', '.join(there)}; choose one with --language. Or: {hint}"
    raise LoadError(str(folder), f"lacks {', '.join(missing)}", suggestion=hint)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if missing := [column for column in columns if column not in (rows.fieldnames or ())]:
                hint = "Take the file as it is published."
                raise LoadError(path.name, f"lacks the column {missing[0]}", 1, suggestion=hint)
            yield from ({key: value or "" for key, value in row.items() if key} for row in rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise LoadError(path.name, f"cannot be read: {why}", suggestion="Download it again.") from error
