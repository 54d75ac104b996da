"""`ladder vocabulary`: unknown names, and changes to the vocabulary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.terminal.console import print_json, print_table, say
from cli.terminal.databases import open_graph
from cli.terminal.groups import group
from cli.terminal.options import HomeOption, JsonOption
from cli.terminal.reading import data_folder
from graph.documents.names import TERM_LISTS, Names
from graph.documents.spelling import slug
from graph.errors import did_you_mean
from graph.schema import NAME_KINDS, NameKind
from graph.storing.stored import read_documents
from loaders.curated.change import add_to_term
from loaders.errors import LoadError

vocabulary = group("Canonical names and their other spellings.")

KindArgument = Annotated[
    Literal["skill", "tool", "tool-category", "stakeholder", "role", "family", "level"],
    typer.Argument(help="What it names."),
]

UNKNOWN_NAMES = """
MATCH (f:Finding {kind: 'unknown_name'})
RETURN DISTINCT f.name_kind AS kind, f.subject AS name
ORDER BY kind, name
"""


@vocabulary.command("suggest")
def suggest(as_json: JsonOption = False, home: HomeOption = None) -> None:
    """Names that the vocabulary does not know, with the nearest.

    Reads the graph's findings and shows each unknown name with the nearest names of the vocabulary.
    """
    with open_graph(home) as database:
        unknown = [(row["kind"], row["name"]) for row in database.read(UNKNOWN_NAMES)]
        names = Names.of(read_documents(database).values())
    nearest = {(kind, name): names.suggest(kind, name) for kind, name in unknown}
    if as_json:
        print_json(
            [
                {"kind": kind, "name": name, "nearest": [{"id": id, "name": near} for id, near in found]}
                for (kind, name), found in nearest.items()
            ]
        )
        return
    print_table(
        ("Kind", "Name", "Nearest"),
        [(kind, name, ", ".join(near for _, near in found)) for (kind, name), found in nearest.items()],
    )
    if nearest:
        say('Accept one with: ladder vocabulary accept KIND NAME --as "CANONICAL NAME" (or --new)')


@vocabulary.command("accept")
def accept(
    kind: KindArgument,
    name: Annotated[str, typer.Argument(help="The name as written.")],
    canonical: Annotated[
        str | None, typer.Option("--as", help="Id or name of the term that it is another name of.", show_default=False)
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="It is a name of its own.")] = False,
    home: HomeOption = None,
) -> None:
    """Write a name into the vocabulary of the data folder.

    As an alias of a term, or as a term of its own.
    """
    if (canonical is None) == (not new):
        raise typer.BadParameter('give either --as "CANONICAL NAME" or --new')
    folder, names = _folder_and_names(home)
    name_kind = _name_kind(kind)
    if canonical is None:
        path = add_to_term(folder, TERM_LISTS[name_kind], name)
    else:
        id, term = _term(names, name_kind, canonical)
        path = add_to_term(folder, TERM_LISTS[name_kind], term, id=id, aliases=name)
    _say_written(path, folder)


@vocabulary.command("merge")
def merge(
    kind: KindArgument,
    old: Annotated[str, typer.Argument(help="Id or name of the term that goes.")],
    into: Annotated[str, typer.Argument(help="Id or name of the term that stays.")],
    home: HomeOption = None,
) -> None:
    """Merge one term into another.

    Its names become aliases, and its id still leads to the other.
    """
    folder, names = _folder_and_names(home)
    name_kind = _name_kind(kind)
    (old_id, _), (id, name) = _term(names, name_kind, old), _term(names, name_kind, into)
    if old_id == id:
        raise LoadError(old, f"is {id} already", suggestion="Nothing was changed.")
    _say_written(add_to_term(folder, TERM_LISTS[name_kind], name, id=id, replaces=old_id), folder)


@vocabulary.command("split")
def split(
    kind: KindArgument,
    alias: Annotated[str, typer.Argument(help="An alias that names something else.")],
    home: HomeOption = None,
) -> None:
    """Make an alias a term of its own.

    The term that had the alias loses it.
    """
    folder, names = _folder_and_names(home)
    name_kind = _name_kind(kind)
    id, name = _term(names, name_kind, alias)
    if slug(name) == slug(alias):
        raise LoadError(alias, f"is the canonical name of {id}, not an alias", suggestion="Nothing was changed.")
    add_to_term(folder, TERM_LISTS[name_kind], name, id=id, not_aliases=alias)
    _say_written(add_to_term(folder, TERM_LISTS[name_kind], alias), folder)


def _folder_and_names(home: Path | None) -> tuple[Path, Names]:
    folder, documents = data_folder(home)
    return folder, Names.of(documents)


def _name_kind(kind: str) -> NameKind:
    return next(name_kind for name_kind in NAME_KINDS if name_kind == kind.replace("-", "_"))


def _term(names: Names, kind: NameKind, text: str) -> tuple[str, str]:
    """Id and canonical name of a term. Raises LoadError with suggestions."""
    resolved = names.resolve(kind, text)
    if not resolved.known:
        near = [name for _, name in names.suggest(kind, text)]
        raise LoadError(text, f"is no {kind.replace('_', ' ')} of the vocabulary", suggestion=did_you_mean(near))
    return resolved.id, names.name_of(kind, resolved.id) or resolved.name


def _say_written(path: Path, folder: Path) -> None:
    say(f"Wrote {path}. Load it with: ladder load --home {folder}")
