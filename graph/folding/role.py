"""Reads one role document into the facts: the first pass of the fold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from graph.documents.blueprint import (
    SCALARS,
    Blueprint,
    CareerStep,
    Item,
    RelatedRole,
    SoftSkill,
    Statement,
    TechnicalSkill,
)
from graph.documents.document import Document
from graph.documents.names import Resolved
from graph.documents.spelling import letters, slug
from graph.folding.facts import Evidence, Facts, StepSaid
from graph.folding.scorecard import only_in_scorecard
from graph.model import EdgeKey, NodeKey
from graph.schema import NameKind, Properties
from graph.sections import NOTES, TEXT_SECTIONS, Texts, section_title, title_of_field
from graph.weights import stronger


def text_id(role: str, relationship: str, kind: str | None, text: str, items: list[str]) -> str:
    """`{role}/{relationship}/{kind}/{ten hex digits of the normalised text and items}`."""
    normalised = "\n".join(re.sub(r"\s+", " ", part).strip().casefold() for part in (text, *items))
    return f"{role}/{relationship.lower()}/{kind or 'general'}/{hashlib.sha256(normalised.encode()).hexdigest()[:10]}"


class RoleReader:
    """Adds to the facts what one document says of its role."""

    def __init__(self, facts: Facts, document: Document, blueprint: Blueprint) -> None:
        self.facts = facts
        self.names = facts.names
        self.document = document
        self.blueprint = blueprint
        self.role = facts.names.role_of(document)
        self._positions: dict[str, int] = {}
        self._next_lines: dict[str, int] = {}  # role → line of the next step that names it

    def read(self) -> None:
        self._describe()
        self._place()
        self._skills()
        self._tools()
        self._stakeholders()
        self._career()
        self._related()
        self._foundations()
        self._kpis()
        for texts, kind, statement in _statements(self.blueprint):
            self._statement(texts, kind, statement)
        self._notes()
        for name_kind, words in only_in_scorecard(self.names, self.document, self.blueprint):
            self.facts.scorecard_only(self.document.id, self.role, name_kind, words)
        for problem in self.blueprint.problems:
            self.facts.problem(self.document.id, self.role, problem)

    def _evidence(self, field: str, words: str, line: int | None = None) -> Evidence:
        section = "" if self.document.format == "mapped" else title_of_field(field)  # an original has its own sections
        return Evidence(self.document.id, section, line or -1, words)

    def _describe(self) -> None:
        said = self.blueprint
        properties = {name: getattr(said, name) for name in SCALARS}
        self.facts.node(
            "Role",
            self.role,
            title=said.title,
            described=True,
            search_titles=list(said.search_titles),
            same_as=list(said.same_as),
            **properties,
        )
        self.facts.edge("DESCRIBED_IN", self.role, self.document.id)
        for name in ("years_min", "years_max", "status"):
            self.facts.say_once(("Role", self.role), name, properties[name], self.document.id)
        self.facts.say_texts(self.document, self.role, mission=said.mission, summary=said.summary)

    def _place(self) -> None:
        """Level and family as stated, else as the title shows them."""
        for field, relationship, shown in (
            ("level", "AT_LEVEL", self.names.titles.level_in_title),
            ("family", "IN_FAMILY", self.names.titles.family_in_title),
        ):
            kind: NameKind = "level" if field == "level" else "family"
            words = getattr(self.blueprint, field)
            target = self._resolve(kind, words, self.blueprint.line_of(field)) if words else None
            if target is None and (id := shown(self.blueprint.title, self.document.collection)):
                target, words = Resolved(id, self.names.name_of(kind, id) or id, known=True), self.blueprint.title
            if target is None or (kind == "level" and not target.known):
                continue
            if kind == "family":
                self.facts.family(target.id, target.name)
            if self.facts.say_once((relationship, self.role), field, target.id, self.document.id):
                self.facts.edge(relationship, self.role, target.id, evidence=self._evidence(field, words))

    def _resolve(self, kind: NameKind, words: str, line: int | None) -> Resolved | None:
        """What the words name, or None when they have no letter or digit. Unknown and unreadable names are noted for
        the findings.
        """
        try:
            resolved = self.names.resolve(kind, words)
        except ValueError as error:
            self.facts.unreadable(self.document.id, self.role, kind, words, line, str(error))
            return None
        if not resolved.known:
            self.facts.unknown_name(self.document, self.role, kind, words, line)
            self.facts.other_letters(self.document, self.role, kind, resolved.id, words, line)
        return resolved

    def _resolve_all(self, kind: NameKind, words: str, line: int | None) -> list[Resolved]:
        try:
            parts = self.names.split(kind, words)
        except ValueError:
            parts = [words]
        return [resolved for part in parts if (resolved := self._resolve(kind, part, line))]

    def _skills(self) -> None:
        for technical in self.blueprint.technical_skills:
            if skill := self._skill(technical.name, "technical", technical.line):
                known = EdgeKey("REQUIRES", self.role, skill) in self.facts.graph.edges
                edge = self._requires(skill, "technical_skills", technical)
                tier = None if known and self.document.known_by_uri else technical.tier
                edge["tier"] = stronger("tier", edge.get("tier"), tier)
        for soft in self.blueprint.soft_skills:
            if skill := self._skill(soft.name, "soft", soft.line):
                self._requires(skill, "soft_skills", soft)

    def _requires(self, skill: str, field: str, said: TechnicalSkill | SoftSkill) -> Properties:
        """A measured weight counts only in the first mention, so that an import cannot outweigh the words of a curated
        file.
        """
        first = EdgeKey("REQUIRES", self.role, skill) not in self.facts.graph.edges
        weight = said.weight if first else None
        evidence = self._evidence(field, said.name, said.line)
        scale, place = self._on_scale(said) if said.step else (None, said.proficiency)
        texts = {"expects": said.expects, "step": said.step, "use": said.use}
        self.facts.say_texts(self.document, self.role, (f"skill {skill}", said.name), **texts)
        edge = self.facts.edge(
            "REQUIRES",
            self.role,
            skill,
            evidence=evidence,
            proficiency=place,
            scale=scale,
            step=said.step,
            use=said.use,
            expects=said.expects,
            weight=weight,
        )
        if said.expects:
            mapped = self.document.format == "mapped"  # the originals of a ladder are one source
            source = self.document.collection if mapped else self.document.id
            self.facts.expect(self.role, skill, said.expects, source)
        edge["importance"] = stronger("importance", edge.get("importance"), said.importance)
        return edge

    def _on_scale(self, said: TechnicalSkill | SoftSkill) -> tuple[str | None, float | None]:
        """The vocabulary's scale that has the step, and the step's place on it, counted from 1."""
        step = letters(said.step or "")
        for scale, steps in self.facts.scales:
            if step in steps and said.scale in (None, scale):
                return scale, float(steps.index(step) + 1)
        detail = "no scale of the vocabulary has this step"
        self.facts.unreadable(self.document.id, self.role, "proficiency", said.step or "", said.line, detail)
        return said.scale, None

    def _skill(self, words: str, kind: str, line: int | None) -> str | None:
        resolved = self._resolve("skill", words, line)
        if resolved:
            self.facts.skill(resolved, kind)
        return resolved.id if resolved else None

    def _tools(self) -> None:
        for row in self.blueprint.tools:
            category = self._resolve("tool_category", row.category, row.line) if row.category else None
            if category:
                self.facts.node("ToolCategory", category.id, name=category.name)
            for name in row.tool_names:
                for tool in self._resolve_all("tool", name, row.line):
                    evidence = self._evidence("tools", row.cell, row.line)
                    self.facts.tool(tool, hot=row.hot)
                    self.facts.say_texts(self.document, self.role, (f"tool {tool.id}", tool.name), use=row.use)
                    self.facts.edge(
                        "USES",
                        self.role,
                        tool.id,
                        evidence=evidence,
                        commonality=row.commonality,
                        purpose=row.use,
                        in_demand=row.in_demand or None,
                    )
                    if category:
                        self.facts.edge(
                            "IN_CATEGORY",
                            tool.id,
                            category.id,
                            evidence=self._evidence("tools", row.category or "", row.line),
                        )

    def _stakeholders(self) -> None:
        said = self.blueprint.stakeholders
        lists = {"manager": said.manager, "internal": said.internal, "external": said.external, "peer": said.peer_roles}
        lists |= {"upstream": said.upstream, "downstream": said.downstream}
        for relation, stakeholders in lists.items():
            for stakeholder in stakeholders:
                for resolved in self._resolve_all("stakeholder", stakeholder.name, stakeholder.line):
                    self.facts.stakeholder(resolved)
                    evidence = self._evidence("stakeholders", stakeholder.name, stakeholder.line)
                    self.facts.edge(
                        "WORKS_WITH",
                        self.role,
                        resolved.id,
                        relation,
                        evidence=evidence,
                        relation=relation,
                        purpose=stakeholder.purpose,
                    )

    def _career(self) -> None:
        career = self.blueprint.career
        for step in career.next:
            self._steps("next", step)
        for step in career.feeders:
            self._steps("feeder", step)
        for step in career.adjacent:
            self._steps("lateral", step)
        if career.promotion_to:
            self._steps("promotion", CareerStep(name=career.promotion_to, line=career.promotion_line))

    def _steps(self, sort: str, step: CareerStep) -> None:
        words = step.name or step.role or ""
        for other in self._other_roles(step):
            if other.id == self.role:
                self.facts.self_step(self.document.id, self.role, words, step.line)
                continue
            self.facts.mention(other, self.document.id)
            start, end = (other.id, self.role) if sort == "feeder" else (self.role, other.id)
            line = step.line or self._next_lines.get(other.id)  # a promotion's title is also in the list of next roles
            if sort == "next" and step.line:
                self._next_lines[other.id] = step.line
            evidence = self._evidence("career", "" if step.implied else step.said or words, line)
            self.facts.steps.append(
                StepSaid(start, end, sort, self.role, step.months_min, step.months_max, evidence, step.implied)
            )

    def _related(self) -> None:
        """Related roles. The edge has evidence, so a described role gets no MENTIONED_IN edge as well."""
        for related in self.blueprint.related:
            words = related.name or related.role or ""
            for other in self._other_roles(related):
                if other.id == self.role:
                    continue
                if other.id not in self.facts.described:
                    self.facts.mention(other, self.document.id)
                self.facts.edge(
                    "RELATED_TO",
                    self.role,
                    other.id,
                    evidence=self._evidence("related", words, related.line),
                    tier=related.tier,
                    rank=related.rank,
                )

    def _foundations(self) -> None:
        """Roles that the document says this one builds on, and skills that it names as no longer needed."""
        for role in self.blueprint.builds_on:
            for other in self._resolve_all("role", role.name, role.line):
                if other.id == self.role:
                    self.facts.self_step(self.document.id, self.role, role.name, role.line)
                    continue
                if other.id not in self.facts.described:
                    self.facts.mention(other, self.document.id)
                evidence = self._evidence("builds_on", role.name, role.line)
                self.facts.edge("BUILDS_ON", self.role, other.id, evidence=evidence)
        for skill in self.blueprint.no_longer:
            if id := self._skill(skill.name, "technical", skill.line):
                evidence = self._evidence("no_longer", skill.name, skill.line)
                self.facts.edge("NO_LONGER", self.role, id, evidence=evidence)

    def _other_roles(self, step: CareerStep | RelatedRole) -> list[Resolved]:
        if step.role is None:
            return self._resolve_all("role", step.name or "", step.line)
        id = self.names.survivor("role", step.role)
        name = self.names.name_of("role", id)
        if name is None and not (isinstance(step, RelatedRole) and self.document.imported):
            self.facts.dangling_id(self.document.id, self.role, step.role, step.line)
        return [Resolved(id, name or step.role.replace("-", " ").capitalize(), known=name is not None)]

    def _kpis(self) -> None:
        for kpi in self.blueprint.kpis:
            resolved = self._free_name(kpi.name, kpi)
            if resolved:
                self.facts.node("Kpi", resolved, name=kpi.name)
                said: dict[str, Any] = {"target": kpi.target, "frequency": kpi.frequency, "measures": kpi.measures}
                self.facts.say_texts(self.document, self.role, (f"kpi {resolved}", kpi.name), **said)
                evidence = self._evidence("kpis", kpi.name, kpi.line)
                self.facts.edge(
                    "MEASURED_BY",
                    self.role,
                    resolved,
                    evidence=evidence,
                    **said,
                )

    def _free_name(self, words: str, item: Item) -> str | None:
        """KPIs have no vocabulary: the slug of their name is their id."""
        try:
            return slug(words)
        except ValueError as error:
            self.facts.unreadable(self.document.id, self.role, "kpi", words, item.line, str(error))
            return None

    def _statement(self, texts: Texts, kind: str | None, statement: Statement) -> None:
        id = text_id(self.role, texts.relationship, kind, statement.text, statement.items)
        self._text(texts.label, id, text=statement.text, items=list(statement.items), kind=kind)
        evidence = self._evidence(texts.field, statement.text, statement.line)
        self._text_edge(texts, id, evidence)

    def _text_edge(self, texts: Texts, id: str, evidence: Evidence) -> None:
        position = self._positions.get(texts.relationship, 0)
        self._positions[texts.relationship] = position + 1
        self.facts.edge(texts.relationship, self.role, id, evidence=evidence, position=position)

    def _text(self, label: str, id: str, **properties: Any) -> None:
        """Adds a text as first written. A later one that differs only in case or spaces has the same id."""
        if NodeKey(label, id) not in self.facts.graph.nodes:
            self.facts.node(label, id, **properties)

    def _notes(self) -> None:
        for note in self.blueprint.other:
            kind = f"section_{note.section}" if note.section else None
            id = text_id(self.role, NOTES.relationship, kind, note.text, [note.heading or "", *note.items])
            self._text(NOTES.label, id, text=note.text, items=list(note.items), kind=kind, heading=note.heading)
            evidence = Evidence(self.document.id, section_title(note.section), note.line or -1, note.text)
            self._text_edge(NOTES, id, evidence)


def _statements(said: Blueprint) -> Iterator[tuple[Texts, str | None, Statement]]:
    """Every sentence of the sections that have text nodes, with its kind."""
    for texts in TEXT_SECTIONS.values():
        found = attrgetter(texts.field)(said)
        if texts.kinds:
            for part, kind in texts.kinds.items():
                yield from ((texts, kind, statement) for statement in getattr(found, part))
        else:
            for statement in found:
                yield texts, getattr(statement, texts.kind_field) if texts.kind_field else None, statement
