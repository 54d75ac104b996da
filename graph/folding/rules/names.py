"""Findings about names: unknown, unreadable, dangling, claimed twice, nearly the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from typing import TypeVar

from rapidfuzz import fuzz, process

from graph.documents.document import PRECEDENCE, RoleTerm, Vocabulary
from graph.documents.spelling import slug
from graph.folding.facts import CURATED_OR_BLUEPRINT, Remark
from graph.folding.rules.ladder import Found, Ladder
from graph.schema import NameKind

# Of 100, for the words that two titles do not share: "engineer" and "engineers" are alike, "product" and "production"
# are not
LEAST_LIKENESS = 85
_LEAST_LIKENESS_OF_ALL = 75  # for whole titles, with their words in alphabetical order

MANY, NEIGHBOURS = 200, 3

_Words = tuple[str, ...]
_Item = TypeVar("_Item", str, _Words)


def unknown_name(ladder: Ladder) -> Iterator[Found]:
    for remark in (*ladder.facts.remarks, *_unknown_places(ladder)):
        if remark.kind == "unknown_name" and remark.name_kind:
            kind = remark.name_kind.replace("_", " ")
            near = ladder.facts.names.suggest(remark.name_kind, remark.subject)
            names = ", ".join(f"{name} ({id})" for id, name in near)
            suggestion = (
                f"If it is one of these, add it there as an alias: {names}. Otherwise add it to the vocabulary."
                if near
                else None
            )
            severity = "warning" if near or remark.name_kind == "level" else None
            message = f"The {kind} {remark.subject!r} is not in the vocabulary."
            near_roles = [id for id, _ in near] if remark.name_kind == "role" else []
            yield Found(
                remark.subject,
                message,
                _roles(remark.role, *near_roles),
                remark.document,
                remark.line,
                suggestion,
                severity,
                remark.name_kind,
            )


def _roles(*roles: str | None) -> tuple[str, ...]:
    return tuple(role for role in roles if role is not None)


def _unknown_places(ladder: Ladder) -> Iterator[Remark]:
    """Levels and families that roles of the vocabulary name and no term defines."""
    names = ladder.facts.names
    for document in ladder.facts.vocabularies:
        if isinstance(document.content, Vocabulary) and PRECEDENCE[document.format] <= CURATED_OR_BLUEPRINT:
            for term in document.content.roles:
                for kind, name in _places(term):
                    if names.find(kind, name) is None:
                        yield Remark("unknown_name", document.id, term.line, None, name, kind)


def _places(term: RoleTerm) -> Iterable[tuple[NameKind, str]]:
    places: tuple[tuple[NameKind, str | None], ...] = (("level", term.level), ("family", term.family))
    return ((kind, name) for kind, name in places if name)


def unreadable_name(ladder: Ladder) -> Iterator[Found]:
    for remark in ladder.facts.remarks:
        if remark.kind == "unreadable_name":
            message = f"The name {remark.subject!r} cannot be used: {remark.detail}."
            yield Found(remark.subject, message, _roles(remark.role), remark.document, remark.line)


def dangling_id(ladder: Ladder) -> Iterator[Found]:
    for remark in ladder.facts.remarks:
        if remark.kind == "dangling_id":
            message = f"The career step names the role id {remark.subject!r}, which no document describes."
            near = _nearest_roles(ladder, remark.subject)
            roles = _roles(remark.role, *near)
            suggestion = _nearest_in_words(near)
            yield Found(remark.subject, message, roles, remark.document, remark.line, suggestion, name_kind="role")


def dangling_replacement(ladder: Ladder) -> Iterator[Found]:
    for role, said in ladder.roles.items():
        other = said.get("replaced_by")
        if other is not None and not (other in ladder.documents and other != role):
            message = f"{ladder.title(role)} is replaced by {other!r}, " + (
                "which is the role itself." if other == role else "which no document describes."
            )
            near = [] if other == role else _nearest_roles(ladder, other)
            place = ladder.told_at(role, "replaced_by", other)
            yield Found(f"{role} {other}", message, (role, *near), *place, _nearest_in_words(near))


def _nearest_roles(ladder: Ladder, id: str) -> list[str]:
    return [other for other, _ in ladder.facts.names.suggest("role", id) if other in ladder.documents]


def _nearest_in_words(roles: Sequence[str]) -> str | None:
    return f"Nearest roles: {', '.join(roles)}." if roles else None


def step_to_itself(ladder: Ladder) -> Iterator[Found]:
    for remark in ladder.facts.remarks:
        if remark.kind == "step_to_itself":
            message = f"The career path names the role itself ({remark.subject!r}); no step was made."
            yield Found(remark.subject, message, _roles(remark.role), remark.document, remark.line)


def alias_collision(ladder: Ladder) -> Iterator[Found]:
    for collision in ladder.facts.names.collisions:
        kept, wanted = collision.kept_by, collision.wanted_by
        kind = collision.kind.replace("_", " ")
        message = f"The {kind} name {collision.alias!r} is claimed by {kept} and {wanted}; it names {kept}."
        roles = (wanted, kept) if collision.kind == "role" else ()
        subject = f"{collision.alias} {wanted}"
        yield Found(subject, message, roles, collision.document, collision.line, name_kind=collision.kind)


def merged_names(ladder: Ladder) -> Iterator[Found]:
    for merged in ladder.facts.names.merged:
        kind = merged.kind.replace("_", " ")
        place = "" if merged.document == merged.first_document else f" of {merged.first_document}"
        message = (
            f"The {kind} names {merged.first_name!r}{place} and {merged.name!r} have one id, {merged.id}, and are one "
            f"{kind} in the graph."
        )
        roles = (merged.id,) if merged.kind == "role" else ()
        yield Found(
            f"{merged.name} {merged.id} {merged.first_document}",
            message,
            roles,
            merged.document,
            merged.line,
            name_kind=merged.kind,
        )
    for remark in ladder.facts.remarks:
        if remark.kind == "merged_names" and remark.name_kind:
            kind = remark.name_kind.replace("_", " ")
            both = f"{remark.subject!r} and {remark.detail!r}"
            message = f"The {kind} names {both} have one id and are one {kind} in the graph."
            suggestion = "If they are two, add both to the vocabulary, one of them with another `id`."
            yield Found(
                remark.subject,
                message,
                _roles(remark.role),
                remark.document,
                remark.line,
                suggestion,
                None,
                remark.name_kind,
            )


def no_id(ladder: Ladder) -> Iterator[Found]:
    for document, told in ladder.facts.told.items():
        if told.id is None and ladder.precedence(document)[0] == 0:
            message = f"{ladder.title(told.role)} has an id that its file does not state."
            suggestion = f"Add `id: {told.role}`; `ladder ids --write` does it for every file."
            yield Found(told.role, message, (told.role,), document, told.line_of("title"), suggestion)


def similar_titles(ladder: Ladder) -> Iterator[Found]:
    """Compares titles of one level only: "Junior X" and "Senior X" are similar and yet two roles. Of several roles with
    the same title only the first is compared; `alias_collision` reports the others.
    """
    at_level: dict[str, dict[str, str]] = {}  # by level: the first role by title
    for role, said in ladder.roles.items():
        if ladder.kept(role):
            level = ladder.rungs[role].id if role in ladder.rungs else ""
            at_level.setdefault(level, {}).setdefault(slug(said["title"]), role)
    looks = _looks({word for titles in at_level.values() for title in titles for word in title.split("-")})
    for _, titles in sorted(at_level.items()):
        for one, other in sorted(_near_pairs({role: title for title, role in titles.items()}, looks)):
            message = (
                f"{ladder.title(other)} and {ladder.title(one)} are at one level and their titles are nearly the same."
            )
            yield Found(f"{one} {other}", message, (other, one), *ladder.told_at(other, "title"))


def _near_pairs(titles: Mapping[str, str], looks: Mapping[str, str]) -> set[tuple[str, str]]:
    """Pairs of roles, the lower id first, whose titles (by role, as slugs) have the same words in another order, the
    same letters with other word breaks, or are alike.

    Titles are compared only where they become equal when each group of similar words counts as one word: comparing all
    pairs of ten thousand titles would take minutes.
    """
    same: dict[_Words, set[str]] = {}
    kin: dict[_Words, set[_Words]] = {}
    for role, title in titles.items():
        words = tuple(sorted(title.split("-")))
        for key in (words, (title.replace("-", ""),)):
            same.setdefault(key, set()).add(role)
        kin.setdefault(tuple(sorted(looks[word] for word in words)), set()).add(words)
    pairs = {pair for roles in same.values() for pair in _pairs(roles)}
    for one, other in chain.from_iterable(map(_pairs, kin.values())):
        if _alike(one, other):
            pairs |= {(min(pair), max(pair)) for pair in product(same[one], same[other])}
    return pairs


def _pairs(items: Iterable[_Item]) -> Iterator[tuple[_Item, _Item]]:
    """All pairs in order. More than MANY items are paired with their neighbours in the alphabet only: a thousand
    similar titles are a series, and a few of its pairs show a keeper as much.
    """
    ordered = sorted(items)
    if len(ordered) <= MANY:
        yield from combinations(ordered, 2)
        return
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + NEIGHBOURS]:
            yield one, other


def _looks(words: Iterable[str]) -> dict[str, str]:
    """For each word the first word of its group: similar words are in one group, transitively (union–find).

    Words with digits stay alone: "Store Manager 0001" to "Store Manager 9999" are as many roles.
    """
    first = {word: word for word in words}
    ordered = sorted(word for word in first if not any(map(str.isdigit, word)))

    def look(word: str) -> str:
        while word != first[word]:
            word = first[word]
        return word

    for at, word in enumerate(ordered):
        for other, _, _ in process.extract(
            word, ordered[at + 1 :], scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=None
        ):
            one, two = sorted((look(word), look(other)))
            first[two] = one
    return {word: look(word) for word in first}


def _alike(one: _Words, other: _Words) -> bool:
    """Whether two titles and the words that they do not share are similar. An extra word makes another title."""
    rest, other_rest = (
        " ".join(word for word in words if word not in others) for words, others in ((one, other), (other, one))
    )
    if not rest or not other_rest:
        return rest == other_rest
    likeness = fuzz.ratio(rest.replace(" ", ""), other_rest.replace(" ", ""))
    return likeness >= LEAST_LIKENESS and fuzz.ratio(" ".join(one), " ".join(other)) >= _LEAST_LIKENESS_OF_ALL
