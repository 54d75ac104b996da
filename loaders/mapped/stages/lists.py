"""Stages of skills in prose: "Adopts: …" below a level, where a list elsewhere tells the stages of "Technology"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from loaders.mapped.prose.model import Entry, Section
from loaders.mapped.prose.sections import sections_of
from loaders.mapped.sources.pieces import Source
from loaders.mapped.tables.model import MOST_LEVELS
from loaders.mapped.wording.levels import IsLevel
from loaders.mapped.wording.texts import plain

LEAST_STAGES = 3  # of a skill


def stages_in(section: Section) -> list[Entry]:
    """The items of a list that mostly names stages and tells them: "1. Adopts: …"; none in another section."""
    named = [entry for entry in section.entries if entry.name and entry.rest]
    return named if len(named) > 1 and len(named) >= MOST_LEVELS * len(section.entries) else []


def skills_of_stages(sources: Iterable[Source], is_level: IsLevel) -> dict[str, str]:
    """The skill of each stage by its name: lists of stages that stand below no level and have no name in common."""
    lists: dict[str, list[str]] = {}
    for source in (source for source in sources if not is_level(source.title)):
        for section in sections_of(source):
            named = [plain(entry.name) for entry in stages_in(section)]
            if section.labels and len(named) >= LEAST_STAGES and not any(map(is_level, section.labels)):
                lists[section.labels[-1]] = named
    met = Counter(name for named in lists.values() for name in set(named))
    apart = {skill: named for skill, named in lists.items() if all(met[name] == 1 for name in named)}
    return {name: skill for skill, named in apart.items() for name in named} if len(apart) > 1 else {}


def call_by_skills(pages: Iterable[list[Section]], skills: dict[str, str], is_level: IsLevel) -> None:
    """Calls what stands directly below a level by the skills of which it names a stage each."""
    for section in (section for page in pages for section in page):
        if section.labels and not is_level(section.labels[-1]):
            continue
        staged = [entry for entry in section.entries if plain(entry.name) in skills]
        if len({skills[plain(entry.name)] for entry in staged}) == len(staged) > 1:
            for entry in staged:
                entry.name, entry.rest = skills[plain(entry.name)], f"{entry.rest} ({entry.name})"
