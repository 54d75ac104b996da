"""A company's own ladder in a spreadsheet (XLSX or CSV): one document a role. The layout stands in
`loaders/sheets/layout.py`.

Facts carry no line: rows move whenever a sheet is sorted, and a sorted sheet says what it said before. The words lead
to the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document, Vocabulary
from graph.documents.names import WITH_LETTERS, Names
from graph.documents.spelling import letters, slug, spelled
from graph.errors import DocumentError, DocumentErrors
from loaders.errors import LoadError
from loaders.sheets.cells import LONGEST_CELL
from loaders.sheets.files import is_csv, read_file
from loaders.sheets.layout import DETAILS, ROLE_FIELDS, ROLES, SHEETS
from loaders.sheets.rows import Row, explain, nearest, placed, upper_end, value_of
from loaders.sheets.tables import Headings, tables_of
from loaders.sheets.terms import add_term
from loaders.sheets.vocabulary import VOCABULARY

VOCABULARY_FILE = "_vocabulary"  # its name in the collection; no role's id has such a sign
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class SheetReading:
    """The documents of the files, what of the files was not read (`notes`) and how much was (`summary`)."""

    documents: list[Document] = field(default_factory=list)
    collections: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)


def read_sheets(
    paths: Sequence[Path],
    names: Names | None = None,
    progress: Progress = lambda what, done, total: None,
    headings: Headings | None = None,
) -> SheetReading:
    """The roles and the vocabulary of some files; each file is a collection of its own, named like it. `names` knows
    the levels that there are beside those of the file, `headings` what columns are called beside what the layout knows.

    Raises DocumentErrors with everything that is wrong in any of the files.
    """
    reading = SheetReading()
    errors: list[DocumentError] = list(_unknown_columns(headings or {}))
    for done, path in enumerate(paths):
        progress(f"Reading {path.name}", done, len(paths))
        file = _File(path, names, headings or {})
        documents = file.documents()
        if file.collection in reading.collections:
            file.errors.append(
                LoadError(
                    path.name,
                    f"another file is the collection {file.collection!r} too",
                    suggestion="Rename one of them.",
                )
            )
        errors += file.errors
        reading.documents += documents
        reading.collections.add(file.collection)
        reading.notes += file.notes
        reading.summary += file.summary
    if errors:
        raise DocumentErrors(errors)
    return reading


def _unknown_columns(headings: Headings) -> Iterator[DocumentError]:
    """Headings of `ladder.yaml` that stand for no column."""
    known = list(dict.fromkeys(column.heading for sheet in SHEETS for column in sheet.columns))
    for heading in headings:
        if letters(heading) not in map(letters, known):
            message = f"there is no column {heading!r} in a spreadsheet"
            yield LoadError("ladder.yaml", message, None, "headings", nearest(heading, known))


@dataclass(slots=True)
class _Role:
    """A row of the sheet Roles, and what all sheets say of the role, by the blueprint's fields."""

    row: Row
    content: dict[str, Any]


