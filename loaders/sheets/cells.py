"""What people write into the cells of a ladder: numbers with units, ranges and percentages, times, skills with details.

Whatever cannot be read is a question, never a part of a name in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from graph.documents.spelling import letters
from graph.errors import LadderError
from loaders.sheets.layout import IMPORTANCES, TIERS

LONGEST_CELL = 32_767  # characters that a cell of a workbook holds
ERRORS = ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
_EMPTY = ("", "-", "–", "—", "--", "---", "n/a", "N/A", "n. a.", "n.a.")
_DETAILS = re.compile(r"^(.*\S)\s*\(([^()]*)\)$", re.DOTALL)
_WITHIN = re.compile(r"\([^()]*\)\s*,\s*\S")
_NUMBER = r"(\d+(?:\.\d+|,\d{1,2})?)"
_FIGURE = re.compile(rf"^{_NUMBER}\s*(\+)?(?:\s*(?:-|–|—|to|bis|à|a)\s*{_NUMBER})?\s*(%|[^\W\d_]+\.?)?\s*(\+)?$")
_EXACT = re.compile(r"^[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?$")
_PERCENT = re.compile(r"^(.*[^\s:,–-])\s*[:,–-]?\s+(\d+(?:[.,]\d+)?)\s*%$", re.DOTALL)
_UNITS = {
    12: "y yr yrs year years j jahr jahre jahren an ans année années anno anni año años ano anos jaar år lat rok",
    1: "m mo mos mon month months monat monate monaten mois mes meses mese mesi mês maand maanden mnd måneder månader",
}
_MONTHS_OF = {letters(word): months for months, words in _UNITS.items() for word in words.split()}
_ALIKE = 70  # of 100: `msut` is a slip of `must`


class Question(LadderError):
    """A cell that cannot be read: what is unclear, and what to write instead."""

    def __init__(self, message: str, suggestion: str) -> None:
        super().__init__(message, hint=suggestion)


class Figure(NamedTuple):
    """A number or a range. `unit` is months a unit (12 for years), `%`, or None where none is written."""

    low: float
    high: float | None
    unit: int | str | None
    open: bool = False  # 5+


def blank(cell: str) -> bool:
    """Nothing, or a dash. One that ends in a line break is meant: so it is written when it is a text of a ladder."""
    return cell.strip(" \t\xa0") in _EMPTY


def verbatim(cell: str) -> bool:
    """Whether a cell that names one thing holds nothing but the name. A line break at its end says so."""
    return cell.endswith("\n")


def has_details(name: str) -> bool:
    """Whether a name would be read as one with details, or be a question."""
    try:
        return any(read != {"name": name} for read in (skill_entry(name, technical=True), step_entry(name)))
    except Question:
        return True


def figure(words: str) -> Figure | None:
    """`5`, `5+`, `2,5`, `80%`, `3–5 Jahre`; None for what is none of these."""
    words = words.strip()
    if _EXACT.match(words):
        return Figure(float(words), None, None)
    match = _FIGURE.match(words)
    if match is None:
        return None
    unit = match[4] if match[4] in (None, "%") else _MONTHS_OF.get(letters(match[4]))
    if match[4] and unit is None:
        return None
    return Figure(_float(match[1]), _float(match[3]) if match[3] else None, unit, bool(match[2] or match[5]))


def _float(words: str) -> float:
    return float(words.replace(",", "."))


def number(words: str, field: str) -> tuple[float, float | None]:
    """The number in the unit of its field, with the upper end of a range. Raises Question."""
    found = figure(words)
    own = 12 if field.startswith("years") else 1 if field.startswith("months") else None
    if found is None:
        scale = " Write a word of a scale into the column Step." if field == "proficiency" else ""
        raise Question(f"{words!r} is no number", f"Write digits alone, such as 2 or 2.5.{scale}")
    if found.unit == "%":
        if field != "weight" or found.high is not None:
            raise Question(f"{words!r} is a percentage", "Write a number without %.")
        return found.low / 100, None
    if isinstance(found.unit, int) and own is None:
        raise Question(f"{words!r} is a time", "Write a number without a unit.")
    if found.open and field.endswith("_max"):
        raise Question(f"{words!r} has no upper end", "Leave the cell empty where there is none.")
    factor = found.unit / own if isinstance(found.unit, int) and own else 1
    low, high = found.low * factor, found.high * factor if found.high is not None else None
    return (round(low), high if high is None else round(high)) if own == 1 and factor != 1 else (low, high)


def _ask_if_several(entry: str) -> None:
    """Raises Question for `Python (must), SQL (good)`: commas part no entries, and the bracket would be of the name."""
    if _WITHIN.search(entry):
        raise Question(
            f"{entry!r} looks like several entries",
            "Write a semicolon or a line break between them. One name with such a bracket stands in the sheet Skills "
            "or Steps, in a cell that ends in a line break.",
        )


def step_entry(entry: str) -> dict[str, Any]:
    """`Senior Baker (24-48 months)`, `Senior Baker (2-3 years)`. Raises Question for a time without a unit, and for
    what may be several entries.
    """
    _ask_if_several(entry)
    match = _DETAILS.match(entry)
    details = match[2].strip() if match else ""
    if not match or not details[:1].isdigit():
        return {"name": entry}
    found = figure(details)
    if found is None or not isinstance(found.unit, int) or found.open:
        raise Question(f"{entry!r}: {details!r} is no time", "Write months or years, such as (24-48 months).")
    low, high = found.low * found.unit, (found.low if found.high is None else found.high) * found.unit
    return {"name": match[1], "months_min": round(low), "months_max": round(high)}


def skill_entry(entry: str, *, technical: bool) -> dict[str, Any]:
    """`Python (must, critical)`, `Python (must, 80%)`, `Kneading 80%`. A parenthesis with other words belongs to the
    name, unless some of them are, or nearly are, what a detail may be: then Question is raised, as for what may be
    several entries.
    """
    percent = _PERCENT.match(entry)
    _ask_if_several(percent[1] if percent else entry)
    if percent:
        return {"name": percent[1], "weight": _share(entry, percent[2])}
    match = _DETAILS.match(entry)
    if not match:
        return {"name": entry}
    details: dict[str, Any] = {}
    unknown: list[str] = []
    for word in match[2].split(","):
        if share := re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*%\s*", word):
            details["weight"] = _share(entry, share[1])
        elif found := _on_scales(word):
            details |= found
        else:
            unknown.append(word.strip())
    if not technical and "tier" in details:
        raise Question(f"{entry!r}: a soft skill has no tier", f"Importance is {', '.join(IMPORTANCES)}.")
    for word in unknown:
        near = _nearest(word)
        if near:
            raise Question(
                f"{entry!r}: {word!r} is neither tier nor importance", f"Did you mean the {near[0]} {near[1]}?"
            )
        if details:
            allowed = ", ".join((*TIERS, *IMPORTANCES)) if technical else ", ".join(IMPORTANCES)
            raise Question(f"{entry!r}: {word!r} is neither tier nor importance", f"Allowed: {allowed}, 80%.")
    return {"name": match[1], **details} if details else {"name": entry}


def _share(entry: str, words: str) -> float:
    share = _float(words) / 100
    if share > 1:
        raise Question(f"{entry!r}: {words}% is more than all", "A weight is at most 100%.")
    return share


def _on_scales(word: str) -> dict[str, str]:
    scales = {"tier": TIERS, "importance": IMPORTANCES}
    return {name: value for name, values in scales.items() if (value := spelled_value(values, word))}


def _nearest(word: str) -> tuple[str, str] | None:
    """The scale and the value that a word is a slip of."""
    found = [
        (fuzz.ratio(letters(word), letters(spelling)), scale, value)
        for scale, values in (("tier", TIERS), ("importance", IMPORTANCES))
        for value, others in values.items()
        for spelling in (value, *others)
    ]
    likeness, scale, value = max(found)
    return (scale, value) if likeness >= _ALIKE else None


def spelled_value(values: Mapping[str, tuple[str, ...]], words: str) -> str | None:
    """The allowed value that the words spell."""
    return next((value for value, others in values.items() if letters(words) in map(letters, (value, *others))), None)


def entries(cell: str) -> list[str]:
    """One entry a line; in a cell of one line, entries between semicolons."""
    return [entry.strip() for entry in (cell.split("\n") if "\n" in cell else cell.split(";")) if entry.strip()]
