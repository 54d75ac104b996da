"""The roles of some documents, each once: where several documents describe a role, what they say together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel

from graph.documents.blueprint import Blueprint, Item
from graph.documents.document import Document
from graph.documents.names import Names
from graph.documents.spelling import slug

Said = TypeVar("Said", bound=BaseModel)


def roles_of(documents: Iterable[Document], names: Names) -> list[Blueprint]:
    """In the order of the documents; of several about one role the first by precedence counts, as the fold has it."""
    every = [document for document in documents if isinstance(document.content, Blueprint)]
    found: dict[str, Blueprint] = dict.fromkeys(map(names.own_role_of, every), _NOTHING)
    for document in sorted(every, key=lambda document: document.precedence):
        id, said = names.own_role_of(document), document.content
        assert isinstance(said, Blueprint)
        found[id] = said if found[id] is _NOTHING else _one_role(found[id], said)
    return [_with_kept_id(said, id, names) for id, said in found.items()]


_NOTHING = Blueprint(title="-")


def _with_kept_id(said: Blueprint, id: str, names: Names) -> Blueprint:
    """The role with its id, where its title would give it another one."""
    return said if said.id or names.titles.role_id(said) == id else said.model_copy(update={"id": id})


def _one_role(first: Blueprint, more: Blueprint) -> Blueprint:
    known = {slug(name) for name in (first.title, *first.aliases)}
    also = [] if slug(more.title) in known else [more.title]
    return _united(first, more.model_copy(update={"aliases": [*also, *more.aliases]}))


def _united(first: Said, more: Said) -> Said:
    """The first value of each field, and all entries of lists."""
    others = {**dict(more), **(more.model_extra or {})}
    own = {**dict(first), **(first.model_extra or {})}
    defaults = {name: field.get_default(call_default_factory=True) for name, field in type(first).model_fields.items()}
    return first.model_copy(
        update={name: _both(own.get(name), value, defaults.get(name)) for name, value in others.items()}
    )


def _both(first: Any, more: Any, default: Any) -> Any:
    if isinstance(first, BaseModel) and type(first) is type(more):
        return _united(first, more)
    if isinstance(first, list) and isinstance(more, list):
        known = list(map(_placeless, first))
        return [*first, *(entry for entry in more if _placeless(entry) not in known)]
    return more if first == default else first


def _placeless(entry: Any) -> Any:
    return entry.model_copy(update={"line": None}) if isinstance(entry, Item) else entry
