"""Steps: those that documents state, and those that the order of levels implies."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from loaders.mapped.found import Role
from loaders.mapped.sources.pieces import folders_of
from loaders.mapped.wording.labels import level_words, without_level
from loaders.mapped.wording.levels import UNMARKED, count_of, names_person, rank, track_of
from loaders.mapped.wording.texts import plain, words_in
from loaders.mapped.wording.words import Words

LETTERED = re.compile(r"^([A-ZА-Я]{1,4}[ -]?\d{1,2})([A-Z])$")  # "VN4C"
LEAST_OF_A_WAY = 2  # roles
LEAD = 4.0  # the rank of words for those who lead
Rungs = dict[int, list[Role]]  # by the place of their level


def all_steps(
    ladders: Iterable[Sequence[Role]],
    order: dict[str, int],
    stated: Sequence[tuple[Role, Role]],
    words: Words,
) -> list[tuple[Role, Role]]:
    """The stated steps, and those that the order implies in each ladder where none states what is above or below both
    roles.
    """
    told = {role for step in stated for role in step}
    implied = (step for roles in ladders for step in steps_of(roles, order, words))
    return [*stated, *(step for step in implied if not {*step} <= told)]


def part_tracks(roles: Sequence[Role], order: dict[str, int], words: Words) -> None:
    """Gives roles that are on no track one where a level of their family has managers and others: from the managers'
    first level on these are two.
    """
    families: dict[str, list[Role]] = defaultdict(list)
    for role in roles:
        families[plain(role.branch) or plain(role.family)].append(role)
    for family in families.values():
        manage = {role for role in family if role.level in order and track_of(role.title, words) == "management"}
        shared = {role.level for role in manage} & {role.level for role in family if role not in manage}
        if not shared or any(role.track for role in family) or _are_of_one_way(manage, family):
            continue
        first = min(order[role.level] for role in manage)
        for role in family:
            if role in manage or order.get(role.level, -1) >= first:
                role.track = "management" if role in manage else "individual"


def _are_of_one_way(managers: Collection[Role], family: Sequence[Role]) -> bool:
    """Whether a document has all managers among others, each on a level of its own: one way up, beside which other
    documents tell of more roles.
    """
    documents = {role.document for role in managers}
    levels = [role.level for role in family if documents == {role.document} != {""}]
    return len(managers) < len(levels) == len(set(levels)) > LEAST_OF_A_WAY


def part_letters(roles: Sequence[Role]) -> None:
    """Gives roles a track by the letter behind their level's code where a figure has several ("VN4C", "VN4M"): these
    stand side by side. "L4A" and "L4B" are one above the other.
    """
    said = [(role, match) for role in roles if (match := LETTERED.match(role.level))]
    letters: dict[str, set[str]] = defaultdict(set)
    for _, match in said:
        letters[match[1]].add(match[2])
    tracks = set[str]().union(*(found for found in letters.values() if len(found) > 1 and "A" not in found))
    for letter in tracks:
        own = [role for role, match in said if match[2] == letter]
        track = next((role.track for role in own if role.track), letter)
        for role in own:
            role.track = role.track or track


def steps_of(roles: Sequence[Role], order: dict[str, int], words: Words) -> Iterator[tuple[Role, Role]]:
    """Steps from each rung of a family to the next on its track; a track's first rung follows the last that belongs to
    none. Titles of one discipline on one level ("Baker", "Senior Baker") are steps too, by their words.
    """
    families: dict[str, Rungs] = defaultdict(lambda: defaultdict(list))
    placed = [role for role in roles if role.level in order]
    one = _are_one_ladder(roles, placed, words)
    apart = _apart(placed, words)
    for role in placed:
        own = "" if one else apart.get(role.document, plain(role.family))
        families[plain(role.branch) or own][order[role.level]].append(role)
    for rungs in families.values():
        family = _with_specialists_beside(rungs, words)
        places = sorted(family)
        inside = {place: _by_discipline(family[place], words) for place in places}
        tops = {place: [titles[-1] for titles in inside[place]] for place in places}
        for at, place in enumerate(places):
            first = [titles[0] for titles in inside[place]]
            for track in dict.fromkeys(role.track for role in family[place]):
                lower = _below(tops, places[:at], track)
                yield from ((under, upper) for upper in first if upper.track == track for under in lower)
            yield from (pair for titles in inside[place] for pair in pairwise(titles))


def _with_specialists_beside(family: Rungs, words: Words) -> Rungs:
    """The rungs of a family of which none is a specialist's of one next to it, told by another document in no other
    words of seniority: a "Frontend Engineer" stands beside the "Engineer", and is no step up.
    """
    found: Rungs = {}
    below: list[Role] = []
    for place in sorted(family):
        if below and all(_are_special(role, below[0], words) for role in family[place]):
            below += family[place]
        else:
            found[place] = below = [*family[place]]
    return found


def _are_special(role: Role, other: Role, words: Words) -> bool:
    """Whether of two roles on levels called by titles one has the words of the other and a discipline more."""
    alike = role.level == role.title and other.level == other.title and role.document != other.document
    one, two = (set(words_in(without_level(each.title, words))) for each in (role, other))
    more = one ^ two
    special = (one < two or two < one) and more <= words.lists["disciplines"]
    special = special and not any(names_person(word, words) for word in more)  # "Architect"
    return alike and special and _rank(role, words) == _rank(other, words) and role.track == other.track


def _apart(roles: Sequence[Role], words: Words) -> dict[str, str]:
    """The documents that are one ladder, alone or with those of their folder, by name with what tells them apart: they
    have several roles, and no other document has one of their disciplines.
    """
    folders = folders_of(role.document for role in roles)
    inside: dict[str, list[Role]] = defaultdict(list)
    families: dict[str, set[str]] = defaultdict(set)
    for role in roles:
        inside[folders[role.document]].append(role)
        families[plain(role.family)].add(folders[role.document])
    apart = {
        folder
        for folder, own in inside.items()
        if len(own) > LEAST_OF_A_WAY
        and all(len(families[plain(role.family)]) == 1 and not role.branch for role in own)
        and _are_one_ladder(own, own, words)
    }
    return {document: f"in {folder}" for document, folder in folders.items() if folder in apart}


def _are_one_ladder(roles: Sequence[Role], placed: Sequence[Role], words: Words) -> bool:
    """Whether each level is of one role: in one document, or in several that count on, or that name no discipline
    twice.
    """
    levels = [role.level for role in placed]
    documents = {role.document for role in roles if role.document}
    if len(set(levels)) < len(levels) or _are_side_by_side(placed, words):
        return False
    counts = [count for level in levels if (count := count_of(level))]
    if len(counts) < len(levels) or len({letters for letters, _ in counts}) > 1:  # no figures that count on
        return len(documents) <= 1 or len({plain(role.family) for role in roles}) == len(roles)
    figures = sorted(figure for _, figure in counts)
    count_on = all(upper - lower <= 1 for lower, upper in pairwise(figures))
    return len(documents) <= 1 or count_on or _share_a_word(roles, words)


def _are_side_by_side(roles: Sequence[Role], words: Words) -> bool:
    """Whether titles of one discipline have the same words and figures beside it as those of another: "Baker I",
    "Senior Baker" and "Miller I", "Senior Miller".
    """
    beside: dict[str, set[str]] = defaultdict(set)
    for role in roles:
        job = without_level(role.title, words)
        if job and role.level == role.title:
            beside[plain(role.family)].add(plain(role.title.replace(job, "")))
    times = Counter(said for found in beside.values() for said in found if said)
    return any(sum(times[said] > 1 for said in found if said) >= LEAST_OF_A_WAY for found in beside.values())


def _share_a_word(roles: Sequence[Role], words: Words) -> bool:
    """Whether all titles name one thing: "Coordinator logistics" and "Manager logistics"."""
    return bool(set.intersection(*(set(words_in(without_level(role.title, words))) for role in roles)))


def _by_discipline(roles: Sequence[Role], words: Words) -> list[list[Role]]:
    """The roles of one level: titles of one discipline that differ by words of seniority together, upward. Those who
    lead stand beside the others.
    """
    found: list[list[Role]] = []
    named: dict[tuple[str, str], list[Role]] = defaultdict(list)
    for role in roles:
        discipline = plain(without_level(role.title, words))
        alone = not discipline or LEAD in {words.ranks[word] for word in level_words(role.title, words)}
        named[plain(role.title) if alone else discipline, role.track].append(role)
    for titles in named.values():
        high = {_rank(role, words): role for role in titles}
        apart = len(high) == len(titles)
        found += [[high[place] for place in sorted(high)]] if apart else [[role] for role in titles]
    return found


def _rank(role: Role, words: Words) -> float:
    said = rank(role.title, words)
    return UNMARKED if said is None else said


def _below(tops: Rungs, places: list[int], track: str) -> list[Role]:
    for wanted in ({track}, {""}) if track else ({""}, None):
        for place in reversed(places):
            if fits := [role for role in tops[place] if wanted is None or role.track in wanted]:
                return fits
    return []
