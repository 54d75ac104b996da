"""What the scorecard of a role document names and its sections do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.documents.blueprint import Blueprint
from graph.documents.document import Document
from graph.documents.names import Names
from graph.schema import NameKind


def only_in_scorecard(names: Names, document: Document, said: Blueprint) -> Iterator[tuple[NameKind, str]]:
    """Kinds and words. Skills and tools are compared together, since Python may be either. In a blueprint, a name that
    the vocabulary does not know is skipped: scorecards shorten names.
    """
    scorecard = said.scorecard
    tops: tuple[tuple[NameKind, list[str]], ...] = (
        ("skill", [*scorecard.top_technical_skills, *scorecard.top_soft_skills]),
        ("tool", scorecard.top_tools),
    )
    if not any(top for _, top in tops):
        return
    skills = [*(skill.name for skill in said.technical_skills), *(skill.name for skill in said.soft_skills)]
    tools = [name for row in said.tools for name in row.tool_names]
    section = {*_ids(names, "skill", skills), *_ids(names, "tool", tools)}
    for kind, top in tops:
        for name in top:
            told = {*_ids(names, "skill", [name]), *_ids(names, "tool", [name])}
            if (
                told
                and not told & section
                and (document.precedence[0] == 0 or any(names.name_of(*named) for named in told))
            ):
                yield kind, name


def _ids(names: Names, kind: NameKind, words: Iterable[str]) -> Iterator[tuple[NameKind, str]]:
    for name in words:
        try:
            yield from ((kind, names.resolve(kind, part).id) for part in names.split(kind, name))
        except ValueError:  # a name without a letter or digit names nothing
            continue
