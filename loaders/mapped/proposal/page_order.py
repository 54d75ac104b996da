"""The order of pages that describe one role each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from loaders.mapped.found import Role
from loaders.mapped.proposal.draft import Draft
from loaders.mapped.sources.pieces import Source
from loaders.mapped.wording.labels import without_level
from loaders.mapped.wording.levels import UNMARKED, rank
from loaders.mapped.wording.texts import plain, singular
from loaders.mapped.wording.words import Words


def order_pages(draft: Draft, roles: list[tuple[Source, Role]]) -> None:
    """Notes the orders in which weights, figures in names, and indexes put pages."""
    weighed = [(source.weight, role) for source, role in roles if source.weight is not None]
    if len(weighed) == len(roles) and len({weight for weight, _ in weighed}) == len(roles) > 1:
        draft.sequences.append([role.level for _, role in sorted(weighed, key=lambda pair: pair[0] or 0)])
    draft.sequences += [[role.level for role in numbered] for numbered in _numbered_files(roles)]
    for source in _indexes(draft, roles):
        if listed := _listed(source, roles):
            draft.sequences.insert(0, [role.level for role in listed])
        if numbered := _numbered(source, [role for _, role in roles]):
            draft.numbers |= {role.title: number for number, role in numbered}
            draft.sequences.insert(0, [role.level for _, role in sorted(numbered, key=lambda pair: pair[0])])


def _numbered_files(roles: list[tuple[Source, Role]]) -> list[list[Role]]:
    """The roles of each folder in the order of the figures that the names of all its files begin with."""
    folders: dict[str, list[tuple[int, Role]]] = defaultdict(list)
    for source, role in roles:
        if match := re.match(r"\d{1,3}(?!\d)", source.stem):  # a year begins a date
            folders[source.name.rpartition("/")[0]].append((int(match[0]), role))
    found = (sorted(names, key=lambda pair: pair[0]) for names in folders.values())
    return [[role for _, role in own] for own in found if len({number for number, _ in own}) == len(own) > 1]


def are_counted_up(roles: list[tuple[Source, Role]], words: Words) -> bool:
    """Whether figures in the names of all files put roles in one order that their words of seniority do not contradict,
    and at most one discipline has several: "1-analyst", "2-consultant", "3-senior-consultant", "4-partner".
    """
    (ordered, *others) = _numbered_files(roles) or [[]]
    if others or len(ordered) < len(roles):
        return False
    ranks = [said for role in ordered if (said := rank(role.title, words)) is not None]
    disciplines = [plain(without_level(role.title, words)) for role in ordered]
    several = [name for name, count in Counter(disciplines).items() if count > 1]
    return ranks == sorted(ranks) and len(several) <= 1 and _stand_together(disciplines)


def _stand_together(disciplines: Sequence[str]) -> bool:
    """Whether those of one discipline stand behind each other."""
    return sum(one != other for one, other in pairwise(disciplines)) + 1 == len(set(disciplines))


def _indexes(draft: Draft, roles: list[tuple[Source, Role]]) -> list[Source]:
    """The documents beside the pages of roles, which may list these."""
    pages = {source.name for source, _ in roles}
    return [source for source in draft.sources if source.name not in pages]


def are_one_way(draft: Draft, roles: list[tuple[Source, Role]]) -> bool:
    """Whether an index lists all roles as one way up."""
    return any(_rise(_listed(index, roles), draft.words) for index in _indexes(draft, roles))


def _rise(listed: list[Role], words: Words) -> bool:
    """Whether roles are listed upward, those of one discipline behind each other: one discipline goes on in the next,
    "Senior Baker" in "Senior Pastry Cook".
    """
    ranks = [UNMARKED if (said := rank(role.title, words)) is None else said for role in listed]
    disciplines = [plain(without_level(role.title, words)) for role in listed]
    return bool(listed) and ranks == sorted(ranks) and _stand_together(disciplines)


def _numbered(source: Source, roles: list[Role]) -> list[tuple[int, Role]]:
    """Roles that an index lists with figures: "2. Engineer"."""
    text = "\n".join([piece.text + "\n" + "\n".join(piece.lines) for piece in source.pieces])
    patterns = [rf"(?<![\w.])(\d{{1,2}})\s*[.):–-]\s+{re.escape(role.title)}(?![\w ]*\w)" for role in roles]
    matches = [re.search(pattern, text, re.IGNORECASE) for pattern in patterns]
    found = [(int(match[1]), role) for match, role in zip(matches, roles, strict=True) if match]
    return found if len(found) == len(roles) > 1 and len({number for number, _ in found}) == len(found) else []


def _listed(index: Source, roles: list[tuple[Source, Role]]) -> list[Role]:
    """Roles in the order in which an index names all of them, each as an entry of its own: by title, in singular or
    plural, or as its page is called.
    """
    entries = {singular(piece.text): at for at, piece in reversed(list(enumerate(index.pieces)))}
    places = [(entries.get(singular(role.title), entries.get(singular(page.title))), role) for page, role in roles]
    found = [(at, role) for at, role in places if at is not None]
    return [role for _, role in sorted(found, key=lambda pair: pair[0])] if len(found) == len(roles) > 1 else []
