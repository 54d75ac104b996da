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
from graph.documents.document import Document
from graph.documents.names import Names
from graph.documents.spelling import slug
from graph.errors import DocumentError, DocumentErrors
from loaders.errors import LoadError
from loaders.sheets.files import NamedSheet, is_csv, read_file
from loaders.sheets.layout import ROLE_FIELDS, ROLES, SHEETS, Column, Sheet, plain
from loaders.sheets.rows import Row, explain, nearest, placed, value_of

README_SHEET = "Read me"
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class SheetReading:
    """The documents of the files, and what of the files was not read."""

    documents: list[Document] = field(default_factory=list)
    collections: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)


def read_sheets(
    paths: Sequence[Path], names: Names | None = None, progress: Progress = lambda what, done, total: None
) -> SheetReading:
    """The roles of some files; each file is a collection of its own, named like it. `names` knows the levels that there
    are.

    Raises DocumentErrors with everything that is wrong in any of the files.
    """
    reading = SheetReading()
    errors: list[DocumentError] = []
    for done, path in enumerate(paths):
        progress(f"Reading {path.name}", done, len(paths))
        file = _File(path, names)
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
    if errors:
        raise DocumentErrors(errors)
    return reading


@dataclass(slots=True)
class _Role:
    """A row of the sheet Roles, and what all sheets say of the role, by the blueprint's fields."""

    row: Row
    content: dict[str, Any]


