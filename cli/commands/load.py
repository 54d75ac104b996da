"""`ladder load`: documents into the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.terminal.databases import open_database
from cli.terminal.loading import load_or_preview
from cli.terminal.options import DryRunOption, HomeOption, JsonOption, MarkdownOption, PathsArgument, shown_as
from cli.terminal.other_collections import note_other_collections
from cli.terminal.reading import note_shipped, note_skipped, read_given
from cli.terminal.watching import again_and_again
from graph.settings import load_settings
from graph.storing.plan import Request


def load(
    paths: PathsArgument = None,
    dry_run: DryRunOption = False,
    as_json: JsonOption = False,
    markdown: MarkdownOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing of findings.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Load again whenever a file changes.")] = False,
    home: HomeOption = None,
) -> None:
    """Load files or folders in one atomic, idempotent step.

    A folder is authoritative for its collection: documents that it lacks are removed. A file only adds or updates
    itself.
    """
    shown = shown_as(as_json=as_json, markdown=markdown)
    settings = load_settings(home=home)

    if not paths:
        note_shipped(settings)

    def once() -> None:
        with open_database(home) as database:
            reading = read_given(paths, settings, database)
            note_other_collections(database, reading, settings)
            request = Request(reading.documents, reading.authoritative)
            outcome = load_or_preview(database, request, settings, shown, dry_run=dry_run, quiet=quiet)
        if outcome:
            note_skipped(reading, loaded=outcome.writes > 0)

    if watch:
        again_and_again(once, paths or [settings.home])
    else:
        once()
