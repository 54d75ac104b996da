"""Repeats work whenever files change, until Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import typer

from cli.terminal.console import note
from graph.errors import LadderError

SETTLED = 200  # milliseconds without a change: an editor writes a file in several steps


def again_and_again(work: Callable[[], None], paths: Sequence[Path]) -> None:
    """Does the work now and after every change of a file in the paths. Prints errors and keeps watching."""
    from watchfiles import watch

    def once() -> None:
        try:
            work()
        except LadderError as error:
            note(f"Error: {error}")
        except typer.Exit:
            pass  # the answer is no and was printed; wait for the next change
        note("Waiting for changes; Ctrl-C ends it.")

    # The watch begins before the first work and says so by an empty set, as it does whenever nothing changed for a
    # while: a change while the work runs is never missed.
    begun = False
    with suppress(KeyboardInterrupt):  # Ctrl-C comes while it waits or while it works; both end it without an error
        for changed in watch(
            *paths,
            watch_filter=_counts,
            debounce=1_000,
            step=SETTLED,
            rust_timeout=SETTLED,
            yield_on_timeout=True,
        ):
            if changed or not begun:
                begun = True
                once()


def _counts(_: object, path: str) -> bool:
    """False for hidden files and folders, which are our own data or an editor's."""
    return not any(part.startswith(".") or part.endswith("~") for part in Path(path).parts[-3:])
