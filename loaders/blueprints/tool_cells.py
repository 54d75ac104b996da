"""The tools that one cell of the tool table names: lists, variants in brackets, generic heads with the tools in
brackets.
"""

from __future__ import annotations

import re

from loaders.blueprints.blocks import split_outside_brackets
from loaders.blueprints.knowledge import KnownNames, folded, word_set

SEPARATOR = re.compile(r"\s+/\s+|\s*/\s+|\s+/\s*|\s+\+\s+|\s+\|\s+|\s*[,;]\s+|\s+(?:or|and/or)\s+")
INNER = re.compile(r"\s*[,;/]\s*|\s+or\s+")
BRACKET = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*(.*)$")
FOR_EXAMPLE = re.compile(r"^(?:e\.?g\.?|such as|like|for example|including)[,:]?\s*", re.IGNORECASE)
FILLER = re.compile(
    r"^(?:etc\.?|equivalents?|similar|others?|and similar|or similar|or equivalent|various|similar tools?)$",
    re.IGNORECASE,
)
SHARED_NOUN = re.compile(r"\s+(?:APIs|platforms|tools|services|suites|products)$")
GENERIC_HEADS = word_set(
    "tool tools tooling scanning scanner scanners manager managers management testing tests monitoring platform "
    "platforms provider providers "
    "library libraries framework frameworks system systems software suite suites service services app apps "
    "application applications "
    "serverless database databases warehouse tracking tracker analytics storage queue queues registry orchestration "
    "automation solution "
    "solutions products packages devices pumps terminals feeds embeddings source store stores vault gateway gateways "
    "portal portals editor "
    "editors repository repositories dashboards module modules"
)


def is_generic(head: str, example: bool, known: KnownNames) -> bool:
    """Whether words before a bracket name a kind of tool, so that the bracket names the tools."""
    last = head.split()[-1] if head.split() else ""
    if example or last.casefold() in GENERIC_HEADS:
        return True
    return folded(head) not in known.tool_keys and last.islower() and len(head.split()) > 1


def names_of(part: str, known: KnownNames) -> list[str]:
    bracket = BRACKET.match(part)
    if bracket is None:
        return [part]
    head, inside, rest = (text.strip() for text in bracket.groups())
    listed = FOR_EXAMPLE.sub("", inside)
    if head and not is_generic(head, listed != inside, known):
        return [f"{head} {rest}".strip()]
    return [name for name in INNER.split(listed) if name]


def tool_names(cell: str, known: KnownNames) -> list[str]:
    """The tools in a cell, as written, without fillers ("etc.") and without a noun that a list shares ("A / B
    APIs").
    """
    parts = [part.strip() for part in split_outside_brackets(SEPARATOR, cell) if part.strip()]
    if len(parts) > 1:
        parts[-1] = SHARED_NOUN.sub("", parts[-1])
    names = [name.strip(" .") for part in parts for name in names_of(part, known)]
    kept = [name for name in names if name and not FILLER.match(name)]
    return list(dict.fromkeys(kept)) or [cell]
