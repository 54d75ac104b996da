"""`ladder import`: public occupation data and a company's own spreadsheets, loaded like any other documents; and the
template to start from.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from cli.commands.documents import write
from cli.terminal.differences import MarkdownOption, chosen_format, show_plan
from cli.terminal.session import HomeOption, JsonOption, err, moved, open_database, print_json, progress_bar
from graph.documents.document import Document
from graph.documents.names import Names
from graph.errors import DocumentErrors
from graph.neo4j.database import Database
from graph.settings import Settings, load_settings
from graph.storing.plan import Request, plan
from graph.storing.state import read_state
from graph.storing.stored import read_documents
from loaders.errors import LoadError
from loaders.folder import read_home
from loaders.onet.read import COLLECTION as ONET
from loaders.onet.read import read_onet
from loaders.sheets.read import SheetReading, names_known, read_sheets
from loaders.sheets.workbook import template, to_workbook

imports = typer.Typer(no_args_is_help=True, help="Load public data, or a ladder that lives in a spreadsheet.")

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")]


@imports.command()
def onet(
    folder: Annotated[Path, typer.Argument(help="Folder with the tables of the O*NET database as tab-separated text.")],
    dry_run: DryRun = False,
    as_json: JsonOption = False,
    markdown: MarkdownOption = False,
    home: HomeOption = None,
) -> None:
    """Load O*NET: occupations, skills, technology, related occupations and job zones. What was there of it before and
    is no more goes.
    """
    settings = load_settings(home=home)
    with progress_bar("Reading O*NET") as progress:
        documents = read_onet(folder, lambda what, done, total: moved(progress, done, total, what))
    err.print(escape(documents[0].attribution or ""), style="dim")
    with open_database(home) as database:
        put(
            database,
            Request(documents, frozenset({ONET})),
            settings,
            dry_run=dry_run,
            as_json=as_json,
            markdown=markdown,
        )


@imports.command()
def sheet(
    files: Annotated[
        list[Path], typer.Argument(help="Workbooks (XLSX) or CSV files; each is a collection named like the file.")
    ],
    dry_run: DryRun = False,
    as_json: JsonOption = False,
    markdown: MarkdownOption = False,
    home: HomeOption = None,
) -> None:
    """Load a company's own ladder from spreadsheets. A role that is gone from its file goes; `ladder schema --sheet`
    writes a file to start from.
    """
    settings = load_settings(home=home)
    with open_database(home) as database:
        names = names_known([*_stored(database), *_vocabulary(settings)])
        with progress_bar("Reading sheets") as progress:
            reading = read_sheets(files, names, lambda what, done, total: moved(progress, done, total, what))
        _refuse_other_formats(database, reading)
        for note in reading.notes:
            err.print(escape(note), style="yellow")
        request = Request(reading.documents, frozenset(reading.collections))
        put(database, request, settings, dry_run=dry_run, as_json=as_json, markdown=markdown)


def _refuse_other_formats(database: Database, reading: SheetReading) -> None:
    """A file named like a folder that was loaded would take that folder's documents away."""
    for document in _stored(database):
        if document.collection in reading.collections and document.format != "sheet":
            raise LoadError(
                f"{document.collection}.xlsx",
                f"the collection {document.collection!r} holds {document.id}, which is no sheet",
                suggestion="Rename the file.",
            )


def put(
    database: Database, request: Request, settings: Settings, *, dry_run: bool, as_json: bool, markdown: bool
) -> None:
    """Loads documents with a progress bar, or shows what that would change."""
    format = chosen_format(as_json=as_json, markdown=markdown)
    if dry_run:
        show_plan(plan(database, request), format, drafts=settings.show_drafts)
        return
    outcome = write(database, request, settings)
    if as_json:
        print_json(
            {
                "revision": outcome.revision,
                "writes": outcome.writes,
                "documents": list(outcome.plan.documents if outcome.plan else ()),
            }
        )


def _stored(database: Database) -> list[Document]:
    return list(read_documents(database).values()) if read_state(database) else []


def _vocabulary(settings: Settings) -> list[Document]:
    """Of the data folder; a fault there is told when that folder itself is loaded."""
    try:
        return read_home(settings.home, within="vocabulary").documents
    except DocumentErrors:
        return []


def _levels(documents: list[Document]) -> list[str]:
    names = Names.of(documents)
    return [names.name_of("level", id) or id for id in names.ids("level")]


def write_template(output: Path | None, home: Path | None = None) -> None:
    """`ladder schema --sheet`: a workbook with examples and drop-downs, in a file or on standard output."""
    _write(template(_levels(_vocabulary(load_settings(home=home)))), output)


def write_sheet(database: Database, output: Path | None, collection: str | None = None) -> None:
    """`ladder export --format xlsx`: the roles of one collection, or of all, as `ladder import sheet` reads them.
    Raises LoadError.
    """
    documents = sorted(_stored(database), key=lambda each: each.id)
    chosen = [each for each in documents if collection in (None, each.collection)]
    if not chosen:
        known = ", ".join(sorted({each.collection for each in documents}))
        raise LoadError("graph", f"there is no collection {collection!r}", suggestion=f"It has {known}.")
    _write(to_workbook(chosen, _levels(documents)), output)


def _write(data: bytes, output: Path | None) -> None:
    if output:
        output.write_bytes(data)
        err.print(f"Wrote {escape(str(output))}.")
    elif sys.stdout.isatty():
        raise typer.BadParameter("a workbook is no text for a terminal; give --output FILE.xlsx")
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
