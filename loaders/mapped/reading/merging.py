"""Which texts of a framework are one, what they are of, and which are of no competency."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from loaders.mapped.found import DECLINED, Framework, Role, Text
from loaders.mapped.wording.labels import PARTED, level_words
from loaders.mapped.wording.levels import is_comparing
from loaders.mapped.wording.texts import plain, size
from loaders.mapped.wording.words import Words, unaccented

AND = {"and", "und", "et", "y", "e", "en", "og", "och", "i", "и", "ja", "és", "a", "ve", "dan"}
STEP_WORDS = 5  # most of a heading about the step to another level


def set_apart_of_steps(found: Framework, words: Words) -> None:
    """Texts of one role alone below a heading that names the level of another are no competency: "Ready for Senior
    when", "Difference to the Miller" on the page of the Baker.
    """
    owners: dict[str, set[int]] = defaultdict(set)
    for role, text in found.texts:
        owners[plain(text.competency)].add(id(role))
    levels = {id(role): set(level_words(role.title, words)) for role, _ in found.texts}
    known = set[str]().union(*levels.values())
    for role, text in found.texts:
        above = any(f" {phrase} " in f" {plain(text.competency)} " for phrase in words.lists["upper"] if " " in phrase)
        alone = len(levels) > 2 and len(owners[plain(text.competency)]) == 1 and size(text.competency) <= STEP_WORDS
        other = alone and known.intersection(level_words(text.competency, words)) - levels[id(role)]
        if not text.field and (other or above or is_comparing(text.competency, words)):
            text.field = "other"


def keep_declined(found: Framework, order: Mapping[str, int]) -> None:
    """Leaves "N/A" only where a role of the family on a lower level has the competency: nothing ends elsewhere."""
    lowest: dict[tuple[str, str], int] = {}
    for role, text in found.texts:
        if not text.field and role.level in order:
            key = plain(role.family), plain(text.competency)
            lowest[key] = min(lowest.get(key, order[role.level]), order[role.level])
    found.texts = [
        (role, text)
        for role, text in found.texts
        if text.field != DECLINED
        or lowest.get((plain(role.family), plain(text.competency)), len(order)) < order.get(role.level, -1)
    ]


def call_alike(found: Framework) -> None:
    """Calls a competency with a sign for "and", or without accents, like the one that most roles have: "Data & facts"
    like "Data and facts", "Comunicacion" like "Comunicación".
    """
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for _, text in found.texts:
        names[_spelled(text.competency)][text.competency] += 1
    for _, text in found.texts:
        alike = names[_spelled(text.competency)]
        if len({plain(name) for name in alike}) > 1:
            text.competency = alike.most_common(1)[0][0]


def _spelled(name: str) -> str:
    first, *inside = plain(unaccented(name)).split() or [""]
    return " ".join([first, *(word for word in inside[:-1] if word not in AND), *inside[-1:]])


def call_in_full(found: Framework) -> None:
    """Calls a competency that some roles have in short by its full name: "Ovens" is "Tools - Ovens" of other roles."""
    roles: dict[str, set[int]] = defaultdict(set)
    names: dict[str, str] = {}
    for role, text in found.texts:
        roles[plain(text.competency)].add(id(role))
        names.setdefault(plain(text.competency), text.competency)
    full: dict[str, set[str]] = defaultdict(set)
    for name, written in names.items():
        if len(parts := PARTED.split(written)) > 1:
            full[plain(parts[-1])].add(name)
    for _, text in found.texts:
        called = full.get(own := plain(text.competency), set())
        if len(called) == 1 and roles[own].isdisjoint(roles[name := next(iter(called))]):
            text.competency = names[name]


def merge_texts(found: Framework) -> None:
    """Texts of one role, competency and kind are one text: items of a document that its lines break up."""
    kept: dict[tuple[int, str, str, str], Text] = {}
    result: list[tuple[Role, Text]] = []
    for role, text in found.texts:
        key = (id(role), plain(text.competency), text.field, text.document)
        if key in kept:
            kept[key].places = text.places | kept[key].places
            kept[key].lines = [*kept[key].lines, *(line for line in text.lines if line not in kept[key].lines)]
        else:
            kept[key] = text
            result.append((role, text))
    seen: dict[tuple[int, str, str], Text] = {}
    found.texts = []
    for role, text in result:
        same = (id(role), plain(text.competency), text.field)
        if text.field or seen.setdefault(same, text) is text:
            found.texts.append((role, text))
            continue
        found.unused += [(text.document, text.line, line) for line in text.lines]
        if not {*map(plain, text.lines)} <= {*map(plain, seen[same].lines)}:
            first = f"{seen[same].document}:{seen[same].line}"
            what = f"says of {text.competency!r} what {first} says otherwise of {role.title!r}; that one counts"
            found.clashes.append((text.document, text.line, what))
