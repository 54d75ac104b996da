"""What a heading is called, without the number or the word for its kind before it."""

from __future__ import annotations

import re

from loaders.mapped.sources.pieces import Piece
from loaders.mapped.wording.texts import tidy
from loaders.mapped.wording.words import shipped

NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-H][.)])\s+(?=[^\W\d])")  # "2.1 Communication", "B) Craft"
COUNTED = re.compile(r"([^\W\d_]+) \d{1,2}(?: ?[:：–—] ?|\. )(?=\S)")  # "Competency 2: Dough"


def label_of(heading: Piece) -> str:
    """A heading without the number before it, "2.1", "Competency 2:" or "Family 1:"."""
    text = NUMBERED.sub("", tidy(heading.short or heading.text))
    counted = COUNTED.match(text)
    kinds = ("competency", "family_facts")
    return text[counted.end() :] if counted and any(shipped().is_one(kind, counted[1]) for kind in kinds) else text


def says_family(heading: Piece) -> bool:
    """Whether a heading says that it names a discipline: "Family 1: Bakers"."""
    counted = COUNTED.match(NUMBERED.sub("", tidy(heading.text)))
    return counted is not None and shipped().is_one("family_facts", counted[1])
