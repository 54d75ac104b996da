"""`ladder map`: reads a company's own documents of any form as a ladder."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from cli.data_folder import write_settings
from cli.examples import remove_examples
from cli.terminal.console import bold, dim, note, print_json, progress_bar, say
from cli.terminal.options import HomeOption
from cli.terminal.words import counted
from graph.sections import SECTIONS
from graph.settings import load_settings
from loaders.blueprints.read import HALF, count_sections
from loaders.errors import LoadError
from loaders.folder import SETTINGS_FILE, folder_settings
from loaders.mapped.folder import as_yaml, files_under, in_folder, left_out, map_files, write_mapping
from loaders.mapped.found import Framework
from loaders.mapped.mapping import Mapping
from loaders.mapped.reading.remainders import is_left_out
from loaders.mapped.sources.describe import describe
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.parts import part_of
from loaders.mapped.wording.words import Words, words_of

BLUEPRINTS = (".json", ".html", ".htm", ".md", ".markdown", ".docx", ".txt")
SHOWN = 12  # most places of unused words to show for a document
KINDS = {  # what the parts of a role are called that its texts fill
    "years": "years of experience",
    "stay": "time on the level",
    "manager": "stakeholders",
    "internal": "stakeholders",
    "external": "stakeholders",
    "tools": "tools",
    "kpis": "KPIs",
    "deliverables": "deliverables",
}
MOST_NAMES = 5  # of files of other kinds


def map_(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders: Markdown, HTML, DOCX, XLSX, CSV, PDF, YAML, JSON.")
    ],
    format: Annotated[Literal["text", "json"], typer.Option(help="Words, or JSON for programs.")] = "text",
    write: Annotated[
        bool, typer.Option("--write", help="Write mapping.yaml, and the originals beside it, into the data folder.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="With --write: replace a mapping.yaml and originals that differ.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Read a ladder of any form and propose a mapping.

    Finds levels, roles, competencies and texts without configuration, and lists all unused text with its lines. The
    graph is not changed.
    """
    folder = load_settings(home=home).home
    for path in paths:
        if not path.exists():
            raise LoadError(str(path), "there is no such file or folder", suggestion="Check the path.")
    if others := left_out(paths):
        more = f" and {len(others) - MOST_NAMES} more" if len(others) > MOST_NAMES else ""
        note(f"Files of other kinds were left out: {', '.join(others[:MOST_NAMES])}{more}.")
    listed = in_folder(folder, paths) if write else files_under(paths)
    files = without_blueprints(listed)
    if not files and listed:
        return
    if not files:
        raise nothing_found([], paths)
    words = folder_settings(folder).words
    with progress_bar("Reading documents"):
        mapping, found, sources = map_files(files, words)
    if not mapping.documents:
        raise nothing_found(sources, paths)
    for error in found.unread:
        note(f"Left out, because it cannot be read: {error}")
    for source in sources:
        if source.format == "pdf":
            note(f"{source.name} is a PDF: headings and lines are guessed by their look, so check each text.")
    # Written before it is shown: a pager that is closed early ends the command.
    written = _write(folder, mapping, found, files, replace=replace) if write else []
    if format == "json":
        print_json(found.as_json())
    else:
        read = found.read_of()
        nothing = [source for source in sources if is_left_out(source) and source.name not in read]
        _show(found, as_yaml(mapping), nothing, words_of(words))
    for sentence in written:
        note(sentence)


def _write(
    folder: Path, mapping: Mapping, found: Framework, files: list[tuple[Path, str]], *, replace: bool
) -> list[str]:
    """Writes the mapping and the originals that can be read, and says what it wrote and removed."""
    unread = {error.document for error in found.unread}
    readable = [(path, name) for path, name in files if name not in unread]
    target = write_mapping(folder, mapping, readable, replace=replace)
    said = []
    if not (folder / SETTINGS_FILE).exists():
        write_settings(folder, "none")
        said.append(f"Wrote {folder / SETTINGS_FILE}: the folder is a data folder now, and loads no shipped seeds.")
    if gone := remove_examples(folder):
        said.append(f"Removed the untouched examples that `ladder init` wrote: {', '.join(gone)}.")
    return [*said, f"Wrote {target}. `ladder diff --home {folder}` shows what a load would change."]


