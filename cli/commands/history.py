"""`ladder history`: the revisions of the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.terminal.console import bold, green, print_json, red, say, yellow
from cli.terminal.databases import open_graph
from cli.terminal.options import HomeOption, JsonOption
from queries.lookups.history import MOST_REVISIONS, Revision, revisions
from queries.planner.wording import names

NewestOption = Annotated[int, typer.Option("--newest", "-n", min=1, max=MOST_REVISIONS, help="How many revisions.")]
SHOWN_DOCUMENTS = 3


def history(newest: NewestOption = 20, as_json: JsonOption = False, home: HomeOption = None) -> None:
    """Each revision of the graph, the newest first.

    Shows when it was loaded, how much was added, changed and removed, and from which documents.
    """
    with open_graph(home) as database:
        found = revisions(database, most=newest)
    if as_json:
        print_json([_values(revision) for revision in found])
    else:
        for revision in found:
            say(_line(revision))


def _values(revision: Revision) -> dict[str, object]:
    return {
        "revision": revision.number,
        "loaded_at": revision.loaded_at,
        "documents": revision.documents,
        "changes": revision.counts(),
    }


def _line(revision: Revision) -> str:
    added, changed, removed = (sum(labels.values()) for labels in revision.counts().values())
    when = f"{revision.loaded_at:%Y-%m-%d %H:%M} UTC"
    much = f"{green(f'+{added}')} {yellow(f'~{changed}')} {red(f'-{removed}')}"
    documents = names(revision.documents, SHOWN_DOCUMENTS) or "no document: mended by hand"
    return f"{bold(f'{revision.number:>5}')}  {when}  {much}  {documents}"
