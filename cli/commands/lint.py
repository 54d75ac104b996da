"""`ladder lint`: the findings of a set of documents, without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cli.terminal.console import NO, bold, cyan, dim, note, print_json, red, say, yellow
from cli.terminal.options import HomeOption, JsonOption
from cli.terminal.words import counted
from graph.documents.document import Document, Vocabulary
from graph.errors import DocumentError, DocumentErrors
from graph.folding.findings import Finding, found_in
from graph.folding.fold import folded
from graph.model import Graph
from graph.schema import SEVERITIES
from graph.settings import load_settings
from graph.storing.admission import refusals
from loaders.folder import SETTINGS_FILE, Reading, read_home, read_paths, vocabularies_of

ExistingPathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(help="Files or folders; the data folder when left out.", exists=True, show_default=False),
]
Severity = Literal["info", "warning", "error"]

REFUSED, UNREADABLE = "refused", "unreadable_document"  # kinds of what `ladder load` would not take at all
_COLOURS = {"error": red, "warning": yellow, "info": cyan}


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is looked at. All `documents` are folded together, but nothing is told of those in `context`, which holds
    their ids. `folders` are where the files are.
    """

    documents: list[Document]
    context: frozenset[str] = frozenset()
    folders: tuple[Path, ...] = ()


def lint(
    paths: ExistingPathsArgument = None,
    severity: Annotated[
        Severity, typer.Option(help="Show findings of this severity and worse; any of them makes the exit code 1.")
    ] = "warning",
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Find what a keeper should look at.

    Dangling names, contradictions, gaps. Reads files only; no database is needed.
    """
    folder = load_settings(home=home).home
    try:
        subject = _subject(paths, folder)
        found = _findings(subject)
    except DocumentErrors as error:
        subject = _Subject([], folders=tuple(paths or [folder]))
        found = [_finding_of(document_error, UNREADABLE) for document_error in error.errors]
    except DocumentError as error:
        subject = _Subject([], folders=tuple(paths or [folder]))
        found = [_finding_of(error, UNREADABLE)]
    shown = [finding for finding in found if SEVERITIES.index(finding.severity) >= SEVERITIES.index(severity)]
    if as_json:
        print_json([_values(finding, subject.folders) for finding in shown])
    else:
        for finding in shown:
            _print(finding, subject.folders)
        _note_summary(found, len(found) - len(shown), subject)
    if shown:
        raise typer.Exit(NO)


def _subject(paths: Sequence[Path] | None, home: Path) -> _Subject:
    """A data folder stands for itself; a file is looked at among all documents of the data folder; a plain folder with
    the vocabulary that it lacks.
    """
    if not paths:
        return _Subject(read_home(home).documents, folders=(home,))
    if len(paths) == 1 and (paths[0] / SETTINGS_FILE).exists():
        return _Subject(read_home(paths[0]).documents, folders=(paths[0],))
    around = read_home(home).documents
    given = read_paths(paths, vocabularies_of(around))
    context = _context(given, around)
    return _Subject([*given.documents, *context], frozenset(document.id for document in context), tuple(paths))


def _context(given: Reading, around: Iterable[Document]) -> list[Document]:
    """The documents of the data folder that the given ones need around them to be judged."""
    ids = {document.id for document in given.documents}
    others = [
        document for document in around if document.id not in ids and document.collection not in given.authoritative
    ]
    whole_folders = {document.collection for document in given.documents} <= given.authoritative
    if not whole_folders:
        return others
    own_vocabulary = any(isinstance(document.content, Vocabulary) for document in given.documents)
    return [] if own_vocabulary else [document for document in others if isinstance(document.content, Vocabulary)]


def _findings(subject: _Subject) -> list[Finding]:
    """What a load would refuse, then what the fold finds."""
    own = [document for document in subject.documents if document.id not in subject.context]
    graph, names = folded(subject.documents)
    refused = refusals(own, subject.documents, names, Graph())
    found = [
        finding
        for finding in found_in(graph)
        if finding.document not in subject.context and not _told_already(finding, refused)
    ]
    return [*(_finding_of(error, REFUSED) for error in refused), *found]


def _told_already(finding: Finding, refused: Iterable[DocumentError]) -> bool:
    """True for an id or a level that is refused: the refusal tells of it."""
    return any(
        (finding.kind == "dangling_id" and finding.line == error.line)
        or (finding.kind == "unknown_name" and finding.name_kind == error.field == "level")
        for error in refused
        if error.document == finding.document
    )


def _finding_of(error: DocumentError, kind: str) -> Finding:
    return Finding(
        kind,
        severity="error",
        subject="",
        message=f"{error.field}: {error.message}" if error.field else error.message,
        suggestion=error.suggestion,
        document=error.document,
        line=error.line,
    )


def _place(document: str, folders: Iterable[Path]) -> str:
    """The path of a document's file as a shell would take it, where the file is in one of the folders; else the
    document's id.
    """
    _, _, name = document.partition("/")
    for folder in folders:
        if name and (folder / name).is_file():
            return str(folder / name)
        if folder.is_file() and folder.resolve().as_posix().endswith(f"/{name}"):
            return str(folder)
    return document


def _values(finding: Finding, folders: Iterable[Path]) -> dict[str, Any]:
    fields = ("kind", "severity", "message", "suggestion", "document", "line", "role")
    path = _place(finding.document, folders) if finding.document else None
    return {field: getattr(finding, field) for field in fields} | {"path": path}


def _print(finding: Finding, folders: Iterable[Path]) -> None:
    place = _place(finding.document, folders) if finding.document else finding.role or "ladder"
    line = f":{finding.line}" if finding.line else ""
    severity = _COLOURS[finding.severity](finding.severity)
    say(f"{bold(place + line)}: {severity} {finding.message} {dim(f'({finding.kind})')}")
    if finding.suggestion:
        say(f"    {finding.suggestion}")


def _note_summary(found: Iterable[Finding], hidden: int, subject: _Subject) -> None:
    counts = Counter(finding.severity for finding in found)
    summary = ", ".join(f"{counts[severity]} {severity}" for severity in reversed(SEVERITIES) if counts[severity])
    documents = counted(len(subject.documents) - len(subject.context), "document")
    more = f" {hidden} not shown; --severity info shows all." if hidden else ""
    note(f"{documents}: {summary or 'nothing to look at'}.{more}")
