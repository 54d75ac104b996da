"""Ladders written as workbooks: the template to start from, and documents to carry elsewhere. Both follow
`loaders/sheets/layout.py`.

What is written from documents is read back as the same facts. Lines of documents and places that could not be read stay
behind.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from graph.documents.blueprint import Blueprint, Item
from graph.documents.document import Document
from graph.documents.names import Names
from loaders.sheets.cells import LONGEST_CELL, blank, has_details
from loaders.sheets.columns import Column, Sheet
from loaders.sheets.layout import (
    KPIS,
    ROLE_FIELDS,
    ROLES,
    SHEETS,
    SKILLS,
    STAKEHOLDERS,
    STATEMENT_GROUPS,
    STATEMENT_KINDS,
    STEPS,
    TEXTS,
    TOOLS,
)
from loaders.sheets.roles import roles_of
from loaders.sheets.tables import README_SHEET
from loaders.sheets.terms import term_rows
from loaders.sheets.vocabulary import VOCABULARY

_LAST_ROW = 2000  # that drop-downs reach
_LONGEST_LIST = 255  # characters of a drop-down that is written into the file
_HEADING = PatternFill("solid", fgColor="1F3864")
_REQUIRED = PatternFill("solid", fgColor="7F2A2A")

Cells = Mapping[str, Any]  # by field


def template(levels: Sequence[str]) -> bytes:
    """A workbook with examples and drop-downs; `levels` are the names to choose from."""
    return _workbook({sheet.name: sheet.examples for sheet in SHEETS}, levels, [])


def to_workbook(
    documents: Iterable[Document],
    levels: Sequence[str] = (),
    left_out: list[str] | None = None,
    others: Sequence[Document] = (),
) -> bytes:
    """The roles and the vocabulary of some documents, and of `others` what these use. What no cell can hold is left out
    and told in `left_out`, with its place.
    """
    documents = list(documents)
    rows: dict[str, list[Cells]] = {sheet.name: [] for sheet in SHEETS}
    names = Names.of([*documents, *others])
    for said in roles_of(documents, names):
        for sheet, cells in _role(said):
            rows[sheet.name].append(cells)
    rows[VOCABULARY.name] += term_rows(documents, others)
    return _workbook(rows, levels, [] if left_out is None else left_out)


# Documents as rows


def _role(said: Blueprint) -> Iterator[tuple[Sheet, Cells]]:
    own: dict[str, Any] = {
        name: getattr(said, name) for name in ROLE_FIELDS if name not in ("technical_skills", "soft_skills")
    }
    yield ROLES, own | {name: [term.name for term in own[name]] for name in ("builds_on", "no_longer")}
    for sheet, cells in _details(said):
        yield sheet, {"for_role": said.id or said.title, **cells}


def _details(said: Blueprint) -> Iterator[tuple[Sheet, Cells]]:
    yield from ((SKILLS, {"kind": "technical", **_said(skill)}) for skill in said.technical_skills)
    yield from ((SKILLS, {"kind": "soft", **_said(skill)}) for skill in said.soft_skills)
    yield from ((TOOLS, _said(tool)) for tool in said.tools)
    for field, sort in (("next", "next"), ("feeders", "feeder"), ("adjacent", "adjacent")):
        yield from ((STEPS, {"sort": sort, **_said(step)}) for step in getattr(said.career, field))
    if said.career.promotion_to:
        yield STEPS, {"sort": "promotion", "name": said.career.promotion_to}
    yield from ((STEPS, {"sort": "related", **_said(step)}) for step in said.related)
    for relation in type(said.stakeholders).model_fields:
        yield from (
            (STAKEHOLDERS, {"relation": relation, **_said(stakeholder)})
            for stakeholder in getattr(said.stakeholders, relation)
        )
    yield from ((KPIS, _said(kpi)) for kpi in said.kpis)
    yield from ((TEXTS, cells) for cells in _texts(said))


def _texts(said: Blueprint) -> Iterator[Cells]:
    for section, kind in STATEMENT_KINDS.items():
        for statement in getattr(said, section):
            yield {
                "section": section,
                "kind": getattr(statement, kind),
                "text": statement.text,
                "items": statement.items,
            }
    for section in STATEMENT_GROUPS:
        groups = getattr(said, section)
        for name, field in type(groups).model_fields.items():
            for statement in getattr(groups, name):
                yield {
                    "section": section,
                    "kind": field.alias or name,
                    "text": statement.text,
                    "items": statement.items,
                }
    for statement in said.career.promotion_skills:
        yield {"section": "promotion_skills", "text": statement.text, "items": statement.items}
    for label, value in said.scorecard.model_dump(exclude_defaults=True).items():
        yield {"section": "scorecard", "kind": label, "items" if isinstance(value, list) else "text": value}
    for statement in said.other:
        yield {
            "section": "other",
            "kind": statement.section,
            "text": statement.text,
            "items": statement.items,
            "heading": statement.heading,
        }


def _said(item: Item) -> Cells:
    return item.model_dump(exclude={"line"}, exclude_defaults=True)


# Rows as a workbook


def _workbook(rows: Mapping[str, Sequence[Cells]], levels: Sequence[str], left_out: list[str]) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = ROLES.name
    for layout in SHEETS:
        made = sheet if layout is ROLES else workbook.create_sheet(layout.name)
        _fill(made, layout, rows[layout.name], levels, left_out)
    _explain(workbook.create_sheet(README_SHEET), levels)
    workbook.properties.title = "Career ladder"
    workbook.properties.creator = "career-ladder-graph"
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _fill(sheet: Worksheet, layout: Sheet, rows: Sequence[Cells], levels: Sequence[str], left_out: list[str]) -> None:
    for at, column in enumerate(layout.columns, start=1):
        heading = sheet.cell(1, at, column.heading)
        heading.font = Font(bold=True, color="FFFFFF")
        heading.fill = _REQUIRED if column.required else _HEADING
        sheet.column_dimensions[get_column_letter(at)].width = column.width
        if validation := _drop_down(column, levels if layout is ROLES else ()):
            sheet.add_data_validation(validation)
            validation.add(f"{get_column_letter(at)}2:{get_column_letter(at)}{_LAST_ROW}")
    for number, cells in enumerate(rows, start=2):
        for at, column in enumerate(layout.columns, start=1):
            place = f"sheet {layout.name}, row {number}, column {column.heading}"
            whose = "name" if layout is VOCABULARY else "role"
            of = f"{place}, {whose} {cells.get('title') or cells.get('for_role') or cells.get('name')!r}"
            if missing := _write(sheet, layout, number, at, cells.get(column.field)):
                left_out.append(f"{of}: {missing}")
    sheet.freeze_panes = "B2"


def _drop_down(column: Column, levels: Sequence[str]) -> DataValidation | None:
    """What to choose from. Roles may also be named by id and levels by an alias, so a drop-down refuses nothing."""
    choices = levels if column.field == "level" else ("yes", "no") if column.kind == "yes" else tuple(column.values)
    formula = f'"{",".join(choices)}"'
    if column.field == "for_role":
        formula = f"{ROLES.name}!$A$2:$A${_LAST_ROW}"
    elif not choices or len(formula) > _LONGEST_LIST or any("," in choice for choice in choices):
        return None
    return DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)


def _write(sheet: Worksheet, layout: Sheet, row: int, column: int, value: Any) -> str | None:
    """Writes text as text: what begins like a formula is none. Says what of it no cell can hold."""
    if value is None or value in ("", []):
        return None
    cell = sheet.cell(row, column)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        exact = isinstance(value, int) or float(f"{value:.15g}") == value
        cell.value = value if exact else repr(value)  # a workbook's numbers have fifteen digits
        return None
    text = _listed(value) if isinstance(value, list) else {True: "yes", False: "no"}.get(value) or str(value)
    if len(text) > LONGEST_CELL:
        return f"the text has {len(text):,} characters, a cell holds {LONGEST_CELL:,}; it was left out"
    name = layout in (SKILLS, STEPS) and layout.columns[column - 1].field == "name"
    if blank(text) or (name and has_details(text)):
        text = f"{text}\n"  # a dash that is meant, a name that ends like details: alone they would be read otherwise
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=len(text) > layout.columns[column - 1].width, vertical="top")
    if isinstance(value, list) and any("\n" in entry.strip() for entry in value):
        return "a line break in an entry of the list became a space"
    return "control characters were left out" if cell.value != text else None


def _listed(entries: Sequence[str]) -> str:
    """One entry a line; an entry with a semicolon that stands alone ends in a line break, so that it is not taken for
    two.
    """
    text = "\n".join(entry.replace("\n", " ") for entry in entries)
    return f"{text}\n" if ";" in text and "\n" not in text else text


def _explain(sheet: Worksheet, levels: Sequence[str]) -> None:
    """The layout in words."""
    lines: list[tuple[str, ...]] = [
        ("A career ladder. Delete the examples, fill in your own, and run: ladder import sheet FILE.xlsx",),
        (
            "Columns may stand in any order; those with a red heading must be filled in. A list holds one entry a "
            "line, or entries between semicolons.",
        ),
        (),
        ("Sheet", "Column", "What", "Allowed", "Also called"),
    ]
    for layout in SHEETS:
        lines.append((layout.name, "", layout.help))
        for column in layout.columns:
            allowed = ", ".join(levels) if column.field == "level" else column.allowed
            lines.append((layout.name, column.heading, column.help, allowed, ", ".join(column.aliases)))
    for number, line in enumerate(lines, start=1):
        for at, text in enumerate(line, start=1):
            cell = sheet.cell(number, at, text or None)
            cell.font = Font(bold=number == 4 or (at == 1 and len(line) == 3))
    for letter, width in zip("ABCDE", (14, 18, 60, 50, 50), strict=True):
        sheet.column_dimensions[letter].width = width
