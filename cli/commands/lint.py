"""`ladder lint`: the findings of a set of documents, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

import typer

from cli.terminal.console import NO, note
from cli.terminal.finding_formats import FORMATS
from cli.terminal.findings import count_in_words, place_of, print_finding
from cli.terminal.options import HomeOption, JsonOption
from cli.terminal.watching import again_and_again
from cli.terminal.words import counted
from graph.documents.document import Document, Vocabulary
from graph.errors import DocumentError, DocumentErrors
from graph.folding.findings import Finding
from graph.schema import SEVERITIES
from graph.settings import load_settings
from graph.storing.admission import judge
from loaders.folder import SETTINGS_FILE, Reading, read_home, read_paths, vocabularies_of

ExistingPathsArgument = Annotated[
    list[Path] | None,
    typer.Argument(help="Files or folders; the data folder when left out.", exists=True, show_default=False),
]
Severity = Literal["info", "warning", "error"]

REFUSED, UNREADABLE = "refused", "unreadable_document"  # kinds for files that `ladder load` would reject
MAPPING = "mapping"  # kind of what does not fit a mapping
_FILES_NAMED = 5  # most files without an id to name


@dataclass(frozen=True, slots=True)
class _Subject:
    """The documents to judge. All `documents` are folded together, but findings in those of `context` (ids) are left
    out. `folders` contain the files.
    """

    documents: list[Document]
    context: frozenset[str] = frozenset()
    folders: tuple[Path, ...] = ()
    doubts: tuple[DocumentError, ...] = ()


def lint(
    paths: ExistingPathsArgument = None,
    severity: Annotated[
        Severity, typer.Option(help="Show findings of this severity and worse; any of them makes the exit code 1.")
    ] = "warning",
    format: Annotated[
        Literal["text", "json", "github", "sarif"],
        typer.Option(help="github: annotations of a pull request; sarif: for code scanning."),
    ] = "text",
    as_json: JsonOption = False,
    watch: Annotated[bool, typer.Option("--watch", help="Look again whenever a file changes.")] = False,
    home: HomeOption = None,
) -> None:
    """Find what a keeper should look at.

    Dangling names, contradictions, gaps. Reads files only; no database is needed.
    """
    folder = load_settings(home=home).home
    look = partial(_look, paths, folder, severity, "json" if as_json else format)
    if watch:
        again_and_again(look, paths or [folder])
    else:
        look()


def _look(paths: Sequence[Path] | None, folder: Path, severity: Severity, format: str) -> None:
    unread: list[DocumentError] = []
    try:
        subject = _subject(paths, folder, unread)
    except DocumentErrors as error:
        subject = _Subject([], folders=tuple(paths or [folder]))
        unread += error.errors
    found = _findings(subject, unread)
    shown = [finding for finding in found if SEVERITIES.index(finding.severity) >= SEVERITIES.index(severity)]
    if format in FORMATS:
        FORMATS[format](shown, subject.folders)
    else:
        for finding in shown:
            print_finding(finding, subject.folders)
        _note_summary(found, len(found) - len(shown), subject)
    if shown:
        raise typer.Exit(NO)


def _subject(paths: Sequence[Path] | None, home: Path, unread: list[DocumentError]) -> _Subject:
    """The documents of a data folder alone; files together with all documents of the data folder; a plain folder with
    the data folder's vocabulary, if it has none.
    """
    if not paths or (len(paths) == 1 and (paths[0] / SETTINGS_FILE).exists()):
        folder = paths[0] if paths else home
        reading = read_home(folder, faults=unread)
        return _Subject(reading.documents, folders=(folder,), doubts=tuple(reading.doubts))
    around = read_home(home, faults=[]).documents  # faults outside the given files are ignored
    given = read_paths(paths, vocabularies_of(around), faults=unread)
    context = _context(given, around)
    return _Subject([*given.documents, *context], frozenset(document.id for document in context), tuple(paths))


def _context(given: Reading, around: Iterable[Document]) -> list[Document]:
    """The documents of the data folder that are needed to judge the given ones."""
    ids = {document.id for document in given.documents}
    others = [
        document for document in around if document.id not in ids and document.collection not in given.authoritative
    ]
    whole_folders = {document.collection for document in given.documents} <= given.authoritative
    if not whole_folders:
        return others
    own_vocabulary = any(isinstance(document.content, Vocabulary) for document in given.documents)
    return [] if own_vocabulary else [document for document in others if isinstance(document.content, Vocabulary)]


def _findings(subject: _Subject, unread: Sequence[DocumentError]) -> list[Finding]:
    """Unreadable files, refusals, then findings of the fold. Findings about an id are left out where an unreadable file
    may state it.
    """
    judged = judge(subject.documents, {document.id for document in subject.documents} - subject.context)
    maybe = [repr(PurePosixPath(error.document).stem) for error in unread]
    found = [*(_finding_of(error, REFUSED) for error in judged.refused), *judged.findings]
    told = [
        finding
        for finding in found
        if not any(f"role id {id}" in finding.message or f"the id {id}" in finding.message for id in maybe)
    ]
    doubts = (_finding_of(doubt, MAPPING, "warning") for doubt in subject.doubts)
    return [*(_finding_of(error, UNREADABLE) for error in unread), *doubts, *told]


def _finding_of(error: DocumentError, kind: str, severity: Severity = "error") -> Finding:
    return Finding(
        kind,
        severity=severity,
        subject="",
        message=f"{error.field}: {error.message}" if error.field else error.message,
        suggestion=error.suggestion,
        document=error.document,
        line=error.line,
    )


def _note_summary(found: Sequence[Finding], hidden: int, subject: _Subject) -> None:
    documents = counted(len(subject.documents) - len(subject.context), "document")
    more = f" {hidden} not shown; --severity info shows all." if hidden else ""
    note(f"{documents}: {count_in_words(found) or 'nothing to look at'}.{more}")
    without = [place_of(finding.document or "", subject.folders) for finding in found if finding.kind == "no_id"]
    if without:
        named = ", ".join(without[:_FILES_NAMED]) + (" …" if len(without) > _FILES_NAMED else "")
        note(f"{counted(len(without), 'file')} without an `id`: {named}. `ladder ids --write` puts them in.")
