"""The words by which labels are understood: `words.yaml`, to which a data folder's `ladder.yaml` may add."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NoReturn

import yaml

from loaders.errors import LoadError
from loaders.mapped.wording.texts import lower, plain

Rank = float
MEANINGS = ("headings", "headings_with", "parts", "tracks")  # lists by name, of which the names are settled
BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, eq=False)
class Words:
    """What `words.yaml` says, in lower case."""

    ranks: Mapping[str, Rank]
    managers: frozenset[str]
    loose: frozenset[str]
    steps: frozenset[str]
    tracks: Mapping[str, str]
    lists: Mapping[str, frozenset[str]]
    headings: Mapping[str, str]
    headings_with: Mapping[str, str]  # words somewhere in a heading
    parts: Mapping[str, str]  # headings and labels, by the part of a role that they name
    joined: tuple[str, ...]  # words for levels in scripts that part no words
    joined_titles: tuple[str, ...]  # words for titles in these scripts
    phrases: tuple[str, ...]  # words for levels that are several, the longest first

    def is_one(self, kind: str, label: str) -> bool:
        """Whether a label is one of the words of a list, such as `competency`; a title may be a compound that ends so,
        in scripts that part no words ("技術役職").
        """
        said = lower(label).strip(" :.*?^†‡")
        if said in self.lists[kind] or (kind == "title" and said.endswith(self.joined_titles)):
            return True
        if " " not in label and " " in (key := spaced(label)):
            return self.is_one(kind, key) or (kind == "id" and key.rpartition(" ")[2] in ("id", "key"))
        if kind == "level_facts" and said.endswith(")"):
            return self.is_one(kind, said.rpartition("(")[0])  # "Pay group (ERA)"
        if kind == "level_facts" and said.partition(" ")[0] in self.lists["around_measures"]:
            return said.partition(" ")[2] in self.lists[kind]  # "Usual pay band"
        return kind == "fact" and self.is_measure(said)

    def is_measure(self, label: str) -> bool:
        """Whether a label is about years or pay and says nothing else: "Usual time in grade", "Salary (gross)"."""
        said = set(plain(re.sub(r"\([^()]*\)$", "", label) or label).split())
        return bool(said & self.lists["measures"]) and said <= self.lists["measures"] | self.lists["around_measures"]

    def is_aside(self, label: str) -> bool:
        """Whether a label is about neither levels nor competencies: "Remarks", "Reading", "Evidence / notes"."""
        return self.is_remark(label) or all(
            self.is_remark(part) or self.is_one("aside", part) for part in re.split(r" ?[/&] ?", label)
        )

    def declines(self, line: str) -> bool:
        """Whether a line says that nothing is asked: "N/A", "N/A (from Level 2 on)"."""
        return lower(BRACKETS.sub("", line)).strip(" .:") in self.lists["declined"]

    def is_remark(self, label: str) -> bool:
        """Whether a label says no more than "Notes", perhaps whose: "Notes HR"."""
        label = BRACKETS.sub("", label)
        first, *rest = label.split() or [""]
        return self.is_one("remarks", label) or (len(rest) == 1 and rest[0].isupper() and self.is_one("remarks", first))


@lru_cache(maxsize=10_000)
def spaced(key: str) -> str:
    """A key of data in words: "job title" of "jobTitle" and "job_title"."""
    return HUMP.sub(" ", key.replace("_", " ")).casefold().strip()


def unaccented(text: str) -> str:
    """A text of the same length in which letters have no accents, as file names have none, nor "ı" lacks its dot."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text).replace("ı", "i")


def _both(words: Iterable[str]) -> Iterator[str]:
    """Words in lower case, with accents and without them, and as their capitals are read ("TANIMI" of "tanımı")."""
    return (
        spelled
        for word in map(lower, words)
        for spelled in dict.fromkeys((word, unaccented(word), word.replace("ı", "i")))
    )


def _is_joined(word: str) -> bool:
    return "\u3040" <= word[0] <= "\u9fff" or "\uac00" <= word[0] <= "\ud7af"


@cache
def shipped() -> Words:
    """The words that ship with the project."""
    return _words(_shipped(), {})


def words_of(more: Mapping[str, Any]) -> Words:
    """The shipped words and more of them, in the form of `words.yaml`."""
    return _words(_shipped(), more) if more else shipped()


@cache
def _shipped() -> Mapping[str, Any]:
    said: Mapping[str, Any] = yaml.load(
        (Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader
    )
    return said


def _refuse(name: str, known: Any, own: Mapping[str, Any]) -> NoReturn:
    """Raises LoadError for words of a list that is not known, or in another form than it has."""
    if known is None:
        raise LoadError("ladder.yaml", f"`words` has no list {name!r}", suggestion=_nearest(name, own, "Lists"))
    form = "lists by name" if isinstance(known, Mapping) else "a list"
    raise LoadError("ladder.yaml", f"`words: {name}` is {form} of words", suggestion=f"Write {form} there.")


def _nearest(name: str, known: Iterable[str], heading: str) -> str:
    from loaders.curated.read import nearest

    return nearest(name, [*known], heading)


def _words(own: Mapping[str, Any], more: Mapping[str, Any]) -> Words:
    said = deepcopy(own)
    for name, added in more.items():
        known: Any = said.get(name)
        by_name = isinstance(added, Mapping)
        lists = list(added.values()) if by_name else [added]
        if known is None or isinstance(known, Mapping) != by_name or any(not isinstance(each, list) for each in lists):
            _refuse(name, known, own)
        for key, words in added.items() if by_name else ():
            if name in MEANINGS and key not in known:
                what = f"`words: {name}` has no {key!r}"
                raise LoadError("ladder.yaml", what, suggestion=_nearest(key, known, "It has"))
            known.setdefault(key, []).extend(words)
        if not by_name:
            known.extend(added)
    ranks = {str(word): float(rank) for rank, words in said["ranks"].items() for word in words}
    managers = {str(word): float(rank) for rank, words in said["management"].items() for word in words}
    named = {"ranks", "management", "tracks", "headings", "headings_with", "parts"}
    parts = said["parts"] | {"tools": [*said["parts"]["tools"], *said["headings"]["tools"]]}
    return Words(
        {spelled: rank for word, rank in (ranks | managers).items() for spelled in _both([word])},
        frozenset(_both(managers)),
        frozenset(_both(said["loose"])),
        frozenset(_both(said["steps"])),
        {word: track for track, words in said["tracks"].items() for word in _both(words)},
        {name: frozenset(_both(words)) for name, words in said.items() if name not in named},
        {word: kind for kind, words in said["headings"].items() for word in _both(words)},
        {word: kind for kind, words in said["headings_with"].items() for word in _both(words)},
        {word: part for part, words in parts.items() for word in _both(words)},
        tuple(word for word in ranks | managers if _is_joined(word)),
        tuple(word for word in said["title"] if _is_joined(word)),
        tuple(sorted((word for word in ranks | managers if " " in word or "-" in word), key=len, reverse=True)),
    )
