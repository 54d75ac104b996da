"""Findings about documents: contradictions between them or inside one, and places that could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from graph.folding.rules.ladder import Found, Ladder


def contradiction(ladder: Ladder) -> Iterator[Found]:
    for said in ladder.facts.contradictions:
        message = (
            f"{said.owner}: {said.field} is {said.kept} in {said.kept_by} but {said.other} in {said.other_by}; "
            f"{said.kept} counts."
        )
        roles = (said.owner,) if said.label == "Role" else ()
        told = ladder.facts.told.get(said.other_by)
        line = told.line_of(said.field, "title") if told else None
        yield Found(f"{said.owner} {said.field} {said.other}", message, roles, said.other_by, line)


def unread(ladder: Ladder) -> Iterator[Found]:
    for remark in ladder.facts.remarks:
        if remark.kind == "unread":
            message = f"Not read: {remark.subject}"
            roles = (remark.role,) if remark.role else ()
            yield Found(remark.subject, message, roles, remark.document, remark.line, remark.detail)


def scorecard_only(ladder: Ladder) -> Iterator[Found]:
    for remark in ladder.facts.remarks:
        if remark.kind == "scorecard_only" and remark.role:
            named = f"the {remark.name_kind} {remark.subject!r}"
            message = f"The scorecard names {named}, which the document's own sections do not."
            yield Found(remark.subject, message, (remark.role,), remark.document, name_kind=remark.name_kind)
