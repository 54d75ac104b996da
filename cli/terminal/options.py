"""Options and arguments that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Shown = Literal["text", "json", "markdown"]  # how a difference is shown

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="The data folder (LADDER_HOME); this folder when left out.", show_default=False),
]
AnyHomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Taken as everywhere; this is the same for every data folder.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
MarkdownOption = Annotated[bool, typer.Option("--markdown", help="Print Markdown, as for a pull request.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")]
BrowserOption = Annotated[
    bool,
    typer.Option("--browser", help="Open Neo4j Browser, which the local Neo4j serves, in this machine's web browser."),
]
PathsArgument = Annotated[
    list[Path] | None, typer.Argument(help="Files or folders; the data folder when left out.", show_default=False)
]
RoleArgument = Annotated[str, typer.Argument(help="Id, title or alias of a role.")]


def shown_as(*, as_json: bool, markdown: bool) -> Shown:
    """The form that --json or --markdown asks for. Raises BadParameter for both."""
    if as_json and markdown:
        raise typer.BadParameter("give --json or --markdown, not both")
    return "json" if as_json else "markdown" if markdown else "text"
