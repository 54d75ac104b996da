"""What the entries of a section say: as a part of a job description, level by level, or name by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loaders.mapped.prose.model import Section
from loaders.mapped.prose.names import NamedItems, heading_kind
from loaders.mapped.prose.told import Told, told_of_name, told_together
from loaders.mapped.wording.job_headings import OF_JOBS, WANTED
from loaders.mapped.wording.labels import page_name
from loaders.mapped.wording.texts import has_letters, labelled, plain
from loaders.mapped.wording.words import Words


def told_of_job(section: Section, subject: str, others: list[str], words: Words, names: NamedItems) -> Iterator[Told]:
    """Skills that items name, and the rest by what the heading means in job descriptions."""
    kind = heading_kind(section, words)
    if not section.entries or kind == "elsewhere":
        return
    heading = others[-1] if others else ""
    if not kind and not heading and subject and any(entry.piece.kind == "item" for entry in section.entries):
        yield told_together(section, section.entries, subject, subject, "", "section")
        return
    if not kind and names.return_in_jobs(section):
        for entry in section.entries:
            yield told_of_name(section, [entry], subject, entry.name, heading)
        return
    if not kind:
        fact = words.is_one("level_facts", heading) or words.is_one("fact", heading)
        yield told_together(
            section, section.entries, subject, heading, "", "other" if others and not fact else "summary"
        )
        return
    heading = heading or subject
    common = kind in WANTED and names.are_common(section)
    named = [entry for entry in section.entries if common and entry.piece.kind == "item" and names.names_skill(entry)]
    for entry in named:
        yield told_of_name(section, [entry], subject, entry.name, "")
    if unnamed := [entry for entry in section.entries if entry not in named]:
        yield told_together(section, unnamed, subject, heading, "", kind)


def told_by_level(section: Section, others: list[str], words: Words) -> Iterator[Told]:
    """Each level with what stands behind its name; what stands before the first is about none of them. Below a heading
    that says no more than "Levels", it is about the role itself.
    """
    _, groups = section.by_names()
    if others and _says_levels(others[-1], words):
        for entries in groups:
            yield replace(told_of_name(section, entries, entries[0].name, "", ""), field="summary")
        return
    for entries in groups:
        yield told_of_name(
            section, entries, entries[0].name, "".join(others[-1:]), others[-2] if len(others) > 1 else ""
        )


def _says_levels(label: str, words: Words) -> bool:
    """Whether a heading says "Levels", "Our career levels" and nothing more."""
    said = plain(label)
    steps = [word for word in said.split() if {word, word.removesuffix("s")} & words.steps]
    only = all(word in words.lists["around_measures"] for word in said.split() if word not in steps)
    return bool(steps) and (only or not page_name(label, words))


def told_by_name(section: Section, subject: str, others: list[str], words: Words, names: NamedItems) -> Iterator[Told]:
    """Each competency with what stands behind its name; what stands before the first, or behind the name of a fact, is
    about the role itself. A line below the list with a name of its own ("Contact: …") is about nothing of it.
    """
    before, groups = section.by_names()
    items = [entries for entries in groups if entries[0].piece.kind == "item"]
    if len(items) > 1 and not names.returns(groups[-1][0]) and groups[-1][0].piece.kind != "item":
        groups = groups[:-1]
    if before:
        yield told_together(section, before, subject, "", "", "summary")
    beside_facts = any(names.is_fact(entries[0]) for entries in groups)
    for entries in groups:
        named = told_of_name(section, entries, subject, entries[0].name, "".join(others[-1:]))
        kind = words.headings.get(entries[0].name.casefold(), "") if beside_facts and not others else ""
        if names.is_fact(entries[0]):
            yield replace(named, competency="", field="summary", lines=labelled(entries[0].name, named.lines))
        elif words.is_remark(entries[0].name):
            yield replace(named, field="other")
        elif kind in OF_JOBS:
            yield replace(named, field=kind)
        elif any(map(has_letters, named.lines)):  # not figures alone: "Team vs house: 0.5"
            yield named
