"""Findings: what a keeper should look at, each with severity, place and what to do. Made inside the fold, stored with the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from graph.facts import Contradiction, Facts, Remark
from graph.model import NodeKey


@dataclass(frozen=True, slots=True)
class Finding:
    kind: str
    severity: str
    subject: str
    message: str
    suggestion: str | None = None
    document: str | None = None
    line: int | None = None
    role: str | None = None

    @property
    def id(self) -> str:
        parts = (self.kind, self.document or "", str(self.line or -1), self.subject)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


def findings(facts: Facts) -> None:
    """Adds every finding to the graph."""
    for finding in _all(facts):
        facts.node(
            "Finding",
            finding.id,
            kind=finding.kind,
            severity=finding.severity,
            message=finding.message,
            suggestion=finding.suggestion,
            line=finding.line,
        )
        if finding.role and NodeKey("Role", finding.role) in facts.graph.nodes:
            facts.edge("ABOUT", finding.id, finding.role)
        if finding.document:
            facts.edge("IN_DOCUMENT", finding.id, finding.document)


def _all(facts: Facts) -> Iterator[Finding]:
    for remark in facts.remarks:
        yield _REMARKS[remark.kind](facts, remark)
    for contradiction in facts.contradictions:
        yield _contradiction(contradiction)
    yield from _alias_collisions(facts)


def _unknown_name(facts: Facts, remark: Remark) -> Finding:
    assert remark.name_kind
    kind = remark.name_kind.replace("_", " ")
    near = facts.names.suggest(remark.name_kind, remark.subject)
    severity = "warning" if near or remark.name_kind == "level" else "info"
    if near:
        names = ", ".join(f"{name} ({id})" for id, name in near)
        suggestion = f"If it is one of these, add it there as an alias: {names}. Otherwise add it to the vocabulary."
    else:
        suggestion = f"Add the {kind} to the vocabulary, or leave it as a name of its own."
    message = f"The {kind} {remark.subject!r} is not in the vocabulary."
    return Finding("unknown_name", severity, f"{kind} {remark.subject}", message, suggestion, remark.document, remark.line, remark.role)


def _unreadable_name(facts: Facts, remark: Remark) -> Finding:
    message = f"The name {remark.subject!r} cannot be used: {remark.detail}."
    return Finding("unreadable_name", "error", remark.subject, message, "Correct the name in the document.", remark.document, remark.line, remark.role)


def _dangling_id(facts: Facts, remark: Remark) -> Finding:
    near = facts.names.suggest("role", remark.subject)
    suggestion = f"Nearest roles: {', '.join(id for id, _ in near)}." if near else "Describe the role or remove the step."
    message = f"The career step names the role id {remark.subject!r}, which no document describes."
    return Finding("dangling_id", "error", remark.subject, message, suggestion, remark.document, remark.line, remark.role)


def _step_to_itself(facts: Facts, remark: Remark) -> Finding:
    message = f"The career path names the role itself ({remark.subject!r}); no step was made."
    return Finding(
        "step_to_itself", "warning", remark.subject, message, "Remove it, or name the role that is meant.", remark.document, remark.line, remark.role
    )


def _unread(facts: Facts, remark: Remark) -> Finding:
    message = f"Not read: {remark.subject}"
    return Finding("unread", "warning", remark.subject, message, remark.detail, remark.document, remark.line, remark.role)


_REMARKS = {
    "unknown_name": _unknown_name,
    "unreadable_name": _unreadable_name,
    "dangling_id": _dangling_id,
    "step_to_itself": _step_to_itself,
    "unread": _unread,
}


def _contradiction(said: Contradiction) -> Finding:
    message = f"{said.owner}: {said.field} is {said.kept} in {said.kept_by} but {said.other} in {said.other_by}; {said.kept} counts."
    suggestion = "Curated files count more than blueprints, these more than imports; correct the document that is wrong."
    return Finding("contradiction", "warning", f"{said.owner} {said.field} {said.other}", message, suggestion, said.other_by, None, said.owner)


def _alias_collisions(facts: Facts) -> Iterator[Finding]:
    for each in facts.names.collisions:
        message = f"The {each.kind} alias {each.alias!r} is claimed by {each.kept_by} and {each.wanted_by}; it names {each.kept_by}."
        yield Finding(
            "alias_collision", "error", f"{each.kind} {each.alias} {each.wanted_by}", message, "Remove it from one of them.", each.document, each.line
        )
