"""The parts of a role that headings and labels of job descriptions name: tools, stakeholders, measures, years."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from statistics import mean

from graph.documents.blueprint import Item, KindStatement, Kpi, SoftSkill, Stakeholder, Tool
from loaders.blueprints.knowledge import KnownNames
from loaders.blueprints.tool_cells import tool_names
from loaders.mapped.wording.levels import names_job
from loaders.mapped.wording.spans import Span, span_in
from loaders.mapped.wording.texts import has_letters, is_short, lower, plain, size, tidy, words_in
from loaders.mapped.wording.words import Words

LABELLED = re.compile(r"^(?P<label>[^:：]{1,60}?)\s*(?::\s+|：\s*)(?P<value>\S.*)$", re.DOTALL)
NAMED = re.compile(r"^(?P<name>(?:[^:：()]|\([^()]*\))+?)(?:\s*[:：]|\s+[–—-])\s+(?P<rest>\S.*)$")
_AND = r"(?:and|und|et|y|e|en|och|og|i|и|&)"
COMMA = re.compile(rf"\s*[,;、，]\s*(?:{_AND}\s+)?")
LAST = re.compile(rf"\s+{_AND}\s+")
SKILL_WORDS = 3  # most of a line that is a skill's name and no sentence
TOOL_WORDS = 4  # most of a tool's name
MOST_OF_FACT = 5  # words on average, from which what stands behind a label is a text, whatever it is called
NAME_WORDS = 6  # most of a stakeholder's
UNITS = {"month": "months", "months": "months", "monate": "months", "mois": "months", "meses": "months"}


def part_of(label: str, words: Words) -> str:
    """The part of a role that a heading or label names, "" for none: "manager" of "Reports to"."""
    return words.parts.get(lower(tidy(label)).rstrip(" ?"), "") or _measure(label, words)


def _measure(label: str, words: Words) -> str:
    """ "years" of experience, "stay" on a level, or "" where a label is about neither, or about more."""
    said = set(plain(label).split())
    if not words.is_measure(label):
        return ""
    return "stay" if said & words.lists["stay"] else "years" if said & words.lists["experience"] else ""


def labelled_part(line: str, words: Words) -> tuple[str, str, str]:
    """The part that a line names, its label, and what it says of it: "Reports to: Head Baker"."""
    found = LABELLED.match(line)
    label = found["label"] if found else ""
    part = part_of(label, words) if found and is_short(label) else ""
    return (part, label, found["value"].strip()) if found and part else ("", "", "")


def is_fact_of_roles(label: str, words: Words) -> bool:
    """Whether a label is about years or whom a role reports to: figures and names that are no texts."""
    return part_of(label, words) in ("years", "stay", "manager")


def are_facts_of_roles(label: str, sizes: Sequence[int], words: Words) -> bool:
    """Whether what stands behind a label in several places, so many words each, are such figures and names."""
    return is_fact_of_roles(label, words) and bool(sizes) and mean(sizes) < MOST_OF_FACT


def span_of(label: str, value: str) -> Span | None:
    """The span that a fact tells, in the unit of its label where it has none itself ("Years: 2–5")."""
    unit = next((UNITS[word] for word in plain(label).split() if word in UNITS), "years")
    return span_in(value, unit if not has_letters(value) else "")


def _tools(text: str, line: int) -> list[Tool]:
    """The tools that a line names: "Mixer", "Ovens: Miwe, Wachtel", "Mixer: kneads the dough"; none for a sentence."""
    found = NAMED.match(text)
    if found is None:
        return _tool(text, line)
    name, rest = tidy(found["name"]), found["rest"].strip()
    listed = _tool(rest, line, category=name)
    if listed and len(listed[0].names) > 1:
        return listed
    return _tool(name, line, use=rest) if size(name) <= TOOL_WORDS else []


def _tool(cell: str, line: int, *, category: str | None = None, use: str | None = None) -> list[Tool]:
    cell = tidy(cell).rstrip(".")
    names = tool_names(cell, KnownNames()) if cell else []
    fits = bool(names) and all(size(name) <= TOOL_WORDS and has_letters(name) for name in names)
    return [Tool(cell=cell, names=names, category=category, use=use, line=line)] if fits else []


def _stakeholders(text: str, line: int) -> list[Stakeholder]:
    """Those that a line names: "Bakers: the orders", "Bakers, drivers and shops"; none for a sentence."""
    found = NAMED.match(text)
    named, purpose = (found["name"], found["rest"].strip()) if found else (text, None)
    parts = COMMA.split(tidy(named).rstrip("."))
    parts = [*parts[:-1], *LAST.split(parts[-1])] if len(parts) > 1 else parts  # "Sales and marketing" is one
    names = [name for part in parts if (name := tidy(part))]
    if any(size(name) > NAME_WORDS or not has_letters(name) for name in names):
        return []
    return [Stakeholder(name=name, purpose=purpose, line=line) for name in names]


def is_person(text: str, words: Words) -> bool:
    """Whether a text looks like somebody's name: a few words in capitals, none of which is of a job or a level. Persons
    do not come into the graph as stakeholders.
    """
    parts = tidy(text).split()
    jobs = words.lists["disciplines"] | words.lists["units"] | words.lists["leadership"] | words.ranks.keys()
    cased = all(part[0].isupper() and part[1:].islower() for part in parts if part[0].isalpha())
    named = 1 < len(parts) < 4 and cased and jobs.isdisjoint(words_in(text))
    return named and not names_job(text, words)


def items_of(part: str, text: str, line: int, words: Words) -> Sequence[Item]:
    """What a line says of a part of a role, as items of a blueprint; none for a sentence, or about no part."""
    read = READERS.get(part)
    return [] if read is None or (part == "manager" and is_person(text, words)) else read(text, line)


def _deliverables(text: str, line: int) -> list[KindStatement]:
    return [KindStatement(text=text, line=line)]


def _soft_skills(text: str, line: int) -> list[SoftSkill]:
    return [SoftSkill(name=text, line=line)] if size(text) <= SKILL_WORDS else []


def _kpis(text: str, line: int) -> list[Kpi]:
    """A measure, with its target behind a colon: "Loaves on time: 99%"."""
    found = NAMED.match(text)
    target = found["rest"].strip() if found and any(map(str.isdigit, found["rest"])) else None
    return [Kpi(name=tidy(found["name"]) if found and target else text, target=target, line=line)]


PEOPLE = ("manager", "internal", "external")  # parts that name stakeholders
READERS: Mapping[str, Callable[[str, int], Sequence[Item]]] = {
    "tools": _tools,
    "kpis": _kpis,
    "deliverables": _deliverables,
    "soft_skills": _soft_skills,
    **dict.fromkeys(PEOPLE, _stakeholders),
}
