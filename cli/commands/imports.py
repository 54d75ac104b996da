"""`ladder import`: public occupation data and a company's own spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from cli.terminal.console import dim, note, progress_bar, yellow
from cli.terminal.databases import open_database
from cli.terminal.groups import group
from cli.terminal.loading import load_or_preview
from cli.terminal.options import DryRunOption, HomeOption, JsonOption, MarkdownOption, Shown, shown_as
from cli.terminal.reading import stored_documents, vocabulary_documents
from graph.documents.document import Document
from graph.settings import Settings, load_settings
from graph.storing.plan import Request
from loaders.errors import LoadError
from loaders.folder import folder_settings
from loaders.onet.read import COLLECTION as ONET
from loaders.onet.read import read_onet
from loaders.sheets.read import names_known, read_sheets
from loaders.sheets.terms import without_known_terms
from loaders.standards.esco import COLLECTION as ESCO
from loaders.standards.esco import language_of, own_names, read_esco, with_other_names
from loaders.standards.jsonld import read_jsonld

imports = group("Load public data, or a ladder that lives in a spreadsheet.")


@imports.command()
def onet(
    folder: Annotated[Path, typer.Argument(help="Folder with the tables of the O*NET database as tab-separated text.")],
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    markdown: MarkdownOption = False,
    home: HomeOption = None,
) -> None:
    """Load O*NET's occupations, skills, technology and job zones.

    Related occupations become steps. Documents of an earlier load of O*NET that this one lacks are removed.
    """
    shown, settings = shown_as(as_json=as_json, markdown=markdown), load_settings(home=home)
    with progress_bar("Reading O*NET") as move:
        documents = read_onet(folder, lambda what, done, total: move(done, total, what))
    note(dim(documents[0].attribution or ""))
    _load(Request(documents, frozenset({ONET})), settings, shown, dry_run=dry_run)


@imports.command()
def esco(
    folder: Annotated[Path, typer.Argument(help="Folder with ESCO's CSV files: occupations, skills and relations.")],
    language: Annotated[str, typer.Option(help="Language of the files, as in skills_en.csv.")] = "en",
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    markdown: MarkdownOption = False,
    home: HomeOption = None,
) -> None:
    """Load ESCO's occupations and the skills they ask for.

    Documents of an earlier load of ESCO that this one lacks are removed; a second language adds other names.
    """
    shown, settings = shown_as(as_json=as_json, markdown=markdown), load_settings(home=home)
    with open_database(settings.home) as database:
        stored = stored_documents(database)
        loaded = [document for document in stored if document.collection == ESCO]
        others = [document for document in stored if document.collection != ESCO]
        own = own_names([*others, *vocabulary_documents(settings)])
        documents = read_esco(folder, language, own)
        note(dim(documents[0].attribution or ""))
        if (first := language_of(loaded)) and first != language:
            documents = with_other_names(loaded, documents, own)
            note(
                f"ESCO is in the graph in {first}: its names in {language} become other names. To load it in "
                f"{language} alone, first `ladder remove --collection {ESCO}`."
            )
        load_or_preview(database, Request(documents, frozenset({ESCO})), settings, shown, dry_run=dry_run)


@imports.command()
def jsonld(
    file: Annotated[Path, typer.Argument(help="A file that `ladder export --format jsonld` wrote.")],
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    markdown: MarkdownOption = False,
    home: HomeOption = None,
) -> None:
    """Load a ladder that was exported as JSON-LD.

    It is authoritative for the collections that are in it.
    """
    shown, settings = shown_as(as_json=as_json, markdown=markdown), load_settings(home=home)
    documents = read_jsonld(file)
    collections = frozenset(document.collection for document in documents)
    _load(Request(documents, collections), settings, shown, dry_run=dry_run)


def _load(request: Request, settings: Settings, shown: Shown, *, dry_run: bool) -> None:
    with open_database(settings.home) as database:
        load_or_preview(database, request, settings, shown, dry_run=dry_run)


@imports.command()
def sheet(
    files: Annotated[
        list[Path], typer.Argument(help="Workbooks (XLSX) or CSV files; each is a collection named like the file.")
    ],
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    markdown: MarkdownOption = False,
    home: HomeOption = None,
) -> None:
    """Load a company's own ladder from spreadsheets.

    Roles that are no longer in their file are removed. `ladder schema --sheet` writes a file to start from.
    """
    shown, settings = shown_as(as_json=as_json, markdown=markdown), load_settings(home=home)
    with open_database(home) as database:
        stored = stored_documents(database)
        names = names_known([*stored, *vocabulary_documents(settings)])
        with progress_bar("Reading sheets") as move:
            reading = read_sheets(
                files, names, lambda what, done, total: move(done, total, what), folder_settings(settings.home).headings
            )
        _require_sheets(stored, reading.collections)
        others = [document for document in stored if document.collection not in reading.collections]
        documents = without_known_terms(reading.documents, others)
        for words in reading.notes:
            note(yellow(words))
        for words in reading.summary:
            note(words)
        request = Request(documents, frozenset(reading.collections))
        load_or_preview(database, request, settings, shown, dry_run=dry_run)


def _require_sheets(stored: Iterable[Document], collections: Iterable[str]) -> None:
    """Raises LoadError for a file with the name of a loaded folder: loading it would remove that folder's documents."""
    for document in stored:
        if document.collection in collections and document.format != "sheet":
            raise LoadError(
                f"{document.collection}.xlsx",
                f"the collection {document.collection!r} holds {document.id}, which is no sheet",
                suggestion="Rename the file.",
            )
