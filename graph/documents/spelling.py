"""Normal forms of a name: as words, as an id, as the letters by which two spellings are compared, and as what lists are
ordered by.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from slugify import slugify

_LEADING_DOT = re.compile(r"(?<![\w.])\.(?=[^\W\d_])")  # .NET, .env; not Node.js
_SPELLED = (("++", " plus plus "), ("+", " plus "), ("#", " sharp "), ("&", " and "), ("'", ""), ("’", ""))

# What a letter is without its accent and case, beyond what Unicode takes apart: in Cypher too, which knows no more.
_MARKS = (*range(0x300, 0x30D), 0x30F, 0x311, 0x31B, *range(0x323, 0x329), 0x32D, 0x32E, 0x331)
PLAIN = {
    **dict.fromkeys(map(chr, _MARKS), ""),
    **{"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'"},
}
_PLAIN = str.maketrans(PLAIN)

# Short words that French, Italian and Catalan write before a vowel ("d'entrepôt", "dell'arte")
ELISIONS = (
    *("c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu"),
    *("un", "all", "dall", "dell", "nell", "sull", "coll", "quell", "quest"),
)
_ELIDED = re.compile(rf"(?<![^\W_])(?:{'|'.join(ELISIONS)})['’](?=[aeiouyhàâäéèêëíîïóôöúûüœæ])", re.IGNORECASE)


def _spell_symbols(name: str) -> str:
    name = _LEADING_DOT.sub(" dot ", unicodedata.normalize("NFC", name))
    for symbol, words in _SPELLED:
        name = name.replace(symbol, words)
    return name


@lru_cache(maxsize=200_000)
def spelled(name: str) -> str:
    """Lower-case ASCII words, symbols among them (`C++` → `c plus plus`); empty when nothing is left."""
    return slugify(_spell_symbols(name), separator=" ")


@lru_cache(maxsize=200_000)
def slug(name: str) -> str:
    """A readable id: lower-case ASCII words joined by hyphens (`C++` → `c-plus-plus`). Raises ValueError when nothing
    is left.
    """
    text = spelled(name).replace(" ", "-")
    if not text:
        raise ValueError(f"{name!r} has no letter or digit of which an id can be made")
    return text


@lru_cache(maxsize=200_000)
def letters(name: str) -> str:
    """The form in which spellings of one name are equal: letters and digits of any script, without case and accents."""
    decomposed = unicodedata.normalize("NFKD", _spell_symbols(name).casefold())
    return "".join(character for character in decomposed if character.isalnum())


@lru_cache(maxsize=200_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in its own script, without case and accents; joined they are its `letters`."""
    decomposed = unicodedata.normalize("NFKD", _spell_symbols(name).casefold())
    return tuple("".join(map(_letter_or_space, decomposed)).split())


def _letter_or_space(character: str) -> str:
    """Drops accents, vowel signs and joiners; every other character but letters and digits separates words."""
    if character.isalnum():
        return character
    return "" if unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf") else " "


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """The text without case and accents, by which lists are ordered and parts of names are found."""
    return unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)


def without_elisions(name: str) -> str:
    """The name without short words before an apostrophe: `Agent d'entrepôt` → `Agent entrepôt`."""
    return _ELIDED.sub("", unicodedata.normalize("NFC", name))


def begins_with_vowel(word: str) -> bool:
    """Whether a short word may be elided before it (`l'hôtel`)."""
    return plain(word)[:1] in tuple("aeiouyh")


def without_parentheses(name: str) -> str:
    """The name without its closing parenthesis, where a letter or digit stands before it."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", name).strip()
    return bare if any(character.isalnum() for character in bare) else name
