"""`ladder diff`: what loading would change, or what was changed since a revision."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from cli.commands.documents import Paths, read_given
from cli.terminal.differences import (
    Format,
    MarkdownOption,
    change_values,
    chosen_format,
    markdown_table,
    markdown_text,
    print_lines,
    show_plan,
    told_changes,
)
from cli.terminal.session import HomeOption, JsonOption, open_database, open_graph, out, print_json
from graph.settings import load_settings
from graph.storing.plan import Request, plan
from queries.lookups.history import Revision, revisions

Since = Annotated[
    int | None,
    typer.Option(
        metavar="REVISION", help="What loads changed after this revision, the oldest first.", show_default=False
    ),
]


def diff(
    paths: Paths = None,
    since: Since = None,
    as_json: JsonOption = False,
    markdown: MarkdownOption = False,
    home: HomeOption = None,
) -> None:
    """What loading files or folders would add, change and remove, and which shortest paths change; nothing is written.
    Or what changed since a revision.
    """
    format = chosen_format(as_json=as_json, markdown=markdown)
    if since is not None:
        if paths:
            raise typer.BadParameter("give paths or --since, not both")
        with open_graph(home) as database:
            _show_since(since, revisions(database, since)[::-1], format)
        return
    settings = load_settings(home=home)
    with open_database(home) as database:
        reading = read_given(paths, settings, database)
        show_plan(
            plan(database, Request(reading.documents, reading.authoritative)),
            format,
            drafts=settings.show_drafts,
        )


def _show_since(since: int, found: list[Revision], format: Format) -> None:
    if format == "json":
        print_json([{"revision": each.number, **change} for each in found for change in change_values(each.changes)])
        return
    if not found:
        out.print(f"Nothing changed since revision {since}.")
    for each in found:
        heading = (
            f"Revision {each.number}, {each.loaded_at:%Y-%m-%d %H:%M} UTC, "
            f"{', '.join(each.documents) or 'mended by hand'}"
        )
        if format == "markdown":
            typer.echo("\n".join((f"### {markdown_text(heading)}", "", *markdown_table(told_changes(each.changes)))))
        else:
            out.print(f"[bold]{escape(heading)}[/]")
            print_lines(told_changes(each.changes))
