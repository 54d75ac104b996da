"""Judges documents for a load and for lint: which are refused, and which findings they cause.

Blueprints and imports are never refused here: their faults become findings. A curated file is refused when it names a
level or a role id that does not exist.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.documents.blueprint import Blueprint, CareerStep
from graph.documents.document import PRECEDENCE, Document
from graph.documents.names import Names
from graph.errors import DocumentError, did_you_mean
from graph.folding.findings import Finding, found_in
from graph.folding.fold import folded
from graph.model import Graph
from graph.schema import NameKind


@dataclass(frozen=True, slots=True)
class Judgement:
    """The graph after a load, and what is wrong with the loaded documents. A load with a `refused` document writes
    nothing. A finding that repeats a refusal is left out.
    """

    graph: Graph
    names: Names
    refused: Sequence[DocumentError]
    findings: Sequence[Finding]


def judge(documents: Collection[Document], own: Collection[str]) -> Judgement:
    """Folds all documents as they are after a load, and judges those whose ids are in `own`, the loaded ones. Findings
    without a document are included.
    """
    try:
        graph, names = folded(documents)
    except DocumentError as error:
        return Judgement(Graph(), Names(), [error], [])
    refused = list(refusals(documents, own, names))
    found = [finding for finding in found_in(graph) if finding.document is None or finding.document in own]
    return Judgement(graph, names, refused, [finding for finding in found if not _told_already(finding, refused)])


def refusals(documents: Collection[Document], own: Collection[str], names: Names) -> Iterator[DocumentError]:
    """What keeps the documents whose ids are in `own` from being loaded."""
    yield from _duplicate_ids(documents)
    for document in documents:
        if document.id in own and isinstance(document.content, Blueprint) and PRECEDENCE[document.format] == 0:
            yield from _unknown_level(document, document.content, names)
            yield from _unknown_roles(document, document.content, names)


REFUSABLE = "dangling_id"  # a finding in stored documents, a refusal in loaded ones


def _told_already(finding: Finding, refused: Iterable[DocumentError]) -> bool:
    """True for a finding about an id or a level that a refusal names too."""
    return any(
        (finding.kind == REFUSABLE and finding.line == error.line)
        or (finding.kind == "unknown_name" and finding.name_kind == error.field == "level")
        or (finding.kind == "no_level" and error.field == "level")
        for error in refused
        if error.document == finding.document
    )


def _duplicate_ids(documents: Iterable[Document]) -> Iterator[DocumentError]:
    """Several collections may describe one role; two files of one collection with one id are a mistake."""
    seen: dict[tuple[str, str], str] = {}
    for document in sorted(documents, key=lambda document: document.id):
        if isinstance(document.content, Blueprint) and document.content.id and PRECEDENCE[document.format] == 0:
            first = seen.setdefault((document.collection, document.content.id), document.id)
            if first != document.id:
                message = f"the id {document.content.id!r} is already the id of {first}"
                line = document.content.line_of("id")
                yield DocumentError(document.id, message, line, "id", "Give one of the two roles another id.")


def _unknown_level(document: Document, said: Blueprint, names: Names) -> Iterator[DocumentError]:
    if said.level and names.find("level", said.level) is None:
        message, line = f"there is no level {said.level!r}", said.line_of("level")
        yield DocumentError(document.id, message, line, "level", _nearest("level", said.level, names))


def _unknown_roles(document: Document, said: Blueprint, names: Names) -> Iterator[DocumentError]:
    for field, step in _steps(said):
        if step.role and names.name_of("role", names.survivor("role", step.role)) is None:
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
    if kind == "level":
        known = [names.name_of(kind, id) or id for id in names.ids(kind)]
        shown = f"Known: {', '.join(known[:12])}{' …' if len(known) > 12 else ''}. " if known else ""
        return f"{shown}A new one: add it to vocabulary/levels.yaml, or as an alias of one that is there."
    return "Describe that role in a file of its own, or name it by its title (`name:`), which need not exist."
