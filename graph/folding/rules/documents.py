"""Findings about documents: contradictions between them or inside one, and places that could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.documents.blueprint import Blueprint, Scorecard
from graph.documents.document import Document
from graph.documents.names import Names
from graph.folding.rules.ladder import Found, Ladder
from graph.schema import NameKind


def contradiction(ladder: Ladder) -> Iterator[Found]:
    for said in ladder.facts.contradictions:
        message = (
            f"{said.owner}: {said.field} is {said.kept} in {said.kept_by} but {said.other} in {said.other_by}; "
            f"{said.kept} counts."
        )
        roles = (said.owner,) if said.label == "Role" else ()
        blueprint = ladder.blueprints.get(said.other_by)
        line = blueprint.line_of(said.field, "title") if blueprint else None
        yield Found(f"{said.owner} {said.field} {said.other}", message, roles, said.other_by, line)


def unread(ladder: Ladder) -> Iterator[Found]:
    for remark in ladder.facts.remarks:
        if remark.kind == "unread":
            message = f"Not read: {remark.subject}"
            roles = (remark.role,) if remark.role else ()
            yield Found(remark.subject, message, roles, remark.document, remark.line, remark.detail)


def scorecard_only(ladder: Ladder) -> Iterator[Found]:
    for document in ladder.facts.documents:
        if isinstance(document.content, Blueprint) and document.content.scorecard != Scorecard():
            yield from _scorecard_only(ladder.facts.names, document, document.content)


def _scorecard_only(names: Names, document: Document, said: Blueprint) -> Iterator[Found]:
    """Skills and tools are compared together, since Python may be either. In a blueprint, a name that the vocabulary
    does not know is skipped: scorecards shorten names.
    """
    role = names.role_of(document)
    skills = [*(skill.name for skill in said.technical_skills), *(skill.name for skill in said.soft_skills)]
    tools = [name for row in said.tools for name in row.tool_names]
    section = {*_ids(names, "skill", skills), *_ids(names, "tool", tools)}
    tops: tuple[tuple[NameKind, list[str]], ...] = (
        ("skill", [*said.scorecard.top_technical_skills, *said.scorecard.top_soft_skills]),
        ("tool", said.scorecard.top_tools),
    )
    for kind, top in tops:
        for name in top:
            told = {*_ids(names, "skill", [name]), *_ids(names, "tool", [name])}
            if (
                told
                and not told & section
                and (document.precedence[0] == 0 or any(names.name_of(*named) for named in told))
            ):
                message = f"The scorecard names the {kind} {name!r}, which the document's own sections do not."
                yield Found(name, message, (role,), document.id, name_kind=kind)


def _ids(names: Names, kind: NameKind, words: Iterable[str]) -> Iterator[tuple[NameKind, str]]:
    for name in words:
        try:
            yield from ((kind, names.resolve(kind, part).id) for part in names.split(kind, name))
        except ValueError:  # a name without a letter or digit names nothing
            continue
