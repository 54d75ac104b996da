"""Toggles of Notion, which it exports as list items in bold with everything that they hold indented below."""

from __future__ import annotations

import re
from collections.abc import Sequence

TOGGLE = re.compile(r"[-*+] (?P<sign>\*\*|__)(?P<title>[^*]+)(?P=sign)[ \t]*$")
BESIDE = re.compile(r"[-*+] (?P<title>[^\s*.][^*.]{0,60})$")  # one that is not in bold, behind others
INDENTED = re.compile(r"(?: {2,4}|\t)(?=\S)")
HEADING = re.compile(r"^(#{1,6}) ", re.MULTILINE)
LOWEST = 6  # rank of a heading
LEAST = 2  # toggles beside each other


def opened_toggles(text: str) -> str:
    """The text with toggles as headings below all others, each line where it was."""
    ranks = [len(signs) for signs in HEADING.findall(text)]
    return "\n".join(_opened(text.split("\n"), max(ranks, default=1) + 1))


def _opened(lines: Sequence[str], rank: int) -> list[str]:
    """Lines with the toggles among them opened; unchanged where these are too few."""
    found: list[str] = []
    at = count = 0
    while at < len(lines):
        bold = TOGGLE.match(lines[at]) if at + 1 < len(lines) and not lines[at + 1].strip() else None
        title = bold or (BESIDE.match(lines[at]) if count else None)
        inside = _inside(lines, at) if title else []
        if title and inside:
            count += bold is not None
            found += [f"{'#' * min(rank, LOWEST)} {title['title']}", *_opened(inside, rank + 1)]
        else:
            found.append(lines[at])
        at += 1 + len(inside)
    return found if count >= LEAST else list(lines)


def _inside(lines: Sequence[str], at: int) -> list[str]:
    """What an item holds, without its indent: the blank and indented lines below it."""
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(("  ", "\t"))):
        end += 1
    first = next((line for line in lines[at + 1 : end] if line.strip()), "")
    indent = INDENTED.match(first)
    return [line.removeprefix(indent[0]) for line in lines[at + 1 : end]] if indent else []
