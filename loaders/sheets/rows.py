"""Rows of a ladder in a spreadsheet: what a cell holds, and which part of a role's blueprint a row is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from graph.documents.blueprint import (
    Blueprint,
    CareerStep,
    Item,
    Kpi,
    Other,
    PromotionSkill,
    RelatedRole,
    SoftSkill,
    Stakeholder,
    Statement,
    TechnicalSkill,
    Tool,
)
from graph.documents.spelling import letters
from loaders.errors import LoadError
from loaders.sheets.cells import ERRORS, Question, entries, number, skill_entry, spelled_value, step_entry, verbatim
from loaders.sheets.columns import Column, Sheet
from loaders.sheets.layout import (
    STATEMENT_GROUPS,
    STATEMENT_KINDS,
    STATEMENTS,
)

Place = tuple[str, ...]  # the field of the blueprint, and the field in it


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its cells by field, as text."""

    file: str
    sheet: Sheet
    number: int
    cells: dict[str, str]

    def fault(self, field: str, message: str, suggestion: str | None = None) -> LoadError:
        column = self.sheet.by_field(field)
        heading = f", column {column.heading}" if column else ""
        return LoadError(self.file, message, None, f"sheet {self.sheet.name}, row {self.number}{heading}", suggestion)


# Rows of the other sheets, as what they are in a blueprint and where


def placed(row: Row, values: dict[str, Any]) -> tuple[Place, Any]:
    """The field of the blueprint, and the item. Raises LoadError and ValidationError."""
    match row.sheet.name:
        case "Skills":
            return _skill(row, values)
        case "Tools":
            return ("tools",), Tool.model_validate(values)
        case "Steps":
            return _step(row, values)
        case "Stakeholders":
            return ("stakeholders", values.pop("relation", "internal")), Stakeholder.model_validate(values)
        case "KPIs":
            return ("kpis",), Kpi.model_validate(values)
    return _text(row, values)


