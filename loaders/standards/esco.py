"""ESCO's classification, from the CSV files that the European Commission publishes.

Occupations with their essential and optional skills, alternative labels, and URIs as `same_as`.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.documents.blueprint import Blueprint, TechnicalSkill, Tier
from graph.documents.document import Document, SkillTerm, Vocabulary
from graph.documents.spelling import spelled
from loaders.errors import LoadError

COLLECTION = "esco"
LICENCE = "CC BY 4.0"
ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
SOURCE = "https://esco.ec.europa.eu/"
TIERS: dict[str, Tier] = {"essential": "must", "optional": "good"}
csv.field_size_limit(10_000_000)


def read_esco(folder: Path, language: str = "en") -> list[Document]:
    """One document of the skills and one for each occupation, in a language. Raises LoadError for a file that is
    missing or lacks a column.
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
            description=row.get("description") or row.get("definition") or None,
            same_as=[row["conceptUri"]],
        )
        for row in skills
        if row["conceptUri"] in ids
    ]
    documents = [_document("vocabulary", "ESCO skills", Vocabulary(skills=terms), SOURCE)]
    names = {row["conceptUri"]: ids[row["conceptUri"]] for row in skills if row["conceptUri"] in ids}
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
