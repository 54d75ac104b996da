"""What is known before a table without borders is read: names from the vocabulary, and how the document itself uses its
words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from graph.documents.document import Vocabulary

WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’]*")
BREAK = re.compile(r"[(),.;:/–—|]")  # between words that do not follow each other


def folded(name: str) -> str:
    """A name as it is compared: lower case, single spaces."""
    return " ".join(name.casefold().split())


def word_set(words: str) -> frozenset[str]:
    """The words of a string, as a set: a short way to write long lists."""
    return frozenset(words.split())


@dataclass(frozen=True)
class KnownNames:
    """Names of tools and tool categories, canonical or alias. Reading works without any; each one makes it surer."""

    tools: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()

    @classmethod
    def of(cls, vocabularies: Iterable[Vocabulary]) -> KnownNames:
        """All names of the vocabulary, aliases included."""
        given = list(vocabularies)
        tools = {name for vocabulary in given for term in vocabulary.tools for name in (term.name, *term.aliases)}
        categories = {
            name for vocabulary in given for term in vocabulary.tool_categories for name in (term.name, *term.aliases)
        }
        return cls(frozenset(tools), frozenset(categories))

    @cached_property
    def tool_keys(self) -> frozenset[str]:
        return frozenset(map(folded, self.tools))

    @cached_property
    def category_keys(self) -> frozenset[str]:
        return frozenset(map(folded, self.categories))


class WordSense:
    """How a document uses words outside its tables: which it writes in lower case, so that they are no names, and which
    follow each other.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.lower: set[str] = set()
        self.pairs: set[tuple[str, str]] = set()
        self._ordinary: dict[str, bool] = {}
        for text in texts:
            words = WORD.findall(text)
            self.lower.update([word for word in words if word[0].islower()])
            for phrase in BREAK.split(text):
                self.pairs.update(pairwise(map(str.casefold, WORD.findall(phrase))))

    def ordinary(self, word: str) -> bool:
        """Whether the word, or each part of "build/test", is an ordinary word of this document, in singular or
        plural.
        """
        if word not in self._ordinary:
            parts = WORD.findall(word.casefold())
            self._ordinary[word] = bool(parts) and all(self.has(part) for part in parts)
        return self._ordinary[word]

    def has(self, word: str) -> bool:
        return word in self.lower or f"{word}s" in self.lower or (word.endswith("s") and word[:-1] in self.lower)

    def follows(self, first: str, second: str) -> bool:
        """Whether the running text has the second word right after the first."""
        return (first.casefold().strip("(),.;"), second.casefold().strip("(),.;")) in self.pairs