def without_blueprints(files: list[tuple[Path, str]]) -> list[tuple[Path, str]]:
    """The files that are no role blueprints. Of blueprints it says that they need no mapping."""
    kept = []
    for path, name in files:
        count = count_sections(path.read_bytes(), name) if path.suffix.lower() in BLUEPRINTS else 0
        if count < HALF:
            kept.append((path, name))
            continue
        note(
            f"{name} is a role blueprint: it has {count} of the {len(SECTIONS)} sections. It needs no mapping; "
            f"`ladder load {path}` reads it as it is, and in a data folder it is read with the other files."
        )
    return kept


def nothing_found(sources: list[Source], paths: list[Path]) -> LoadError:
    place = ", ".join(map(str, paths))
    if not sources:
        return LoadError(
            place,
            "there is no document that can be read",
            suggestion="Give Markdown, HTML, DOCX, XLSX, CSV, YAML or JSON.",
        )
    shapes = "; ".join(f"{source.name} is {describe(source)}" for source in sources[:5])
    hint = "Name the levels in headings, in a table's first row or column, or in `mapping.yaml`."
    return LoadError(place, f"no level and no role was found: {shapes}", suggestion=hint)


def _steps(found: Framework) -> str:
    """ "4 steps that the order implies", "3 steps: 2 stated, 1 that the order implies"."""
    implied = len(found.steps) - len(found.stated)
    if not found.stated:
        return f"{counted(implied, 'step')} that the order implies"
    return f"{counted(len(found.steps), 'step')}: {len(found.stated)} stated, {implied} that the order implies"


def _show(found: Framework, mapping: str, left_out: list[Source], words: Words) -> None:
    cells = list(found.cells())
    texts = Counter(role.title for role, _ in cells)
    told = {id(text) for _, text in cells}
    more: dict[str, dict[str, None]] = defaultdict(dict)
    for role, text in found.texts:
        if id(text) not in told:
            more[role.title][KINDS.get(part_of(text.competency, words), text.field)] = None
    say(bold(f"{counted(len(found.levels), 'level')}, upward: ") + ", ".join(found.levels))
    say(bold(counted(len(found.roles), "role")))
    for role in found.roles:
        place = " ".join(part for part in (role.level if role.level != role.title else "", role.family) if part)
        kinds = ", ".join([counted(texts[role.title], "text"), *more[role.title]])
        say(f"  {role.title}  " + dim(f"{place}  {kinds}"))
    names = found.competencies()
    say(bold(f"{len(names)} {'competency' if len(names) == 1 else 'competencies'}: ") + ", ".join(names))
    if stages := {text.stage for _, text in found.texts if text.stage}:
        say(bold(f"{counted(len(found.stages), 'stage')} of competencies, upward: ") + ", ".join(found.stages))
        if unplaced := sorted(stages - set(found.stages)):
            say(f"  Of {', '.join(unplaced)} no order is known: write all `stages` upward in the mapping.")
    if found.descriptions:
        say(bold(counted(len(found.descriptions), "description")) + " of what competencies are at all levels")
    say(bold(f"{counted(sum(texts.values()), 'text')}, {_steps(found)}"))
    for lower, upper in found.steps:
        say(f"  {lower.title} → {upper.title}")
    by_document = Counter(document for document, _, _ in found.unused)
    say(bold(f"Not used: {counted(len(found.unused), 'place')}"))
    for source in left_out:
        say(f"  {source.name}: nothing of it; it is {describe(source)}")
    for document, places in by_document.items():
        own = [(line, said) for name, line, said in found.unused if name == document]
        for line, said in own[:SHOWN]:
            say(dim(f"  {document}:{line}: {said[:100]}"))
        if places > SHOWN:
            say(dim(f"  {document}: {places - SHOWN} more; --format json lists them"))
    say(bold("The mapping"))
    say(mapping, nl=False)
