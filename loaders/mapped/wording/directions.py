"""Words that say that what they name is the next role, or the one before."""

from __future__ import annotations

from loaders.mapped.wording.labels import leads_on
from loaders.mapped.wording.texts import plain
from loaders.mapped.wording.words import Words, spaced


def tells_steps(heading: str, words: Words) -> bool:
    """Whether a heading says that what stands below it is about the roles above or below ("Where next?")."""
    return leads_on(heading) or direction(heading, words) != 0


def direction(key: str, words: Words) -> int:
    """1 for the name of what is above, -1 of what is below, else 0."""
    in_words = spaced(key)
    said = plain(in_words).removesuffix(" id").removesuffix(" ids")
    first = said.split(" ")[0]
    if in_words != plain(key) and first in ("next", "previous"):  # "nextJobProfileId"
        said = first
    return (said in words.lists["upper"]) - (said in words.lists["lower"])
