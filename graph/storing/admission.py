"""What may not enter the graph: faults of curated files that a keeper should mend before anything is written.

Blueprints and imports are taken as they are (their faults become findings); a curated file that names a level or a role
id that does not exist is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.documents.blueprint import Blueprint, CareerStep
from graph.documents.document import PRECEDENCE, Document
from graph.documents.names import Names
from graph.errors import DocumentError, did_you_mean
from graph.model import Graph, NodeKey
from graph.schema import NameKind


def refusals(
    changed: Iterable[Document], documents: Iterable[Document], names: Names, before: Graph
) -> list[DocumentError]:
    """Every reason why the changed documents may not be loaded.

    A role id that the graph knows although no document describes it any more is no reason: it stays as a role that is
    only mentioned.
    """
    errors = list(_duplicate_ids(documents))
    for document in changed:
        if isinstance(document.content, Blueprint) and PRECEDENCE[document.format] == 0:
            errors += _unknown_level(document, document.content, names)
            errors += _unknown_roles(document, document.content, names, before)
    return errors


def _duplicate_ids(documents: Iterable[Document]) -> Iterator[DocumentError]:
    """Several collections may describe one role; two files of one collection that give one id are a slip."""
    seen: dict[tuple[str, str], str] = {}
    for document in sorted(documents, key=lambda each: each.id):
        if isinstance(document.content, Blueprint) and document.content.id and PRECEDENCE[document.format] == 0:
            first = seen.setdefault((document.collection, document.content.id), document.id)
            if first != document.id:
                message = f"the id {document.content.id!r} is already the id of {first}"
                yield DocumentError(document.id, message, None, "id", "Give one of the two roles another id.")


def _unknown_level(document: Document, said: Blueprint, names: Names) -> Iterator[DocumentError]:
    if said.level and names.find("level", said.level) is None:
        yield DocumentError(
            document.id, f"there is no level {said.level!r}", None, "level", _nearest("level", said.level, names)
        )


def _unknown_roles(document: Document, said: Blueprint, names: Names, before: Graph) -> Iterator[DocumentError]:
    for field, step in _steps(said):
        if (
            step.role
            and names.name_of("role", names.survivor("role", step.role)) is None
            and NodeKey("Role", step.role) not in before.nodes
        ):
            yield DocumentError(
                document.id,
                f"no document describes a role with the id {step.role!r}",
                step.line,
                f"career.{field}",
                _nearest("role", step.role, names),
            )


def _steps(said: Blueprint) -> Iterator[tuple[str, CareerStep]]:
    for field in ("feeders", "next", "adjacent"):
        yield from ((field, step) for step in getattr(said.career, field))


def _nearest(kind: NameKind, value: str, names: Names) -> str:
    near = [id for id, _ in names.suggest(kind, value)]
    if found := did_you_mean(near):
        return found
    known = sorted(names.ids(kind))
    shown = ", ".join(known[:12])
    return (
        f"Known: {shown}{' …' if len(known) > 12 else ''}."
        if known
        else f"The vocabulary has no {kind} at all; load its files too."
    )
