"""What every command starts from: settings, a database, a console, and how errors end a command."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from graph.neo4j.connection import connection
from graph.neo4j.database import Database
from graph.settings import load_settings
from graph.storing.state import require_ready

DONE, NO, BAD_INPUT, NO_DATABASE = 0, 1, 2, 3

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="The data folder (LADDER_HOME); this folder when left out.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@contextmanager
def open_database(home: Path | None = None) -> Iterator[Database]:
    """The database of the settings, checked. Raises DatabaseUnavailable and WrongPassword."""
    with Database(*connection(load_settings(home=home))) as database:
        database.check()
        yield database


@contextmanager
def open_graph(home: Path | None = None) -> Iterator[Database]:
    """A database that holds a graph to ask. Raises NotReady too."""
    with open_database(home) as database:
        require_ready(database)
        yield database


def print_json(value: Any) -> None:
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2, default=str) + b"\n")
    sys.stdout.buffer.flush()


@contextmanager
def progress_bar(what: str) -> Iterator[Progress]:
    """A bar on stderr; nothing when that is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        progress.add_task(what, total=None)
        yield progress


def moved(progress: Progress, done: int, total: int, what: str | None = None) -> None:
    task = progress.task_ids[0]
    progress.update(task, completed=done, total=total, description=what)
