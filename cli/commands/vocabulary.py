"""`ladder vocabulary`: names that nothing matches, and what a keeper decides about them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape
from rich.table import Table

from cli.terminal.session import HomeOption, JsonOption, open_graph, out, print_json
from graph.documents.document import Document
from graph.documents.names import TERM_LISTS, Names, slug
from graph.schema import NAME_KINDS, NameKind
from graph.settings import load_settings
from graph.storing.stored import read_documents
from loaders.curated.change import add_to_term
from loaders.errors import LoadError
from loaders.folder import SETTINGS_FILE, read_home

vocabulary = typer.Typer(no_args_is_help=True, help="Canonical names and their other spellings.")

Kind = Annotated[
    Literal["skill", "tool", "tool-category", "stakeholder", "role", "family", "level"],
    typer.Argument(help="What it names."),
]


@vocabulary.command("suggest")
def suggest(as_json: JsonOption = False, home: HomeOption = None) -> None:
    """Names of the graph's documents that the vocabulary does not know, with the nearest that it does."""
    with open_graph(home) as database:
        messages = database.read(
            "MATCH (f:Finding {kind: 'unknown_name'}) RETURN DISTINCT f.message AS message ORDER BY message"
        )
        names = Names.of(read_documents(database).values())
    unknown = _unknown(row["message"] for row in messages)
    nearest = {(kind, name): names.suggest(kind, name) for kind, name in unknown}
    if as_json:
        print_json(
            [
                {"kind": kind, "name": name, "nearest": [{"id": id, "name": near} for id, near in found]}
                for (kind, name), found in nearest.items()
            ]
        )
        return
    table = Table("Kind", "Name", "Nearest", box=None, pad_edge=False)
    for (kind, name), near in nearest.items():
        table.add_row(kind, escape(name), escape(", ".join(each for _, each in near)))
    out.print(table)
    if nearest:
        out.print('Accept one with: ladder vocabulary accept KIND NAME --as "CANONICAL NAME" (or --new)')


def _unknown(messages: Iterable[str]) -> list[tuple[NameKind, str]]:
    """Kind and name of each, once. The message is `The KIND 'NAME' is not in the vocabulary.`"""
    found: dict[tuple[NameKind, str], None] = {}
    for message in messages:
        for kind in NAME_KINDS:
            head = f"The {kind.replace('_', ' ')} "
            rest = message.removeprefix(head)
            if rest != message and rest[:1] in "'\"":
                found[kind, rest[1 : rest.rindex(rest[0])]] = None
                break
    return list(found)


@vocabulary.command("accept")
def accept(
    kind: Kind,
    name: Annotated[str, typer.Argument(help="The name as written.")],
    canonical: Annotated[
        str | None, typer.Option("--as", help="Id or name of the term that it is another name of.", show_default=False)
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="It is a name of its own.")] = False,
    home: HomeOption = None,
) -> None:
    """Write a name into the vocabulary of the data folder: as an alias of a term, or as a term of its own."""
    if (canonical is None) == (not new):
        raise typer.BadParameter('give either --as "CANONICAL NAME" or --new')
    folder, names = _folder(home)
    known, list_name = _kind(kind)
    if new:
        path = add_to_term(folder, list_name, name)
    else:
        id, term = _term_of(names, known, canonical or "")
        path = add_to_term(folder, list_name, term, id=id, aliases=name)
    out.print(f"Wrote {path}. Load it with: ladder load --home {folder}")


@vocabulary.command("merge")
def merge(
    kind: Kind,
    old: Annotated[str, typer.Argument(help="Id or name of the term that goes.")],
    into: Annotated[str, typer.Argument(help="Id or name of the term that stays.")],
    home: HomeOption = None,
) -> None:
    """Merge one term into another: its names become aliases, and its id still leads to the other."""
    folder, names = _folder(home)
    known, list_name = _kind(kind)
    (old_id, _), (id, name) = _term_of(names, known, old), _term_of(names, known, into)
    if old_id == id:
        raise LoadError(old, f"is {id} already", suggestion="Nothing was changed.")
    path = add_to_term(folder, list_name, name, id=id, replaces=old_id)
    out.print(f"Wrote {path}. Load it with: ladder load --home {folder}")


@vocabulary.command("split")
def split(
    kind: Kind,
    alias: Annotated[str, typer.Argument(help="An alias that names something else.")],
    home: HomeOption = None,
) -> None:
    """Take an alias away from its term and make it a term of its own."""
    folder, names = _folder(home)
    known, list_name = _kind(kind)
    id, name = _term_of(names, known, alias)
    if slug(name) == slug(alias):
        raise LoadError(alias, f"is the canonical name of {id}, not an alias", suggestion="Nothing was changed.")
    add_to_term(folder, list_name, name, id=id, not_aliases=alias)
    path = add_to_term(folder, list_name, alias)
    out.print(f"Wrote {path}. Load it with: ladder load --home {folder}")


def _kind(kind: str) -> tuple[NameKind, str]:
    known = next(each for each in NAME_KINDS if each == kind.replace("-", "_"))
    return known, TERM_LISTS[known]


def _folder(home: Path | None) -> tuple[Path, Names]:
    """The data folder in use and the names of its documents. An installed package is never written to."""
    folder = load_settings(home=home).home
    if not (folder / SETTINGS_FILE).exists():
        raise LoadError(
            str(folder.resolve()),
            "is no data folder",
            suggestion="Make one with `ladder init DIR` and name it with --home DIR or LADDER_HOME.",
        )
    return folder, Names.of(_documents(folder))


def _documents(folder: Path) -> list[Document]:
    return read_home(folder).documents


def _term_of(names: Names, kind: NameKind, text: str) -> tuple[str, str]:
    resolved = names.resolve(kind, text)
    if not resolved.known:
        near = ", ".join(name for _, name in names.suggest(kind, text))
        raise LoadError(
            text,
            f"is no {kind.replace('_', ' ')} of the vocabulary",
            suggestion=f"Did you mean {near}?" if near else None,
        )
    return resolved.id, names.name_of(kind, resolved.id) or resolved.name
