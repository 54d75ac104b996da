"""Commands that bring documents into the graph and take them back: load, remove, verify, init, extract."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
import yaml
from rich.markup import escape

from cli.terminal.differences import MarkdownOption, chosen_format, in_words, show_difference, show_plan
from cli.terminal.session import NO, HomeOption, JsonOption, err, moved, open_database, out, print_json, progress_bar
from graph.documents.blueprint import Blueprint
from graph.documents.document import Vocabulary
from graph.errors import DocumentErrors
from graph.neo4j.database import Database
from graph.settings import Settings, load_settings
from graph.storing.load import Outcome
from graph.storing.load import load as load_documents
from graph.storing.plan import Request, plan, remove_request, touches
from graph.storing.state import read_state
from graph.storing.stored import read_documents
from graph.storing.verify import repair as repair_graph
from graph.storing.verify import verify as verify_graph
from loaders.curated.schemas import write_editor_schemas
from loaders.errors import LoadError
from loaders.folder import SEEDS, SETTINGS_FILE, Reading, read_home, read_paths, vocabularies_of

Paths = Annotated[
    list[Path] | None, typer.Argument(help="Files or folders; the data folder when left out.", show_default=False)
]
SHOWN_STRAYS = 40


def load_home(database: Database, settings: Settings) -> Outcome:
    """Loads the data folder of the settings, with a progress bar."""
    return _load(database, read_given(None, settings, database), settings)


def home_differs(database: Database, settings: Settings) -> bool:
    """True when the files of the data folder are not those that the graph was loaded from, or cannot be read any
    more.
    """
    try:
        reading = read_home(settings.home)
    except DocumentErrors:
        return True
    return touches(database, Request(reading.documents, reading.authoritative))


def read_given(paths: list[Path] | None, settings: Settings, database: Database | None) -> Reading:
    """Documents of the paths. Flattened tables are read with the vocabulary of the graph and of the data folder."""
    with progress_bar("Reading documents") as progress:

        def show(name: str, done: int, total: int) -> None:
            moved(progress, done, total)

        if not paths:
            return read_home(settings.home, progress=show)
        return read_paths(paths, _vocabularies(settings, database), show)


def _vocabularies(settings: Settings, database: Database | None) -> list[Vocabulary]:
    stored = list(read_documents(database).values()) if database and read_state(database) else []
    try:
        home = read_home(settings.home, within="vocabulary").documents
    except DocumentErrors:
        home = []  # a fault there is told when that folder itself is loaded
    return vocabularies_of([*stored, *home])


def _load(database: Database, reading: Reading, settings: Settings) -> Outcome:
    outcome = write(database, Request(reading.documents, reading.authoritative), settings)
    for path in reading.skipped:
        err.print(f"Skipped {escape(str(path))}: no kind of document.")
    return outcome


def write(database: Database, request: Request, settings: Settings) -> Outcome:
    """Loads what is requested, with a progress bar, and says what became of it."""
    with progress_bar("Writing the graph") as progress:
        outcome = load_documents(
            database,
            request,
            load_rows=settings.load_rows,
            progress=lambda what, done, total: moved(progress, done, total),
        )
    _say_outcome(outcome)
    return outcome


def _say_outcome(outcome: Outcome) -> None:
    if not outcome.writes:
        err.print(f"Nothing changed; the graph stays at revision {outcome.revision}.")
    elif outcome.plan:
        err.print(
            f"Revision {outcome.revision}: {in_words(outcome.plan.difference)}, from {len(outcome.plan.documents)} "
            "documents."
        )


def load(
    paths: Paths = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and write nothing.")] = False,
    as_json: JsonOption = False,
    markdown: MarkdownOption = False,
    home: HomeOption = None,
) -> None:
    """Load files or folders in one atomic, idempotent step. A folder is authoritative for its collection; a file only
    adds or updates itself.
    """
    format = chosen_format(as_json=as_json, markdown=markdown)
    settings = load_settings(home=home)
    with open_database(home) as database:
        reading = read_given(paths, settings, database)
        if dry_run:
            show_plan(
                plan(database, Request(reading.documents, reading.authoritative)),
                format,
                drafts=settings.show_drafts,
            )
        else:
            outcome = _load(database, reading, settings)
            if as_json:
                print_json(
                    {
                        "revision": outcome.revision,
                        "writes": outcome.writes,
                        "documents": list(outcome.plan.documents if outcome.plan else ()),
                    }
                )


def remove(
    document: Annotated[str | None, typer.Argument(help="Id of a document.", show_default=False)] = None,
    collection: Annotated[
        str | None, typer.Option(help="Take back every document of a collection.", show_default=False)
    ] = None,
    home: HomeOption = None,
) -> None:
    """Take back exactly what one document, or one collection, said."""
    if (document is None) == (collection is None):
        raise typer.BadParameter("give the id of a document, or --collection NAME")
    settings = load_settings(home=home)
    with open_database(home) as database:
        request = remove_request(database, document=document, collection=collection)
        _say_outcome(load_documents(database, request, load_rows=settings.load_rows))


def verify(
    repair: Annotated[bool, typer.Option("--repair", help="Make the graph what its documents say again.")] = False,
    as_json: JsonOption = False,
    home: HomeOption = None,
) -> None:
    """Say whether the graph equals the fold of its documents; show what somebody changed by hand."""
    with open_database(home) as database:
        verification = verify_graph(database)
        if verification:
            if as_json:
                print_json({"verified": True, "changes": [], "strays": []})
            else:
                out.print(f"The graph is what its documents say (revision {verification.state.revision}).")
            return
        if as_json:
            changes = [change._asdict() for change in verification.difference.changes()]
            print_json({"verified": False, "changes": changes, "strays": verification.stored.strays})
        else:
            for stray in verification.stored.strays[:SHOWN_STRAYS]:
                out.print(f"[red]?[/] {escape(stray)}")
            if verification.difference:
                show_difference(verification.difference, "Somebody changed the graph by hand. Mending it would change")
        if repair:
            _say_outcome(repair_graph(database, verification))
            return
    raise typer.Exit(NO)


def init(
    folder: Annotated[Path, typer.Argument(help="Folder to make.")],
    seeds: Annotated[
        Literal["all", "vocabulary", "none"],
        typer.Option(help="What to load of the shipped seeds beside the folder's own files."),
    ] = "all",
    copy: Annotated[
        bool,
        typer.Option(
            "--copy",
            help="Copy the shipped roles and vocabulary into the folder to edit them there; nothing is loaded from "
            "the package.",
        ),
    ] = False,
) -> None:
    """Make a company's own data folder: roles, vocabulary overlay, settings and schemas for editors."""
    if folder.exists() and any(folder.iterdir()):
        raise LoadError(str(folder), "the folder is not empty", suggestion="Choose a new folder; nothing was changed.")
    for name in ("roles", "vocabulary"):
        if copy:
            shutil.copytree(SEEDS / name, folder / name, dirs_exist_ok=True)
        else:
            (folder / name).mkdir(parents=True, exist_ok=True)
    name = folder.resolve().name.lower()
    collection = (
        "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in name).strip("-") or "company"
    )
    settings = (
        f"# The data folder of a career ladder; see docs/data-folder.md.\ncollection: {collection}\nseeds: "
        f"{'none' if copy else seeds}\n"
    )
    (folder / SETTINGS_FILE).write_text(settings)
    (folder / ".gitignore").write_text(".ladder/\n")
    if not copy:
        (folder / "roles" / "example-role.yaml").write_text(_EXAMPLE_ROLE)
        (folder / "vocabulary" / "own.yaml").write_text(_OWN_VOCABULARY)
    write_editor_schemas(folder)
    out.print(f"Made {folder}. Edit roles/ and vocabulary/, then run: ladder up --home {folder}")


