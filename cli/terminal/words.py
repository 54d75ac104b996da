"""Small pieces of text that commands print."""

from __future__ import annotations

from itertools import zip_longest

_MARKDOWN = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]|"}
    | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", "#": "&#35;"}
)


def counted(number: int, noun: str) -> str:
    """`1 document`, `2 documents`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def around_difference(before: str, after: str, most: int) -> tuple[str, str]:
    """Two texts from shortly before the place where they differ, where they differ only behind what is shown."""
    same = next((at for at, (one, other) in enumerate(zip_longest(before, after)) if one != other), len(before))
    if same < most - 1:
        return shortened(before, most), shortened(after, most)
    near = same - most // 4
    start = before.rfind(" ", near - most // 4, near) + 1 or near  # some scripts part no words
    return shortened(f"…{before[start:]}", most), shortened(f"…{after[start:]}", most)


def markdown_text(text: str) -> str:
    """The text escaped for Markdown and its tables, without mentions of people."""
    return " ".join(text.split()).translate(_MARKDOWN)