class _File:
    """One file: its rows, gathered into blueprints. What is wrong with it is collected in `errors`."""

    def __init__(self, path: Path, names: Names | None) -> None:
        self.path = path
        self.names = names
        self.notes: list[str] = []
        self.errors: list[DocumentError] = []
        self.collection = plain(path.stem) and slug(path.stem)
        self._roles: dict[str, _Role] = {}  # by the name that they have in the document's id
        self._named: dict[str, list[str]] = {}  # id or title as it is compared → those names

    def documents(self) -> list[Document]:
        """The documents, complete only when there are no `errors`."""
        if not self.collection:
            self.errors.append(
                LoadError(self.path.name, "no collection can be named like this file", suggestion="Rename it.")
            )
            return []
        try:
            tables = self._tables(read_file(self.path))
        except LoadError as error:
            self.errors.append(error)
            return []
        for row in tables.get(ROLES.name, ()):
            self._try(self._role, row)
        if not self._roles and not self.errors:
            hint = "`ladder schema --sheet` writes a file to start from."
            self.errors.append(LoadError(self.path.name, "there is no role in the sheet Roles", suggestion=hint))
        for sheet in SHEETS[1:]:
            for row in tables.get(sheet.name, ()):
                self._try(self._detail, row)
        return [document for name, role in self._roles.items() if (document := self._document(name, role))]

    def _document(self, name: str, role: _Role) -> Document | None:
        try:
            content = Blueprint.model_validate(role.content)
        except ValidationError as error:
            self.errors += [explain(each, role.row) for each in error.errors()]
            return None
        return Document(f"{self.collection}/{name}", content.title, self.collection, "sheet", content)

    def _try(self, read: Callable[[Row], None], row: Row) -> None:
        try:
            read(row)
        except LoadError as error:
            self.errors.append(error)
        except ValidationError as error:
            self.errors += [explain(each, row) for each in error.errors()]

    # Sheets and columns

    def _tables(self, found: Sequence[NamedSheet]) -> dict[str, list[Row]]:
        """Rows by the sheet of the layout that they are in. A file of one sheet with any name holds roles."""
        tables: dict[str, list[Row]] = {}
        for name, cells in found:
            sheet = next((each for each in SHEETS if plain(name) in map(plain, (each.name, *each.aliases))), None)
            if is_csv(self.path) or (sheet is None and len(found) == 1):
                sheet = ROLES
            if sheet is None:
                if name != README_SHEET:
                    self.notes.append(
                        f"{self.path.name}: the sheet {name!r} is not read. Sheets that are: "
                        f"{', '.join(each.name for each in SHEETS)}."
                    )
            elif sheet.name in tables:
                self.errors.append(
                    LoadError(self.path.name, f"two sheets stand for {sheet.name}", suggestion="Keep one of them.")
                )
            else:
                tables[sheet.name] = list(self._rows(sheet, iter(cells)))
        return tables

    def _rows(self, sheet: Sheet, rows: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
        """The rows below the heading, which is the first row that is not empty."""
        number, headings = next(((number, cells) for number, cells in rows if any(cells)), (0, []))
        columns = self._columns(Row(self.path.name, sheet, number, {}), headings) if headings else []
        if any(each.required and each not in columns for each in sheet.columns):
            return  # one fault for the column is enough
        for number, cells in rows:
            values = {
                column.field: cell for column, cell in zip(columns, cells, strict=False) if column and cell.strip()
            }
            if values:
                yield Row(self.path.name, sheet, number, values)

    def _columns(self, row: Row, headings: Sequence[str]) -> list[Column | None]:
        columns = [row.sheet.column(heading) if heading.strip() else None for heading in headings]
        known = ", ".join(each.heading for each in row.sheet.columns)
        for heading, column in zip(headings, columns, strict=True):
            if column is None and heading.strip():
                self.notes.append(
                    f"{row.file}: sheet {row.sheet.name}: the column {heading!r} is not read. Columns that are: "
                    f"{known}."
                )
        for each in row.sheet.columns:
            if columns.count(each) > 1:
                self.errors.append(row.fault(each.field, "two columns stand for it", "Remove one of them."))
            elif each.required and each not in columns:
                self.errors.append(row.fault(each.field, "there is no such column", f"Columns: {known}."))
        return columns

    # Rows

    def _values(self, row: Row) -> dict[str, Any]:
        """The cells as what their columns hold. Raises LoadError for one that is required and empty; other faults are
        only collected.
        """
        values: dict[str, Any] = {}
        for column in row.sheet.columns:
            if column.field in row.cells:
                try:
                    values[column.field] = value_of(column, row)
                except LoadError as error:
                    self.errors.append(error)
            elif column.required:
                raise row.fault(
                    column.field,
                    "is empty",
                    f"Allowed: {column.allowed}." if column.values else "Fill it in, or remove the row.",
                )
        return values

    def _role(self, row: Row) -> None:
        values = self._values(row)
        self._check_level(row)
        title = values["title"]
        if not plain(title):
            raise row.fault("title", f"{title!r} has no letter or digit")
        name = values.get("id") or slug(title)
        if name in self._roles:
            column = "id" if "id" in values else "title"
            raise row.fault(
                column,
                f"{name!r} is the role of row {self._roles[name].row.number} already",
                "Give one of them another id.",
            )
        content = {each: values[each] for each in ROLE_FIELDS if each in values}
        content["tools"] = [{"cell": each} for each in values.get("tools", ())]
        content["career"] = {
            each: values[each] for each in ("next", "feeders", "adjacent", "promotion_to") if each in values
        }
        self._roles[name] = _Role(row, content)
        for known in {name, plain(title)}:
            self._named.setdefault(plain(known), []).append(name)

    def _check_level(self, row: Row) -> None:
        level = row.cells.get("level")
        if level and self.names and self.names.find("level", level) is None:
            known = [self.names.name_of("level", id) or id for id in self.names.ids("level")]
            self.errors.append(row.fault("level", f"there is no level {level!r}", nearest(level, known)))

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
        found = [said] if said in self._roles else list(dict.fromkeys(self._named.get(plain(said), ())))
        if len(found) > 1:
            raise row.fault(
                "for_role", f"{said!r} is the title of several roles", f"Give one of the ids {', '.join(found)}."
            )
        if not found:
            titles = [each.content["title"] for each in self._roles.values()]
            raise row.fault("for_role", f"{said!r} is no role of the sheet Roles", nearest(said, titles))
        return self._roles[found[0]]


def names_known(documents: Iterable[Document]) -> Names | None:
    """The names of some documents, or None where no level is among them: then any level is taken."""
    names = Names.of(documents)
    return names if list(names.ids("level")) else None
