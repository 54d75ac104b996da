"""The `ladder` command: a table of its commands, and how errors end it.

Exit codes: 0 done, 1 the answer is no, 2 bad input, 3 no database, 70 an internal error, with a report.
"""

from __future__ import annotations

import errno
import io
import sys
from typing import Annotated, NoReturn

import typer
from typer.main import get_command

from cli.terminal.groups import Command, LazyGroup
from graph.errors import BAD_INPUT, LadderError

COMMANDS = {
    "Begin": {
        "init": Command("cli.commands.init:init", "Make a company's own data folder."),
        "up": Command("cli.commands.up:up", "Start everything: Neo4j, the ladder, GraphQL and the explorer."),
        "db": Command("cli.commands.db:db", "The local Neo4j alone."),
    },
    "Keep a ladder": {
        "lint": Command("cli.commands.lint:lint", "Find what a keeper should look at."),
        "diff": Command("cli.commands.diff:diff", "What a load would change, or what changed since a revision."),
        "load": Command("cli.commands.load:load", "Load files or folders in one atomic, idempotent step."),
        "remove": Command("cli.commands.remove:remove", "Take back exactly what one document or one collection said."),
        "ids": Command("cli.commands.ids:ids", "Which files state no id, and the ids to put into them."),
        "rename": Command(
            "cli.commands.rename:rename", "Rename a role, skill or another thing with all its references."
        ),
        "documents": Command("cli.commands.documents:documents", "The documents of the graph as plain files."),
        "history": Command("cli.commands.history:history", "Each revision of the graph, the newest first."),
        "verify": Command("cli.commands.verify:verify", "Say whether the graph is what its documents say."),
        "vocabulary": Command("cli.commands.vocabulary:vocabulary", "Canonical names and their other spellings."),
        "import": Command("cli.commands.imports:imports", "Load public data, or a ladder that lives in a spreadsheet."),
        "map": Command("cli.commands.map:map_", "Read a ladder of any form and propose a mapping."),
        "extract": Command("cli.commands.extract:extract", "Read documents as blueprints to review."),
    },
    "Plan a career": {
        "role": Command("cli.commands.role:role", "What a role is, asks for, uses, and where it leads."),
        "path": Command("cli.commands.path:path", "The best ways from one role to another."),
        "gap": Command("cli.commands.gap:gap", "What stands between the skills of one role and those of another."),
        "compare": Command("cli.commands.compare:compare", "Two to five roles side by side."),
        "matrix": Command("cli.commands.matrix:matrix", "The competency matrix of a family: skills by levels."),
    },
    "Analyse the graph": {
        "query": Command("cli.commands.query:query", "Named, read-only Cypher queries."),
        "cypher": Command("cli.commands.cypher:cypher", "Run Cypher that only reads."),
        "export": Command("cli.commands.export:export", "Write the graph, or a part of it, for other programs."),
    },
    "Serve the API": {
        "keys": Command("cli.commands.keys:keys", "API keys, for an API that others can reach."),
        "trust": Command("cli.commands.trust:trust", "Register the only operations that the API may run."),
        "mcp": Command("cli.commands.mcp:mcp", "Serve the graph to an assistant, by MCP."),
        "schema": Command("cli.commands.schema:schema", "Print a contract: GraphQL, unless another is asked for."),
    },
}


class Commands(LazyGroup):
    table = COMMANDS


app = typer.Typer(cls=Commands, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)


def _print_version(wanted: bool) -> None:
    if wanted:
        from cli.terminal.version import version

        typer.echo(version())
        raise typer.Exit


@app.callback()
def ladder(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Print the versions of program and GraphQL schema.",
        ),
    ] = False,
) -> None:
    """A career-ladder knowledge graph: from role documents to Neo4j to GraphQL."""


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # file names may have undecodable bytes
    try:
        get_command(app)()
    except LadderError as error:
        from cli.terminal.option_names import as_typed

        _end(as_typed(str(error)), error.exit_code)
    except OSError as error:
        if error.filename is None and error.errno != errno.ENOSPC:
            _report(error)
        _end(f"{error.filename or 'The disk'}: {(error.strerror or str(error)).lower()}.", BAD_INPUT)
    except Exception as error:  # the user gets a report instead of a traceback
        _report(error)


def _end(message: str, code: int) -> NoReturn:
    typer.echo(f"{typer.style('Error:', fg='red')} {message}", err=True)
    sys.exit(code)


def _report(error: Exception) -> NoReturn:
    from cli.terminal.report import INTERNAL, write_report

    said = f"Something went wrong that is no fault of yours ({type(error).__name__})."
    try:
        where = f"What happened is in {write_report(error)}; please send that file to whoever keeps this program."
    except OSError as reason:
        where = f"What happened could not be written down ({reason.strerror}): {error}"
    _end(f"{said} {where}", INTERNAL)


if __name__ == "__main__":
    main()
