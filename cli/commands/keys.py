"""`ladder keys`: who may ask the API."""

from __future__ import annotations

from typing import Annotated

import typer

from api.http.keys import key_file
from cli.terminal.console import NO, note, print_json, print_table, say
from cli.terminal.groups import group
from cli.terminal.options import HomeOption, JsonOption
from graph.settings import load_settings

keys = group("API keys, for an API that others can reach.")

NameArgument = Annotated[str, typer.Argument(help="Whose key it is, such as a system or a team.")]


@keys.command("add")
def keys_add(name: NameArgument, home: HomeOption = None) -> None:
    """Make a key and print it, once.

    Only its hash is stored. A running server accepts the key within a second.
    """
    secret = key_file(load_settings(home=home)).add(name)
    note(f"The key of {name}. It cannot be shown again; send it as `Authorization: Bearer KEY`.")
    say(secret)


@keys.command("list")
def keys_list(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Names of the keys and when they were made."""
    found = key_file(load_settings(home=home)).all()
    if as_json:
        print_json([{"name": key.name, "created": key.created} for key in found])
    elif found:
        print_table(("Name", "Made"), [(key.name, key.created) for key in found])
    else:
        note("There are no keys; `ladder keys add NAME` makes one.")
        raise typer.Exit(NO)


@keys.command("revoke")
def keys_revoke(name: NameArgument, home: HomeOption = None) -> None:
    """Take a key back.

    A running server rejects it within a second.
    """
    key_file(load_settings(home=home)).revoke(name)
    say(f"The key of {name} is revoked.")
