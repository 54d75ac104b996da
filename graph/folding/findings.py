"""Findings: what a keeper should look at, with severity, place and what to do. The fold makes them; they are stored
with the graph.

`RULES` lists every kind with its severity and suggestion. A rule is a pure function of the folded facts
(`graph/folding/rules/`) and may give another severity or suggestion for a case. To add a kind, write the function and
add it to the list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.folding.facts import Facts
from graph.folding.rules import documents, names, rungs, steps, titles
from graph.folding.rules.ladder import Found, Ladder
from graph.model import Graph, NodeKey
from graph.schema import SEVERITIES, NameKind, Properties


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of finding: its severity, what it means, what to do about it, and the function that finds it."""

    kind: str
    severity: str
    meaning: str
    remedy: str
    find: Callable[[Ladder], Iterable[Found]]


RULES = (
    Rule(
        "unknown_name",
        "info",
        "A name that no term or alias of the vocabulary matches. It becomes a node of its own. A warning where near "
        "names are known, and for levels. Names in imported data are not reported.",
        "Add it to the vocabulary, or leave it as a name of its own.",
        names.unknown_name,
    ),
    Rule(
        "unreadable_name",
        "error",
        "A name without a letter or digit, from which no id can be made. Its statement is left out.",
        "Correct the name in the document.",
        names.unreadable_name,
    ),
    Rule(
        "dangling_id",
        "error",
        "A career step names the id of a role that no document describes. The graph has it as a mentioned role.",
        "Describe the role or remove the step.",
        names.dangling_id,
    ),
    Rule(
        "dangling_replacement",
        "error",
        "A role is replaced by itself or by one that no document describes.",
        "Name a described role in `replaced_by`, or leave it out.",
        names.dangling_replacement,
    ),
    Rule(
        "alias_collision",
        "error",
        "Two terms or roles claim one name or alias. It resolves to the one that has it as its id, else as its name, "
        "else to the one in the first document.",
        "Remove it from one of them.",
        names.alias_collision,
    ),
    Rule(
        "merged_names",
        "warning",
        "Two documents or terms of one collection that do not both state an `id`, or two unknown names, have one id. "
        "They are one thing in the graph.",
        "If they are two, give each an `id` of its own; if they are one, keep one of the two.",
        names.merged_names,
    ),
    Rule(
        "no_id",
        "info",
        "A curated file states no `id`. The role's id comes from the title of its first load; a new graph would take "
        "the title of that day.",
        "Add the id to the file; `ladder ids --write` does it for every file.",
        names.no_id,
    ),
    Rule(
        "similar_titles",
        "warning",
        "Two described roles of one level have titles that are nearly the same, so they may be one role. Imported "
        "roles are not compared.",
        "If they are one role, give both documents one `id`; otherwise make the titles differ in more than a letter "
        "or two.",
        titles.similar_titles,
    ),
    Rule(
        "step_to_itself",
        "warning",
        "The career path of a role names the role itself. It makes no step.",
        "Remove it, or name the role that is meant.",
        names.step_to_itself,
    ),
    Rule(
        "one_sided_step",
        "info",
        "Documents describe both roles of a promotion or next step, and only one of them names the other. A move "
        "sideways needs only one.",
        "Name the step in the other document too, or remove it.",
        steps.one_sided_step,
    ),
    Rule(
        "promotion_cycle",
        "error",
        "Promotions lead from a role back to itself.",
        "Remove the step that is no promotion, or correct the levels.",
        steps.promotion_cycle,
    ),
    Rule(
        "promotion_down",
        "error",
        "A step that is stated as a promotion leads to a lower rank of the same track.",
        "Correct the level of one of the roles, or name the step under `next` or `adjacent`.",
        steps.promotion_down,
    ),
    Rule(
        "level_gap",
        "info",
        "A promotion in a family passes over a rank at which that family has a described role.",
        "Let the promotion lead to the role in between, unless people do skip it.",
        steps.level_gap,
    ),
    Rule(
        "skill_lost",
        "info",
        "A skill is critical for a role, but the role of the same family that it is promoted to neither lists nor "
        "assumes it.",
        "Add the skill to the higher role, or make it less important in the lower one.",
        steps.skill_lost,
    ),
    Rule(
        "unreachable_role",
        "warning",
        "No step leads to a described role, and the role is not at its family's lowest rung on the track.",
        "Name its feeders, or name it as the next role of another one.",
        steps.unreachable_role,
    ),
    Rule(
        "missing_rung",
        "info",
        "A family has described roles of the individual track below and above a rank and none at it.",
        "Describe the role of that level, or leave the rung out where the company has none.",
        rungs.missing_rung,
    ),
    Rule(
        "experience_contradicts_level",
        "warning",
        "A role asks for fewer years of experience than one of a lower rank of its family and track.",
        "Correct `years_min` or the level of one of them.",
        rungs.experience_contradicts_level,
    ),
    Rule(
        "no_level",
        "warning",
        "A described role is at no level, so it stands on no ladder and no step to or from it is a promotion.",
        "Add `level:`, or a level word to the title.",
        rungs.no_level,
    ),
    Rule(
        "contradiction",
        "warning",
        "Two documents give different values for one property of a role or a level, or a workbook says a text "
        "otherwise.",
        "Correct the document that is wrong. Curated files count more than blueprints, blueprints more than imports.",
        documents.contradiction,
    ),
    Rule(
        "scorecard_only",
        "info",
        "The scorecard of a document names a skill or tool that its sections do not. A scorecard is a summary; it "
        "adds no facts.",
        "Add it to the section, or remove it from the scorecard.",
        documents.scorecard_only,
    ),
    Rule(
        "unread",
        "warning",
        "A place of a document that could not be read, or was read by a guess.",
        "Look at the place and correct the document, or describe the role in a curated file.",
        documents.unread,
    ),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. Its id is a hash of kind, document, line and subject (with `name_kind`, where the subject is a
    name).

    `roles` are all roles that it names, the one it is about first.
    """

    kind: str
    severity: str
    subject: str
    message: str
    suggestion: str | None = None
    document: str | None = None
    line: int | None = None
    roles: tuple[str, ...] = ()
    name_kind: NameKind | None = None

    @property
    def id(self) -> str:
        subject = f"{self.name_kind.replace('_', ' ')} {self.subject}" if self.name_kind else self.subject
        parts = (self.kind, self.document or "", str(self.line or -1), subject)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]

    @property
    def role(self) -> str | None:
        """The role that the finding is about."""
        return next(iter(self.roles), None)


def rules() -> tuple[Rule, ...]:
    """Every kind of finding, by name."""
    return tuple(sorted(RULES, key=lambda rule: rule.kind))


def findings(facts: Facts) -> None:
    """Adds every finding to the graph."""
    for finding in _all(facts):
        roles = [role for role in finding.roles if NodeKey("Role", role) in facts.graph.nodes]
        properties = {name: getattr(finding, name) for name in _STORED}
        facts.node("Finding", finding.id, **properties, roles=roles)
        for role in roles:
            facts.edge("ABOUT", finding.id, role)
        if finding.document:
            facts.edge("IN_DOCUMENT", finding.id, finding.document)


_STORED = ("kind", "severity", "subject", "name_kind", "message", "suggestion", "line")


def _all(facts: Facts) -> Iterator[Finding]:
    ladder = Ladder(facts)
    for rule in RULES:
        for found in rule.find(ladder):
            yield Finding(
                rule.kind,
                found.severity or rule.severity,
                found.subject,
                found.message,
                found.suggestion or rule.remedy,
                found.document,
                found.line,
                found.roles,
                found.name_kind,
            )


def found_in(graph: Graph) -> list[Finding]:
    """The findings of a folded graph, sorted as by `in_order`."""
    documents = {key.start: key.end for key in sorted(key for key in graph.edges if key.type == "IN_DOCUMENT")}
    found = graph.nodes.items()
    return in_order(stored_finding(said, documents.get(key.id)) for key, said in found if key.label == "Finding")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by document, line and severity; findings without a document come last."""
    return sorted(findings, key=_place)


def stored_finding(said: Properties, document: str | None) -> Finding:
    """The finding from the properties of its node."""
    stored: dict[str, Any] = {name: said.get(name) for name in _STORED}
    return Finding(**stored, document=document, roles=tuple(said.get("roles", ())))


def _place(finding: Finding) -> tuple[bool, str, int, int, str]:
    severity = -SEVERITIES.index(finding.severity)
    return (finding.document is None, finding.document or "", finding.line or 0, severity, finding.message)
