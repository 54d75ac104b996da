"""What all modules of types use: the `info` of resolvers, members of enums, the check of `first`."""

from __future__ import annotations

from functools import cache
from typing import Any

import strawberry

from api.context.context import Context
from api.errors import LimitExceeded

Info = strawberry.Info[Context, None]


@cache
def member(enum: Any, word: str | None) -> Any:
    """The member of an enum for a word of the graph; None for None."""
    return None if word is None else enum(word)


def check_first(first: int, most: int, *, least: int = 1) -> None:
    """Raises LimitExceeded when more than `most` are asked for, or fewer than `least`."""
    if not least <= first <= most:
        raise LimitExceeded("first", most, first, least=least)


def check_page(first: int, most: int) -> None:
    """Like `check_first`, but 0 is allowed: an empty page, with its counts."""
    check_first(first, most, least=0)
