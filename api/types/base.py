"""What every module of types uses: the `info` of a resolver, members of enums, and the check of `first`."""

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
    """As `check_first`; 0 is a page of nothing, for those who want the counts alone."""
    check_first(first, most, least=0)
