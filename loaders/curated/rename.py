"""A rename in a data folder: the thing itself, all that names it in the folder's files, the old id remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.documents.names import TERM_LISTS, Names
from graph.documents.spelling import slug, spelled
from graph.schema import NameKind
from loaders.curated.change import FILE, with_term
from loaders.curated.edits import Changed, Edit, Steps, checked, edited, replaced, text_of, with_first_key, words_of
from loaders.errors import LoadError
from loaders.folder import folder_settings

_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
# Where the files name things; `*` is any one key or place, and the last step may be missing in shorthand.
_REFERENCES: dict[NameKind, tuple[str, ...]] = {
    "role": (
        "career feeders * name", "career next * name", "career adjacent * name", "related * name", "builds_on * name",
        "career feeders * role", "career next * role", "career adjacent * role", "related * role",
        "career promotion_to", "replaced_by",
    ),
    "skill": (
        "technical_skills * name", "soft_skills * name", "no_longer * name", "scorecard top_technical_skills *",
        "scorecard top_soft_skills *",
    ),
    "tool": ("tools * cell", "tools * names *", "scorecard top_tools *"),
    "tool_category": ("tools * category",),
    "stakeholder": ("stakeholders * * name",),
    "family": ("family", "roles * family"),
    "level": ("level", "roles * level"),
}  # fmt: skip


class Rename(NamedTuple):
    """From one id and name to others. The name stays where only an id is given."""

    kind: NameKind
    old_id: str
    old_name: str
    new_id: str
    new_name: str

    def instead_of(self, words: str) -> str | None:
        """What stands instead of words that name the thing by its id or its canonical name."""
        if words == self.old_id:
            return self.new_id if self.new_id != self.old_id else None
        return self.new_name if spelled(words) and slug(words) == slug(self.old_name) != slug(self.new_name) else None


def rename_of(names: Names, kind: NameKind, old: str, new: str, *, keep_id: bool = False) -> Rename:
    """What is meant by an old id or name and a new one. A new id changes the id alone, a new name the id too unless it
    is kept. Raises LoadError.
    """
    found = names.find(kind, old)
    words = kind.replace("_", " ")
    if found is None:
        near = [f"{name} ({id})" for id, name in names.suggest(kind, old)]
        raise LoadError(
            old, f"is no {words} of this ladder", suggestion=f"Nearest: {', '.join(near)}." if near else None
        )
    name = names.name_of(kind, found) or found
    if not spelled(new):
        raise LoadError(new, "has no letter or digit to make an id from", suggestion="Give another name.")
    only_id = bool(_ID.match(new)) and not keep_id
    to = Rename(kind, found, name, found if keep_id else slug(new), name if only_id else new)
    if (to.new_id, to.new_name) == (found, name):
        raise LoadError(new, f"is what the {words} is called already", suggestion="Nothing was changed.")
    for wanted in (to.new_id, to.new_name):
        other = names.find(kind, wanted)
        if other not in (None, found):
            raise LoadError(
                wanted,
                f"names the {words} {other} already",
                suggestion=f"If both are one: ladder vocabulary merge {words.replace(' ', '-')} {found} {other}.",
            )
    return to


def changes(home: Path, documents: Iterable[Document], names: Names, rename: Rename) -> list[Changed]:
    """Every file of the folder as it is to be. `documents` are those of the folder and of what it loads beside. Raises
    LoadError.
    """
    found = []
    for document in documents:
        path = home / _file_of(document)
        if _written(home, document):
            before = text_of(path)
            after = _renamed(before, document, names, rename)
            if after != before:
                found.append(checked(Changed(path, before, after), path.name))
    remembered = _remembered(home, found, names, rename)
    return [*(changed for changed in found if changed.path != remembered.path), remembered]


def titled_as_before(home: Path, documents: Iterable[Document], names: Names, rename: Rename) -> list[str]:
    """Files that describe the renamed role and are not YAML: the title that stands in them stays the role's title."""
    if rename.new_name == rename.old_name:
        return []
    described = (document for document in documents if _is_it(document, names, rename))
    return sorted({_file_of(document) for document in described if not _written(home, document)})


def _file_of(document: Document) -> str:
    return document.id.partition("/")[2].partition("#")[0]


def _written(home: Path, document: Document) -> bool:
    """Whether a rename writes the document's file."""
    path = home / _file_of(document)
    return document.format == "yaml" and path.is_file() and path.suffix in (".yaml", ".yml") and _own(document, home)


def _own(document: Document, home: Path) -> bool:
    return document.collection == (folder_settings(home).collection or home.resolve().name)


def _renamed(text: str, document: Document, names: Names, rename: Rename) -> str:
    edits = list(_edits(text, document, names, rename))
    text = edited(text, edits)
    stated = document.content.id if isinstance(document.content, Blueprint) else None
    without = stated is None and _is_it(document, names, rename)
    return with_first_key(text, "title", "id", rename.new_id) if without else text


def _is_it(document: Document, names: Names, rename: Rename) -> bool:
    """Whether the document describes the role that is renamed."""
    if rename.kind != "role" or not isinstance(document.content, Blueprint):
        return False
    return names.role_of(document) == rename.old_id


def _edits(text: str, document: Document, names: Names, rename: Rename) -> Iterator[Edit]:
    is_role = isinstance(document.content, Blueprint)
    itself = _is_it(document, names, rename)
    for steps, node in words_of(text):
        if itself and steps == ("id",):
            yield from _edit(node, rename.new_id)
        elif itself and steps == ("title",) and rename.new_name != rename.old_name:
            yield from _edit(node, rename.new_name)
        elif _refers(steps, rename.kind, is_role=is_role) and (words := rename.instead_of(node.value)):
            yield from _edit(node, words)


def _edit(node: yaml.ScalarNode, words: str) -> Iterator[Edit]:
    if node.value != words:
        yield replaced(node, words)


def _refers(steps: Steps, kind: NameKind, *, is_role: bool) -> bool:
    """Whether words at this place name something of the kind."""
    if not is_role:
        if steps[0] == TERM_LISTS[kind] and (len(steps) == 2 or steps[2:] in (("id",), ("name",))):
            return True
        return steps[0] == "roles" and steps[2:] == (kind,)
    for pattern in _REFERENCES[kind]:
        wanted = pattern.split()
        if wanted[-1] in ("name", "cell") and len(steps) == len(wanted) - 1:
            wanted = wanted[:-1]
        if len(steps) == len(wanted) and all(want in ("*", step) for want, step in zip(wanted, steps, strict=True)):
            return True
    return False


def _remembered(home: Path, found: Iterable[Changed], names: Names, rename: Rename) -> Changed:
    """The vocabulary with the old id and name leading to the new."""
    path = home / FILE
    before = text_of(path) if path.exists() else None
    text = next((changed.after for changed in found if changed.path == path), before)
    lists = {"replaces": rename.old_id} if rename.new_id != rename.old_id else {}
    if slug(rename.old_name) != slug(rename.new_name):
        lists["aliases"] = rename.old_name
    term = names.terms.get((rename.kind, rename.old_id))
    kept = {"line", "id", "name", "aliases", "not_aliases", "replaces"}
    said = term.model_dump(mode="json", exclude=kept, exclude_defaults=True) if term else {}  # a term says it all
    after = with_term(text, TERM_LISTS[rename.kind], rename.new_name, id=rename.new_id, said=said, **lists)
    return checked(Changed(path, before, after), FILE.as_posix())
