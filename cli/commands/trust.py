"""`ladder trust`: which operations the API runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import orjson
import typer

from api.operations.trusted import manifest
from cli.terminal.console import say
from cli.terminal.options import AnyHomeOption


def trust(
    paths: Annotated[list[Path], typer.Argument(help="`.graphql` files, or folders of them.", show_default=False)],
    output: Annotated[Path, typer.Option(help="The manifest to write.")] = Path("trusted-documents.json"),
    _home: AnyHomeOption = None,
) -> None:
    """Register the only operations that the API may run.

    Writes the manifest that LADDER_TRUSTED_DOCUMENTS names. Each file is checked against the schema first.
    """
    found = manifest(paths)
    output.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")
    say(f"{len(found)} documents are registered in {output}; set LADDER_TRUSTED_DOCUMENTS to it.")
