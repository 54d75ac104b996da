"""`ladder cypher`: an analyst's own statement, read-only."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
import typer

from cli.terminal.console import note, yellow
from cli.terminal.databases import open_graph
from cli.terminal.options import HomeOption
from cli.terminal.tables import FormatOption, OutputOption, ParamOption, chosen, pairs, write_table
from queries.analyst.hints import hints
from queries.analyst.tables import ROWS, SECONDS, ask


def cypher(
    statement: Annotated[str, typer.Argument(help="Cypher that reads the graph.", show_default=False)],
    param: ParamOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    rows: Annotated[int, typer.Option(help="Most rows.")] = ROWS,
    seconds: Annotated[float, typer.Option(help="Longest time.")] = SECONDS,
    home: HomeOption = None,
) -> None:
    """Run Cypher that only reads.

    It may not write, use LOAD CSV or call any but a few procedures; time and rows are limited. Ctrl-C ends it on the
    server.
    """
    values, format = {name: _value(text) for name, text in pairs(param).items()}, chosen(format, output)
    for words in hints(statement):
        note(yellow(words))
    with open_graph(home) as database:
        table = ask(database, statement, values, seconds=seconds, rows=rows)
    write_table(table, format, output)


def _value(text: str) -> Any:
    """The value of JSON text for a number, true, false, null or a list; else the text itself."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
