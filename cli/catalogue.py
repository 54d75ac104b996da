"""`ladder query`: the catalogue of named Cypher queries."""

from __future__ import annotations

import csv
import sys
from typing import Annotated, Any, Literal

import typer
from rich.markup import escape
from rich.table import Table

from cli.session import HomeOption, JsonOption, open_graph, out, print_json
from graph.database import Row
from queries.catalogue import CatalogueError, catalogue, named

query = typer.Typer(no_args_is_help=True, help="Named, read-only Cypher queries.")
SECONDS = 60


@query.command("list")
def query_list(as_json: JsonOption = False) -> None:
    """Every query by subject."""
    if as_json:
        print_json([{"name": each.name, "title": each.title, "question": each.question} for each in catalogue().values()])
        return
    table = Table("Name", "Question", box=None, pad_edge=False)
    for each in catalogue().values():
        table.add_row(each.name, each.question)
    out.print(table)


@query.command("show")
def query_show(name: str) -> None:
    """A query's question, parameters, columns and Cypher."""
    each = named(name)
    out.print(f"[bold]{escape(each.title)}[/]\n{escape(each.question)}\n")
    for parameter in each.parameters:
        out.print(f"  --param {parameter.name}={escape(str(parameter.example))}  {parameter.type}, {escape(parameter.meaning)}")
    for column, meaning in each.columns.items():
        out.print(f"  {column}: {escape(meaning)}")
    out.print(f"\n{escape(each.statement)}")


@query.command("run")
def query_run(
    name: str,
    param: Annotated[list[str] | None, typer.Option(help="NAME=VALUE; may be repeated.", show_default=False)] = None,
    format: Annotated[Literal["table", "csv", "json"], typer.Option(help="How to print the rows.")] = "table",
    home: HomeOption = None,
) -> None:
    """Run a query; parameters that are not given have the value of their example."""
    each = named(name)
    values = each.values(dict(_pair(text) for text in param or []))
    with open_graph(home) as database:
        columns, rows = database.read_table(each.statement, values, timeout=SECONDS)
    print_rows(columns, rows, format)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise CatalogueError(f"--param {text!r} should be NAME=VALUE.")
    return name, value


def print_rows(columns: list[str], rows: list[Row], format: str) -> None:
    if format == "json":
        print_json(rows)
    elif format == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    else:
        table = Table(*columns, box=None, pad_edge=False)
        for row in rows:
            table.add_row(*(escape(_cell(row[column])) for column in columns))
        out.print(table)
        out.print(f"{len(rows)} rows", style="dim")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
