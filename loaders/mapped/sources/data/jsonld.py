"""Job postings and occupations of schema.org: one role each, their fields as the sections of a job description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from loaders.mapped.sources.data.leaves import Leaf, Path

KINDS = frozenset({"JobPosting", "Occupation"})
SECTIONS = {
    "responsibilities": "Responsibilities",
    "skills": "Skills",
    "qualifications": "Qualifications",
    "experienceRequirements": "Experience",
    "educationRequirements": "Education",
    "jobBenefits": "Benefits",
}
SEPARATOR = re.compile(r"\s*[;\n•]\s*")
COMMAS = re.compile(r"\s*,\s*")


MARKUP = re.compile(r"</?[a-z][a-z0-9]*[ />]", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b[^>]{0,200}\bapplication/ld\+json\b[^>]{0,200}>", re.IGNORECASE)
END = re.compile("</script", re.IGNORECASE)
Item = tuple[str, int]  # a text and its line


def roles_in(tree: Any) -> list[tuple[Path, dict[str, Any]]]:
    """The job postings and occupations of a document, each with its path: itself, or those of its list or graph."""
    if isinstance(tree, dict) and isinstance(tree.get("@graph"), list):
        held: list[tuple[Path, Any]] = [(("@graph", at), part) for at, part in enumerate(tree["@graph"])]
    else:
        held = [((at,), part) for at, part in enumerate(tree)] if isinstance(tree, list) else [((), tree)]
    return [(path, part) for path, part in held if _is_role(part)]


def _is_role(part: Any) -> bool:
    kinds = part.get("@type") if isinstance(part, dict) else None
    said = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.rpartition("/")[2].rpartition(":")[2] in KINDS for kind in said)


def title_of(role: dict[str, Any]) -> str:
    title = role.get("title") or role.get("name")
    return title if isinstance(title, str) else ""


def sections(leaves: list[Leaf], start: Path = ()) -> Iterator[tuple[str, list[Item]]]:
    """Each field that a job description has, with its items and their lines; "" is the description. A text with markup
    stays one item.
    """
    found: dict[str, list[Item]] = {}
    for leaf in leaves:
        if leaf.path[: len(start)] != start:
            continue
        field = next((part for part in leaf.path[len(start) :] if isinstance(part, str)), "")
        if (field not in SECTIONS and field != "description") or leaf.key.startswith("@"):
            continue
        heading = SECTIONS.get(field, "")
        found.setdefault(heading, []).extend((item, leaf.line) for item in _items(leaf, heading))
        leaf.used = "text"
    yield from found.items()


def _items(leaf: Leaf, heading: str) -> list[str]:
    text = unescape(leaf.text) if "&lt;" in leaf.text else leaf.text
    if not heading or MARKUP.search(text):
        return [text]
    if leaf.key == "monthsOfExperience":
        return [f"{text} months of experience"]
    items = [part for part in SEPARATOR.split(text) if part]
    if heading == "Skills" and len(items) == 1 and len(items[0]) < 300:
        return [part for part in COMMAS.split(items[0]) if part]
    return items


def scripts(html: str) -> Iterator[Item]:
    """The data that a page carries in its head for programs, with the lines that they begin on."""
    start = 0
    while (opening := SCRIPT.search(html, start)) and (end := END.search(html, opening.end())):
        yield html[opening.end() : end.start()], html.count("\n", 0, opening.end())
        start = end.end()
