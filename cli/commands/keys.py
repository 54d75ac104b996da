"""`ladder keys`: who may ask the API. `ladder trust`: which operations it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.markup import escape
from rich.table import Table

from api.http.keys import key_file
from cli.terminal.session import NO, HomeOption, JsonOption, err, out, print_json
from graph.settings import load_settings

keys = typer.Typer(no_args_is_help=True, help="API keys, for an API that others can reach.")

NameArgument = Annotated[str, typer.Argument(help="Whose key it is, such as a system or a team.")]


@keys.command("add")
def keys_add(name: NameArgument, home: HomeOption = None) -> None:
    """Make a key and print it, once; only its hash is kept. A server that runs takes it within a second."""
    secret = key_file(load_settings(home=home)).add(name)
    err.print(f"The key of {escape(name)}. It cannot be shown again; send it as `Authorization: Bearer KEY`.")
    out.print(secret)


@keys.command("list")
def keys_list(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Names of the keys and when they were made."""
    found = key_file(load_settings(home=home)).all()
    if as_json:
        print_json([{"name": key.name, "created": key.created} for key in found])
        return
    if not found:
        err.print("There are no keys; `ladder keys add NAME` makes one.")
        raise typer.Exit(NO)
    table = Table("name", "made")
    for key in found:
        table.add_row(escape(key.name), key.created)
    out.print(table)


@keys.command("revoke")
def keys_revoke(name: NameArgument, home: HomeOption = None) -> None:
    """Take a key back. A server that runs refuses it within a second."""
    key_file(load_settings(home=home)).revoke(name)
    out.print(f"The key of {escape(name)} is revoked.")


def trust(
    paths: Annotated[list[Path], typer.Argument(help="`.graphql` files, or folders of them.", show_default=False)],
    output: Annotated[Path, typer.Option(help="The manifest to write.")] = Path("trusted-documents.json"),
) -> None:
    """Register operations: write the manifest that LADDER_TRUSTED_DOCUMENTS names. Each file is checked against the
    schema first.
    """
    from api.operations.trusted import manifest  # with the API it takes longer to import than all other commands need

    found = manifest(paths)
    output.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")
    out.print(f"{len(found)} documents are registered in {escape(str(output))}; set LADDER_TRUSTED_DOCUMENTS to it.")
