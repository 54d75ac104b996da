"""Folders of documents: which collection they are, and every document in them."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from graph.documents.document import Document, Months, Vocabulary
from graph.errors import DocumentError, DocumentErrors
from loaders.blueprints.knowledge import KnownNames
from loaders.blueprints.read import read_blueprint
from loaders.curated.kept import Readings, kept_readings
from loaders.curated.read import checked, parse
from loaders.errors import LoadError, NotABlueprint
from loaders.mapped.folder import mapped_files, read_mapped
from loaders.mapped.mapping import MAPPING_FILE
from loaders.mapped.sources.describe import describe
from loaders.mapped.sources.read import read_source

SEEDS = Path(__file__).parent.parent / "seeds"
SETTINGS_FILE = "ladder.yaml"
STATE_FOLDER = ".ladder"  # of a data folder; `Settings.state_folder`
LARGEST_FILE = 20_000_000  # bytes
MOST_FILES = 200_000

_YAML = (".yaml", ".yml")
_BLUEPRINTS = (".json", ".html", ".htm", ".txt")
_PERHAPS = (".md", ".markdown", ".docx")  # of which many are notes: blueprints are read, others left out

Progress = Callable[[str, int, int], None]


class FolderSettings(BaseModel):
    """`ladder.yaml` of a folder of documents."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    collection: str | None = Field(
        default=None,
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        description="Name of the collection; the folder's name when left out.",
    )
    lateral_months: Months | None = Field(
        default=None, description="How long a move sideways takes where no source says it: `{min: 6, max: 18}`."
    )
    headings: dict[str, list[str]] = Field(
        default={}, description="What spreadsheets call a column beside its own names: `{Title: [Funktionsname]}`."
    )
    seeds: Literal["all", "vocabulary", "none"] = Field(
        default="none", description="For a data folder: what to load of the seeds that ship with the project."
    )
    words: dict[str, Any] = Field(
        default={}, description="More words for `ladder map`, by the lists of `loaders/mapped/words.yaml`."
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What a set of paths holds. A whole folder is authoritative for its collection, a single file is not."""

    documents: list[Document]
    authoritative: frozenset[str] = frozenset()
    skipped: list[Path] = field(default_factory=list)  # files of kinds that are never documents
    notes: list[str] = field(default_factory=list)  # what of the originals became nothing
    doubts: list[LoadError] = field(default_factory=list)  # what a keeper should look at in a mapping


def folder_settings(folder: Path) -> FolderSettings:
    """The folder's `ladder.yaml`, or the defaults. Raises LoadError or DocumentErrors."""
    path = folder / SETTINGS_FILE
    if not path.exists():
        return FolderSettings()
    values, lines = parse(_bytes(path), str(path))
    return checked(FolderSettings, values, lines, str(path))


def read_home(
    home: Path,
    *,
    within: str = "",
    progress: Progress = lambda name, done, total: None,
    faults: list[DocumentError] | None = None,
) -> Reading:
    """A data folder with the part of the shipped seeds that it asks for; the shipped seeds alone where there is no data
    folder.

    `within` reads only a subfolder ("vocabulary") of both. Raises DocumentErrors; with `faults`, files that cannot be
    read are noted there and the others are read.
    """
    with kept_readings(home / STATE_FOLDER, whole=not within) as readings:
        return _read_home(home, within, progress, faults, readings)


def _read_home(
    home: Path, within: str, progress: Progress, faults: list[DocumentError] | None, readings: Readings
) -> Reading:
    if not (home / SETTINGS_FILE).exists() or home.resolve() == SEEDS.resolve():
        return read_folder(SEEDS, within=within, progress=progress, readings=readings)
    own = read_folder(home, within=within, progress=progress, faults=faults, readings=readings)
    wanted = folder_settings(home).seeds
    if wanted == "none":
        return own
    shipped = read_folder(
        SEEDS,
        vocabularies_of(own.documents),
        within=within or ("vocabulary" if wanted == "vocabulary" else ""),
        progress=progress,
        readings=readings,
    )
    documents = [*shipped.documents, *own.documents]
    return replace(own, documents=documents, authoritative=shipped.authoritative | own.authoritative)


def read_paths(
    paths: Iterable[Path],
    vocabularies: Sequence[Vocabulary] = (),
    progress: Progress = lambda name, done, total: None,
    faults: list[DocumentError] | None = None,
) -> Reading:
    """Folders and single files. Raises DocumentErrors with everything that is wrong in any of them; with `faults`, that
    is noted there and the rest is read.
    """
    readings: list[Reading] = []
    errors: list[DocumentError] = []
    for path in paths:
        try:
            if path.is_dir():
                readings.append(read_folder(path, vocabularies, progress=progress, faults=faults))
            else:
                readings.append(_read_file(path, vocabularies))
        except DocumentErrors as error:
            errors += error.errors
    _raise_or_note(errors, faults)
    documents = {document.id: document for reading in readings for document in reading.documents}
    authoritative = frozenset(name for reading in readings for name in reading.authoritative)
    skipped = [path for reading in readings for path in reading.skipped]
    notes = [note for reading in readings for note in reading.notes]
    doubts = [doubt for reading in readings for doubt in reading.doubts]
    return Reading(list(documents.values()), authoritative, skipped, notes, doubts)


def read_folder(
    folder: Path,
    vocabularies: Sequence[Vocabulary] = (),
    *,
    within: str = "",
    progress: Progress = lambda name, done, total: None,
    faults: list[DocumentError] | None = None,
    readings: Readings | None = None,
) -> Reading:
    """Every document under a folder (or under its subfolder `within`). Raises DocumentErrors; a folder without any
    document is refused. With `faults`, files that cannot be read are noted there and the others are read.
    `readings` may know what files say.
    """
    readings = readings or Readings()
    try:
        settings = folder_settings(folder)
        collection = settings.collection or folder.resolve().name
        files, skipped = _files(folder / within)
        originals = set() if within else set(mapped_files(folder))
        files, skipped = ([path for path in found if path not in originals] for found in (files, skipped))
    except LoadError as error:
        raise DocumentErrors([error]) from error
    if not files and not originals and not (folder / MAPPING_FILE).exists():
        hint = f"`ladder remove --collection {collection}` empties a collection."
        raise DocumentErrors([LoadError(str(folder), "there is no document in this folder", suggestion=hint)])
    curated = [path for path in files if path.suffix in _YAML]
    others = [path for path in files if path.suffix not in _YAML]
    documents = list(_settings_document(settings, collection))
    errors: list[DocumentError] = []
    known = KnownNames()
    for path in [*curated, *others]:
        if others and path is others[0]:  # flattened tables are read with the vocabulary's help
            known = KnownNames.of([*vocabularies, *vocabularies_of(documents)])
        try:
            documents.append(_read(path, folder, collection, known, readings))
        except DocumentErrors as error:
            errors += error.errors
        except NotABlueprint as error:
            if path.suffix.lower() in _PERHAPS:
                skipped.append(path)
            else:
                errors.append(error)
        except DocumentError as error:
            errors.append(error)
        progress(path.name, len(documents) + len(errors), len(files))
    notes: list[str] = []
    doubts: list[LoadError] = []
    if not within and (folder / MAPPING_FILE).exists():
        try:
            shipped = (
                [] if settings.seeds == "none" else read_folder(SEEDS, within="vocabulary", readings=readings).documents
            )
            mapped, notes, doubts = read_mapped(folder, collection, settings.words, vocabularies_of(shipped))
            documents += mapped
        except DocumentErrors as error:
            errors += error.errors
        except DocumentError as error:
            errors.append(error)
    _raise_or_note(errors, faults)
    return Reading(documents, frozenset({collection}), skipped, notes, doubts)


def _raise_or_note(errors: Sequence[DocumentError], faults: list[DocumentError] | None) -> None:
    if faults is not None:
        faults += errors
    elif errors:
        raise DocumentErrors(errors)


def _settings_document(settings: FolderSettings, collection: str) -> Iterator[Document]:
    """What a folder's settings say of the graph is a document like any other."""
    if settings.lateral_months:
        content = Vocabulary(lateral_months=settings.lateral_months)
        yield Document(f"{collection}/{SETTINGS_FILE}", SETTINGS_FILE, collection, "yaml", content)


def vocabularies_of(documents: Iterable[Document]) -> list[Vocabulary]:
    """What helps to read flattened tables: the names of tools, categories and skills."""
    return [document.content for document in documents if isinstance(document.content, Vocabulary)]


def _read_file(path: Path, vocabularies: Sequence[Vocabulary]) -> Reading:
    root = next(
        (parent for parent in path.resolve().parents if (parent / SETTINGS_FILE).exists()), path.resolve().parent
    )
    try:
        return Reading([_read(path.resolve(), root, _collection(root), KnownNames.of(vocabularies), Readings())])
    except DocumentError as error:
        raise DocumentErrors([error]) from error


def _collection(folder: Path) -> str:
    return folder_settings(folder).collection or folder.resolve().name


def _files(folder: Path) -> tuple[list[Path], list[Path]]:
    """Document files in the order of their paths, and files of other kinds. Hidden ones, settings and schemas are
    neither. Links to other folders are not followed. Raises LoadError for more than can be read.
    """
    documents: list[Path] = []
    others: list[Path] = []
    for path in sorted(folder.rglob("*")):
        if _ignored(path.relative_to(folder)) or (path.is_dir() and not path.is_symlink()):
            continue
        is_document = path.suffix.lower() in (*_YAML, *_BLUEPRINTS, *_PERHAPS)
        (documents if is_document and not path.is_dir() else others).append(path)
    if len(documents) > MOST_FILES:
        raise LoadError(
            str(folder),
            f"there are {len(documents):,} documents in this folder; at most {MOST_FILES:,} are read",
            suggestion="Put them into several folders, each a collection of its own, and load one at a time.",
        )
    return documents, others


def _ignored(relative: Path) -> bool:
    return (
        any(part.startswith((".", "__")) for part in relative.parts)
        or relative.name in (SETTINGS_FILE, MAPPING_FILE)
        or relative.name.endswith((".schema.json", ".py"))
    )


def _read(path: Path, root: Path, collection: str, known: KnownNames, readings: Readings) -> Document:
    data = _bytes(path)
    name = _name(path, root)
    if path.suffix.lower() in _YAML:
        return readings.read(data, collection, name)
    try:
        read = read_blueprint(data, f"{collection}/{name}", known)
    except NotABlueprint as error:
        what = f"{error.message}; it is {describe(read_source(data, name))}"
        raise NotABlueprint(error.document, what, suggestion=error.suggestion) from error
    return Document(f"{collection}/{name}", read.title, collection, read.format, read.blueprint, uri=read.uri)


def _name(path: Path, root: Path) -> str:
    """The path in the folder, by which the document is known."""
    try:
        name = path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise LoadError(
            str(path), "is a symbolic link out of the folder", suggestion="Put the file itself in the folder."
        ) from None
    if not name.isprintable():
        shown = name.encode("utf-8", "backslashreplace").decode().encode("unicode_escape").decode()
        raise LoadError(shown, "has a name that nobody can type", suggestion="Rename the file.")
    return name


def _bytes(path: Path) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe or a device may never end
            raise LoadError(str(path), "is no file but a pipe, a device or a socket", suggestion="Give a file.")
        if about.st_size > LARGEST_FILE:
            what = f"the file has {about.st_size:,} bytes; at most {LARGEST_FILE:,} are read"
            raise LoadError(str(path), what, suggestion="Split it, or leave out its pictures.")
        return path.read_bytes()
    except OSError as error:
        raise LoadError(
            str(path), f"cannot be read ({error.strerror})", suggestion="Check the path and its permissions."
        ) from error
