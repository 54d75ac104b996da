"""`ladder query`: the catalogue of named Cypher queries."""

from __future__ import annotations

from pathlib import Path

import typer
from rich.markup import escape
from rich.table import Table

from cli.terminal.session import HomeOption, JsonOption, open_graph, out, print_json
from cli.terminal.tables import FormatOption, OutputOption, ParamOption, chosen, pairs, write_bytes, write_table
from queries.analyst.browser_pack import grass, queries_csv, queries_zip
from queries.analyst.catalogue import catalogue, named
from queries.analyst.tables import answer

query = typer.Typer(no_args_is_help=True, help="Named, read-only Cypher queries.")


@query.command("list")
def query_list(as_json: JsonOption = False) -> None:
    """Every query by subject."""
    if as_json:
        print_json(
            [{"name": each.name, "title": each.title, "question": each.question} for each in catalogue().values()]
        )
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
        out.print(
            f"  --param {parameter.name}={escape(str(parameter.example))}  {parameter.kind}, "
            f"{escape(parameter.meaning)}"
        )
    for column, meaning in each.columns.items():
        out.print(f"  {column}: {escape(meaning)}")
    if each.statistic:
        out.print(
            f"\n  The statement reads the edges; {each.statistic} of queries/analyst/statistics.py makes these "
            "columns of them."
        )
    out.print(f"\n{escape(each.statement)}")


@query.command("run")
def query_run(
    name: str,
    param: ParamOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    home: HomeOption = None,
) -> None:
    """Run a query; parameters that are not given have the value of their example."""
    each, values, format = named(name), pairs(param), chosen(format, output)
    each.values(values)  # a slip in a parameter needs no database
    with open_graph(home) as database:
        table = answer(database, each, values)
    write_table(table, format, output)


@query.command("pack")
def query_pack(folder: Path) -> None:
    """Write the catalogue as saved queries for Neo4j Browser (queries.csv; queries.zip for the classic one), and its
    style file (ladder.grass).
    """
    for name, content in (
        ("queries.csv", queries_csv().encode()),
        ("queries.zip", queries_zip()),
        ("ladder.grass", grass().encode()),
    ):
        write_bytes(content, folder / name)
    out.print(
        f"Wrote queries.csv, queries.zip and ladder.grass to {escape(str(folder))}. docs/cypher.md says where Neo4j "
        "Browser takes them."
    )
