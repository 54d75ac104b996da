"""What the documents say, collected while folding: the graph so far, and notes for the second pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.documents.blueprint import Problem, first_line
from graph.documents.document import PRECEDENCE, Document, SkillTerm, ToolTerm, Vocabulary
from graph.documents.names import Names, Resolved
from graph.documents.spelling import letters
from graph.model import EdgeKey, Graph, NodeKey
from graph.schema import RELATIONSHIPS, NameKind, Properties

CURATED_OR_BLUEPRINT = 1  # the last precedence whose unknown names are findings; imports have no vocabulary


class Evidence(NamedTuple):
    """Where a fact stands; `line` is −1 where there is none."""

    document: str
    section: str
    line: int
    words: str


_EVIDENCE = tuple(f"evidence_{name}" for name in Evidence._fields)


class StepSaid(NamedTuple):
    """One document says that a career goes from `start` to `end`; `sort` is next, feeder, lateral or promotion."""

    start: str
    end: str
    sort: str
    said_by: str
    months_min: int | None
    months_max: int | None
    evidence: Evidence
    implied: bool = False


class Remark(NamedTuple):
    """A note for a finding: its kind, its place, the words it is about, and the role."""

    kind: str
    document: str
    line: int | None
    role: str | None
    subject: str
    name_kind: NameKind | None = None
    detail: str | None = None


class Contradiction(NamedTuple):
    """Two documents differ about a field of a role or a level (`label`); the value `kept` counts."""

    label: str
    owner: str
    field: str
    kept: Any
    kept_by: str
    other: Any
    other_by: str
    is_text: bool = False


class Told(NamedTuple):
    """What findings ask of a role document after it was read; `lines` are those of its fields."""

    role: str
    id: str | None
    title: str
    replaced_by: str | None
    years_min: float | None
    lines: Mapping[str, int]

    def line_of(self, *fields: str) -> int | None:
        """The line of the first of these fields that has one."""
        return first_line(self.lines, fields)


@dataclass
class Facts:
    """The graph under construction. The first value of a property stays, lists are united, evidence is appended."""

    names: Names
    vocabularies: list[Document] = field(default_factory=list)  # in the order of precedence
    collections: frozenset[str] = frozenset()  # of all documents, also where these are a part
    scales: list[tuple[str, list[str]]] = field(default_factory=list)
    graph: Graph = field(default_factory=Graph)
    steps: list[StepSaid] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    told: dict[str, Told] = field(default_factory=dict)  # by document
    mentioned: dict[str, str] = field(default_factory=dict)  # undescribed role → its first document
    remarks: list[Remark] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)
    spelled: list[Remark] | None = None  # facts apart: unknown names, to compare them later with all others
    _said: dict[tuple[tuple[str, ...], str], tuple[Any, str]] = field(default_factory=dict)
    _expected: dict[EdgeKey, tuple[str, list[str]]] = field(default_factory=dict)  # who says it, and what
    _spelled: dict[tuple[NameKind, str], str] = field(default_factory=dict)  # unknown name's id → as written first
    _alone: dict[Any, list[Any]] = field(default_factory=dict)  # value → list of it alone; edges share these lists

    def apart(self) -> Facts:
        """Empty facts with the same surroundings, for one document."""
        return Facts(self.names, scales=self.scales, described=self.described, spelled=[], _alone=self._alone)

    def node(self, label: str, id: str, **properties: Any) -> None:
        node = self.graph.nodes.setdefault(NodeKey(label, id), {})
        _merge(node, properties)
        if label == "Role":
            node.setdefault("status", "published")
            if (term := self.names.terms.get(("role", id))) and term.same_as:
                _merge(node, {"same_as": list(term.same_as)})
            if aliases := self._aliases("role", id, node["title"]):
                node["aliases"] = aliases

    def skill(self, resolved: Resolved, kind: str) -> None:
        """Adds a skill at its first mention. The kind that its term states counts more than the section's."""
        if NodeKey("Skill", resolved.id) in self.graph.nodes:
            return
        term = self.names.terms.get(("skill", resolved.id))
        said = (
            {
                "kind": term.kind,
                "description": term.description,
                "group": term.group,
                "onet_id": term.onet_id,
                "same_as": list(term.same_as),
            }
            if isinstance(term, SkillTerm)
            else {"kind": kind}
        )
        self.node(
            "Skill", resolved.id, name=resolved.name, aliases=self._aliases("skill", resolved.id, resolved.name), **said
        )

    def tool(self, resolved: Resolved, *, hot: bool = False) -> None:
        key = NodeKey("Tool", resolved.id)
        if key not in self.graph.nodes:
            term = self.names.terms.get(("tool", resolved.id))
            description = term.description if isinstance(term, ToolTerm) else None
            self.node(
                "Tool",
                resolved.id,
                name=resolved.name,
                aliases=self._aliases("tool", resolved.id, resolved.name),
                description=description,
                same_as=list(term.same_as) if term else [],
            )
        if hot:
            self.graph.nodes[key]["hot"] = True

    def family(self, id: str, name: str) -> None:
        self.node("Family", id, name=name, aliases=self._aliases("family", id, name))

    def stakeholder(self, resolved: Resolved) -> None:
        aliases = self._aliases("stakeholder", resolved.id, resolved.name)
        self.node("Stakeholder", resolved.id, name=resolved.name, aliases=aliases)

    def _aliases(self, kind: NameKind, id: str, name: str) -> list[str]:
        return [alias for alias in self.names.aliases_of(kind, id) if alias != name]

    def edge(
        self, type: str, start: str, end: str, key: str = "", evidence: Evidence | None = None, **properties: Any
    ) -> Properties:
        relationship = RELATIONSHIPS[type]
        new = {} if relationship.all_properties else _NOTHING
        edge = self.graph.edges.setdefault(EdgeKey(type, start, end, key), new)
        _merge(edge, properties)
        if evidence and relationship.evidence:
            for name, value in zip(_EVIDENCE, evidence, strict=True):
                edge[name] = [*edge[name], value] if name in edge else self._alone.setdefault(value, [value])
        return edge

    def expect(self, role: str, skill: str, text: str, source: str) -> None:
        """Adds what a role is expected to do with a skill: all texts of the first source that has one, in order. Two
        names of a skill that became one have a text each.
        """
        key = EdgeKey("REQUIRES", role, skill)
        kept_by, texts = self._expected.setdefault(key, (source, []))
        if kept_by == source and text not in texts:
            texts.append(text)
            self.graph.edges[key]["expects"] = "\n".join(texts)

    def derived(self, type: str, start: str, end: str, properties: Properties) -> None:
        """Adds an edge that the second pass makes, once and without evidence. Edges may share the properties."""
        self.graph.edges[EdgeKey(type, start, end)] = properties

    def say_once(self, owner: tuple[str, str], field: str, value: Any, document: str) -> bool:
        """True when this value counts. Another value in a later document does not and is a contradiction."""
        if value is None:
            return False
        kept, kept_by = self._said.setdefault((owner, field), (value, document))
        if kept != value:
            label = "Level" if owner[0] == "Level" else "Role"
            self.contradictions.append(Contradiction(label, owner[1], field, kept, kept_by, value, document))
        return bool(kept == value)

    def say_texts(
        self, document: Document, role: str, about: tuple[str, str] | None = None, **texts: str | None
    ) -> None:
        """Notes what a workbook says otherwise than a document before it, of the role or `about` a skill, tool or
        measure of it (id and name); the other counts, and the workbook's words are nowhere else.
        """
        id, subject = about or ("", None)
        for name, text in texts.items():
            if not text:
                continue
            kept, kept_by = self._said.setdefault((("Role", role, id), name), (text, document.id))
            alike = kept.casefold().split() == text.casefold().split()
            if document.format == "sheet" and kept_by != document.id and not alike:
                what = f"{subject}, {name}" if subject else name
                self.contradictions.append(Contradiction("Role", role, what, kept, kept_by, text, document.id, True))

    def mention(self, role: Resolved, document: str) -> None:
        if role.id not in self.described:
            self.graph.nodes.setdefault(
                NodeKey("Role", role.id), {"title": role.name, "described": False, "status": "published"}
            )
            self.mentioned.setdefault(role.id, document)
        self.edge("MENTIONED_IN", role.id, document)

    def close_reading(self) -> None:
        """Forgets what only the first pass asks for, to make room."""
        self._said.clear()
        self._expected.clear()
        self._spelled.clear()

    # Notes for the findings

    def unknown_name(self, document: Document, role: str, kind: NameKind, words: str, line: int | None) -> None:
        if PRECEDENCE[document.format] <= CURATED_OR_BLUEPRINT:
            self.remarks.append(Remark("unknown_name", document.id, line, role, words, kind))

    def other_letters(
        self, document: Document, role: str, kind: NameKind, id: str, words: str, line: int | None
    ) -> None:
        """Notes an unknown name whose id an unknown name with other letters has already."""
        remark = Remark("merged_names", document.id, line, role, words, kind, id)
        if self.spelled is None:
            self.note_spelling(remark)
        else:
            self.spelled.append(remark)

    def note_spelling(self, remark: Remark) -> None:
        """`detail` is the id; in the note it is the name that has the id already."""
        assert remark.name_kind
        first = self._spelled.setdefault((remark.name_kind, remark.detail or ""), remark.subject)
        if letters(first) != letters(remark.subject):
            self.remarks.append(remark._replace(detail=first))

    def unreadable(self, document: str, role: str, kind: str, words: str, line: int | None, detail: str) -> None:
        self.remarks.append(Remark("unreadable_name", document, line, role, words, None, f"{kind}: {detail}"))

    def dangling_id(self, document: str, role: str, id: str, line: int | None) -> None:
        self.remarks.append(Remark("dangling_id", document, line, role, id, "role"))

    def self_step(self, document: str, role: str, words: str, line: int | None) -> None:
        self.remarks.append(Remark("step_to_itself", document, line, role, words))

    def scorecard_only(self, document: str, role: str, kind: NameKind, words: str) -> None:
        self.remarks.append(Remark("scorecard_only", document, None, role, words, kind))

    def problem(self, document: str, role: str, problem: Problem) -> None:
        words = f"{problem.what}: {problem.words}" if problem.words else problem.what
        self.remarks.append(Remark("unread", document, problem.line, role, words, None, problem.suggestion))


_NOTHING: Properties = {}  # of edges whose type has no properties; they share it


def scales_of(documents: Iterable[Document]) -> list[tuple[str, list[str]]]:
    """The scales of the vocabularies by precedence: the name, and the letters of each step."""
    vocabularies = (document.content for document in documents if isinstance(document.content, Vocabulary))
    scales = (scale for vocabulary in vocabularies for scale in vocabulary.scales)
    return [(scale.name, list(map(letters, scale.steps))) for scale in scales]


def _merge(into: Properties, properties: Properties) -> None:
    for name, value in properties.items():
        if value is None or value == []:
            continue
        if isinstance(value, list) and name in into:
            into[name] = [*into[name], *(item for item in value if item not in into[name])]
        else:
            into.setdefault(name, value)
