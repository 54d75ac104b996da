"""Steps that a sentence tells: routes drawn with arrows ("B1 → B2 → B3"), and forks ("from B3 to B4 or M1")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from loaders.mapped.found import Role
from loaders.mapped.wording.labels import CODE
from loaders.mapped.wording.texts import plain, words_in
from loaders.mapped.wording.words import Words

Find = Callable[[str], Role | None]
OnLevel = Callable[[str], list[Role]]
Named = Callable[[str], list[Role]]
ARROW = re.compile(r"\s*(?:[┬├└]─*)?(?:→|⟶|➔|➜|⇒|-{1,3}>|=>)\s*")
FORK = "┬"  # in a drawing: what begins below it goes on from here
NAME = re.compile(rf"(?<![\w-]){CODE.pattern}(?![\w-])")
LETTERS = re.compile(r"[^\W\d]+")  # of a code
SENTENCE_END = re.compile(r"(?<=[.!?。])\s*(?=\S)")
NAME_WORDS = 6  # most words of a title beside an arrow
SIGNS = " .,;:()*"  # around a name
ROUTES = 3  # roles of a fork


def routes(text: str, find: Find) -> Iterator[tuple[Role, Role]]:
    """The steps of the arrows in a text; of a drawing, a line that begins with one goes on from the fork above it, else
    from where the line above ends.
    """
    above: Role | None = None
    lines = text.split("\n")
    for before, line in pairwise(["", *lines]):
        parts = ARROW.split(line)
        if FORK not in text and parts[-1].strip():
            above = _ends(ARROW.split(before)[-1], find)[1]
        if len(parts) == 1:
            continue
        ends = [_ends(part, find) for part in parts]
        if not parts[0].strip(" │|") and above:
            ends[0] = (None, above)
        for (_, lower), (upper, _) in pairwise(ends):
            if lower and upper:
                yield lower, upper
        if FORK in line:
            above = _ends(ARROW.split(line.partition(FORK)[0])[-1], find)[1]


def level_routes(text: str, on_level: OnLevel) -> Iterator[tuple[Role, Role]]:
    """The steps of arrows between levels on which several disciplines have roles: in each of them ("IC: L1 → L2")."""
    for line in text.split("\n"):
        parts = [on_level(part.rpartition(":")[2].strip(SIGNS)) for part in ARROW.split(line)]
        for lower, upper in pairwise(parts):
            if lower and upper and max(len(lower), len(upper)) > 1:
                yield from ((one, other) for one in lower for other in upper if one.family == other.family)


def _ends(part: str, find: Find) -> tuple[Role | None, Role | None]:
    """The roles that what stands between two arrows begins and ends with."""
    words = part.split()
    if whole := find(part.strip(SIGNS)):
        return whole, whole
    sizes = range(min(NAME_WORDS, len(words)), 0, -1)
    first = (find(" ".join(words[:size]).strip(SIGNS)) for size in sizes)
    last = (find(" ".join(words[-size:]).strip(SIGNS)) for size in sizes)
    return next(filter(None, first), None), next(filter(None, last), None)


def name_in_text(text: str, find: Find) -> Role | None:
    """The role that a sentence names first, in as many words as it has there; none that ends a longer name."""
    words = text.split()
    for at in range(len(words)):
        if at > 1 and words[at - 1][0].isupper() and words[at - 1][-1].isalpha():
            continue  # "The Chief Baker"
        for size in range(min(NAME_WORDS, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size]).strip(SIGNS)
            if (role := find(phrase)) and _begins_with_name(phrase, role):
                return role
    return None


def _begins_with_name(phrase: str, role: Role) -> bool:
    """Whether words begin with what a role is called: "Baker (B2)", and not "on to Baker (B2)" by the level behind."""
    names = (role.title, role.level, *role.labels)
    return any(f"{plain(phrase)} ".startswith(f"{plain(name)} ") for name in names if name)


def forks(
    text: str, named: Named, on_level: OnLevel, order: Mapping[str, int], words: Words
) -> Iterator[tuple[list[tuple[Role, Role]], str]]:
    """The steps of each sentence that names three levels by code, and says that from the lowest two ways lead on: from
    every role on it, to those of its family where there are any. One that speaks of paths may name three roles instead,
    first the one from which they lead on. `on_level` gives the roles of a level, `named` those whose titles stand in a
    sentence.
    """
    for sentence in SENTENCE_END.split(text):
        said = words.lists["forks"].intersection(words_in(sentence))
        if not said:
            continue
        if order and said - words.lists["alternatives"] and len(titled := named(sentence)) == ROUTES:
            start, *ends = titled
            if all(start.level in order and order[start.level] < order.get(end.level, -1) for end in ends):
                yield [(start, end) for end in ends], sentence
                continue
        levels = {roles[0].level: roles for code in NAME.findall(sentence) if (roles := on_level(code))}
        if len(levels) == ROUTES and levels.keys() <= order.keys():
            low, *others = sorted(levels, key=order.__getitem__)
            if order[low] < order[others[0]] and not any(_is_range(low, other, order) for other in others):
                yield [pair for other in others for pair in _pairs(levels[low], levels[other])], sentence


def _is_range(low: str, high: str, order: Mapping[str, int]) -> bool:
    """Whether two codes enclose others of their series: "R1 to R4" is no step."""
    series = LETTERS.match(low)
    alike = [level for level in order if series and level.startswith(series[0]) and level[series.end() :].isdecimal()]
    return {low, high} <= set(alike) and any(order[low] < order[level] < order[high] for level in alike)


def _pairs(lower: Sequence[Role], upper: Sequence[Role]) -> Iterator[tuple[Role, Role]]:
    """From each role to those of its family, else to those of families without a role below: managers of several."""
    families = {role.family for role in lower}
    for role in lower:
        own = [other for other in upper if other.family == role.family]
        yield from ((role, other) for other in own or [other for other in upper if other.family not in families])
