"""Paths as sources of a ladder, and what a mapping makes of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Values
from dataclasses import replace
from fnmatch import fnmatch
from os.path import commonpath
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from graph.documents.document import Document, Vocabulary
from graph.documents.spelling import slug
from graph.errors import DocumentError, DocumentErrors
from loaders.curated.read import checked, parse
from loaders.errors import LoadError
from loaders.mapped.documents.documents import documents_of
from loaders.mapped.doubts import doubts_of
from loaders.mapped.found import Framework
from loaders.mapped.mapping import MAPPING_FILE, ORIGINALS, Mapping
from loaders.mapped.proposal.propose import propose
from loaders.mapped.reading.read import read_framework
from loaders.mapped.roles.calling import call_apart
from loaders.mapped.sources.pieces import Source
from loaders.mapped.sources.read import read_source
from loaders.mapped.wording.words import words_of

ENDINGS = (
    ".md",
    ".markdown",
    ".mdx",
    ".html",
    ".vue",
    ".htm",
    ".docx",
    ".xlsx",
    ".pdf",
    ".csv",
    ".tsv",
    ".yaml",
    ".yml",
    ".json",
    ".jsonld",
    ".txt",
)
PRINTED = frozenset({"levels", "roles", "competencies", "cells", "steps"})  # of what `ladder map` prints as JSON
SETTINGS = ("ladder.yaml", MAPPING_FILE)
OWN_SETTINGS = {"collection", "lateral_months", "headings", "seeds", "words"}  # keys of ladder.yaml
MOST_TOLD = 5  # files in a message


def files_under(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Each file that may be a document once, with its name below the path that was given, behind that of its folder
    where several folders are given; below what all paths have in common where two would have one name.
    """
    paths = list(paths)
    once: dict[Path, tuple[Path, str]] = {}
    for file, name in _named(paths):
        once.setdefault(file.resolve(), (file, name))
    found = list(once.values())
    if len({name for _, name in found}) < len(found):
        top = Path(commonpath([path.resolve() for path in paths]))
        found = [(file, file.resolve().relative_to(top).as_posix()) for file, _ in found]
    return found


