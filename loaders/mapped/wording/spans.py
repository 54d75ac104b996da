"""Spans of time as documents tell them: "2–4 years", "5+", "at least 18 months"."""

from __future__ import annotations

import re
from typing import NamedTuple

MONTHS_A_YEAR = 12
MOST_YEARS = 40  # a greater figure is no time of a career
YEAR = (
    r"(?:years?|yrs?\.?|yoe|ans?|années?|años?|anos?|anni|anno|jahren?|jaar|jaren|år|lata?|lat|let|roky|rok[uů]?"
    r"|év|yıl|лет|годa?|года|років|роки|vuotta|ani|tahun|năm)(?![^\W\d_])|年|년"
)
MONTH = (
    r"(?:months?|mths?|mos?\.?|mois|mes(?:es)?|mês|mesi|mese|monaten?|maand(?:en)?|måned(?:er)?|månad(?:er)?|miesi[ąę]c\w*"
    r"|měsíc\w*|месяц\w*|місяц\w*|hónap|ay|bulan|tháng)(?![^\W\d_])|[か个ヶ]月|개월"
)
FIGURE = r"\d{1,3}(?:[.,]\d)?"
SPAN = re.compile(
    rf"(?<![\w.,–-])(?P<below>(?:<|≤|up to|under|less than|bis zu|bis|unter|jusqu'à|moins de|hasta|menos de|até|fino a"
    rf"|meno di|tot|max\.?)\s*)?(?P<low>{FIGURE})\s*(?P<open>\+)?\s*(?P<first>{YEAR}|{MONTH})?\s*"
    rf"(?:(?:–|-|—|~|～|〜|to|bis|à|a|до|do|til|till|tot|and|und|y|et|e)\s*(?P<high>{FIGURE})\s*\+?\s*)?"
    rf"(?P<unit>{YEAR}|{MONTH})?(?P<more>\s*\+|以上|\s*(?:or more|and more|oder mehr|ou plus|o más|ou mais|o più))?",
    re.IGNORECASE,
)


class Span(NamedTuple):
    """A span in months; `high` is None where it is open ("5+ years")."""

    low: int
    high: int | None


def span_in(text: str, unit: str = "") -> Span | None:
    """The first span that a text tells; figures without a unit count where the text is one alone and `unit`
    ("years", "months") is known.
    """
    for found in SPAN.finditer(text):
        own = found["unit"] or found["first"] or ""
        alone = not text[: found.start()].strip(" ca.~(") and not text[found.end() :].strip(" .)")
        if own or (unit and alone):
            return _span(found, _is_month(own) if own else unit == "months")
    return None


def _is_month(unit: str) -> bool:
    return re.fullmatch(MONTH, unit, re.IGNORECASE) is not None


def _span(found: re.Match[str], months: bool) -> Span | None:
    factor = 1 if months else MONTHS_A_YEAR
    figures = [float(figure.replace(",", ".")) for figure in (found["low"], found["high"]) if figure]
    low, *others = (round(figure * factor) for figure in figures)
    if max(low, *others, 0) > MOST_YEARS * MONTHS_A_YEAR or (others and others[0] < low):
        return None
    if found["below"] and not others:
        return Span(0, low)
    return Span(low, others[0] if others else None)
