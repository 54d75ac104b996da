"""`ladder query`: the catalogue of named Cypher queries."""

from __future__ import annotations

from pathlib import Path

from cli.terminal.console import bold, print_json, print_table, say
from cli.terminal.databases import open_graph
from cli.terminal.files import write_bytes
from cli.terminal.groups import group
from cli.terminal.options import AnyHomeOption, HomeOption, JsonOption
from cli.terminal.tables import FormatOption, OutputOption, ParamOption, chosen, pairs, write_table
from queries.analyst.catalogue import catalogue, named
from queries.analyst.tables import answer

query = group("Named, read-only Cypher queries.")


@query.command("list")
def query_list(as_json: JsonOption = False, _home: AnyHomeOption = None) -> None:
    """Every query by subject."""
    queries = catalogue().values()
    if as_json:
        print_json([{"name": query.name, "title": query.title, "question": query.question} for query in queries])
    else:
        print_table(("Name", "Question"), [(query.name, query.question) for query in queries])


@query.command("show")
def query_show(name: str, _home: AnyHomeOption = None) -> None:
    """A query's question, parameters, columns and Cypher."""
    query = named(name)
    say(f"{bold(query.title)}\n{query.question}\n")
    for parameter in query.parameters:
        say(f"  --param {parameter.name}={parameter.example}  {parameter.kind}, {parameter.meaning}")
    for column, meaning in query.columns.items():
        say(f"  {column}: {meaning}")
    if query.statistic:
        say(
            f"\n  The statement reads the edges; {query.statistic} of queries/analyst/statistics.py makes these "
            "columns of them."
        )
    say(f"\n{query.statement}")


@query.command("run")
def query_run(
    name: str,
    param: ParamOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    home: HomeOption = None,
) -> None:
    """Run a query.

    A parameter that is not given has the value of its example.
    """
    query, values, format = named(name), pairs(param), chosen(format, output)
    query.values(values)  # raises for a wrong parameter before the database is opened
    with open_graph(home) as database:
        table = answer(database, query, values)
    write_table(table, format, output)


@query.command("pack")
def query_pack(folder: Path, _home: AnyHomeOption = None) -> None:
    """Write the catalogue as saved queries for Neo4j Browser.

    queries.csv; queries.zip for the classic Browser; and its style file, ladder.grass.
    """
    from queries.analyst.browser_pack import grass, queries_csv, queries_zip

    write_bytes(queries_csv().encode(), folder / "queries.csv")
    write_bytes(queries_zip(), folder / "queries.zip")
    write_bytes(grass().encode(), folder / "ladder.grass")
    say(
        f"Wrote queries.csv, queries.zip and ladder.grass to {folder}. docs/cypher.md says where Neo4j Browser takes "
        "them."
    )
