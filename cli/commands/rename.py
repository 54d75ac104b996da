"""`ladder rename`: renames a thing and all references to it in a data folder's files."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from cli.terminal.console import NO, dim, note, say
from cli.terminal.options import DryRunOption, HomeOption
from cli.terminal.reading import data_folder
from cli.terminal.words import counted
from graph.documents.names import Names
from graph.schema import NAME_KINDS
from loaders.curated.rename import changes, rename_of, titled_as_before


def rename(
    kind: Annotated[
        Literal["role", "skill", "tool", "tool-category", "stakeholder", "family", "level"],
        typer.Argument(help="What is renamed."),
    ],
    old: Annotated[str, typer.Argument(help="Its id or name.")],
    new: Annotated[str, typer.Argument(help="The new id (then the name stays), or the new name.")],
    keep_id: Annotated[bool, typer.Option("--keep-id", help="Change the name alone; the id stays.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    dry_run: DryRunOption = False,
    home: HomeOption = None,
) -> None:
    """Rename a role, skill or another thing with all its references.

    Shows the change of every file, asks at a terminal, and writes. The old id and name still lead to the new ones.
    """
    folder, documents = data_folder(home)
    names = Names.of(documents)
    name_kind = next(name_kind for name_kind in NAME_KINDS if name_kind == kind.replace("-", "_"))
    wanted = rename_of(names, name_kind, old, new, keep_id=keep_id)
    found = changes(folder, documents, names, wanted)
    for edit in found:
        say(edit.diff(), nl=False)
    for file in titled_as_before(folder, documents, names, wanted):
        note(f"{file} still says {wanted.old_name}, and so does the role: write {wanted.new_name} there too.")
    if dry_run:
        note(dim("Nothing was written."))
        return
    if not yes and sys.stdin.isatty() and not typer.confirm(f"Change {counted(len(found), 'file')}?", err=True):
        note("Nothing was written.")
        raise typer.Exit(NO)
    for edit in found:
        edit.write()
    note(f"Changed {counted(len(found), 'file')}. Load them with: ladder load --home {folder}")
