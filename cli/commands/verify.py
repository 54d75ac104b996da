"""`ladder verify`: whether somebody changed the graph by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.terminal.console import NO, print_json, red, say
from cli.terminal.databases import open_database
from cli.terminal.differences import show_difference
from cli.terminal.loading import note_outcome
from cli.terminal.options import HomeOption, JsonOption
from graph.storing.verify import Verification
from graph.storing.verify import repair as repair_graph
from graph.storing.verify import verify as verify_graph

SHOWN_STRAYS = 40


def verify(
    repair: Annotated[bool, typer.Option("--repair", help="Make the graph what its documents say again.")] = False,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Say whether the graph is what its documents say.

    Shows what somebody changed by hand. Exit code 1: somebody did, and it was not repaired.
    """
    with open_database(home) as database:
        verification = verify_graph(database)
        if as_json:
            _print_json(verification)
        else:
            _print(verification)
        if verification:
            return
        if repair:
            note_outcome(repair_graph(database, verification))
            return
    raise typer.Exit(NO)


def _print_json(verification: Verification) -> None:
    print_json(
        {
            "verified": bool(verification),
            "changes": [change._asdict() for change in verification.difference.changes()],
            "strays": verification.stored.strays,
        }
    )


def _print(verification: Verification) -> None:
    if verification:
        say(f"The graph is what its documents say (revision {verification.state.revision}).")
        return
    for stray in verification.stored.strays[:SHOWN_STRAYS]:
        say(f"{red('?')} {stray}")
    if verification.difference:
        show_difference(verification.difference, "Somebody changed the graph by hand. Mending it would change")
