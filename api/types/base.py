"""What every module of types uses: the `info` of a resolver, members of enums, and the check of `first`."""

from __future__ import annotations

from functools import cache
from typing import Any

import strawberry

from api.context.context import Context
from api.errors import BadUserInput, LimitExceeded

Info = strawberry.Info[Context, None]


@cache
def member(enum: Any, word: str | None) -> Any:
    """The member of an enum for a word of the graph; None for None."""
    return None if word is None else enum(word)


def check_first(first: int, most: int) -> None:
    """Raises LimitExceeded when more than `most` are asked for, BadUserInput for less than one."""
    if first < 1:
        raise BadUserInput(f"first should be at least 1, not {first}.", argument="first")
    if first > most:
        raise LimitExceeded("first", most, first)


def check_page(first: int, most: int) -> None:
    """As `check_first`, but 0 is a page of nothing, for those who want the counts alone."""
    if first != 0:
        check_first(first, most)
