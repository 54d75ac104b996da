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
    """Two texts; of long ones the part that differs, with some words around it."""
    if max(len(before), len(after)) <= most:
        return before, after
    near = most // 4
    same = _same(before, after)
    same_end = min(_same(before[::-1], after[::-1]), min(len(before), len(after)) - same)
    start, end = _cut(before, same - near, near), _cut(before[::-1], same_end - near, near)
    return _part(before, start, end, most), _part(after, start, end, most)


def _same(one: str, other: str) -> int:
    """How many characters at their beginning are the same."""
    return next((at for at, (a, b) in enumerate(zip_longest(one, other)) if a != b), len(one))


def _cut(text: str, at: int, back: int) -> int:
    """Where to cut near a place: between words, if there is a gap up to `back` before it."""
    return 0 if at <= 0 else text.rfind(" ", max(0, at - back), at) + 1 or at  # some scripts part no words


def _part(text: str, start: int, end: int, most: int) -> str:
    """The text without what is cut from its start and its end, each marked."""
    left, right = "…" if start else "", "…" if end else ""
    return f"{left}{shortened(text[start : len(text) - end], most - len(left + right))}{right}"


def in_line(text: str) -> str:
    """The lines of a text in one."""
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())


def markdown_text(text: str) -> str:
    """The text escaped for Markdown and its tables, without mentions of people."""
    return " ".join(text.split()).translate(_MARKDOWN)