def _named(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    found: list[tuple[Path, str]] = []
    paths = list(paths)
    several = sum(path.is_dir() for path in paths) > 1  # what each holds is told apart by its name
    for path in paths:
        if path.is_dir():
            found += [
                (file, (path.resolve().name / name if several else name).as_posix())
                for file, name in _shown(path)
                if file.suffix.lower() in ENDINGS
                and not _is_of_the_data_folder(file)
                and not name.name.endswith(".schema.json")
            ]
        else:
            found.append((path, path.name))
    return found


def _is_of_the_data_folder(file: Path) -> bool:
    """Whether a file is the mapping or the settings of a data folder, and no ladder of the same name."""
    if file.name not in SETTINGS or not file.is_file():
        return False
    keys = re.findall(rb"^([a-z_]+):", file.read_bytes(), re.MULTILINE)
    return file.name == MAPPING_FILE or {key.decode() for key in keys} <= OWN_SETTINGS


def _shown(folder: Path) -> list[tuple[Path, Path]]:
    """The files of a folder that are not hidden, with their paths in it."""
    inside = ((file, file.relative_to(folder)) for file in sorted(folder.rglob("*")) if file.is_file())
    return [(file, name) for file, name in inside if not any(part.startswith(".") for part in name.parts)]


def in_folder(home: Path, paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """The files of the paths with their names in a data folder; others go to `originals/`."""
    inside = home.resolve()
    return [
        (path, path.resolve().relative_to(inside).as_posix())
        if path.resolve().is_relative_to(inside)
        else (path, f"{ORIGINALS}/{name}")
        for path, name in files_under(paths)
    ]


def left_out(paths: Iterable[Path]) -> list[str]:
    """The files below the folders that have an ending which nothing reads; hidden files are not counted."""
    shown = (found for path in paths if path.is_dir() for found in _shown(path))
    return [name.as_posix() for file, name in shown if file.suffix.lower() not in ENDINGS]


def write_mapping(home: Path, mapping: Mapping, files: Iterable[tuple[Path, str]], *, replace: bool = False) -> Path:
    """Writes `mapping.yaml` and copies originals that are not in the folder yet. What is there and differs is only
    replaced when asked. Raises LoadError where it cannot, before it has written anything.
    """
    target = home / MAPPING_FILE
    files = list(files)
    try:
        differ = [place for path, name in files if (place := home / name).exists() and not _same(path, place)]
        if target.exists() and target.read_text(encoding="utf-8") != as_yaml(mapping):
            differ.insert(0, target)
        if differ and not replace:
            more = f"; files that differ too: {len(differ) - 1}" if len(differ) > 1 else ""
            hint = "Edits in it would be lost: move it away, or add --replace. Nothing was written."
            raise LoadError(str(differ[0]), f"is there already and differs{more}", suggestion=hint)
        for path, name in files:
            place = home / name
            if path.resolve() != place.resolve():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(path.read_bytes())
        target.write_text(as_yaml(mapping), encoding="utf-8")
    except OSError as error:
        hint = "Check the folder and its permissions."
        raise LoadError(str(target), f"cannot be written ({error.strerror})", suggestion=hint) from error
    return target


def _same(path: Path, place: Path) -> bool:
    return path.resolve() == place.resolve() or path.read_bytes() == place.read_bytes()


def as_yaml(mapping: Mapping) -> str:
    """The mapping as a keeper reads and edits it."""
    head = "# What these documents mean. `ladder map` wrote it; edit at will, `ladder diff` shows what changes.\n"
    said = mapping.model_dump(exclude_defaults=True)
    return head + "".join(
        yaml.safe_dump({key: value}, sort_keys=False, allow_unicode=True, width=160, default_flow_style=None)
        for key, value in said.items()
    )


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file. Raises LoadError, and DocumentErrors for what it does not know."""
    values, lines = parse(path.read_bytes(), str(path))
    return checked(Mapping, values, lines, str(path))


def mapped_files(folder: Path) -> list[Path]:
    """The files that a folder's mapping reads, and all in `originals/`; none where there is no mapping. Raises
    LoadError where only the mapping is missing: their roles would be taken out of the graph.
    """
    path = folder / MAPPING_FILE
    if not path.exists():
        if kept := files_under([folder / ORIGINALS]) if (folder / ORIGINALS).is_dir() else []:
            files = f"the {len(kept)} files in it mean" if len(kept) > 1 else "the 1 file in it means"
            what = f"there is no {MAPPING_FILE} that says what {files}"
            hint = f"Restore it, write it anew with `ladder map {ORIGINALS} --write`, or move the files away."
            raise LoadError(f"{ORIGINALS}/", what, suggestion=hint)
        return []
    mapping = read_mapping(path)
    return [file for file, name in files_under([folder]) if mapping.part(name) or name.startswith(f"{ORIGINALS}/")]


class Mapped(NamedTuple):
    """The documents that a folder's mapping makes of its originals, what to tell of words that it did not use, and what
    a keeper should look at.
    """

    documents: list[Document]
    notes: list[str]
    doubts: list[LoadError]


def read_mapped(
    folder: Path, collection: str, more_words: Values[str, Any], vocabularies: Iterable[Vocabulary]
) -> Mapped:
    """What a folder's mapping makes of its originals. Raises DocumentErrors for those that the mapping names and
    nothing can read.
    """
    mapping = read_mapping(folder / MAPPING_FILE)
    files = [(path, path.relative_to(folder).as_posix()) for path in mapped_files(folder)]
    sources, unread = read_sources(files)
    missing = list(_missing(mapping, [name for _, name in files]))
    if needed := [*missing, *(error for error in unread if mapping.part(error.document))]:
        raise DocumentErrors(needed)  # their roles would be taken out of the graph
    words = words_of(more_words)
    found = read_framework(sources, mapping, words)
    known = [term.id or slug(term.name) for vocabulary in vocabularies for term in vocabulary.levels]
    unused = Counter(document for document, _, _ in found.unused)
    notes = [
        f"{document}: {count} places were not used; `ladder map` lists them."
        if count > 1
        else f"{document}: 1 place was not used; `ladder map` lists it."
        for document, count in unused.items()
    ]
    notes += [f"{error} No part of {MAPPING_FILE} reads it." for error in unread]
    notes += [f"{name}: a PDF, of which headings and lines are guessed." for _, name in files if name.endswith(".pdf")]
    doubts = [replace(doubt, document=f"{collection}/{doubt.document}") for doubt in doubts_of(found, mapping, sources)]
    return Mapped(documents_of(found, mapping, collection, known, words), notes, doubts)


def _missing(mapping: Mapping, names: Sequence[str]) -> Iterator[LoadError]:
    """What the mapping names and is not there."""
    free = [name for name in names if mapping.part(name) is None]
    others = f" No part reads {', '.join(free[:MOST_TOLD])}." if free else ""
    for part in mapping.documents:
        for pattern in part.files:
            if not any(fnmatch(name, pattern) for name in names):
                hint = f"Put the file back, or correct or remove its name there.{others}"
                yield LoadError(MAPPING_FILE, f"there is no file {pattern!r}", None, "documents.files", hint)


def read_sources(files: Iterable[tuple[Path, str]]) -> tuple[list[Source], list[DocumentError]]:
    """The content of the files, and of those that cannot be read why."""
    sources: list[Source] = []
    unread: list[DocumentError] = []
    for path, name in files:
        try:
            source = read_source(path.read_bytes(), name)
            if not (isinstance(source.tree, dict) and source.tree.keys() >= PRINTED):
                sources.append(source)
        except DocumentError as error:
            unread.append(error)
        except OSError as error:
            hint = "Check the path and its permissions."
            unread.append(LoadError(name, f"cannot be read ({error.strerror})", suggestion=hint))
    call_apart(sources)
    return sources, unread


def map_files(
    files: list[tuple[Path, str]], more_words: Values[str, Any] | None = None
) -> tuple[Mapping, Framework, list[Source]]:
    """A proposed mapping, what it reads, and the sources. Raises DocumentErrors where no file can be read."""
    words = words_of(more_words or {})
    sources, unread = read_sources(files)
    if unread and not sources:
        raise DocumentErrors(unread)
    mapping = propose([source.copy() for source in sources], words)
    for source in sources:
        source.unmark()  # what the proposal tried is no word that was used
    found = read_framework(sources, mapping, words)
    found.unread = unread
    return mapping.model_copy(update={"stages": found.stages}), found, sources
