"""Job postings and occupations of schema.org: one role each, their fields as the sections of a job description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from loaders.mapped.data import Leaf

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


def is_role(tree: Any) -> bool:
    """Whether data is one job posting or occupation."""
    kind = tree.get("@type") if isinstance(tree, dict) else None
    return isinstance(kind, str) and kind.rpartition("/")[2].rpartition(":")[2] in KINDS


def title_of(tree: dict[str, Any]) -> str:
    title = tree.get("title") or tree.get("name")
    return title if isinstance(title, str) else ""


def sections(leaves: list[Leaf]) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Each field that a job description has, with its items and their lines; "" is the description."""
    found: dict[str, list[tuple[str, int]]] = {}
    for leaf in leaves:
        field = next((part for part in leaf.path if isinstance(part, str)), "")
        if field not in SECTIONS and field != "description":
            continue
        if leaf.key.startswith("@"):
            continue
        heading = SECTIONS.get(field, "")
        items = [leaf.text] if not heading else [part for part in SEPARATOR.split(leaf.text) if part]
        if heading == "Skills" and len(items) == 1 and len(items[0]) < 300:
            items = [part for part in COMMAS.split(items[0]) if part]
        if leaf.key == "monthsOfExperience":
            items = [f"{leaf.text} months of experience"]
        found.setdefault(heading, []).extend((item, leaf.line) for item in items)
        leaf.used = "text"
    yield from found.items()