_EXAMPLE_ROLE = """\
# yaml-language-server: $schema=../role.schema.json
# One file a role. Delete this one when you have your own.
id: example-role
title: Example Role
status: draft
mission: Shows what a role file looks like.
years_min: 2
years_max: 5
technical_skills:
  - {name: Python, tier: must, importance: critical}
soft_skills:
  - Written communication
"""

_OWN_VOCABULARY = """\
# yaml-language-server: $schema=../vocabulary.schema.json
# Names of your own, and other spellings of shipped ones.
# An entry with the name of a shipped term adds its aliases to it.
skills:
  - {name: Python, aliases: [Python scripting]}
"""


def extract(
    files: Annotated[list[Path], typer.Argument(help="Blueprints: WordPress JSON, HTML or flattened text.")],
    format: Annotated[Literal["yaml", "json"], typer.Option(help="YAML in the seeds' form, or JSON.")] = "yaml",
    home: HomeOption = None,
) -> None:
    """Read documents as reviewable blueprints without touching the database; what could not be read goes to stderr with
    lines.
    """
    settings = load_settings(home=home)
    documents = read_given(files, settings, None).documents
    said = [(document, document.content) for document in documents if isinstance(document.content, Blueprint)]
    for document, blueprint in said:
        for problem in blueprint.problems:
            place = f"{document.id}:{problem.line}" if problem.line else document.id
            err.print(
                escape(
                    f"{place}: section {problem.section}: {problem.what}: {problem.words} "
                    f"{problem.suggestion or ''}".strip()
                )
            )
    contents = [_as_values(blueprint, lines=format == "json") for _, blueprint in said]
    if format == "json":
        print_json(contents[0] if len(contents) == 1 else contents)
    else:
        typer.echo("---\n".join(_as_yaml(values) for values in contents), nl=False)


def _as_values(blueprint: Blueprint, *, lines: bool) -> dict[str, Any]:
    """JSON has every field of the contract; YAML only what was said, without lines, ready to be edited."""
    if lines:
        return blueprint.model_dump(mode="json", by_alias=True)
    values: dict[str, Any] = _to_edit(
        blueprint.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"problems"})
    )
    return values


def _to_edit(value: Any) -> Any:
    """Without lines, and whole numbers as people write them."""
    if isinstance(value, dict):
        return {key: _to_edit(each) for key, each in value.items() if key != "line"}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return [_to_edit(each) for each in value] if isinstance(value, list) else value


def _as_yaml(values: dict[str, Any]) -> str:
    return yaml.dump(values, sort_keys=False, allow_unicode=True, width=140)
