"""Writes output to a file or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from cli.terminal.console import write_out
from graph.errors import LadderError


class OutputError(LadderError):
    """The file cannot be written."""


def write_bytes(content: bytes, output: Path | None) -> None:
    """Writes a file and the folders it needs, or to standard output. Raises OutputError."""
    if output is None:
        write_out(content)
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(content)
    except OSError as error:
        raise OutputError(
            f"--output {output} cannot be written: {error.strerror}.", hint="Choose another place."
        ) from None


def require_place_for_workbook(output: Path | None) -> None:
    """Raises BadParameter where a workbook would be written to a terminal."""
    if output is None and sys.stdout.isatty():
        raise typer.BadParameter("a workbook cannot be shown at a terminal; give --output FILE.xlsx")