class _File:
    """One file: its rows, gathered into blueprints. What is wrong with it is collected in `errors`."""

    def __init__(self, path: Path, names: Names | None, headings: Headings) -> None:
        self.path = path
        self.names = names
        self.headings = headings
        self.notes: list[str] = []
        self.summary: list[str] = []
        self.errors: list[DocumentError] = []
        self.collection = spelled(path.stem).replace(" ", "-")
        self._roles: dict[str, _Role] = {}  # by the name that they have in the document's id
        self._named: dict[str, list[str]] = {}  # id or title as it is compared → those names
        self._terms: dict[str, Any] = {}  # content of the file's own vocabulary
        self._own: Names | None = None

    def documents(self) -> list[Document]:
        """The documents, complete only when there are no `errors`."""
        if not self.collection:
            self.errors.append(
                LoadError(self.path.name, "no collection can be named like this file", suggestion="Rename it.")
            )
            return []
        try:
            found = tables_of(self.path.name, read_file(self.path), self.headings, csv=is_csv(self.path))
        except LoadError as error:
            self.errors.append(error)
            return []
        tables = found.rows
        self.errors += found.errors
        self.notes += found.notes
        self.summary += found.summary
        vocabulary = self._vocabulary(tables.get(VOCABULARY.name, ()))
        for row in tables.get(ROLES.name, ()):
            self._try(self._role, row)
        if not self._roles and not self.errors:
            hint = "`ladder schema --sheet` writes a file to start from."
            self.errors.append(LoadError(self.path.name, "there is no role in the sheet Roles", suggestion=hint))
        for sheet in DETAILS:
            for row in tables.get(sheet.name, ()):
                self._try(self._detail, row)
        roles = [document for name, role in self._roles.items() if (document := self._document(name, role))]
        return [*vocabulary, *roles]

    def _vocabulary(self, rows: Iterable[Row]) -> list[Document]:
        """The document of the sheet Vocabulary, if it has rows; its levels count for the roles."""
        for row in rows:
            self._try(lambda row: add_term(row, self._values(row), self._terms), row)
        if not self._terms:
            return []
        title, content = f"Vocabulary of {self.collection}", Vocabulary.model_validate(self._terms)
        document = Document(f"{self.collection}/{VOCABULARY_FILE}", title, self.collection, "sheet", content)
        try:
            self._own = names_known([document])
        except DocumentError as error:
            self.errors.append(error)
        return [document]

    def _document(self, name: str, role: _Role) -> Document | None:
        try:
            content = Blueprint.model_validate(role.content)
        except ValidationError as error:
            self.errors += [explain(fault, role.row) for fault in error.errors()]
            return None
        return Document(f"{self.collection}/{name}", content.title, self.collection, "sheet", content)

    def _try(self, read: Callable[[Row], None], row: Row) -> None:
        try:
            read(row)
        except LoadError as error:
            self.errors.append(error)
        except ValidationError as error:
            self.errors += [explain(fault, row) for fault in error.errors()]

    # Rows

    def _values(self, row: Row) -> dict[str, Any]:
        """The cells as what their columns hold. Raises LoadError for one that is required and empty; other faults are
        only collected.
        """
        values: dict[str, Any] = {}
        for column in row.sheet.columns:
            if column.field in row.cells:
                self._tell_long(column.heading, row.cells[column.field], row)
                try:
                    values[column.field] = value_of(column, row)
                    if upper := upper_end(column, row):
                        values[upper[0]] = upper[1]
                except LoadError as error:
                    self.errors.append(error)
            elif column.required:
                raise row.fault(
                    column.field,
                    "is empty",
                    f"Allowed: {column.allowed}." if column.values else "Fill it in, or remove the row.",
                )
        return values

    def _tell_long(self, heading: str, words: str, row: Row) -> None:
        if len(words) > LONGEST_CELL:
            role = row.cells.get("title") or row.cells.get("for_role")
            self.notes.append(
                f"{row.file}: sheet {row.sheet.name}, row {row.number}, column {heading}: {len(words):,} characters of "
                f"the role {role!r}; a cell of a workbook holds {LONGEST_CELL:,}, so an export as xlsx leaves it out."
            )

    def _role(self, row: Row) -> None:
        values = self._values(row)
        self._check_level(row)
        title = values["title"]
        if not spelled(title):
            raise row.fault("title", f"{title!r} has no letter or digit of which an id can be made", WITH_LETTERS)
        name = values.get("id") or slug(title)
        if name in self._roles:
            column = "id" if "id" in values else "title"
            raise row.fault(
                column,
                f"{name!r} is the role of row {self._roles[name].row.number} already",
                "Give one of them another id.",
            )
        content = {field: values[field] for field in ROLE_FIELDS if field in values}
        content["tools"] = [{"cell": cell} for cell in values.get("tools", ())]
        content["career"] = {
            field: values[field] for field in ("next", "feeders", "adjacent", "promotion_to") if field in values
        }
        self._roles[name] = _Role(row, content)
        for known in {name, letters(title)}:
            self._named.setdefault(letters(known), []).append(name)

    def _check_level(self, row: Row) -> None:
        level, sources = row.cells.get("level"), [names for names in (self._own, self.names) if names]
        if level and sources and not any(names.find("level", level) for names in sources):
            known = [names.name_of("level", id) or id for names in sources for id in names.ids("level")]
            hint = (
                f"{nearest(level, known)} A new one: add it to the sheet Vocabulary or vocabulary/levels.yaml, or as "
                "an alias of one of these."
            )
            self.errors.append(row.fault("level", f"there is no level {level!r}", hint))

    def _detail(self, row: Row) -> None:
        """A row of any sheet but Roles, added to its role."""
        values = self._values(row)
        role = self._role_named(values.pop("for_role"), row)
        place, item = placed(row, values)
        content = role.content
        for part in place[:-1]:
            content = content.setdefault(part, {})
        if isinstance(item, str) or place[0] == "scorecard":
            if place[-1] in content:
                raise row.fault(
                    "kind" if place[0] == "scorecard" else "step", "the role has one already", "Keep one of them."
                )
            content[place[-1]] = item
        else:
            content.setdefault(place[-1], []).append(item)

    def _role_named(self, said: str, row: Row) -> _Role:
        found = [said] if said in self._roles else list(dict.fromkeys(self._named.get(letters(said), ())))
        if len(found) > 1:
            raise row.fault(
                "for_role", f"{said!r} is the title of several roles", f"Give one of the ids {', '.join(found)}."
            )
        if not found:
            titles = [known.content["title"] for known in self._roles.values()]
            raise row.fault("for_role", f"{said!r} is no role of the sheet Roles", nearest(said, titles))
        return self._roles[found[0]]


def names_known(documents: Iterable[Document]) -> Names | None:
    """The names of some documents, or None where no level is among them: then any level is taken."""
    names = Names.of(documents)
    return names if list(names.ids("level")) else None
