"""What a text is without its emphasis, and how long it is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MOST_WORDS = 8  # of a label; a longer text is a sentence
SHORTCODE = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])")  # ":rocket:"
ANCHOR = re.compile(r"\s*\{#[\w.:-]+\}\s*$")  # what site generators add to headings: "Feedback {#feedback}"
PLAIN = re.compile(r"[^\W_]+|(?<=\w)\+(?!\w)")
JOINED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # letters of scripts that part no words
ABBREVIATED = re.compile(
    r"\b(?:asst|assoc|mgr|mgt|sr|jr|eng|dir|dept|tech|coord|admin|exec|rep|spec|princ)\.$", re.IGNORECASE
)
SENTENCE = 3  # words from which a text says more than a label
MARKS = frozenset("/&+|–—-·")  # what stands between words and is none


@lru_cache(maxsize=50_000)
def tidy(text: str) -> str:
    """A label without pictures, marks of emphasis and a closing colon."""
    kept = text if text.isascii() else "".join(" " if _is_picture(sign) else sign for sign in text)
    kept = SHORTCODE.sub(" ", ANCHOR.sub("", kept).replace("**", "").replace("`", ""))
    return " ".join(kept.split()).strip(" :：*_#")


@lru_cache(maxsize=5_000)
def _is_picture(sign: str) -> bool:
    return ord(sign) > 0x2000 and unicodedata.category(sign) in ("So", "Sk", "Cf", "Co", "Cs", "Mn")


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """What a label is compared by: letters and figures in lower case, and a plus behind a word ("Principal+")."""
    return " ".join(PLAIN.findall(lower(unicodedata.normalize("NFKC", text))))


def lower(text: str) -> str:
    """A text in lower case; the Turkish "İ" is one letter there too, and no "i" with a mark of its own."""
    return text.replace("İ", "i").casefold()


def words_in(text: str) -> list[str]:
    return plain(text).split()


def singular(text: str) -> tuple[str, ...]:
    """The words of a label in singular: "Senior Bakers" is the "Senior Baker"."""
    return tuple(word.removesuffix("s") for word in words_in(text))


@lru_cache(maxsize=10_000)
def size(text: str) -> int:
    """How many words a text has; of scripts that part none, two letters count as one."""
    joined = len(JOINED.findall(text))
    return (joined + 1) // 2 if joined * 2 > len(text) else sum(word not in MARKS for word in text.split())


def initials(text: str) -> str:
    return "".join(word[0] for word in text.split() if word[0].isupper())


def has_letters(text: str) -> bool:
    """Whether a text says more than figures and signs."""
    return any(map(str.isalpha, text))


def labelled(label: str, lines: list[str]) -> list[str]:
    """Lines behind their label: "Scope: one team"."""
    return [f"{label}: {lines[0]}"] if len(lines) == 1 else [f"{label}:", *lines]


_MONTH = r"[^\W\d_]{3,12}\.?"
_DAY = (
    rf"{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}}\.? (?:de )?{_MONTH},? (?:de )?\d{{4}}"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
)
_TIME = r"[ T,]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?\s?(?:[AaPp]\.?[Mm]\.?|Z|Uhr)?"
DATE = re.compile(rf"(?:{_DAY})(?:{_TIME})?")  # "January 12, 2025 9:03 AM", "12. März 2025", "2025-01-12"


def is_date(text: str) -> bool:
    """Whether a text is a day, perhaps with a time, and nothing more."""
    return DATE.fullmatch(text.strip()) is not None


def is_short(text: str, most: int = MOST_WORDS) -> bool:
    ends = (".", ";", "!", "。")
    ended = text.rstrip().endswith(ends) and not ABBREVIATED.search(text.rstrip())
    return 0 < size(text) <= most and len(text) <= 90 and not ended
