"""The `ladder` command: its subcommands, and how errors become messages and exit codes (0 done, 1 no, 2 bad input, 3 no
database).
"""

from __future__ import annotations

import sys

import typer
from rich.markup import escape

from cli.commands import catalogue, contracts, documents, paths, questions, server, vocabulary
from cli.commands.cypher import cypher
from cli.commands.diff import diff
from cli.commands.export import export
from cli.commands.history import history
from cli.commands.imports import imports
from cli.commands.keys import keys, trust
from cli.commands.lint import lint
from cli.commands.matrix import matrix
from cli.terminal.session import BAD_INPUT, NO_DATABASE, err
from graph.errors import DocumentError, DocumentErrors
from graph.neo4j.database import DatabaseError, QueryRefused, QueryTimeout
from graph.neo4j.jars import JarsUnavailable
from graph.neo4j.local import LocalNeo4jError
from graph.settings import SettingsError
from graph.storing.errors import StoreError
from queries.analyst.catalogue import CatalogueError
from queries.errors import QuestionError

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A career-ladder knowledge graph: from role documents to Neo4j to GraphQL.",
)
app.command()(server.up)
app.add_typer(server.db, name="db")
_COMMANDS = (
    *(documents.init, documents.load, documents.remove, documents.verify, documents.extract, lint),
    *(questions.role, paths.path, paths.gap, paths.compare, matrix),
    *(diff, history, cypher, export),
)
for command in _COMMANDS:
    app.command()(command)
app.add_typer(catalogue.query, name="query")
app.add_typer(vocabulary.vocabulary, name="vocabulary")
app.add_typer(imports, name="import")
app.add_typer(keys, name="keys")
app.command()(trust)
app.command()(contracts.schema)

_BAD_INPUT = (
    DocumentError,
    DocumentErrors,
    StoreError,
    SettingsError,
    CatalogueError,
    QuestionError,
    QueryRefused,
    QueryTimeout,
)
_NO_DATABASE = (DatabaseError, LocalNeo4jError, JarsUnavailable)


def main() -> None:
    try:
        app()
    except _BAD_INPUT as error:
        code = BAD_INPUT
        message = str(error)
    except _NO_DATABASE as error:
        code = NO_DATABASE
        message = str(error)
    err.print(f"[red]Error:[/] {escape(message)}")
    sys.exit(code)


if __name__ == "__main__":
    main()
