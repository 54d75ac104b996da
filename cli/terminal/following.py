"""Changes that only follow from others: told in the line of the role that came or went, or counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from cli.terminal.words import counted
from graph.model import Change
from graph.schema import RELATIONSHIPS, TEXT_RELATIONSHIPS

TEXT_LABELS = frozenset(RELATIONSHIPS[type].end for type in TEXT_RELATIONSHIPS)
_OF_A_ROLE = {"REQUIRES": "skill", "USES": "tool", "PROGRESSES_TO": "step"} | dict.fromkeys(TEXT_LABELS, "text")
# Edges that come and go with one of their ends, or say only where something is written
_WITH_AN_END = frozenset({"DESCRIBED_IN", "MENTIONED_IN", "IN_DOCUMENT", "ABOUT", "IS_ROLE", *TEXT_RELATIONSHIPS})


class Followed(NamedTuple):
    """The changes to show; by role that came or went what it has; and how many changes are left out."""

    changes: list[Change]
    has: dict[str, str]
    left_out: int


def without_followers(changes: Iterable[Change]) -> Followed:
    every = list(changes)
    whole = {(change.kind, change.id) for change in every if change.label == "Role" and change.field is None}
    shown: list[Change] = []
    has: dict[str, Counter[str]] = {}
    for change in every:
        role = next((id for id in change.roles or () if (change.kind, id) in whole), None)
        if change.field is not None or change.label == "Role":
            shown.append(change)
        elif role is not None:
            if change.label in _OF_A_ROLE:
                has.setdefault(role, Counter())[_OF_A_ROLE[change.label]] += 1
        elif change.label not in _WITH_AN_END:
            shown.append(change)
    told = {role: ", ".join(counted(number, what) for what, number in own.items()) for role, own in has.items()}
    return Followed(shown, told, len(every) - len(shown))
