"""Findings about documents: contradictions between them or inside one, and places that could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from graph.folding.rules.ladder import Found, Ladder


def contradiction(ladder: Ladder) -> Iterator[Found]:
    for said in ladder.facts.contradictions:
        kept, other = (f'"{_short(text)}"' if said.is_text else text for text in (said.kept, said.other))
        counts = f"what {said.kept_by} says" if said.is_text else said.kept
        message = (
            f"{said.owner}: {said.field} is {kept} in {said.kept_by} but {other} in {said.other_by}; {counts} counts."
        )
        roles = (said.owner,) if said.label == "Role" else ()
        told = ladder.facts.told.get(said.other_by)
        line = told.line_of(said.field, "title") if told else None
        better = f"Write it in {said.kept_by}, which counts more than a workbook." if said.is_text else None
        yield Found(f"{said.owner} {said.field} {said.other}", message, roles, said.other_by, line, better)


MOST_SHOWN = 100  # characters of a text


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_SHOWN else f"{line[:MOST_SHOWN]}…"


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
