"""A framework as documents: one for the mapping's levels and competencies, and one for each role in each original."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Literal, cast

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document, LevelTerm, Scale, SkillTerm, Term, Track, Vocabulary
from graph.documents.names import WITH_LETTERS
from graph.documents.spelling import slug, spelled, without_parentheses
from graph.errors import DocumentError, DocumentErrors
from loaders.errors import LoadError
from loaders.mapped.documents.careers import IMPLIED, Way, timed, ways_of
from loaders.mapped.documents.said import Said
from loaders.mapped.found import Framework, Role, Text
from loaders.mapped.mapping import MAPPING_FILE, Mapping
from loaders.mapped.wording.spans import span_in
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import Words, shipped


def documents_of(
    found: Framework, mapping: Mapping, collection: str, level_ids: Iterable[str] = (), words: Words | None = None
) -> list[Document]:
    """The documents of a framework. Levels whose ids others use already (`level_ids`) get the collection's name before
    theirs. Raises DocumentErrors for names without a letter or digit.
    """
    if refused := list(_without_letters(found, mapping)):
        raise DocumentErrors(refused)
    taken = set(level_ids)
    ids = {level: _level_id(level, collection, taken) for level in mapping.levels}
    families, role_ids = _families(found, collection), _role_ids(found, mapping)
    vocabulary = Document(
        f"{collection}/{MAPPING_FILE}",
        "Mapping",
        collection,
        "mapped",
        _vocabulary(found, mapping, ids, collection, families.values()),
    )
    places = {
        role: {
            "id": role_ids.get(role.title),
            "title": role.title,
            "aliases": [role.full] if role.full else [],
            "level": ids.get(role.level) or ids.get(role.title),
            "family": families[role] or None,
        }
        for role in found.roles
    }
    return [vocabulary, *_roles(found, collection, places, words or shipped())]


def _role_ids(found: Framework, mapping: Mapping) -> dict[str, str]:
    """Ids by title: those of the mapping, and those of titles that only what stands in brackets tells apart. A title
    without its discipline has the id of the full one, which it keeps when a second discipline comes.
    """
    full = {role.title: role.full or role.title for role in found.roles}
    bare = {title: slug(without_parentheses(name)) for title, name in full.items()}
    counts = Counter(bare.values())
    alike = {title: slug(full[title]) for title, id in bare.items() if counts[id] > 1}
    return {title: bare[title] for title in bare if full[title] != title} | alike | mapping.ids


def _without_letters(found: Framework, mapping: Mapping) -> Iterator[DocumentError]:
    """The names of which no id can be made."""
    names: list[tuple[str, str, str, int | None]] = [("level", level, MAPPING_FILE, None) for level in mapping.levels]
    names += [("role", role.title, role.document or MAPPING_FILE, role.line) for role in found.roles]
    names += [("competency", text.competency, text.document, text.line) for _, text in found.texts if not text.field]
    for kind, name, document, line in dict.fromkeys(names):
        if not spelled(name):  # parts of a joined name are competencies themselves
            message = f"the {kind} {name!r} has no letter or digit of which an id can be made"
            yield LoadError(document, message, line, None, f"{WITH_LETTERS} Or leave it out in {MAPPING_FILE}.")


def _level_id(level: str, collection: str, taken: set[str]) -> str:
    id = slug(level)
    return f"{slug(collection)}-{id}" if id in taken else id


def _vocabulary(
    found: Framework, mapping: Mapping, ids: dict[str, str], collection: str, families: Iterable[str]
) -> Vocabulary:
    levels = [
        LevelTerm(id=ids[level], name=level, rank=min(at, 100), track=_track(mapping.track(level)), in_titles=[])
        for at, level in enumerate(mapping.levels)
    ]
    groups: dict[str, str] = {}
    names: dict[str, str] = {}
    for _, text in found.texts:
        if not text.field:
            for name in parts_of(text.competency, found):
                names.setdefault(slug(name), name)
                if text.group:
                    groups.setdefault(slug(name), text.group)
    about: dict[str, list[str]] = defaultdict(list)
    for text in found.descriptions:
        about[slug(text.competency)].append(text.text)
    skills = [
        SkillTerm(name=name, group=groups.get(id), description="\n".join(about[id]) or None)
        for id, name in names.items()
    ]
    scales = [Scale(name=_scale(collection), steps=found.stages)] if len(found.stages) > 1 else []
    terms = [Term(name=name) for name in dict.fromkeys(families) if name]
    return Vocabulary(levels=levels, families=terms, skills=skills, scales=scales)


def _scale(collection: str) -> str:
    return f"Stages of {collection}"


def _families(found: Framework, collection: str) -> dict[Role, str]:
    """The families of roles; where no role has one, all are of one that is called like the collection."""
    if any(role.family for role in found.roles):
        return {role: role.family for role in found.roles}
    return dict.fromkeys(found.roles, collection.replace("-", " ").capitalize())


def _track(name: str) -> Track:
    return cast(Literal["management"], name) if name == "management" else "individual"


def parts_of(competency: str, found: Framework) -> list[str]:
    """The competencies that a name stands for: two for "Agility / Innovation" where both are ones."""
    known = {name.casefold() for name in found.competencies()}
    parts = competency.split(" / ")
    return parts if len(parts) > 1 and all(part.casefold() in known for part in parts) else [competency]


def _roles(found: Framework, collection: str, places: dict[Role, dict[str, Any]], words: Words) -> Iterator[Document]:
    """The documents of each role, one for each original that says something of it."""
    texts: dict[Role, dict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
    for role, text in found.texts:
        texts[role][text.document].append(text)
    ways = ways_of(found)
    joined = {name: parts_of(name, found) for name in {text.competency for _, text in found.texts}}
    stages = {plain(stage): _scale(collection) for stage in found.stages}
    for role, place in places.items():
        own = texts[role] or {role.document or MAPPING_FILE: []}
        told = ways[role]
        documents = dict.fromkeys([*own, *(name for name in told if name != IMPLIED)])
        said = {document: Said(own.get(document, []), joined, stages, words) for document in documents}
        stay = next((one.stay for one in said.values() if one.stay), None)
        if not any(one.years for one in said.values()):  # "Baker (2–5 years)" at the head of a column
            next(iter(said.values())).years = next(filter(None, map(span_in, role.labels)), None)
        name = place["id"] or slug(role.title)  # which stays when the title changes
        for at, document in enumerate(documents):
            way = told.get(document, Way())
            implied = told[IMPLIED].career.next if not at and IMPLIED in told else []
            steps = [timed(step, stay) for step in (*way.career.next, *implied)]
            career = way.career.model_copy(update={"next": steps})
            content = Blueprint(**place, **said[document].fields(), career=career, builds_on=way.builds_on)
            yield Document(f"{collection}/{document}#{name}", role.title, collection, "mapped", content)