def _with_details(row: Row, values: dict[str, Any], read: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The values with the details that stand behind the name in its cell, unless the cell says that all is the name."""
    if "name" not in values or verbatim(row.cells["name"]):
        return values
    try:
        details = read(values["name"])
    except Question as unclear:
        raise row.fault("name", unclear.message, unclear.hint) from None
    for field in details.keys() & values.keys() - {"name"}:
        raise row.fault(field, f"{values['name']!r} says it too", "Keep one of the two.")
    return values | details


def _skill(row: Row, values: dict[str, Any]) -> tuple[Place, Item]:
    technical = values.pop("kind", "technical") == "technical"
    values = _with_details(row, values, lambda entry: skill_entry(entry, technical=technical))
    if technical:
        return ("technical_skills",), TechnicalSkill.model_validate(values)
    if "tier" in values:
        raise row.fault(
            "tier",
            f"{values['tier']!r} is for technical skills; a soft skill has none",
            "Empty the cell, or change the kind.",
        )
    return ("soft_skills",), SoftSkill.model_validate(values)


def _step(row: Row, values: dict[str, Any]) -> tuple[Place, Item | str]:
    sort = values.pop("sort", "next")
    if sort in ("next", "feeder", "adjacent"):
        values = _with_details(row, values, step_entry)
    unfit = (
        ("months_min", "months_max")
        if sort == "related"
        else ("tier", "rank")
        if sort != "promotion"
        else ("months_min", "months_max", "tier", "rank")
    )
    for field in unfit:
        if field in values:
            raise row.fault(field, f"a step of the sort {sort} has none", "Empty the cell.")
    if sort == "promotion":
        if ("name" in values) == ("role" in values):
            raise row.fault("name", "give the other role's title or its id", "Fill in one of the two columns.")
        return ("career", "promotion_to"), values.get("name") or values["role"]
    if sort == "related":
        return ("related",), RelatedRole.model_validate(values)
    return ("career", _STEP_FIELDS.get(sort, sort)), CareerStep.model_validate(values)


_STEP_FIELDS = {"feeder": "feeders"}


def _text(row: Row, values: dict[str, Any]) -> tuple[Place, Any]:
    section, kind = values.pop("section", "other"), values.pop("kind", None)
    if "heading" in values and section != "other":
        raise row.fault("heading", f"a text of the section {section} has none", "Empty the cell.")
    if section == "scorecard":
        if kind is None:
            raise row.fault("kind", "is empty", "Name the row of the scorecard.")
        return (section, kind), values["items"] if "items" in values else values.get("text", "")
    if "text" not in values:
        raise row.fault("text", "is empty", "Fill it in, or remove the row.")
    if section in STATEMENT_GROUPS:
        group = _fields(Blueprint.model_fields[section].annotation)
        if kind not in group:
            raise row.fault("kind", f"{kind!r} is not allowed here" if kind else "is empty", nearest(kind or "", group))
        return (section, kind), Statement.model_validate(values)
    if section == "promotion_skills":
        return ("career", section), PromotionSkill.model_validate(values)
    if section == "other":
        return (section,), Other.model_validate(values | ({"section": kind} if kind else {}))
    return (section,), STATEMENTS[section].model_validate(values | ({STATEMENT_KINDS[section]: kind} if kind else {}))


def _fields(model: Any) -> list[str]:
    """The keys of a model as documents write them."""
    return [field.alias or name for name, field in model.model_fields.items()]


# Cells


def value_of(column: Column, row: Row) -> Any:
    """What a cell holds; of a range the lower end. Raises LoadError."""
    words = row.cells[column.field]
    if words.strip() in ERRORS:
        raise row.fault(column.field, f"{words.strip()} is a fault of the spreadsheet", "Mend the cell's formula.")
    try:
        return _read(column, words)
    except Question as unclear:
        raise row.fault(column.field, unclear.message, unclear.hint) from None


def _read(column: Column, words: str) -> Any:
    match column.kind:
        case "list":
            return entries(words)
        case "skills":
            return [skill_entry(entry, technical=column.field == "technical_skills") for entry in entries(words)]
        case "steps":
            return [step_entry(entry) for entry in entries(words)]
        case "number":
            return number(words, column.field)[0]
        case "yes":
            if letters(words) not in (*_YES, *_NO):
                raise Question(f"{words!r} is not allowed", f"Allowed: {column.allowed}.")
            return letters(words) in _YES
    if not column.values:
        return words.strip()
    value = spelled_value(column.values, words)
    if value is None:
        raise Question(f"{words!r} is not allowed", nearest(words, list(column.values)))
    return value


_YES, _NO = ("yes", "y", "true", "1", "x"), ("no", "n", "false", "0")


def upper_end(column: Column, row: Row) -> tuple[str, float] | None:
    """The field and value of the upper end that a lower end's cell gives (`3–5 years`). Raises LoadError where another
    cell gives one too.
    """
    if column.kind != "number":
        return None
    high = number(row.cells[column.field], column.field)[1]
    if high is None:
        return None
    other = row.sheet.by_field(column.field.replace("_min", "_max"))
    if other is None or other is column:
        raise row.fault(column.field, f"{row.cells[column.field]!r} is a range", "Write one number.")
    if other.field in row.cells:
        raise row.fault(other.field, f"{column.heading} holds a range already", "Empty one of the two cells.")
    return other.field, high


def nearest(value: str, allowed: Sequence[str]) -> str:
    found = process.extractOne(value.lower(), allowed, scorer=fuzz.WRatio, score_cutoff=60)
    shown = ", ".join(allowed[:20]) + (" …" if len(allowed) > 20 else "")
    return (
        f"{f'Did you mean {found[0]!r}? ' if found else ''}Allowed: {shown}."
        if allowed
        else "There is none to choose from."
    )


def explain(error: Any, row: Row) -> LoadError:
    """A fault that the model finds, with the column that it is in."""
    field = str(error["loc"][0]) if error["loc"] else ""
    message = error["msg"].removeprefix("Value error, ").replace("Input should be", "should be")
    shown = "" if isinstance(error["input"], (dict, list)) else f"{error['input']!r} "
    if error["type"] == "string_pattern_mismatch":
        message = "is no id; ids are lower-case words joined by hyphens, such as senior-baker"
    return row.fault(field, f"{shown}{message[:1].lower()}{message[1:]}")
