"""`ladder history`: which loads made the graph what it is."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from cli.terminal.session import HomeOption, JsonOption, open_graph, out, print_json
from queries.lookups.history import MOST_REVISIONS, revisions
from queries.planner.wording import names

Newest = Annotated[int, typer.Option("--newest", "-n", min=1, max=MOST_REVISIONS, help="How many revisions.")]


def history(newest: Newest = 20, as_json: JsonOption = False, home: HomeOption = None) -> None:
    """Each revision of the graph, the newest first: when, how much was added, changed and removed, from which
    documents.
    """
    with open_graph(home) as database:
        found = revisions(database, most=newest)
    if as_json:
        print_json(
            [
                {
                    "revision": each.number,
                    "loaded_at": each.loaded_at,
                    "documents": each.documents,
                    "changes": each.counts(),
                }
                for each in found
            ]
        )
        return
    for each in found:
        added, changed, removed = (sum(labels.values()) for labels in each.counts().values())
        when = f"{each.loaded_at:%Y-%m-%d %H:%M} UTC"
        documents = names(each.documents, 3) or "no document: mended by hand"
        out.print(
            f"[bold]{each.number:>5}[/]  {when}  [green]+{added}[/] [yellow]~{changed}[/] [red]-{removed}[/]  "
            f"{escape(documents)}"
        )
