"""What answers and errors call by its name in GraphQL, in the words of the command line."""

from __future__ import annotations

import re

_TYPED = {
    "confirmedOnly": "--confirmed-only",
    "includeUnknown": "--include-unknown",
    "maxRise": "--max-rise",
    "maxSteps": "--max-steps",
    "withinFamily": "--within-family",
    "kinds leaves": "--kind leaves",
    "avoid excludes": "--avoid excludes",
    "visits via in": "visits --via in",
    "via names a role": "--via names a role",
    "stands in via and in avoid": "stands in --via and in --avoid",
    "first should be": "-k should be",
    "first may be": "-k may be",
    "Search for a part of its name.": "`ladder query run roles/search --param text=WORDS` searches by a part of it.",
}
_NAMES = re.compile("|".join(rf"\b{re.escape(words)}(?!\w)" for words in _TYPED))


def as_typed(text: str) -> str:
    """`--confirmed-only leaves out …` of `confirmedOnly leaves out …`."""
    return _NAMES.sub(lambda found: _TYPED[found[0]], text)
