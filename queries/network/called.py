"""What a text may mean among things with an id, a name and aliases, in any spelling: decided here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from graph.documents.spelling import letters

Called = Mapping[str, tuple[int, ...]]  # an id or the letters of a name → the things that it may mean

# What a title has behind a word for all genders ("Entwickler:in", "Entwickler (m/w/d)"): people leave it out
_GENDER = re.compile(
    r"(?:[:*_·/]-?in(?:nen)?|\s*\((?:in|innen)\)|\s+\(?[mwfdx](?:[/|][mwfdx]){1,3}\)?)(?![^\W_])", re.IGNORECASE
)


class Thing(Protocol):
    """Something with an id, and names of which the first is canonical."""

    @property
    def id(self) -> str: ...

    @property
    def names(self) -> tuple[str, ...]: ...


def called(things: Sequence[Thing]) -> Called:
    """An id beats a name, a name an alias, an alias a title without its ending for another gender."""
    found: dict[str, tuple[int, ...]] = {thing.id: (at,) for at, thing in enumerate(things)}
    for claims in (
        ((thing.id, at) for at, thing in enumerate(things)),
        ((thing.names[0], at) for at, thing in enumerate(things)),
        ((alias, at) for at, thing in enumerate(things) for alias in thing.names[1:]),
        _without_genders(things),
    ):
        found |= {spelling: ids for spelling, ids in _together(claims).items() if spelling not in found}
    found.pop("", None)
    return found


def meant(known: Called, text: str) -> tuple[int, ...]:
    """What an id, name or alias may mean, ignoring case, accents, spaces and punctuation; several that share it."""
    return known.get(text) or known.get(letters(text), ())


def _without_genders(things: Sequence[Thing]) -> Iterator[tuple[str, int]]:
    for at, thing in enumerate(things):
        for name in thing.names:
            if (bare := _GENDER.sub("", name)) != name:
                yield bare, at


def _together(claims: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for name, at in claims:
        own = found.setdefault(letters(name), [])
        if at not in own:
            own.append(at)
    return {spelling: tuple(own) for spelling, own in found.items()}
