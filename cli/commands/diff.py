"""`ladder diff`: what loading would change, or what was changed since a revision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from cli.terminal.console import bold, print_json, say
from cli.terminal.databases import open_database, open_graph
from cli.terminal.differences import change_values, markdown_table, print_lines, told_changes
from cli.terminal.loading import preview
from cli.terminal.options import HomeOption, JsonOption, MarkdownOption, PathsArgument, Shown, shown_as
from cli.terminal.other_collections import note_other_collections
from cli.terminal.reading import read_given
from cli.terminal.words import markdown_text
from graph.settings import load_settings
from graph.storing.plan import Request
from queries.lookups.history import Revision, revisions

SinceOption = Annotated[
    int | None,
    typer.Option(
        metavar="REVISION", help="What loads changed after this revision, the oldest first.", show_default=False
    ),
]


def diff(
    paths: PathsArgument = None,
    since: SinceOption = None,
    every: Annotated[
        bool, typer.Option("--all", help="Show every change, also edges that only follow from a role or a document.")
    ] = False,
    as_json: JsonOption = False,
    markdown: MarkdownOption = False,
    home: HomeOption = None,
) -> None:
    """What a load would change, or what changed since a revision.

    For a load, it shows what would be added, changed and removed, and which shortest paths would change. Nothing is
    written.
    """
    shown = shown_as(as_json=as_json, markdown=markdown)
    if since is not None:
        if paths:
            raise typer.BadParameter("give paths or --since, not both")
        with open_graph(home) as database:
            found = revisions(database, since)[::-1]
        _print_since(since, found, shown, every=every)
        return
    settings = load_settings(home=home)
    with open_database(home) as database:
        reading = read_given(paths, settings, database)
        note_other_collections(database, reading, settings)
        preview(database, Request(reading.documents, reading.authoritative), settings, shown, every=every)


def _print_since(since: int, found: Iterable[Revision], shown: Shown, *, every: bool) -> None:
    if shown == "json":
        print_json(
            [
                {"revision": revision.number, **change}
                for revision in found
                for change in change_values(revision.changes)
            ]
        )
        return
    if not found:
        say(f"Nothing changed since revision {since}.")
    for revision in found:
        heading = (
            f"Revision {revision.number}, {revision.loaded_at:%Y-%m-%d %H:%M} UTC, "
            f"{', '.join(revision.documents) or 'mended by hand'}"
        )
        told = told_changes(revision.changes, every=every)
        if shown == "markdown":
            say("\n".join((f"### {markdown_text(heading)}", "", *markdown_table(told, every=every))))
        else:
            say(bold(heading))
            print_lines(told, every=every)
