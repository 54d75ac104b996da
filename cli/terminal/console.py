"""Output of commands: the answer on standard output, all else on standard error; colours only on a terminal.

Rich draws tables and progress bars. It is imported when one is drawn, because most commands draw none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import orjson
import typer

NO = 1  # exit code: the answer is no

Progress = Callable[..., None]  # (steps done, steps in all, current step)

bold = partial(typer.style, bold=True)
dim = partial(typer.style, dim=True)
red = partial(typer.style, fg="red")
green = partial(typer.style, fg="green")
yellow = partial(typer.style, fg="yellow")
cyan = partial(typer.style, fg="cyan")


def say(text: str, *, nl: bool = True) -> None:
    """Prints a line of the answer; with `nl=False`, text that has its own line ends."""
    typer.echo(text, nl=nl, color=_colours())


def note(text: str) -> None:
    """Prints a line beside the answer, to standard error."""
    typer.echo(text, err=True, color=_colours())


def _colours() -> bool | None:
    """Whether the environment asks for colours or against them (no-color.org, force-color.org). None: a terminal gets
    them, a file does not.
    """
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def print_json(value: Any) -> None:
    """Prints JSON for programs."""
    write_out(orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str) + b"\n")


def write_out(content: bytes) -> None:
    """Writes bytes to standard output."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints rows below the names of their columns."""
    from rich.table import Table

    _print_rows(Table(*map(_as_is, columns), box=None, pad_edge=False), rows)


def print_grid(rows: Iterable[Sequence[str]]) -> None:
    """Prints rows in columns without headings."""
    from rich.table import Table

    _print_rows(Table.grid(padding=(0, 2)), rows)


def _print_rows(table: Any, rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console

    for row in rows:
        table.add_row(*map(_as_is, row))
    Console(soft_wrap=True, highlight=False).print(table)


def _as_is(text: str) -> str:
    """Escapes Rich's markup."""
    from rich.markup import escape

    return escape(text)


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """Shows a progress bar on standard error, if that is a terminal. Yields a function that moves it."""
    if not sys.stderr.isatty():
        yield lambda done, total, now=None: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def move(done: int, total: int, now: str | None = None) -> None:
            bar.update(task, completed=done, total=total, description=now)

        yield move
