"""Lists, numbers and times as people write them."""

from __future__ import annotations

from collections.abc import Sequence

MOST_NAMES = 4  # names in a list; the rest is counted


def names(words: Sequence[str], most: int = MOST_NAMES) -> str:
    """`A, B and C`, or `A, B, C, D and 5 more`."""
    shown = list(words) if len(words) <= most + 1 else list(words[:most])
    rest = len(words) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


def count(number: int, noun: str) -> str:
    """`1 step`, `2 steps`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def month_range(low: int, high: int) -> str:
    """`6–12 months`, `12 months`; for a range from 0, its upper end."""
    return count(high, "month") if low in (0, high) else f"{low}–{high} months"


def up_to(low: int, length: str) -> str:
    return f"up to {length}" if low == 0 else length


def time_words(low: int | None, high: int | None) -> str:
    """A time in months as people read it: `12 months`, `6–12 months`, `up to 12 months`, `at once`, `time unknown`."""
    if low is None or high is None:
        return "time unknown"
    return up_to(low, month_range(low, high)) if high else "at once"
