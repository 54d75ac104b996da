"""Small pieces of text that commands print."""

from __future__ import annotations

_MARKDOWN = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]|"}
    | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;", "#": "&#35;"}
)


def counted(number: int, noun: str) -> str:
    """`1 document`, `2 documents`."""
    return f"{number} {noun}{'s' * (number != 1)}"


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def markdown_text(text: str) -> str:
    """The text escaped for Markdown and its tables, without mentions of people."""
    return " ".join(text.split()).translate(_MARKDOWN)
