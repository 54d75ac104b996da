"""`ladder lint`: the findings of a set of documents, without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.markup import escape

from cli.terminal.session import NO, HomeOption, JsonOption, err, out, print_json
from graph.documents.document import Document, Vocabulary
from graph.documents.names import Names
from graph.errors import DocumentError, DocumentErrors
from graph.folding.findings import Finding, found_in
from graph.folding.fold import fold
from graph.model import Graph
from graph.schema import SEVERITIES
from graph.settings import load_settings
from graph.storing.admission import refusals
from loaders.folder import SETTINGS_FILE, Reading, read_home, read_paths, vocabularies_of

Paths = Annotated[
    list[Path] | None,
    typer.Argument(help="Files or folders; the data folder when left out.", exists=True, show_default=False),
]
Severity = Literal["info", "warning", "error"]

REFUSED, UNREADABLE = "refused", "unreadable_document"  # kinds of what `ladder load` would not take at all
_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is looked at: `documents` are folded, findings are told of those that are not `context`; `folders` show
    where their files are.
    """

    documents: list[Document]
    context: frozenset[str] = frozenset()
    folders: tuple[Path, ...] = ()


def lint(
    paths: Paths = None,
    severity: Annotated[
        Severity, typer.Option(help="Show findings of this severity and worse; any of them makes the exit code 1.")
    ] = "warning",
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Find what a keeper should look at: dangling names, contradictions, gaps. Reads files only; no database is
    needed.
    """
    folder = load_settings(home=home).home
    try:
        subject = _subject(paths, folder)
        found = _findings(subject)
    except (DocumentError, DocumentErrors) as error:
        errors = error.errors if isinstance(error, DocumentErrors) else (error,)
        subject, found = (
            _Subject([], folders=tuple(paths or [folder])),
            [_unreadable(each, UNREADABLE) for each in errors],
        )
    shown = [each for each in found if SEVERITIES.index(each.severity) >= SEVERITIES.index(severity)]
    if as_json:
        print_json([_values(each, subject.folders) for each in shown])
    else:
        _print(shown, found, subject)
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
    ids = {document.id for document in given.documents}
    whole = {document.collection for document in given.documents} <= given.authoritative
    own_vocabulary = any(isinstance(document.content, Vocabulary) for document in given.documents)
    others = [
        document for document in around if document.id not in ids and document.collection not in given.authoritative
    ]
    if not whole:
        return others
    return [] if own_vocabulary else [document for document in others if isinstance(document.content, Vocabulary)]


def _findings(subject: _Subject) -> list[Finding]:
    names = Names.of(subject.documents)
    own = [document for document in subject.documents if document.id not in subject.context]
    refused = refusals(own, subject.documents, names, Graph())
    found = [
        each
        for each in found_in(fold(subject.documents))
        if each.document not in subject.context and not _refused_already(each, refused)
    ]
    return [*(_unreadable(each, REFUSED) for each in refused), *found]


def _refused_already(finding: Finding, refused: Iterable[DocumentError]) -> bool:
    """An id or a level that is refused is told once, by the refusal."""
    for each in refused:
        if each.document == finding.document:
            if finding.kind == "dangling_id" and each.line == finding.line:
                return True
            if finding.kind == "unknown_name" and each.field == "level" and finding.message.startswith("The level "):
                return True
    return False


def _unreadable(error: DocumentError, kind: str) -> Finding:
    message = f"{error.field}: {error.message}" if error.field else error.message
    return Finding(kind, "error", "", message, error.suggestion, error.document, error.line)


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
    values = {
        name: getattr(finding, name)
        for name in ("kind", "severity", "message", "suggestion", "document", "line", "role")
    }
    return values | {"path": _place(finding.document, folders) if finding.document else None}


def _print(shown: Sequence[Finding], found: Sequence[Finding], subject: _Subject) -> None:
    for each in shown:
        place = _place(each.document, subject.folders) if each.document else each.role or "ladder"
        line = f":{each.line}" if each.line else ""
        colour = _COLOURS[each.severity]
        out.print(
            f"[bold]{escape(place)}{line}[/]: [{colour}]{each.severity}[/] {escape(each.message)} [dim]({each.kind})[/]"
        )
        if each.suggestion:
            out.print(f"    {escape(each.suggestion)}")
    counts = Counter(each.severity for each in found)
    summary = (
        ", ".join(f"{counts[severity]} {severity}" for severity in reversed(SEVERITIES) if counts[severity])
        or "nothing to look at"
    )
    hidden = len(found) - len(shown)
    own = len(subject.documents) - len(subject.context)
    err.print(
        f"{own} document{'s' * (own != 1)}: {summary}."
        + (f" {hidden} not shown; --severity info shows all." if hidden else "")
    )
